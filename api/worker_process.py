"""One query worker as its parent sees it: a process to ask, to kill, and to hold an inquest on."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path
from typing import cast

from api.frames import HEAD_BYTES, WorkerReply, WorkerRequest, decode_lengths, decode_reply, encode_frame

_INQUEST_SECONDS = 2.0
_NO_MEMORY = ("memory allocation of", "bad_alloc", "out of memory", "MemoryError")


class WorkerProcess:
    """A running worker; made by `start`. Belongs to one event loop."""

    def __init__(self, process: Process, channel: _Channel) -> None:
        self._process = process
        self._channel = channel
        self.folder: Path | None = None
        """The checkpoint that it reads."""
        self.replica: Path | None = None
        """The checkpoint that it holds in memory."""
        self.retired = False
        """Whether another has taken its place, so that this is its last query."""

    @classmethod
    async def start(cls) -> WorkerProcess:
        """Start a worker; it answers as soon as it has imported the engine (some 100 ms)."""
        root = Path(__file__).resolve().parent.parent
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-P", "-m", "api.query_worker"),
                    stdin=theirs.fileno(),
                    stdout=DEVNULL,
                    stderr=PIPE,
                    # Settings and secrets of the service are none of a query's business. One arena a thread would
                    # reserve 64 MiB of address space each, which the memory limit counts.
                    env={"PYTHONPATH": str(root), "MALLOC_ARENA_MAX": "2", "PYTHONUTF8": "1"},
                    # A Ctrl-C at the terminal is for the service, which then ends its workers.
                    start_new_session=True,
                )
            except BaseException:
                ours.close()
                raise
        _, channel = await asyncio.get_running_loop().create_unix_connection(_Channel, sock=ours)
        return cls(process, channel)

    @property
    def process_id(self) -> int:
        """The id of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs, as far as is known."""
        return self._process.returncode is None and not self._channel.closed

    async def ask(self, request: WorkerRequest, text: bytes = b"") -> tuple[WorkerReply, bytes]:
        """Send a request, with the text of a write, and wait for the reply.

        One who is interrupted here must kill the worker.

        Raises:
            EOFError: the worker ended before its reply was whole.
        """
        return await self._channel.exchange(encode_frame(request, text))

    async def finish(self, seconds: float) -> bool:
        """Wait for the end of what nobody waits for any longer; whether it came in time, and the worker is sound."""
        try:
            async with asyncio.timeout(seconds):
                reply = await self._channel.rest()
        except (TimeoutError, EOFError, ConnectionError):
            return False
        return reply is None or reply[0].fault != "memory"

    async def kill(self) -> None:
        """End it, whatever it is doing, and wait until it is gone."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._channel.close()
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


class _Channel(asyncio.Protocol):
    """The socket to a worker: one request, one reply, put together as its parts come in.

    A protocol and not a pair of streams: those took 150 µs of the service's time for an exchange, this takes 30.
    """

    def __init__(self) -> None:
        self.closed = False
        self._transport: asyncio.Transport | None = None
        self._received = bytearray()
        self._whole = 0
        self._busy = False
        self._reply: asyncio.Future[tuple[WorkerReply, bytes]] | None = None

    def exchange(self, frame: bytes) -> asyncio.Future[tuple[WorkerReply, bytes]]:
        """Send a frame; the future gets the reply to it, or EOFError."""
        self._reply = asyncio.get_running_loop().create_future()
        if self._transport is None or self.closed:
            self._reply.set_exception(EOFError("the worker has ended"))
        else:
            self._busy = True
            self._transport.write(frame)
        return self._reply

    async def rest(self) -> tuple[WorkerReply, bytes] | None:
        """The reply that is still to come, where one is, when the one who waited for it has been interrupted."""
        if not self._busy:
            return None
        self._reply = asyncio.get_running_loop().create_future()
        return await self._reply

    def close(self) -> None:
        """Hear and say nothing more."""
        self.closed = True
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to the worker."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is none by its class

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell the one who waits."""
        self.closed, self._busy = True, False
        if self._reply is not None and not self._reply.done():
            self._reply.set_exception(exc or EOFError("the worker ended before its reply was whole"))

    def data_received(self, data: bytes) -> None:
        """Take a part of a reply."""
        received = self._received
        received += data
        if not self._whole and len(received) >= HEAD_BYTES:
            self._whole = HEAD_BYTES + sum(decode_lengths(received))
        if not self._whole or len(received) < self._whole:
            return
        end = HEAD_BYTES + decode_lengths(received)[0]
        reply = decode_reply(bytes(received[HEAD_BYTES:end])), bytes(memoryview(received)[end:])
        self._received, self._whole, self._busy = bytearray(), 0, False
        if self._reply is not None and not self._reply.done():
            self._reply.set_result(reply)
