"""Searching actors: those that a name may mean, or all, by type and country, with how many there are of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyoxigraph as ox

from graph.queries import Bound, load_query
from graph.store import Solution, Store
from graph.views.lists import find_rows as find_page
from graph.views.names import NameFinder, NameMatch, find_name_rows, find_names
from graph.views.references import find_references, iri_of, number_of, text_of
from graph.views.values import Facet, Page
from ontology.terms import MITHAQ

MOST_MATCHES = 1_000
"""Actors that one name can mean: of a name that fits more, only the best are ranked, and the answer says so."""


@dataclass(frozen=True, slots=True)
class ActorFilter:
    """Which actors are wanted.

    Attributes:
        sought: what they are called, in any spelling.
        country: the state that they are or belong to.
        document: one that mentions them.
    """

    sought: str | None = None
    type: ox.NamedNode | None = None
    country: ox.NamedNode | None = None
    document: ox.NamedNode | None = None


@dataclass(frozen=True, slots=True)
class FoundActors:
    """A page of actors.

    Attributes:
        page: their IRIs: by name the best fit first, without a name the most mentioned.
        matches: by IRI, how each fits the name sought; none without a name.
        facets: how many there are on all pages of each type and country.
        truncated: whether more names fit than are ranked.
    """

    page: Page[ox.NamedNode]
    matches: dict[str, NameMatch]
    facets: dict[str, tuple[Facet, ...]]
    truncated: bool


def search_actors(
    store: Store,
    wanted: ActorFilter,
    *,
    after: str | None,
    limit: int,
    fold: Callable[[str], str],
    find_rows: NameFinder = find_name_rows,
) -> FoundActors:
    """One page of the actors wanted.

    Args:
        store: what to ask.
        wanted: which.
        after: the key of the last actor of the page before, or None.
        limit: actors a page.
        fold: folds spelling (see `find_names`).
        find_rows: finds the names that may fit.
    """
    filters: dict[str, Bound | None] = {"type": wanted.type, "country": wanted.country, "document": wanted.document}
    if wanted.sought is None:
        page = find_page(store, "actors", after=after, limit=limit, **filters)
        iris = Page(tuple(iri_of(row, "actor") for row in page.views), page.total, page.after)
        return FoundActors(iris, {}, find_facets(store, filters), truncated=False)
    matches = find_names(store, wanted.sought, [MITHAQ.Actor], fold=fold, find_rows=find_rows)
    best = {match.resource.value: match for match in matches[:MOST_MATCHES]}
    ranked = _rank(store, best, filters)
    page_keys = [key for key in ranked if after is None or key > after]
    shown = page_keys[:limit]
    iris = Page(
        tuple(ox.NamedNode(key.rpartition(" ")[2]) for key in shown),
        len(ranked),
        shown[-1] if len(page_keys) > limit else None,
    )
    kept = [ox.NamedNode(key.rpartition(" ")[2]) for key in ranked]
    facets = find_facets(store, {"actor": kept}) if kept else {}
    return FoundActors(iris, best, facets, truncated=len(matches) > MOST_MATCHES)


def _rank(store: Store, matches: dict[str, NameMatch], filters: dict[str, Bound | None]) -> list[str]:
    """Keys of the actors that pass the filters: the best fit first, of two that fit alike the one mentioned more."""
    if not matches:
        return []
    query = load_query("actors").bind(actor=[match.resource for match in matches.values()], **filters)
    rows = store.select(query.limited(MOST_MATCHES).text).rows
    return sorted(_key(row, matches[iri_of(row, "actor").value]) for row in rows)


def _key(row: Solution, match: NameMatch) -> str:
    return f"{10_000 - round(10 * match.score)} {999_999_999 - number_of(row, 'mentions')} {match.resource.value}"


def find_facets(
    store: Store, filters: dict[str, Bound | None] | dict[str, list[ox.NamedNode]]
) -> dict[str, tuple[Facet, ...]]:
    """How many actors there are of each type and country, the most first."""
    rows = store.select(load_query("actor-facets").bind(**filters).text).rows
    references = find_references(store, {iri_of(row, "value") for row in rows})
    facets: dict[str, list[Facet]] = {}
    for row in rows:
        facet = Facet(references.of(iri_of(row, "value")), number_of(row, "count"))
        facets.setdefault(text_of(row, "facet") or "", []).append(facet)
    return {name: tuple(found) for name, found in facets.items()}
