"""Turns at what only one may do at a time: a bounded number waits, for a bounded time, and takes no thread."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from api.errors import BusyError


class Turns:
    """Lets one at a time work. Belongs to one event loop.

    Args:
        named: what they wait for, as in "writes".
        waiting: how many may wait.
        seconds: how long one may wait.
    """

    def __init__(self, named: str, *, waiting: int, seconds: float) -> None:
        self._named = named
        self._limit = waiting
        self._seconds = seconds
        self._waiting = 0
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def take(self) -> AsyncIterator[None]:
        """Hold the turn for as long as the block runs.

        Raises:
            BusyError: too many are waiting, or the turn did not come in time.
        """
        if self._turn.locked() and self._waiting >= self._limit:
            raise BusyError(f"{self._waiting} {self._named} are waiting already: try again in a moment")
        self._waiting += 1
        try:
            async with asyncio.timeout(self._seconds):
                await self._turn.acquire()
        except TimeoutError as error:
            raise BusyError(
                f"others of the {self._named} took more than {self._seconds:g} s: try again in a moment"
            ) from error
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._turn.release()
