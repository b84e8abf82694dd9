"""What things are called, in the tables: the rows of the query `names`, found by any piece of a folded name."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from graph.lookup.fragments import FragmentIndex
from graph.lookup.resources import BATCH, Resources, batches
from graph.queries import load_query
from graph.store import Solution, Solutions, Store
from graph.views.names import NameRow, naming_of
from graph.views.references import iri_of, text_of
from ontology.terms import MITHAQ

NAMED: Final = frozenset({MITHAQ.Actor, MITHAQ.Instrument, MITHAQ.Dispute, MITHAQ.Document, MITHAQ.Place})
"""The classes whose names are kept, with subclasses."""

_SELECT: Final = """
SELECT resource.iri, class.iri, kind, text, language FROM name
    JOIN resource ON resource.id = name.resource JOIN resource AS class ON class.id = name.class
WHERE class.iri IN ({classes}) AND ({condition})
"""


class NameTable:
    """Writes the names of a store.

    Args:
        store: what they are derived from.
        connection: of the tables.
        resources: of the same tables.
    """

    def __init__(self, store: Store, connection: sqlite3.Connection, resources: Resources) -> None:
        self._store = store
        self._connection = connection
        self._resources = resources
        self._index = FragmentIndex(connection, "name")

    def fill(self) -> None:
        """Put all names into the empty table."""
        for class_ in sorted(NAMED, key=str):
            self._insert(self._store.select(load_query("names").bind(**{"class": class_}).text))

    def revise(self, resources: Collection[ox.NamedNode]) -> None:
        """Derive the names of resources again."""
        known = self._resources.known(iri.value for iri in resources)
        for number in [self._resources.number(iri) for iri in known]:
            rows = self._connection.execute("SELECT id, folded FROM name WHERE resource = ?", (number,)).fetchall()
            self._index.remove(rows)
            self._connection.execute("DELETE FROM name WHERE resource = ?", (number,))
        for batch in batches(tuple(resources), BATCH):
            # Asked for all classes: with some bound the engine goes through all that is of them.
            self._insert(self._store.select(load_query("names").bind(resource=batch).text))

    def _insert(self, rows: Solutions) -> None:
        kept = [values for row in rows if (values := self._values(row)) is not None]
        (last,) = self._connection.execute("SELECT coalesce(max(id), 0) FROM name").fetchone()
        numbered = [(number, *values) for number, values in enumerate(kept, start=last + 1)]
        self._connection.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?, ?)", numbered)
        self._index.add((row[0], row[-1]) for row in numbered)

    def _values(self, row: Solution) -> tuple[int, int, str, str, str | None, str] | None:
        name, class_ = row["name"], iri_of(row, "class")
        if not isinstance(name, ox.Literal) or class_ not in NAMED:
            return None
        resource, number = self._resources.number(iri_of(row, "resource")), self._resources.number(class_)
        return resource, number, naming_of(row), name.value, name.language, text_of(row, "folded") or ""


def read_names(
    connection: sqlite3.Connection, fragments: Iterable[str], classes: Collection[ox.NamedNode]
) -> Iterator[NameRow]:
    """The names of what is of some classes that have one of some pieces (see `graph.views.names.find_name_rows`).

    Args:
        connection: of the tables.
        fragments: folded pieces of names.
        classes: of `NAMED`.
    """
    index = FragmentIndex(connection, "name")
    conditions = [index.holds(fragment) for fragment in fragments]
    values = [class_.value for class_ in classes] + [value for _, own in conditions for value in own]
    statement = _SELECT.format(
        classes=", ".join("?" * len(classes)), condition=" OR ".join(condition for condition, _ in conditions)
    )
    for iri, class_, kind, text, language in connection.execute(statement, values):
        yield NameRow(ox.NamedNode(iri), ox.NamedNode(class_), kind, ox.Literal(text, language=language))
