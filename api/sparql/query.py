"""The SPARQL 1.1 protocol: the query operation, in front of the workers that run queries, and the way to updates.

A query comes by GET, by POST as a form, or by POST as `application/sparql-query` (SPARQL 1.1 Protocol, section 2.1). It
is looked at before it is run, and runs in a process that can be killed; see `api/scanning` and `api/pool`.
"""

from __future__ import annotations

import time

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.access.authorisation import require_scope
from api.description.service_description import DESCRIPTIONS, describe_service, respond_description
from api.errors import BodyError, MediaTypeError
from api.formats import Scope
from api.http.kept_answers import KeptAnswer
from api.http.negotiation import choose_format
from api.pool.questions import Outcome
from api.pool.terms import PoolAnswer, out_of_time
from api.requests.bodies import media_type_of, read_body, require_utf8
from api.requests.context import Context
from api.running.operations import Work
from api.scanning.query_scan import scan_query
from api.scanning.service_clauses import FilledText
from api.scanning.sparql_text import LONG_TEXT, explain_error
from api.service import Service
from api.settings import Settings
from api.sparql.answer import OUTCOME, PreparedQuery, prepare_query
from api.sparql.federation import fill_services
from api.sparql.operation import (
    FORM,
    FORM_OVERHEAD,
    QUERY,
    UPDATE,
    Operation,
    read_fields,
    read_operation,
    read_posted_fields,
    scan_operation,
    values_of,
)
from api.sparql.update import read_update, run_update
from ontology.errors import MithaqError, QueryError


async def get_query(request: Request, context: Context) -> Response:
    """Run a SPARQL query that comes in the URL; without one, describe the service."""
    fields = read_fields(request.scope["query_string"].decode("latin-1"))
    if {name for name, _ in fields} <= {"format"}:
        return await _describe(next(iter(values_of(fields, "format")), None), request, context)
    return await _answer(read_operation(fields), request, context)


async def _describe(wanted: str | None, request: Request, context: Context) -> Response:
    chosen = choose_format(DESCRIPTIONS, accept=request.headers.get("accept"), wanted=wanted)
    endpoint = f"{request.url.scheme}://{request.url.netloc}/sparql"
    return respond_description(describe_service(endpoint, await run_in_threadpool(context.store.sizes)), chosen)


async def post_operation(request: Request, context: Context) -> Response:
    """Run a SPARQL query or, with a token, an update, that comes in the body, as it is or in a form."""
    media_type = media_type_of(request)
    if media_type not in (FORM, QUERY, UPDATE):
        named = media_type or "a body without a Content-Type"
        raise MediaTypeError(f"{named} is not read here", accepted=(QUERY, UPDATE, FORM))
    require_utf8(request)
    service = context.service
    if media_type == UPDATE:
        await require_scope(request, service.tokens, Scope.WRITE)
    text = await _read_text(request, media_type, service.settings)
    fields = read_posted_fields(media_type, text, request.scope["query_string"])
    names = {name for name, _ in fields}
    if "update" not in names or "query" in names:
        return await _answer(read_operation(fields), request, context)
    await require_scope(request, service.tokens, Scope.WRITE)
    return await run_update(read_update(fields), request, service)


async def _read_text(request: Request, media_type: str, settings: Settings) -> str:
    """The body as text; a form has the room that one with a token may take."""
    query, update = settings.max_query_bytes, settings.max_update_bytes
    known = "authorization" in request.headers
    limits = {QUERY: query, UPDATE: update, FORM: (max(query, update) if known else query) * FORM_OVERHEAD}
    body = await read_body(request, limit=limits[media_type])
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise BodyError(f"the body is no UTF-8: byte {error.start} breaks it") from error


async def _answer(operation: Operation, request: Request, context: Context) -> Response:
    service = context.service
    settings = service.settings
    if len(operation.query) > LONG_TEXT:
        scan = await run_in_threadpool(scan_operation, operation, settings)
    else:
        scan = scan_operation(operation, settings)
    version = service.own_writes.version(request.scope)
    prepared = prepare_query(operation, scan, settings, accept=request.headers.get("accept"), version=version)
    written = service.store.version
    filled = None
    if scan.service is not None:
        filled, seconds = await _ask_others(operation, request, service)
        prepared = prepared.asking(filled.text, settings, seconds=seconds)
    try:
        answer = await _find(prepared, operation, request, service)
    except QueryError as error:
        told = explain_error(error, scan_query(operation.query))
        raise (told if filled is None else filled.trace(told)) from error
    return Response(answer.body, headers=prepared.headers(answer, written), media_type=prepared.content_type)


async def _ask_others(operation: Operation, request: Request, service: Service) -> tuple[FilledText, float]:
    """The query with the answers of the services that it asks, and the seconds that it then has."""
    most = service.settings.query_timeout
    seconds = min(operation.seconds or most, most)
    started = time.monotonic()
    filled = await fill_services(operation.query, request, service, seconds=seconds)
    left = seconds - (time.monotonic() - started)
    if left <= 0:
        raise out_of_time(seconds)
    return filled, left


async def _find(prepared: PreparedQuery, operation: Operation, request: Request, service: Service) -> PoolAnswer:
    """The answer: what was found before, or what a worker finds.

    An answer to a GET is kept as it is sent; of one to a POST, whose request is more than its address, what was found.
    """
    outcome: Outcome | None = request.scope.get(OUTCOME)
    if isinstance(outcome, MithaqError):
        raise outcome
    if outcome is not None:
        return outcome
    state, written = service.kept.state(), service.store.version
    keeping = request.method == "POST" and not prepared.volatile
    if keeping and (kept := service.kept.find(prepared.key)) is not None:
        return PoolAnswer(prepared.content_type, kept.body, written)
    asking = service.pool.answer(prepared.query)
    answer = await service.running.run(request, Work.QUERY, operation.query, asking)
    if keeping and answer.version >= written:
        service.kept.keep(prepared.key, state, KeptAnswer(b"", answer.body))
    return answer
