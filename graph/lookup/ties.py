"""The ties of actors in the tables, row by row as the query `relations` gives them, and their filters in SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from graph.lookup.resources import Resources
from graph.views.scores import Scores
from graph.views.tie_rows import TieFilter, TieRow, group_tie_rows

_INSERT: Final = "INSERT INTO tie VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

_SELECT: Final = """
SELECT actor.iri, counterpart.iri, tie, statement.iri, role, organ.iri, kind.iri, mode.iri, modality.iri, start, finish,
    confidence, documented
FROM tie INDEXED BY {index}
    JOIN resource AS actor ON actor.id = tie.actor
    JOIN resource AS counterpart ON counterpart.id = tie.counterpart
    JOIN resource AS kind ON kind.id = tie.kind
    LEFT JOIN resource AS statement ON statement.id = tie.statement
    LEFT JOIN resource AS organ ON organ.id = tie.organ
    LEFT JOIN resource AS mode ON mode.id = tie.mode
    LEFT JOIN resource AS modality ON modality.id = tie.modality
WHERE {condition}
"""

OwnedRow = tuple[str, TieRow]
"""The IRI of an actor, and one of its ties."""


def insert_ties(connection: sqlite3.Connection, resources: Resources, rows: Iterable[OwnedRow]) -> None:
    """Put ties into the tables."""
    connection.executemany(_INSERT, (_values(resources, actor, row) for actor, row in rows))


def read_pair(connection: sqlite3.Connection, actor: int, counterpart: int) -> list[TieRow]:
    """What ties an actor to a counterpart, each tie once, by date."""
    rows = _read(connection, "tie_by_pair", "tie.actor = ? AND tie.counterpart = ?", (actor, counterpart))
    return next(iter(group_tie_rows(row for _, row in rows).values()), [])


def read_statements(connection: sqlite3.Connection, statements: Iterable[int]) -> Iterator[OwnedRow]:
    """All ties by some statements."""
    for statement in statements:
        yield from _read(connection, "tie_by_statement", "tie.statement = ?", (statement,))


def read_standing(connection: sqlite3.Connection, actors: Iterable[int]) -> Iterator[OwnedRow]:
    """The standing relations of some actors."""
    for actor in actors:
        yield from _read(connection, "tie_by_pair", "tie.actor = ? AND tie = 'relation'", (actor,))


def read_ties(
    connection: sqlite3.Connection, actor: ox.NamedNode, ties: TieFilter, scores: Scores
) -> dict[str, list[TieRow]]:
    """The ties of an actor by the IRI of the counterpart (see `graph.views.tie_rows.find_tie_rows`)."""
    conditions, values = ["tie.actor = (SELECT id FROM resource WHERE iri = ?)"], [actor.value]
    for iri, condition in (
        (ties.counterpart, "tie.counterpart = (SELECT id FROM resource WHERE iri = ?)"),
        (ties.event_class, "tie = 'event' AND kind.iri = ?"),
        (ties.modality, "modality.iri = ?"),
        (
            ties.document,
            "tie.statement IN (SELECT said.statement FROM said, resource"
            " WHERE said.document = resource.id AND resource.iri = ?)",
        ),
    ):
        if iri is not None:
            conditions.append(condition)
            values.append(iri.value)
    if ties.quad is not None:
        kinds = [kind for kind, quad in scores.quads.items() if quad == ties.quad]
        conditions.append(f"tie = 'event' AND kind.iri IN ({', '.join('?' * len(kinds))})")
        values += kinds
    if ties.earliest is not None:  # what has begun and not ended goes on
        conditions.append("CASE WHEN finish IS NOT NULL THEN finish || '~' WHEN start IS NOT NULL THEN '~' END >= ?")
        values.append(ties.earliest)
    if ties.latest is not None:
        conditions.append("coalesce(start, finish) <= ? || '~'")
        values.append(ties.latest)
    found = _read(connection, "tie_by_pair", " AND ".join(conditions), tuple(values))
    return group_tie_rows(row for _, row in found)


def _read(
    connection: sqlite3.Connection, index: str, condition: str, values: tuple[str | int, ...]
) -> Iterator[OwnedRow]:
    # Pinned: left to itself SQLite may take another index and sort, at a thousand times the cost.
    for row in connection.execute(_SELECT.format(index=index, condition=condition), values):
        actor, counterpart, tie, statement, role, organ, kind, mode, modality, start, end, confidence, documented = row
        yield (
            actor,
            TieRow(
                counterpart=ox.NamedNode(counterpart),
                tie=tie,
                statement=_iri(statement),
                role=role,
                organ=_iri(organ),
                kind=ox.NamedNode(kind),
                mode=_iri(mode),
                modality=_iri(modality),
                start=start,
                end=end,
                confidence=confidence,
                documented=bool(documented),
            ),
        )


def _iri(text: str | None) -> ox.NamedNode | None:
    return None if text is None else ox.NamedNode(text)


def _values(resources: Resources, actor: str, row: TieRow) -> tuple[str | int | float | None, ...]:
    return (
        resources.number(ox.NamedNode(actor)),
        resources.number(row.counterpart),
        row.tie,
        resources.optional_number(row.statement),
        row.role,
        resources.optional_number(row.organ),
        resources.number(row.kind),
        resources.optional_number(row.mode),
        resources.optional_number(row.modality),
        row.start,
        row.end,
        row.confidence,
        int(row.documented),
    )
