"""The workers that have nothing to do, and those who wait for one: first come, first served, and only so many."""

from __future__ import annotations

import asyncio
from collections import deque

from api.errors import BusyError
from api.worker_process import WorkerProcess


class WorkerLine:
    """Hands out idle workers. Belongs to one event loop.

    Args:
        waiting: how many may wait.
    """

    def __init__(self, waiting: int) -> None:
        self._limit = waiting
        self._idle: list[WorkerProcess] = []
        self._waiting: deque[asyncio.Future[WorkerProcess]] = deque()

    def put(self, worker: WorkerProcess) -> None:
        """Give a worker to the one who has waited longest, or keep it."""
        while self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.done():
                waiter.set_result(worker)
                return
        self._idle.append(worker)

    def discard(self, worker: WorkerProcess) -> bool:
        """Keep a worker no longer; whether it was idle."""
        found = worker in self._idle
        if found:
            self._idle.remove(worker)
        return found

    async def take(self, deadline: float) -> WorkerProcess:
        """The worker that became idle last, or else the next that does.

        Args:
            deadline: until when to wait, by the clock of the event loop.

        Raises:
            BusyError: too many are waiting, or none became idle in time.
        """
        if self._idle:
            return self._idle.pop()
        if len(self._waiting) >= self._limit:
            raise BusyError(f"{len(self._waiting)} queries are waiting already: try again in a moment")
        waiter: asyncio.Future[WorkerProcess] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiter)
        try:
            async with asyncio.timeout_at(deadline):
                return await waiter
        except (TimeoutError, asyncio.CancelledError) as error:
            if waiter.done() and not waiter.cancelled():  # it came at the last moment
                self.put(waiter.result())
            if isinstance(error, TimeoutError):
                raise BusyError("no worker was free before the deadline: try again in a moment") from error
            raise
        finally:
            if waiter in self._waiting:
                self._waiting.remove(waiter)
