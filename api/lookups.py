"""The read model as the service uses it: opened beside the store, answered from while it stands where the store stands.

Without one, or with one that is behind, every answer is the same and comes from the store.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox

from api.http.negotiation import Languages
from api.rendering import make_naming, make_rendering
from graph.lookup.following import follow_store
from graph.lookup.reading import Lookup, RelationRows
from graph.lookup.tables import LOOKUP_FILE
from graph.store import MEMORY, EmbeddedStore, Store
from graph.views.names import NameRow, find_name_rows
from graph.views.relations import RelationPaging
from graph.views.scores import find_scores
from graph.views.search import PassageRow, find_passage_rows
from graph.views.tie_rows import TieFilter, TieRow, find_tie_rows


class Lookups:
    """Answers lookups, from the read model where there is one.

    Args:
        store: what the answers are about.
        lookup: its read model, or None.
    """

    def __init__(self, store: Store, lookup: Lookup | None) -> None:
        self._store = store
        self._lookup = lookup

    @property
    def ready(self) -> bool:
        """Whether answers come from the read model."""
        return self._lookup is not None and self._lookup.stands_at(self._store.version)

    def find_card(self, actors: Iterable[ox.NamedNode], languages: Languages) -> bytes | None:
        """The JSON of the first of some actors that there is, or None where the store is to be asked.

        To be called from the event loop, as it takes less time than a thread to start.
        """
        if self._lookup is None:
            return None
        return self._lookup.find_card(self._store.version, actors, make_naming(languages))

    def find_relations(
        self, actors: Iterable[ox.NamedNode], paging: RelationPaging, languages: Languages
    ) -> RelationRows | None:
        """The same for what ties an actor to others, without a filter."""
        if self._lookup is None:
            return None
        return self._lookup.find_relations(self._store.version, actors, make_naming(languages), paging)

    def find_ties(self, store: Store, actor: ox.NamedNode, ties: TieFilter) -> dict[str, list[TieRow]]:
        """The ties of an actor by counterpart (see `graph.views.tie_rows.find_tie_rows`); from any thread."""
        found = None
        if self._lookup is not None:
            found = self._lookup.read_ties(store.version, actor, ties, find_scores(store))
        return find_tie_rows(store, actor, ties) if found is None else found

    def find_names(
        self, store: Store, fragments: Collection[str], classes: Collection[ox.NamedNode]
    ) -> Iterable[NameRow]:
        """Names by a piece (see `graph.views.names.find_name_rows`); from any thread."""
        found = None if self._lookup is None else self._lookup.read_names(store.version, fragments, classes)
        return find_name_rows(store, fragments, classes) if found is None else found

    def find_passages(self, store: Store, sought: str, limit: int) -> Sequence[PassageRow]:
        """Words of documents (see `graph.views.search.find_passage_rows`); from any thread."""
        found = None if self._lookup is None else self._lookup.read_passages(store.version, sought, limit)
        return find_passage_rows(store, sought, limit) if found is None else found

    def close(self) -> None:
        """Let go of the read model."""
        if self._lookup is not None:
            self._lookup.close()


def open_lookups(store: Store, location: str, *, wanted: bool) -> Lookups:
    """The lookups of a store at a location."""
    path = Path(location) / LOOKUP_FILE
    if not wanted or location == MEMORY or not path.is_file():
        return Lookups(store, None)
    try:
        return Lookups(store, Lookup(path, form=make_rendering().form))
    except sqlite3.Error:
        return Lookups(store, None)


def keep_up(store: Store, location: str) -> None:
    """Let the read model of a store, if it has one, follow what is written from now on."""
    if isinstance(store, EmbeddedStore) and location != MEMORY and (Path(location) / LOOKUP_FILE).is_file():
        follow_store(store, Path(location), make_rendering())
