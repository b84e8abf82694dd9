"""An application that is made while another part of the service answers already."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send


class LateApplication:
    """Stands for an ASGI application that is made in a thread; requests for it wait until it is there.

    Belongs to one event loop.

    Args:
        make: makes the application.
    """

    def __init__(self, make: Callable[[], ASGIApp]) -> None:
        self._make = make
        self._making: asyncio.Future[ASGIApp] | None = None
        self._app: ASGIApp | None = None

    def begin(self) -> asyncio.Future[ASGIApp]:
        """Make it, where nobody has begun to; the future has it in the end, or what went wrong."""
        if self._making is None:
            self._making = asyncio.get_running_loop().run_in_executor(None, self._make)
        return self._making

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if self._app is None:
            # A client that goes away must not take it from the others.
            self._app = await asyncio.shield(self.begin())
        await self._app(scope, receive, send)
