"""A pool of query workers: a user's query runs in a process that is killed at the deadline and replaced at once.

The engine has no time-out and no cancel, and some queries end its process; killing a worker is the one way that stops
every query. A worker whose client went away is given a moment to finish, and then replaced too (`worker_line`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from pathlib import Path

from api.pool.checkpoints import Checkpoint, Checkpoints
from api.pool.frames import WorkerRequest
from api.pool.questions import Outcome, Question
from api.pool.replicas import Replicas
from api.pool.terms import PoolAnswer, PoolLimits, PoolQuery
from api.pool.worker_line import WorkerLine
from api.pool.worker_process import WorkerProcess
from api.pool.write_worker import GRAPH, UPDATE
from graph.store import Store
from ontology.errors import MithaqError

_RETRY_SECONDS = 1.0
_LOOK_SECONDS = 0.25
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
        self._line = WorkerLine(limits, self)
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
        if self._checkpoints.find(query.version) is None:
            await self._checkpoints.renew()
        return await self._wait_for(lambda tell: self._make_question(query, tell))

    def begin(self, query: PoolQuery, tell: Callable[[Outcome], None]) -> Question | None:
        """Run a query, and have somebody told what became of it, at once and without a task that waits.

        Returns:
            The question; None for a query that has to wait for a checkpoint first, which is then not run.

        Raises:
            BusyError: too many queries are waiting.
        """
        if self._checkpoints.find(query.version) is None:
            return None
        question = self._make_question(query, tell)
        self._line.ask(question)
        return question

    def give_up(self, question: Question) -> None:
        """Stop what nobody waits for any longer."""
        self._line.give_up(question)

    async def try_update(self, update: str, *, reads: bool, judged: bool = False) -> bytes:
        """See that an update parses and, where it reads, comes to an end; the graph stays as it is.

        Returns:
            For one that is to be judged what it touches (`update_trial.read_touched`), else nothing.

        Raises:
            as `answer`.
        """
        reading = reads or judged
        if reading and self._checkpoints.find(None) is None:
            await self._checkpoints.renew()

        def request(checkpoint: Checkpoint) -> WorkerRequest:
            return self._limits.write_request(UPDATE, folder=str(checkpoint.folder) if reading else None, judged=judged)

        answer = await self._wait_for(lambda tell: Question(request, update.encode(), self._limits.seconds, tell))
        return answer.body

    async def read_graph(self, content: bytes, media_type: str, *, base: str) -> bytes:
        """The triples of a body, in N-Triples.

        Args:
            content: of the body.
            media_type: of it, with the boundary where it is a form.
            base: what its relative IRIs are relative to.

        Raises:
            as `answer`.
        """

        def request(_: Checkpoint) -> WorkerRequest:
            return self._limits.write_request(GRAPH, media_type=media_type, base=base)

        return (await self._wait_for(lambda tell: Question(request, content, self._limits.seconds, tell))).body

    async def close(self) -> None:
        """End the workers and delete the checkpoints."""
        self._closed = True
        if self._upkeep is not None:
            self._upkeep.cancel()
            await asyncio.gather(self._upkeep, return_exceptions=True)
        self._line.close()
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)
        for worker in tuple(self._workers):
            await worker.kill()
        self._checkpoints.close()

    def newest(self) -> Checkpoint | None:
        """The checkpoint that questions are asked of (see `Keeper`)."""
        return self._checkpoints.newest

    def note_move(self) -> None:
        """Delete the checkpoints that nobody reads any longer."""
        self._run(self._checkpoints.prune(self._used))

    def replace(self, worker: WorkerProcess) -> None:
        """Put another worker in the place of one; in the background, for nobody need wait for it."""
        self._run(self._replace(worker))

    def dismiss(self, worker: WorkerProcess) -> None:
        """End a worker in whose place another has been put."""
        self._workers.discard(worker)
        self._run(worker.kill())

    def bury(self, worker: WorkerProcess, question: Question | None) -> None:
        """Replace a worker that ended by itself, and tell what of to the one whose question it was at."""
        self._run(self._bury(worker, question))

    def _used(self) -> set[Path | None]:
        """The checkpoints that workers read or are to read."""
        return {worker.folder for worker in self._workers} | self._line.folders | {self._loading}

    def _make_question(self, query: PoolQuery, tell: Callable[[Outcome], None]) -> Question:
        seconds = min(query.seconds or self._limits.seconds, self._limits.seconds)

        def request(checkpoint: Checkpoint) -> WorkerRequest:
            return self._limits.query_request(query, str(checkpoint.folder), seconds)

        return Question(request, query.text.encode(), seconds, tell)

    async def _wait_for(self, make: Callable[[Callable[[Outcome], None]], Question]) -> PoolAnswer:
        """The answer to a question; one who is interrupted stops it."""
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        question = make(lambda outcome: None if future.done() else future.set_result(outcome))
        self._line.ask(question)
        try:
            outcome = await future
        except asyncio.CancelledError:
            self._line.give_up(question)
            raise
        if isinstance(outcome, PoolAnswer):
            return outcome
        raise outcome

    async def _bury(self, worker: WorkerProcess, question: Question | None) -> None:
        # First the inquest: to kill what has ended takes the cause away.
        cause = await worker.find_cause_of_death()
        if question is not None:
            question.finish(self._limits.explain_death(cause, question.seconds))
        await self._replace(worker)

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
        if lacking:
            self._line.retire(min(lacking, key=lambda other: len(other.asked)))

    def _run(self, work: Coroutine[None, None, None]) -> None:
        """Run something in the background, kept until it is done."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
