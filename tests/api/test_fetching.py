"""LOAD fetches from the hosts that the settings name, and from no other, whatever leads there."""

from __future__ import annotations

import asyncio
import dataclasses
import threading
from collections.abc import Collection, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from api.errors import FetchError, ForbiddenError, TooLargeError
from api.fetching import Fetched, Fetcher, is_public
from graph.store import open_store
from tests.api.client import AUTHORISED, ServiceClient
from tests.api.conftest import ServiceMaker

HOSTS = ("data.example", "other.example")


class Host(BaseHTTPRequestHandler):
    """Serves a graph, and redirects to wherever its path says."""

    def do_GET(self) -> None:
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("location", self.path.removeprefix("/to/"))
            self.end_headers()
            return
        self.send_response(404 if self.path == "/none" else 200)
        self.send_header("content-type", "text/html" if self.path == "/page" else "text/turtle; charset=utf-8")
        self.end_headers()
        body = "x" * 5_000 if self.path == "/large" else f"<a> <urn:host> '{self.headers['host']}' ; <urn:b> _:c ."
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


async def resolve_here(host: str, _: int) -> Collection[str]:
    return ["10.0.0.1"] if host == "other.example" else ["127.0.0.1"]


def fetcher(*hosts: str, permitted: str = "127.0.0.1") -> Fetcher:
    chosen = hosts or HOSTS
    return Fetcher(chosen, limit=1_000, seconds=5, resolve=resolve_here, permit=lambda address: address == permitted)


def fetch(url: str, by: Fetcher | None = None) -> Fetched:
    return asyncio.run((by or fetcher()).fetch(url))


def test_a_graph_is_fetched_in_the_name_of_its_host(port: int) -> None:
    found = fetch(f"http://data.example:{port}/graph")
    assert f"data.example:{port}".encode() in found.content
    assert (found.media_type, found.base) == ("text/turtle", f"http://data.example:{port}/graph")


@pytest.mark.parametrize(
    "place",
    [
        "http://nowhere.example/",
        "http://127.0.0.1:{port}/graph",
        "http://other.example:{port}/graph",
        "http://data.example:{port}/to/http://127.0.0.1:{port}/graph",
        "http://data.example:{port}/to/http://other.example:{port}/graph",
        "http://data.example:{port}/to/file:///etc/passwd",
        "http://data.example:{port}/to/ftp://data.example/",
        "http://data.example@127.0.0.1:{port}/graph",
        "http://someone@data.example:{port}/graph",
        "http://data.example.:{port}/graph",
        "http://data.example:port/graph",
        "http://[::1/graph",
        "file:///etc/passwd",
        "urn:graph",
    ],
)
def test_nothing_is_fetched_from_elsewhere(place: str, port: int) -> None:
    with pytest.raises(ForbiddenError, match="refused"):
        fetch(place.replace("{port}", str(port)))


def test_a_host_that_is_allowed_is_not_fetched_from_at_a_private_address(port: int) -> None:
    with pytest.raises(ForbiddenError, match="private"):
        fetch(f"http://data.example:{port}/graph", Fetcher(HOSTS, limit=1_000, seconds=5, resolve=resolve_here))


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("/large", TooLargeError),
        ("/none", FetchError),
        ("/page", FetchError),
        ("/to/" * 9 + "graph", FetchError),
        ("/to/http://data.example:1/", FetchError),
    ],
)
def test_what_is_no_graph_is_told(path: str, error: type[Exception], port: int) -> None:
    with pytest.raises(error):
        fetch(f"http://data.example:{port}{path}")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        *((address, True) for address in ("8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8")),
        *((address, False) for address in ("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254")),
        *((address, False) for address in ("0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255", "nonsense", "")),
        *(
            (address, False)
            for address in ("::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "2002:7f00:1::")
        ),
    ],
)
def test_private_addresses_are_known(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.fixture
def loading(make_service: ServiceMaker) -> ServiceClient:
    service = make_service(store=open_store("memory:"), fetch_hosts="data.example, other.example")
    state = service.app.state
    state.service = dataclasses.replace(state.service, fetcher=fetcher())
    return service


def update(service: ServiceClient, text: str) -> httpx.Response:
    return service.post("/sparql", data={"update": text}, headers=AUTHORISED)


def count(service: ServiceClient, pattern: str) -> str:
    query = {"query": f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}", "format": "csv"}
    return service.get("/sparql", params=query).text.split()[1]


def test_what_load_names_is_in_the_graph(loading: ServiceClient, port: int) -> None:
    source = f"<http://data.example:{port}/graph>"
    loads = f"PREFIX u: <urn:> LOAD {source} ; LOAD SILENT {source} INTO GRAPH u:g"
    text = f"{loads} ; INSERT {{ u:s u:n ?h }} WHERE {{ ?s u:host ?h }}"
    assert (written := update(loading, text)).status_code == 204, written.text
    assert count(loading, "?s <urn:host> ?o") == count(loading, "GRAPH <urn:g> { ?s <urn:host> ?o }") == "1"
    assert count(loading, f"<http://data.example:{port}/a> <urn:b> ?o FILTER(ISBLANK(?o)) . <urn:s> <urn:n> ?h") == "1"


@pytest.mark.parametrize(
    ("load", "status"),
    [
        ("LOAD <http://nowhere.example/>", 403),
        ("LOAD <file:///etc/passwd>", 403),
        ("PREFIX d: <http://data.example/> LOAD d:graph", 403),
        ("LOAD <graph>", 403),
        ("LOAD <http://data.example:{port}/none>", 502),
        ("LOAD <http://data.example:{port}/large>", 413),
    ],
)
def test_a_load_that_fails_leaves_nothing_unless_it_is_silent(
    load: str, status: int, loading: ServiceClient, port: int
) -> None:
    text = load.replace("{port}", str(port))
    assert update(loading, f"INSERT DATA {{ <a> <b> 1 }} ; {text}").status_code == status
    assert count(loading, "?s ?p ?o") == "0"
    if "PREFIX" not in text:
        assert update(loading, text.replace("LOAD", "LOAD SILENT")).status_code == 204
