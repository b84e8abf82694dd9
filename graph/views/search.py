"""Searching the whole graph: what things are called, and the words of documents that prove a statement."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import pyoxigraph as ox

from graph.queries import load_query, string
from graph.store import Store
from graph.views.names import NameMatch, find_names
from graph.views.references import find_references, iri_of, number_of, text_of
from graph.views.values import Evidence, Page, Passage, Reference


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing with the name by which it was found."""

    reference: Reference
    match: NameMatch


def search_names(
    store: Store,
    sought: str,
    classes: Collection[ox.NamedNode],
    *,
    after: str | None,
    limit: int,
    fold: Callable[[str], str],
) -> Page[Hit]:
    """One page of the things that a name may mean, the best fit first (see `find_names`)."""
    matches = {_key(match): match for match in find_names(store, sought, classes, fold=fold)}
    keys = [key for key in matches if after is None or key > after]
    shown = [matches[key] for key in keys[:limit]]
    references = find_references(store, {match.resource for match in shown})
    hits = tuple(Hit(references.of(match.resource), match) for match in shown)
    return Page(hits, len(matches), keys[limit - 1] if len(keys) > limit else None)


def find_passages(store: Store, sought: str, *, limit: int, fold: Callable[[str], str]) -> tuple[Passage, ...]:
    """The words of documents that hold what is sought, with the statements that they prove; the first ones.

    Args:
        store: what to ask.
        sought: words as they follow each other in the text, in any spelling.
        limit: how many at most.
        fold: folds spelling.
    """
    if limit == 0:
        return ()
    query = load_query("passages").bind(sought=string(fold(sought))).limited(limit)
    rows = store.select(query.text).rows
    references = find_references(store, {iri_of(row, name) for row in rows for name in ("statement", "document")})
    return tuple(
        Passage(
            references.of(iri_of(row, "statement")),
            Evidence(
                span=iri_of(row, "span"),
                document=references.of(iri_of(row, "document")),
                start=number_of(row, "start"),
                end=number_of(row, "end"),
                exact=text_of(row, "exact") or "",
            ),
        )
        for row in rows
    )


def _key(match: NameMatch) -> str:
    return f"{10_000 - round(10 * match.score)} {match.resource.value}"
