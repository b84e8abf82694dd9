"""All that ties two actors: a summary, and every tie by date with the words and with what speaks for or against it."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox

from graph.store import Store
from graph.views.answers import find_answers
from graph.views.references import find_references
from graph.views.relations import RelationPaging, find_relations
from graph.views.scores import find_scores
from graph.views.tie_rows import TieFilter, TieFinder, TieRow, find_tie_rows
from graph.views.tie_values import Dyad, DyadEntry, RelationView
from graph.views.ties import find_ties
from graph.views.values import Page


def find_dyad(
    store: Store,
    actor: ox.NamedNode,
    other: ox.NamedNode,
    ties: TieFilter,
    paging: RelationPaging,
    *,
    find_rows: TieFinder = find_tie_rows,
) -> Dyad:
    """What ties an actor to one other.

    Args:
        store: what to ask.
        actor: whose role a tie says.
        other: the counterpart.
        ties: which ties are wanted.
        paging: how many ties a page, and the key of the last tie of the page before.
        find_rows: finds the ties.
    """
    wanted = replace(ties, counterpart=other)
    page = find_relations(store, actor, wanted, RelationPaging(limit=1, events=0, others=0), find_rows=find_rows)
    relation = page.views[0] if page.views else _nothing(store, other)
    rows = {_key(row): row for row in find_rows(store, actor, wanted).get(other.value, [])}
    keys = sorted(key for key in rows if paging.after is None or key > paging.after)
    shown = [rows[key] for key in keys[: paging.limit]]
    found = find_ties(store, shown, find_scores(store), ())
    answers = find_answers(store, [row.statement for row in shown if row.tie == "event" and row.statement])
    entries = tuple(
        DyadEntry(found.tie(row), answers.get(row.statement.value, ()) if row.statement else ()) for row in shown
    )
    return Dyad(relation, Page(entries, len(rows), keys[paging.limit - 1] if len(keys) > paging.limit else None))


def _key(row: TieRow) -> str:
    return f"{row.start or '~'} {row.identity}"


def _nothing(store: Store, other: ox.NamedNode) -> RelationView:
    return RelationView(
        counterpart=find_references(store, [other]).of(other),
        count=0,
        counts={},
        documented=0,
        first_date=None,
        last_date=None,
        quads=(),
        score=None,
        strongest=(),
        memberships=(),
        truncated=False,
        events=(),
        relations=(),
        offices=(),
        treaties=(),
        disputes=(),
    )
