"""Copies of the store in the workers' memory: when they are worth their room and their time, and how one is made.

A query on a replica need not read the disk, which makes it about twice as fast. A write leaves all replicas behind, and
a new one takes some seconds of processor time a million triples: they are made when the store has been quiet for long
enough, one after the other, beside the workers that answer meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from pathlib import Path

from api.pool.checkpoints import Checkpoint
from api.pool.frames import ReplicaRequest
from api.pool.terms import PoolLimits
from api.pool.worker_process import WorkerProcess
from graph.store import estimate_memory

_MIB = 1024 * 1024
_PATIENCE = 2
"""How many times as long as a replica takes to make the store must have been quiet before the next is made."""

_LOGGER = logging.getLogger(__name__)


class Replicas:
    """Makes workers that hold a replica. Belongs to one event loop.

    Args:
        limits: of the pool; `replica_memory` says how much room there is.
    """

    def __init__(self, limits: PoolLimits) -> None:
        self._limits = limits
        self._took = 0.0
        self._quiet: tuple[Checkpoint | None, float] = None, 0.0

    def is_due(self, checkpoint: Checkpoint, workers: Iterable[WorkerProcess]) -> bool:
        """Whether it is time to give one of the workers a replica of the newest checkpoint."""
        if not self._limits.replica_memory:
            return False
        now = asyncio.get_running_loop().time()
        if self._quiet[0] is not checkpoint:
            self._quiet = checkpoint, now
        return (
            now - self._quiet[1] >= max(self._limits.quiet_seconds, _PATIENCE * self._took)
            and any(worker.replica != checkpoint.folder for worker in workers)
            and self._fits(checkpoint.folder)
        )

    async def make_worker(self, checkpoint: Checkpoint) -> WorkerProcess | None:
        """Start a worker that holds a replica; None where it cannot."""
        clock = asyncio.get_running_loop().time
        started = clock()
        worker = await WorkerProcess.start()
        worker.folder = worker.replica = checkpoint.folder
        try:
            reply = await worker.request(ReplicaRequest(str(checkpoint.folder), self._limits.memory_bytes))
        except BaseException as error:
            await worker.kill()
            if isinstance(error, EOFError):
                _LOGGER.warning("a worker ended over its replica of the store: is there memory enough?")
                self._quiet = checkpoint, float("inf")
                return None
            raise
        self._took = clock() - started
        if reply.fault is None:
            return worker
        # The checkpoint has been deleted meanwhile, for one that is newer.
        await worker.kill()
        return None

    def _fits(self, folder: Path) -> bool:
        """Whether there is room for one a worker, and for one more while they are made."""
        return estimate_memory(folder) * (self._limits.workers + 1) <= self._limits.replica_memory * _MIB
