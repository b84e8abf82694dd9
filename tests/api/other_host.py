"""Another host for tests: a SPARQL endpoint for each path, on a socket of this machine."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox

from api.fetching import Fetcher


class OtherHost(ThreadingHTTPServer):
    """Answers at `/NAME` from a graph of that name, at other paths with what breaks."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.graphs: dict[str, ox.Store] = {}
        self.replies: dict[str, tuple[int, dict[str, str], bytes]] = {}

    @property
    def root(self) -> str:
        return f"http://data.example:{self.server_address[1]}"

    def hold(self, name: str, turtle: str | bytes) -> str:
        """Put a graph at a path, and give the address of its endpoint."""
        self.graphs[f"/{name}"] = ox.Store()
        self.graphs[f"/{name}"].load(turtle, format=ox.RdfFormat.TURTLE)
        return f"{self.root}/{name}"

    def reply(self, name: str, status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> str:
        """Have a path answer in some way."""
        self.replies[f"/{name}"] = status, headers or {"content-type": "application/sparql-results+json"}, body
        return f"{self.root}/{name}"


class _Answer(BaseHTTPRequestHandler):
    server: OtherHost

    def do_POST(self) -> None:
        query = self.rfile.read(int(self.headers["content-length"])).decode()
        if self.headers["content-type"] == "application/x-www-form-urlencoded":
            (query,) = parse_qs(query)["query"]
        query = query.replace("//data.example:", "//127.0.0.1:")  # for the engine asks by itself, and by no such name
        if self.path == "/slow":
            time.sleep(3)
        if self.path in self.server.graphs:
            try:
                body = self.server.graphs[self.path].query(query).serialize(format=ox.QueryResultsFormat.JSON) or b""
            except (SyntaxError, RuntimeError, OSError):
                self._send(400, {}, b"")
            else:
                self._send(200, {"content-type": "application/sparql-results+json"}, body)
        else:
            self._send(*self.server.replies.get(self.path, (404, {}, b"")))

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in {**headers, "content-length": str(len(body))}.items():
            self.send_header(name, value)
        with contextlib.suppress(ConnectionError):  # one who has heard enough
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def other_host() -> Iterator[OtherHost]:
    host = OtherHost()
    thread = threading.Thread(target=host.serve_forever, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        host.shutdown()
        host.server_close()
        thread.join()


async def _resolve_here(host: str, _: int) -> Collection[str]:
    return ["10.0.0.1"] if host == "inside.example" else ["127.0.0.1"]


def local_fetcher() -> Fetcher:
    """Asks `data.example`, which is here, and would ask `inside.example`, which is in a private network."""
    return Fetcher(
        ("data.example", "inside.example"),
        limit=1_000_000,
        seconds=5,
        resolve=_resolve_here,
        permit=lambda address: address == "127.0.0.1",
    )
