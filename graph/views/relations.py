"""What ties an actor to others: the rows of one query, grouped by counterpart, kind of tie and class of event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from graph.queries import load_query
from graph.store import Solution, Store
from graph.views.description import Description, describe
from graph.views.references import References, find_references, iri_of, number_of, text_of
from graph.views.values import EventTies, Evidence, Page, RelationView, Tie


@dataclass(frozen=True, slots=True)
class TieFilter:
    """Which ties are wanted; with a class or a modality only events are."""

    counterpart: ox.NamedNode | None = None
    event_class: ox.NamedNode | None = None
    modality: ox.NamedNode | None = None
    document: ox.NamedNode | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the query: a tie before its words and labels are known."""

    counterpart: ox.NamedNode
    tie: str
    statement: ox.NamedNode | None
    role: str
    organ: ox.NamedNode | None
    kind: ox.NamedNode
    mode: ox.NamedNode | None
    modality: ox.NamedNode | None
    start: str | None
    end: str | None
    documented: bool

    @property
    def date(self) -> str | None:
        if self.start is None and self.end is None:
            return None
        return self.start if self.start == self.end else f"{self.start or '..'}/{self.end or '..'}"

    @property
    def order(self) -> tuple[str, str, str, str]:
        """By date, the undated last, then by IRI; the actor's own part in it before that of an organ."""
        statement, organ = (iri.value if iri else "" for iri in (self.statement, self.organ))
        return self.start or "~", statement, organ, self.role


def find_relations(
    store: Store, actor: ox.NamedNode, ties: TieFilter, *, after: str | None, limit: int, events: int
) -> Page[RelationView]:
    """One page of an actor's counterparts, those first that documents tie it to most.

    Args:
        store: what to ask.
        actor: whose relations they are.
        ties: which are wanted.
        after: key of the last counterpart of the page before, or None.
        limit: counterparts a page.
        events: how many events of each class to give with their words; the counts count all.
    """
    groups = _group_rows(_find_rows(store, actor, ties))
    keys = sorted(_key(counterpart, rows) for counterpart, rows in groups.items())
    wanted = [key for key in keys if after is None or key > after]
    page = {iri: groups[iri] for iri in (key.rpartition(" ")[2] for key in wanted[:limit])}
    shown = [row for rows in page.values() for row in _shown(rows, events)]
    statements = {row.statement for row in shown if row.statement is not None}
    words = _find_words(store, statements)
    named = {iri for row in shown for iri in (row.mode, row.modality, row.statement, row.organ) if iri}
    named |= {iri for rows in page.values() for row in rows for iri in (row.counterpart, row.kind)}
    references = find_references(store, named | words.mentioned)
    views = tuple(_view(rows, _Words(references, words), events) for rows in page.values())
    return Page(views, len(groups), wanted[limit - 1] if len(wanted) > limit else None)


def describe_relations(store: Store, actor: ox.NamedNode, relations: Iterable[RelationView]) -> Description:
    """The ties of an actor as triples: their statements with the words, its organs, and relations that are a triple."""
    statements: set[ox.NamedNode] = set()
    organs: set[ox.NamedNode] = set()
    bare: list[ox.Triple] = []
    for relation in relations:
        ties = [tie for events in relation.events for tie in events.ties]
        ties += [*relation.relations, *relation.offices, *relation.treaties, *relation.disputes]
        statements.update(tie.statement.iri for tie in ties if tie.statement is not None)
        organs.update(tie.organ.iri for tie in ties if tie.organ is not None)
        other = relation.counterpart.iri
        for tie in relation.relations:
            subject, object_ = (actor, other) if tie.role == "subject" else (other, actor)
            bare.append(ox.Triple(subject, tie.kind.iri, object_))
    return describe(store, "statement", statements) | describe(store, "actor", organs) | Description(bare)


def _find_rows(store: Store, actor: ox.NamedNode, ties: TieFilter) -> list[_Row]:
    query = load_query("relations").bind(
        actor=actor,
        counterpart=ties.counterpart,
        modality=ties.modality,
        document=ties.document,
        **{"class": ties.event_class},
    )
    return [_row(row) for row in store.select(query.text)]


def _row(row: Solution) -> _Row:
    return _Row(
        counterpart=iri_of(row, "counterpart"),
        tie=text_of(row, "tie") or "",
        statement=_optional(row, "statement"),
        role=text_of(row, "role") or "",
        organ=_optional(row, "organ"),
        kind=iri_of(row, "kind"),
        mode=_optional(row, "mode"),
        modality=_optional(row, "said"),
        start=text_of(row, "from"),
        end=text_of(row, "to"),
        documented=text_of(row, "documented") == "true",
    )


