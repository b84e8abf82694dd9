"""The program of one query worker: answers queries on a checkpoint of the store, and can be killed at any moment.

It is started as `python -m api.query_worker` and imports the store and nothing of the web. Requests come on standard
input, replies go to standard output, both as frames: four bytes of length (big-endian), then JSON; the body of a result
follows its reply, the text of a write its request (`write_worker`). The parent kills it at the deadline; should the
parent be gone, the system does so (Linux), or an alarm of its own.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from api.write_worker import WriteRequest, try_write
from graph.store import DatasetChoice, QueryForm, Store, open_store
from ontology.errors import MithaqError, QueryError

LENGTH_BYTES = 4
"""Bytes of the length before each frame."""

_PR_SET_PDEATHSIG = 1
"""From <linux/prctl.h>."""

_TURTLE = "text/turtle"
_PREFIXES = {
    "mq": "https://w3id.org/mithaq/ontology#",
    "code": "https://w3id.org/mithaq/code/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True)
class WorkerRequest:
    """A query to answer.

    Attributes:
        folder: of the checkpoint to read.
        solutions: media type for SELECT and ASK.
        triples: media type for CONSTRUCT and DESCRIBE.
        graphs: what the query's own FROM names; all must be in the store.
        default_graphs: what the request chose as the default graph.
        named_graphs: what the request chose as named graphs.
        seconds: until the deadline.
        memory: bytes of address space that it may take over what it holds at rest.
        max_bytes: of the result.
    """

    folder: str
    query: str
    solutions: str
    triples: str
    graphs: tuple[str, ...]
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    seconds: float
    memory: int
    max_bytes: int


@dataclass(frozen=True, slots=True)
class WorkerReply:
    """What became of a query.

    Attributes:
        fault: None for a result; `syntax`, `graph` (FROM names none of the store's), `memory`, `size` or `engine`.
        media_type: of the result.
        length: bytes of the result, which follows.
    """

    fault: str | None = None
    message: str = ""
    line: int | None = None
    column: int | None = None
    media_type: str = ""
    length: int = 0


def write_frame(stream: BinaryIO, value: WorkerReply, body: bytes = b"") -> None:
    """Write a frame and what follows it."""
    stream.write(encode_frame(value) + body)
    stream.flush()


def encode_frame(value: WorkerRequest | WriteRequest | WorkerReply) -> bytes:
    """A frame as bytes."""
    content = json.dumps(asdict(value), ensure_ascii=False).encode()
    return len(content).to_bytes(LENGTH_BYTES, "big") + content


def main() -> None:
    """Answer requests until the parent closes the pipe."""
    _end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    requests, replies = os.fdopen(0, "rb"), os.fdopen(os.dup(1), "wb")
    _widen_pipe(replies)
    # Whatever a library prints goes to standard error, never between two frames.
    os.dup2(2, 1)
    worker = _Worker()
    while length := requests.read(LENGTH_BYTES):
        fields = json.loads(requests.read(int.from_bytes(length, "big")))
        if "task" in fields:
            write = WriteRequest(**fields)
            reply, body = worker.try_write(write, requests.read(write.length))
        else:
            reply, body = worker.answer(WorkerRequest(**fields))
        write_frame(replies, reply, body)


def _end_with_parent() -> None:
    """Have the system kill this process when its parent ends, also in the middle of a query, where it can (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


class _Worker:
    """Keeps the checkpoint open that the last request named."""

    def __init__(self) -> None:
        self._folder: str | None = None
        self._store: Store | None = None

    def answer(self, request: WorkerRequest) -> tuple[WorkerReply, bytes]:
        """Answer a query within its limits."""
        return _within(request, lambda: _run(self._open(request), request))

    def try_write(self, request: WriteRequest, text: bytes) -> tuple[WorkerReply, bytes]:
        """Try a write within its limits."""
        _limit_memory(request.memory)
        return _within(request, lambda: ("application/n-triples", try_write(request, text)))

    def _open(self, request: WorkerRequest) -> Store:
        if self._store is None or self._folder != request.folder:
            if self._store is not None:
                self._store.close()
            _limit_memory(None)
            self._store = open_store(Path(request.folder), read_only=True)
            self._folder = request.folder
            _limit_memory(request.memory)
        return self._store


def _within(request: WorkerRequest | WriteRequest, work: Callable[[], tuple[str, bytes]]) -> tuple[WorkerReply, bytes]:
    """Do the work of a request and tell what became of it; an alarm ends the process some time after the deadline."""
    try:
        signal.setitimer(signal.ITIMER_REAL, request.seconds + 1)
        media_type, body = work()
    except QueryError as error:
        fault = "engine" if error.line is None else "syntax"
        return WorkerReply(fault, str(error), error.line, error.column), b""
    except MemoryError:
        return WorkerReply("memory"), b""
    except _UnknownGraphError as error:
        return WorkerReply("graph", str(error)), b""
    except (MithaqError, OSError, ValueError, RecursionError) as error:
        return WorkerReply("engine", str(error)), b""
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    if len(body) > request.max_bytes:
        return WorkerReply("size", f"{len(body):,}"), b""
    return WorkerReply(media_type=media_type, length=len(body)), body


class _UnknownGraphError(MithaqError):
    """FROM names a graph that the store does not hold."""


def _run(store: Store, request: WorkerRequest) -> tuple[str, bytes]:
    for iri in request.graphs:
        if not store.query(f"ASK {{ GRAPH {ox.NamedNode(iri)} {{ ?s ?p ?o }} }}"):
            raise _UnknownGraphError(iri)
    dataset = DatasetChoice(
        tuple(ox.NamedNode(iri) for iri in request.default_graphs),
        tuple(ox.NamedNode(iri) for iri in request.named_graphs),
    )
    answer = store.serialize_query(
        request.query,
        solutions=request.solutions,
        triples="application/n-triples" if request.triples == _TURTLE else request.triples,
        dataset=dataset,
    )
    if answer.form is QueryForm.TRIPLES and request.triples == _TURTLE:
        return _TURTLE, _as_turtle(answer.body)
    return answer.media_type, answer.body


def _as_turtle(ntriples: bytes) -> bytes:
    """Turtle with the prefixes it needs, which the engine's own writer of results leaves out; each triple once."""
    triples = {quad.triple for quad in ox.parse(ntriples, ox.RdfFormat.N_TRIPLES)}
    ordered = sorted(triples, key=lambda triple: (str(triple.subject), str(triple.predicate)))
    used = {prefix: iri for prefix, iri in _PREFIXES.items() if f"<{iri}".encode() in ntriples}
    written = ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=used) or b""
    lines = written.splitlines(keepends=True)
    # The engine writes them in the order of a hash table; the same answer should be the same bytes.
    lines[: len(used)] = sorted(lines[: len(used)])
    return b"".join(lines)


def _widen_pipe(pipe: BinaryIO) -> None:
    """Let a result of up to a megabyte leave in one go, where the system can (Linux)."""
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 1024 * 1024)


def _limit_memory(spare: int | None) -> None:
    """Let the process grow by `spare` bytes of address space, or without limit; where the system knows such limits."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = resource.RLIM_INFINITY
    statm = Path("/proc/self/statm")
    if spare is not None and statm.exists():
        soft = int(statm.read_text().split()[0]) * resource.getpagesize() + spare
    if hard != resource.RLIM_INFINITY:
        soft = hard if soft == resource.RLIM_INFINITY else min(soft, hard)
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


if __name__ == "__main__":
    main()
