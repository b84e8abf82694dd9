"""The SPARQL 1.1 protocol's query operation, in front of the workers that run the queries.

A query comes by GET, by POST as a form, or by POST as `application/sparql-query` (SPARQL 1.1 Protocol, section 2.1). It
is looked at before it is run, and runs in a process that can be killed; see `query_scan` and `query_pool`.
"""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.errors import BodyError, ForbiddenError, MediaTypeError, QueryAbortedError
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
from api.query_pool import PoolAnswer, PoolQuery, QueryPool
from api.query_scan import Form, QueryScan
from api.representation import VARY
from api.resources.bodies import media_type_of, read_body
from api.resources.context import Asking
from api.resources.description import describe_answers
from api.sparql_operation import Operation, read_fields, read_operation, scan_operation
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
_PATIENCE_SECONDS = 0.1

_LONG_QUERY = 5_000
"""Characters from which on a query is looked at in a thread, so that others are answered meanwhile."""

_LINES_BEFORE = 1
"""Lines that stand before a query when the engine reads it."""

_FORM_OVERHEAD = 4
"""Bytes of a form for one byte of a query at most: a byte as %XX, and some for its other fields."""


def _describe_parameters(*, required: bool) -> list[dict[str, Any]]:
    text = {"type": "string", "minLength": 1}
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


_FORM_SCHEMA = {
    "type": "object",
    "properties": {"query": {"type": "string", "minLength": 1}},
    "required": ["query"],
    "additionalProperties": False,
}
_BODY = {
    "required": True,
    "content": {
        _QUERY: {"schema": {"type": "string"}, "example": "ASK { ?event a <https://w3id.org/mithaq/ontology#Event> }"},
        _FORM: {"schema": _FORM_SCHEMA},
    },
}
_ANSWERS = describe_answers(400, 403, 406, 413, 415, 422, 503, 504, 507, formats=(*SOLUTIONS, *TRIPLES))


@router.get("/sparql", responses=_ANSWERS, openapi_extra={"parameters": _describe_parameters(required=True)})
async def get_query(request: Request, context: Asking) -> Response:
    """Run a SPARQL query that comes in the URL."""
    return await _answer(read_operation(read_fields(request.url.query)), request, context)


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
    fields = read_fields(request.url.query)
    fields += [("query", text)] if media_type == _QUERY else read_fields(text)
    return await _answer(read_operation(fields), request, context)


async def _answer(operation: Operation, request: Request, context: Asking) -> Response:
    settings = context.service.settings
    if len(operation.query) > _LONG_QUERY:
        scan = await run_in_threadpool(scan_operation, operation, settings)
    else:
        scan = scan_operation(operation, settings)
    chosen = _choose(scan.form, request, operation.format)
    triples = scan.form is Form.TRIPLES
    query = PoolQuery(
        text=_based(operation.query, settings.base_iri),
        solutions=RESULTS_JSON.media_type if triples else chosen.media_type,
        triples=chosen.media_type if triples else TURTLE.media_type,
        graphs=scan.graphs,
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
        seconds=operation.seconds,
    )
    try:
        answer = await _answer_while_there(context.service.pool, query, request)
    except QueryError as error:
        raise _explained(error, scan) from error
    headers = {**VARY, **({"cache-control": "no-store"} if scan.volatile else {})}
    return Response(answer.body, headers=headers, media_type=chosen.content_type)


async def _answer_while_there(pool: QueryPool, query: PoolQuery, request: Request) -> PoolAnswer:
    """Run a query for as long as the client waits for it.

    Raises:
        QueryAbortedError: the client went away.
    """
    asking = asyncio.ensure_future(pool.answer(query))
    try:
        # Most queries are done before it pays to listen for the client.
        done, _ = await asyncio.wait({asking}, timeout=_PATIENCE_SECONDS)
        if not done:
            leaving = asyncio.ensure_future(_wait_until_gone(request))
            await asyncio.wait({asking, leaving}, return_when=asyncio.FIRST_COMPLETED)
            leaving.cancel()
            if not asking.done():
                raise QueryAbortedError("the client went away, and its query was stopped")
        return await asking
    finally:
        asking.cancel()


async def _wait_until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        continue


def _choose(form: Form | None, request: Request, wanted: str | None) -> Format:
    """The format of the answer; of a query in no form any will do, for the engine will say what is wrong with it."""
    if form is None:
        return RESULTS_JSON
    return choose_format(
        TRIPLES if form is Form.TRIPLES else SOLUTIONS, accept=request.headers.get("accept"), wanted=wanted
    )


def _based(query: str, base: str) -> str:
    """A query with the base that its own may override, so that `<actor/russia>` is the actor, on a line before it."""
    return f"BASE <{base}>\n{query}"


def _explained(error: QueryError, scan: QueryScan) -> QueryError:
    """The engine's error with its place in the query as it was sent.

    At a prefix that was not declared the engine only says what it expected instead, further on: say it for it.
    """
    if error.line is None or error.column is None:
        return error
    line, column = max(1, error.line - _LINES_BEFORE), error.column
    reason = str(error).partition(": ")[2]
    if scan.undeclared is not None:
        prefix, place = scan.undeclared
        line, column = place.line, place.column
        reason = f"the prefix {prefix}: is not declared; add PREFIX {prefix}: <…>"
    return QueryError(f"line {line}, column {column}: {reason}", line=line, column=column)
