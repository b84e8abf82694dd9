"""Sentences of an Arabic or English text, by line and by punctuation.

A line break always ends a sentence, since headings, list items and paragraphs of news stand on lines of their own.
Within a line `. ! ? ؟ …` end one, but for abbreviations, initials and the dot of a list number. There is no need to
know the language: the rules go by what stands before and after the sign.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from importlib.resources import files
from typing import Protocol, TypeVar

from ontology.model import Span


class _InText(Protocol):
    @property
    def span(self) -> Span: ...


Placed = TypeVar("Placed", bound=_InText)

_END = re.compile(r"[.!?؟…]+[\"'»”’)\]]*")
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_WORD_BEFORE = re.compile(r"[^\W_]+\Z")
_SPACE = re.compile(r"\s")
_LONGEST = 2_000
"""Code points. What is longer is a table or a list; what reads a sentence takes time that grows with its square."""


def split_sentences(text: str, abbreviations: Collection[str] = frozenset()) -> tuple[Span, ...]:
    r"""Split a text into sentences, trimmed of white space; all that is not white space is in exactly one of them.

    Args:
        text: the document's text.
        abbreviations: words that a dot does not end a sentence after (`load_abbreviations`).

    >>> text = "عاد الهدوء. ثم سقط!\nخبر"
    >>> [span.of(text) for span in split_sentences(text)]
    ['عاد الهدوء.', 'ثم سقط!', 'خبر']
    """
    spans: list[Span] = []
    for line in _LINE.finditer(text):
        start = line.start()
        for end in _END.finditer(text, line.start(), line.end()):
            if _ends_sentence(text, start, end, line.end(), abbreviations):
                spans.append(_trim(text, start, end.end()))
                start = end.end()
        spans.append(_trim(text, start, line.end()))
    return tuple(part for span in spans for part in _cut(text, span) if part.start < part.end)


def _cut(text: str, span: Span) -> Iterator[Span]:
    """The parts of a stretch that is too long for a sentence, cut between words where there are any."""
    start = span.start
    while span.end - start > _LONGEST:
        spaces = list(_SPACE.finditer(text, start + _LONGEST // 2, start + _LONGEST))
        end = spaces[-1].start() if spaces else start + _LONGEST
        yield _trim(text, start, end)
        start = end
    yield _trim(text, start, span.end)


def group_by_sentence(sentences: Sequence[Span], found: Iterable[Placed]) -> tuple[tuple[Placed, ...], ...]:
    """What begins in each sentence, in order; what begins between two is in none."""
    starts = [sentence.start for sentence in sentences]
    groups: list[list[Placed]] = [[] for _ in sentences]
    for item in found:
        at = bisect_right(starts, item.span.start) - 1
        if at >= 0 and item.span.start < sentences[at].end:
            groups[at].append(item)
    return tuple(map(tuple, groups))


def load_abbreviations() -> frozenset[str]:
    """Words in lower case whose dot does not end a sentence (`gen`); Arabic has none but single letters."""
    path = files("extraction.language.en").joinpath("abbreviations.toml")
    tables: dict[str, list[str] | str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return frozenset(word for table in tables.values() if isinstance(table, list) for word in table)


def _trim(text: str, start: int, end: int) -> Span:
    """The stretch without the white space at its ends."""
    part = text[start:end]
    return Span(start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip()))


def _ends_sentence(text: str, start: int, sign: re.Match[str], line_end: int, abbreviations: Collection[str]) -> bool:
    """Whether the sign ends the sentence that began at `start`."""
    after = text[sign.end() : sign.end() + 2]
    if sign.end() >= line_end:
        return True
    before = _last_word(text, start, sign.start())
    if not after[0].isspace():
        return _is_missing_space(before, after)
    following = text[sign.end() : sign.end() + 40].lstrip()[:1]
    if following.islower():
        return False
    if sign.group() != ".":
        return sign.group()[0] == "." or sign.group()[-1] not in "\"'»”’)]"
    if before.lower() in abbreviations or _is_list_number(text, start, sign.start(), before):
        return False
    return not _is_initial(text, sign.start(), before)


def _last_word(text: str, start: int, end: int) -> str:
    """The letters and digits right before `end`, at most 40."""
    found = _WORD_BEFORE.search(text[max(start, end - 40) : end])
    return found.group() if found else ""


def _is_missing_space(before: str, after: str) -> bool:
    """Whether a sign between two words ends a sentence whose space was forgotten: Arabic words of three letters."""
    return (
        len(before) >= 3 and len(after) == 2 and before.isalpha() and all("ء" <= c <= "ي" for c in before[-1] + after)
    )


def _is_initial(text: str, dot: int, word: str) -> bool:
    """Whether the dot follows an initial (`John F. Kennedy`, `د. محمد`), and no era sign after a year (`1989 م.`)."""
    if len(word) != 1 or not word.isalpha():
        return False
    lead = text[max(0, dot - 4) : dot - 1].rstrip()
    return not (lead and lead[-1].isdigit())


def _is_list_number(text: str, start: int, dot: int, word: str) -> bool:
    """Whether the dot follows a number that begins the sentence (`1. Background`)."""
    return word.isdigit() and len(word) <= 2 and not text[start : dot - len(word)].strip("-–•*( \t\u200f\u200e")
