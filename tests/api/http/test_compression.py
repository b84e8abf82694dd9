"""Bodies are compressed both ways, by the client's leave, and a small one that would grow large is not let grow."""

from __future__ import annotations

import gzip
import zlib
from functools import partial
from typing import Any

import httpx
import pytest
from backports import zstd

from graph.store import open_store
from tests.api.client import AUTHORISED, ServiceClient
from tests.api.conftest import ServiceMaker

ALL = {"query": "SELECT * { ?s ?p ?o }"}
PACKED = {"gzip": partial(gzip.compress, mtime=0), "zstd": zstd.compress}


def get_all(service: ServiceClient, accepted: str) -> httpx.Response:
    return service.get("/sparql", params=ALL, headers={"accept-encoding": accepted})


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("gzip", "gzip"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("zstd;q=0.8, gzip;q=0.9", "gzip"),
        ("GZIP;Q=1", "gzip"),
        ("*", "zstd"),
        ("*, zstd;q=0", "gzip"),
        ("identity, gzip;q=0.5", None),
        ("gzip;q=0, zstd;q=0.000", None),
        ("br", None),
        ("", None),
    ],
)
def test_a_long_answer_is_compressed_as_its_reader_likes_best(
    accepted: str, chosen: str | None, service: ServiceClient
) -> None:
    plain, packed = get_all(service, "identity"), get_all(service, accepted)
    assert packed.headers.get("content-encoding") == chosen
    assert "Accept-Encoding" in packed.headers["vary"]
    if chosen is not None:
        assert int(packed.headers["content-length"]) < len(plain.content) / 3
    content = zstd.decompress(packed.content) if chosen == "zstd" else packed.content
    assert content == plain.content


def test_a_short_answer_is_left_as_it_is(service: ServiceClient) -> None:
    response = service.get("/sparql", params={"query": "ASK {}"}, headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in response.headers


def test_the_head_of_a_long_answer_says_that_it_would_be_compressed(service: ServiceClient) -> None:
    response = service.head("/sparql", params=ALL, headers={"accept-encoding": "gzip"})
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("coding", PACKED)
def test_a_compressed_body_is_read(coding: str, service: ServiceClient) -> None:
    headers = {"content-type": "application/sparql-query", "content-encoding": coding}
    response = service.post("/sparql", content=PACKED[coding](b"ASK { ?s ?p ?o }"), headers=headers)
    assert response.json()["boolean"] is True


WIDE_WINDOW = zstd.compress(
    b"x" * 100, options={zstd.CompressionParameter.window_log: 27, zstd.CompressionParameter.content_size_flag: 0}
)


@pytest.mark.parametrize(
    ("coding", "body", "status"),
    [
        pytest.param("gzip", PACKED["gzip"](b"ASK { ?s ?p ?o }" * 9)[:-6], 400, id="half a gzip"),
        pytest.param("zstd", PACKED["zstd"](b"ASK { ?s ?p ?o }" * 9)[:-6], 400, id="half a zstd"),
        pytest.param("gzip", PACKED["gzip"](b"ASK {}") + b"more", 400, id="more behind a gzip"),
        pytest.param("zstd", PACKED["zstd"](b"ASK {}") + b"more", 400, id="more behind a zstd"),
        pytest.param("gzip", b"ASK {}", 400, id="no gzip"),
        pytest.param("zstd", b"ASK {}", 400, id="no zstd"),
        pytest.param("br", b"ASK {}", 415, id="brotli"),
        pytest.param("gzip, gzip", b"", 415, id="packed twice"),
        pytest.param("deflate", zlib.compress(b"ASK {}"), 415, id="deflate"),
        pytest.param("zstd", WIDE_WINDOW[:6] + b"\xff" * 20, 400, id="a window too wide"),
    ],
)
def test_a_body_that_is_not_compressed_as_it_says_is_refused(
    coding: str, body: bytes, status: int, service: ServiceClient
) -> None:
    headers = {"content-type": "application/sparql-query", "content-encoding": coding}
    response = service.post("/sparql", content=body, headers=headers)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")


@pytest.mark.parametrize("coding", PACKED)
@pytest.mark.parametrize(
    ("method", "path", "media_type"),
    [
        ("POST", "/sparql", "application/sparql-query"),
        ("POST", "/sparql", "application/sparql-update"),
        ("PUT", "/graphs?graph=urn:g", "text/turtle"),
        ("POST", "/documents", "text/plain"),
    ],
)
def test_a_body_is_not_inflated_beyond_its_limit(
    method: str, path: str, media_type: str, coding: str, make_service: ServiceMaker
) -> None:
    limits: dict[str, Any] = dict.fromkeys(
        ("max_query_bytes", "max_update_bytes", "max_graph_bytes", "max_document_bytes"), 50_000
    )
    service = make_service(store=open_store("memory:"), **limits)
    bomb = PACKED[coding](b" " * 30_000_000)
    assert len(bomb) < 50_000
    headers = {**AUTHORISED, "content-type": media_type, "content-encoding": coding}
    assert service.request(method, path, content=bomb, headers=headers).status_code == 413
