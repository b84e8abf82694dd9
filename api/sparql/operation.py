"""What a SPARQL protocol request asks for, read from its fields, and what of it is refused before it runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote_to_bytes, urlsplit

from api.errors import BodyError, ForbiddenError, ParameterError, TooLargeError
from api.scanning.query_scan import QueryScan, scan_plain_query, scan_query
from api.settings import Settings
from ontology.errors import QueryError

PARAMETERS = ("query", "default-graph-uri", "named-graph-uri", "format", "timeout")
"""The fields that a request may have."""

LEAST_SECONDS = 0.1
"""The shortest time-out that a request may ask for; in less not even a worker can be had."""

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
"""The media types of what is posted."""

FORM_OVERHEAD = 4
"""Bytes of a form for one byte of a query at most: a byte as %XX, and some for its other fields."""

_QUERY_FIELD = b"query="
_LOCAL_SCHEMES = frozenset({"http", "https", "urn", "tag", "info", "did"})
"""Schemes that graphs are named in; an IRI of another, `file:` say, can only be meant to be fetched."""


@dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks for, wherever it says so.

    Attributes:
        default_graphs: its choice of a dataset, with `named_graphs`.
        format: name or media type, where it names one.
        seconds: until the query is to be stopped, where it says so.
    """

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str | None
    seconds: float | None


def read_fields(text: str) -> list[tuple[str, str]]:
    """The fields of a query string or a form.

    Raises:
        BodyError: they are no UTF-8.
    """
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise BodyError("the fields of the request are no UTF-8") from error


def read_posted_fields(media_type: str, text: str, query_string: bytes) -> list[tuple[str, str]]:
    """The fields of a request that is posted: those of its query string and, from its body, the rest.

    Raises:
        BodyError: they are no UTF-8.

    >>> read_posted_fields(QUERY, "ASK {}", b"format=json")
    [('format', 'json'), ('query', 'ASK {}')]
    """
    fields = read_fields(query_string.decode("latin-1"))
    if media_type == FORM:
        return fields + read_fields(text)
    return [*fields, ("query" if media_type == QUERY else "update", text)]


def read_plain_operation(query_string: bytes) -> Operation | None:
    """What a query string asks for that holds a query and nothing else; None for any other.

    >>> read_plain_operation(b"query=ASK+%7B%7D").query
    'ASK {}'
    >>> read_plain_operation(b"query=ASK+%7B%7D&timeout=3")
    """
    if not query_string.startswith(_QUERY_FIELD) or b"&" in query_string or not query_string.isascii():
        return None
    try:
        query = unquote_to_bytes(query_string[len(_QUERY_FIELD) :].replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        return None
    return Operation(query, (), (), None, None)


def read_operation(fields: list[tuple[str, str]]) -> Operation:
    """What the fields of a request ask for.

    Raises:
        BodyError: they hold no query, or more than one.
        ParameterError: one is unknown, or has a bad value.
    """
    names = {name for name, _ in fields}
    if "update" in names:
        raise BodyError("an update comes by POST, as a form or as application/sparql-update, and without a query")
    if unknown := sorted(names - set(PARAMETERS)):
        raise ParameterError(unknown[0], f"there is no parameter {', '.join(unknown)}", allowed=PARAMETERS)
    queries = values_of(fields, "query")
    if len(queries) != 1:
        raise BodyError(f"a request has one query, this one has {len(queries)}")
    return Operation(
        query=queries[0],
        default_graphs=values_of(fields, "default-graph-uri"),
        named_graphs=values_of(fields, "named-graph-uri"),
        format=next(iter(values_of(fields, "format")), None),
        seconds=_read_seconds(values_of(fields, "timeout")),
    )


def values_of(fields: Iterable[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    """The values of a field, in their order."""
    return tuple(value for name, value in fields if name == wanted)


def _read_seconds(values: tuple[str, ...]) -> float | None:
    if not values:
        return None
    try:
        seconds = float(values[0])
    except ValueError:
        seconds = 0.0
    if not LEAST_SECONDS <= seconds < float("inf"):
        raise ParameterError("timeout", f"timeout is a number of seconds from {LEAST_SECONDS}, not {values[0]!r}")
    return seconds


def scan_operation(operation: Operation, settings: Settings) -> QueryScan:
    """Look at what is asked, and refuse what would reach out, write, or bring the engine down.

    Raises:
        TooLargeError: the query is too long.
        QueryError: it is an update, or nests too deep.
        ForbiddenError: it asks another service, and may not, or for a graph that is none of a store's.
    """
    size = len(operation.query.encode())
    if size > settings.max_query_bytes:
        raise TooLargeError(f"the query has {size:,} bytes, and {settings.max_query_bytes:,} are read at most")
    plain = scan_plain_query(operation.query, brackets=settings.max_query_depth)
    scan = plain or scan_query(operation.query, base=settings.base_iri)
    if scan.update == "LOAD":
        raise ForbiddenError("LOAD is refused: this service fetches nothing")
    if scan.update is not None:
        raise QueryError(f"{scan.update} is an update: send it as update= or application/sparql-update, by POST")
    if scan.tokens > settings.max_query_tokens:
        raise TooLargeError(f"the query has {scan.tokens:,} tokens, and {settings.max_query_tokens:,} are read at most")
    refuse_tokens(scan, settings)
    for graph in (*scan.graphs, *operation.default_graphs, *operation.named_graphs):
        check_graph(graph)
    return scan


def refuse_tokens(scan: QueryScan, settings: Settings) -> None:
    """Refuse a text, a query or an update, for what its tokens say.

    Raises:
        QueryError: it nests too deep.
        ForbiddenError: it asks another service, and may not, or not in this way.
    """
    if scan.depth > settings.max_query_depth:
        raise QueryError(f"brackets nest {scan.depth} levels deep, and {settings.max_query_depth} are read at most")
    if scan.operators > settings.max_query_operators:
        raise QueryError(
            f"an expression has {scan.operators:,} operators, and {settings.max_query_operators:,} are read at most: "
            "put values into IN (...) or VALUES"
        )
    if scan.service is not None:
        place = f"line {scan.service.line}, column {scan.service.column}"
        if not settings.fetch_hosts:
            raise ForbiddenError(f"SERVICE ({place}) is refused: this service asks no other (MITHAQ_FETCH_HOSTS)")
        if scan.ambiguous:
            raise ForbiddenError(
                f"SERVICE ({place}) is refused beside a comparison that might be an IRI: put spaces around < and >"
            )


def check_graph(iri: str) -> None:
    """Refuse what cannot be the name of a graph of the store.

    Raises:
        QueryError: it is no absolute IRI.
        ForbiddenError: it can only be meant to be fetched.
    """
    try:
        scheme = urlsplit(iri).scheme.lower()
    except ValueError as error:
        raise QueryError(f"<{iri}> is no IRI: {error}") from error
    if not scheme:
        raise QueryError(f"<{iri}> is no absolute IRI of a graph")
    if scheme not in _LOCAL_SCHEMES:
        raise ForbiddenError(f"<{iri}> is refused: graphs are those of the store, and nothing is fetched")
