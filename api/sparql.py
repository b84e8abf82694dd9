"""The SPARQL 1.1 protocol's query operation, in front of the workers that run the queries.

A query comes by GET, by POST as a form, or by POST as `application/sparql-query` (SPARQL 1.1 Protocol, section 2.1). It
is looked at before it is run, and runs in a process that can be killed; see `query_scan` and `query_pool`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.errors import BodyError, ForbiddenError, MediaTypeError, ParameterError, TooLargeError
from api.negotiation import (
    JSON_LD,
    N_TRIPLES,
    RDF_XML,
    RESULTS_CSV,
    RESULTS_JSON,
    RESULTS_TSV,
    RESULTS_XML,
    TURTLE,
    Format,
    choose_format,
)
from api.query_pool import PoolQuery
from api.query_scan import Form, QueryScan, scan_query
from api.representation import VARY
from api.resources.bodies import media_type_of, read_body
from api.resources.context import Asking
from api.resources.description import describe_answers
from api.settings import Settings
from ontology.errors import QueryError

router = APIRouter(tags=["SPARQL"])

SOLUTIONS = (RESULTS_JSON, RESULTS_XML, RESULTS_CSV, RESULTS_TSV)
TRIPLES = (
    TURTLE,
    N_TRIPLES,
    Format("jsonld", JSON_LD.media_type, ("application/json", "json")),
    RDF_XML,
)

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_PARAMETERS = ("query", "default-graph-uri", "named-graph-uri", "format", "timeout")
_LOCAL_SCHEMES = frozenset({"http", "https", "urn", "tag", "info", "did"})
_LINES_BEFORE = 1
"""Lines that stand before a query when the engine reads it."""

_FORM_OVERHEAD = 4
"""Bytes of a form for one byte of a query at most: a byte as %XX, and some for its other fields."""


@dataclass(frozen=True, slots=True)
class _Operation:
    """What a request asks, wherever it says so."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str | None
    seconds: float | None


def _describe_parameters(*, required: bool) -> list[dict[str, Any]]:
    text = {"type": "string"}
    many = {"type": "array", "items": {"type": "string", "format": "uri"}}
    example = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 10"
    told = [
        ("query", text, "A SPARQL 1.1 query: SELECT, ASK, CONSTRUCT or DESCRIBE."),
        ("default-graph-uri", many, "Graphs of the store whose merge is the default graph of the query."),
        ("named-graph-uri", many, "Graphs of the store that GRAPH can reach."),
        ("format", text, "A format by name or media type; wins over Accept."),
        ("timeout", {"type": "number", "exclusiveMinimum": 0}, "Seconds until the query is stopped, if fewer."),
    ]
    parameters: list[dict[str, Any]] = [
        {"name": name, "in": "query", "required": False, "schema": schema, "description": description}
        for name, schema, description in told
    ]
    if required:
        parameters[0] |= {"required": True, "example": example}
        return parameters
    return parameters[1:]


_BODY = {
    "required": True,
    "content": {
        _QUERY: {"schema": {"type": "string"}, "example": "ASK { ?event a <https://w3id.org/mithaq/ontology#Event> }"},
        _FORM: {"schema": {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]}},
    },
}
_ANSWERS = describe_answers(400, 403, 406, 413, 415, 422, 503, 504, 507, formats=(*SOLUTIONS, *TRIPLES))


@router.get("/sparql", responses=_ANSWERS, openapi_extra={"parameters": _describe_parameters(required=True)})
async def get_query(request: Request, context: Asking) -> Response:
    """Run a SPARQL query that comes in the URL."""
    return await _answer(_read_operation(_fields(request.url.query)), request, context)


@router.post(
    "/sparql",
    responses=_ANSWERS,
    openapi_extra={"parameters": _describe_parameters(required=False), "requestBody": _BODY},
)
async def post_query(request: Request, context: Asking) -> Response:
    """Run a SPARQL query that comes in the body, as it is or in a form."""
    media_type = media_type_of(request)
    if media_type == _UPDATE:
        raise ForbiddenError("this endpoint answers queries and takes no updates")
    if media_type not in (_FORM, _QUERY):
        named = media_type or "a body without a Content-Type"
        raise MediaTypeError(f"{named} is not read here", accepted=(_QUERY, _FORM))
    limit = context.service.settings.max_query_bytes
    body = await read_body(request, limit=limit if media_type == _QUERY else limit * _FORM_OVERHEAD)
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise BodyError(f"the body is no UTF-8: byte {error.start} breaks it") from error
    fields = _fields(request.url.query)
    fields += [("query", text)] if media_type == _QUERY else _fields(text)
    return await _answer(_read_operation(fields), request, context)


