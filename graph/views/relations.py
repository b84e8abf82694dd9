"""What ties an actor to others: the rows of one query, grouped by counterpart, kind of tie and class of event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import pyoxigraph as ox

from graph.queries import load_query
from graph.store import Store
from graph.views.description import Description, describe
from graph.views.references import iri_of
from graph.views.scores import Scores, average_scores, find_scores
from graph.views.tie_rows import TieFilter, TieFinder, TieRow, find_tie_rows
from graph.views.tie_values import EventTies, QuadCount, RelationView, Tie
from graph.views.ties import Ties, find_ties, strongest_rows
from graph.views.values import Page
from ontology.model import Modality
from ontology.terms import code

HAPPENED: Final = code("modality", Modality.ASSERTED)
"""The modality of what happened by a document's own word, whose events make the score unless another is asked for."""

SHOWN_EVENTS: Final = 3
"""How many events of a class a row shows unless more are asked for."""

SHOWN_IN_ROW: Final = 6
"""How many events a row shows unless more of a class are asked for: the first of each class, then the second."""

SHOWN_WORDS: Final = 3
"""How many pieces of evidence a tie shows in a row."""


class RelationOrder(StrEnum):
    """Which counterparts come first."""

    CLOSEST = "closest"
    LATEST = "latest"
    COOPERATION = "cooperation"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class RelationPaging:
    """How much of an actor's relations is wanted.

    Attributes:
        limit: counterparts a page.
        events: how many events of each class to give with their words, and in all no more than that or `SHOWN_IN_ROW`;
            the counts count all.
        others: how many ties of each other kind to give with their words.
        after: key of the last counterpart of the page before, or None.
    """

    limit: int
    events: int = SHOWN_EVENTS
    others: int = 10
    after: str | None = None
    order: RelationOrder = RelationOrder.CLOSEST


def find_relations(
    store: Store,
    actor: ox.NamedNode,
    ties: TieFilter,
    paging: RelationPaging,
    *,
    find_rows: TieFinder = find_tie_rows,
) -> Page[RelationView]:
    """One page of an actor's counterparts, in the order wanted."""
    scores = find_scores(store)
    groups = find_rows(store, actor, ties)
    scored = ties.modality or HAPPENED
    keys = sorted(sort_key(rows, paging.order, scores, scored) for rows in groups.values())
    wanted = [key for key in keys if paging.after is None or key > paging.after]
    page = [groups[key.rpartition(" ")[2]] for key in wanted[: paging.limit]]
    views = view_tie_rows(store, [(actor, rows) for rows in page], paging, scores, scored)
    return Page(views, len(groups), wanted[paging.limit - 1] if len(wanted) > paging.limit else None)


def view_tie_rows(
    store: Store,
    groups: Sequence[tuple[ox.NamedNode, list[TieRow]]],
    paging: RelationPaging,
    scores: Scores,
    scored: ox.NamedNode = HAPPENED,
) -> tuple[RelationView, ...]:
    """What ties actors to counterparts, with labels and words.

    Args:
        store: what to ask.
        groups: each an actor and its ties with one counterpart, by date.
        paging: how much of them is shown.
        scores: from `find_scores`.
        scored: the modality whose events make the cooperation score.
    """
    shown = [row for _, rows in groups for row in (*_shown(rows, paging), *strongest_rows(rows, scores))]
    named = {
        iri for _, rows in groups for row in rows for iri in (row.counterpart, row.kind, scores.quad(row.kind)) if iri
    }
    bodies = _find_memberships(store, {iri for actor, rows in groups for iri in (actor, rows[0].counterpart)})
    common = [sorted(bodies[actor] & bodies[rows[0].counterpart], key=str) for actor, rows in groups]
    found = replace(find_ties(store, shown, scores, named.union(*common)), most=SHOWN_WORDS)
    return tuple(_view(rows, found, paging, scored, shared) for (_, rows), shared in zip(groups, common, strict=True))


def describe_relations(store: Store, actor: ox.NamedNode, relations: Iterable[RelationView]) -> Description:
    """The ties of an actor as triples: their statements with the words, its organs, and relations that are a triple."""
    found = []
    for relation in relations:
        ties = [tie for events in relation.events for tie in events.ties]
        ties += [*relation.relations, *relation.offices, *relation.treaties, *relation.disputes]
        ties += [strong.tie for strong in relation.strongest]
        found += [(relation.counterpart.iri, tie) for tie in ties]
    return describe_ties(store, actor, found)


def describe_ties(store: Store, actor: ox.NamedNode, ties: Iterable[tuple[ox.NamedNode, Tie]]) -> Description:
    """Ties of an actor, each with its counterpart, as triples."""
    statements: set[ox.NamedNode] = set()
    organs: set[ox.NamedNode] = set()
    bare: list[ox.Triple] = []
    for other, tie in ties:
        if tie.statement is not None:
            statements.add(tie.statement.iri)
        if tie.organ is not None:
            organs.add(tie.organ.iri)
        if tie.tie == "relation":
            subject, object_ = (actor, other) if tie.role == "subject" else (other, actor)
            bare.append(ox.Triple(subject, tie.kind.iri, object_))
    return describe(store, "statement", statements) | describe(store, "actor", organs) | Description(bare)


