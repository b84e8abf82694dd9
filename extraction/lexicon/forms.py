"""What an inflected form says of itself, in any language: the value that the form generators of the packs make."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """Which part of a lemma's paradigm a form belongs to."""

    PERFECT = "perfect"
    IMPERFECT = "imperfect"
    INFINITIVE = "infinitive"
    MASDAR = "masdar"
    ACTIVE = "active"
    PASSIVE = "passive"
    NOUN = "noun"
    ADJECTIVE = "adjective"

    @property
    def finite(self) -> bool:
        """Whether the form is a verb that has a subject of its own."""
        return self in (Part.PERFECT, Part.IMPERFECT)

    @property
    def nominal(self) -> bool:
        """Whether the form is a noun that can have a genitive."""
        return self in (Part.MASDAR, Part.NOUN)

    @property
    def acts_as_noun(self) -> bool:
        """Whether the form stands where a noun does: an infinitive is to one language what a masdar is to another."""
        return self.nominal or self is Part.INFINITIVE

    @property
    def participle(self) -> bool:
        """Whether the form is a participle."""
        return self in (Part.ACTIVE, Part.PASSIVE)


@dataclass(frozen=True, slots=True)
class Form:
    """One inflected form of a lemma.

    Attributes:
        text: the folded form, without clitics.
        lemma: as it stands in the lexicon.
        feminine, plural, dual: what the ending says; a form that says nothing has all of them false.
        first_person: whether it is "I" or "we".
        bound: whether the form stands only before a suffixed pronoun ("زيارت" in "زيارته").
        passive: whether only the passive is written so ("قيل").
        jussive: whether only the jussive is written so ("يقل").
    """

    text: str
    lemma: str
    part: Part
    feminine: bool = False
    plural: bool = False
    dual: bool = False
    first_person: bool = False
    bound: bool = False
    passive: bool = False
    jussive: bool = False
