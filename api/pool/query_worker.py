"""The program of one query worker: answers queries on a checkpoint of the store, and can be killed at any moment.

It is started as `python -m api.pool.query_worker` and imports the store and nothing of the web. Requests come on a
socket that is its standard input, replies go out on another, its standard output (`frames`). Several requests may
wait in the first, so that it need not sleep between them. The parent kills it at the deadline; should the parent be
gone, the system does so (Linux), or an alarm of its own.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox

from api.pool.frames import (
    MESSAGE_BYTES,
    ON_THE_STREAM,
    QueryRequest,
    ReplicaRequest,
    WorkerReply,
    WriteRequest,
    decode_request,
    encode_frame,
    read_frame,
    split_frame,
)
from api.pool.write_worker import try_write
from graph.store import DatasetChoice, EmbeddedStore, QueryForm, Store, copy_into_memory, open_store
from ontology.errors import MithaqError, QueryError

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


def main() -> None:
    """Answer requests until the parent closes the pipe."""
    _end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    requests, stream = socket.socket(fileno=0), socket.socket(fileno=os.dup(1))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nothing that is printed may come between the replies
    worker = _Worker()
    for head, content in _read_requests(requests, stream):
        request = decode_request(head)
        match request:
            case QueryRequest():
                reply, body = worker.answer(request, content)
            case WriteRequest():
                reply, body = worker.try_write(request, content)
            case ReplicaRequest():
                reply, body = worker.hold_replica(request)
        stream.sendall(encode_frame(reply, body))


def _read_requests(requests: socket.socket, stream: socket.socket) -> Iterator[tuple[bytes, bytes]]:
    """The two parts of each frame that comes, until there are no more."""
    room = memoryview(bytearray(MESSAGE_BYTES))
    long = stream.makefile("rb")
    while size := requests.recv_into(room):
        frame = read_frame(long) if size == len(ON_THE_STREAM) else split_frame(room)
        if frame is None:
            return
        yield frame


def _end_with_parent() -> None:
    """Have the system kill this process when its parent ends, also in the middle of a query, where it can (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


class _Worker:
    """Keeps the checkpoint open that the last request named."""

    def __init__(self) -> None:
        self._folder: str | None = None
        self._store: Store | None = None

    def answer(self, request: QueryRequest, query: bytes) -> tuple[WorkerReply, bytes]:
        """Answer a query within its limits."""
        return _within(request, lambda: _run(self._open(request), request, query.decode()))

    def try_write(self, request: WriteRequest, text: bytes) -> tuple[WorkerReply, bytes]:
        """Try a write within its limits."""
        _limit_memory(request.memory)
        return _within(request, lambda: ("application/n-triples", try_write(request, text)))

    def hold_replica(self, request: ReplicaRequest) -> tuple[WorkerReply, bytes]:
        """Take a checkpoint into memory, for the requests that name its folder."""
        self._let_go()
        try:
            with closing(EmbeddedStore(Path(request.folder), read_only=True)) as store:
                self._store = copy_into_memory(store)
        except (MithaqError, OSError) as error:
            return WorkerReply("engine", str(error)), b""
        self._folder = request.folder
        _limit_memory(request.memory)
        return WorkerReply(), b""

    def _open(self, request: QueryRequest) -> Store:
        if self._store is None or self._folder != request.folder:
            self._let_go()
            self._store = open_store(Path(request.folder), read_only=True)
            self._folder = request.folder
            _limit_memory(request.memory)
        return self._store

    def _let_go(self) -> None:
        if self._store is not None:
            self._store.close()
        self._store = None
        _limit_memory(None)


def _within(request: QueryRequest | WriteRequest, work: Callable[[], tuple[str, bytes]]) -> tuple[WorkerReply, bytes]:
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
    return WorkerReply(media_type=media_type), body


class _UnknownGraphError(MithaqError):
    """FROM names a graph that the store does not hold."""


def _run(store: Store, request: QueryRequest, query: str) -> tuple[str, bytes]:
    for iri in request.graphs:
        if not store.query(f"ASK {{ GRAPH {ox.NamedNode(iri)} {{ ?s ?p ?o }} }}"):
            raise _UnknownGraphError(iri)
    dataset = DatasetChoice(
        tuple(ox.NamedNode(iri) for iri in request.default_graphs),
        tuple(ox.NamedNode(iri) for iri in request.named_graphs),
    )
    answer = store.serialize_query(
        query,
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
