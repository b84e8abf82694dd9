"""The Turtle of the ontology: OWL 2 DL as far as structure shows it, two languages, no term that is not declared."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

import ontology
from ontology.terms import MITHAQ, MITHAQ_NAMESPACE, OWL, RDF, RDFS, SKOS, XSD

FOLDER = Path(ontology.__file__).parent
FILES = ["mithaq.ttl", "codes.ttl", "alignments.ttl"]
REGISTER = sorted((FOLDER / "register").glob("*.ttl"))
RESERVED = tuple(
    f"http://www.w3.org/{part}#" for part in ("1999/02/22-rdf-syntax-ns", "2000/01/rdf-schema", "2002/07/owl")
)
PROPERTY_KINDS = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
KINDS = {OWL.Class, *PROPERTY_KINDS}
RDFS_LITERAL = NamedNode("http://www.w3.org/2000/01/rdf-schema#Literal")
# The datatypes of XML Schema that we use and OWL 2 has (https://www.w3.org/TR/owl2-syntax/#Datatype_Maps): no dates.
OWL_DATATYPES = {XSD.boolean, XSD.dateTime, XSD.decimal, XSD.integer, XSD.string, RDFS_LITERAL}


def triples(*names: str | Path) -> list[Triple]:
    return [quad.triple for name in names for quad in parse(path=FOLDER / name, format=RdfFormat.TURTLE)]


def objects(found: list[Triple], subject: NamedNode, predicate: NamedNode) -> list[object]:
    return [triple.object for triple in found if triple.subject == subject and triple.predicate == predicate]


@pytest.fixture(scope="module")
def merged() -> list[Triple]:
    return triples(*FILES)


@pytest.fixture(scope="module")
def kinds(merged: list[Triple]) -> dict[NamedNode, set[NamedNode]]:
    """What each declared term is: class, object, datatype or annotation property."""
    found: dict[NamedNode, set[NamedNode]] = {}
    for triple in merged:
        if triple.predicate == RDF.type and triple.object in KINDS:
            found.setdefault(triple.subject, set()).add(triple.object)
    return found


def terms_of_ours(found: list[Triple]) -> Iterator[NamedNode]:
    for triple in found:
        for node in (triple.subject, triple.predicate, triple.object):
            if isinstance(node, NamedNode) and node.value.startswith(MITHAQ_NAMESPACE):
                yield node


def test_every_term_is_declared_once_as_one_thing(kinds: dict[NamedNode, set[NamedNode]]) -> None:
    assert {term: found for term, found in kinds.items() if len(found) != 1} == {}


@pytest.mark.parametrize("path", [*FILES, *REGISTER], ids=lambda path: Path(path).name)
def test_no_file_uses_a_term_of_ours_that_is_not_declared(
    path: str | Path, kinds: dict[NamedNode, set[NamedNode]]
) -> None:
    assert {term.value for term in terms_of_ours(triples(path))} - {term.value for term in kinds} == set()


def test_every_code_that_the_register_names_is_in_the_code_lists(merged: list[Triple]) -> None:
    known = {triple.subject for triple in merged if triple.object == SKOS.Concept}
    named = {triple.object for triple in triples(*REGISTER) if triple.predicate == MITHAQ.office}
    assert {code.value for code in named - known} == set()


@pytest.mark.parametrize("path", [*FILES, *REGISTER], ids=lambda path: Path(path).name)
def test_no_file_has_a_blank_node(path: str | Path) -> None:
    assert not [t for t in triples(path) if isinstance(t.subject, BlankNode) or isinstance(t.object, BlankNode)]


def test_every_predicate_is_a_declared_property_or_one_of_rdf_and_owl(
    merged: list[Triple], kinds: dict[NamedNode, set[NamedNode]]
) -> None:
    used = {triple.predicate for triple in merged if not triple.predicate.value.startswith(RESERVED)}
    assert {term.value for term in used if not kinds.get(term, set()) & PROPERTY_KINDS} == set()


def test_object_properties_take_iris_and_datatype_and_label_properties_literals(
    merged: list[Triple], kinds: dict[NamedNode, set[NamedNode]]
) -> None:
    for triple in merged:
        kind = kinds.get(triple.predicate, set())
        assert not (OWL.ObjectProperty in kind and isinstance(triple.object, Literal)), triple
        assert not (OWL.DatatypeProperty in kind and not isinstance(triple.object, Literal)), triple


def test_domains_and_superclasses_are_declared_classes(
    merged: list[Triple], kinds: dict[NamedNode, set[NamedNode]]
) -> None:
    for triple in merged:
        if triple.predicate in {RDFS.domain, RDFS.subClassOf, OWL.disjointWith}:
            assert kinds.get(triple.object) == {OWL.Class}, triple


def test_ranges_are_classes_of_object_properties_and_owl_datatypes_of_datatype_properties(
    merged: list[Triple], kinds: dict[NamedNode, set[NamedNode]]
) -> None:
    ranges = [triple for triple in merged if triple.predicate == RDFS.range]
    for triple in ranges:
        if kinds[triple.subject] == {OWL.ObjectProperty}:
            assert kinds.get(triple.object) == {OWL.Class}, triple
        else:
            assert triple.object in OWL_DATATYPES, triple
    assert len(ranges) > 50


def test_a_subproperty_is_of_the_kind_of_its_superproperty(
    merged: list[Triple], kinds: dict[NamedNode, set[NamedNode]]
) -> None:
    pairs = [(t.subject, t.object) for t in merged if t.predicate == RDFS.subPropertyOf]
    assert pairs
    assert [pair for pair in pairs if kinds[pair[0]] != kinds[pair[1]]] == []


def test_no_term_is_taken_from_the_vocabulary_that_owl_keeps_for_itself(kinds: dict[NamedNode, set[NamedNode]]) -> None:
    assert [term for term in kinds if term.value.startswith(RESERVED)] == []


def test_what_happened_what_is_claimed_and_what_did_not_come_about_are_pairwise_disjoint(merged: list[Triple]) -> None:
    stated = {frozenset((t.subject, t.object)) for t in merged if t.predicate == OWL.disjointWith}
    for pair in combinations((MITHAQ.Event, MITHAQ.ClaimedEvent, MITHAQ.UnrealizedEvent), 2):
        assert frozenset(pair) in stated
        assert all(objects(merged, one, RDFS.subClassOf)[0] == MITHAQ.Eventuality for one in pair)


def test_nothing_but_an_event_becomes_a_sem_event(merged: list[Triple]) -> None:
    sem = "http://semanticweb.cs.vu.nl/2009/11/sem/"
    assert [t.subject for t in merged if t.predicate == RDFS.subClassOf and t.object.value == f"{sem}Event"] == [
        MITHAQ.Event
    ]
    # sem:hasActor, sem:hasPlace, sem:eventType and sem:subEventOf have sem:Event as their domain.
    assert [t for t in merged if t.predicate == RDFS.subPropertyOf and t.object.value.startswith(sem)] == []


def test_every_term_has_one_label_and_one_definition_in_english_and_in_arabic(
    merged: list[Triple], kinds: dict[NamedNode, set[NamedNode]]
) -> None:
    ours = [term for term in kinds if term.value.startswith(MITHAQ_NAMESPACE)]
    for term in ours:
        for predicate in (RDFS.label, SKOS.definition):
            languages = Counter(getattr(text, "language", None) for text in objects(merged, term, predicate))
            assert languages == {"en": 1, "ar": 1}, (term, predicate)


def test_every_code_has_one_name_one_definition_in_each_language_and_a_notation(merged: list[Triple]) -> None:
    codes = [t.subject for t in merged if t.predicate == RDF.type and t.object == SKOS.Concept]
    by_subject: dict[NamedNode, Counter[tuple[str, str | None]]] = {}
    for triple in merged:
        if isinstance(triple.object, Literal):
            key = (triple.predicate.value.rpartition("#")[2], triple.object.language)
            by_subject.setdefault(triple.subject, Counter())[key] += 1
    keys = [(name, language) for name in ("prefLabel", "definition") for language in ("en", "ar")]
    for found in codes:
        assert all(by_subject[found][key] == 1 for key in [*keys, ("notation", None)]), found
    assert len(codes) > 200


@pytest.mark.parametrize("path", FILES)
def test_texts_are_composed_unicode_in_the_script_of_their_language(path: str) -> None:
    texts = [triple.object for triple in triples(path) if isinstance(triple.object, Literal) and triple.object.language]
    assert texts
    for text in texts:
        assert text.value == unicodedata.normalize("NFC", text.value).strip(), text
        arabic = re.search(r"[\u0600-\u06FF]", text.value) is not None
        assert arabic == (text.language == "ar"), text
        # tatweel, Farsi yeh, keheh and presentation forms look right and never match
        assert re.search(r"[\u0640\u06CC\u06A9\uFB50-\uFDFF\uFE70-\uFEFF]", text.value) is None, text


@pytest.fixture(scope="module")
def context() -> dict[str, object]:
    found: dict[str, object] = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    return found


def test_the_context_has_every_term_and_no_other_of_ours(
    context: dict[str, object], kinds: dict[NamedNode, set[NamedNode]]
) -> None:
    ours = {term.value.removeprefix(MITHAQ_NAMESPACE) for term in kinds if term.value.startswith(MITHAQ_NAMESPACE)}
    named = {
        key: (value["@id"] if isinstance(value, dict) else str(value)).removeprefix("mq:")
        for key, value in context.items()
        if "mq:" in str(value)
    }
    assert named == {term: term for term in ours}


def test_the_context_makes_iris_of_the_values_of_object_properties(
    context: dict[str, object], kinds: dict[NamedNode, set[NamedNode]]
) -> None:
    for term, found in kinds.items():
        if found == {OWL.ObjectProperty} and term.value.startswith(MITHAQ_NAMESPACE):
            definition = context[term.value.removeprefix(MITHAQ_NAMESPACE)]
            assert isinstance(definition, dict)
            assert definition["@type"] == "@id", term


# rdflib 7.6 warns of its own class when it reads JSON-LD, whichever way it is called.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_a_small_json_ld_document_expands_to_our_terms(context: dict[str, object]) -> None:
    document = {
        "@context": context,
        "id": "https://example.org/event",
        "type": "ClaimedEvent",
        "eventClass": "code:event/AID",
        "actor": [{"id": "https://example.org/actor", "type": "State", "prefLabel": {"en": "Oman", "ar": "عُمان"}}],
        "date": {"@value": "2014-03", "@type": "xsd:gYearMonth"},
        "confidence": "0.8",
        "evidence": {"id": "https://example.org/#char=1,4", "type": "Span", "oa:start": 1, "exact": "نصر"},
    }
    expanded = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    expected = rdflib.Graph().parse(
        format="turtle",
        data="""
        @prefix e: <https://example.org/> . @prefix mq: <https://w3id.org/mithaq/ontology#> .
        @prefix oa: <http://www.w3.org/ns/oa#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        e:event a mq:ClaimedEvent ; mq:eventClass <https://w3id.org/mithaq/code/event/AID> ; mq:actor e:actor ;
            mq:date "2014-03"^^xsd:gYearMonth ; mq:confidence "0.8"^^xsd:decimal ;
            mq:evidence <https://example.org/#char=1,4> .
        e:actor a mq:State ; skos:prefLabel "Oman"@en , "عُمان"@ar .
        <https://example.org/#char=1,4> a mq:Span ; oa:start "1"^^xsd:integer ; oa:exact "نصر" .
        """,
    )
    assert set(expanded) == set(expected)
