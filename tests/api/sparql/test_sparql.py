"""The SPARQL endpoint: the protocol's ways in, every format out, and what is refused before it runs."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlencode

import httpx
import pyoxigraph as ox
import pytest

from tests.api.client import ServiceClient
from tests.api.conftest import ServiceMaker

MQ = "PREFIX mq: <https://w3id.org/mithaq/ontology#> "
SELECT = MQ + "SELECT ?event WHERE { ?event a mq:Event ; mq:date ?date } ORDER BY ?event"
GRAPH = MQ + "CONSTRUCT { ?event a mq:Event } WHERE { ?event a mq:Event }"
ASK = "ASK { ?s ?p ?o }"
CARTESIAN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
NEVER_KEPT = {"query": "ASK { ?s ?p ?o BIND(NOW() AS ?now) }"}
"""Asks a worker each time, where the answer to a query that was asked before is kept."""


def problem(response: httpx.Response, status: int) -> Any:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status
    return body


@pytest.mark.parametrize(
    ("method", "options"),
    [
        ("GET", {"params": {"query": ASK}}),
        ("POST", {"data": {"query": ASK}}),
        ("POST", {"content": ASK, "headers": {"content-type": "application/sparql-query"}}),
        ("POST", {"content": ASK, "headers": {"content-type": "application/sparql-query; charset=utf-8"}}),
    ],
)
def test_a_query_comes_in_any_of_the_protocols_ways(
    method: str, options: dict[str, Any], service: ServiceClient
) -> None:
    response = service.request(method, "/sparql", **options)
    assert response.status_code == 200
    assert response.json() == {"head": {}, "boolean": True}


@pytest.mark.parametrize(
    ("accept", "content_type", "start"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", b'{"head":{"vars":["event"]}'),
        ("application/json", "application/sparql-results+json", b'{"head"'),
        ("application/sparql-results+xml", "application/sparql-results+xml", b"<?xml"),
        ("text/csv", "text/csv; charset=utf-8", b"event\r\nhttps://w3id.org/"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", b"?event\n<https://w3id.org/"),
        ("text/csv;q=0.3, application/sparql-results+xml;q=0.2", "text/csv; charset=utf-8", b"event"),
    ],
)
def test_solutions_come_in_the_format_accepted(
    accept: str, content_type: str, start: bytes, service: ServiceClient
) -> None:
    response = service.get("/sparql", params={"query": SELECT}, headers={"accept": accept})
    assert response.headers["content-type"] == content_type
    assert response.content.startswith(start)
    assert "Accept" in response.headers["vary"]


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_triples_come_in_the_format_accepted(accept: str, form: ox.RdfFormat, service: ServiceClient) -> None:
    response = service.get("/sparql", params={"query": GRAPH}, headers={"accept": accept})
    assert response.headers["content-type"].startswith(accept)
    assert len({quad.triple for quad in ox.parse(response.content, form)}) == 3


def test_describe_is_answered_like_construct(service: ServiceClient) -> None:
    query = "DESCRIBE <https://w3id.org/mithaq/id/actor/egypt>"
    response = service.get("/sparql", params={"query": query, "format": "ntriples"})
    assert response.headers["content-type"] == "application/n-triples"
    assert b"actor/egypt" in response.content


def test_the_parameter_format_wins_over_accept(service: ServiceClient) -> None:
    response = service.get("/sparql", params={"query": SELECT, "format": "csv"}, headers={"accept": "application/json"})
    assert response.headers["content-type"].startswith("text/csv")


def test_a_format_that_does_not_fit_the_form_is_refused(service: ServiceClient) -> None:
    response = service.get("/sparql", params={"query": GRAPH}, headers={"accept": "text/csv"})
    assert "turtle (text/turtle)" in problem(response, 406)["available"]


def test_a_request_chooses_its_dataset(service: ServiceClient) -> None:
    document = service.get("/documents").json()["documents"][0]["iri"]
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    whole = service.get("/sparql", params={"query": count, "format": "csv"})
    one = service.get("/sparql", params={"query": count, "format": "csv", "default-graph-uri": document})
    none = service.get("/sparql", params={"query": count, "format": "csv", "default-graph-uri": "http://a.example/"})
    assert none.text == "n\r\n0\r\n"
    assert 0 < int(one.text.split()[1]) < int(whole.text.split()[1])


def test_a_syntax_error_is_a_problem_with_line_and_column(service: ServiceClient) -> None:
    body = problem(service.get("/sparql", params={"query": "SELECT *\nWHERE { ?s ?p }"}), 400)
    assert (body["line"], body["column"]) == (2, 16)


@pytest.mark.parametrize("prologue", ["", "BASE <https://w3id.org/mithaq/>\n", "BASE <actor/> "])
def test_a_relative_iri_is_an_id_of_the_graph(prologue: str, service: ServiceClient) -> None:
    relative = {"": "actor/egypt", "BASE <https://w3id.org/mithaq/>\n": "id/actor/egypt"}.get(prologue, "egypt")
    response = service.get("/sparql", params={"query": f"{prologue}ASK {{ <{relative}> ?p ?o }}"})
    assert response.json()["boolean"] is True


def test_a_function_that_nobody_knows_is_no_fault_of_the_syntax(service: ServiceClient) -> None:
    query = "SELECT (<urn:nowhere>(1) AS ?x) { ?s ?p ?o }"
    assert "urn:nowhere" in problem(service.get("/sparql", params={"query": query}), 422)["detail"]


def test_a_graph_of_the_store_can_be_asked_alone(service: ServiceClient) -> None:
    query = "SELECT (COUNT(DISTINCT ?type) AS ?n) FROM <{}> {{ ?s a ?type }}"
    document = service.get("/documents").json()["documents"][0]
    for name in (document["iri"], f"document/{document['id']}"):
        response = service.get("/sparql", params={"query": query.format(name), "format": "csv"})
        assert int(response.text.split()[1]) > 5


def test_an_undeclared_prefix_is_named(service: ServiceClient) -> None:
    body = problem(service.get("/sparql", params={"query": "SELECT * {\n ?s a mq:Event }"}), 400)
    assert (body["line"], body["column"]) == (2, 7)
    assert "PREFIX mq:" in body["detail"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "ASK { ?s ?p 'x' . service silent ?s { } }",
        "LOAD <http://127.0.0.1:9/>",
        "SELECT * FROM <http://127.0.0.1:9/data.ttl> { ?s ?p ?o }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <ftp://127.0.0.1/x> { ?s ?p ?o }",
    ],
)
def test_what_would_reach_out_is_forbidden(query: str, service: ServiceClient) -> None:
    problem(service.post("/sparql", data={"query": query}), 403)


def test_service_in_a_string_is_only_a_word(service: ServiceClient) -> None:
    response = service.get("/sparql", params={"query": "ASK { BIND('SERVICE <http://a/> {' AS ?x) } # SERVICE"})
    assert response.json()["boolean"] is True


@pytest.mark.parametrize(
    "query", ["INSERT DATA { <a:> <b:> <c:> }", "DROP ALL", "PREFIX a: <b:> DELETE WHERE { ?s ?p ?o }"]
)
def test_an_update_is_no_query(query: str, service: ServiceClient) -> None:
    assert "update" in problem(service.post("/sparql", data={"query": query}), 400)["detail"]


@pytest.mark.parametrize(
    ("method", "options", "status"),
    [
        ("GET", {"params": {"default-graph-uri": "urn:g"}}, 400),
        ("GET", {"headers": {"accept": "text/html"}}, 406),
        ("GET", {"params": [("query", ASK), ("query", ASK)]}, 400),
        ("GET", {"params": {"query": ""}}, 400),
        ("GET", {"params": {"query": ASK, "colour": "red"}}, 422),
        ("GET", {"params": {"query": ASK, "timeout": "soon"}}, 422),
        ("GET", {"params": {"query": ASK, "timeout": "-1"}}, 422),
        ("GET", {"params": {"query": ASK, "timeout": "nan"}}, 422),
        ("GET", {"params": {"query": ASK, "default-graph-uri": "file:///etc/passwd"}}, 403),
        ("GET", {"params": {"query": ASK, "default-graph-uri": "nowhere"}}, 400),
        ("GET", {"params": {"query": ASK, "default-graph-uri": "http://["}}, 400),
        ("GET", {"params": {"query": "ASK FROM <http://[> {}"}}, 400),
        ("GET", {"params": {"query": "ASK FROM <http://a b> {}"}}, 400),
        ("POST", {"content": ASK, "headers": {"content-type": "text/plain"}}, 415),
        ("POST", {"content": ASK}, 415),
        ("POST", {"content": b"ASK \xff", "headers": {"content-type": "application/sparql-query"}}, 400),
        ("POST", {"content": b"query=%ff", "headers": {"content-type": "application/x-www-form-urlencoded"}}, 400),
        ("PUT", {"content": ASK}, 405),
    ],
)
def test_a_bad_request_is_a_problem(method: str, options: dict[str, Any], status: int, service: ServiceClient) -> None:
    problem(service.request(method, "/sparql", **options), status)


def test_nesting_that_would_kill_the_engine_is_refused(service: ServiceClient) -> None:
    query = "SELECT * WHERE " + "{" * 3000 + "?s ?p ?o" + "}" * 3000
    assert len(query) > 6000
    assert "3000 levels" in problem(service.post("/sparql", data={"query": query}), 400)["detail"]


def test_a_query_over_its_limit_is_refused(service: ServiceClient) -> None:
    query = "ASK { } # " + "x" * 100_000
    problem(service.post("/sparql", content=query, headers={"content-type": "application/sparql-query"}), 413)
    problem(service.post("/sparql", data={"query": query}), 413)


def test_a_runaway_query_is_stopped_and_the_next_ask_answered(service: ServiceClient) -> None:
    stopped = problem(service.get("/sparql", params={"query": CARTESIAN, "timeout": "1"}), 504)
    assert "1 s" in stopped["detail"]
    assert stopped["limit"] == {"seconds": 1.0}
    assert service.post("/sparql", data=NEVER_KEPT).json()["boolean"] is True


def test_a_client_that_goes_away_takes_its_query_along(service: ServiceClient) -> None:
    pool = service.app.state.service.pool
    assert service.post("/sparql", data=NEVER_KEPT).json()["boolean"] is True
    before = pool.process_ids
    incoming: list[dict[str, object]] = [{"type": "http.request", "body": b"", "more_body": False}]
    sent: list[int] = []

    async def receive() -> dict[str, object]:
        if incoming:
            return incoming.pop()
        await asyncio.sleep(0.3)
        return {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message.get("status", 0))

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/sparql",
        "raw_path": b"/sparql",
        "headers": [],
        "scheme": "http",
        "query_string": urlencode({"query": CARTESIAN}).encode(),
        "server": ("mithaq.test", 80),
        "http_version": "1.1",
    }
    started = time.monotonic()
    service.run(service.app(scope, receive, send))
    assert time.monotonic() - started < 5
    assert sent[0] == 503
    assert service.post("/sparql", data=NEVER_KEPT).json()["boolean"] is True
    assert pool.process_ids != before


def test_lookups_are_answered_while_a_query_runs(service: ServiceClient) -> None:
    running = service.begin("GET", "/sparql", params={"query": CARTESIAN, "timeout": "2"})
    assert service.get("/actors/egypt").status_code == 200
    assert not running.done()
    assert running.result(10).status_code == 504


def test_too_many_queries_are_told_to_come_back(make_service: ServiceMaker) -> None:
    service = make_service(query_queue=0)
    running = service.begin("GET", "/sparql", params={"query": CARTESIAN, "timeout": "2"})
    time.sleep(0.5)
    response = service.get("/sparql", params={"query": ASK})
    problem(response, 503)
    assert response.headers["retry-after"] == "1"
    assert running.result(10).status_code == 504


def test_a_result_over_its_limit_is_refused_whole(make_service: ServiceMaker) -> None:
    service = make_service(max_result_bytes=1000)
    body = problem(service.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"}), 507)
    assert "LIMIT" in body["detail"]
    assert body["limit"] == {"result-bytes": 1000}
    assert "result-bytes=1000" in service.get("/sparql", params={"query": ASK}).headers["mithaq-limits"]


def test_an_answer_that_changes_by_itself_is_not_kept(service: ServiceClient) -> None:
    response = service.get("/sparql", params={"query": "SELECT (NOW() AS ?now) {}"})
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers


def test_lookup_queries_run_at_the_endpoint_as_they_are_served(service: ServiceClient) -> None:
    text = service.get("/queries/events").text
    rows = service.post("/sparql", data={"query": text}).json()["results"]["bindings"]
    assert len(rows) == service.get("/events").json()["total"] == 6


def test_results_are_json_to_any_reader(service: ServiceClient) -> None:
    response = service.get("/sparql", params={"query": "SELECT ('مصر \"' AS ?x) {}"})
    assert json.loads(response.content)["results"]["bindings"][0]["x"]["value"] == 'مصر "'


def test_no_graph_is_seen_that_only_keeps_the_version(service: ServiceClient) -> None:
    bare = service.get("/sparql", params={"query": "SELECT ?g { GRAPH ?g {} }", "format": "csv"}).text
    held = service.get(
        "/sparql", params={"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", "format": "csv"}
    ).text
    assert sorted(bare.split()) == sorted(held.split())
    assert len(bare.split()) > 3
