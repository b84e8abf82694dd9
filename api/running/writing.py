"""Writes one after the other: who waits for the writer, and when a write is on disk."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Protocol, TypeVar

from starlette.concurrency import run_in_threadpool

from api.running.turns import Turns
from graph.store import Store

Result = TypeVar("Result")


class Write(Protocol):
    """Does some work at the store in one of the threads."""

    def __call__(self, work: Callable[[], Result]) -> Awaitable[Result]:
        """What the work wrote is on disk when this returns."""
        ...


class Writer:
    """Lets one write at a time at the store. Belongs to one event loop.

    Args:
        store: what is written to.
        waiting: how many writes may wait for their turn.
        seconds: how long one may wait.
    """

    def __init__(self, store: Store, *, waiting: int, seconds: float) -> None:
        self._store = store
        # Beside the turn, since a write goes on in its thread when the one who waits for it is gone.
        self._writing = threading.Lock()
        self._turns = Turns("writes", waiting=waiting, seconds=seconds)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Write]:
        """Hold the turn: nobody else writes until the block ends. Gives what does the writing.

        Raises:
            BusyError: too many are waiting, or the turn did not come in time.
        """
        async with self._turns.take():
            yield self._write

    async def write(self, work: Callable[[], Result]) -> Result:
        """Do some work when it is its turn; what it wrote is on disk when this returns.

        Raises:
            BusyError: too many are waiting, or the turn did not come in time.
        """
        async with self.turn() as write:
            return await write(work)

    async def _write(self, work: Callable[[], Result]) -> Result:
        return await run_in_threadpool(self._write_now, work)

    def _write_now(self, work: Callable[[], Result]) -> Result:
        with self._writing:
            result = work()
            self._store.flush()
        return result
