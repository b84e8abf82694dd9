"""What a document says of contention, sentence by sentence: who is in it, its words, where a noun of contention stands.

Persons and bodies count as the state, organisation or group that they stand for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import cast

from extraction.clauses.clauses import Grammar
from extraction.clauses.predicates import Governed, Parsed
from extraction.lexicon.cue_words import word_stems
from extraction.text.normalisation import fold_key
from ontology.model import Actor, ActorType, Span

_SPEAK_FOR_OTHERS = (ActorType.PERSON, ActorType.GOVERNMENT, ActorType.ARMED_FORCE, ActorType.COMPANY, ActorType.MEDIA)
_GROUPS = (ActorType.ARMED_GROUP, ActorType.PARTY)
_STATES = (ActorType.STATE, ActorType.FORMER_STATE)
_GOVERNMENT = "حكومة"
_REACH = 9
_ADJECTIVES = 4
_GENITIVE = 2


class Stance(Enum):
    """How what governs a name sets it against others: "between", "with or against"."""

    BETWEEN = auto()
    AGAINST = auto()


@dataclass(frozen=True, slots=True)
class Naming:
    """A place of a sentence that names actors.

    Attributes:
        at: its first token.
        stance: what its preposition makes of it, if that sets sides.
        adjective: whether it qualifies the noun beside it.
        genitive: whether it stands without a preposition.
    """

    actors: tuple[str, ...]
    at: int
    span: Span
    stance: Stance | None
    adjective: bool
    genitive: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence as evidence of contention.

    Attributes:
        namings: in order.
        words: the stems of each token.
        places: where each token stands.
        nouns: the tokens that are nouns of contention.
        modifiers_first: whether adjectives and possessors stand before their noun.
    """

    span: Span
    namings: tuple[Naming, ...]
    words: tuple[frozenset[str], ...]
    places: tuple[Span, ...]
    nouns: tuple[int, ...]
    modifiers_first: bool

    @property
    def actors(self) -> tuple[str, ...]:
        """The ids of those it names, each once, in order."""
        return tuple(dict.fromkeys(actor for naming in self.namings for actor in naming.actors))

    def stems(self, span: Span | None = None) -> frozenset[str]:
        """The stems of the words that lie in a span, or of all."""
        inside = zip(self.words, self.places, strict=True)
        return frozenset().union(*(stems for stems, place in inside if span is None or place.overlaps(span)))

    def between(self, noun: int) -> tuple[str, ...]:
        """Between whom a noun of contention says that it is: "خلاف بين ... و...", "خلاف تركيا مع ..."."""
        behind = [naming for naming in self.namings if noun < naming.at <= noun + _REACH]
        sides = [n for n in behind if n.stance is Stance.BETWEEN]
        if not sides:
            sides = [n for n in behind if n.stance is Stance.AGAINST]
            sides = [*self._owners(noun), *sides] if sides else []
        return tuple(actor for naming in sides for actor in naming.actors)

    def qualifying(self, noun: int) -> tuple[str, ...]:
        """Whose adjectives qualify a noun of contention: "الحرب العراقية الإيرانية"."""
        return tuple(actor for naming in self._adjectives(noun) for actor in naming.actors)

    def _adjectives(self, noun: int) -> list[Naming]:
        if not self.modifiers_first:
            return [n for n in self.namings if noun < n.at <= noun + _ADJECTIVES and n.adjective]
        near = [n for n in self.namings if noun - _ADJECTIVES < n.at < noun and n.stance is None]
        words = {n.at for n in near if n.adjective}
        return [n for n in near if n.at in words]  # of "US-China" both, though the first alone is an adjective

    def _owners(self, noun: int) -> list[Naming]:
        """Whose contention it is: "خلاف تركيا", "الخلاف التركي"."""
        if self.modifiers_first:
            return self._adjectives(noun)
        genitive = [n for n in self.namings if noun < n.at <= noun + _GENITIVE and n.genitive and not n.adjective]
        return [*genitive, *self._adjectives(noun)][:1]


class PassageReader:
    """Makes passages of sentences with the cues of one language."""

    def __init__(self, grammar: Grammar) -> None:
        self._nouns = grammar.pack.words("disputes", "nouns")
        self._stances = {grammar.between: Stance.BETWEEN, grammar.companion: Stance.AGAINST}
        self._stances |= dict.fromkeys(cast("list[str]", grammar.pack.cues["disputes"]["against"]), Stance.AGAINST)
        self._modifiers_first = grammar.order is not None

    def read(self, parsed: Parsed) -> Passage:
        """The passage of a sentence."""
        tokens = parsed.sentence.tokens
        words = tuple(word_stems(token) for token in tokens)
        named = [phrase for phrase in parsed.phrases if phrase.actors]
        return Passage(
            parsed.sentence.span,
            tuple(self._naming(phrase) for phrase in named),
            words,
            tuple(token.span for token in tokens),
            tuple(at for at, stems in enumerate(words) if stems & self._nouns),
            self._modifiers_first,
        )

    def _naming(self, phrase: Governed) -> Naming:
        span, governed = phrase.linked.phrase.span, phrase.preposition
        stance = self._stances.get(governed)
        return Naming(phrase.actors, phrase.first, span, stance, phrase.adjective, not governed)


class Sides:
    """Whom each actor of a document counts as in a quarrel.

    Args:
        actors: by id.
        owners: the state, organisation or body that a person or body stands for, by id.
        forums: folded names of organisations before which quarrels are brought.
    """

    def __init__(self, actors: Mapping[str, Actor], owners: Mapping[str, str], forums: frozenset[str]) -> None:
        self.actors = actors
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
        while self.actors[actor].type in _SPEAK_FOR_OTHERS:
            seen.add(actor)
            owner = self._owners.get(actor)
            if owner is None or owner in seen or owner not in self.actors:
                return self._states.get(self.actors[actor].iso3 or "")
            actor = owner
        return None if actor in self._forums else actor

    def of(self, actors: Iterable[str]) -> tuple[str, ...]:
        """The parties that some actors count as, each once."""
        return tuple(dict.fromkeys(side for actor in actors if (side := self.side(actor)) is not None))

    def counted(self, parties: frozenset[str]) -> frozenset[str]:
        """What some parties count as, or they themselves where two of them would count as one."""
        sides = frozenset(self.side(party) or party for party in parties)
        return sides if len(sides) == len(parties) else parties

    def are_rivals_at_home(self, one: str, other: str) -> bool:
        """Whether two bodies or persons count as the same state without standing for each other."""
        owned = self._owners.get(one) == other or self._owners.get(other) == one
        states = any(self.actors[actor].type in _STATES or not self.actors[actor].iso3 for actor in (one, other))
        return one != other and not owned and not states and self.side(one) == self.side(other) is not None

    def final(self, parties: Iterable[str]) -> tuple[str, ...]:
        """The parties of a quarrel; against a group of its own country a state is its government, if that is named."""
        everybody = list(parties)
        homes = {self.actors[p].iso3 for p in everybody if self.actors[p].type in _GROUPS}
        return tuple(
            self._governments.get(self.actors[p].iso3 or "", p)
            if self.actors[p].type in _STATES and self.actors[p].iso3 in homes
            else p
            for p in sorted(everybody)
        )


def _is_government(actor: Actor) -> bool:
    """Whether a body is a whole government, not a ministry."""
    return "government" in (actor.name_en or "").casefold() or _GOVERNMENT in (actor.name_ar or "")
