"""Events and claims from the triples that describe them."""

from __future__ import annotations

from collections.abc import Collection

import pyoxigraph as ox

from graph.store import Store
from graph.views.answers import find_answers
from graph.views.description import Description, describe
from graph.views.references import References, evidence_of, find_references
from graph.views.values import Attribution, ClaimView, EventView
from ontology.terms import MITHAQ, RDF

_EVENTUALITIES = (MITHAQ.Event, MITHAQ.ClaimedEvent, MITHAQ.UnrealizedEvent)


def view_events(store: Store, iris: Collection[ox.NamedNode]) -> tuple[tuple[EventView, ...], Description]:
    """Events as values, in the order asked for, and as the triples that say the same."""
    description = describe(store, "event", iris)
    references = find_references(store, description.mentioned())
    return tuple(_event(description, references, iri) for iri in iris), description


def view_claims(store: Store, iris: Collection[ox.NamedNode]) -> tuple[tuple[ClaimView, ...], Description]:
    """Claims with what they claim, as values and as triples."""
    description = describe(store, "claim", iris)
    references = find_references(store, description.mentioned())
    contents = {iri.value: description.objects(iri, MITHAQ.content) for iri in iris}
    answers = find_answers(store, {event for events in contents.values() for event in events})
    views = tuple(
        ClaimView(
            _attribution(description, references, iri),
            tuple(_event(description, references, event) for event in contents[iri.value]),
            tuple(answer for event in contents[iri.value] for answer in answers.get(event.value, ())),
        )
        for iri in iris
    )
    return views, description


def _event(description: Description, references: References, iri: ox.NamedNode) -> EventView:
    types = description.objects(iri, RDF.type)
    confidence = description.text(iri, MITHAQ.confidence)
    event_class = description.object(iri, MITHAQ.eventClass) or iri
    return EventView(
        iri=iri,
        type=next((kind for kind in types if kind in _EVENTUALITIES), MITHAQ.Eventuality),
        event_class=references.of(event_class),
        mode=references.of_one(description.object(iri, MITHAQ.mode)),
        modality=references.of(description.object(iri, MITHAQ.modality) or iri),
        actors=references.of_all(description.objects(iri, MITHAQ.actor)),
        recipients=references.of_all(description.objects(iri, MITHAQ.recipient)),
        place=references.of_one(description.object(iri, MITHAQ.place)),
        date=description.date(iri),
        triggers=evidence_of(description, references, description.objects(iri, MITHAQ.trigger)),
        evidence=evidence_of(description, references, description.objects(iri, MITHAQ.evidence)),
        attributions=tuple(
            _attribution(description, references, claim) for claim in description.subjects(MITHAQ.content, iri)
        ),
        disputes=references.of_all(description.objects(iri, MITHAQ.partOfDispute)),
        confidence=None if confidence is None else float(confidence),
        rationale=description.text(iri, MITHAQ.rationale),
    )


def _attribution(description: Description, references: References, claim: ox.NamedNode) -> Attribution:
    return Attribution(
        iri=claim,
        claimants=references.of_all(description.objects(claim, MITHAQ.claimant)),
        speech_act=description.text(claim, MITHAQ.speechAct),
        distanced=description.text(claim, MITHAQ.distanced) == "true",
        evidence=evidence_of(description, references, description.objects(claim, MITHAQ.evidence)),
    )
