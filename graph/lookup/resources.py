"""Resources of the read model: a number for each IRI, and what it is called."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from graph.lookup.templates import Rendering
from graph.store import Store
from graph.views.references import find_references
from graph.views.values import Reference

_KEEP: Final = "UPDATE resource SET head = ?, labels = ? WHERE id = ? AND (head != ? OR labels != ?)"

BATCH: Final = 500
"""Resources in one query: more cost the engine no less each, and a query of megabytes."""


class Resources:
    """Gives numbers to IRIs, and keeps the labels of those that were met.

    Args:
        connection: of the tables, to write.
        rendering: how references are written.
    """

    def __init__(self, connection: sqlite3.Connection, rendering: Rendering) -> None:
        self.connection = connection
        self.rendering = rendering
        self._numbers: dict[str, int] = {}
        self._labelled: set[int] = set()
        self._languages: set[str] = set()

    def number(self, iri: ox.NamedNode) -> int:
        """The number of an IRI, which gets one if it has none."""
        found = self._numbers.get(iri.value)
        if found is None:
            row = self.connection.execute("SELECT id FROM resource WHERE iri = ?", (iri.value,)).fetchone()
            if row is None:
                cursor = self.connection.execute("INSERT INTO resource (iri) VALUES (?)", (iri.value,))
                found = cursor.lastrowid or 0
            else:
                found = int(row[0])
            self._numbers[iri.value] = found
        return found

    def optional_number(self, iri: ox.NamedNode | None) -> int | None:
        """The number of an IRI, or None for none."""
        return None if iri is None else self.number(iri)

    def number_named(self, reference: Reference) -> int:
        """The number of a resource, of which is kept how it is referred to."""
        number = self.number(reference.iri)
        if number not in self._labelled:
            self._labelled.add(number)
            self._keep_reference(number, reference)
        return number

    def known(self, iris: Iterable[str]) -> list[ox.NamedNode]:
        """Those of some IRIs that have a number."""
        found = []
        for batch in batches(tuple(iris), BATCH):
            marks = ", ".join("?" * len(batch))
            rows = self.connection.execute(f"SELECT iri FROM resource WHERE iri IN ({marks})", batch)
            found += [ox.NamedNode(iri) for (iri,) in rows]
        return found

    def rename(self, store: Store, iris: Collection[ox.NamedNode]) -> None:
        """Look up again what resources are and what they are called."""
        references = find_references(store, iris)
        for iri in iris:
            self._keep_reference(self.number(iri), references.of(iri))

    def _keep_reference(self, number: int, reference: Reference) -> None:
        head = self.rendering.reference(reference)
        labels = [[label.value, label.language] for label in reference.labels]
        text = json.dumps(labels, ensure_ascii=False) if labels else "[]"
        self.connection.execute(_KEEP, (head, text, number, head, text))
        for label in reference.labels:
            code = (label.language or "").partition("-")[0]
            if code not in self._languages:
                self._languages.add(code)
                self.connection.execute("INSERT OR IGNORE INTO language VALUES (?)", (code,))


def batches(values: tuple[ox.NamedNode, ...] | tuple[str, ...], size: int) -> Iterator[tuple[ox.NamedNode, ...]]:
    """Values in tuples of a size."""
    for start in range(0, len(values), size):
        yield values[start : start + size]  # type: ignore[misc]  # of the same type as the whole