def sort_key(rows: list[TieRow], order: RelationOrder, scores: Scores, scored: ox.NamedNode = HAPPENED) -> str:
    """What the page is sorted by: the order wanted, then what documents say, then the most ties, then the IRI."""
    closest = f"{999_999_999 - _documented(rows)} {999_999_999 - len(rows)} {rows[0].counterpart.value}"
    match order:
        case RelationOrder.CLOSEST:
            return closest
        case RelationOrder.LATEST:
            last = _period(rows)[1] or ""
            # The complement of each digit: the latest date sorts first, and none after all.
            return f"{last.translate(str.maketrans('0123456789', '9876543210')) or '~'} {closest}"
        case _:
            mean = average_scores(_scored(rows, scores, scored))
            if mean is None:
                return f"~ {closest}"
            away = 10 - mean.mean if order is RelationOrder.COOPERATION else 10 + mean.mean
            return f"{round(1000 * away):05d} {closest}"


def _scored(rows: list[TieRow], scores: Scores, scored: ox.NamedNode) -> Iterable[tuple[str | None, float]]:
    for row in rows:
        score = scores.score(row.kind, row.mode) if row.tie == "event" and row.modality == scored else None
        if score is not None:
            yield row.start, score


def _documented(rows: list[TieRow]) -> int:
    return sum(row.documented for row in rows)


def _by_class(rows: list[TieRow]) -> dict[str, list[TieRow]]:
    classes: dict[str, list[TieRow]] = {}
    for row in rows:
        if row.tie == "event":
            classes.setdefault(row.kind.value, []).append(row)
    return dict(sorted(classes.items(), key=lambda entry: (-len(entry[1]), entry[0])))


def _of_kind(rows: list[TieRow], tie: str, paging: RelationPaging) -> list[TieRow]:
    return [row for row in rows if row.tie == tie][: paging.others]


def _shown_events(rows: list[TieRow], paging: RelationPaging) -> dict[str, list[TieRow]]:
    """The events that are shown of each class."""
    classes = _by_class(rows)
    ranked = [(place, rank) for rank, of_class in enumerate(classes.values()) for place in range(len(of_class))]
    kept = Counter(rank for place, rank in sorted(ranked)[: max(paging.events, SHOWN_IN_ROW)] if place < paging.events)
    return {name: of_class[: kept[rank]] for rank, (name, of_class) in enumerate(classes.items())}


def _shown(rows: list[TieRow], paging: RelationPaging) -> list[TieRow]:
    kept = [row for of_class in _shown_events(rows, paging).values() for row in of_class]
    return kept + [row for tie in ("relation", "office", "treaty", "dispute") for row in _of_kind(rows, tie, paging)]


def _view(
    rows: list[TieRow], found: Ties, paging: RelationPaging, scored: ox.NamedNode, shared: Iterable[ox.NamedNode]
) -> RelationView:
    def ties(kind: str) -> tuple[Tie, ...]:
        return tuple(found.tie(row) for row in _of_kind(rows, kind, paging))

    first, last = _period(rows)
    return RelationView(
        counterpart=found.named(rows[0].counterpart),
        count=len(rows),
        counts=dict(sorted(Counter(row.tie for row in rows).items())),
        documented=_documented(rows),
        first_date=first,
        last_date=last,
        quads=_quads(rows, found),
        score=average_scores(_scored(rows, found.scores, scored)),
        strongest=tuple(found.strong(row) for row in strongest_rows(rows, found.scores)),
        memberships=tuple(map(found.named, shared)),
        truncated=len(_shown(rows, paging)) < len(rows) or any(map(found.curtails, rows)),
        events=tuple(
            _event_ties(of_class, shown, found)
            for of_class, shown in zip(_by_class(rows).values(), _shown_events(rows, paging).values(), strict=True)
        ),
        relations=ties("relation"),
        offices=ties("office"),
        treaties=ties("treaty"),
        disputes=ties("dispute"),
    )


def _find_memberships(store: Store, members: Collection[ox.NamedNode]) -> dict[ox.NamedNode, set[ox.NamedNode]]:
    bodies: dict[ox.NamedNode, set[ox.NamedNode]] = {member: set() for member in members}
    for row in store.select(load_query("memberships").bind(member=members).text) if members else ():
        bodies[iri_of(row, "member")].add(iri_of(row, "organisation"))
    return bodies


def _quads(rows: list[TieRow], found: Ties) -> tuple[QuadCount, ...]:
    quads: dict[ox.NamedNode, list[TieRow]] = {}
    for row in rows:
        if row.tie == "event" and (quad := found.scores.quad(row.kind)):
            quads.setdefault(quad, []).append(row)
    ranked = sorted(quads.items(), key=lambda entry: (-len(entry[1]), entry[0].value))
    return tuple(QuadCount(found.named(quad), len(of_quad), _modalities(of_quad)) for quad, of_quad in ranked)


def _event_ties(rows: list[TieRow], shown: list[TieRow], found: Ties) -> EventTies:
    first, last = _period(rows)
    return EventTies(
        event_class=found.named(rows[0].kind),
        count=len(rows),
        modalities=_modalities(rows),
        first_date=first,
        last_date=last,
        ties=tuple(map(found.tie, shown)),
    )


def _modalities(rows: list[TieRow]) -> dict[str, int]:
    counted = Counter(row.modality.value.rpartition("/")[2] for row in rows if row.modality)
    return dict(sorted(counted.items()))


def _period(rows: list[TieRow]) -> tuple[str | None, str | None]:
    """The earliest beginning and the latest end; ISO 8601 dates of mixed precision compare as text."""
    starts = [row.start for row in rows if row.start]
    ends = [row.end for row in rows if row.end]
    return min(starts, default=None), max(ends, default=None)
