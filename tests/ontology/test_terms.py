"""The constants of `terms.py` are the terms of the Turtle, both ways."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from ontology import terms
from ontology.catalog import load_catalog
from ontology.model import MODES, EventClass
from ontology.terms import MITHAQ, MITHAQ_NAMESPACE, OWL, RDF, code, mode_code

KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}


def constants(namespace: type) -> dict[str, NamedNode]:
    return {name: value for name, value in vars(namespace).items() if isinstance(value, NamedNode)}


def test_every_term_of_the_ontology_has_a_constant_and_every_constant_a_term() -> None:
    folder = terms.__file__.removesuffix("terms.py")
    declared = {
        quad.subject.value.removeprefix(MITHAQ_NAMESPACE)
        for quad in parse(path=f"{folder}mithaq.ttl", format=RdfFormat.TURTLE)
        if quad.predicate == RDF.type and quad.object in KINDS and quad.subject.value.startswith(MITHAQ_NAMESPACE)
    }
    assert declared == set(constants(MITHAQ))
    assert len(declared) > 100


@pytest.mark.parametrize(
    ("namespace", "start"),
    [
        (terms.MITHAQ, "https://w3id.org/mithaq/ontology#"),
        (terms.RDF, "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        (terms.RDFS, "http://www.w3.org/2000/01/rdf-schema#"),
        (terms.OWL, "http://www.w3.org/2002/07/owl#"),
        (terms.XSD, "http://www.w3.org/2001/XMLSchema#"),
        (terms.SKOS, "http://www.w3.org/2004/02/skos/core#"),
        (terms.OA, "http://www.w3.org/ns/oa#"),
        (terms.DCTERMS, "http://purl.org/dc/terms/"),
    ],
)
def test_a_constant_is_spelt_as_its_term(namespace: type, start: str) -> None:
    found = constants(namespace)
    assert found
    assert {name: value.value for name, value in found.items()} == {name: start + name for name in found}


def test_the_iri_of_every_code_is_made_of_its_list_and_its_notation() -> None:
    for iri, entry in load_catalog().codes.items():
        if entry.scheme != "mode":
            assert iri == code(entry.scheme, entry.notation)


def test_the_iri_of_every_mode_names_its_class() -> None:
    minted = {mode_code(event_class, mode) for event_class, modes in MODES.items() for mode in modes}
    assert minted == {entry.iri for entry in load_catalog().code_list("mode")}
    assert mode_code(EventClass.SANCTION, "withdraw") != mode_code(EventClass.RETREAT, "withdraw")
