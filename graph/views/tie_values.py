"""What ties an actor to others, as lookups answer: frozen values, in no language and no format.

Dates are EDTF as the graph holds them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.views.values import Answer, Evidence, Page, Reference


@dataclass(frozen=True, slots=True)
class Tie:
    """One thing that ties an actor to a counterpart.

    Attributes:
        tie: the kind of tie: `event`, `relation`, `office`, `treaty` or `dispute`.
        statement: the event, treaty, dispute, relation or office; no labels where it has none, None where the register
            states a relation as a bare triple.
        role: the actor's own: `actor`, `recipient` or `mutual` in an event, `party`, `subject` or `object` of a
            relation, `holder` of an office or `held` where the counterpart holds one of the actor's.
        organ: the mission, force or ministry of the actor that the event names; None where it names the actor.
        kind: class of the event, type of the treaty, issue of the dispute, predicate of the relation, the office.
        claimants: whose word it is; none where the document speaks for itself.
        confidence: of an event: how sure its reader is that it is read rightly, 0 to 1.
        score: of an event: -10 (conflict) to 10 (cooperation).
    """

    tie: str
    statement: Reference | None
    role: str
    organ: Reference | None
    kind: Reference
    mode: Reference | None
    modality: Reference | None
    date: str | None
    claimants: tuple[Reference, ...]
    evidence: tuple[Evidence, ...]
    confidence: float | None
    score: float | None


@dataclass(frozen=True, slots=True)
class EventTies:
    """The events of one class between two actors.

    Attributes:
        count: of all of them, of which `ties` holds the first ones by date, or none.
        modalities: how many of each modality, by the local name of its code.
    """

    event_class: Reference
    count: int
    modalities: Mapping[str, int]
    first_date: str | None
    last_date: str | None
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class DyadEntry:
    """A tie of two actors with the other tellings that speak for or against it."""

    tie: Tie
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Dyad:
    """All that ties two actors: a summary, and a page of the ties by date, the undated last."""

    relation: RelationView
    timeline: Page[DyadEntry]


@dataclass(frozen=True, slots=True)
class QuadCount:
    """The events of one quad class: how many, and how many of each modality by the local name of its code."""

    quad_class: Reference
    count: int
    modalities: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PeriodScore:
    """The mean cooperation score of the events that began in a year."""

    period: str
    mean: float
    events: int


@dataclass(frozen=True, slots=True)
class CooperationScore:
    """The mean cooperation score of events, from -10 (conflict) to 10 (cooperation), of all and by year.

    Attributes:
        events: how many have a score; those without a date count in no period.
    """

    mean: float
    events: int
    periods: tuple[PeriodScore, ...]


@dataclass(frozen=True, slots=True)
class StrongTie:
    """One of the ties that say most, with the reason for its rank."""

    tie: Tie
    rationale: str


@dataclass(frozen=True, slots=True)
class RelationView:
    """All that ties an actor to one counterpart.

    Attributes:
        count: of all ties together.
        counts: of each kind of tie: `event`, `relation`, `office`, `treaty`, `dispute`.
        documented: how many of them documents state, with words; the others stand in the register alone.
        score: of the events that happened by the documents' own word, or of the modality that was asked for.
        memberships: what both are members of.
        truncated: whether there are more ties, or more words of one, than are shown.
    """

    counterpart: Reference
    count: int
    counts: Mapping[str, int]
    documented: int
    first_date: str | None
    last_date: str | None
    quads: tuple[QuadCount, ...]
    score: CooperationScore | None
    strongest: tuple[StrongTie, ...]
    memberships: tuple[Reference, ...]
    truncated: bool
    events: tuple[EventTies, ...]
    relations: tuple[Tie, ...]
    offices: tuple[Tie, ...]
    treaties: tuple[Tie, ...]
    disputes: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Participant:
    """One that has part in a statement: `actor`, `recipient`, `party`, `holder` of an office, or the one it is `of`."""

    role: str
    participant: Reference


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """What stands on an actor's timeline, with all that have part in it."""

    tie: Tie
    participants: tuple[Participant, ...]


@dataclass(frozen=True, slots=True)
class PeriodCount:
    """The events of an actor in a year or month.

    Attributes:
        quads: how many of each quad class.
        modalities: how many of each modality, by the local name of its code.
        score: the mean cooperation score of those asserted, -10 to 10; None where none is.
    """

    period: str
    count: int
    quads: tuple[tuple[Reference, int], ...]
    modalities: Mapping[str, int]
    score: float | None
