"""The clitics of one Arabic word: which letters stand before and after its stem."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ARTICLED = re.compile(r"([وف]?)(?:([بك]?)(ال)|(ل)(ل))(?=..)")


@dataclass(frozen=True, slots=True)
class Segmentation:
    """Where the stem of a word begins and ends, and what stands around it.

    Attributes:
        proclitics: letters before the article and the stem, outermost first: و ف ب ل ك س أ.
        article: whether the article stands before the stem.
        start: offset of the stem in the word.
        end: offset after the stem; what follows is the enclitic.
        enclitic: pronoun after the stem, or None.
    """

    proclitics: tuple[str, ...]
    article: bool
    start: int
    end: int
    enclitic: str | None = None


class Segmenter:
    """Splits words into clitics and stem."""

    def segment(self, word: str) -> Segmentation:
        """Split a word that is written without vowel marks and tatweel (`normalisation.strip_marks`)."""
        found = _ARTICLED.match(word)
        if found:
            proclitics = tuple(part for part in (found[1], found[2] or found[4]) if part)
            return Segmentation(proclitics, True, found.end(), len(word))
        return Segmentation((), False, 0, len(word))


def load_segmenter() -> Segmenter:
    """The segmenter with the rules and the model of the Arabic pack; keep it, since it is made once and caches."""
    return Segmenter()
