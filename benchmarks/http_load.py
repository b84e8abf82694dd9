"""A load generator over HTTP/1.1 that takes as little of the processor as Python can: one process, sockets, epoll.

Each connection sends its next request when the answer to the one before is whole. It runs in a process of its own:

    python -m benchmarks.http_load PORT CONNECTIONS SECONDS < paths

prints one JSON object: requests, errors, seconds, and milliseconds at p50 and p99.
"""

from __future__ import annotations

import json
import select
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import cycle

_CHUNK = 1 << 18
_LENGTH = b"content-length:"
_PATIENCE_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Load:
    """What came of sending requests for a while.

    Attributes:
        errors: answers with another status than 200.
        body_bytes: of the last answer, as a sign that there was one.
    """

    requests: int
    errors: int
    seconds: float
    p50: float
    p99: float
    body_bytes: int

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


@dataclass(slots=True)
class _Tally:
    times: list[float] = field(default_factory=list)
    errors: int = 0
    body_bytes: int = 0


class _Connection:
    def __init__(self, port: int, requests: Iterator[bytes]) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._requests = requests
        self._answer = b""
        self._sent = 0.0

    def send(self) -> None:
        self._answer = b""
        self._sent = time.perf_counter()
        self.socket.sendall(next(self._requests))

    def receive(self, tally: _Tally) -> bool:
        """Take what has come; whether the answer is whole."""
        chunk = self.socket.recv(_CHUNK)
        if not chunk:
            raise ConnectionError("the server closed a connection")
        self._answer = answer = self._answer + chunk if self._answer else chunk
        size = _body_size(answer)
        if size is None:
            return False
        tally.times.append(time.perf_counter() - self._sent)
        tally.errors += not answer.startswith(b"HTTP/1.1 200")
        tally.body_bytes = size
        return True


def _body_size(answer: bytes) -> int | None:
    """Bytes of the body of an answer; None until it is whole."""
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = answer[:end].lower()
    at = head.find(_LENGTH)
    if at < 0:  # chunked: what it ends with
        return len(answer) - end - 4 if answer.endswith(b"0\r\n\r\n") else None
    size = int(head[at + len(_LENGTH) :].split(b"\r", 1)[0])
    return size if len(answer) - end - 4 >= size else None


def send_load(port: int, connections: int, seconds: float, requests: Iterator[bytes]) -> Load:
    """Send requests to a server of this machine for some seconds over some connections."""
    opened = {}
    poll = select.epoll()
    for _ in range(connections):
        connection = _Connection(port, requests)
        opened[connection.socket.fileno()] = connection
        poll.register(connection.socket, select.EPOLLIN)
    tally = _Tally()
    start = time.perf_counter()
    deadline = start + seconds
    for connection in opened.values():
        connection.send()
    while (now := time.perf_counter()) < deadline:
        for number, _ in poll.poll(1):
            if opened[number].receive(tally):
                opened[number].send()
    # What is under way is waited for: a client that goes away costs a server more than one that stays.
    waiting, patience = set(opened), time.perf_counter() + _PATIENCE_SECONDS
    while waiting and time.perf_counter() < patience:
        waiting -= {number for number, _ in poll.poll(1) if opened[number].receive(_Tally())}
    for connection in opened.values():
        connection.socket.close()
    times = sorted(tally.times) or [float("inf")]
    return Load(
        requests=len(tally.times),
        errors=tally.errors,
        seconds=now - start,
        p50=times[len(times) // 2] * 1000,
        p99=times[len(times) * 99 // 100] * 1000,
        body_bytes=tally.body_bytes,
    )


def main() -> None:
    port, connections, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    heads = f"Host: 127.0.0.1:{port}\r\nAccept: application/sparql-results+json, application/json;q=0.9\r\n\r\n"
    requests = [f"GET {path.strip()} HTTP/1.1\r\n{heads}".encode() for path in sys.stdin]
    print(json.dumps(asdict(send_load(port, connections, seconds, cycle(requests)))))


if __name__ == "__main__":
    main()
