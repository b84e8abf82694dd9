"""What a client can ask wrongly, and what can happen to a query; `api/problems.py` gives each its HTTP status.

```
MithaqError
└── RequestError              the request cannot be answered as it stands
    ├── FormatError           no representation that the client accepts; `available` has those there are
    ├── MediaTypeError        a body of a type that is not read here; `accepted` has those that are
    ├── ParameterError        a parameter that is unknown or has a bad value; `allowed` has what would do
    │   └── AbsentError       what a parameter or a field names is not there
    ├── BodyError             a body that does not hold what its type promises
    ├── MovedError            a resource stands under another identifier now; `iri` and `path` say where
    ├── GraphError            a graph that cannot be kept where it was sent
    ├── PreconditionError     a graph is in another state than the request is meant for
    ├── TooLargeError         a body or a query over its limit
    ├── SlowBodyError         a body that did not come in time
    ├── AuthenticationError   a token is wanted, and none that is known came with the request
    ├── ScopeError            the token that came is not for this
    ├── ForbiddenError        what this service never does: asking hosts that nobody allowed
    ├── RefusedError          the gate refused a document; `report` says why
    ├── UnavailableError      a part of the service that this installation runs without
    ├── FetchError            another host that SERVICE or LOAD names failed
    ├── BusyError             too many queries are waiting
    ├── EvaluationError       a query parses, and the engine cannot run it
    └── QueryAbortedError     a query was stopped
        ├── DeadlineError     it ran out of time
        ├── MemoryLimitError  it ran out of memory, or its result is too large to send
        └── WorkerDiedError   the process that ran it ended without a word
```
"""

from __future__ import annotations

import pyoxigraph as ox

from ontology.errors import MithaqError
from shapes.report import ValidationReport


class RequestError(MithaqError):
    """The request cannot be answered as it stands; the message says how it could."""


class FormatError(RequestError):
    """No representation that the client accepts.

    Args:
        message: what was asked for.
        available: names or media types of the representations there are.
    """

    def __init__(self, message: str, *, available: tuple[str, ...]) -> None:
        super().__init__(message)
        self.available = available


class MediaTypeError(RequestError):
    """A body of a type that is not read here.

    Args:
        message: which type it has.
        accepted: the media types that are read.
    """

    def __init__(self, message: str, *, accepted: tuple[str, ...]) -> None:
        super().__init__(message)
        self.accepted = accepted


class ParameterError(RequestError):
    """A parameter that is unknown or has a bad value.

    Args:
        name: the parameter.
        message: what is wrong with it.
        allowed: the names, or the values, that would do; empty where they cannot be listed.
    """

    def __init__(self, name: str, message: str, *, allowed: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.name = name
        self.allowed = allowed


class AbsentError(ParameterError):
    """What a parameter, or a field of a body, names is not there: a resource, or a page."""


class BodyError(RequestError):
    """A body that does not hold what its type promises.

    Args:
        message: what is wrong with it.
        line: 1-based line of the fault, where known.
        column: 1-based column of the fault, where known.
    """

    def __init__(self, message: str, *, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class MovedError(RequestError):
    """A resource stands under another identifier, because it was merged.

    Args:
        iri: the other identifier.
        path: the same request there.
    """

    def __init__(self, iri: ox.NamedNode, path: str) -> None:
        super().__init__(f"it is merged into <{iri.value}>: ask at {path}")
        self.iri = iri
        self.path = path


class GraphError(RequestError):
    """A graph that cannot be kept where it was sent."""


class PreconditionError(RequestError):
    """A graph is in another state than the request is meant for."""


class TooLargeError(RequestError):
    """A body or a query over its limit."""


class SlowBodyError(RequestError):
    """A body that did not come in time."""


class AuthenticationError(RequestError):
    """A token is wanted, and none that is known came with the request."""


class ScopeError(RequestError):
    """The token that came with the request is not for this."""


class ForbiddenError(RequestError):
    """What this service never does, whoever asks."""


class RefusedError(RequestError):
    """The gate refused a document; nothing was written.

    Args:
        message: which document.
        report: what it breaks.
    """

    def __init__(self, message: str, *, report: ValidationReport) -> None:
        super().__init__(message)
        self.report = report


class UnavailableError(RequestError):
    """A part of the service that this installation runs without."""


class FetchError(RequestError):
    """Another host, which a query or an update names, failed at what it was asked for."""


class BusyError(RequestError):
    """Too many queries are waiting; come back in a moment."""


class EvaluationError(RequestError):
    """A query parses, and the engine cannot run it: a function that it does not know, say."""


class QueryAbortedError(RequestError):
    """A query was stopped before it had an answer.

    Args:
        message: why.
        limit: what it went beyond, with its unit, where it was a limit: ("seconds", 30.0).
    """

    def __init__(self, message: str, *, limit: tuple[str, float] | None = None) -> None:
        super().__init__(message)
        self.limit = limit


class DeadlineError(QueryAbortedError):
    """A query ran out of time."""


class MemoryLimitError(QueryAbortedError):
    """A query ran out of memory, or its result is larger than the service sends."""


class WorkerDiedError(QueryAbortedError):
    """The process that ran a query ended without a word."""
