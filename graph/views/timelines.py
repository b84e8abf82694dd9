"""An actor's time: what it did and what was done to it, date by date, and added up by year or month."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import pyoxigraph as ox

from graph.queries import Bound, load_query, string
from graph.store import Solution, Store
from graph.views.description import Description, describe
from graph.views.lists import find_rows
from graph.views.references import References, find_references, iri_of, number_of, text_of
from graph.views.scores import find_scores
from graph.views.tie_rows import TieFilter, TieRow, read_tie_row
from graph.views.tie_values import Participant, PeriodCount, TimelineEntry
from graph.views.ties import find_ties
from graph.views.values import Page
from ontology.model import Modality

_HAPPENED: Final = Modality.ASSERTED.value


class Period(StrEnum):
    """How long the periods are that events are added up by."""

    YEAR = "year"
    MONTH = "month"


_LETTERS: Final = MappingProxyType({Period.YEAR: 4, Period.MONTH: 7})
"""How much of an ISO 8601 date names the period."""


class EntryKind(StrEnum):
    """What stands on a timeline."""

    EVENT = "event"
    TREATY = "treaty"
    DISPUTE = "dispute"
    OFFICE = "office"


def find_timeline(
    store: Store,
    actor: ox.NamedNode,
    ties: TieFilter,
    *,
    kind: EntryKind | None,
    after: str | None,
    limit: int,
) -> Page[TimelineEntry]:
    """One page of what an actor does, undergoes, becomes party to and holds, by date, the undated last.

    Args:
        store: what to ask.
        actor: whose timeline it is.
        ties: which entries are wanted; the counterpart is one that has part in them too.
        kind: only entries of this kind.
        after: the key of the last entry of the page before, or None.
        limit: entries a page.
    """
    entry = None if kind is None else string(kind.value)
    page = find_rows(store, "timeline", after=after, limit=limit, entry=entry, **_filters(actor, ties))
    rows = [_row(row, actor) for row in page.views]
    parts = _find_participants(store, {row.statement for row in rows if row.statement})
    found = find_ties(store, rows, find_scores(store), {iri_of(line, "participant") for line in parts})
    by_statement: dict[str, list[Participant]] = {}
    for line in parts:
        participant = Participant(text_of(line, "role") or "", found.named(iri_of(line, "participant")))
        by_statement.setdefault(iri_of(line, "statement").value, []).append(participant)
    entries = tuple(
        TimelineEntry(found.tie(row), tuple(by_statement.get(row.statement.value, ()) if row.statement else ()))
        for row in rows
    )
    return Page(entries, page.total, page.after)


def count_periods(store: Store, actor: ox.NamedNode, ties: TieFilter, period: Period) -> tuple[PeriodCount, ...]:
    """An actor's dated events added up by year or month, the earliest first."""
    length = ox.Literal(_LETTERS[period])
    rows = store.select(load_query("timeline-periods").bind(length=length, **_filters(actor, ties)).text).rows
    references = find_references(store, {iri_of(row, "quadClass") for row in rows})
    periods: dict[str, list[Solution]] = {}
    for row in rows:
        periods.setdefault(text_of(row, "period") or "", []).append(row)
    return tuple(_period(name, found, references) for name, found in sorted(periods.items()))


def describe_timeline(store: Store, entries: Collection[TimelineEntry]) -> Description:
    """The statements of a page as triples."""
    return describe(store, "statement", {entry.tie.statement.iri for entry in entries if entry.tie.statement})


def _filters(actor: ox.NamedNode, ties: TieFilter) -> dict[str, Bound | None]:
    return {
        "actor": actor,
        "other": ties.counterpart,
        "class": ties.event_class,
        "quad": ties.quad,
        "modality": ties.modality,
        "document": ties.document,
        "earliest": None if ties.earliest is None else string(ties.earliest),
        "latest": None if ties.latest is None else string(ties.latest),
    }


def _row(row: Solution, actor: ox.NamedNode) -> TieRow:
    return read_tie_row(row, tie=text_of(row, "entry") or "", counterpart=actor, organ=None)


def _find_participants(store: Store, statements: Collection[ox.NamedNode]) -> tuple[Solution, ...]:
    return store.select(load_query("participants").bind(statement=statements).text).rows if statements else ()


def _period(name: str, rows: list[Solution], references: References) -> PeriodCount:
    quads: dict[ox.NamedNode, int] = {}
    modalities: dict[str, int] = {}
    happened, scored = 0, 0.0
    for row in rows:
        count, said = number_of(row, "count"), iri_of(row, "said").value.rpartition("/")[2]
        quads[iri_of(row, "quadClass")] = quads.get(iri_of(row, "quadClass"), 0) + count
        modalities[said] = modalities.get(said, 0) + count
        if said == _HAPPENED:
            happened += count
            scored += float(text_of(row, "sum") or 0)
    return PeriodCount(
        period=name,
        count=sum(modalities.values()),
        quads=tuple((references.of(quad), count) for quad, count in quads.items()),
        modalities=modalities,
        score=round(scored / happened, 3) if happened else None,
    )
