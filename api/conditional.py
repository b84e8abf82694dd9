"""HEAD, ETag and 304 for the whole service, as ASGI middleware.

An ETag here says: this request, at this version of the store, in this run of the service. It is weak, because the same
graph may be written in another order. A request that comes with it again at the same version has the same answer, so it
is answered 304 without asking the store (RFC 9110, sections 8.8 and 13.1.2).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SAFE = frozenset({"GET", "HEAD"})
_VARY = ("accept", "accept-language")


class ConditionalRequests:
    """Answers HEAD like GET without the body, tags what was found, and says 304 to one who has it already.

    Args:
        app: what to wrap.
        state: gives the state of what is served; the same state, the same answers.
    """

    def __init__(self, app: ASGIApp, *, state: Callable[[], str]) -> None:
        self._app = app
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] not in _SAFE:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        tag = self._tag(scope, headers)
        if _matches(headers.get("if-none-match"), tag):
            await send({"type": "http.response.start", "status": 304, "headers": _not_modified(tag)})
            await send({"type": "http.response.body", "body": b""})
            return
        head = scope["method"] == "HEAD"

        async def send_tagged(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                _add_tag(message, tag)
            elif message["type"] == "http.response.body" and head:
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"} if head else scope, receive, send_tagged)

    def _tag(self, scope: Scope, headers: Headers) -> str:
        parts = (
            self._state(),
            scope["path"],
            scope["query_string"].decode("latin-1"),
            *(headers.get(name, "") for name in _VARY),
        )
        return f'W/"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:24]}"'


def _matches(header: str | None, tag: str) -> bool:
    if header is None:
        return False
    # "*" asks whether anything is there at all, which only the resource itself can say.
    return tag.removeprefix("W/") in {candidate.strip().removeprefix("W/") for candidate in header.split(",")}


def _not_modified(tag: str) -> list[tuple[bytes, bytes]]:
    return [(b"etag", tag.encode()), (b"vary", b"Accept, Accept-Language"), (b"cache-control", b"no-cache")]


def _add_tag(message: MutableMapping[str, Any], tag: str) -> None:
    headers = MutableHeaders(raw=message["headers"])
    if headers.get("cache-control") != "no-store":
        headers["etag"] = tag
        headers.setdefault("cache-control", "no-cache")
        message["headers"] = headers.raw
