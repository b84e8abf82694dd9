"""Which events of different documents tell of the same happening: kept as links, and never written into one another.

Two events tell of the same happening when they are of one class, of one mode and at one place as far as both say, at
most a day apart or in the same month where one is dated to the month, and

- between the same parties: one party in common in each role, or two in all where a telling has one role only or where
  the class is a meeting, which each side can be said to hold; or
- with one party in common in the same role, on the same day and at the same named place, which leaves open who else.

Rows of tables are happenings of their own: no two of them are linked, a row and a text are. What the tellings then say
differently is not decided here (`graph/views/tellings.py` reports it).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from typing import Final

import pyoxigraph as ox

from graph.identity import KEPT, Identity
from graph.store.base import Solution, Store, Term
from ontology.dates import EdtfDate, Precision, parse_date
from ontology.errors import DateError
from ontology.terms import DERIVED_GRAPH, MITHAQ, RDF, XSD, code

_AT_ONCE: Final = 400
"""Values in one query."""

_DAY: Final = timedelta(days=1)
_MEETING: Final = code("event", "CONSULT")

_DETAILS: Final = f"""?event {MITHAQ.eventClass} ?class .
    OPTIONAL {{{{ ?event {MITHAQ.mode} ?mode }}}} OPTIONAL {{{{ ?event {MITHAQ.place} ?place }}}}"""
_BY_DATE: Final = f"""SELECT ?document ?event ?class ?mode ?place ?date ?table {{{{
  VALUES ?date {{{{ {{values}} }}}}
  GRAPH ?document {{{{ ?event {MITHAQ.date} ?date . {_DETAILS}
    BIND(EXISTS {{{{ ?document {RDF.type} {MITHAQ.EventTable} }}}} AS ?table) }}}} }}}}"""
_BY_DOCUMENT: Final = f"""SELECT ?document ?event ?class ?mode ?place ?date (false AS ?table) {{{{
  VALUES ?document {{{{ {{values}} }}}}
  GRAPH ?document {{{{ ?event {MITHAQ.date} ?date . {_DETAILS} }}}} }}}}"""
_BY_EVENT: Final = f"""SELECT ?document ?event ?class ?mode ?place ?date ?table {{{{
  VALUES ?event {{{{ {{values}} }}}}
  GRAPH ?document {{{{ ?event {MITHAQ.date} ?date . {_DETAILS}
    BIND(EXISTS {{{{ ?document {RDF.type} {MITHAQ.EventTable} }}}} AS ?table) }}}} }}}}"""
_PARTIES: Final = f"""SELECT ?event ?role ?party {{{{
  VALUES ?event {{{{ {{values}} }}}}
  GRAPH ?document {{{{ ?event ?role ?party }}}} FILTER(?role IN ({MITHAQ.actor}, {MITHAQ.recipient})) }}}}"""
"""A second VALUES for the roles would make the engine start from every actor of every event: 143 ms instead of 6."""
_LINKED: Final = f"""SELECT ?event ?other {{{{
  VALUES ?event {{{{ {{values}} }}}} GRAPH {DERIVED_GRAPH} {{{{ ?event {MITHAQ.sameHappening} ?other }}}} }}}}"""
_TEXTS: Final = f"""SELECT ?document {{
  ?document {RDF.type} {MITHAQ.Document} FILTER NOT EXISTS {{ ?document {RDF.type} {MITHAQ.EventTable} }} }}"""


@dataclass(frozen=True, slots=True)
class Telling:
    """What a document tells of one event, as far as happenings are recognised by it; parties by those they stand under.

    Attributes:
        document: whose telling it is.
        in_table: whether it is a row of a table.
        date: a day or a month.
    """

    event: ox.NamedNode
    document: ox.NamedNode
    in_table: bool
    event_class: Term
    mode: Term | None
    place: Term | None
    date: EdtfDate
    actors: frozenset[Term] = frozenset()
    recipients: frozenset[Term] = frozenset()

    def tells_of_same(self, other: Telling) -> bool:
        """Whether both tell of one happening (the rules stand at the head of this module)."""
        if self.document == other.document or (self.in_table and other.in_table):
            return False
        if self.event_class != other.event_class or not _agree(self.mode, other.mode):
            return False
        if not _agree(self.place, other.place) or not _near(self.date, other.date):
            return False
        actors, recipients = self.actors & other.actors, self.recipients & other.recipients
        both_roles = bool(self.recipients and other.recipients) and self.event_class != _MEETING
        if both_roles and actors and recipients:
            return True
        if not both_roles and len((self.actors | self.recipients) & (other.actors | other.recipients)) > 1:
            return True
        there_and_then = self.place is not None and self.place == other.place and self.date.text == other.date.text
        return there_and_then and _is_day(self.date) and bool(actors or recipients)


Link = tuple[ox.NamedNode, ox.NamedNode]


def find_links(
    store: Store,
    tellings: Collection[Telling],
    *,
    identity: Identity,
    outside: ox.NamedNode | None,
) -> set[Link]:
    """The links of some tellings to each other and to those that the store holds, each in both directions.

    Args:
        store: what to ask.
        tellings: those whose links are wanted.
        identity: the map of merged actors.
        outside: a document that does not count, because it is being written.
    """
    own = {telling.event for telling in tellings}
    rows = [
        row
        for row in _find_candidates(store, tellings)
        if row["document"] not in KEPT and row["document"] != outside and row["event"] not in own
    ]
    others = [*_complete(store, rows, identity), *tellings]
    by_date: dict[str, list[Telling]] = {}
    for other in others:
        by_date.setdefault(other.date.text, []).append(other)
    links: set[Link] = set()
    for telling in tellings:
        near = (other for text in _dates_near(telling.date) for other in by_date.get(text, ()))
        for other in near:
            if telling.tells_of_same(other):
                links |= {(telling.event, other.event), (other.event, telling.event)}
    return links


def read_tellings(
    store: Store, events: Collection[ox.NamedNode], *, identity: Identity, outside: ox.NamedNode | None
) -> tuple[Telling, ...]:
    """What the store's documents tell of events, without a document that is being written."""
    rows = (row for row in _ask(store, _BY_EVENT, events) if row["document"] != outside)
    return tuple(_complete(store, rows, identity))


