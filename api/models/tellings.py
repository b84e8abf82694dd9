"""The JSON of an event with what other documents tell of the same happening."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.http.negotiation import Languages
from api.models.common import Model
from api.models.events import Event
from graph.views import tellings, values
from graph.views.tellings import Matter


class Contradiction(Model):
    """What two tellings cannot both be right about."""

    matter: Matter
    """`whether` it happened at all, `who` in a role, `when` to the day, or the `numbers` in the words."""
    here: Annotated[tuple[str, ...], Field(examples=[["20"]])]
    """What this event's document says: modality, ids of actors, date or numbers."""
    there: Annotated[tuple[str, ...], Field(examples=[["30"]])]
    """What the other one says."""


class Telling(Model):
    """Another document's telling of the same happening."""

    event: Event
    """As that document tells it, with its words."""
    alike: Annotated[tuple[str, ...], Field(examples=[["class", "actor", "date"]])]
    """What both say alike, on which they are taken for one happening."""
    contradictions: tuple[Contradiction, ...]

    @classmethod
    def of(cls, view: tellings.TellingView, languages: Languages) -> Telling:
        """Render a telling."""
        return cls(
            event=Event.of(view.event, languages),
            alike=view.alike,
            contradictions=tuple(
                Contradiction(matter=each.matter, here=each.here, there=each.there) for each in view.contradictions
            ),
        )


class ToldEvent(Event):
    """An event, and how others tell of the same happening; none is written over by another."""

    same_happening: tuple[Telling, ...]

    @classmethod
    def of_told(
        cls, view: values.EventView, others: tuple[tellings.TellingView, ...], languages: Languages
    ) -> ToldEvent:
        """Render an event with the other tellings."""
        told = tuple(Telling.of(other, languages) for other in others)
        return cls(**dict(Event.of(view, languages)), same_happening=told)
