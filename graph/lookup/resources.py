"""Resources of the read model: a number for each IRI, and what it is called."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator

import pyoxigraph as ox

from graph.store import Store
from graph.views.references import find_references
from graph.views.values import Reference

BATCH = 500
"""Resources in one query: more cost the engine no less each, and a query of megabytes."""


class Resources:
    """Gives numbers to IRIs, and keeps the labels of those that were met.

    Args:
        connection: of the tables, to write.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._numbers: dict[str, int] = {}
        self._labelled: set[int] = set()

    def number(self, iri: ox.NamedNode) -> int:
        """The number of an IRI, which gets one if it has none."""
        found = self._numbers.get(iri.value)
        if found is None:
            row = self._connection.execute("SELECT id FROM resource WHERE iri = ?", (iri.value,)).fetchone()
            if row is None:
                cursor = self._connection.execute("INSERT INTO resource (iri) VALUES (?)", (iri.value,))
                found = cursor.lastrowid or 0
            else:
                found = int(row[0])
            self._numbers[iri.value] = found
        return found

    def optional_number(self, iri: ox.NamedNode | None) -> int | None:
        """The number of an IRI, or None for none."""
        return None if iri is None else self.number(iri)

    def number_named(self, reference: Reference) -> int:
        """The number of a resource, whose labels are kept."""
        number = self.number(reference.iri)
        if number not in self._labelled:
            self._labelled.add(number)
            self._keep_labels(number, reference)
        return number

    def known(self, iris: Iterable[str]) -> list[ox.NamedNode]:
        """Those of some IRIs that have a number."""
        found = []
        for batch in batches(tuple(iris), BATCH):
            marks = ", ".join("?" * len(batch))
            rows = self._connection.execute(f"SELECT iri FROM resource WHERE iri IN ({marks})", batch)
            found += [ox.NamedNode(iri) for (iri,) in rows]
        return found

    def rename(self, store: Store, iris: Collection[ox.NamedNode]) -> None:
        """Look the labels of resources up again."""
        references = find_references(store, iris)
        for iri in iris:
            self._keep_labels(self.number(iri), references.of(iri))

    def _keep_labels(self, number: int, reference: Reference) -> None:
        labels = [[label.value, label.language] for label in reference.labels]
        text = json.dumps(labels, ensure_ascii=False)
        self._connection.execute("UPDATE resource SET labels = ? WHERE id = ? AND labels != ?", (text, number, text))


def read_labels(connection: sqlite3.Connection, number: int) -> tuple[ox.Literal, ...]:
    """What a resource is called."""
    row = connection.execute("SELECT labels FROM resource WHERE id = ?", (number,)).fetchone()
    labels = json.loads(row[0]) if row else []
    return tuple(ox.Literal(value, language=language) for value, language in labels)


def batches(values: tuple[ox.NamedNode, ...] | tuple[str, ...], size: int) -> Iterator[tuple[ox.NamedNode, ...]]:
    """Values in tuples of a size."""
    for start in range(0, len(values), size):
        yield values[start : start + size]  # type: ignore[misc]  # of the same type as the whole
