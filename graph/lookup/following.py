"""Keeping the read model up with its store: every write is followed before it is acknowledged.

The two cannot commit together. So the tables know which resources a write is about to change before it is made, and
keep that until the store has it on disk; after an end that was not orderly they derive those again. A write of which
nobody knows what it changes, or that changes what classes and codes mean, leaves the tables behind: answers then come
from the store, until `mithaq rebuild`.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Collection
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from graph.lookup.changed import Changed, may_follow
from graph.lookup.revising import Revision
from graph.lookup.tables import LOOKUP_FILE, complete_tables, open_tables, read_state, transaction, write_state
from graph.lookup.templates import Rendering
from graph.store import EmbeddedStore, Store
from ontology.errors import MithaqError, StoreError

_MOST_CHANGED: Final = 50_000
"""Resources in one write; to make the tables anew takes less time than to revise them by more."""

_log = logging.getLogger(__name__)


class LookupFollower:
    """Follows the writes of a store; the store tells it of each (see `graph.store.base.Follower`).

    Args:
        store: what it follows.
        connection: of the tables, to write.
        rendering: how answers are written.
    """

    def __init__(self, store: Store, connection: sqlite3.Connection, rendering: Rendering) -> None:
        self._store = store
        self._connection = connection
        self._rendering = rendering
        self._changed: Changed | None = None
        self._lost = False

    def begin(self, changed: Collection[ox.Triple], *, bound: int) -> None:
        """Note what is about to change."""
        if self._lost:
            return
        if not may_follow(changed):
            self.lose()
            return
        self._changed = Changed.by(changed)
        with transaction(self._connection, write=True) as tables:
            iris = ((iri.value,) for iri in self._changed.resources)
            tables.executemany("INSERT OR IGNORE INTO pending VALUES (?)", iris)
            write_state(tables, bound=str(bound))

    def follow(self) -> None:
        """Bring the tables up to the write that was made."""
        changed, self._changed = self._changed, None
        if changed is None or self._lost:
            return
        try:
            with transaction(self._connection, write=True) as tables:
                if len(changed.resources) > _MOST_CHANGED:
                    raise StoreError(f"{len(changed.resources):,} resources changed at once")
                if changed.resources:
                    Revision(self._store, tables, self._rendering).revise(changed)
                write_state(tables, version=str(self._store.version))
        except (sqlite3.Error, MithaqError) as error:  # the write stands; readers see that the tables are behind
            self.lose()
            _log.warning("the read model does not follow (%s): mithaq rebuild makes it anew", error)

    def lose(self) -> None:
        """Follow no further: nobody knows what changes."""
        self._lost = True
        with transaction(self._connection, write=True) as tables:
            write_state(tables, version="-1", bound="-1")

    def settle(self) -> None:
        """Forget what changed, as the store has it on disk."""
        self._connection.execute("DELETE FROM pending")

    def close(self) -> None:
        """Let go of the tables."""
        self._connection.close()


def follow_store(store: EmbeddedStore, folder: Path, rendering: Rendering) -> bool:
    """Keep the read model of a store up with it from now on.

    Returns:
        Whether there is one that stands where the store stands, after what was left open is derived again.
    """
    path = folder / LOOKUP_FILE
    if not path.exists():
        return False
    connection = open_tables(path)
    try:
        state = read_state(connection)
        if state.get("form") != rendering.form or str(store.version) not in (state["version"], state["bound"]):
            connection.close()
            return False
        complete_tables(connection)
        with transaction(connection, write=True) as tables:
            pending = [ox.NamedNode(iri) for (iri,) in tables.execute("SELECT iri FROM pending")]
            if pending:
                Revision(store, tables, rendering).revise(Changed.in_any_way(pending))
                tables.execute("DELETE FROM pending")
            write_state(tables, version=str(store.version), bound=str(store.version))
    except sqlite3.Error as error:
        connection.close()
        _log.warning("the read model in %s cannot be read (%s): mithaq rebuild makes it anew", path, error)
        return False
    store.follow_with(LookupFollower(store, connection, rendering))
    return True
