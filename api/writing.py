"""Writes one after the other: who waits for the writer, and when a write is on disk."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

from starlette.concurrency import run_in_threadpool

from api.errors import BusyError
from graph.store import Store

Result = TypeVar("Result")


class Writer:
    """Lets one write at a time at the store. Belongs to one event loop.

    Args:
        store: what is written to.
        writing: held while something is written, also by those who write from threads.
        waiting: how many writes may wait for their turn.
    """

    def __init__(self, store: Store, writing: threading.Lock, *, waiting: int) -> None:
        self._store = store
        self._writing = writing
        self._limit = waiting
        self._waiting = 0
        # Waiting in the event loop costs no thread, of which lookups need some.
        self._turn = asyncio.Lock()

    async def write(self, work: Callable[[], Result]) -> Result:
        """Do some work when it is its turn, in one of the threads; what it wrote is on disk when this returns.

        Raises:
            BusyError: too many are waiting.
        """
        if self._waiting > self._limit:
            raise BusyError(f"{self._waiting} writes are waiting already: try again in a moment")
        self._waiting += 1
        try:
            async with self._turn:
                return await run_in_threadpool(self._write, work)
        finally:
            self._waiting -= 1

    def _write(self, work: Callable[[], Result]) -> Result:
        with self._writing:
            result = work()
            self._store.flush()
        return result
