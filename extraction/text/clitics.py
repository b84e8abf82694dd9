"""The clitics of one Arabic word: which letters stand before and after its stem.

Two layers. Closed-class words (من, عليه, وبهذا, لم) are looked up in what `language/ar/clitics.toml` says, since their
letters look like clitics. All other words go to a conditional random field over letters that labels each letter P
(proclitic or article), S (stem) or E (pronoun); `training/train_segmenter.py` makes it and says how good it is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

import pycrfsuite

from extraction.text.normalisation import fold_text
from ontology.errors import LexiconError

_PACK = files("extraction.language.ar")
_LONGEST_CONTEXT = 4
_FARTHEST = 6
_QUESTION = "أ"
_FROM_START = tuple(f"s{distance}" for distance in range(_FARTHEST + 1))
_FROM_END = tuple(f"t{distance}" for distance in range(_FARTHEST + 1))
_LONGEST_WORD = 40
"""Longer runs of letters are no words of Arabic (the longest in use have 15); they are left whole."""


@dataclass(frozen=True, slots=True)
class Segmentation:
    """Where the stem of a word begins and ends, and what stands around it.

    Attributes:
        proclitics: letters before the article and the stem, outermost first: و ف أ ب ل ك س.
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


@dataclass(frozen=True, slots=True)
class CliticRules:
    """What the pack knows for sure, folded.

    Attributes:
        words: closed-class words with what is joined to them.
        pronouns: what may stand after a stem.
        lam_initial: nouns whose own first letter follows the preposition ل (للجنة).
        alif_lam_initial: words that begin with ال of their own (التزام).
    """

    words: Mapping[str, Segmentation]
    pronouns: frozenset[str]
    lam_initial: frozenset[str]
    alif_lam_initial: frozenset[str]


class Segmenter:
    """Splits words into clitics and stem, and remembers the words it met last.

    Not to be shared between threads, since the model's reader is not.

    Args:
        rules: of the Arabic pack.
        model: bytes of a CRFsuite model over `letter_features`.
        memory: how many words are remembered.
    """

    def __init__(self, rules: CliticRules, model: bytes, *, memory: int = 50_000) -> None:
        self._rules = rules
        self._proclitics = re.compile("([وف]?)(أ?)(?:(ل)(ل)|([بكلس]?)(ال)?)")
        self._model = model  # CRFsuite reads these bytes in place, so they must live as long as the tagger.
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(self._model)
        self._remembered = lru_cache(maxsize=memory)(self._segment)

    def segment(self, word: str) -> Segmentation:
        """Split a word that is written without vowel marks and tatweel (`normalisation.strip_marks`).

        >>> load_segmenter().segment("وبكتابهم")
        Segmentation(proclitics=('و', 'ب'), article=False, start=2, end=6, enclitic='هم')
        """
        return self._remembered(word)

    def _segment(self, word: str) -> Segmentation:
        known = self._rules.words.get(fold_text(word))
        if known is not None:
            return known
        if not 2 < len(word) <= _LONGEST_WORD:
            return Segmentation((), False, 0, len(word))
        labels = "".join(self._tagger.tag(letter_features(word)))
        start = len(labels) - len(labels.lstrip("P"))
        end = len(labels.rstrip("E"))
        return self._repair(word, self._read(word, start, max(start, end)))

    def _read(self, word: str, start: int, end: int) -> Segmentation:
        """The segmentation that the boundaries mean; a side whose letters make no clitics is left to the stem."""
        if start == end:
            return Segmentation((), False, 0, len(word))
        enclitic = word[end:] if word[end:] in self._rules.pronouns else None
        end = end if enclitic else len(word)
        before = self._proclitics.fullmatch(word[:start])
        if before is None:
            return Segmentation((), False, 0, end, enclitic)
        parts = tuple(part for part in (before[1], before[2], before[3], before[5]) if part)
        return Segmentation(parts, bool(before[4] or before[6]), start, end, enclitic)

    def _repair(self, word: str, cut: Segmentation) -> Segmentation:
        """Tell the letters of the article from those of the word itself: للجنة and التزام have none, للصيد has one."""
        if not cut.article:
            is_article = cut.proclitics[-1:] == ("ل",) and word[cut.start : cut.start + 1] == "ل"
            if is_article and cut.end - cut.start > 2 and not self._begins(word, cut, 0, self._rules.lam_initial):
                return replace(cut, article=True, start=cut.start + 1)
            return cut
        own, words = (1, self._rules.lam_initial) if word[cut.start - 2] == "ل" else (2, self._rules.alif_lam_initial)
        return replace(cut, article=False, start=cut.start - own) if self._begins(word, cut, own, words) else cut

    def _begins(self, word: str, cut: Segmentation, own: int, words: frozenset[str]) -> bool:
        """Whether the stem with so many letters before it is one of these words; before a pronoun ة is written ت."""
        whole = fold_text(word[cut.start - own : cut.end])
        return whole in words or (cut.enclitic is not None and whole.endswith("ت") and whole[:-1] + "ه" in words)