async def _answer(operation: _Operation, request: Request, context: Asking) -> Response:
    settings = context.service.settings
    scan = scan_query(operation.query, base=settings.base_iri)
    _check(operation, scan, settings)
    solutions = triples = None
    if scan.form is not Form.TRIPLES:
        solutions = choose_format(SOLUTIONS, accept=request.headers.get("accept"), wanted=operation.format)
    if scan.form is Form.TRIPLES:
        triples = choose_format(TRIPLES, accept=request.headers.get("accept"), wanted=operation.format)
    query = PoolQuery(
        text=_based(operation.query, settings.base_iri),
        solutions=(solutions or RESULTS_JSON).media_type,
        triples=(triples or TURTLE).media_type,
        graphs=scan.graphs,
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
        seconds=operation.seconds,
    )
    try:
        answer = await context.service.pool.answer(query)
    except QueryError as error:
        raise _explained(error, scan) from error
    headers = {**VARY, **({"cache-control": "no-store"} if scan.volatile else {})}
    chosen = triples or solutions or RESULTS_JSON
    return Response(answer.body, headers=headers, media_type=chosen.content_type)


def _based(query: str, base: str) -> str:
    """A query with the base that its own may override, so that `<actor/russia>` is the actor, on a line before it."""
    return f"BASE <{base}>\n{query}"


def _fields(text: str) -> list[tuple[str, str]]:
    """The fields of a query string or a form.

    Raises:
        BodyError: they are no UTF-8.
    """
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise BodyError("the fields of the request are no UTF-8") from error


def _read_operation(fields: list[tuple[str, str]]) -> _Operation:
    names = {name for name, _ in fields}
    if "update" in names:
        raise ForbiddenError("this endpoint answers queries and takes no updates")
    if unknown := sorted(names - set(_PARAMETERS)):
        raise ParameterError(unknown[0], f"there is no parameter {', '.join(unknown)}", allowed=_PARAMETERS)
    queries = _values(fields, "query")
    if len(queries) != 1:
        raise BodyError(f"a request has one query, this one has {len(queries)}")
    return _Operation(
        query=queries[0],
        default_graphs=_values(fields, "default-graph-uri"),
        named_graphs=_values(fields, "named-graph-uri"),
        format=next(iter(_values(fields, "format")), None),
        seconds=_read_seconds(_values(fields, "timeout")),
    )


def _values(fields: Iterable[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    return tuple(value for name, value in fields if name == wanted)


def _read_seconds(values: tuple[str, ...]) -> float | None:
    if not values:
        return None
    try:
        seconds = float(values[0])
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise ParameterError("timeout", f"timeout is a number of seconds over 0, not {values[0]!r}")
    return seconds


def _check(operation: _Operation, scan: QueryScan, settings: Settings) -> None:
    """Refuse what would reach out, write, or bring the engine down."""
    size = len(operation.query.encode())
    if size > settings.max_query_bytes:
        raise TooLargeError(f"the query has {size:,} bytes, and {settings.max_query_bytes:,} are read at most")
    if scan.update is not None:
        if scan.update == "LOAD":
            raise ForbiddenError("LOAD is refused: this service fetches nothing")
        raise QueryError(
            f"{scan.update} is an update, and this endpoint answers queries: SELECT, ASK, CONSTRUCT, DESCRIBE"
        )
    if scan.depth > settings.max_query_depth:
        raise QueryError(f"brackets nest {scan.depth} levels deep, and {settings.max_query_depth} are read at most")
    if scan.service is not None:
        place = f"line {scan.service.line}, column {scan.service.column}"
        raise ForbiddenError(f"SERVICE ({place}) is refused: this service asks no other")
    for graph in (*scan.graphs, *operation.default_graphs, *operation.named_graphs):
        _check_graph(graph)


def _check_graph(iri: str) -> None:
    scheme = urlsplit(iri).scheme.lower()
    if not scheme:
        raise QueryError(f"<{iri}> is no absolute IRI of a graph")
    if scheme not in _LOCAL_SCHEMES:
        raise ForbiddenError(f"<{iri}> is refused: graphs are those of the store, and nothing is fetched")


def _explained(error: QueryError, scan: QueryScan) -> QueryError:
    """The engine's error with its place in the query as it was sent.

    At a prefix that was not declared the engine only says what it expected instead, further on: say it for it.
    """
    if error.line is None or error.column is None:
        return error
    line, column = max(1, error.line - _LINES_BEFORE), error.column
    reason = str(error).partition(": ")[2]
    if scan.undeclared:
        prefix, place = scan.undeclared[0]
        line, column = place.line, place.column
        reason = f"the prefix {prefix}: is not declared; add PREFIX {prefix}: <…>"
    return QueryError(f"line {line}, column {column}: {reason}", line=line, column=column)
