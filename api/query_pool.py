"""A pool of query workers: a user's query runs in a process that is killed at the deadline and replaced at once.

The engine has no time-out and no cancel, and some queries end its process; killing a worker is the one way that stops
every query. A worker that was interrupted in any way, also by a client that went away, is never used again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import NoReturn

from api.checkpoints import Checkpoints
from api.errors import (
    BusyError,
    DeadlineError,
    EvaluationError,
    ForbiddenError,
    MemoryLimitError,
    QueryAbortedError,
    WorkerDiedError,
)
from api.query_worker import WorkerReply, WorkerRequest
from api.worker_process import WorkerProcess
from api.write_worker import GRAPH, UPDATE, WriteRequest
from graph.store import Store
from ontology.errors import QueryError

_MIB = 1024 * 1024
_RETRY_SECONDS = 1.0
_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PoolLimits:
    """What the pool and each query may take.

    Attributes:
        workers: processes.
        seconds: of a query, its wait included.
        memory: MiB of address space a worker may take over what it holds at rest.
        waiting: queries that may wait for a worker.
        result_bytes: of a result.
    """

    workers: int = 2
    seconds: float = 30.0
    memory: int = 1024
    waiting: int = 64
    result_bytes: int = 64 * _MIB


@dataclass(frozen=True, slots=True)
class PoolQuery:
    """A query as the service passes it on.

    Attributes:
        solutions: media type for SELECT and ASK.
        triples: media type for CONSTRUCT and DESCRIBE.
        graphs: what its FROM and FROM NAMED name.
        default_graphs: the request's choice of a dataset, with `named_graphs`.
        seconds: asked for; the pool's own limit holds where it is lower.
    """

    text: str
    solutions: str = "application/sparql-results+json"
    triples: str = "text/turtle"
    graphs: tuple[str, ...] = ()
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class PoolAnswer:
    """A result, written out."""

    media_type: str
    body: bytes


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
        self._idle: asyncio.LifoQueue[WorkerProcess] = asyncio.LifoQueue()
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._closed = False

    @property
    def alive(self) -> int:
        """How many workers are running."""
        return sum(worker.alive for worker in self._workers)

    @property
    def process_ids(self) -> tuple[int, ...]:
        """The processes of the workers."""
        return tuple(sorted(worker.process_id for worker in self._workers))

    async def start(self) -> None:
        """Start the workers and make the first checkpoint."""
        await asyncio.gather(self._checkpoints.current(), *(self._add_worker() for _ in range(self._limits.workers)))

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

        async def ask(worker: WorkerProcess) -> tuple[WorkerReply, bytes]:
            return await worker.ask(self._request(query, await self._checkpoint_for(worker), seconds))

        reply, body = await self._ask_worker(ask, seconds)
        return PoolAnswer(reply.media_type, body)

    async def try_update(self, update: str, *, reads: bool, judged: bool = False) -> bytes:
        """See that an update parses and, where it reads, comes to an end; the graph stays as it is.

        Returns:
            For one that is to be judged what it touches (`update_trial.read_touched`), else nothing.

        Raises:
            as `answer`.
        """

        async def ask(worker: WorkerProcess) -> tuple[WorkerReply, bytes]:
            folder = await self._checkpoint_for(worker) if reads or judged else None
            text = update.encode()
            return await worker.ask(self._limited(WriteRequest(UPDATE, folder, judged), text), text)

        _, body = await self._ask_worker(ask, self._limits.seconds)
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

        async def ask(worker: WorkerProcess) -> tuple[WorkerReply, bytes]:
            request = WriteRequest(GRAPH, media_type=media_type, base=base)
            return await worker.ask(self._limited(request, content), content)

        _, body = await self._ask_worker(ask, self._limits.seconds)
        return body

    async def close(self) -> None:
        """End the workers and delete the checkpoints."""
        self._closed = True
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)
        for worker in tuple(self._workers):
            await worker.kill()
        self._checkpoints.close()

    async def _ask_worker(
        self, ask: Callable[[WorkerProcess], Coroutine[None, None, tuple[WorkerReply, bytes]]], seconds: float
    ) -> tuple[WorkerReply, bytes]:
        deadline = asyncio.get_running_loop().time() + seconds
        worker = await self._next_worker(deadline)
        healthy = False
        try:
            reply, body = await asyncio.wait_for(ask(worker), _left(deadline))
            healthy = reply.fault != "memory"
        except TimeoutError as error:
            raise _late(seconds) from error
        except (EOFError, ConnectionError) as error:
            raise await self._explain(worker, seconds) from error
        finally:
            if healthy:
                self._idle.put_nowait(worker)
            else:
                # In the background: the one who asked need not wait for the replacement, and may be gone already.
                self._run(self._replace(worker))
        if reply.fault is not None:
            self._raise_fault(reply)
        return reply, body

    async def _next_worker(self, deadline: float) -> WorkerProcess:
        if self._idle.empty() and self._waiting >= self._limits.waiting:
            raise BusyError(f"{self._waiting} queries are waiting already: try again in a moment")
        self._waiting += 1
        try:
            while True:
                worker = await asyncio.wait_for(self._idle.get(), _left(deadline))
                if worker.alive:
                    return worker
                self._run(self._replace(worker))
        except TimeoutError as error:
            raise BusyError("no worker was free before the deadline: try again in a moment") from error
        finally:
            self._waiting -= 1

    async def _add_worker(self) -> None:
        worker = await WorkerProcess.start()
        if self._closed:
            await worker.kill()
            return
        self._workers.add(worker)
        self._idle.put_nowait(worker)

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

    def _run(self, work: Coroutine[None, None, None]) -> None:
        """Run something in the background, kept until it is done."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _checkpoint_for(self, worker: WorkerProcess) -> str:
        folder = await self._checkpoints.current()
        if worker.folder != folder:
            worker.folder = folder
            self._run(self._checkpoints.prune({other.folder for other in self._workers if other.folder is not None}))
        return str(folder)

    def _limited(self, request: WriteRequest, text: bytes) -> WriteRequest:
        """A write with its limits, and the length of its text."""
        seconds, memory, size = self._limits.seconds, self._limits.memory * _MIB, self._limits.result_bytes
        return replace(request, seconds=seconds, memory=memory, max_bytes=size, length=len(text))

    def _request(self, query: PoolQuery, folder: str, seconds: float) -> WorkerRequest:
        return WorkerRequest(
            folder=folder,
            query=query.text,
            solutions=query.solutions,
            triples=query.triples,
            graphs=query.graphs,
            default_graphs=query.default_graphs,
            named_graphs=query.named_graphs,
            seconds=seconds,
            memory=self._limits.memory * _MIB,
            max_bytes=self._limits.result_bytes,
        )

    async def _explain(self, worker: WorkerProcess, seconds: float) -> QueryAbortedError:
        cause = await worker.find_cause_of_death()
        if cause == "deadline":
            return _late(seconds)
        if cause == "memory":
            return self._out_of_memory()
        return WorkerDiedError(f"the process that ran the query ended ({cause}); another has taken its place")

    def _out_of_memory(self) -> MemoryLimitError:
        return MemoryLimitError(
            f"the query needs more than the {self._limits.memory} MiB that a query may take: "
            "add a LIMIT, or bind more of its variables"
        )

    def _raise_fault(self, reply: WorkerReply) -> NoReturn:
        if reply.fault == "memory":
            raise self._out_of_memory()
        if reply.fault == "size":
            raise MemoryLimitError(
                f"the result has {reply.message} bytes, and {self._limits.result_bytes:,} are sent at most: add a LIMIT"
            )
        if reply.fault == "graph":
            raise ForbiddenError(
                f"FROM names <{reply.message}>, which is no graph of this store, and remote graphs are never fetched"
            )
        if reply.fault == "engine":
            raise EvaluationError(reply.message)
        raise QueryError(reply.message, line=reply.line, column=reply.column)


def _left(deadline: float) -> float:
    return max(0.0, deadline - asyncio.get_running_loop().time())


def _late(seconds: float) -> DeadlineError:
    return DeadlineError(f"the query had no answer after {seconds:g} s and was stopped: add a LIMIT")
