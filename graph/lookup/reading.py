"""Answers from the read model: rows of one file, joined to the bytes of a body in one pass."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from graph.lookup.labels import Labels, Naming
from graph.lookup.names import NAMED, read_names
from graph.lookup.passages import read_passages
from graph.lookup.tables import open_tables, read_state, transaction
from graph.lookup.templates import make_gap
from graph.lookup.ties import read_ties
from graph.views.names import NameRow
from graph.views.relations import RelationPaging
from graph.views.scores import Scores
from graph.views.search import PassageRow
from graph.views.tie_rows import TieFilter, TieRow

Rows = TypeVar("Rows")


@dataclass(frozen=True, slots=True)
class RelationRows:
    """A page of an actor's relations.

    Attributes:
        actor: JSON of a reference to the actor.
        rows: JSON objects with commas between.
        total: counterparts on all pages.
        after: the key that the next page starts after; None on the last page.
    """

    actor: bytes
    rows: bytes
    total: int
    after: str | None


class Lookup:
    """Reads the tables beside a store, from one thread at a time.

    Args:
        path: of the file.
        form: of the answers wanted (see `Rendering`); tables with others are as good as none.

    Raises:
        sqlite3.Error: there is no file, or it cannot be read.
    """

    def __init__(self, path: Path, *, form: str) -> None:
        self._path = path
        self._form = form
        self._connection = open_tables(path, read_only=True)
        self._version = -1
        self._labels = Labels(self._connection)

    def stands_at(self, version: int) -> bool:
        """Whether the tables equal the store at a version."""
        with transaction(self._connection):
            return self._stands_at(version)

    def find_card(self, version: int, actors: Iterable[ox.NamedNode], naming: Naming) -> bytes | None:
        """The JSON of the first of some actors that has a card.

        Args:
            version: of the store; None comes back where the tables do not stand at it.
            actors: IRIs that the actor may have.
            naming: how things are called.
        """
        with transaction(self._connection):
            card = self._find_card(actors) if self._stands_at(version) else None
            return None if card is None else self._labels.fill(card[2], naming)

    def find_relations(
        self,
        version: int,
        actors: Iterable[ox.NamedNode],
        naming: Naming,
        paging: RelationPaging,
    ) -> RelationRows | None:
        """A page of what ties the first of some actors that there is to others; otherwise as `find_card`."""
        order = paging.order
        with transaction(self._connection) as tables:
            card = self._find_card(actors) if self._stands_at(version) else None
            if card is None:
                return None
            number, total, _ = card
            # Pinned: with another index SQLite reads all rows of the actor and sorts them.
            found = tables.execute(
                f"SELECT {order}, template FROM relation INDEXED BY relation_by_{order}"
                f" WHERE actor = ? AND {order} > ? ORDER BY {order} LIMIT ?",
                (number, paging.after or "", paging.limit + 1),
            ).fetchall()
            page = found[: paging.limit]
            rows = b",".join([template for _, template in page])
            after = page[-1][0] if len(found) > paging.limit else None
            actor = self._labels.fill(b"{%b}" % make_gap(number), naming)
            return RelationRows(actor, self._labels.fill(rows, naming), total, after)

    def read_ties(
        self, version: int, actor: ox.NamedNode, ties: TieFilter, scores: Scores
    ) -> dict[str, list[TieRow]] | None:
        """The ties of an actor by counterpart, on a connection of its own; None as in `find_relations`."""
        return self._read_apart(version, lambda tables: read_ties(tables, actor, ties, scores))

    def read_names(
        self, version: int, fragments: Collection[str], classes: Collection[ox.NamedNode]
    ) -> list[NameRow] | None:
        """The names of what is of some classes that have one of some pieces; otherwise as `read_ties`."""
        if not NAMED.issuperset(classes):
            return None
        return self._read_apart(version, lambda tables: list(read_names(tables, fragments, classes)))

    def read_passages(self, version: int, sought: str, limit: int) -> list[PassageRow] | None:
        """The first words of documents that hold what is sought; otherwise as `read_ties`."""
        return self._read_apart(version, lambda tables: read_passages(tables, sought, limit))

    def _read_apart(self, version: int, read: Callable[[sqlite3.Connection], Rows]) -> Rows | None:
        """What is read on a connection of its own, from any thread; None where the tables do not stand at a version."""
        connection = open_tables(self._path, read_only=True)
        try:
            with transaction(connection):
                return read(connection) if self._are_at(connection, version) else None
        finally:
            connection.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _stands_at(self, version: int) -> bool:
        if not self._are_at(self._connection, version):
            return False
        if version != self._version:
            self._labels = Labels(self._connection)
            self._version = version
        return True

    def _are_at(self, tables: sqlite3.Connection, version: int) -> bool:
        state = read_state(tables)
        return state["version"] == str(version) and state["form"] == self._form

    def _find_card(self, actors: Iterable[ox.NamedNode]) -> tuple[int, int, bytes] | None:
        query = "SELECT actor, counterparts, template FROM card WHERE actor = (SELECT id FROM resource WHERE iri = ?)"
        rows = (self._connection.execute(query, (actor.value,)).fetchone() for actor in actors)
        return next((row for row in rows if row is not None), None)
