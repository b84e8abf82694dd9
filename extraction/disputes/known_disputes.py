"""Disputes that have a name of their own: Kashmir, the Golan, the Renaissance Dam; between whom, and over what.

A name alone is no dispute of a document: the table says what speaks for one, and the model weighs it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extraction.disputes.contentions import Passage
from extraction.lexicon.pack import read_rows
from extraction.text.normalisation import fold_key
from ontology.model import Issue

_TABLE = Path(__file__).parents[1] / "tables" / "known_disputes.tsv"
_LANGUAGES = ("ar", "en")
_SHORT = 4
"""Letters of a word up to which what looks like an article is part of it."""


@dataclass(frozen=True, slots=True)
class KnownDispute:
    """A row of the table."""

    parties: frozenset[str]
    issue: Issue


class KnownDisputes:
    """The table, indexed by the first words of the names."""

    def __init__(self) -> None:
        self.rows: list[KnownDispute] = []
        self._names: dict[str, list[tuple[tuple[str, ...], KnownDispute]]] = {}
        for row in read_rows(_TABLE):
            known = KnownDispute(frozenset(row["parties"].split()), Issue(row["issue"]))
            self.rows.append(known)
            for name in filter(None, "|".join(row[language] for language in _LANGUAGES).split("|")):
                words = tuple(map(_bare, fold_key(name).split()))
                self._names.setdefault(words[0], []).append((words, known))

    def told(self, passages: Sequence[Passage]) -> Mapping[KnownDispute, tuple[int, ...]]:
        """The passages that call each by a name, in order; a passage counts once."""
        found: dict[KnownDispute, list[int]] = {}
        for place, passage in enumerate(passages):
            for at, stems in enumerate(passage.words):
                for stem in sorted(stems & self._names.keys()):
                    for words, known in self._names[stem]:
                        if _stand_at(words, passage.words, at) and found.setdefault(known, [])[-1:] != [place]:
                            found[known].append(place)
        return {known: tuple(places) for known, places in found.items()}


def _stand_at(words: tuple[str, ...], stems: Sequence[frozenset[str]], at: int) -> bool:
    return at + len(words) <= len(stems) and all(word in stems[at + k] for k, word in enumerate(words))


def _bare(word: str) -> str:
    return word.removeprefix("ال") if len(word) > _SHORT else word
