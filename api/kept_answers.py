"""Answers kept as bytes for those who ask the same again, as ASGI middleware.

What is kept is what was sent: the head and the body of an answer to a GET that has an ETag, which says that the same
request gets the same answer for as long as the store stays as it is (`conditional`). The first write lets go of all.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_TELLING = frozenset({b"accept", b"accept-encoding", b"accept-language", b"host"})
"""Headers that an answer may depend on."""

_CONDITIONAL = frozenset({b"if-none-match", b"range"})
_LARGEST_SHARE = 16
"""An answer that takes more than one part in so many of the room would drive out too many others."""

_Key: TypeAlias = tuple[object, ...]
_Headers: TypeAlias = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class _KeptAnswer:
    headers: _Headers
    body: bytes

    def size(self, key: _Key) -> int:
        """Bytes, with those of the request."""
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers) + len(str(key))


class KeptAnswers:
    """Answers from memory what was answered before from the same state.

    Args:
        app: what to wrap; it compresses and tags its answers.
        state: gives the state of what is served; the same state, the same answers.
        room: bytes that are kept at most; 0 keeps nothing.
    """

    def __init__(self, app: ASGIApp, *, state: Callable[[], str], room: int) -> None:
        self._app = app
        self._state = state
        self._room = room
        self._largest = room // _LARGEST_SHARE
        self._kept: OrderedDict[_Key, _KeptAnswer] = OrderedDict()
        self._kept_state = ""
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        key = _key(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
        if key is None or not self._room:
            await self._app(scope, receive, send)
            return
        state = self._state()
        if state != self._kept_state:
            self._let_go(state)
        kept = self._kept.get(key)
        if kept is None:
            await self._app(scope, receive, self._listen(key, state, send))
            return
        self._kept.move_to_end(key)
        await send({"type": "http.response.start", "status": 200, "headers": list(kept.headers)})
        await send({"type": "http.response.body", "body": kept.body})

    def _listen(self, key: _Key, state: str, send: Send) -> Send:
        """What sends an answer, and keeps it if it may be kept and is in one part."""
        headers: _Headers = []

        async def send_and_keep(message: Message) -> None:
            if message["type"] == "http.response.start":
                if message["status"] == 200 and _may_keep(message["headers"]):
                    headers.extend(message["headers"])
            elif headers and not message.get("more_body"):
                self._keep(key, state, _KeptAnswer(list(headers), message.get("body", b"")))
                headers.clear()
            else:
                headers.clear()
            await send(message)

        return send_and_keep

    def _keep(self, key: _Key, state: str, answer: _KeptAnswer) -> None:
        size = answer.size(key)
        if size > self._largest or state != self._kept_state or key in self._kept:
            return
        self._kept[key] = answer
        self._size += size
        while self._size > self._room:
            oldest, dropped = self._kept.popitem(last=False)
            self._size -= dropped.size(oldest)

    def _let_go(self, state: str) -> None:
        self._kept.clear()
        self._size = 0
        self._kept_state = state


def _key(scope: Scope) -> _Key | None:
    """What an answer depends on; None for a request whose answer depends on more."""
    telling = []
    for name, value in scope["headers"]:
        if name in _TELLING:
            telling.append((name, value))
        elif name in _CONDITIONAL:
            return None
    return scope["scheme"], scope["path"], scope["query_string"], *telling


def _may_keep(headers: _Headers) -> bool:
    names = dict(headers)
    return b"etag" in names and b"set-cookie" not in names and names.get(b"cache-control") != b"no-store"
