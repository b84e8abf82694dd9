"""One query worker as its parent sees it: a process to ask, to kill, and to hold an inquest on.

Questions wait in the worker's socket, so that it finds the next when it is done with one: to sleep and be woken for
each costs more than a small query. What it has not begun can be taken back from there, by the system's own order.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections import deque
from pathlib import Path
from typing import Protocol, cast

from api.pool.frames import (
    HEAD_BYTES,
    MESSAGE_BYTES,
    ON_THE_STREAM,
    WorkerReply,
    WorkerRequest,
    decode_lengths,
    decode_reply,
    encode_frame,
)
from api.pool.questions import Question

_INQUEST_SECONDS = 2.0
_NO_MEMORY = ("memory allocation of", "bad_alloc", "out of memory", "MemoryError")
_MESSAGES = socket.SOCK_SEQPACKET if sys.platform == "linux" else socket.SOCK_DGRAM


class Listener(Protocol):
    """Hears what becomes of the questions of a worker."""

    def hear(self, worker: WorkerProcess, question: Question, reply: WorkerReply, body: bytes) -> None:
        """Take the reply to a question."""
        ...

    def lose(self, worker: WorkerProcess) -> None:
        """Note that a worker has ended by itself."""
        ...


class WorkerProcess:
    """A running worker; made by `start`. Belongs to one event loop."""

    def __init__(self, process: Process, channel: _Channel, requests: tuple[socket.socket, socket.socket]) -> None:
        self._process = process
        self._channel = channel
        self._requests, self._taking_back = requests
        self.asked: deque[Question] = deque()
        """What it has been asked and has not answered; it is at the first, or about to be."""
        self.since = 0.0
        """When it came to the first, by `time.monotonic`."""
        self.folder: Path | None = None
        """The checkpoint that it read last."""
        self.replica: Path | None = None
        """The checkpoint that it holds in memory."""
        self.retired = False
        """Whether another has taken its place, so that what it is at is its last."""
        self.listener: Listener | None = None

    @classmethod
    async def start(cls) -> WorkerProcess:
        """Start a worker; it answers as soon as it has imported the engine (some 100 ms)."""
        starting = asyncio.create_task(cls._start())
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:
            # One that is half started has nobody yet who could end it.
            worker = await starting
            await worker.kill()
            raise

    @classmethod
    async def _start(cls) -> WorkerProcess:
        root = Path(__file__).resolve().parents[2]
        requests = socket.socketpair(socket.AF_UNIX, _MESSAGES)
        requests[0].setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, MESSAGE_BYTES * 16)
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-P", "-m", "api.pool.query_worker"),
                    stdin=requests[1].fileno(),
                    stdout=theirs.fileno(),
                    stderr=PIPE,
                    # Settings and secrets of the service are none of a query's business. One arena a thread would
                    # reserve 64 MiB of address space each, which the memory limit counts.
                    env={"PYTHONPATH": str(root), "MALLOC_ARENA_MAX": "2", "PYTHONUTF8": "1"},
                    # A Ctrl-C at the terminal is for the service, which then ends its workers.
                    start_new_session=True,
                )
            except BaseException:
                for end in (ours, *requests):
                    end.close()
                raise
        _, channel = await asyncio.get_running_loop().create_unix_connection(_Channel, sock=ours)
        worker = cls(process, channel, requests)
        channel.worker = worker
        return worker

    @property
    def process_id(self) -> int:
        """The id of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs, as far as is known."""
        return not self._channel.closed

    async def request(self, request: WorkerRequest) -> WorkerReply:
        """Ask a worker that is in no line yet for something, and wait for the reply.

        Raises:
            EOFError: the worker ended before it came.
        """
        listener = self.listener = _OneReply()
        self.ask(Question(lambda _: request, b"", 0.0, lambda _: None), encode_frame(request))
        return await listener.reply

    def ask(self, question: Question, frame: bytes) -> bool:
        """Send a question, as a frame; the listener hears the reply. A long one only when it has no other.

        Returns:
            Whether there was room for it.
        """
        short = len(frame) <= MESSAGE_BYTES
        try:
            self._requests.send(frame if short else ON_THE_STREAM, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        if not short:
            self._channel.write(frame)
        if not self.asked:
            self.since = time.monotonic()
        self.asked.append(question)
        return True

    def take_back(self) -> list[Question]:
        """The questions that it has not begun, in their order, which it will not see then; never the first."""
        if len(self.asked) < 2 and self.alive:
            return []
        frames = []
        with contextlib.suppress(BlockingIOError):
            while frame := self._taking_back.recv(MESSAGE_BYTES, socket.MSG_DONTWAIT):
                frames.append(frame)
        if self.alive and len(frames) == len(self.asked):
            self._requests.send(frames.pop(0), socket.MSG_DONTWAIT)
        return list(reversed([self.asked.pop() for _ in frames]))

    async def kill(self) -> None:
        """End it, whatever it is doing, and wait until it is gone."""
        self.listener = None
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._channel.close()
        self._requests.close()
        self._taking_back.close()
        await self._process.wait()

    async def find_cause_of_death(self) -> str:
        """Why a worker that ended did: `deadline` (its own alarm), `memory`, or the signal or code it ended with."""
        try:
            code = await asyncio.wait_for(self._process.wait(), _INQUEST_SECONDS)
        except TimeoutError:
            return "no word"
        if code == -signal.SIGALRM:
            return "deadline"
        words = await self._last_words()
        if any(sign in words for sign in _NO_MEMORY):
            return "memory"
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"

    async def _last_words(self) -> str:
        if self._process.stderr is None:
            return ""
        with contextlib.suppress(TimeoutError):
            return (await asyncio.wait_for(self._process.stderr.read(), _INQUEST_SECONDS)).decode(errors="replace")
        return ""

    def _hear(self, reply: WorkerReply, body: bytes) -> None:
        if self.listener is not None:
            self.since = time.monotonic()
            self.listener.hear(self, self.asked.popleft(), reply, body)

    def _end(self) -> None:
        if self.listener is not None:
            self.listener.lose(self)


class _OneReply:
    """Waits for one reply."""

    def __init__(self) -> None:
        self.reply: asyncio.Future[WorkerReply] = asyncio.get_running_loop().create_future()

    def hear(self, worker: WorkerProcess, question: Question, reply: WorkerReply, body: bytes) -> None:  # noqa: ARG002
        if not self.reply.done():
            self.reply.set_result(reply)

    def lose(self, worker: WorkerProcess) -> None:  # noqa: ARG002
        if not self.reply.done():
            self.reply.set_exception(EOFError("the worker ended before its reply was whole"))


class _Channel(asyncio.Protocol):
    """The stream to and from a worker: replies, put together as their parts come in, and questions that are long.

    A protocol and not a pair of streams: those took 150 µs of the service's time for an exchange, this takes 30.
    """

    def __init__(self) -> None:
        self.closed = False
        self.worker: WorkerProcess | None = None
        self._transport: asyncio.Transport | None = None
        self._received = bytearray()

    def write(self, frame: bytes) -> None:
        """Send what is too long for a message."""
        if self._transport is not None:
            self._transport.write(frame)

    def close(self) -> None:
        """Hear and say nothing more."""
        self.closed = True
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to the worker."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is none by its class

    def connection_lost(self, _: Exception | None) -> None:
        """Tell that the worker has ended."""
        if not self.closed and self.worker is not None:
            self.closed = True
            self.worker._end()

    def data_received(self, data: bytes) -> None:
        """Take what has come of one or more replies."""
        received = self._received
        received += data
        while len(received) >= HEAD_BYTES:
            head, content = decode_lengths(received)
            end = HEAD_BYTES + head
            if len(received) < end + content or self.worker is None:
                return
            reply, body = (
                decode_reply(bytes(received[HEAD_BYTES:end])),
                bytes(memoryview(received)[end : end + content]),
            )
            del received[: end + content]
            self.worker._hear(reply, body)