def tellings_of(document: ox.NamedNode, triples: Iterable[ox.Triple], identity: Identity) -> tuple[Telling, ...]:
    """What a document tells, from its triples; events without a class or a date of their own are left out."""
    all_triples, event_class = tuple(triples), MITHAQ.eventClass
    said: dict[Term, dict[ox.NamedNode, set[Term]]] = {
        triple.subject: {} for triple in all_triples if triple.predicate == event_class
    }
    for triple in all_triples:
        if (values := said.get(triple.subject)) is not None:
            values.setdefault(triple.predicate, set()).add(triple.object)
    in_table = ox.Triple(document, RDF.type, MITHAQ.EventTable) in all_triples
    found = []
    for event, values in said.items():
        if MITHAQ.date in values and isinstance(event, ox.NamedNode):
            row = {name: _one(values.get(term)) for name, term in _PROPERTIES.items()}
            telling = _telling({**row, "event": event, "document": document}, in_table=in_table)
            if telling is not None:
                found.append(_with_parties(telling, values, identity))
    return tuple(found)


def read_links(store: Store, events: Collection[ox.NamedNode]) -> set[Link]:
    """The links of events as the store holds them, each in both directions."""
    pairs = {(row["event"], row["other"]) for row in _ask(store, _LINKED, events)}
    named = {(a, b) for a, b in pairs if isinstance(a, ox.NamedNode) and isinstance(b, ox.NamedNode)}
    return named | {(b, a) for a, b in named}


_PROPERTIES: Final = {
    "class": MITHAQ.eventClass,
    "mode": MITHAQ.mode,
    "place": MITHAQ.place,
    "date": MITHAQ.date,
}


