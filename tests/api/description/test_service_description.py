"""What the service says of itself: what it speaks, and what it holds, counted right after every write."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from graph.store import open_store
from tests.api.client import ServiceClient
from tests.api.conftest import ServiceMaker

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMS = [
    ("text/turtle", ox.RdfFormat.TURTLE),
    ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    ("application/ld+json", ox.RdfFormat.JSON_LD),
]


def values(content: bytes, form: ox.RdfFormat, predicate: str) -> Iterator[str]:
    for quad in ox.parse(content, form):
        if quad.predicate.value == predicate and isinstance(quad.object, ox.NamedNode | ox.Literal):
            yield quad.object.value


@pytest.mark.parametrize(("accept", "form"), FORMS)
def test_the_endpoint_describes_itself_to_one_who_asks_nothing(
    accept: str, form: ox.RdfFormat, service: ServiceClient
) -> None:
    response = service.get("/sparql", headers={"accept": accept})
    assert response.headers["content-type"].startswith(accept)
    assert [*values(response.content, form, f"{SD}endpoint")] == ["http://mithaq.test/sparql"]
    assert f"{SD}SPARQL11Update" in values(response.content, form, f"{SD}supportedLanguage")
    documents = [document["iri"] for document in service.get("/documents").json()["documents"]]
    assert set(documents) <= set(values(response.content, form, f"{SD}name"))


@pytest.mark.parametrize(("accept", "form"), FORMS)
def test_the_data_set_is_described_where_programs_look(accept: str, form: ox.RdfFormat, service: ServiceClient) -> None:
    response = service.get("/.well-known/void", headers={"accept": accept})
    assert response.headers["content-type"].startswith(accept)
    count = service.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "format": "csv"})
    assert count.text.split()[1] in values(response.content, form, f"{VOID}triples")
    assert "https://w3id.org/mithaq/ontology#Event" in values(response.content, form, f"{VOID}class")


def test_counts_follow_every_write(make_service: ServiceMaker) -> None:
    store = open_store("memory:")
    service = make_service(store=store)
    for number in range(3):
        content = service.get("/.well-known/void", headers={"accept": "application/n-triples"}).content
        assert str(number) in values(content, ox.RdfFormat.N_TRIPLES, f"{VOID}triples")
        store.update(f"INSERT DATA {{ <urn:a> <urn:b> {number} }}")


def test_editors_find_queries_that_run_as_they_stand(service: ServiceClient) -> None:
    shacl = "PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
    found = (
        f"{shacl} SELECT ?query {{ ?example a sh:SPARQLExecutable ; rdfs:comment ?comment ; "
        "sh:select|sh:ask|sh:construct|sh:describe ?query FILTER(LANG(?comment) = 'ar') }"
    )
    examples = service.get("/sparql", params={"query": found}).json()["results"]["bindings"]
    assert len(examples) >= 5
    for example in examples:
        answer = service.get("/sparql", params={"query": example["query"]["value"]})
        assert answer.json()["results"]["bindings"], example["query"]["value"]


def test_editors_find_the_prefixes(service: ServiceClient) -> None:
    query = "PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT ?p ?n { ?d sh:prefix ?p ; sh:namespace ?n }"
    rows = service.get("/sparql", params={"query": query, "format": "csv"}).text
    assert "mq,https://w3id.org/mithaq/ontology#" in rows
