"""The graph store protocol: whole graphs come and go, past the gate, and nothing is fetched, expanded or half done."""

from __future__ import annotations

from typing import Any

import httpx
import pyoxigraph as ox
import pytest

from graph.store import open_store
from tests.api.client import AUTHORISED, ServiceClient
from tests.api.conftest import ServiceMaker
from tests.sample_graph import fill_store

TURTLE = {**AUTHORISED, "content-type": "text/turtle"}
G = {"graph": "http://example.org/g"}
MQ = "@prefix mq: <https://w3id.org/mithaq/ontology#> . "


@pytest.fixture
def service(make_service: ServiceMaker) -> ServiceClient:
    return make_service(store=open_store("memory:"), query_timeout=5)


def problem(response: httpx.Response, status: int) -> Any:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    return response.json()


def triples(service: ServiceClient, **parameters: str) -> set[str]:
    response = service.get("/graphs", params=parameters, headers={"accept": "application/n-triples"})
    assert response.status_code == 200, response.text
    return {str(quad.triple) for quad in ox.parse(response.content, ox.RdfFormat.N_TRIPLES)}


def test_a_graph_is_put_added_to_and_deleted(service: ServiceClient) -> None:
    put = service.request("PUT", "/graphs", params=G, content="<a> <urn:b> 1", headers=TURTLE)
    assert put.status_code == 400
    put = service.request("PUT", "/graphs", params=G, content="<a> <urn:b> 1 .", headers=TURTLE)
    assert put.status_code == 201
    assert put.headers["location"] == "http://mithaq.test/graphs?graph=http%3A%2F%2Fexample.org%2Fg"
    integer = "<http://www.w3.org/2001/XMLSchema#integer>"
    assert triples(service, **G) == {f'<http://example.org/a> <urn:b> "1"^^{integer}'}
    assert service.post("/graphs", params=G, content="<a> <urn:b> 2 .", headers=TURTLE).status_code == 204
    assert len(triples(service, **G)) == 2
    assert service.request("PUT", "/graphs", params=G, content="<a> <urn:b> 3 .", headers=TURTLE).status_code == 204
    assert triples(service, **G) == {f'<http://example.org/a> <urn:b> "3"^^{integer}'}
    assert triples(service, default="") == set()
    assert service.request("DELETE", "/graphs", params=G, headers=TURTLE).status_code == 204
    problem(service.get("/graphs", params=G), 404)
    problem(service.request("DELETE", "/graphs", params=G, headers=TURTLE), 404)


def test_an_address_names_a_graph_itself(service: ServiceClient) -> None:
    assert service.request("PUT", "/graphs/a%20b/c", content="<> <urn:b> <x> .", headers=TURTLE).status_code == 201
    here = "http://mithaq.test/graphs/a%20b/c"
    assert triples(service, graph=here) == {f"<{here}> <urn:b> <http://mithaq.test/graphs/a%20b/x>"}
    assert service.get("/graphs/a%20b/c").headers["content-type"] == "text/turtle; charset=utf-8"


def test_a_graph_without_a_name_gets_one(service: ServiceClient) -> None:
    response = service.post("/graphs", content="[] <urn:b> 1 .", headers=TURTLE)
    assert response.status_code == 201
    assert service.get(response.headers["location"]).status_code == 200


def test_the_default_graph_is_always_there(service: ServiceClient) -> None:
    assert triples(service, default="") == set()
    assert service.request("PUT", "/graphs?default", content="<urn:a> <urn:b> _:c .", headers=TURTLE).status_code == 204
    assert len(triples(service, default="")) == len(triples(service, graph="default")) == 1
    assert service.request("DELETE", "/graphs?default", headers=TURTLE).status_code == 204
    assert triples(service, default="") == set()


