"""Treaties and disputes, as lookups answer: frozen values, in no language and no format.

Dates are EDTF as the graph holds them.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from graph.views.values import Evidence, Reference


@dataclass(frozen=True, slots=True)
class TreatyParticipation:
    """What one party did about a treaty: signed, ratified, acceded, withdrew."""

    participant: Reference
    action: Reference | None
    date: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class TreatyStanding:
    """Where a party stands with a treaty after its last step.

    Attributes:
        since: date of its first step; None where none has one.
        until: date of the step by which it left; None while it has not, or where that has no date.
    """

    party: Reference
    action: Reference | None
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class TreatyView:
    """A treaty or another instrument; `reference` holds its type and names.

    Attributes:
        participations: the steps of its parties by date, the undated last.
        standings: where each party stands, in the order of the parties.
    """

    reference: Reference
    other_names: tuple[ox.Literal, ...]
    parties: tuple[Reference, ...]
    date: str | None
    participations: tuple[TreatyParticipation, ...]
    standings: tuple[TreatyStanding, ...]
    evidence: tuple[Evidence, ...]
    exact_matches: tuple[ox.NamedNode, ...]


@dataclass(frozen=True, slots=True)
class HostilityLevel:
    """How far a dispute went in a year.

    Attributes:
        period: the year; None for the events without a date.
        hostility: the highest level of what happened; None where all is claimed, planned or denied.
        events: how many of its events began then, of every modality.
    """

    period: str | None
    hostility: Reference | None
    events: int


@dataclass(frozen=True, slots=True)
class DisputeView:
    """A dispute.

    Attributes:
        events: IRIs of those that are part of it, by date, the undated last.
        levels: by year, the undated last.
    """

    reference: Reference
    parties: tuple[Reference, ...]
    issue: Reference
    hostility: Reference | None
    evidence: tuple[Evidence, ...]
    events: tuple[ox.NamedNode, ...]
    levels: tuple[HostilityLevel, ...]
