"""Documents from the triples that describe them, with their spans."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pyoxigraph as ox

from graph.queries import load_query
from graph.store import Store
from graph.views.description import Description, describe
from graph.views.references import References, find_references, iri_of, number_of, text_of
from graph.views.values import ClassCount, DocumentView, SpanView
from ontology.terms import DCTERMS, MITHAQ


def view_documents(store: Store, iris: Collection[ox.NamedNode]) -> tuple[tuple[DocumentView, ...], Description]:
    """Documents without their text and spans, as values and as triples."""
    description = describe(store, "document", iris)
    references = find_references(store, iris)
    return tuple(_document(description, references, iri) for iri in iris), description


def view_document(store: Store, iri: ox.NamedNode) -> tuple[DocumentView, Description]:
    """One document with its text and everything that its spans mention, name or prove."""
    description = describe(store, "document", [iri]) | describe(store, "document-text", [iri])
    references = find_references(store, [iri])
    view = _document(description, references, iri)
    return replace(view, spans=find_spans(store, iri), contents=count_contents(store, iri)), description


def count_contents(store: Store, document: ox.NamedNode) -> tuple[ClassCount, ...]:
    """What a document tells of, by class, in order of the class's IRI."""
    rows = store.select(load_query("document-contents").bind(document=document).text).rows
    references = find_references(store, {iri_of(row, "class") for row in rows})
    return tuple(
        ClassCount(references.of(iri_of(row, "class")), number_of(row, "count"), number_of(row, "new")) for row in rows
    )


def find_spans(store: Store, document: ox.NamedNode) -> tuple[SpanView, ...]:
    """The spans of a document in the order of its text, one for each thing that refers to it."""
    rows = store.select(load_query("document-spans").bind(document=document).text).rows
    references = find_references(store, {iri_of(row, "resource") for row in rows})
    found = {}
    for row in rows:
        span, resource = iri_of(row, "span"), iri_of(row, "resource")
        property_ = iri_of(row, "property").value.rpartition("#")[2]
        found[span.value, property_, resource.value] = SpanView(
            span=span,
            start=number_of(row, "start"),
            end=number_of(row, "end"),
            exact=text_of(row, "exact") or "",
            property=property_,
            resource=references.of(resource),
        )
    return tuple(found.values())


def _document(description: Description, references: References, iri: ox.NamedNode) -> DocumentView:
    return DocumentView(
        reference=references.of(iri),
        name=description.text(iri, MITHAQ.name),
        title=description.text(iri, DCTERMS.title),
        language=description.text(iri, DCTERMS.language),
        issued=description.text(iri, DCTERMS.issued),
        source=description.text(iri, DCTERMS.source),
        extractor=description.text(iri, MITHAQ.extractor),
        text=description.text(iri, MITHAQ.text),
        spans=(),
        contents=(),
    )
