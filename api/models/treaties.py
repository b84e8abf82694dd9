"""The JSON of treaties and disputes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.http.negotiation import Languages
from api.models.common import Collection, Evidence, Model, Reference, key_of
from graph.views import treaty_values


class TreatyParticipation(Model):
    """What one party did about a treaty."""

    participant: Reference
    treaty_action: Reference | None
    """signed, ratified, acceded or withdrew."""
    date: str | None
    evidence: tuple[Evidence, ...]


class TreatyStanding(Model):
    """Where a party stands with a treaty after its last step."""

    party: Reference
    treaty_action: Reference | None
    """Its last step; null where none is known."""
    since: str | None
    """Date of its first step."""
    until: str | None
    """Date of the step by which it left."""


class Treaty(Reference):
    """A treaty or another instrument; `type` says which kind."""

    alt_label: tuple[str, ...]
    """Other names and acronyms."""
    party: tuple[Reference, ...]
    date: Annotated[str | None, Field(examples=["1994-12-05"])]
    """Of signature, in EDTF."""
    participations: tuple[TreatyParticipation, ...]
    """Steps of its parties by date, the undated last."""
    standings: tuple[TreatyStanding, ...]
    """Where each party stands."""
    evidence: tuple[Evidence, ...]
    exact_match: tuple[str, ...]

    @classmethod
    def of_view(cls, view: treaty_values.TreatyView, languages: Languages) -> Treaty:
        """Render a treaty."""
        return cls(
            **dict(Reference.of(view.reference, languages)),
            alt_label=tuple(name.value for name in view.other_names),
            party=Reference.of_all(view.parties, languages),
            date=view.date,
            participations=tuple(
                TreatyParticipation(
                    participant=Reference.of(participation.participant, languages),
                    treaty_action=Reference.of_one(participation.action, languages),
                    date=participation.date,
                    evidence=Evidence.of_all(participation.evidence, languages),
                )
                for participation in view.participations
            ),
            standings=tuple(
                TreatyStanding(
                    party=Reference.of(standing.party, languages),
                    treaty_action=Reference.of_one(standing.action, languages),
                    since=standing.since,
                    until=standing.until,
                )
                for standing in view.standings
            ),
            evidence=Evidence.of_all(view.evidence, languages),
            exact_match=tuple(iri.value for iri in view.exact_matches),
        )


class TreatyList(Collection):
    """Treaties, the earliest first, the undated last."""

    treaties: tuple[Treaty, ...]


class HostilityLevel(Model):
    """How far a dispute went in a year."""

    period: Annotated[str | None, Field(examples=["2014"])]
    """The year; null for the events without a date."""
    hostility: Reference | None
    """Highest level of what happened; null where all is claimed, planned or denied."""
    events: int
    """How many of its events began then, of every modality."""


class Dispute(Reference):
    """A standing contention between parties over one issue."""

    party: tuple[Reference, ...]
    issue: Reference
    hostility: Reference | None
    """Highest level of its events: none, threat, display, use of force, war."""
    evidence: tuple[Evidence, ...]
    events: tuple[str, ...]
    """Ids of the events that are part of it, by date, the undated last."""
    levels: tuple[HostilityLevel, ...]
    """Hostility by year, the undated last."""

    @classmethod
    def of_view(cls, view: treaty_values.DisputeView, languages: Languages) -> Dispute:
        """Render a dispute."""
        return cls(
            **dict(Reference.of(view.reference, languages)),
            party=Reference.of_all(view.parties, languages),
            issue=Reference.of(view.issue, languages),
            hostility=Reference.of_one(view.hostility, languages),
            evidence=Evidence.of_all(view.evidence, languages),
            events=tuple(key_of(event) for event in view.events),
            levels=tuple(
                HostilityLevel(
                    period=level.period,
                    hostility=Reference.of_one(level.hostility, languages),
                    events=level.events,
                )
                for level in view.levels
            ),
        )


class DisputeList(Collection):
    """Disputes."""

    disputes: tuple[Dispute, ...]