def _optional(row: Solution, variable: str) -> ox.NamedNode | None:
    term = row[variable]
    return term if isinstance(term, ox.NamedNode) else None


def _group_rows(rows: Iterable[_Row]) -> dict[str, list[_Row]]:
    """Rows by counterpart, each statement once: an actor that acts itself and by an organ has one event, not two."""
    found: dict[str, dict[tuple[str, str], _Row]] = {}
    for row in sorted(rows, key=lambda row: row.order):
        identity = (row.tie, row.statement.value if row.statement else f"{row.role} {row.kind.value}")
        found.setdefault(row.counterpart.value, {}).setdefault(identity, row)
    return {counterpart: list(ties.values()) for counterpart, ties in found.items()}


def _key(counterpart: str, rows: list[_Row]) -> str:
    """What documents say comes before what the register alone says, then the most ties, then the IRI."""
    return f"{999_999_999 - _documented(rows)} {999_999_999 - len(rows)} {counterpart}"


def _documented(rows: list[_Row]) -> int:
    return sum(row.documented for row in rows)


def _by_class(rows: list[_Row]) -> dict[str, list[_Row]]:
    classes: dict[str, list[_Row]] = {}
    for row in rows:
        if row.tie == "event":
            classes.setdefault(row.kind.value, []).append(row)
    return dict(sorted(classes.items(), key=lambda entry: (-len(entry[1]), entry[0])))


def _shown(rows: list[_Row], events: int) -> list[_Row]:
    kept = [row for of_class in _by_class(rows).values() for row in of_class[:events]]
    return kept + [row for row in rows if row.tie != "event"]


@dataclass(frozen=True, slots=True)
class _Found:
    """Evidence rows by statement, and what they mention."""

    rows: dict[str, list[Solution]]
    mentioned: set[ox.NamedNode]


@dataclass(frozen=True, slots=True)
class _Words:
    """Labels and evidence of the ties on a page."""

    references: References
    found: _Found

    def tie(self, row: _Row) -> Tie:
        rows = self.found.rows.get(row.statement.value, []) if row.statement else []
        claimants = {iri for line in rows if (iri := _optional(line, "claimant"))}
        return Tie(
            statement=self.references.of_one(row.statement),
            role=row.role,
            organ=self.references.of_one(row.organ),
            kind=self.references.of(row.kind),
            mode=self.references.of_one(row.mode),
            modality=self.references.of_one(row.modality),
            date=row.date,
            claimants=self.references.of_all(sorted(claimants, key=lambda iri: iri.value)),
            evidence=tuple({evidence.span.value: evidence for evidence in map(self._evidence, rows)}.values()),
        )

    def _evidence(self, row: Solution) -> Evidence:
        return Evidence(
            span=iri_of(row, "span"),
            document=self.references.of(iri_of(row, "document")),
            start=number_of(row, "start"),
            end=number_of(row, "end"),
            exact=text_of(row, "exact") or "",
        )


def _find_words(store: Store, statements: Collection[ox.NamedNode]) -> _Found:
    found = _Found({}, set())
    if not statements:
        return found
    for row in store.select(load_query("evidence").bind(statement=statements).text):
        found.rows.setdefault(iri_of(row, "statement").value, []).append(row)
        found.mentioned.update(iri for name in ("document", "claimant") if (iri := _optional(row, name)))
    return found


def _view(rows: list[_Row], words: _Words, events: int) -> RelationView:
    def ties(kind: str) -> tuple[Tie, ...]:
        return tuple(words.tie(row) for row in rows if row.tie == kind)

    first, last = _period(rows)
    return RelationView(
        counterpart=words.references.of(rows[0].counterpart),
        count=len(rows),
        documented=_documented(rows),
        first_date=first,
        last_date=last,
        events=tuple(_event_ties(of_class, words, events) for of_class in _by_class(rows).values()),
        relations=ties("relation"),
        offices=ties("office"),
        treaties=ties("treaty"),
        disputes=ties("dispute"),
    )


def _event_ties(rows: list[_Row], words: _Words, events: int) -> EventTies:
    first, last = _period(rows)
    modalities = Counter(row.modality.value.rpartition("/")[2] for row in rows if row.modality)
    return EventTies(
        event_class=words.references.of(rows[0].kind),
        count=len(rows),
        modalities=dict(sorted(modalities.items())),
        first_date=first,
        last_date=last,
        ties=tuple(words.tie(row) for row in rows[:events]),
    )


def _period(rows: list[_Row]) -> tuple[str | None, str | None]:
    """The earliest beginning and the latest end; ISO 8601 dates of mixed precision compare as text."""
    starts = [row.start for row in rows if row.start]
    ends = [row.end for row in rows if row.end]
    return min(starts, default=None), max(ends, default=None)
