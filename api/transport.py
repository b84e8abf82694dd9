"""What every response gets on its way out, as ASGI middleware: an id, compression, and leave for pages of other hosts.

Pages of any host may read what is open to all, and send a token that their reader gave them; cookies and the like are
never asked for, since the service knows none (the Fetch standard's CORS protocol, without credentials).
"""

from __future__ import annotations

import gzip
import re
import uuid

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ID = "x-request-id"
_ID_PATTERN = re.compile(r"[\w.:+/=-]{1,128}", re.ASCII)
_GZIP_WORTH = 1_000
"""Bytes from which on a body gets smaller by more than the headers that say so."""

_GZIP_LONG = 64 * 1024
"""Bytes from which on a body is compressed in a thread, so that others are answered meanwhile."""

_GZIP_LEVEL = 5
_NOT_GZIP = re.compile(r"gzip\s*;\s*q\s*=\s*0(?:\.0{0,3})?\s*\Z", re.IGNORECASE)
_DAY_SECONDS = 86_400


class RequestIds:
    """Gives every response the id of its request: the client's own (`X-Request-Id`), or a new one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(_ID, "")
        request_id = given if _ID_PATTERN.fullmatch(given) else uuid.uuid4().hex

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[_ID] = request_id
            await send(message)

        await self._app(scope, receive, send_with_id)


class Compression:
    """Compresses bodies with gzip for those who accept it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        accepted = accepts_gzip(Headers(scope=scope).get("accept-encoding", ""))
        waiting: list[Message] = []

        async def send_compressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                waiting.append(message)
                return
            if waiting:
                start = waiting.pop()
                headers = MutableHeaders(scope=start)
                headers.add_vary_header("Accept-Encoding")
                body = message.get("body", b"")
                if accepted and len(body) >= _GZIP_WORTH and not message.get("more_body"):
                    long = len(body) >= _GZIP_LONG
                    body = await run_in_threadpool(_compress, body) if long else _compress(body)
                    headers["content-encoding"], headers["content-length"] = "gzip", str(len(body))
                    message = {**message, "body": body}
                await send(start)
            await send(message)

        await self._app(scope, receive, send_compressed)


def allow_other_hosts(app: ASGIApp) -> ASGIApp:
    """Let pages of other hosts ask, without credentials."""
    return CORSMiddleware(
        app,
        allow_origins=("*",),
        allow_methods=("GET", "HEAD", "POST", "PUT", "DELETE"),
        allow_headers=("Accept", "Accept-Language", "Authorization", "Content-Type", "If-None-Match", "X-Request-Id"),
        expose_headers=("Allow", "ETag", "Link", "Location", "Mithaq-Gate", "Retry-After", "X-Request-Id"),
        max_age=_DAY_SECONDS,
    )


def accepts_gzip(header: str) -> bool:
    """Whether an Accept-Encoding takes gzip.

    >>> accepts_gzip("br, gzip;q=0.5"), accepts_gzip("gzip;q=0"), accepts_gzip("")
    (True, False, False)
    """
    codings = [coding.strip().lower() for coding in header.split(",")]
    return any(coding.partition(";")[0].strip() == "gzip" and not _NOT_GZIP.match(coding) for coding in codings)


def _compress(body: bytes) -> bytes:
    # Without the time the same body is the same bytes.
    return gzip.compress(body, _GZIP_LEVEL, mtime=0)
