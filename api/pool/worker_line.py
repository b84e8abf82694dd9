"""The questions that wait for a worker and the workers that take them: first come, first served, and only so many.

A worker is given some questions ahead, so that it need not sleep between them. One that is at a long question gets no
more, and what waits behind it is taken back for the others.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from pathlib import Path
from typing import Protocol

from api.errors import BusyError
from api.pool.checkpoints import Checkpoint
from api.pool.frames import WorkerReply
from api.pool.questions import Question
from api.pool.terms import PoolLimits, out_of_time
from api.pool.worker_process import WorkerProcess

_AHEAD = 16
"""Questions that a worker has at most, with the one that it is at: where many programs want the processor, each of the
service's processes should find all there is to do when its turn comes."""

_SLOW_SECONDS = 0.05
"""From when on nothing should wait behind a question; on a busy machine a worker may wait for its turn as long."""

_SWEEP_SECONDS = 0.05
"""How exactly deadlines are kept."""

_GRACE_SECONDS = 0.2
"""For the end of what nobody waits for any longer: starting another worker takes longer."""


class Keeper(Protocol):
    """Keeps the workers of a line."""

    def newest(self) -> Checkpoint | None:
        """The checkpoint that questions are asked of."""
        ...

    def note_move(self) -> None:
        """Note that a worker has come to another checkpoint."""
        ...

    def replace(self, worker: WorkerProcess) -> None:
        """End a worker, and put another in its place."""
        ...

    def dismiss(self, worker: WorkerProcess) -> None:
        """End a worker in whose place another has been put."""
        ...

    def bury(self, worker: WorkerProcess, question: Question | None) -> None:
        """Replace a worker that ended by itself, and tell what of to the one whose question it was at."""
        ...


