"""HEAD, ETag and 304 for the whole service, as ASGI middleware.

An ETag here says: this request, at this version of the store, in this run of the service. It is weak, because the same
graph may be written in another order. A request that comes with it again at the same version has the same answer, so it
is answered 304 without asking the store (RFC 9110, sections 8.8 and 13.1.2). What can be written as a whole says its
state before that (`api/http/preconditions.py`), and its tag is strong, so that a write can be meant for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SAFE = frozenset({"GET", "HEAD"})
_VARY = (b"accept", b"accept-language", b"accept-encoding")


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
        tag = write_tag(self._state(), scope["path"], scope["query_string"], scope["headers"])
        if (known := _find_match(Headers(scope=scope).get("if-none-match"), tag)) is not None:
            await send({"type": "http.response.start", "status": 304, "headers": _not_modified(known)})
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


def write_tag(state: str, path: str, query: bytes, headers: Iterable[tuple[bytes, bytes]]) -> str:
    """What stands for a request and the state that it is answered from."""
    telling = dict(header for header in headers if header[0] in _VARY)
    parts = (state.encode(), path.encode(), *(telling.get(name, b"") for name in _VARY), query)
    return hashlib.blake2b(b"\0".join(parts), digest_size=12).hexdigest()


def _find_match(header: str | None, tag: str) -> str | None:
    """The entity tag of a header that says the same answer, with whatever state before it."""
    # "*" asks whether anything is there at all, which only the resource itself can say.
    candidates = (candidate.strip() for candidate in (header or "").split(","))
    return next((each for each in candidates if each.removeprefix("W/").strip('"').rpartition(".")[2] == tag), None)


def _not_modified(tag: str) -> list[tuple[bytes, bytes]]:
    vary = b"Accept, Accept-Language, Accept-Encoding"
    return [(b"etag", tag.encode("latin-1")), (b"vary", vary), (b"cache-control", b"no-cache")]


def _add_tag(message: MutableMapping[str, Any], tag: str) -> None:
    headers = MutableHeaders(raw=message["headers"])
    if headers.get("cache-control") != "no-store":
        state = headers.get("etag")
        headers["etag"] = f'W/"{tag}"' if state is None else f'"{state}.{tag}"'
        headers.setdefault("cache-control", "no-cache")
        message["headers"] = headers.raw
