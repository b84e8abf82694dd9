"""What the pool of query workers is asked for and gives, what it may take, and what a worker's faults mean."""

from __future__ import annotations

from dataclasses import dataclass

from api.errors import (
    DeadlineError,
    EvaluationError,
    ForbiddenError,
    MemoryLimitError,
    QueryAbortedError,
    WorkerDiedError,
)
from api.pool.frames import QueryRequest, WorkerReply, WriteRequest
from ontology.errors import MithaqError, QueryError

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class PoolQuery:
    """A query as the service passes it on.

    Attributes:
        solutions: media type for SELECT and ASK.
        triples: media type for CONSTRUCT and DESCRIBE.
        graphs: what its FROM and FROM NAMED name.
        default_graphs: the request's choice of a dataset, with `named_graphs`.
        seconds: asked for; the pool's own limit holds where it is lower.
        version: of the store that it must see at least; by default every write acknowledged so far.
    """

    text: str
    solutions: str = "application/sparql-results+json"
    triples: str = "text/turtle"
    graphs: tuple[str, ...] = ()
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    seconds: float | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class PoolAnswer:
    """A result, written out.

    Attributes:
        version: of the store that it was read from, or one before it.
    """

    media_type: str
    body: bytes
    version: int


@dataclass(frozen=True, slots=True)
class PoolLimits:
    """What the pool and each query may take.

    Attributes:
        workers: processes.
        seconds: of a query, its wait included.
        memory: MiB of address space a worker may take over what it holds at rest.
        waiting: queries that may wait for a worker.
        result_bytes: of a result.
        replica_memory: MiB that copies of the store in the workers' memory may take together; none are made where they
            would take more.
        quiet_seconds: without a write, after which such copies are made.
    """

    workers: int = 2
    seconds: float = 30.0
    memory: int = 1024
    waiting: int = 64
    result_bytes: int = 64 * _MIB
    replica_memory: int = 0
    quiet_seconds: float = 5.0

    @property
    def memory_bytes(self) -> int:
        """What a worker may take, in bytes."""
        return self.memory * _MIB

    def query_request(self, query: PoolQuery, folder: str, seconds: float) -> QueryRequest:
        """A query as a worker gets it."""
        return QueryRequest(
            folder=folder,
            solutions=query.solutions,
            triples=query.triples,
            graphs=query.graphs,
            default_graphs=query.default_graphs,
            named_graphs=query.named_graphs,
            seconds=seconds,
            memory=self.memory_bytes,
            max_bytes=self.result_bytes,
        )

    def write_request(
        self, task: str, *, folder: str | None = None, judged: bool = False, media_type: str = "", base: str = ""
    ) -> WriteRequest:
        """A write as a worker gets it."""
        return WriteRequest(
            task=task,
            folder=folder,
            judged=judged,
            media_type=media_type,
            base=base,
            seconds=self.seconds,
            memory=self.memory_bytes,
            max_bytes=self.result_bytes,
        )

    def explain_fault(self, reply: WorkerReply) -> MithaqError:
        """What a worker says went wrong, as an error."""
        match reply.fault:
            case "memory":
                return self._out_of_memory()
            case "size":
                return MemoryLimitError(
                    f"the result has {reply.message} bytes, and {self.result_bytes:,} are sent at most: add a LIMIT",
                    limit=("result-bytes", self.result_bytes),
                )
            case "graph":
                return ForbiddenError(
                    f"FROM names <{reply.message}>, which is no graph of this store, "
                    "and remote graphs are never fetched"
                )
            case "engine":
                return EvaluationError(reply.message)
        return QueryError(reply.message, line=reply.line, column=reply.column)

    def explain_death(self, cause: str, seconds: float) -> QueryAbortedError:
        """What a worker died of, as an error; see `WorkerProcess.find_cause_of_death`."""
        if cause == "deadline":
            return out_of_time(seconds)
        if cause == "memory":
            return self._out_of_memory()
        return WorkerDiedError(f"the process that ran the query ended ({cause}); another has taken its place")

    def _out_of_memory(self) -> MemoryLimitError:
        return MemoryLimitError(
            f"the query needs more than the {self.memory} MiB that a query may take: "
            "add a LIMIT, or bind more of its variables",
            limit=("memory-mebibytes", self.memory),
        )


def out_of_time(seconds: float) -> DeadlineError:
    """The error of a query that ran longer than it may."""
    return DeadlineError(
        f"the query had no answer after {seconds:g} s and was stopped: add a LIMIT", limit=("seconds", seconds)
    )
