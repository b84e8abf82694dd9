"""Other tellings of a happening, and where they contradict each other: on numbers, on who, on when, on whether."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import pyoxigraph as ox

from graph.queries import load_query
from graph.store import Store
from graph.views.events import view_events
from graph.views.references import iri_of
from graph.views.values import EventView, Reference
from ontology.model import Modality
from ontology.terms import code

NumberReading: TypeAlias = Callable[[str], frozenset[str]]
"""Reads the exact numbers of a quote, dates apart, each as digits."""

_DAY_LENGTH = len("2014-03-18")


class Matter(StrEnum):
    """What two tellings say differently."""

    WHETHER = "whether"
    WHO = "who"
    WHEN = "when"
    NUMBERS = "numbers"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What two tellings cannot both be right about.

    Attributes:
        here: what this one says: modalities, ids of actors, dates or numbers.
        there: what the other one says.
    """

    matter: Matter
    here: tuple[str, ...]
    there: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TellingView:
    """Another telling of a happening.

    Attributes:
        event: as the other document tells it.
        alike: what both say alike: `class`, `mode`, `actor`, `recipient`, `place`, `date`.
        contradictions: what they say differently; both may differ without contradicting each other.
    """

    event: EventView
    alike: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]


def find_tellings(store: Store, event: EventView, *, read_numbers: NumberReading) -> tuple[TellingView, ...]:
    """The other tellings of an event's happening, in order of their IRIs, 200 at most.

    Args:
        store: what to ask.
        event: this telling.
        read_numbers: reads the numbers of a quote, in whatever language it is.
    """
    rows = store.select(load_query("tellings").bind(event=event.iri).text)
    others, _ = view_events(store, [iri_of(row, "telling") for row in rows])
    return tuple(
        TellingView(other, _alike(event, other), _contradictions(event, other, read_numbers)) for other in others
    )


def _alike(one: EventView, other: EventView) -> tuple[str, ...]:
    said = {
        "class": one.event_class.iri == other.event_class.iri,
        "mode": one.mode is not None and other.mode is not None and one.mode.iri == other.mode.iri,
        "actor": bool(_iris(one.actors) & _iris(other.actors)),
        "recipient": bool(_iris(one.recipients) & _iris(other.recipients)),
        "place": one.place is not None and other.place is not None and one.place.iri == other.place.iri,
        "date": one.date == other.date,
    }
    return tuple(name for name, holds in said.items() if holds)


def _contradictions(one: EventView, other: EventView, read_numbers: NumberReading) -> tuple[Contradiction, ...]:
    found = [
        _on_whether(one, other),
        _on_who(one.actors, other.actors),
        _on_who(one.recipients, other.recipients),
        _on_when(one.date, other.date),
        _on_numbers(one, other, read_numbers),
    ]
    return tuple(contradiction for contradiction in found if contradiction is not None)


def _on_whether(one: EventView, other: EventView) -> Contradiction | None:
    """Whether one says that it happened and the other that it did not; that it is planned contradicts neither."""
    happened = {code("modality", Modality.ASSERTED), code("modality", Modality.CLAIMED)}
    negated = code("modality", Modality.NEGATED)
    modalities = (one.modality.iri, other.modality.iri)
    if negated in modalities and happened & set(modalities):
        return Contradiction(Matter.WHETHER, (_key(modalities[0]),), (_key(modalities[1]),))
    return None


def _on_who(here: tuple[Reference, ...], there: tuple[Reference, ...]) -> Contradiction | None:
    """Whether both name somebody in a role, and nobody of them is the same."""
    if not (here and there) or _iris(here) & _iris(there):
        return None
    keys = [tuple(sorted(_key(actor.iri) for actor in actors)) for actors in (here, there)]
    return Contradiction(Matter.WHO, keys[0], keys[1])


def _on_when(here: str | None, there: str | None) -> Contradiction | None:
    if here is None or there is None or len(here) != _DAY_LENGTH or len(there) != _DAY_LENGTH or here == there:
        return None
    return Contradiction(Matter.WHEN, (here,), (there,))


def _on_numbers(one: EventView, other: EventView, read_numbers: NumberReading) -> Contradiction | None:
    """Whether each has a number that the other has not: twenty killed here, thirty there."""
    here, there = (
        {number for words in event.evidence for number in read_numbers(words.exact)} for event in (one, other)
    )
    if here <= there or there <= here:
        return None
    return Contradiction(Matter.NUMBERS, _in_order(here - there), _in_order(there - here))


def _in_order(numbers: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(numbers, key=float))


def _iris(references: Iterable[Reference]) -> set[ox.NamedNode]:
    return {reference.iri for reference in references}


def _key(iri: ox.NamedNode) -> str:
    return iri.value.rpartition("/")[2]
