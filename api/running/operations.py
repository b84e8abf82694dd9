"""What runs just now: queries and updates, for as long as who asked for them waits; an administrator may stop one."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from starlette.requests import Request

from api.errors import QueryAbortedError
from ontology.errors import IdentifierError

Result = TypeVar("Result")

_PATIENCE_SECONDS = 0.1

_ID_BYTES = 6


class Work(StrEnum):
    """What a client waits for."""

    QUERY = "query"
    UPDATE = "update"
    GRAPH = "graph"


@dataclass(frozen=True, slots=True)
class RunningQuery:
    """Something that runs or waits for a worker.

    Attributes:
        id: what it is stopped by.
        text: of the query or update; of a graph its address.
        started: date and time, UTC.
    """

    id: str
    work: Work
    text: str
    started: datetime


class RunningQueries:
    """Knows what runs. Belongs to one event loop."""

    def __init__(self) -> None:
        self._stopping: dict[str, tuple[RunningQuery, Callable[[str], object]]] = {}

    async def run(self, request: Request, work: Work, text: str, asking: Coroutine[None, None, Result]) -> Result:
        """Wait for an answer for as long as the client does, and until an administrator stops it.

        Args:
            request: of the client; its body has been read.
            work: what is asked for.
            text: what an administrator is shown.
            asking: gives the answer; interrupted, it stops what it asked for.

        Raises:
            QueryAbortedError: the client went away, or an administrator stopped it.
        """
        waiter = _Waiter(request)
        entry = self.note(work, text, waiter.stop)
        try:
            return await waiter.wait_for(asking)
        finally:
            self.forget(entry)

    def note(self, work: Work, text: str, stop: Callable[[str], object]) -> RunningQuery:
        """Note that something runs, and what stops it, by the reason why; `forget` it when it has ended."""
        entry = RunningQuery(secrets.token_hex(_ID_BYTES), work, text, datetime.now(UTC))
        self._stopping[entry.id] = entry, stop
        return entry

    def forget(self, entry: RunningQuery) -> None:
        """Note that something has ended."""
        del self._stopping[entry.id]

    def all(self) -> tuple[RunningQuery, ...]:
        """What runs, the oldest first."""
        return tuple(entry for entry, _ in self._stopping.values())

    def stop(self, query_id: str) -> None:
        """Stop what runs.

        Raises:
            IdentifierError: nothing runs under this id, any longer.
        """
        if query_id not in self._stopping:
            raise IdentifierError(f"nothing runs as {query_id!r}: GET /admin/queries lists what does")
        entry, stop = self._stopping[query_id]
        stop(f"the {entry.work} was stopped by an administrator")


class _Waiter:
    """Waits in the task that it is made in, which `stop` interrupts: a task for each query would cost as much again."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._task = asyncio.current_task()
        self._reason: str | None = None
        self._watch: asyncio.Task[None] | None = None

    def stop(self, reason: str) -> None:
        """Interrupt the one who waits."""
        if self._reason is None and self._task is not None:
            self._reason = reason
            self._task.cancel()

    async def wait_for(self, asking: Coroutine[None, None, Result]) -> Result:
        """The answer.

        Raises:
            QueryAbortedError: it was stopped, or the client went away first.
        """
        # Most queries are done before it pays to listen for the client.
        patience = asyncio.get_running_loop().call_later(_PATIENCE_SECONDS, self._listen)
        try:
            return await asking
        except asyncio.CancelledError:
            if self._reason is None:
                raise
            raise QueryAbortedError(self._reason) from None
        finally:
            patience.cancel()
            if self._watch is not None:
                self._watch.cancel()
            if self._reason is not None and self._task is not None:
                self._task.uncancel()

    def _listen(self) -> None:
        self._watch = asyncio.ensure_future(self._wait_until_gone())

    async def _wait_until_gone(self) -> None:
        while (await self._request.receive())["type"] != "http.disconnect":
            continue
        self.stop("the client went away, and what it asked for was stopped")
