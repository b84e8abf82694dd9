"""What a document says of contention, sentence by sentence: who is in it, its words, who is said to quarrel.

Persons and bodies count as the state, organisation or group that they stand for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extraction.cue_words import word_stems
from extraction.language.pack import LanguagePack
from extraction.normalisation import fold_key
from extraction.predicates import Parsed
from ontology.model import Actor, ActorType, Span

_SPEAK_FOR_OTHERS = (ActorType.PERSON, ActorType.GOVERNMENT, ActorType.ARMED_FORCE, ActorType.COMPANY, ActorType.MEDIA)
_GROUPS = (ActorType.ARMED_GROUP, ActorType.PARTY)
_STATES = (ActorType.STATE, ActorType.FORMER_STATE)
_REACH = 8


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence as evidence of contention.

    Attributes:
        actors: ids in order.
        words: the stems of its words with their places.
        quarrels: for each noun of contention those between whom it is said to be; empty where it does not say.
    """

    span: Span
    actors: tuple[str, ...]
    words: tuple[tuple[str, Span], ...]
    quarrels: tuple[tuple[str, ...], ...]

    def stems(self, span: Span | None = None) -> frozenset[str]:
        """The stems of the words that lie in a span, or of all."""
        return frozenset(word for word, place in self.words if span is None or place.overlaps(span))


class PassageReader:
    """Makes passages of sentences with the cues of one language."""

    def __init__(self, pack: LanguagePack) -> None:
        self._nouns = pack.words("disputes", "nouns")

    def read(self, parsed: Parsed) -> Passage:
        """The passage of a sentence."""
        tokens = parsed.sentence.tokens
        words = [(stem, token.span) for token in tokens for stem in word_stems(token)]
        actors = tuple(dict.fromkeys(actor for phrase in parsed.phrases for actor in phrase.actors))
        quarrels = []
        for at, token in enumerate(tokens):
            if word_stems(token) & self._nouns:
                sides = [p for p in parsed.phrases if at < p.first <= at + _REACH]
                between = [p for p in sides if p.preposition == "بين"] or [p for p in sides if p.preposition == "مع"]
                quarrels.append(tuple(dict.fromkeys(a for p in between for a in p.actors)))
        return Passage(parsed.sentence.span, actors, tuple(words), tuple(quarrels))


class Sides:
    """Whom each actor of a document counts as in a quarrel.

    Args:
        actors: by id.
        owners: the state, organisation or body that a person or body stands for, by id.
        forums: folded names of organisations before which quarrels are brought.
    """

    def __init__(self, actors: Mapping[str, Actor], owners: Mapping[str, str], forums: frozenset[str]) -> None:
        self._actors = actors
        self._owners = owners
        known = list(actors.values())
        named = {a.id: (fold_key(a.name_ar or ""), fold_key(a.name_en or "")) for a in known}
        self._forums = {key for key, names in named.items() if any(word in name for word in forums for name in names)}
        self._states = {a.iso3: a.id for a in reversed(known) if a.iso3 and a.type in _STATES}
        self._governments = {
            a.iso3: a.id for a in reversed(known) if a.type is ActorType.GOVERNMENT and _is_government(a) and a.iso3
        }

    def side(self, actor: str) -> str | None:
        """The party that an actor counts as; None for one that stands for nobody, or hears quarrels."""
        seen: set[str] = set()
        while self._actors[actor].type in _SPEAK_FOR_OTHERS:
            seen.add(actor)
            owner = self._owners.get(actor)
            if owner is None or owner in seen or owner not in self._actors:
                return self._states.get(self._actors[actor].iso3 or "")
            actor = owner
        return None if actor in self._forums else actor

    def of(self, actors: Iterable[str]) -> tuple[str, ...]:
        """The parties that some actors count as, each once."""
        return tuple(dict.fromkeys(side for actor in actors if (side := self.side(actor)) is not None))

    def final(self, parties: Iterable[str]) -> tuple[str, ...]:
        """The parties of a quarrel; against a group of its own country a state is its government, if that is named."""
        everybody = list(parties)
        homes = {self._actors[p].iso3 for p in everybody if self._actors[p].type in _GROUPS}
        return tuple(
            self._governments.get(self._actors[p].iso3 or "", p)
            if self._actors[p].type in _STATES and self._actors[p].iso3 in homes
            else p
            for p in sorted(everybody)
        )


def _is_government(actor: Actor) -> bool:
    return (actor.name_en or "").casefold().startswith("government")
