"""Requests that are meant to bring the service down: each is answered with its problem, and others are answered too."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.requests import Request
from starlette.types import Message

from api.app import create_app
from api.commands.conformance import serve_empty
from api.errors import SlowBodyError
from api.requests.bodies import read_body
from api.settings import Settings
from tests.api.client import ServiceClient
from tests.sample_graph import fill_store, gate

DOUBLING = " ".join(f"BIND(CONCAT(?a{step}, ?a{step}) AS ?a{step + 1})" for step in range(40))
PRODUCT = " ".join(f"VALUES ?v{column} {{ {' '.join(map(str, range(30)))} }}" for column in range(12))
ATTACKS = {
    "nested groups": ("SELECT * { " + "{ " * 30_000 + "}" * 30_000 + " }", {400, 413}),
    "nested in a kilobyte": ("SELECT * " + "{" * 1_000 + "}" * 1_000, {400}),
    "cartesian product": ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", {504}),
    "product of values": (f"SELECT * {{ {PRODUCT} }}", {504, 507}),
    "sorting": ("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c", {504, 507}),
    "doubling": (f"SELECT (STRLEN(?a40) AS ?n) {{ BIND('{'a' * 1000}' AS ?a0) {DOUBLING} }}", {504, 507}),
    "paths": ("SELECT * { ?s (!<urn:a>/!<urn:b>*)*/(!<urn:c>)+ ?o . ?o (!<urn:x>|^!<urn:y>)* ?t }", {504, 507}),
    "regular expression": (
        "SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), '((((a{1,100}){1,100}){1,100}){1,100})')) }",
        {200, 422, 504, 507},
    ),
    "negations": ("SELECT * { FILTER(" + "!" * 45_000 + "true) }", {400, 413}),
    "sum": ("SELECT (" + "1+" * 20_000 + "1 AS ?x) {}", {400, 413}),
    "alternatives": ("SELECT * { FILTER(" + "||".join(["?a"] * 5_000) + ") }", {400}),
    "a megabyte": ("SELECT * { ?s ?p '" + "x" * 1_000_000 + "' }", {413}),
    "tokens": ("SELECT * { VALUES ?v { " + "1 " * 30_000 + "} }", {413}),
}


@pytest.fixture(scope="module")
def service() -> Iterator[ServiceClient]:
    settings = Settings(store="memory:", workers=2, query_timeout=1.5, query_memory=256)
    with ServiceClient(create_app(settings, fill_store(), None, gate=gate())) as client:
        yield client


@pytest.mark.parametrize(("query", "statuses"), ATTACKS.values(), ids=ATTACKS)
def test_an_attack_is_answered_and_others_meanwhile(query: str, statuses: set[int], service: ServiceClient) -> None:
    headers = {"content-type": "application/sparql-query"}
    attack = service.begin("POST", "/sparql", content=query, headers=headers)
    assert service.get("/actors/egypt").status_code == 200
    assert service.get("/sparql", params={"query": "ASK { ?s ?p ?o }", "timeout": "1.5"}).json()["boolean"] is True
    answer = attack.result(20)
    assert answer.status_code in statuses, answer.text[:200]
    if answer.status_code != 200:
        assert answer.headers["content-type"] == "application/problem+json"
    assert service.get("/health").json()["status"] in ("ok", "degraded")


def test_a_body_that_never_ends_is_given_up() -> None:
    async def receive() -> Message:
        await asyncio.sleep(0.01)
        return {"type": "http.request", "body": b"x", "more_body": True}

    request = Request({"type": "http", "method": "POST", "path": "/", "headers": []}, receive)
    with pytest.raises(SlowBodyError, match="again"):
        asyncio.run(read_body(request, limit=1_000_000, seconds=0.1))


def test_many_connections_that_say_nothing_keep_nobody_out(tmp_path: Path) -> None:
    halves = [
        b"",
        b"GET /sparql HTTP/1.1\r\nHost: mithaq\r\nX-Slow:",
        b"POST /sparql HTTP/1.1\r\nHost: mithaq\r\nContent-Type: application/sparql-query\r\n"
        b"Content-Length: 9\r\n\r\nASK",
    ]
    with serve_empty(tmp_path) as (url, _), ExitStack() as opened:
        place = urlsplit(url)
        for number in range(150):
            connection = opened.enter_context(socket.create_connection((place.hostname or "", place.port or 0)))
            connection.sendall(halves[number % len(halves)])
        for _ in range(5):
            answer = httpx.get(f"{url}/sparql", params={"query": "ASK {}"}, timeout=20)
            assert answer.json()["boolean"] is True
