import time
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.text.clitics import Segmentation, Segmenter, load_clitic_rules, load_segmenter
from extraction.text.normalisation import fold_key

GOLD = Path(__file__).parent / "gold" / "clitics.tsv"
RULES = Path(__file__).parents[3] / "extraction" / "language" / "ar" / "clitics.toml"
SHARED = load_segmenter()
DOCUMENT = Path(__file__).parents[3] / "documents" / "russia-nato.txt"


def gold() -> Iterator[tuple[str, str, str, str]]:
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            word, before, stem, after = line.split("\t")
            yield word, before, stem, after


def split(word: str) -> tuple[str, str, str]:
    cut = SHARED.segment(word)
    return word[: cut.start], word[cut.start : cut.end], word[cut.end :]


def test_words_that_were_never_learnt_are_split_as_by_hand() -> None:
    answers = list(gold())
    assert len(answers) >= 400
    assert all(before + stem + after == word for word, before, stem, after in answers)
    right = sum(split(word) == (before, stem, after) for word, before, stem, after in answers)
    assert right / len(answers) >= 0.96


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("لم", Segmentation((), False, 0, 2)),
        ("ولم", Segmentation(("و",), False, 1, 3)),
        ("كما", Segmentation((), False, 0, 3)),
        ("أليست", Segmentation(("أ",), False, 1, 5)),
        ("ليست", Segmentation((), False, 0, 4)),
        ("فيما", Segmentation((), False, 0, 4)),
        ("لكن", Segmentation((), False, 0, 3)),
        ("الي", Segmentation((), False, 0, 3)),
        ("عليهم", Segmentation((), False, 0, 3, "هم")),
        ("وإليه", Segmentation(("و",), False, 1, 4, "ه")),
        ("له", Segmentation((), False, 0, 1, "ه")),
        ("وبها", Segmentation(("و",), False, 1, 2, "ها")),
        ("بهذا", Segmentation(("ب",), False, 1, 4)),
        ("بأن", Segmentation(("ب",), False, 1, 3)),
        ("لكنها", Segmentation((), False, 0, 3, "ها")),
        ("بنفسه", Segmentation(("ب",), False, 1, 4, "ه")),
        ("وقد", Segmentation(("و",), False, 1, 3)),
        ("معي", Segmentation((), False, 0, 2, "ي")),
    ],
)
def test_closed_class_words_are_looked_up(word: str, cut: Segmentation) -> None:
    assert SHARED.segment(word) == cut


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("الحلف", Segmentation((), True, 2, 5)),
        ("وبالحلف", Segmentation(("و", "ب"), True, 4, 7)),
        ("للحلف", Segmentation(("ل",), True, 2, 5)),
        ("للجنة", Segmentation(("ل",), False, 1, 5)),
        ("للجنتهم", Segmentation(("ل",), False, 1, 5, "هم")),
        ("للصيد", Segmentation(("ل",), True, 2, 5)),
        ("للبنان", Segmentation(("ل",), False, 1, 6)),
        ("التزامها", Segmentation((), False, 0, 6, "ها")),
        ("الالتزام", Segmentation((), True, 2, 8)),
        ("وسيلتقيان", Segmentation(("و", "س"), False, 2, 9)),
        ("سفارتها", Segmentation((), False, 0, 5, "ها")),
        ("لحلفائهم", Segmentation(("ل",), False, 1, 6, "هم")),
    ],
)
def test_the_article_and_what_stands_before_it_are_told_apart(word: str, cut: Segmentation) -> None:
    assert SHARED.segment(word) == cut


@given(st.text(st.sampled_from("ابتجدروزسفكلمنهويأإآىةءئؤ"), max_size=60))
def test_every_word_keeps_a_stem_and_loses_no_letter(word: str) -> None:
    cut = SHARED.segment(word)
    assert 0 <= cut.start <= cut.end <= len(word)
    assert cut.start < cut.end or not word
    assert cut.end == len(word) or cut.enclitic


def test_the_rules_are_clean_sorted_and_say_each_word_once() -> None:
    text = RULES.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not any("\ufb50" <= letter <= "\ufeff" or letter in "ـیک" for letter in text)
    data = tomllib.loads(text)
    assert data["source"]
    for name in ("whole", "after_preposition", "lam_initial", "alif_lam_initial", "first_person", "pronouns"):
        keys = [fold_key(word) for word in data[name]]
        assert keys == sorted(set(keys)), name
    keys = [fold_key(word) for word in data["before_pronoun"]]
    assert keys == sorted(set(keys))


def test_the_model_is_small() -> None:
    assert RULES.with_name("segmenter.crfsuite").stat().st_size < 1_000_000


def test_splitting_is_fast_enough_for_news() -> None:
    words = [word for word, *_ in gold()] + DOCUMENT.read_text(encoding="utf-8").split()
    fresh = Segmenter(load_clitic_rules(), RULES.with_name("segmenter.crfsuite").read_bytes(), memory=0)
    start = time.process_time()
    for word in words:
        fresh.segment(word)
    # 20,000 words/s is what is asked of a free core; a third of it holds on a busy one as well.
    assert len(words) / (time.process_time() - start) > 7_000