def _find_candidates(store: Store, tellings: Collection[Telling]) -> Iterator[Solution]:
    """Events that may tell of the same; for rows of tables those of texts alone, which are fewer."""
    in_texts = [telling for telling in tellings if not telling.in_table]
    if in_texts:
        near = {text for telling in in_texts for text in _dates_near(telling.date)}
        yield from _ask(store, _BY_DATE, [_literal(text) for text in sorted(near)])
    if len(in_texts) < len(tellings):
        texts = [row["document"] for row in store.select(_TEXTS)]
        yield from _ask(store, _BY_DOCUMENT, [text for text in texts if text is not None])


def _complete(store: Store, rows: Iterable[Solution], identity: Identity) -> Iterator[Telling]:
    """Tellings with their parties."""
    drafts = {}
    for row in rows:
        table = row["table"]
        telling = _telling(row, in_table=isinstance(table, ox.Literal) and table.value == "true")
        if telling is not None:
            drafts[telling.event] = telling
    parties: dict[Term | None, dict[ox.NamedNode, set[Term]]] = {}
    for row in _ask(store, _PARTIES, drafts):
        if row["party"] is not None and isinstance(row["role"], ox.NamedNode):
            parties.setdefault(row["event"], {}).setdefault(row["role"], set()).add(row["party"])
    for event, telling in drafts.items():
        yield _with_parties(telling, parties.get(event, {}), identity)


def _with_parties(telling: Telling, values: Mapping[ox.NamedNode, set[Term]], identity: Identity) -> Telling:
    """A telling with the parties that the values of its event name."""
    return replace(
        telling,
        actors=frozenset(map(identity.survivor, values.get(MITHAQ.actor, ()))),
        recipients=frozenset(map(identity.survivor, values.get(MITHAQ.recipient, ()))),
    )


def _telling(row: Mapping[str, Term | None], *, in_table: bool) -> Telling | None:
    """A telling without its parties; None where its date is none to compare."""
    event, document, event_class, day = row["event"], row["document"], row["class"], row["date"]
    if not (isinstance(event, ox.NamedNode) and isinstance(document, ox.NamedNode) and isinstance(day, ox.Literal)):
        return None
    try:
        when = parse_date(day.value)
    except DateError:
        return None
    if event_class is None or when.begin.precision not in (Precision.DAY, Precision.MONTH):
        return None
    return Telling(event, document, in_table, event_class, row["mode"], row["place"], when)


def _ask(store: Store, query: str, values: Iterable[Term]) -> Iterator[Solution]:
    """The rows of a query for some values, a part of them at a time."""
    rest = iter(values)
    while part := list(islice(rest, _AT_ONCE)):
        yield from store.select(query.format(values=" ".join(map(str, part))))


def _near(one: EdtfDate, other: EdtfDate) -> bool:
    """Whether two days are at most one apart, two months the same, or a day lies in a month."""
    if _is_day(one) and _is_day(other):
        return abs(one.begin.first - other.begin.first) <= _DAY
    return one.overlaps(other)


def _dates_near(when: EdtfDate) -> set[str]:
    """The days and months that are near a day or a month.

    >>> sorted(_dates_near(parse_date("2014-03-31")))
    ['2014-03', '2014-03-30', '2014-03-31', '2014-04-01']
    """
    first, last = when.begin.first, when.begin.last
    if _is_day(when):
        return {(first + step * _DAY).isoformat() for step in (-1, 0, 1)} | {first.isoformat()[:7]}
    days = (first + step * _DAY for step in range((last - first).days + 1))
    return {when.text, *(day.isoformat() for day in days)}


def _is_day(when: EdtfDate) -> bool:
    return when.begin.precision is Precision.DAY


def _literal(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=XSD.date if len(text) == len(date.max.isoformat()) else XSD.gYearMonth)


def _agree(one: Term | None, other: Term | None) -> bool:
    """Whether two values are the same, or one is not said."""
    return one is None or other is None or one == other


def _one(values: set[Term] | None) -> Term | None:
    return min(values, key=str) if values else None