def test_the_head_of_a_graph_is_its_answer_without_the_body(service: ServiceClient) -> None:
    service.request("PUT", "/graphs", params=G, content="<a> <urn:b> 1 .", headers=TURTLE)
    head = service.head("/graphs", params=G)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"].startswith("text/turtle")
    assert service.head("/graphs", params={"graph": "urn:none"}).status_code == 404


def test_graphs_are_listed_with_their_sizes(service: ServiceClient) -> None:
    service.request("PUT", "/graphs", params=G, content="<a> <urn:b> 1, 2 .", headers=TURTLE)
    assert service.get("/graphs").json() == {"total": 1, "graphs": [{"graph": G["graph"], "triples": 2}]}
    problem(service.get("/graphs", headers={"accept": "text/turtle"}), 406)


def test_blank_nodes_of_two_bodies_are_not_the_same(service: ServiceClient) -> None:
    for _ in range(2):
        service.post("/graphs", params=G, content="_:x <urn:b> 1 .", headers=TURTLE)
    assert len(triples(service, **G)) == 2


def test_the_files_of_a_form_are_added_together(service: ServiceClient) -> None:
    files = [
        ("one", ("one.ttl", b"<a> <urn:b> 1 .", "text/turtle")),
        ("two", ("two.nt", b"<urn:a> <urn:b> <urn:c> .\n", "application/n-triples")),
    ]
    headers = {"authorization": TURTLE["authorization"]}
    assert service.post("/graphs", params=G, files=files, headers=headers).status_code == 201
    assert len(triples(service, **G)) == 2
    problem(service.post("/graphs", params=G, files=[("x", ("x.zip", b"PK", "application/zip"))], headers=headers), 400)


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"7", "application/ld+json", 400),
        ("<a> <b> ", "text/turtle", 400),
        ("<a> <b> <c> .", "text/plain", 415),
        ("<a> <b> <c> .", "text/turtle; charset=latin-1", 415),
        ("<a> <b> <c> .", None, 415),
        (b"<a> <b> '\xff' .", "text/turtle", 400),
        ('{"@context": "http://127.0.0.1:9/context", "@id": "urn:a", "b": 1}', "application/ld+json", 400),
        ('{"@id": "urn:g", "@graph": [{"@id": "urn:a", "urn:b": 1}]}', "application/ld+json", 400),
        ('{"@id": ' * 50_000, "application/ld+json", 400),
        ('<!DOCTYPE r [<!ENTITY a "x">]><r xmlns="urn:r"/>', "application/rdf+xml", 400),
        ("no boundary", "multipart/form-data", 400),
        ("<urn:a> <urn:b> " + "<<( <urn:a> <urn:b> " * 100_000, "text/turtle", 400),
        ("<urn:a> <urn:b> " + "[ <urn:b> " * 2000 + "1" + " ]" * 2000 + " .", "text/turtle", 400),
        ("<urn:a> <urn:b> " + "(" * 2000 + ")" * 2000 + " .", "text/turtle", 400),
        (
            "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:e='urn:e'>"
            + "<e:C><e:p>" * 2000
            + "</e:p></e:C>" * 2000
            + "</r:RDF>",
            "application/rdf+xml",
            400,
        ),
        ("<urn:a> <urn:b> " + "<<( <urn:a> <urn:b> " * 200 + "1" + " )>>" * 200 + " .", "text/turtle", 400),
    ],
)
def test_a_body_that_is_no_graph_changes_nothing(
    body: str | bytes, content_type: str | None, status: int, service: ServiceClient
) -> None:
    headers = {"authorization": TURTLE["authorization"], **({"content-type": content_type} if content_type else {})}
    problem(service.post("/graphs", params=G, content=body, headers=headers), status)
    problem(service.get("/graphs", params=G), 404)


@pytest.mark.parametrize("text", ["<urn:a> <urn:b> [], [] .\n" * 1000, "<urn:a> <urn:b> '" + "[" * 2000 + "' ."])
def test_many_brackets_that_do_not_nest_are_read(text: str, service: ServiceClient) -> None:
    assert service.request("PUT", "/graphs", params=G, content=text, headers=TURTLE).status_code == 201


