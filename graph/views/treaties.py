"""Treaties and disputes from the triples that describe them."""

from __future__ import annotations

from collections.abc import Collection

import pyoxigraph as ox

from graph.store import Store
from graph.views.description import Description, describe
from graph.views.references import References, evidence_of, find_references
from graph.views.values import DisputeView, TreatyParticipation, TreatyView
from ontology.terms import MITHAQ, SKOS


def view_treaties(store: Store, iris: Collection[ox.NamedNode]) -> tuple[tuple[TreatyView, ...], Description]:
    """Treaties as values, in the order asked for, and as the triples that say the same."""
    description = describe(store, "treaty", iris)
    references = find_references(store, {*iris, *description.mentioned()})
    return tuple(_treaty(description, references, iri) for iri in iris), description


def view_disputes(store: Store, iris: Collection[ox.NamedNode]) -> tuple[tuple[DisputeView, ...], Description]:
    """Disputes as values, in the order asked for, and as the triples that say the same."""
    description = describe(store, "dispute", iris)
    references = find_references(store, {*iris, *description.mentioned()})
    return tuple(_dispute(description, references, iri) for iri in iris), description


def _treaty(description: Description, references: References, iri: ox.NamedNode) -> TreatyView:
    participations = description.subjects(MITHAQ.instrument, iri)
    return TreatyView(
        reference=references.of(iri),
        other_names=description.literals(iri, SKOS.altLabel, MITHAQ.acronym),
        parties=references.of_all(description.objects(iri, MITHAQ.party)),
        date=description.date(iri),
        participations=tuple(
            participation for node in participations for participation in _participations(description, references, node)
        ),
        evidence=evidence_of(description, references, description.objects(iri, MITHAQ.evidence)),
        exact_matches=description.objects(iri, SKOS.exactMatch),
    )


def _participations(
    description: Description, references: References, node: ox.NamedNode
) -> tuple[TreatyParticipation, ...]:
    return tuple(
        TreatyParticipation(
            participant=references.of(participant),
            action=references.of_one(description.object(node, MITHAQ.treatyAction)),
            date=description.date(node),
            evidence=evidence_of(description, references, description.objects(node, MITHAQ.evidence)),
        )
        for participant in description.objects(node, MITHAQ.participant)
    )


def _dispute(description: Description, references: References, iri: ox.NamedNode) -> DisputeView:
    return DisputeView(
        reference=references.of(iri),
        parties=references.of_all(description.objects(iri, MITHAQ.party)),
        issue=references.of(description.object(iri, MITHAQ.issue) or iri),
        hostility=references.of_one(description.object(iri, MITHAQ.hostility)),
        evidence=evidence_of(description, references, description.objects(iri, MITHAQ.evidence)),
        events=description.subjects(MITHAQ.partOfDispute, iri),
    )
