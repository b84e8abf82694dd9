"""What every response gets on its way out, as ASGI middleware: an id, and leave for pages of other hosts.

Pages of any host may read what is open to all, and send a token that their reader gave them; cookies and the like are
never asked for, since the service knows none (the Fetch standard's CORS protocol, without credentials).
"""

from __future__ import annotations

import re
import uuid

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ID = "x-request-id"
_ID_PATTERN = re.compile(r"[\w.:+/=-]{1,128}", re.ASCII)
_SENT = (
    *("Accept", "Accept-Language", "Authorization", "Content-Encoding", "Content-Type"),
    *("If-Match", "If-None-Match", "X-Request-Id"),
)
"""Headers that pages of other hosts may send."""

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
                message["headers"] = [*message["headers"], (_ID.encode(), request_id.encode())]
            await send(message)

        await self._app(scope, receive, send_with_id)


def write_own_headers() -> bytes:
    """What the response gets here to a request that has no id and names no origin, as lines of HTTP/1.1."""
    return b"vary: Origin\r\n%b: %b\r\n" % (_ID.encode(), uuid.uuid4().hex.encode())


def allow_other_hosts(app: ASGIApp) -> ASGIApp:
    """Let pages of other hosts ask, without credentials."""
    return CORSMiddleware(
        app,
        allow_origins=("*",),
        allow_methods=("GET", "HEAD", "POST", "PUT", "DELETE"),
        allow_headers=_SENT,
        expose_headers=(
            "Allow",
            "ETag",
            "Link",
            "Location",
            "Mithaq-Gate",
            "Mithaq-Limits",
            "Retry-After",
            "X-Request-Id",
        ),
        max_age=_DAY_SECONDS,
    )
