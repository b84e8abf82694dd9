"""The JSON of what ties an actor to others."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.models.common import Collection, Evidence, Model, Reference
from api.negotiation import Languages
from graph.views import values


class Tie(Model):
    """One thing that ties an actor to its counterpart, with the words that say so."""

    statement: Reference | None
    """The event, treaty, dispute, relation or office; null where the register states a bare fact."""
    role: Annotated[str, Field(examples=["recipient"])]
    """The actor's own: `actor`, `recipient`, `mutual`; `party`; `subject`, `object`; `holder` of an office, or `held`
    where the counterpart holds one of the actor's."""
    organ: Reference | None
    """The actor's mission, force or ministry that the event names; null where it names the actor itself."""
    kind: Reference
    """Class of the event, type of the treaty, issue of the dispute, predicate of the relation, the office."""
    mode: Reference | None
    modality: Reference | None
    """How the document presents an event; null for other ties."""
    date: str | None
    claimant: tuple[Reference, ...]
    """Whose word it is; none where the document speaks for itself."""
    evidence: tuple[Evidence, ...]

    @classmethod
    def of(cls, tie: values.Tie, languages: Languages) -> Tie:
        """Render a tie."""
        return cls(
            statement=Reference.of_one(tie.statement, languages),
            role=tie.role,
            organ=Reference.of_one(tie.organ, languages),
            kind=Reference.of(tie.kind, languages),
            mode=Reference.of_one(tie.mode, languages),
            modality=Reference.of_one(tie.modality, languages),
            date=tie.date,
            claimant=Reference.of_all(tie.claimants, languages),
            evidence=Evidence.of_all(tie.evidence, languages),
        )

    @classmethod
    def of_all(cls, ties: tuple[values.Tie, ...], languages: Languages) -> tuple[Tie, ...]:
        """Render ties."""
        return tuple(cls.of(tie, languages) for tie in ties)


class EventTies(Model):
    """The events of one class between two actors."""

    event_class: Reference
    count: int
    """Of all of them; `ties` holds the first by date, as many as the request wants."""
    modalities: Annotated[dict[str, int], Field(examples=[{"asserted": 1, "claimed": 2}])]
    """How many of each modality: only `asserted` ones happened by the document's own word."""
    first_date: str | None
    last_date: str | None
    ties: tuple[Tie, ...]

    @classmethod
    def of(cls, events: values.EventTies, languages: Languages) -> EventTies:
        """Render the events of a class."""
        return cls(
            event_class=Reference.of(events.event_class, languages),
            count=events.count,
            modalities=dict(events.modalities),
            first_date=events.first_date,
            last_date=events.last_date,
            ties=Tie.of_all(events.ties, languages),
        )


class Relation(Model):
    """All that ties the actor to one counterpart."""

    counterpart: Reference
    count: int
    """Of all ties together."""
    documented: int
    """How many of them documents state; the others stand in the register alone."""
    first_date: str | None
    last_date: str | None
    events: tuple[EventTies, ...]
    """By class, the most frequent first."""
    relations: tuple[Tie, ...]
    """Memberships and other standing relations."""
    offices: tuple[Tie, ...]
    treaties: tuple[Tie, ...]
    disputes: tuple[Tie, ...]

    @classmethod
    def of(cls, view: values.RelationView, languages: Languages) -> Relation:
        """Render a relation."""
        return cls(
            counterpart=Reference.of(view.counterpart, languages),
            count=view.count,
            documented=view.documented,
            first_date=view.first_date,
            last_date=view.last_date,
            events=tuple(EventTies.of(events, languages) for events in view.events),
            relations=Tie.of_all(view.relations, languages),
            offices=Tie.of_all(view.offices, languages),
            treaties=Tie.of_all(view.treaties, languages),
            disputes=Tie.of_all(view.disputes, languages),
        )


class RelationList(Collection):
    """An actor's counterparts, those first that documents tie it to most."""

    actor: Reference
    relations: tuple[Relation, ...]