def letter_features(word: str) -> list[list[str]]:
    """What the model sees of each letter.

    The letter, its distance from either end, one to four letters on either side, the letter with each neighbour, all
    before it and all from it on. Written out, since this is where the time goes: in a loop it takes twice as long.
    """
    edge = " " * _LONGEST_CONTEXT
    padded = f"{edge}{word}{edge}"
    length = len(word)
    features = []
    for at in range(length):
        here, after = at + _LONGEST_CONTEXT, at + _LONGEST_CONTEXT + 1
        features.append(
            [
                padded[here],
                _FROM_START[min(at, _FARTHEST)],
                _FROM_END[min(length - at, _FARTHEST)],
                "a" + padded[here - 1],
                "b" + padded[here - 2 : here],
                "c" + padded[here - 3 : here],
                "d" + padded[at:here],
                "e" + padded[after],
                "f" + padded[after : after + 2],
                "g" + padded[after : after + 3],
                "h" + padded[after : after + 4],
                "i" + padded[here - 1 : after],
                "j" + padded[here : after + 1],
                "<" + word[:at],
                ">" + word[at:],
            ]
        )
    return features


def load_segmenter() -> Segmenter:
    """The segmenter with the rules and the model of the Arabic pack; keep it, since it is made once and remembers.

    Raises:
        LexiconError: `clitics.toml` breaks its own rules.
    """
    return Segmenter(load_clitic_rules(), _PACK.joinpath("segmenter.crfsuite").read_bytes())


def load_clitic_rules() -> CliticRules:
    """Read `clitics.toml`.

    Raises:
        LexiconError: a table is missing.
    """
    data = tomllib.loads(_PACK.joinpath("clitics.toml").read_text(encoding="utf-8"))
    try:
        return CliticRules(
            words=_join_closed_class(data),
            pronouns=_keys(data["pronouns"]),
            lam_initial=_keys(data["lam_initial"]),
            alif_lam_initial=_keys(data["alif_lam_initial"]),
        )
    except KeyError as error:
        raise LexiconError(f"language/ar/clitics.toml: the table {error} is missing.") from error


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold_text(word) for word in words)


def _join_closed_class(data: Mapping[str, Any]) -> dict[str, Segmentation]:
    """Every closed-class word with all that may be joined to it; of two readings the one with fewer joinings."""
    bound = {fold_text(word): fold_text(form) for word, form in data["before_pronoun"].items()}
    prepositional = _keys(data["after_preposition"])
    bare = {(word, "") for word in {*bound, *_keys(data["whole"]), *prepositional}}
    first_person = {(bound[word], "ي") for word in _keys(data["first_person"])}
    pronouns = {(form, pronoun) for form in bound.values() for pronoun in _keys(data["pronouns"])}
    readings = []
    for stem, pronoun in bare | pronouns | first_person:
        for conjunction in ("", *data["conjunctions"]):
            for preposition in ("", *data["prepositions"]) if stem in prepositional else ("",):
                before = tuple(filter(None, (conjunction, preposition)))
                cut = Segmentation(before, False, len(before), len(before) + len(stem), pronoun or None)
                readings.append((len(before) + bool(pronoun), "".join(before) + stem + pronoun, cut))
    for stem in _keys(data["questioned"]):
        readings.append((1, fold_text(_QUESTION) + stem, Segmentation((_QUESTION,), False, 1, 1 + len(stem))))
    words: dict[str, Segmentation] = {}
    for _, word, cut in sorted(readings, key=lambda reading: (reading[0], reading[1], reading[2].start)):
        words.setdefault(word, cut)
    return words
