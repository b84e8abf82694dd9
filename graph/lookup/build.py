"""The read model from scratch: everything that the queries say of every actor, kept ready."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from graph.lookup.answers import AnswerWriter
from graph.lookup.names import NameTable
from graph.lookup.passages import PassageTable
from graph.lookup.resources import Resources, batches
from graph.lookup.tables import LOOKUP_FILE, create_tables, finish_tables, write_state
from graph.lookup.templates import Rendering
from graph.lookup.ties import insert_ties
from graph.queries import load_query
from graph.store import Store
from graph.views.references import iri_of
from graph.views.scores import find_scores
from graph.views.tie_rows import TieRow, group_tie_rows, select_tie_rows
from ontology.terms import MITHAQ

_ACTORS: Final = 100
"""Actors whose ties are asked for at once: more in one query, and the engine plans it worse."""


def build_lookup(
    store: Store,
    folder: Path,
    rendering: Rendering,
    *,
    source: Store | None = None,
    advance: Callable[[], None] | None = None,
) -> int:
    """Make the read model of a store anew; the old one stands until the new one is whole.

    Args:
        store: nobody may write to it meanwhile.
        folder: of the store.
        rendering: how answers are written.
        source: a copy of the store that is asked in its place.
        advance: called after each actor.

    Returns:
        How many actors there are.

    Raises:
        StoreError: the store cannot be read.
        OSError: the folder cannot be written.
    """
    draft = folder / f"{LOOKUP_FILE}.part"
    draft.unlink(missing_ok=True)
    version, store = store.version, source or store
    connection = create_tables(draft)
    resources = Resources(connection, rendering)
    writer = AnswerWriter(store, resources, find_scores(store))
    actors = find_actors(store)
    connection.execute("BEGIN")
    for batch in batches(actors, _ACTORS):
        rows = [(actor.value, row) for actor, row in select_tie_rows(store, actor=batch)]
        insert_ties(connection, resources, rows)
        writer.write_relations(list(group_pairs(rows)))
        writer.write_cards(batch)
        if advance is not None:
            for _ in batch:
                advance()
    for row in store.select(load_query("statement-documents").text):
        pair = resources.number(iri_of(row, "statement")), resources.number(iri_of(row, "document"))
        connection.execute("INSERT OR IGNORE INTO said VALUES (?, ?)", pair)
    NameTable(store, connection, resources).fill()
    PassageTable(store, connection).fill()
    write_state(connection, version=str(version), bound=str(version), form=rendering.form)
    connection.execute("COMMIT")
    finish_tables(connection)
    replace_lookup(draft, folder)
    return len(actors)


def find_actors(store: Store) -> tuple[ox.NamedNode, ...]:
    """Everybody that the graph knows as an actor, in order of the IRI."""
    query = load_query("existing").bind(**{"class": MITHAQ.Actor})
    found = {iri_of(row, "resource") for row in store.select(query.text)}
    return tuple(sorted(found, key=lambda iri: iri.value))


def group_pairs(rows: list[tuple[str, TieRow]]) -> Iterator[tuple[str, list[TieRow]]]:
    """The ties of several actors, by actor and counterpart."""
    by_actor: dict[str, list[TieRow]] = {}
    for actor, row in rows:
        by_actor.setdefault(actor, []).append(row)
    for actor, own in by_actor.items():
        for ties in group_tie_rows(own).values():
            yield actor, ties


def replace_lookup(draft: Path, folder: Path) -> None:
    """Put a finished file in the place of the old one."""
    drop_lookup(folder, keep_file=True)
    draft.replace(folder / LOOKUP_FILE)
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def drop_lookup(folder: Path, *, keep_file: bool = False) -> None:
    """Take the read model of a store away; the answers stay the same, and take longer."""
    names = [f"{LOOKUP_FILE}-wal", f"{LOOKUP_FILE}-shm"] + ([] if keep_file else [LOOKUP_FILE])
    for name in names:
        (folder / name).unlink(missing_ok=True)
