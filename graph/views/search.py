"""Searching the whole graph: what things are called, and the words of documents that prove a statement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyoxigraph as ox

from graph.queries import load_query, string
from graph.store import Solution, Store
from graph.views.names import NameMatch
from graph.views.references import find_references, iri_of, number_of, text_of
from graph.views.values import Evidence, Page, Passage, Reference


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A row of the query: words of a document, and a statement that they prove."""

    statement: ox.NamedNode
    span: ox.NamedNode
    document: ox.NamedNode
    start: int
    end: int
    exact: str


class PassageFinder(Protocol):
    """Finds words of documents: `find_passage_rows`, or one who has them ready."""

    def __call__(self, store: Store, sought: str, limit: int) -> Sequence[PassageRow]:
        """The first words that hold what is sought, in the order of the texts; `sought` is folded."""
        ...


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing with the name by which it was found."""

    reference: Reference
    match: NameMatch


def page_matches(store: Store, matches: Iterable[NameMatch], *, after: str | None, limit: int) -> Page[Hit]:
    """One page of the things that a name may mean (from `find_names`), the best fit first."""
    keyed = {_key(match): match for match in matches}
    keys = [key for key in keyed if after is None or key > after]
    shown = [keyed[key] for key in keys[:limit]]
    references = find_references(store, {match.resource for match in shown})
    hits = tuple(Hit(references.of(match.resource), match) for match in shown)
    return Page(hits, len(keyed), keys[limit - 1] if len(keys) > limit else None)


def find_passage_rows(store: Store, sought: str, limit: int) -> Sequence[PassageRow]:
    """The first words of documents that hold what is sought, in the order of the texts."""
    rows = store.select(load_query("passages").bind(sought=string(sought)).limited(limit).text)
    return [read_passage(row) for row in rows]


def read_passage(row: Solution) -> PassageRow:
    """A row of the query."""
    statement, span, document = (iri_of(row, name) for name in ("statement", "span", "document"))
    return PassageRow(
        statement, span, document, number_of(row, "start"), number_of(row, "end"), text_of(row, "exact") or ""
    )


def find_passages(
    store: Store,
    sought: str,
    *,
    limit: int,
    fold: Callable[[str], str],
    find_rows: PassageFinder = find_passage_rows,
) -> tuple[Passage, ...]:
    """The words of documents that hold what is sought, with the statements that they prove; the first ones.

    Args:
        store: what to ask.
        sought: words as they follow each other in the text, in any spelling.
        limit: how many at most.
        fold: folds spelling.
        find_rows: finds the words.
    """
    rows = find_rows(store, fold(sought), limit) if limit else ()
    references = find_references(store, {iri for row in rows for iri in (row.statement, row.document)})
    return tuple(
        Passage(
            references.of(row.statement),
            Evidence(row.span, references.of(row.document), row.start, row.end, row.exact),
        )
        for row in rows
    )


def _key(match: NameMatch) -> str:
    return f"{10_000 - round(10 * match.score)} {match.resource.value}"
