"""Bringing the read model up to a write: what hangs on the resources that changed is derived again, and nothing else.

Every step derives from the store as it is now, so that doing it twice, or after a crash, comes to the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from typing import Final

import pyoxigraph as ox

from graph.lookup.answers import AnswerWriter
from graph.lookup.changed import Changed
from graph.lookup.names import NameTable
from graph.lookup.passages import PassageTable
from graph.lookup.resources import BATCH, Resources, batches
from graph.lookup.templates import Rendering
from graph.lookup.ties import OwnedRow, insert_ties, read_pair, read_standing, read_statements
from graph.queries import load_query
from graph.store import Store
from graph.views.references import iri_of
from graph.views.scores import find_scores
from graph.views.tie_rows import select_tie_rows
from ontology.terms import MITHAQ

_IS_STATEMENT: Final = """
SELECT EXISTS (SELECT 1 FROM tie WHERE statement = ?1) OR EXISTS (SELECT 1 FROM said WHERE statement = ?1)
"""

_PAIRS: Final = """
SELECT a.iri, c.iri FROM (
    SELECT actor, counterpart FROM relation WHERE actor = ?1 OR counterpart = ?1
    UNION SELECT actor, counterpart FROM tie WHERE organ = ?1
) JOIN resource AS a ON a.id = actor JOIN resource AS c ON c.id = counterpart
"""

Pair = tuple[str, str]
"""The IRIs of an actor and of a counterpart."""


class Revision:
    """One revision of the tables, within a transaction of theirs.

    Args:
        store: as it is after the write.
        connection: of the tables.
        rendering: how answers are written.
    """

    def __init__(self, store: Store, connection: sqlite3.Connection, rendering: Rendering) -> None:
        self._store = store
        self._connection = connection
        self._resources = Resources(connection, rendering)
        self._names = NameTable(store, connection, self._resources)
        self._passages = PassageTable(store, connection)
        self._writer = AnswerWriter(store, self._resources, find_scores(store))

    def revise(self, changed: Changed) -> None:
        """Derive again what hangs on what changed."""
        statements = self._find_statements(changed)
        candidates = self._find_candidates(changed, statements)
        actors = {iri for batch in batches(tuple(candidates), BATCH) for iri in self._known_actors(batch)}
        gone = set(self._resources.known(iri.value for iri in candidates - actors))
        old = self._take_out(statements, actors | gone)
        new = self._derive(statements, actors)
        insert_ties(self._connection, self._resources, new)
        # Most of what is shown otherwise is no actor, and never had a row.
        shown = {actor for actor in changed.shown & (actors | gone) if actor in actors or self._has_card(actor)}
        self._write_pairs(_changed_pairs(old, new, statements) | self._pairs_of(shown))
        self._write_documents(statements)
        for actor in gone:
            self._connection.execute("DELETE FROM card WHERE actor = ?", (self._resources.number(actor),))
        self._writer.write_cards(sorted(actors, key=str))
        self._names.revise(changed.named)
        self._passages.revise(changed.spans)
        self._resources.rename(self._store, self._resources.known(iri.value for iri in changed.resources))

    def _find_statements(self, changed: Changed) -> set[ox.NamedNode]:
        """Those of the store now, and those that the tables hold from before."""
        hanging = {"resource": changed.resources, "belonging": changed.belonging, "shown": changed.shown}
        found = self._ask("affected-statements", "statement", **hanging)
        before = {
            iri
            for iri in self._resources.known(iri.value for iri in changed.resources)
            if self._connection.execute(_IS_STATEMENT, (self._resources.number(iri),)).fetchone()[0]
        }
        return found | before

    def _find_candidates(self, changed: Changed, statements: Collection[ox.NamedNode]) -> set[ox.NamedNode]:
        """Whose ties or cards may be others than before; most are no actors."""
        found = self._ask("affected-actors", "actor", statement=statements, resource=changed.resources)
        numbers = [self._resources.number(iri) for iri in statements]
        before = {ox.NamedNode(actor) for actor, _ in read_statements(self._connection, numbers)}
        return found | before | (changed.resources - set(statements))

    def _ask(self, query: str, variable: str, **values: Collection[ox.NamedNode]) -> set[ox.NamedNode]:
        """The IRIs in a column, asked for in batches of one parameter while the others hold nothing."""
        found = set()
        for name, iris in values.items():
            for batch in batches(tuple(iris), BATCH):
                bound = load_query(query).bind(**{other: () for other in values if other != name}, **{name: batch})
                found |= {iri_of(row, variable) for row in self._store.select(bound.text)}
        return found

    def _known_actors(self, iris: Collection[ox.NamedNode]) -> list[ox.NamedNode]:
        query = load_query("existing").bind(resource=iris, **{"class": MITHAQ.Actor})
        return [iri_of(row, "resource") for row in self._store.select(query.text)]

    def _take_out(self, statements: Collection[ox.NamedNode], actors: Collection[ox.NamedNode]) -> list[OwnedRow]:
        by_statement = [self._resources.number(iri) for iri in statements]
        by_actor = [self._resources.number(iri) for iri in actors]
        old = [*read_statements(self._connection, by_statement), *read_standing(self._connection, by_actor)]
        execute = self._connection.executemany
        execute("DELETE FROM tie WHERE statement = ?", ((number,) for number in by_statement))
        execute("DELETE FROM tie WHERE actor = ? AND tie = 'relation'", ((number,) for number in by_actor))
        return old

    def _derive(self, statements: Collection[ox.NamedNode], actors: Collection[ox.NamedNode]) -> list[OwnedRow]:
        """The ties of actors by statements, and their standing relations; all ties of those that are new here."""
        new = {actor for actor in actors if not self._has_card(actor)}
        found = self._select(new, None)
        return found + self._select([actor for actor in actors if actor not in new], statements)

    def _select(self, actors: Collection[ox.NamedNode], statements: Collection[ox.NamedNode] | None) -> list[OwnedRow]:
        found: dict[OwnedRow, None] = {}
        every = None if statements is None else tuple(statements)
        for batch in batches(tuple(actors), BATCH):
            for part in [None] if every is None else [*batches(every, BATCH), ()][: max(1, -(-len(every) // BATCH))]:
                rows = select_tie_rows(self._store, actor=batch, statement=part)
                found |= dict.fromkeys((actor.value, row) for actor, row in rows)
        return list(found)

    def _has_card(self, actor: ox.NamedNode) -> bool:
        row = self._connection.execute("SELECT 1 FROM card WHERE actor = ?", (self._resources.number(actor),))
        return row.fetchone() is not None

    def _pairs_of(self, actors: Collection[ox.NamedNode]) -> set[Pair]:
        """All pairs with one of some actors, or with one that it is an organ of."""
        pairs: set[Pair] = set()
        for actor in actors:
            pairs.update(self._connection.execute(_PAIRS, (self._resources.number(actor),)))
        return pairs

    def _write_pairs(self, pairs: Collection[Pair]) -> None:
        groups = []
        for actor, counterpart in sorted(pairs):
            numbers = tuple(self._resources.number(ox.NamedNode(iri)) for iri in (actor, counterpart))
            rows = read_pair(self._connection, *numbers)
            if rows:
                groups.append((actor, rows))
            else:
                self._connection.execute("DELETE FROM relation WHERE actor = ? AND counterpart = ?", numbers)
        self._writer.write_relations(groups)

    def _write_documents(self, statements: Collection[ox.NamedNode]) -> None:
        numbers = ((self._resources.number(iri),) for iri in statements)
        self._connection.executemany("DELETE FROM said WHERE statement = ?", numbers)
        for batch in batches(tuple(statements), BATCH):
            for row in self._store.select(load_query("statement-documents").bind(statement=batch).text):
                pair = self._resources.number(iri_of(row, "statement")), self._resources.number(iri_of(row, "document"))
                self._connection.execute("INSERT OR IGNORE INTO said VALUES (?, ?)", pair)


def _changed_pairs(old: Iterable[OwnedRow], new: Iterable[OwnedRow], statements: Collection[ox.NamedNode]) -> set[Pair]:
    """The pairs with a tie that came or went, or whose words may be others."""
    before, after = set(old), set(new)
    revised = set(statements)
    touched = (before ^ after) | {(actor, row) for actor, row in before | after if row.statement in revised}
    return {(actor, row.counterpart.value) for actor, row in touched}
