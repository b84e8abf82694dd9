"""An event before it is decided: the candidate with all that the document says around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extraction.events.participants import Bystander
from extraction.frames.frames import Candidate
from extraction.voices.attribution import Attribution
from ontology.model import EventClass, Modality, Span


@dataclass(frozen=True, slots=True)
class Draft:
    """A candidate whose participants and standing are still open.

    Attributes:
        event_class: of the frame, or what its negation makes of it.
        bystanders: everybody who could take part, each with what speaks for them.
        dated: whether its sentence says the date.
        heading: whether it stands in the first line, which the body tells again.
        countries: how many countries its sentence speaks of.
        rank: how many candidates of its sentence come before it.
    """

    candidate: Candidate
    event_class: EventClass
    mode: str | None
    modality: Modality
    attribution: Attribution | None
    trigger: Span
    evidence: Span
    date: str | None
    dated: bool
    place: str | None
    bystanders: tuple[Bystander, ...]
    heading: bool
    quoted: bool
    countries: int
    rank: int


@dataclass(frozen=True, slots=True)
class Decided:
    """A draft with its participants.

    Attributes:
        likely: how likely the models of the roles hold each of the participants; nothing of one that a list has.
    """

    draft: Draft
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    likely: Mapping[str, float] = field(default_factory=dict)
