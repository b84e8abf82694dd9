"""Who a document speaks of, how much and how lately: what a reader knows of everybody when a sentence begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from extraction.clauses.predicates import Parsed
from ontology.model import Actor

_FEW = (0, 1, 2, 4, 8)
_LEADING = 4
_RECENT = 2


class Salience:
    """The sentences read so far, by the actors that they name."""

    def __init__(self) -> None:
        self.sentences: Counter[str] = Counter()
        self._last: dict[str, int] = {}
        self._number = 0
        self._named: list[tuple[str, ...]] = []
        self._feminine: dict[str, bool] = {}

    def add(self, parsed: Parsed) -> None:
        """Remember a sentence."""
        self._number += 1
        named = tuple(dict.fromkeys(actor for phrase in parsed.phrases for actor in phrase.actors))
        for actor in named:
            self.sentences[actor] += 1
            self._last[actor] = self._number
        self._named = [*self._named[1 - _RECENT :], named]
        for phrase in parsed.phrases:
            if phrase.feminine is not None:
                self._feminine.update(dict.fromkeys(phrase.actors, phrase.feminine))

    def recent(self) -> Iterable[str]:
        """Whom the last sentences name, the last one first, and whom the document names most so far."""
        for named in reversed(self._named):
            yield from named
        yield from (actor for actor, _ in self.sentences.most_common(_LEADING))

    def feminine(self, actor: str) -> bool | None:
        """Whether a verb agrees with somebody in the feminine, as far as the last phrase told."""
        return self._feminine.get(actor)

    def features(self, actor: str) -> Iterable[str]:
        """How lately and how often the sentences before name somebody."""
        if actor not in self._last:
            yield "first-named"
            return
        ago = self._number - self._last[actor]
        yield f"sentences-ago:{_step(ago)}"
        yield f"sentences:{_step(self.sentences[actor])}"
        if ago == 0 and self._named[-1][0] == actor:
            yield "opened-last-sentence"


def rank_countries(sentences: Mapping[str, int], actors: Mapping[str, Actor]) -> dict[str, int]:
    """The countries by how many sentences name them or their people and bodies, the most first, from 0."""
    counts: Counter[str] = Counter()
    for actor, count in sentences.items():
        country = actors[actor].iso3
        if country is not None:
            counts[country] += count
    return {country: rank for rank, (country, _) in enumerate(counts.most_common())}


def rank_actors(sentences: Mapping[str, int]) -> dict[str, int]:
    """The actors by how many sentences name them, the most first, from 0."""
    ranked = sorted(sentences, key=lambda actor: -sentences[actor])
    return {actor: rank for rank, actor in enumerate(ranked)}


def _step(count: int) -> int:
    return max(step for step in _FEW if step <= count)
