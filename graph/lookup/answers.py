"""The answers that the read model keeps ready: a card for each actor, and a row for each actor and counterpart."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from typing import Final

import pyoxigraph as ox

from graph.lookup.resources import Resources, batches
from graph.lookup.templates import Rendering, mark_name, pack_template
from graph.store import Store
from graph.views import view_actors
from graph.views.relations import RelationOrder, RelationPaging, sort_key, view_tie_rows
from graph.views.scores import Scores
from graph.views.tie_rows import TieRow
from graph.views.values import Reference

PAGING: Final = RelationPaging(limit=1)
"""What a kept row shows: what one who asks for nothing else gets."""

_CARDS: Final = 100
_ROWS: Final = 300
"""Rows whose words are looked up together."""

_INSERT: Final = "INSERT OR REPLACE INTO relation VALUES (?, ?, ?, ?, ?, ?, ?)"


class AnswerWriter:
    """Writes answers as a way in would give them, with marks for names.

    Args:
        store: what they are derived from.
        connection: of the tables.
        resources: of the same tables.
        rendering: how answers are written.
        scores: from `find_scores`.
    """

    def __init__(
        self, store: Store, connection: sqlite3.Connection, resources: Resources, rendering: Rendering, scores: Scores
    ) -> None:
        self._store = store
        self._connection = connection
        self._resources = resources
        self._rendering = rendering
        self._scores = scores

    def write_cards(self, actors: Collection[ox.NamedNode]) -> None:
        """Keep the cards of actors."""
        for batch in batches(tuple(actors), _CARDS):
            views, _ = view_actors(self._store, batch)
            for view in views:
                texts = self._rendering.reference(view.reference, self._mark), self._rendering.actor(view, self._mark)
                self._connection.execute(
                    "INSERT OR REPLACE INTO card VALUES (?, ?, ?)",
                    (self._resources.number(view.reference.iri), *map(pack_template, texts)),
                )

    def write_relations(self, groups: Sequence[tuple[str, list[TieRow]]]) -> None:
        """Keep what ties actors to counterparts: pairs of an actor's IRI and its ties to one counterpart."""
        for start in range(0, len(groups), _ROWS):
            batch = groups[start : start + _ROWS]
            views = view_tie_rows(
                self._store, [(ox.NamedNode(actor), rows) for actor, rows in batch], PAGING, self._scores
            )
            for (actor, rows), view in zip(batch, views, strict=True):
                keys = (sort_key(rows, order, self._scores) for order in RelationOrder)
                self._connection.execute(
                    _INSERT,
                    (
                        self._resources.number(ox.NamedNode(actor)),
                        self._resources.number(rows[0].counterpart),
                        *keys,
                        pack_template(self._rendering.relation(view, self._mark)),
                    ),
                )

    def _mark(self, reference: Reference) -> str:
        return mark_name(self._resources.number_named(reference))
