"""The JSON of an actor's timeline."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.http.negotiation import Languages
from api.models.common import Collection, Model, Reference
from api.models.relations import Tie
from graph.views import tie_values


class Participant(Reference):
    """One that has part in an entry."""

    role: Annotated[str, Field(examples=["recipient"])]
    """`actor`, `recipient`, `party`, `holder` of an office, or the one it is `of`."""


class TimelineEntry(Tie):
    """What stands on a timeline: an event, a treaty or dispute that the actor is party to, an office."""

    participants: tuple[Participant, ...]
    """All that have part in it, the actor among them."""

    @classmethod
    def of_entry(cls, entry: tie_values.TimelineEntry, languages: Languages) -> TimelineEntry:
        """Render an entry."""
        participants = tuple(
            Participant(**dict(Reference.of(each.participant, languages)), role=each.role)
            for each in entry.participants
        )
        return cls(**dict(Tie.of(entry.tie, languages)), participants=participants)


class QuadClassCount(Model):
    """How many events of a quad class."""

    quad_class: Reference
    count: int


class PeriodCount(Model):
    """The actor's events that began in a year or month."""

    period: Annotated[str, Field(examples=["2014-03"])]
    """As exact as it is known: by month, an event of which only the year is known stands under the year."""
    count: int
    quad_classes: tuple[QuadClassCount, ...]
    modalities: Annotated[dict[str, int], Field(examples=[{"asserted": 3}])]
    cooperation_score: Annotated[float | None, Field(ge=-10, le=10)]
    """Mean of those asserted, between conflict (-10) and cooperation (10); null where none is."""

    @classmethod
    def of(cls, period: tie_values.PeriodCount, languages: Languages) -> PeriodCount:
        """Render a period."""
        return cls(
            period=period.period,
            count=period.count,
            quad_classes=tuple(
                QuadClassCount(quad_class=Reference.of(quad, languages), count=count) for quad, count in period.quads
            ),
            modalities=dict(period.modalities),
            cooperation_score=period.score,
        )


class Timeline(Collection):
    """An actor's time; `total` and `next` are of the entries, the periods are those of all pages."""

    actor: Reference
    periods: tuple[PeriodCount, ...]
    entries: tuple[TimelineEntry, ...]
    """By date, the undated last."""
