"""How much work reading takes: twice the text, twice the work, however long the document or its lines are.

Work is counted in calls of functions, the same on every machine.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from extraction.pipeline import Extractor
from ontology.model import Document
from tests.extraction.read_arabic import catalog

ARTICLE = (Path(__file__).parents[2] / "documents" / "russia-nato.txt").read_text(encoding="utf-8")


def article(length: int) -> str:
    """Sentences in lines of their own."""
    return ARTICLE * length


def one_line(length: int) -> str:
    """The same words with nothing that ends a sentence."""
    return " ".join(ARTICLE.translate(str.maketrans(dict.fromkeys(".:؟!", " "))).split() * length)


def ever_new(length: int) -> str:
    """Sentences that each name two actors that no other sentence names, and a person."""
    states = [actor.preferred("ar") or "" for actor in catalog().actors.values()]
    pairs = zip(states[: 60 * length : 2], states[1 : 60 * length : 2], strict=True)
    letters = [f"{a}{b}يفسك" for a in "بتثجحخدرزس" for b in "صضطعغفقكلمنه"]
    return "\n".join(f"انتقد الوزير مالك {letters[at % 120]} {a} أمام {b}." for at, (a, b) in enumerate(pairs))


def calls(read: Callable[[], object]) -> int:
    """How often functions are called and resumed."""
    counted = 0

    def count(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal counted
        counted += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read()
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize(
    ("text", "short"), [(article, 2), (one_line, 2), (ever_new, 2)], ids=lambda v: getattr(v, "__name__", v)
)
def test_four_times_the_text_is_four_times_the_work(
    text: Callable[[int], str], short: int, extractor: Extractor
) -> None:
    def reading(length: int) -> int:
        document = Document("made-up", text(length), "ar", published="2018-04-01")
        extractor.extract(document)  # what is remembered of words is no part of the comparison
        return calls(lambda: extractor.extract(document))

    assert reading(4 * short) < 4.5 * reading(short)
