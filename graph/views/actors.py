"""Actors from the triples that describe them, with what the graph counts of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import pyoxigraph as ox

from graph.queries import load_query
from graph.store import Store
from graph.views.description import Description, describe
from graph.views.references import References, evidence_of, find_references, iri_of, number_of, text_of
from graph.views.values import ActorCounts, ActorName, ActorView, Evidence, Tenure
from ontology.terms import MITHAQ, SKOS

_NAMES = (SKOS.prefLabel, SKOS.altLabel, MITHAQ.acronym, MITHAQ.surname, MITHAQ.metonym, MITHAQ.demonym)
_STANDING = (
    MITHAQ.memberOf,
    MITHAQ.headOf,
    MITHAQ.officeHolderOf,
    MITHAQ.partOf,
    MITHAQ.alliedWith,
    MITHAQ.supports,
    MITHAQ.locatedIn,
    MITHAQ.country,
    MITHAQ.successor,
)


def view_actors(store: Store, iris: Collection[ox.NamedNode]) -> tuple[tuple[ActorView, ...], Description]:
    """Actors as values, in the order asked for, and as the triples that say the same."""
    description = describe(store, "actor", iris)
    references = find_references(store, {*iris, *description.mentioned()})
    counts = count_actors(store, iris)
    mentions = find_mentions(store, iris)
    views = (_actor(description, references, iri, counts[iri.value]) for iri in iris)
    return tuple(_mentioned(view, mentions) for view in views), description


def count_actors(store: Store, iris: Collection[ox.NamedNode]) -> dict[str, ActorCounts]:
    """What the graph counts of actors, by IRI."""
    numbers: dict[str, dict[str, int]] = {iri.value: {} for iri in iris}
    dates: dict[str, tuple[str | None, str | None]] = {}
    rows = store.select(load_query("actor-counts").bind(actor=iris).text) if iris else ()
    for row in rows:
        actor, kind = iri_of(row, "actor").value, text_of(row, "kind") or ""
        if kind == "dated":
            dates[actor] = text_of(row, "first"), text_of(row, "last")
        else:
            numbers[actor][kind] = number_of(row, "count")
    found = {}
    for iri, counted in numbers.items():
        first, last = dates.get(iri, (None, None))
        found[iri] = ActorCounts(**counted, first_date=first, last_date=last)
    return found


def find_mentions(store: Store, iris: Collection[ox.NamedNode]) -> dict[str, tuple[Evidence, Evidence]]:
    """The first and the last mention of actors, by IRI; of those that documents mention."""
    rows = store.select(load_query("actor-mentions").bind(actor=iris).text) if iris else ()
    ends = {
        iri_of(row, "actor").value: [
            ox.NamedNode((text_of(row, name) or "").rpartition(" ")[2]) for name in ("first", "last")
        ]
        for row in rows
    }
    spans = describe(store, "statement", {span for pair in ends.values() for span in pair})
    references = find_references(store, spans.mentioned())
    words = {
        actor: [words for span in pair for words in evidence_of(spans, references, [span])]
        for actor, pair in ends.items()
    }
    return {actor: (found[0], found[1]) for actor, found in words.items() if len(found) == 2}


def _mentioned(view: ActorView, mentions: Mapping[str, tuple[Evidence, Evidence]]) -> ActorView:
    first, last = mentions.get(view.reference.iri.value, (None, None))
    return replace(view, first_mention=first, last_mention=last)


def _actor(description: Description, references: References, iri: ox.NamedNode, counts: ActorCounts) -> ActorView:
    standing = {
        _local_name(predicate): references.of_all(others)
        for predicate in _STANDING
        if (others := description.objects(iri, predicate))
    }
    return ActorView(
        reference=references.of(iri),
        names=tuple(
            ActorName(literal, _local_name(property_))
            for property_ in _NAMES
            for literal in description.literals(iri, property_)
        ),
        iso2=description.text(iri, MITHAQ.iso2),
        iso3=description.text(iri, MITHAQ.iso3),
        exact_matches=description.objects(iri, SKOS.exactMatch),
        relations=standing,
        tenures=tuple(_tenure(description, references, tenure) for tenure in description.objects(iri, MITHAQ.tenure)),
        counts=counts,
        first_mention=None,
        last_mention=None,
    )


def _tenure(description: Description, references: References, tenure: ox.NamedNode) -> Tenure:
    return Tenure(
        office=references.of_one(description.object(tenure, MITHAQ.office)),
        of=references.of_one(description.object(tenure, MITHAQ.of)),
        date=description.date(tenure),
    )


def _local_name(property_: ox.NamedNode) -> str:
    return property_.value.replace("#", "/").rpartition("/")[2]
