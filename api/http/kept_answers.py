"""Answers kept as bytes for those who ask the same again.

What is kept is what was sent: the head and the body of an answer to a GET that has an ETag, which says that the same
request gets the same answer for as long as the store stays as it is (`conditional`). The first write lets go of all.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_TELLING = frozenset({b"accept", b"accept-encoding", b"accept-language", b"host"})
"""Headers that an answer may depend on."""

_CONDITIONAL = frozenset({b"if-none-match", b"range"})
_LARGEST_SHARE = 16
"""An answer that takes more than one part in so many of the room would drive out too many others."""

Key: TypeAlias = tuple[object, ...]
Headers: TypeAlias = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as it was sent.

    Attributes:
        head: its headers, as they stand in a message of HTTP/1.1.
    """

    head: bytes
    body: bytes

    @property
    def headers(self) -> Headers:
        """Its headers, apart."""
        lines = (line.partition(b": ") for line in self.head.split(b"\r\n")[:-1])
        return [(name, value) for name, _, value in lines]

    def size(self, key: Key) -> int:
        """Bytes, with those of the request."""
        return len(self.body) + len(self.head) + len(str(key))


class KeptAnswers:
    """The answers that are kept.

    Args:
        state: gives the state of what is served; the same state, the same answers.
        room: bytes that are kept at most; 0 keeps nothing.
    """

    def __init__(self, *, state: Callable[[], str], room: int) -> None:
        self._state = state
        self._room = room
        self._largest = room // _LARGEST_SHARE
        self._kept: OrderedDict[Key, KeptAnswer] = OrderedDict()
        self._kept_state = ""
        self._size = 0

    def state(self) -> str:
        """The state of what is served; answers from another are let go of."""
        state = self._state()
        if state != self._kept_state:
            self._kept.clear()
            self._size = 0
            self._kept_state = state
        return state

    def find(self, key: Key) -> KeptAnswer | None:
        """The answer to a request, from the state that was seen last."""
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
        return kept

    def keep(self, key: Key, state: str, answer: KeptAnswer) -> None:
        """Keep the answer to a request from a state, if there is room and nothing has changed since."""
        size = answer.size(key)
        if size > self._largest or state != self._kept_state or key in self._kept:
            return
        self._kept[key] = answer
        self._size += size
        while self._size > self._room:
            oldest, dropped = self._kept.popitem(last=False)
            self._size -= dropped.size(oldest)


class KeepAnswers:
    """Answers from memory what was answered before from the same state, as ASGI middleware.

    Args:
        app: what to wrap; it compresses and tags its answers.
        kept: where they are kept.
    """

    def __init__(self, app: ASGIApp, *, kept: KeptAnswers) -> None:
        self._app = app
        self._kept = kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        asked = scope["type"] == "http" and scope["method"] == "GET"
        key = find_key(scope["scheme"], scope["path"], scope["query_string"], scope["headers"]) if asked else None
        if key is None:
            await self._app(scope, receive, send)
            return
        state = self._kept.state()
        kept = self._kept.find(key)
        if kept is None:
            await self._app(scope, receive, self._listen(key, state, send))
            return
        await send({"type": "http.response.start", "status": 200, "headers": kept.headers})
        await send({"type": "http.response.body", "body": kept.body})

    def _listen(self, key: Key, state: str, send: Send) -> Send:
        """What sends an answer, and keeps it if it may be kept and is in one part."""
        headers: Headers = []

        async def send_and_keep(message: Message) -> None:
            if message["type"] == "http.response.start":
                if message["status"] == 200 and _may_keep(message["headers"]):
                    headers.extend(message["headers"])
            elif headers and not message.get("more_body"):
                self._kept.keep(key, state, KeptAnswer(write_head(headers), message.get("body", b"")))
                headers.clear()
            else:
                headers.clear()
            await send(message)

        return send_and_keep


def write_head(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    r"""Headers as they stand in a message of HTTP/1.1.

    >>> write_head([(b"etag", b'"1"')])
    b'etag: "1"\r\n'
    """
    return b"".join([b"%b: %b\r\n" % header for header in headers])


def find_key(scheme: str, path: str, query: bytes, headers: Headers) -> Key | None:
    """What the answer to a GET depends on; None for a request whose answer depends on more."""
    telling = []
    for header in headers:
        if header[0] in _TELLING:
            telling.append(header)
        elif header[0] in _CONDITIONAL:
            return None
    return scheme, path, query, *telling


def _may_keep(headers: Headers) -> bool:
    names = dict(headers)
    return b"etag" in names and b"set-cookie" not in names and names.get(b"cache-control") != b"no-store"
