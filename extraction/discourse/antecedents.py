"""Whom a suffixed pronoun means: by gender, by place in the sentence, and by who was spoken of before it."""

from __future__ import annotations

from dataclasses import dataclass

from extraction.actors.linking import Linker
from extraction.clauses.predicates import Governed, Parsed
from ontology.model import ActorType

_SPEAKERS = ("نا", "ي", "ني")
_PAIR = (ActorType.STATE, ActorType.FORMER_STATE, ActorType.IGO, ActorType.PERSON)


@dataclass(frozen=True, slots=True)
class Antecedents:
    """The antecedents of the pronouns of one sentence.

    Attributes:
        speaker: who spoke last, or nobody.
        topic: the subject of the sentence before.
    """

    parsed: Parsed
    linker: Linker
    speaker: tuple[str, ...]
    topic: tuple[str, ...]

    def possessor(self, pronoun: str, at: int) -> tuple[str, ...]:
        """Whom a possessive at a token means: the subject of its sentence that fits, else who was last spoken of."""
        if pronoun in _SPEAKERS:
            return self._speakers(pronoun, at)
        if pronoun == "هما":
            return self.linker.cast.pair(_PAIR)
        before = [p for p in self.parsed.phrases if p.last < at and p.actors]
        fitting = [p for p in before if self._fits(pronoun, p.actors[0])]
        bare = [p for p in fitting if not p.preposition and not p.adjective and len(p.actors) == 1]
        subjects = bare[:1] if pronoun != "ه" else []  # a person is taken up again by the next word
        for chosen in (subjects, fitting[-1:], before[-1:]):
            if chosen:
                return chosen[0].actors
        return self.topic

    def other(self, pronoun: str, at: int, subject: tuple[str, ...]) -> tuple[str, ...]:
        """Whom the pronoun of an object at a token means, who is never the subject of its own verb."""
        found = self.possessor(pronoun, at)
        if pronoun not in ("ه", "ها") or not set(found) & set(subject):
            return found
        before = [p for p in self.parsed.phrases if p.last < at and p.actors and not set(p.actors) & set(subject)]
        fitting = [p for p in before if self._fits(pronoun, p.actors[0])]
        if fitting:
            return max(fitting, key=_weight).actors
        if self.topic and not set(self.topic) & set(subject) and self._fits(pronoun, self.topic[0]):
            return self.topic
        return ()

    def _speakers(self, pronoun: str, at: int) -> tuple[str, ...]:
        here = [p for p in self.parsed.phrases if p.last < at and p.actors and not p.preposition and not p.adjective]
        speakers = here[0].actors if here else self.speaker or self.topic
        return tuple(map(self.linker.state_of, speakers)) if pronoun == "نا" else speakers

    def _fits(self, pronoun: str, actor: str) -> bool:
        """Whether "him" or "her" may mean somebody; where nothing tells, a person is a man and all else is not."""
        feminine = self.linker.feminine(actor)
        if feminine is None or pronoun not in ("ه", "ها"):
            return (self.linker.cast[actor].type is ActorType.PERSON) == (pronoun == "ه")
        return feminine == (pronoun == "ها")


def _weight(phrase: Governed) -> tuple[bool, int]:
    """The last of several, an adjective after all others."""
    return not phrase.adjective, phrase.last
