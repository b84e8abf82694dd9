"""HTTP/1.1 as uvicorn speaks it, with a shorter way for plain requests (`answers`).

A request that goes the long way is handled by uvicorn alone. One that goes the short way stands where uvicorn's own
cycle of request and response would, so that closing, keep-alive and pipelining are uvicorn's for both.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any, Final, cast

from starlette.types import Scope
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, RequestResponseCycle

from api.http.kept_answers import KeptAnswer
from api.http.transport import write_own_headers
from api.pool.questions import Outcome
from api.quick.answers import QuickAnswers, QuickQuery
from api.quick.typed_addresses import TypedAddressProtocol
from api.sparql.answer import OUTCOME

_PLAIN: Final = frozenset(
    {
        *(b"host", b"connection", b"user-agent", b"accept", b"accept-encoding", b"accept-language", b"cache-control"),
        *(b"dnt", b"pragma", b"priority", b"referer", b"upgrade-insecure-requests"),
        *(b"sec-fetch-dest", b"sec-fetch-mode", b"sec-fetch-site", b"sec-fetch-user"),
    }
)
"""Headers that ask for nothing but the answer in some form; a request with any other goes the long way."""

_PLAIN_OF_BODY: Final = _PLAIN | {b"content-type", b"content-length"}

_POSTED_TO: Final = b"/sparql"
_LONGEST_BODY: Final = 64 * 1024
"""Bytes; uvicorn stops reading where more is waiting, until somebody takes them."""

_PATIENCE_SECONDS: Final = 0.1
"""A body that is not there by then is left to the framework, which knows what to do with slow ones."""


def quick_protocol(quick: QuickAnswers | None) -> type[asyncio.Protocol]:
    """What speaks HTTP for an application, as uvicorn's setting `http`.

    Args:
        quick: answers plain requests; None where all go the long way.
    """
    return cast("type[asyncio.Protocol]", TypedAddressProtocol if quick is None else partial(QuickProtocol, quick))


class QuickProtocol(TypedAddressProtocol):
    """One connection.

    Args:
        quick: answers plain requests.
        options: uvicorn's own.
    """

    def __init__(self, quick: QuickAnswers, **options: Any) -> None:
        super().__init__(**options)
        self._quick = quick

    def on_headers_complete(self) -> None:
        """Begin to answer a request."""
        method = self.parser.get_method()
        if method == b"GET" and self._is_plain(_PLAIN):
            cycle = QuickCycle(self, self._complete_scope("GET"), self._quick)
            if cycle.begin():
                return
        elif method == b"POST" and self._is_plain(_PLAIN_OF_BODY) and self._brings_query():
            self.cycle = cast("Any", QuickCycle(self, self._complete_scope("POST"), self._quick))
            cast("QuickCycle", self.cycle).wait_for_body(self.loop)
            return
        super().on_headers_complete()

    def _is_plain(self, plain: frozenset[bytes]) -> bool:
        for name, _ in self.headers:
            if name not in plain:
                return False
        parser = self.parser
        return (
            parser.get_http_version() == "1.1"
            and not parser.should_upgrade()
            and (self.cycle is None or self.cycle.response_complete)
            and not self.pipeline
            and not self.flow.write_paused
            and b"#" not in self.url
            and b"%" not in self.url.partition(b"?")[0]
        )

    def _brings_query(self) -> bool:
        """Whether a POST is to the endpoint, and of a body that is short."""
        length = b"".join([value for name, value in self.headers if name == b"content-length"])
        return self.url.partition(b"?")[0] == _POSTED_TO and length.isdigit() and int(length) <= _LONGEST_BODY

    def _complete_scope(self, method: str) -> Scope:
        """The scope of a request, with what uvicorn puts into it after its headers."""
        path, _, query = self.url.partition(b"?")
        scope = cast("Scope", self.scope)
        scope["method"], scope["path"], scope["raw_path"], scope["query_string"] = (
            method,
            path.decode("latin-1"),
            path,
            query,
        )
        return scope

    def send(self, cycle: QuickCycle, answer: KeptAnswer) -> None:
        """Send the answer to a request."""
        defaults = b"".join([b"%b: %b\r\n" % header for header in self.server_state.default_headers])
        own = write_own_headers() + (b"" if cycle.keep_alive else b"connection: close\r\n")
        self.transport.write(b"".join((STATUS_LINE[200], defaults, answer.head, own, b"\r\n", answer.body)))
        cycle.response_complete = True
        if not cycle.keep_alive:
            self.transport.close()
        self.on_response_complete()

    def fall_back(self, cycle: QuickCycle, outcome: Outcome | None) -> None:
        """Have the framework answer a request, knowing what became of its query if it was run."""
        scope = cycle.scope if outcome is None else {**cycle.scope, OUTCOME: outcome}
        asgi = RequestResponseCycle(
            scope=cast("Any", scope),
            transport=self.transport,
            flow=self.flow,
            logger=self.logger,
            access_logger=self.access_logger,
            access_log=self.access_log,
            default_headers=self.server_state.default_headers,
            message_event=asyncio.Event(),
            expect_100_continue=False,
            keep_alive=cycle.keep_alive,
            on_response=self.on_response_complete,
        )
        asgi.body, asgi.more_body = cycle.body, cycle.more_body and cycle.awaits_body
        if asgi.body or not asgi.more_body:
            asgi.message_event.set()
        cycle.response_complete = True
        if self.cycle is cast("Any", cycle):
            self.cycle = asgi
        self._start_asgi_task(asgi, self.app)


class QuickCycle:
    """A request that goes the short way, as uvicorn sees a cycle of request and response.

    Args:
        protocol: the connection that it came on.
        scope: of ASGI.
        quick: answers it.
    """

    def __init__(self, protocol: QuickProtocol, scope: Scope, quick: QuickAnswers) -> None:
        self.scope = scope
        self.response_complete = False
        self.disconnected = False
        self.keep_alive = protocol.parser.should_keep_alive()
        self.more_body = True
        self.body = bytearray()
        self.awaits_body = False
        self._protocol = protocol
        self._quick = quick
        self._query: QuickQuery | None = None
        self._patience: asyncio.TimerHandle | None = None

    @property
    def message_event(self) -> QuickCycle:
        """What uvicorn sets when something has happened."""
        return self

    def set(self) -> None:
        """Note what has happened: the body has come, or nobody waits for the query any longer."""
        if self.response_complete:
            return
        if self.disconnected:
            self._end_wait()
            self.response_complete = True
            if self._query is not None:
                self._query.leave()
        elif self.awaits_body and not self.more_body:
            self._end_wait()
            if not self.begin():
                self._protocol.fall_back(self, None)

    def wait_for_body(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin when the body is there."""
        self.awaits_body = True
        self._patience = loop.call_later(_PATIENCE_SECONDS, self._protocol.fall_back, self, None)

    def begin(self) -> bool:
        """Answer, or begin to; whether it could be done here."""
        begun = self._quick.answer(self)
        if begun is None:
            return False
        self._protocol.cycle = cast("Any", self)
        if isinstance(begun, KeptAnswer):
            self.send(begun)
        else:
            self._query = begun
        return True

    def send(self, answer: KeptAnswer) -> None:
        """Send the answer."""
        self._protocol.send(self, answer)

    def fall_back(self, outcome: Outcome) -> None:
        """Have the framework answer."""
        self._protocol.fall_back(self, outcome)

    def _end_wait(self) -> None:
        self.awaits_body = False
        if self._patience is not None:
            self._patience.cancel()
