"""The words of documents, in the tables: the rows of the query `passages`, found by any piece of the folded words."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import Final

import pyoxigraph as ox

from graph.lookup.fragments import FragmentIndex
from graph.lookup.resources import BATCH, batches
from graph.queries import load_query
from graph.store import Solutions, Store
from graph.views.references import text_of
from graph.views.search import PassageRow, read_passage

_SORTED: Final = 2_000
"""Rows that are sorted at most. Words that more passages hold soon come by when all are gone through in order."""

_ALL: Final = 1 << 40

_ORDER: Final = "document, start, finish, statement"
_COLUMNS: Final = "statement, span, document, start, finish, exact"


class PassageTable:
    """Writes the passages of a store.

    Args:
        store: what they are derived from.
        connection: of the tables.
    """

    def __init__(self, store: Store, connection: sqlite3.Connection) -> None:
        self._store = store
        self._connection = connection
        self._index = FragmentIndex(connection, "passage")

    def fill(self) -> None:
        """Put all passages into the empty table."""
        self._insert(self._store.select(load_query("passages").limited(_ALL).text))

    def revise(self, spans: Collection[ox.NamedNode]) -> None:
        """Derive what stands at some spans again."""
        for span in spans:
            found = self._connection.execute("SELECT id, folded FROM passage WHERE span = ?", (span.value,)).fetchall()
            if found:
                self._index.remove(found)
                self._connection.execute("DELETE FROM passage WHERE span = ?", (span.value,))
        for batch in batches(tuple(spans), BATCH):
            self._insert(self._store.select(load_query("passages").bind(span=batch).limited(_ALL).text))

    def _insert(self, rows: Solutions) -> None:
        (last,) = self._connection.execute("SELECT coalesce(max(id), 0) FROM passage").fetchone()
        statement = f"INSERT INTO passage (id, {_COLUMNS}, folded) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        for number, row in enumerate(rows, start=last + 1):
            words, folded = read_passage(row), text_of(row, "folded") or ""
            iris = words.statement.value, words.span.value, words.document.value
            self._connection.execute(statement, (number, *iris, words.start, words.end, words.exact, folded))
            self._index.add([(number, folded)])


def read_passages(connection: sqlite3.Connection, sought: str, limit: int) -> list[PassageRow]:
    """The first passages that hold what is sought (see `graph.views.search.find_passage_rows`)."""
    condition, values = FragmentIndex(connection, "passage").holds(sought)
    counted = f"SELECT count(*) FROM (SELECT 1 FROM passage WHERE {condition} LIMIT {_SORTED + 1})"
    (found,) = connection.execute(counted, values).fetchone()
    if found > _SORTED:
        indexed, condition, values = "INDEXED BY passage_by_place", "instr(folded, ?)", (sought,)
    else:
        indexed = "NOT INDEXED"
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM passage {indexed} WHERE {condition} ORDER BY {_ORDER} LIMIT ?", (*values, limit)
    )
    return [
        PassageRow(ox.NamedNode(statement), ox.NamedNode(span), ox.NamedNode(document), start, end, exact)
        for statement, span, document, start, end, exact in rows
    ]
