"""One query worker as its parent sees it: a process to ask, to kill, and to hold an inquest on."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from api.query_worker import LENGTH_BYTES, WorkerReply, WorkerRequest, encode_frame
from api.write_worker import WriteRequest

_READ_AHEAD = 1024 * 1024
"""Bytes that the parent takes from a worker's pipe before the result is asked for."""

_INQUEST_SECONDS = 2.0
_NO_MEMORY = ("memory allocation of", "bad_alloc", "out of memory", "MemoryError")


class WorkerProcess:
    """A running worker; made by `start`. Belongs to one event loop."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self.folder: Path | None = None

    @classmethod
    async def start(cls) -> WorkerProcess:
        """Start a worker; it answers as soon as it has imported the engine (some 100 ms)."""
        root = Path(__file__).resolve().parent.parent
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "api.query_worker"),
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            limit=_READ_AHEAD,
            # Settings and secrets of the service are none of a query's business. One arena a thread would reserve
            # 64 MiB of address space each, which the memory limit counts.
            env={"PYTHONPATH": str(root), "MALLOC_ARENA_MAX": "2", "PYTHONUTF8": "1"},
            # A Ctrl-C at the terminal is for the service, which then ends its workers.
            start_new_session=True,
        )
        return cls(process)

    @property
    def process_id(self) -> int:
        """The id of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs, as far as is known."""
        return self._process.returncode is None

    async def ask(self, request: WorkerRequest | WriteRequest, text: bytes = b"") -> tuple[WorkerReply, bytes]:
        """Send a request, with the text of a write, and wait for the reply.

        One who is interrupted here must kill the worker.

        Raises:
            EOFError: the worker ended before its reply was whole.
            ConnectionError: it had ended before.
        """
        sink, source = self._process.stdin, self._process.stdout
        if sink is None or source is None:
            raise EOFError("the worker has no pipes")
        sink.write(encode_frame(request) + text)
        await sink.drain()
        length = int.from_bytes(await source.readexactly(LENGTH_BYTES), "big")
        reply = WorkerReply(**json.loads(await source.readexactly(length)))
        return reply, await source.readexactly(reply.length)

    async def kill(self) -> None:
        """End it, whatever it is doing, and wait until it is gone."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        if self._process.stdin is not None:
            self._process.stdin.close()
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
