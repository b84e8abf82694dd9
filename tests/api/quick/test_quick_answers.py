"""The short way of plain requests: it gives what the framework gives, and leaves to it whatever is not plain."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import pytest
import uvicorn
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from api.app import create_app
from api.commands.serve import listen
from api.quick.protocol import quick_protocol
from api.rendering import make_rendering
from api.settings import ReadMode, Settings
from graph.lookup.build import build_lookup
from graph.store import open_store
from tests.api.client import AUTHORISED, TOKEN
from tests.sample_graph import fill_store, gate

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"
LONG_WAY = {"x-long-way": "1"}
TEAPOT = 418


def make_app(**settings: Any) -> Starlette:
    chosen = Settings(store="memory:", workers=2, replica_memory=0, token=SecretStr(TOKEN), **settings)
    return create_app(chosen, fill_store(), None, gate=gate())


@contextmanager
def serving(app: ASGIApp, quick: Any) -> Iterator[httpx.Client]:
    with listen("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(app, http=quick_protocol(quick), log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=30) as client:
            yield client
        server.should_exit = True
        thread.join(20)


def without_framework(app: Starlette) -> ASGIApp:
    """The application with its lifespan, and a teapot in the place of all its routes."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await app(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": TEAPOT, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})

    return answer


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of a store with its read model."""
    folder = tmp_path_factory.mktemp("quick") / "store"
    with closing(fill_store(str(folder))) as store:
        build_lookup(store, folder, make_rendering())
    return folder


@pytest.fixture
def ready(location: Path) -> Iterator[Starlette]:
    """The service over a store with its read model."""
    with closing(open_store(location)) as store:
        chosen = Settings(store=str(location), workers=1, replica_memory=0)
        yield create_app(chosen, store, None, gate=gate())


@pytest.fixture(scope="module")
def live() -> Iterator[httpx.Client]:
    app = make_app(query_timeout=20)
    with serving(app, app.state.quick) as client:
        yield client


@pytest.fixture(scope="module")
def bare() -> Iterator[httpx.Client]:
    app = make_app()
    with serving(without_framework(app), app.state.quick) as client:
        yield client


def told(answer: httpx.Response) -> tuple[int, dict[str, Any], bytes]:
    headers: dict[str, Any] = dict(answer.headers)
    headers["vary"] = {name.strip() for name in headers.get("vary", "").split(",")}
    for name in ("date", "x-request-id"):
        assert headers.pop(name)
    return answer.status_code, headers, answer.content


ROWS = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 30"
PATHS = [
    "/sparql?query=ASK{}",
    f"/sparql?query={quote(ROWS)}",
    f"/sparql?format=csv&query={quote(ROWS)}",
    f"/sparql?query={quote('CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1')}",
    "/sparql?query=SELECT(RAND()*0+AS+?x){}",
    "/sparql?query=ASK+FROM+<urn:nowhere>{}",
    "/sparql?query=ASK{",
    "/sparql?query=ASK{}&unknown=1",
    "/sparql?query=SELECT(<urn:nowhere>(1)+AS+?x){}",
    "/sparql?query=ASK{}&timeout=never",
    "/sparql?query=ASK{}&format=pdf",
    "/sparql?query=%FF",
    f"/sparql?timeout=0.3&query={quote(ENDLESS)}",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("coding", ["identity", "gzip, zstd"])
def test_the_short_way_gives_what_the_framework_gives(path: str, coding: str, live: httpx.Client) -> None:
    headers = {"accept-encoding": coding}
    short = [told(live.get(path, headers=headers)) for _ in range(2)]
    long = told(live.get(path, headers={**headers, **LONG_WAY}))
    assert short == [long, long]


@pytest.mark.parametrize("path", PATHS[:5])
def test_a_plain_query_needs_no_framework(path: str, bare: httpx.Client) -> None:
    assert [bare.get(path).status_code for _ in range(2)] == [200, 200]


QUERY, FORM = "application/sparql-query", "application/x-www-form-urlencoded"
POSTED = [
    (QUERY, "", b"ASK {}"),
    (QUERY, "", ROWS.encode()),
    (QUERY, "?format=csv", ROWS.encode()),
    (QUERY, "?format=csv", 'SELECT ("مصر" AS ?x) {}'.encode()),
    (f"{FORM}; charset=utf-8", "", f"query={quote(ROWS)}&format=xml".encode()),
    (FORM, "?timeout=9", b"query=CONSTRUCT+WHERE+{+?s+?p+?o+}+LIMIT+1"),
    (QUERY, "", b"SELECT (RAND() * 0 AS ?x) {}"),
    (QUERY, "", b"ASK FROM <urn:nowhere> {}"),
    (QUERY, "", b"ASK {"),
    (QUERY, "", b"ASK { \xff }"),
    (QUERY, "", b""),
    (QUERY, "?query=ASK{}", b"ASK {}"),
    (QUERY, "", b"ASK {} #" + b"x" * 200_000),
    (f"{QUERY}; charset=latin-1", "", b"ASK {}"),
    (FORM, "?unknown=1", b"query=ASK{}"),
    (FORM, "", b"query=ASK{}&query=ASK{}"),
    (FORM, "", b"query=ASK{}&update=CLEAR+ALL"),
    (FORM, "", b"update=CLEAR+ALL"),
    (FORM, "", b"query=%FF"),
    ("text/plain", "", b"ASK {}"),
]


@pytest.mark.parametrize(("media_type", "query", "body"), POSTED)
@pytest.mark.parametrize("coding", ["identity", "gzip, zstd"])
def test_what_is_posted_gets_by_the_short_way_what_the_framework_gives(
    media_type: str, query: str, body: bytes, coding: str, live: httpx.Client
) -> None:
    headers = {"accept-encoding": coding, "content-type": media_type}
    ask = lambda more: told(live.post(f"/sparql{query}", content=body, headers={**headers, **more}))  # noqa: E731
    assert [ask({}), ask({})] == [ask(LONG_WAY)] * 2


@pytest.mark.parametrize(("media_type", "query", "body"), POSTED)
def test_only_a_plain_query_that_is_posted_needs_no_framework(
    media_type: str, query: str, body: bytes, bare: httpx.Client
) -> None:
    statuses = [bare.post(f"/sparql{query}", content=body, headers={"content-type": media_type}).status_code]
    assert statuses == [200 if (media_type, query, body) in POSTED[:7] else TEAPOT]


@pytest.mark.parametrize(("header", "value"), [("content-encoding", "gzip"), ("expect", "100-continue")])
def test_a_body_that_is_no_plain_one_goes_the_long_way(header: str, value: str, bare: httpx.Client) -> None:
    headers = {"content-type": QUERY, header: value}
    assert bare.post("/sparql", content=b"ASK {}", headers=headers).status_code == TEAPOT
    assert bare.post("/sparql", content=iter([b"ASK {}"]), headers={"content-type": QUERY}).status_code == TEAPOT


@pytest.mark.parametrize("pause", [0.0, 0.3])
def test_a_body_may_come_in_parts(pause: float, live: httpx.Client) -> None:
    head = f"POST /sparql?format=csv HTTP/1.1\r\nHost: mithaq\r\nContent-Type: {QUERY}\r\nContent-Length: 23\r\n\r\n"
    place = urlsplit(str(live.base_url))
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=20) as connection:
        for part in (head.encode(), b"SELECT ", b"(7 AS ?seven) {}", b"GET /health HTTP/1.1\r\nHost: mithaq\r\n\r\n"):
            connection.sendall(part)
            time.sleep(pause)
        received = b""
        while not received.endswith(b"}"):  # the one after it is answered too
            received += connection.recv(65_536)
    assert b"seven\r\n7\r\n" in received
    assert received.count(b"HTTP/1.1 200 OK") == 2


def test_a_connection_is_closed_for_one_who_wants_that(bare: httpx.Client) -> None:
    closing_it = {"connection": "close"}
    answers = [bare.get("/sparql?query=ASK{}", headers=closing_it), bare.get("/sparql?query=ASK{}")]
    assert [answer.headers.get("connection") for answer in answers] == ["close", None]


LOOKUPS = [
    "/actors/egypt",
    "/actors/egypt?lang=ar",
    "/actors/egypt/relations?limit=1",
    "/actors/egypt/relations?limit=1&sort=latest&lang=en",
    "/actors/nobody",
    "/actors/egypt?wrong=1",
    "/actors/egypt/relations?cursor=zz",
    "/actors/egypt/relations?class=ACCUSE",
]


@pytest.mark.parametrize("coding", ["identity", "gzip, zstd"])
def test_a_lookup_gets_by_the_short_way_what_the_framework_gives(coding: str, ready: Starlette) -> None:
    with serving(ready, ready.state.quick) as client:
        for path in LOOKUPS:
            headers = {"accept-encoding": coding}
            short = [told(client.get(path, headers=headers)) for _ in range(2)]
            assert short == [told(client.get(path, headers={**headers, **LONG_WAY}))] * 2, path


def test_a_lookup_that_is_ready_needs_no_framework(ready: Starlette) -> None:
    with serving(without_framework(ready), ready.state.quick) as client:
        assert [client.get(path).status_code for path in LOOKUPS] == [200] * 4 + [TEAPOT] * 4


@pytest.mark.parametrize(
    "headers",
    [
        LONG_WAY,
        {"origin": "https://example.org"},
        {"if-none-match": "*"},
        {"range": "bytes=0-1"},
        {"x-request-id": "mine"},
        {"x-forwarded-for": "192.0.2.1"},
        AUTHORISED,
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_what_asks_for_more_goes_the_long_way(headers: dict[str, str], bare: httpx.Client) -> None:
    assert bare.get("/sparql?query=ASK{}", headers=headers).status_code == TEAPOT


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("HEAD", "/sparql?query=ASK{}"),
        ("POST", "/sparql?query=ASK{}"),
        ("POST", "/actors"),
        ("GET", "/sparql"),
        ("GET", "/sp%61rql?query=ASK{}"),
    ]
    + [("GET", path) for path in PATHS[5:]],
)
def test_what_is_no_plain_query_goes_the_long_way(method: str, path: str, bare: httpx.Client) -> None:
    assert bare.request(method, path).status_code == TEAPOT


def test_where_reads_are_closed_there_is_no_short_way() -> None:
    app = make_app(reads=ReadMode.TOKEN)
    with serving(app, app.state.quick) as client:
        assert client.get("/sparql?query=ASK{}").status_code == 401


def test_every_answer_has_an_id_of_its_own(live: httpx.Client) -> None:
    assert len({live.get("/sparql?query=ASK{}").headers["x-request-id"] for _ in range(3)}) == 3


def test_a_write_is_seen_by_the_next_query(live: httpx.Client) -> None:
    query = "/sparql?format=csv&query=SELECT(COUNT(*)AS+?n){?s+<urn:written>+?o}"
    for number in range(3):
        assert live.get(query).text.split() == live.get(query).text.split() == ["n", str(number)]
        update = f"INSERT DATA {{ <urn:a> <urn:written> {number} }}"
        assert live.post("/sparql", data={"update": update}, headers=AUTHORISED).status_code == 204


def test_an_administrator_stops_a_query(live: httpx.Client) -> None:
    with ThreadPoolExecutor(1) as threads:
        asking = threads.submit(live.get, "/sparql", params={"query": ENDLESS})
        while not (running := live.get("/admin/queries", headers=AUTHORISED).json()["queries"]):
            time.sleep(0.02)
        assert live.delete(f"/admin/queries/{running[0]['id']}", headers=AUTHORISED).status_code == 204
        stopped = asking.result(20)
    assert (stopped.status_code, stopped.headers["content-type"]) == (503, "application/problem+json")
    assert "administrator" in stopped.json()["detail"]
    assert live.get("/admin/queries", headers=AUTHORISED).json()["total"] == 0


def test_requests_in_a_row_on_one_connection_are_answered_in_their_order(live: httpx.Client) -> None:
    place = urlsplit(str(live.base_url))
    paths = [f"/sparql?format=csv&query=SELECT({number}+AS+?n){{}}" for number in range(5)]
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=20) as connection:
        for _ in range(2):
            heads = [f"GET {path} HTTP/1.1\r\nHost: mithaq\r\n\r\n" for path in paths]
            connection.sendall("".join(heads).encode())
            received = b""
            while received.count(b"\r\n\r\nn\r\n") < len(paths) or not received.endswith(b"\r\n"):
                received += connection.recv(65_536)
            numbers = [part.split(b"\r\n")[0] for part in received.split(b"\r\n\r\nn\r\n")[1:]]
            assert numbers == [b"0", b"1", b"2", b"3", b"4"]


def test_too_many_queries_at_once_are_told_to_come_again() -> None:
    app = make_app(query_queue=0)
    with serving(app, app.state.quick) as client, ThreadPoolExecutor(8) as threads:
        ask = lambda _: client.get("/sparql", params={"query": ENDLESS, "timeout": "1"})  # noqa: E731
        answers = list(threads.map(ask, range(8)))
        assert {answer.status_code for answer in answers} == {503, 504}
        assert {answer.headers.get("retry-after") for answer in answers if answer.status_code == 503} == {"1"}
        assert client.get("/sparql?query=ASK{}").status_code == 200
