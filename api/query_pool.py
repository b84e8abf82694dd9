"""A pool of query workers: a user's query runs in a process that is killed at the deadline and replaced at once.

The engine has no time-out and no cancel, and some queries end its process; killing a worker is the one way that stops
every query. A worker whose client went away is given a moment to finish, and then replaced too.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path

from api.checkpoints import Checkpoint, Checkpoints
from api.frames import WorkerReply, WorkerRequest
from api.pool_terms import PoolAnswer, PoolLimits, PoolQuery, out_of_time
from api.replicas import Replicas
from api.worker_line import WorkerLine
from api.worker_process import WorkerProcess
from api.write_worker import GRAPH, UPDATE
from graph.store import Store
from ontology.errors import MithaqError

_RETRY_SECONDS = 1.0
_LOOK_SECONDS = 0.25
_GRACE_SECONDS = 0.2
_LOGGER = logging.getLogger(__name__)


class QueryPool:
    """The workers on one store. Belongs to one event loop; `start` before the first query, `close` after the last.

    Args:
        store: what to ask; workers read checkpoints of it.
        limits: what may be taken.
    """

    def __init__(self, store: Store, limits: PoolLimits) -> None:
        self._limits = limits
        self._checkpoints = Checkpoints(store)
        self._workers: set[WorkerProcess] = set()
        self._line = WorkerLine(limits.waiting)
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False
        self._replicas = Replicas(limits)
        self._upkeep: asyncio.Task[None] | None = None
        self._loading: Path | None = None

    @property
    def alive(self) -> int:
        """How many workers are running."""
        return sum(worker.alive for worker in self._workers)

    @property
    def replicas(self) -> int:
        """How many workers hold the store as it is in memory."""
        newest = self._checkpoints.newest
        return sum(newest is not None and worker.replica == newest.folder for worker in self._workers)

    @property
    def process_ids(self) -> tuple[int, ...]:
        """The processes of the workers."""
        return tuple(sorted(worker.process_id for worker in self._workers))

    async def start(self) -> None:
        """Start the workers and make the first checkpoint."""
        await asyncio.gather(self._checkpoints.renew(), *(self._add_worker() for _ in range(self._limits.workers)))
        self._upkeep = asyncio.create_task(self._keep_up())

    async def answer(self, query: PoolQuery) -> PoolAnswer:
        """Run a query.

        Raises:
            QueryError: it does not parse.
            EvaluationError: the engine cannot run it.
            ForbiddenError: its FROM names a graph that is not in the store.
            BusyError: too many queries are waiting.
            DeadlineError: it ran out of time.
            MemoryLimitError: it ran out of memory, or its result is too large.
            WorkerDiedError: its worker ended without a word.
        """
        seconds = min(query.seconds or self._limits.seconds, self._limits.seconds)
        version = -1

        async def prepare(worker: WorkerProcess) -> WorkerRequest:
            nonlocal version
            checkpoint = await self._checkpoint_for(worker, query.version)
            version = checkpoint.version
            return self._limits.query_request(query, str(checkpoint.folder), seconds)

        reply, body = await self._ask_worker(prepare, seconds)
        return PoolAnswer(reply.media_type, body, version)

    async def try_update(self, update: str, *, reads: bool, judged: bool = False) -> bytes:
        """See that an update parses and, where it reads, comes to an end; the graph stays as it is.

        Returns:
            For one that is to be judged what it touches (`update_trial.read_touched`), else nothing.

        Raises:
            as `answer`.
        """

        async def prepare(worker: WorkerProcess) -> WorkerRequest:
            folder = str((await self._checkpoint_for(worker)).folder) if reads or judged else None
            return self._limits.write_request(UPDATE, folder=folder, judged=judged)

        _, body = await self._ask_worker(prepare, self._limits.seconds, update.encode())
        return body

    async def read_graph(self, content: bytes, media_type: str, *, base: str) -> bytes:
        """The triples of a body, in N-Triples.

        Args:
            content: of the body.
            media_type: of it, with the boundary where it is a form.
            base: what its relative IRIs are relative to.

        Raises:
            as `answer`.
        """

        async def prepare(_: WorkerProcess) -> WorkerRequest:
            return self._limits.write_request(GRAPH, media_type=media_type, base=base)

        _, body = await self._ask_worker(prepare, self._limits.seconds, content)
        return body

    async def close(self) -> None:
        """End the workers and delete the checkpoints."""
        self._closed = True
        if self._upkeep is not None:
            self._upkeep.cancel()
            await asyncio.gather(self._upkeep, return_exceptions=True)
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)
        for worker in tuple(self._workers):
            await worker.kill()
        self._checkpoints.close()

    async def _ask_worker(
        self, prepare: Callable[[WorkerProcess], Awaitable[WorkerRequest]], seconds: float, text: bytes = b""
    ) -> tuple[WorkerReply, bytes]:
        deadline = asyncio.get_running_loop().time() + seconds
        worker = await self._next_worker(deadline)
        release: Callable[[WorkerProcess], Coroutine[None, None, None]] | None = self._replace
        try:
            async with asyncio.timeout_at(deadline):
                reply, body = await worker.ask(await prepare(worker), text)
            if reply.fault != "memory":
                release = None
        except TimeoutError as error:
            raise out_of_time(seconds) from error
        except (EOFError, ConnectionError) as error:
            raise self._limits.explain_death(await worker.find_cause_of_death(), seconds) from error
        except asyncio.CancelledError:
            release = self._settle
            raise
        finally:
            if release is None:
                self._give_back(worker)
            else:
                # In the background: the one who asked need not wait for the replacement, and may be gone already.
                self._run(release(worker))
        if reply.fault is not None:
            raise self._limits.explain_fault(reply)
        return reply, body

    def _give_back(self, worker: WorkerProcess) -> None:
        if worker.retired:
            self._run(self._dismiss(worker))
        else:
            self._line.put(worker)

    async def _settle(self, worker: WorkerProcess) -> None:
        """Let a worker finish what its client has left, if that is short: starting another takes longer."""
        if await worker.finish(_GRACE_SECONDS):
            self._give_back(worker)
        else:
            await self._replace(worker)

    async def _next_worker(self, deadline: float) -> WorkerProcess:
        while not (worker := await self._line.take(deadline)).alive:
            self._run(self._replace(worker))
        return worker

    async def _add_worker(self) -> None:
        worker = await WorkerProcess.start()
        if self._closed:
            await worker.kill()
            return
        self._workers.add(worker)
        self._line.put(worker)

    async def _replace(self, worker: WorkerProcess) -> None:
        self._workers.discard(worker)
        await worker.kill()
        while not self._closed:
            try:
                await self._add_worker()
            except OSError as error:
                # No memory or no process to be had just now: the pool must not shrink for good.
                _LOGGER.warning("a query worker cannot be started, trying again: %s", error)
                await asyncio.sleep(_RETRY_SECONDS)
            else:
                return

    async def _dismiss(self, worker: WorkerProcess) -> None:
        self._workers.discard(worker)
        await worker.kill()

    async def _keep_up(self) -> None:
        """Renew the checkpoint after writes, before anybody has to wait for it, and the replicas when it is quiet."""
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            try:
                if self._checkpoints.is_stale():
                    await self._checkpoints.renew()
                await self._renew_replica()
            except (MithaqError, OSError) as error:
                _LOGGER.warning("what the query workers read cannot be renewed, trying again: %s", error)
                await asyncio.sleep(_RETRY_SECONDS)

    async def _renew_replica(self) -> None:
        """Put a worker that holds a replica in the place of one that does not."""
        checkpoint = self._checkpoints.newest
        if checkpoint is None or not self._replicas.is_due(checkpoint, self._workers):
            return
        self._loading = checkpoint.folder
        worker = await self._replicas.make_worker(checkpoint)
        if worker is None or self._checkpoints.newest is not checkpoint:
            if worker is not None:
                await worker.kill()
            return
        lacking = [other for other in self._workers if other.replica != checkpoint.folder and not other.retired]
        self._workers.add(worker)
        self._line.put(worker)
        idle = next((other for other in lacking if self._line.discard(other)), None)
        if idle is not None:
            await self._dismiss(idle)
        elif lacking:
            lacking[0].retired = True

    def _run(self, work: Coroutine[None, None, None]) -> None:
        """Run something in the background, kept until it is done."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _checkpoint_for(self, worker: WorkerProcess, version: int | None = None) -> Checkpoint:
        checkpoint = self._checkpoints.find(version) or await self._checkpoints.renew()
        if worker.folder != checkpoint.folder:
            worker.folder = checkpoint.folder
            used = {other.folder for other in self._workers} | {self._loading}
            self._run(self._checkpoints.prune(used))
        return checkpoint
