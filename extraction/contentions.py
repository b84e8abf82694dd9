"""What a document says of contention, sentence by sentence: who is in it, its words, where a noun of contention stands.

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
_GOVERNMENT = "حكومة"
_REACH = 9
_ADJECTIVES = 4


@dataclass(frozen=True, slots=True)
class Naming:
    """A place of a sentence that names actors.

    Attributes:
        at: its first token.
        preposition: role name of what governs it, or empty.
    """

    actors: tuple[str, ...]
    at: int
    span: Span
    preposition: str
    adjective: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence as evidence of contention.

    Attributes:
        namings: in order.
        words: the stems of each token.
        places: where each token stands.
        nouns: the tokens that are nouns of contention.
    """

    span: Span
    namings: tuple[Naming, ...]
    words: tuple[frozenset[str], ...]
    places: tuple[Span, ...]
    nouns: tuple[int, ...]

    @property
    def actors(self) -> tuple[str, ...]:
        """The ids of those it names, each once, in order."""
        return tuple(dict.fromkeys(actor for naming in self.namings for actor in naming.actors))

    def stems(self, span: Span | None = None) -> frozenset[str]:
        """The stems of the words that lie in a span, or of all."""
        inside = zip(self.words, self.places, strict=True)
        return frozenset().union(*(stems for stems, place in inside if span is None or place.overlaps(span)))

    def between(self, noun: int) -> tuple[str, ...]:
        """Between whom a noun of contention says that it is: "خلاف بين ... و..."."""
        sides = [naming for naming in self.namings if noun < naming.at <= noun + _REACH]
        named = [n for n in sides if n.preposition == "بين"] or [n for n in sides if n.preposition == "مع"]
        return tuple(actor for naming in named for actor in naming.actors)

    def qualifying(self, noun: int) -> tuple[str, ...]:
        """Whose adjectives qualify a noun of contention: "الحرب العراقية الإيرانية"."""
        near = [naming for naming in self.namings if noun < naming.at <= noun + _ADJECTIVES and naming.adjective]
        return tuple(actor for naming in near for actor in naming.actors)


class PassageReader:
    """Makes passages of sentences with the cues of one language."""

    def __init__(self, pack: LanguagePack) -> None:
        self._nouns = pack.words("disputes", "nouns")

    def read(self, parsed: Parsed) -> Passage:
        """The passage of a sentence."""
        tokens = parsed.sentence.tokens
        words = tuple(word_stems(token) for token in tokens)
        named = [phrase for phrase in parsed.phrases if phrase.actors]
        return Passage(
            parsed.sentence.span,
            tuple(Naming(p.actors, p.first, p.linked.phrase.span, p.preposition, p.adjective) for p in named),
            words,
            tuple(token.span for token in tokens),
            tuple(at for at, stems in enumerate(words) if stems & self._nouns),
        )


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
