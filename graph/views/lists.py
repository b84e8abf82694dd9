"""Lists of resources, a page at a time, by keyset: a page starts after a key, so that writes never shift it."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from graph.queries import Bound, load_query, string
from graph.store import Solution, Store
from graph.views.references import iri_of, number_of, text_of
from graph.views.values import Page

_COUNTED_AT_ONCE = 5_000
"""Rows up to which a list is read whole: asking once for the page and its total takes half the time of asking twice."""


def find_rows(
    store: Store, query: str, *, after: str | None, limit: int, **values: Bound | Iterable[Bound] | None
) -> Page[Solution]:
    """One page of a list query's rows, with the total of all pages.

    Args:
        store: what to ask.
        query: a query with `?key`, an order by it, a LIMIT and a parameter `after`.
        after: the key of the last row of the page before, or None for the first page.
        limit: rows a page, at least 1.
        values: what the query's other parameters are bound to.
    """
    bound = load_query(query).bind(**values)
    whole = store.select(bound.limited(_COUNTED_AT_ONCE).text).rows
    rows = whole if after is None else tuple(row for row in whole if (text_of(row, "key") or "") > after)
    total = len(whole)
    if total == _COUNTED_AT_ONCE:
        total = number_of(next(iter(store.select(bound.counted().text))), "total")
        if len(rows) <= limit:
            start = None if after is None else string(after)
            rows = store.select(bound.bind(after=start).limited(limit + 1).text).rows
    more = len(rows) > limit
    rows = rows[:limit]
    return Page(rows, total, text_of(rows[-1], "key") if more else None)


def find_iris(
    store: Store, query: str, *, after: str | None, limit: int, **values: Bound | Iterable[Bound] | None
) -> Page[ox.NamedNode]:
    """One page of a list query whose first column is the resource (see `find_rows`)."""
    page = find_rows(store, query, after=after, limit=limit, **values)
    iris = tuple(iri_of(row, next(iter(row))) for row in page.views)
    return Page(iris, page.total, page.after)