def test_the_place_of_a_fault_is_told(service: ServiceClient) -> None:
    body = problem(service.request("PUT", "/graphs", params=G, content="<a> <urn:b> 1 .\n<a> <b", headers=TURTLE), 400)
    assert body["line"] == 2


def test_a_body_over_its_limit_is_refused(make_service: ServiceMaker) -> None:
    service = make_service(store=open_store("memory:"), max_graph_bytes=20)
    problem(service.request("PUT", "/graphs", params=G, content="<a> <urn:b> <urn:cdefgh> .", headers=TURTLE), 413)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("PUT", "/graphs", 400),
        ("GET", "/graphs?default&graph=urn:g", 400),
        ("GET", "/graphs?default=yes", 400),
        ("GET", "/graphs?graph=nowhere", 400),
        ("GET", "/graphs?graph=http://a%20b", 400),
        ("GET", "/graphs?graph=file:///etc/passwd", 403),
        ("GET", "/graphs?colour=red", 422),
        ("GET", "/graphs/x?default", 422),
        ("GET", "/graphs?default&format=png", 406),
        ("PATCH", "/graphs?default", 405),
    ],
)
def test_a_bad_request_is_a_problem(method: str, path: str, status: int, service: ServiceClient) -> None:
    problem(service.request(method, path, content="", headers=TURTLE), status)


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_nobody_writes_without_a_token(method: str, service: ServiceClient) -> None:
    problem(service.request(method, "/graphs", params=G, content="", headers={"content-type": "text/turtle"}), 401)


BAD_EVENT = MQ + "<urn:e> a mq:Event ; mq:actor <urn:nobody> ."


def test_the_gate_refuses_what_breaks_the_shapes(service: ServiceClient) -> None:
    body = problem(service.request("PUT", "/graphs", params=G, content=BAD_EVENT, headers=TURTLE), 422)
    assert body["report"]["results"]
    problem(service.get("/graphs", params=G), 404)


@pytest.mark.parametrize(("mode", "verdict"), [("report", True), ("off", False)])
def test_the_gate_can_be_told_to_report_or_to_be_silent(mode: str, verdict: bool, make_service: ServiceMaker) -> None:
    service = make_service(store=open_store("memory:"), gate=mode)
    response = service.request("PUT", "/graphs", params=G, content=BAD_EVENT, headers=TURTLE)
    assert response.status_code == 201
    assert ("breaks the shapes" in response.headers.get("mithaq-gate", "")) is verdict


def test_a_documents_graph_goes_through_the_gate_into_the_merge(make_service: ServiceMaker) -> None:
    service = make_service(store=fill_store())
    document = service.get("/documents").json()["documents"][0]["iri"]
    before, said = triples(service, default=""), triples(service, graph=document)
    assert service.request("DELETE", "/graphs", params={"graph": document}, headers=TURTLE).status_code == 204
    assert len(triples(service, default="")) < len(before)
    body = "".join(f"{triple} .\n" for triple in said)
    put = service.request("PUT", "/graphs", params={"graph": document}, content=body, headers=TURTLE)
    assert (put.status_code, put.headers["mithaq-gate"]) == (201, "conforms")
    assert triples(service, default="") == before
    blank = service.post("/graphs", params={"graph": document}, content="[] <urn:b> 1 .", headers=TURTLE)
    assert "blank nodes" in problem(blank, 422)["detail"]


def test_a_context_at_another_address_is_not_fetched(service: ServiceClient) -> None:
    headers = {**TURTLE, "content-type": "application/ld+json"}
    content = '{"@context": "http://127.0.0.1:9/", "name": "x"}'
    assert (
        "write the context out"
        in problem(service.request("PUT", "/graphs", params=G, content=content, headers=headers), 400)["detail"]
    )
