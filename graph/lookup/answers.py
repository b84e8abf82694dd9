"""The answers that the read model keeps ready: a card for each actor, and a row for each actor and counterpart."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final, TypeAlias

import pyoxigraph as ox

from graph.lookup.resources import Resources, batches
from graph.lookup.templates import make_template, mark_name
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

_KEEP_ROW: Final = "INSERT OR REPLACE INTO relation VALUES (?, ?, ?, ?, ?, ?, ?)"
_KEEP_CARD: Final = (
    "INSERT OR REPLACE INTO card VALUES (?1, (SELECT count(*) FROM relation WHERE relation.actor = ?1), ?2)"
)

Group: TypeAlias = tuple[str, list[TieRow]]
"""The IRI of an actor, and its ties to one counterpart."""


class AnswerWriter:
    """Writes answers as a way in would give them, with marks for what they refer to.

    Args:
        store: what they are derived from.
        resources: of the tables.
        scores: from `find_scores`.
    """

    def __init__(self, store: Store, resources: Resources, scores: Scores) -> None:
        self._store = store
        self._resources = resources
        self._scores = scores

    def write_cards(self, actors: Collection[ox.NamedNode]) -> None:
        """Keep the cards of actors; their relations are kept already."""
        for batch in batches(tuple(actors), _CARDS):
            views, _ = view_actors(self._store, batch)
            texts = self._resources.rendering.actors(views, self._mark)
            numbers = (self._resources.number(view.reference.iri) for view in views)
            self._resources.connection.executemany(
                _KEEP_CARD,
                [(number, make_template(text)) for number, text in zip(numbers, texts, strict=True)],
            )

    def write_relations(self, groups: Sequence[Group]) -> None:
        """Keep what ties actors to counterparts."""
        kept = (
            (
                self._resources.number(ox.NamedNode(actor)),
                self._resources.number(rows[0].counterpart),
                *(sort_key(rows, order, self._scores) for order in RelationOrder),
                template,
            )
            for (actor, rows), template in zip(groups, self._make_rows(groups), strict=True)
        )
        self._resources.connection.executemany(_KEEP_ROW, kept)

    def _make_rows(self, groups: Sequence[Group]) -> Iterator[bytes]:
        for start in range(0, len(groups), _ROWS):
            batch = [(ox.NamedNode(actor), rows) for actor, rows in groups[start : start + _ROWS]]
            views = view_tie_rows(self._store, batch, PAGING, self._scores)
            yield from map(make_template, self._resources.rendering.relations(views, self._mark))

    def _mark(self, reference: Reference) -> str:
        return mark_name(self._resources.number_named(reference))
