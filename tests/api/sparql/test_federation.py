"""SERVICE: the hosts that are allowed are asked by the service itself, and no other, whatever the query says."""

from __future__ import annotations

import dataclasses
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest

from api.scanning.service_clauses import find_services
from graph.store import Store, open_store
from ontology.errors import QueryError
from tests.api.client import AUTHORISED, ServiceClient
from tests.api.conftest import ServiceMaker
from tests.api.other_host import OtherHost, local_fetcher, other_host

SUITE = Path(__file__).parents[2] / "conformance" / "suite.tar.gz"
PEOPLE = '<urn:a> <urn:name> \'Ana\'@en ; <urn:born> 1950 . <urn:b> <urn:name> "B \\"}\\n" ; <urn:knows> [] .'


@pytest.fixture(scope="module")
def host() -> Iterator[OtherHost]:
    with other_host() as started:
        yield started


@pytest.fixture
def make_asking(make_service: ServiceMaker) -> Any:
    def make(store: Store | None = None, **settings: object) -> ServiceClient:
        chosen = store or open_store("memory:")
        service = make_service(store=chosen, fetch_hosts="data.example,inside.example", query_timeout=10, **settings)
        state = service.app.state
        state.service = dataclasses.replace(state.service, fetcher=local_fetcher())
        return service

    return make


@pytest.fixture
def asking(make_asking: Any) -> ServiceClient:
    store = open_store("memory:")
    store.update("INSERT DATA { <urn:a> <urn:in> <urn:x> . <urn:b> <urn:in> <urn:y> . <urn:c> <urn:in> <urn:x> }")
    made: ServiceClient = make_asking(store)
    return made


