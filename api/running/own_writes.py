"""Who has just written over HTTP, so that they see at once what others see a moment later.

Clients are told apart by their address. Where several share one, behind a proxy, all of them see at once what one of
them wrote, which costs time and is never wrong.
"""

from __future__ import annotations

import time
from collections import OrderedDict

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.store import Store

_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_KEPT_SECONDS = 10.0
"""Longer by far than a checkpoint lags behind the store."""


class OwnWrites:
    """The version of the store that each client wrote last. Belongs to one event loop.

    Args:
        store: what is written to.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._written: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def version(self, scope: Scope) -> int:
        """The version that the client of a request must see at least; 0 for one who has not written lately."""
        return self._written.get(_address(scope), (0, 0.0))[0] if self._written else 0

    async def listen(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, and note its client if something is written meanwhile, by it or by another."""
        before = self._store.version

        async def send_and_note(message: Message) -> None:
            if message["type"] == "http.response.start" and self._store.version != before:
                self._note(_address(scope))
            await send(message)

        await app(scope, receive, send_and_note)

    def _note(self, address: str) -> None:
        now = time.monotonic()
        self._written[address] = self._store.version, now
        self._written.move_to_end(address)
        while now - next(iter(self._written.values()))[1] > _KEPT_SECONDS:
            self._written.popitem(last=False)


class NoteWrites:
    """Notes who writes, as ASGI middleware.

    Args:
        app: what to wrap.
        own_writes: where to note it.
    """

    def __init__(self, app: ASGIApp, *, own_writes: OwnWrites) -> None:
        self._app = app
        self._own_writes = own_writes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and scope["method"] not in _READS:
            await self._own_writes.listen(self._app, scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""
