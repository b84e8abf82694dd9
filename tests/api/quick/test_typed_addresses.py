"""Addresses with letters beyond ASCII, as `curl` sends them; what is no request gets a problem document."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator

import httpx
import pytest

from tests.api.quick.test_quick_answers import make_app, serving


@pytest.fixture(scope="module", params=["the short way", "the long way"])
def address(request: pytest.FixtureRequest) -> Iterator[tuple[str, int]]:
    app = make_app()
    with serving(app, app.state.quick if request.param == "the short way" else None) as client:
        yield str(client.base_url.host), client.base_url.port or 0


def send(address: tuple[str, int], *parts: str | bytes) -> tuple[int, dict[str, str], bytes]:
    """What the service answers to parts of a request."""
    with socket.create_connection(address, timeout=20) as connection:
        for part in parts:
            connection.sendall(part if isinstance(part, bytes) else part.encode())
        answer = b"".join(iter(lambda: connection.recv(65_536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    return int(lines[0].split()[1]), dict(line.lower().split(": ", 1) for line in lines[1:]), body


def get(target: str) -> str:
    return f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    "target", ["/actors?q=روسيا", '/sparql?query=SELECT("روسيا"AS?n){}&format=json', "/actors?q=Türkiye"]
)
def test_letters_as_typed_are_what_they_are_encoded(target: str, address: tuple[str, int]) -> None:
    status, _, body = send(address, get(target))
    encoded = httpx.get(f"http://{address[0]}:{address[1]}{target}")
    assert (status, json.loads(body)) == (encoded.status_code, encoded.json())
    assert status == httpx.codes.OK


def test_a_path_as_typed_names_what_is_not_found(address: tuple[str, int]) -> None:
    status, _, body = send(address, get("/actors/فرنسا"))
    assert status == httpx.codes.NOT_FOUND
    assert "فرنسا" in json.loads(body)["detail"]


def test_a_body_is_left_as_it_is(address: tuple[str, int]) -> None:
    query = 'SELECT ("روسيا" AS ?n) {}'.encode()
    head = (
        "POST /sparql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        f"Content-Type: application/sparql-query\r\nContent-Length: {len(query)}\r\n\r\n"
    )
    for parts in ([head.encode() + query], [head, query]):
        status, _, body = send(address, *parts)
        assert status == httpx.codes.OK
        assert "روسيا" in body.decode()


@pytest.mark.parametrize("line", [b"nonsense\r\n\r\n", b"\x16\x03\x01\xff\xfe", b"GET /a\x01b HTTP/1.1\r\n\r\n"])
def test_what_is_no_request_is_told_so_with_a_problem(line: bytes, address: tuple[str, int]) -> None:
    status, headers, body = send(address, line)
    assert status == json.loads(body)["status"] == httpx.codes.BAD_REQUEST
    assert headers["content-type"] == "application/problem+json"