def select(service: ServiceClient, query: str) -> list[dict[str, str]]:
    response = service.get("/sparql", params={"query": query})
    assert response.status_code == 200, response.text
    rows = response.json()["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in rows]


def problem(response: httpx.Response, status: int) -> Any:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    return response.json()


def test_what_another_host_answers_is_joined(asking: ServiceClient, host: OtherHost) -> None:
    endpoint = host.hold("people", PEOPLE)
    query = f"PREFIX u: <urn:> SELECT ?s ?n {{ ?s u:in ?where SERVICE <{endpoint}> {{ ?s u:name ?n }} }} ORDER BY ?s"
    assert select(asking, query) == [{"s": "urn:a", "n": "Ana"}, {"s": "urn:b", "n": 'B "}\n'}]
    optional = query.replace("SERVICE", "OPTIONAL { SERVICE").replace("?n }", "?n } }")
    assert [row.get("n") for row in select(asking, optional)] == ["Ana", 'B "}\n', None]


def test_an_endpoint_may_be_named_by_its_prefix_and_asked_for_part_of_a_pattern(
    asking: ServiceClient, host: OtherHost
) -> None:
    host.hold("people", PEOPLE)
    query = f"PREFIX h: <{host.root}/> ASK {{ ?s <urn:in> ?w {{ SERVICE h:people {{ ?s <urn:born> 1950 }} }} }}"
    for _ in range(2):
        response = asking.get("/sparql", params={"query": query})
        assert response.json() == {"head": {}, "boolean": True}
        assert response.headers["cache-control"] == "no-store"
        assert "service-rows=10000" in response.headers["mithaq-limits"]


def test_blank_nodes_of_another_host_are_nodes_of_their_own(asking: ServiceClient, host: OtherHost) -> None:
    endpoint = host.hold("people", PEOPLE)
    (row,) = select(
        asking, f"SELECT * {{ SERVICE <{endpoint}> {{ ?s <urn:knows> ?who , ?again }} FILTER(?who = ?again) }}"
    )
    assert row["who"].startswith("https://w3id.org/.well-known/genid/")


def test_an_update_asks_too(asking: ServiceClient, host: OtherHost) -> None:
    endpoint = host.hold("people", PEOPLE)
    text = f"INSERT {{ ?s <urn:called> ?n }} WHERE {{ ?s <urn:in> ?w SERVICE <{endpoint}> {{ ?s <urn:name> ?n }} }}"
    assert asking.post("/sparql", data={"update": text}, headers=AUTHORISED).status_code == 204
    assert len(select(asking, "SELECT * { ?s <urn:called> ?n }")) == 2


@pytest.mark.parametrize(
    ("clause", "status", "words"),
    [
        ("SERVICE <http://nowhere.example/> {}", 403, "MITHAQ_FETCH_HOSTS"),
        ("SERVICE SILENT <http://nowhere.example/> {}", 403, "nowhere.example"),
        ("SERVICE <http://inside.example/> {}", 403, "private network"),
        ("SERVICE <{root}/inside> {}", 403, "inside.example"),
        ("SERVICE <file:///etc/passwd> {}", 403, "refused"),
        ("?s ?p ?e SERVICE ?e {}", 403, "line 2, column 10) is refused: name its endpoint"),
        ("SERVICE h:people {}", 403, "name its endpoint"),
        ("?s ?p true.SERVICE <{root}/people> {}", 403, "two ways"),
        ("FILTER(1<2#>\n)SERVICE <{root}/people> {}", 403, "spaces"),
        ("SERVICE <{root}/people>", 400, "SERVICE wants"),
        ("SERVICE <{root}/people> { ?s h:p ?o }", 400, "prefix h"),
        ("SERVICE <{root}/people> { ?s ?p ?o } ?x ?y", 400, "line 2"),
        ("SERVICE <{root}/people> { ?s ?p }", 502, "answers 400"),
        ("SERVICE <{root}/none> {}", 502, "/none>: the host answers 404"),
        ("SERVICE <http://data.example:1/> {}", 502, "data.example:1"),
        ("SERVICE <{root}/page> {}", 502, "text/html"),
        ("SERVICE <{root}/broken> {}", 502, "SPARQL results"),
        ("SERVICE <{root}/boolean> {}", 502, "SPARQL results"),
        ("SERVICE <{root}/deep> {}", 502, "SPARQL results"),
        ("SERVICE <{root}/evil> { ?s ?p ?o }", 502, "SPARQL results"),
        ("SERVICE <{root}/many> { ?s ?p ?o }", 413, "rows"),
        ("SERVICE <{root}/large> { ?s ?p ?o }", 413, "bytes"),
        ("SERVICE <{root}/people> {} " * 11, 413, "11 services"),
    ],
)
def test_what_must_not_or_cannot_be_asked_is_told(
    clause: str, status: int, words: str, make_asking: Any, host: OtherHost
) -> None:
    service = make_asking(max_service_rows=100, max_service_bytes=20_000)
    host.hold("people", PEOPLE)
    host.reply("inside", 307, {"location": "http://inside.example/"})
    host.reply("page", 200, {"content-type": "text/html"}, b"<html>")
    host.reply("broken", 200, body=b"{")
    host.reply("boolean", 200, body=b'{"head":{},"boolean":true}')
    host.reply("deep", 200, body=b"[" * 10_000)
    evil = {"s": {"type": "uri", "value": "urn:x> } } ; DROP ALL #"}}
    host.reply("evil", 200, body=json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": [evil]}}).encode())
    host.reply("many", 200, body=json.dumps({"head": {"vars": []}, "results": {"bindings": [{}] * 101}}).encode())
    host.reply("large", 200, body=b" " * 30_000)
    query = "SELECT * {\n" + clause.replace("{root}", host.root) + " }"
    assert words in problem(service.get("/sparql", params={"query": query}), status)["detail"]
    if status in (413, 502) and clause.count("SERVICE") == 1:
        silent = query.replace("SERVICE", "SERVICE SILENT")
        assert select(service, silent) == [{}]


def test_nobody_is_asked_where_no_host_is_allowed(service: ServiceClient) -> None:
    told = problem(service.get("/sparql", params={"query": "ASK { SERVICE <http://a.example/> {} }"}), 403)
    assert "line 1, column 7" in told["detail"]


def test_asking_ends_at_the_deadline_of_the_query(asking: ServiceClient, host: OtherHost) -> None:
    query = f"ASK {{ SERVICE <{host.root}/slow> {{}} }}"
    told = problem(asking.get("/sparql", params={"query": query, "timeout": "0.5"}), 502)
    assert "no answer after 0.5 s" in told["detail"]
    silent = query.replace("SERVICE", "SERVICE SILENT")
    assert problem(asking.get("/sparql", params={"query": silent, "timeout": "0.5"}), 504)["limit"] == {"seconds": 0.5}


def test_a_clause_within_another_is_for_the_other_host() -> None:
    text = "BASE <http://a/> PREFIX x: <b/> SELECT * { SERVICE x:c { ?s ?p 1 SERVICE ?other { ?q ?r ?t } } }"
    (clause,) = find_services(text)
    assert (clause.endpoint, clause.silent) == ("http://a/b/c", False)
    assert clause.query.splitlines()[:2] == ["BASE <http://a/>", "PREFIX x: <b/>"]
    assert clause.variables == {"s", "p", "other", "q", "r", "t"}


@pytest.mark.parametrize("text", ["ASK { SERVICE", "ASK { SERVICE <urn:a> { { }", "ASK { SERVICE SILENT }"])
def test_a_clause_without_a_pattern_is_an_error_with_its_place(text: str) -> None:
    with pytest.raises(QueryError, match="line 1, column 7"):
        find_services(text)


@pytest.mark.parametrize(
    ("name", "data", "endpoints"),
    [
        ("service01", "data01", {"example": "data01endpoint"}),
        ("service02", None, {"example1": "data02endpoint1", "example2": "data02endpoint2"}),
        ("service03", None, {"example1": "data03endpoint1", "example2": "data03endpoint2"}),
        ("service04a", "data04", {"example": "data04endpoint"}),
        ("service06", None, {"example1": "data06endpoint1"}),
        ("service07", "data07", {}),
    ],
)
def test_the_tests_of_federated_query_pass(
    name: str, data: str | None, endpoints: dict[str, str], make_asking: Any, host: OtherHost
) -> None:
    with tarfile.open(SUITE) as suite:

        def read(file: str) -> str:
            found = suite.extractfile(f"suite/sparql/sparql11/service/{file}")
            assert found is not None
            return found.read().decode()

        store = open_store("memory:")
        if data is not None:
            store.replace_graph(
                None, [quad.triple for quad in ox.parse(read(f"{data}.ttl"), format=ox.RdfFormat.TURTLE)]
            )
        query = read(f"{name}.rq")
        for endpoint, graph in endpoints.items():
            query = query.replace(f"http://{endpoint}.org/sparql", host.hold(endpoint, read(f"{graph}.ttl")))
        query = query.replace("http://invalid.endpoint.org/sparql", "http://data.example:1/sparql")
        expected = ox.parse_query_results(read(f"{name.removesuffix('a')}.srx"), format=ox.QueryResultsFormat.XML)
    response = make_asking(store).post("/sparql", data={"query": query})
    assert response.status_code == 200, response.text
    answered = ox.parse_query_results(response.content, format=ox.QueryResultsFormat.JSON)

    def rows(results: Any) -> list[list[str]]:
        names = sorted(variable.value for variable in results.variables)
        return sorted([str(row[name]) for name in names] for row in results)

    assert rows(answered) == rows(expected)