class WorkerLine:
    """Hands out questions to workers. Belongs to one event loop.

    Args:
        limits: how many may wait, and what else may be taken.
        keeper: keeps the workers.
    """

    def __init__(self, limits: PoolLimits, keeper: Keeper) -> None:
        self._limits = limits
        self._keeper = keeper
        self._workers: list[WorkerProcess] = []
        self._waiting: deque[Question] = deque()
        self._sweeper: asyncio.TimerHandle | None = None
        self._closed = False

    @property
    def folders(self) -> set[Path]:
        """The checkpoints that are to be read for the questions that workers have."""
        asked = (question.checkpoint for worker in self._workers for question in worker.asked)
        return {checkpoint.folder for checkpoint in asked if checkpoint is not None}

    def put(self, worker: WorkerProcess) -> None:
        """Give questions to a worker from now on."""
        worker.listener = self
        self._workers.append(worker)
        self._hand_out()

    def retire(self, worker: WorkerProcess) -> None:
        """Give a worker no more questions, and have it dismissed when it has answered the one that it is at."""
        worker.retired = True
        self._take_back(worker)
        if not worker.asked:
            self._workers.remove(worker)
            worker.listener = None
            self._keeper.dismiss(worker)
        self._hand_out()

    def ask(self, question: Question) -> None:
        """Take a question.

        Raises:
            BusyError: too many are waiting, or the service ends.
        """
        if self._closed:
            raise BusyError("the service is ending")
        waiting = len(self._waiting) + sum(len(worker.asked) for worker in self._workers) - self._limits.workers
        if waiting >= self._limits.waiting:
            raise BusyError(f"{waiting} queries are waiting already: try again in a moment")
        self._waiting.append(question)
        self._hand_out()
        if self._sweeper is None:
            self._sweeper = asyncio.get_running_loop().call_later(_SWEEP_SECONDS, self._sweep)

    def give_up(self, question: Question) -> None:
        """Nobody waits for a question any longer: it is taken out of the line, or stopped soon."""
        question.wanted = False
        question.deadline = min(question.deadline, time.monotonic() + _GRACE_SECONDS)
        for worker in self._workers:
            if question in worker.asked:
                self._take_back(worker)
        if question in self._waiting:
            self._waiting.remove(question)
        self._hand_out()

    def close(self) -> None:
        """Tell all who wait that the service ends."""
        self._closed = True
        if self._sweeper is not None:
            self._sweeper.cancel()
        waiting = [*self._waiting, *(question for worker in self._workers for question in worker.asked)]
        self._waiting.clear()
        self._workers.clear()
        for question in waiting:
            question.finish(BusyError("the service is ending"))

    def hear(self, worker: WorkerProcess, question: Question, reply: WorkerReply, body: bytes) -> None:
        """Pass on a reply, and give the worker more to do."""
        if question.checkpoint is not None and worker.folder != question.checkpoint.folder:
            worker.folder = question.checkpoint.folder
            self._keeper.note_move()
        if reply.fault == "memory":
            if (unbegun := self._lose(worker)) is not None:
                self._waiting.appendleft(unbegun)
            self._keeper.replace(worker)
        elif worker.retired and not worker.asked:
            self._workers.remove(worker)
            worker.listener = None
            self._keeper.dismiss(worker)
        self._hand_out()
        if reply.fault is None:
            question.answer(reply, body)
        else:
            question.finish(self._limits.explain_fault(reply))

    def lose(self, worker: WorkerProcess) -> None:
        """Have a worker that has ended buried."""
        self._keeper.bury(worker, self._lose(worker))
        self._hand_out()

    def _lose(self, worker: WorkerProcess) -> Question | None:
        """Take a worker out, and what it has not begun back into the line; gives what it was at."""
        if worker in self._workers:
            self._workers.remove(worker)
        worker.listener = None  # whatever it says or does from now on
        self._take_back(worker)
        begun = worker.asked.popleft() if worker.asked else None
        self._waiting.extendleft(reversed(worker.asked))
        worker.asked.clear()
        return begun

    def _take_back(self, worker: WorkerProcess) -> None:
        self._waiting.extendleft(reversed(worker.take_back()))

    def _hand_out(self) -> None:
        """Give each worker what it has room for, the one with the least first."""
        now = time.monotonic()
        self._spread(now)
        while self._waiting:
            worker = self._find_room(now)
            checkpoint = self._keeper.newest()
            if worker is None or checkpoint is None:
                return
            question = self._waiting[0]
            frame = question.encode(checkpoint)
            if (worker.asked and question.long) or not worker.ask(question, frame):
                return
            self._waiting.popleft()

    def _spread(self, now: float) -> None:
        """Take back what waits behind a question that takes long, and all that does so while a worker has nothing."""
        idle = False
        if not self._waiting:
            for worker in self._workers:
                idle = idle or not worker.asked
        for worker in self._workers:
            if len(worker.asked) > 1 and (idle or now - worker.since > _SLOW_SECONDS):
                self._take_back(worker)

    def _find_room(self, now: float) -> WorkerProcess | None:
        """The worker with the least to do that can be given a question."""
        found, least = None, _AHEAD
        for worker in self._workers:
            asked = worker.asked
            if len(asked) >= least or worker.retired or not worker.alive:
                continue
            if not asked or (now - worker.since <= _SLOW_SECONDS and not asked[0].long):
                found, least = worker, len(asked)
        return found

    def _sweep(self) -> None:
        """Stop what is past its deadline."""
        now = time.monotonic()
        for worker in tuple(self._workers):
            if worker.asked and worker.asked[0].deadline <= now:
                stopped = self._lose(worker)
                self._keeper.replace(worker)
                if stopped is not None:
                    stopped.finish(out_of_time(stopped.seconds))
            elif any(question.deadline <= now for question in worker.asked):
                self._take_back(worker)
        for question in [each for each in self._waiting if each.deadline <= now]:
            self._waiting.remove(question)
            question.finish(BusyError("no worker was free before the deadline: try again in a moment"))
        self._hand_out()
        busy = self._waiting or any(worker.asked for worker in self._workers)
        self._sweeper = asyncio.get_running_loop().call_later(_SWEEP_SECONDS, self._sweep) if busy else None
