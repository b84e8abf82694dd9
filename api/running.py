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
"""Most queries are done before it pays to listen for the client."""

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
        self._stopping: dict[RunningQuery, Callable[[], object]] = {}

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
        task = asyncio.ensure_future(asking)
        entry = RunningQuery(secrets.token_hex(_ID_BYTES), work, text, datetime.now(UTC))
        self._stopping[entry] = task.cancel
        try:
            done, _ = await asyncio.wait({task}, timeout=_PATIENCE_SECONDS)
            if not done:
                await _wait_with(request, task)
            if task.cancelled():
                raise QueryAbortedError(f"the {work} was stopped by an administrator")
            return task.result()
        finally:
            del self._stopping[entry]
            task.cancel()

    def all(self) -> tuple[RunningQuery, ...]:
        """What runs, the oldest first."""
        return tuple(self._stopping)

    def stop(self, query_id: str) -> None:
        """Stop what runs.

        Raises:
            IdentifierError: nothing runs under this id, any longer.
        """
        stop = next((stop for entry, stop in self._stopping.items() if entry.id == query_id), None)
        if stop is None:
            raise IdentifierError(f"nothing runs as {query_id!r}: GET /admin/queries lists what does")
        stop()


async def _wait_with(request: Request, task: asyncio.Future[Result]) -> None:
    """Wait until a task is done or its client is gone.

    Raises:
        QueryAbortedError: the client went away first.
    """
    leaving = asyncio.ensure_future(_wait_until_gone(request))
    either: set[asyncio.Future[Result] | asyncio.Future[None]] = {task, leaving}
    try:
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    finally:
        leaving.cancel()
    if not task.done():
        raise QueryAbortedError("the client went away, and what it asked for was stopped")


async def _wait_until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        continue
