"""The JSON of what ties an actor to others."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.http.negotiation import Languages
from api.models.common import Collection, Evidence, Model, Reference
from api.models.events import Answer
from graph.views import tie_values


class Tie(Model):
    """One thing that ties an actor to its counterpart, with the words that say so."""

    tie: Annotated[str, Field(examples=["event"])]
    """Kind of tie: `event`, `relation`, `office`, `treaty` or `dispute`."""
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
    confidence: Annotated[float | None, Field(ge=0, le=1)]
    """How sure the reader is of an event; null where it does not say."""
    cooperation_score: Annotated[float | None, Field(ge=-10, le=10, examples=[-5.5])]
    """Of an event's mode or class, between conflict and cooperation (PLOVER); null for other ties."""

    @classmethod
    def of(cls, tie: tie_values.Tie, languages: Languages) -> Tie:
        """Render a tie."""
        return cls(
            tie=tie.tie,
            statement=Reference.of_one(tie.statement, languages),
            role=tie.role,
            organ=Reference.of_one(tie.organ, languages),
            kind=Reference.of(tie.kind, languages),
            mode=Reference.of_one(tie.mode, languages),
            modality=Reference.of_one(tie.modality, languages),
            date=tie.date,
            claimant=Reference.of_all(tie.claimants, languages),
            evidence=Evidence.of_all(tie.evidence, languages),
            confidence=tie.confidence,
            cooperation_score=tie.score,
        )

    @classmethod
    def of_all(cls, ties: tuple[tie_values.Tie, ...], languages: Languages) -> tuple[Tie, ...]:
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
    def of(cls, events: tie_values.EventTies, languages: Languages) -> EventTies:
        """Render the events of a class."""
        return cls(
            event_class=Reference.of(events.event_class, languages),
            count=events.count,
            modalities=dict(events.modalities),
            first_date=events.first_date,
            last_date=events.last_date,
            ties=Tie.of_all(events.ties, languages),
        )


class QuadCount(Model):
    """The events of one quad class."""

    quad_class: Reference
    count: int
    modalities: Annotated[dict[str, int], Field(examples=[{"asserted": 1, "claimed": 2}])]


class PeriodScore(Model):
    """The mean cooperation score of the events that began in a year."""

    period: Annotated[str, Field(examples=["2014"])]
    mean: Annotated[float, Field(ge=-10, le=10)]
    events: int


class CooperationScore(Model):
    """The mean cooperation score of events, from -10 (conflict) to 10 (cooperation)."""

    mean: Annotated[float, Field(ge=-10, le=10)]
    events: int
    """How many it is the mean of: those asserted, or of the modality that was asked for."""
    periods: tuple[PeriodScore, ...]
    """By year; events without a date are in none."""

    @classmethod
    def of_one(cls, score: tie_values.CooperationScore | None) -> CooperationScore | None:
        """Render a score that may be missing."""
        if score is None:
            return None
        periods = tuple(PeriodScore(period=each.period, mean=each.mean, events=each.events) for each in score.periods)
        return cls(mean=score.mean, events=score.events, periods=periods)


class StrongTie(Model):
    """One of the ties that say most."""

    tie: Tie
    rationale: Annotated[str, Field(examples=["asserted, confidence 0.93, cooperation score -5.5"])]
    """Why it ranks so: modality first, then confidence, then how far the score is from 0."""

    @classmethod
    def of_all(cls, ties: tuple[tie_values.StrongTie, ...], languages: Languages) -> tuple[StrongTie, ...]:
        """Render the ties that say most."""
        return tuple(cls(tie=Tie.of(strong.tie, languages), rationale=strong.rationale) for strong in ties)


class Relation(Model):
    """All that ties the actor to one counterpart."""

    counterpart: Reference
    count: int
    """Of all ties together."""
    counts: Annotated[dict[str, int], Field(examples=[{"event": 12, "treaty": 1}])]
    """Of each kind of tie."""
    documented: int
    """How many of them documents state; the others stand in the register alone."""
    first_date: str | None
    last_date: str | None
    quad_classes: tuple[QuadCount, ...]
    """By quad class, the most frequent first."""
    cooperation_score: CooperationScore | None
    """Null where no event has one."""
    strongest: tuple[StrongTie, ...]
    """The three ties that say most, with their words."""
    memberships: tuple[Reference, ...]
    """What both are members of."""
    truncated: bool
    """Whether there are more ties than the lists below hold, or more words of one; `/actors/{id}/relations/{other}` has
    them all, by page."""
    events: tuple[EventTies, ...]
    """By class, the most frequent first."""
    relations: tuple[Tie, ...]
    """Memberships and other standing relations."""
    offices: tuple[Tie, ...]
    treaties: tuple[Tie, ...]
    disputes: tuple[Tie, ...]

    @classmethod
    def of(cls, view: tie_values.RelationView, languages: Languages) -> Relation:
        """Render a relation."""
        return cls(
            counterpart=Reference.of(view.counterpart, languages),
            count=view.count,
            counts=dict(view.counts),
            documented=view.documented,
            first_date=view.first_date,
            last_date=view.last_date,
            quad_classes=tuple(
                QuadCount(
                    quad_class=Reference.of(quad.quad_class, languages),
                    count=quad.count,
                    modalities=dict(quad.modalities),
                )
                for quad in view.quads
            ),
            cooperation_score=CooperationScore.of_one(view.score),
            strongest=StrongTie.of_all(view.strongest, languages),
            memberships=Reference.of_all(view.memberships, languages),
            truncated=view.truncated,
            events=tuple(EventTies.of(events, languages) for events in view.events),
            relations=Tie.of_all(view.relations, languages),
            offices=Tie.of_all(view.offices, languages),
            treaties=Tie.of_all(view.treaties, languages),
            disputes=Tie.of_all(view.disputes, languages),
        )


class RelationList(Collection):
    """An actor's counterparts, in the order asked for."""

    actor: Reference
    relations: tuple[Relation, ...]


class DyadEntry(Tie):
    """A tie with the other tellings that speak for or against it."""

    answers: tuple[Answer, ...]
    """Ten at most, those against it first."""


class Dyad(Collection):
    """All between two actors; `total` and `next` are of the timeline."""

    actor: Reference
    relation: Relation
    """The summary; its ties are in the timeline."""
    timeline: tuple[DyadEntry, ...]
    """By date, the undated last."""

    @classmethod
    def of_view(cls, dyad: tie_values.Dyad, actor: Reference, following: str | None, languages: Languages) -> Dyad:
        """Render all between two actors."""
        return cls(
            total=dyad.timeline.total,
            next=following,
            actor=actor,
            relation=Relation.of(dyad.relation, languages),
            timeline=tuple(
                DyadEntry(**dict(Tie.of(entry.tie, languages)), answers=Answer.of_all(entry.answers, languages))
                for entry in dyad.timeline.views
            ),
        )
