"""So many requests at a time and no more, as ASGI middleware: the next is told at once to come again.

A queue without an end answers nobody: it grows until memory ends, and who is answered has long gone. Queries wait in a
line of their own, which is shorter (`worker_line`).
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import BusyError
from api.problems import render_error

_ALWAYS = frozenset({"/health"})
"""What is answered in any crowd: it says how the service fares, and costs nothing."""


class Crowd:
    """The requests that are being answered.

    Args:
        limit: how many may be at a time.
    """

    def __init__(self, *, limit: int) -> None:
        self._limit = limit
        self.size = 0

    @property
    def full(self) -> bool:
        """Whether the next has to come again."""
        return self.size >= self._limit


class LoadShedding:
    """Answers 503 to requests beyond the number that are answered at a time.

    Args:
        app: what to wrap.
        crowd: counts them.
    """

    def __init__(self, app: ASGIApp, *, crowd: Crowd) -> None:
        self._app = app
        self._crowd = crowd

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] in _ALWAYS:
            await self._app(scope, receive, send)
            return
        if self._crowd.full:
            busy = BusyError(f"{self._crowd.size} requests are being answered already: try again in a moment")
            await render_error(Request(scope), busy)(scope, receive, send)
            return
        self._crowd.size += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._crowd.size -= 1
