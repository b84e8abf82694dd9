"""SPARQL updates over HTTP: who may, what is refused before it runs, and that nothing is lost or half done."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.access.tokens import Tokens
from api.app import create_app
from api.formats import Scope
from api.settings import Settings
from graph.store import open_store
from tests.api.client import AUTHORISED, TOKEN, ServiceClient
from tests.api.conftest import ServiceMaker
from tests.sample_graph import gate

UPDATE = "application/sparql-update"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture
def service(make_service: ServiceMaker) -> ServiceClient:
    return make_service(store=open_store("memory:"), query_timeout=5)


def update(service: ServiceClient, text: str, **parameters: Any) -> httpx.Response:
    headers = {**AUTHORISED, "content-type": UPDATE}
    return service.post("/sparql", content=text, headers=headers, params=parameters)


def ask(service: ServiceClient, query: str) -> bool:
    answer: bool = service.get("/sparql", params={"query": query}).json()["boolean"]
    return answer


def problem(response: httpx.Response, status: int) -> Any:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    return response.json()


@pytest.mark.parametrize(
    "options",
    [
        {"data": {"update": "INSERT DATA { <a> <b> 1 }"}},
        {"content": "INSERT DATA { <a> <b> 1 }", "headers": {"content-type": UPDATE}},
        {"content": "INSERT DATA { <a> <b> 1 } ;", "headers": {"content-type": f"{UPDATE}; charset=utf-8"}},
        {"content": "# nothing else\nINSERT DATA { <a> <b> 1 } # end", "headers": {"content-type": UPDATE}},
    ],
)
def test_an_update_is_seen_by_the_next_query(options: dict[str, Any], service: ServiceClient) -> None:
    headers = {**AUTHORISED, **options.pop("headers", {})}
    response = service.post("/sparql", headers=headers, **options)
    assert (response.status_code, response.content) == (204, b"")
    assert ask(service, "ASK { <a> <b> 1 }")


@pytest.mark.parametrize("authorization", [None, "Bearer", "Bearer of news", "Basic YTpi", f"Bearer {TOKEN}x"])
def test_nobody_writes_without_a_token(authorization: str | None, service: ServiceClient) -> None:
    headers = {} if authorization is None else {"authorization": authorization}
    for options in ({"data": {"update": "CLEAR ALL"}}, {"content": "CLEAR ALL"}):
        kind = {"content-type": UPDATE} if "content" in options else {}
        response = service.post("/sparql", headers={**headers, **kind}, **options)
        assert "mithaq token create" in problem(response, 401)["detail"]
        assert response.headers["www-authenticate"].startswith("Bearer")


def test_a_token_for_reading_does_not_write(tmp_path: Path) -> None:
    location = str(tmp_path / "store")
    _, secret = Tokens(location).create(Scope.READ)
    store = open_store(location)
    with ServiceClient(create_app(Settings(store=location, workers=1), store, None, gate=gate())) as service:
        headers = {"authorization": f"Bearer {secret}"}
        assert (
            "for write"
            in problem(service.post("/sparql", data={"update": "CLEAR ALL"}, headers=headers), 403)["detail"]
        )
        _, writing = Tokens(location).create(Scope.WRITE)
        headers = {"authorization": f"Bearer {writing}"}
        assert service.post("/sparql", data={"update": "CLEAR ALL"}, headers=headers).status_code == 204
    store.close()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("LOAD <http://127.0.0.1:9/>", 403),
        ("CLEAR ALL; LOAD <file:///etc/passwd> INTO GRAPH <urn:g>", 403),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403),
        ("INSERT DATA { <a> <b> }", 400),
        ("SELECT * { ?s ?p ?o }", 400),
        ("INSERT DATA { ?s ?p ?o }", 400),
        ("INSERT DATA { mq:a mq:b mq:c }", 400),
        ("DELETE WHERE { " + "[ <p> " * 3000 + " ]" * 3000 + " }", 400),
        ("INSERT { ?x <b> 1 } WHERE { BIND(<urn:nowhere>(1) AS ?x) }", 422),
        ("DROP GRAPH <urn:missing>", 422),
        ("INSERT DATA { <a> <b> '" + "x" * 1_000_000 + "' }", 413),
    ],
)
def test_what_cannot_or_must_not_be_done_changes_nothing(text: str, status: int, service: ServiceClient) -> None:
    assert update(service, "INSERT DATA { <kept> <b> 1 }").status_code == 204
    problem(update(service, text), status)
    assert ask(service, "ASK { <kept> <b> 1 }")
    assert "\r\n1\r\n" in service.get("/sparql", params={"query": COUNT, "format": "csv"}).text


def test_an_update_that_fails_at_its_end_leaves_nothing_of_its_beginning(service: ServiceClient) -> None:
    problem(update(service, "INSERT DATA { <a> <b> 1 } ; DROP GRAPH <urn:missing>"), 422)
    assert not ask(service, "ASK { ?s ?p ?o }")


def test_a_silent_load_loads_nothing_and_stops_nothing(service: ServiceClient) -> None:
    assert update(service, "LOAD SILENT <file:///etc/passwd> ; INSERT DATA { <a> <b> 1 }").status_code == 204
    assert service.get("/sparql", params={"query": COUNT, "format": "csv"}).text == "n\r\n1\r\n"


def test_the_place_of_a_syntax_error_is_told(service: ServiceClient) -> None:
    body = problem(update(service, "INSERT DATA {\n <a> <b> }"), 400)
    assert (body["line"], body["column"]) == (2, 10)


def test_an_update_without_an_end_never_reaches_the_writer(service: ServiceClient) -> None:
    numbers = " ".join(f"<n{number}> <p> {number} ." for number in range(300))
    assert update(service, f"INSERT DATA {{ {numbers} }}").status_code == 204
    endless = "DELETE { ?a <q> ?z } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c + ?f + ?i + ?l < 0) }"
    running = service.begin("POST", "/sparql", content=endless, headers={**AUTHORISED, "content-type": UPDATE})
    assert service.get("/health").status_code == 200
    problem(running.result(20), 504)
    assert update(service, "CLEAR ALL").status_code == 204


@pytest.mark.parametrize(
    ("method", "options", "status"),
    [
        ("GET", {"params": {"update": "CLEAR ALL"}}, 400),
        ("POST", {"data": {"update": ["CLEAR ALL", "CLEAR ALL"]}}, 400),
        ("POST", {"data": {"update": "CLEAR ALL", "query": "ASK {}"}}, 400),
        ("POST", {"data": {"update": "CLEAR ALL", "default-graph-uri": "urn:g"}}, 422),
        ("POST", {"data": {"update": "CLEAR ALL", "using-graph-uri": "file:///etc/passwd"}}, 403),
        ("POST", {"content": b"CLEAR \xff", "headers": {"content-type": UPDATE}}, 400),
        ("POST", {"content": "CLEAR ALL", "headers": {"content-type": f"{UPDATE}; charset=utf-16"}}, 415),
        ("POST", {"content": "CLEAR ALL", "headers": {"content-type": UPDATE, "content-encoding": "br"}}, 415),
        ("POST", {"content": "CLEAR ALL", "headers": {"content-type": "text/plain"}}, 415),
    ],
)
def test_a_bad_request_is_a_problem(method: str, options: dict[str, Any], status: int, service: ServiceClient) -> None:
    headers = {**AUTHORISED, **options.pop("headers", {})}
    problem(service.request(method, "/sparql", headers=headers, **options), status)


def test_a_request_chooses_the_graphs_that_an_update_reads(service: ServiceClient) -> None:
    update(service, "INSERT DATA { GRAPH <urn:g> { <a> <b> 1 } GRAPH <urn:h> { <a> <b> 2 } <a> <b> 3 }")
    text = "INSERT { <seen> <o> ?o } WHERE { <a> <b> ?o }"
    assert update(service, text, **{"using-graph-uri": ["urn:g", "urn:h"]}).status_code == 204
    assert ask(service, "ASK { <seen> <o> 1, 2 MINUS { <seen> <o> 3 } }")
    refused = update(service, f"WITH <urn:g> {text}", **{"using-named-graph-uri": "urn:g"})
    assert "USING or WITH" in problem(refused, 400)["detail"]


@pytest.mark.parametrize("where", ["memory:", "disk"])
def test_updates_at_once_lose_nothing(where: str, make_service: ServiceMaker, tmp_path: Path) -> None:
    store = open_store("memory:" if where == "memory:" else tmp_path / "store")
    service = make_service(store=store, workers=2)
    update(service, "INSERT DATA { <counter> <value> 0 }")
    pattern = "WHERE { <counter> <value> ?n BIND(?n + 1 AS ?next) }"
    step = f"DELETE {{ <counter> <value> ?n }} INSERT {{ <counter> <value> ?next }} {pattern}"
    with ThreadPoolExecutor(4) as threads:
        statuses = list(threads.map(lambda _: update(service, step).status_code, range(20)))
    assert set(statuses) == {204}
    rows = service.get("/sparql", params={"query": "SELECT ?n { <counter> <value> ?n }", "format": "csv"}).text
    assert rows == "n\r\n20\r\n"
    store.close()
