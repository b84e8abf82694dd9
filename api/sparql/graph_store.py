"""The SPARQL 1.1 Graph Store HTTP Protocol: whole graphs read, put, added to and deleted.

A graph is named by `?graph=IRI` or `?default`, or by the address itself (`/graphs/anything`; sections 4.1 and 4.2 of
the protocol). A document's graph, the register's and the ontology's are admitted: what is said in them is said in the
default graph too. Any other graph is written alone, as the standard has it.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox
from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.access.authorisation import require_scope
from api.errors import BodyError, EvaluationError, MediaTypeError, ParameterError
from api.formats import Scope
from api.http.negotiation import JSON, JSON_LD, N_TRIPLES, RDF_XML, TURTLE, Format, choose_format
from api.http.preconditions import Preconditions, find_state
from api.http.representation import VARY
from api.pool.terms import PoolQuery
from api.pool.write_worker import GRAPH_TYPES, MULTIPART
from api.requests.asking import Asking
from api.requests.bodies import media_type_of, read_body, require_utf8
from api.requests.context import Context
from api.requests.description import describe_answers, describe_errors
from api.running.operations import Work
from api.sparql.graph_writing import Written, add_to_graph, delete_graph, put_graph
from api.sparql.operation import check_graph, read_fields, values_of
from api.sparql.update import GATE_HEADER
from ontology.errors import IdentifierError, QueryError

router = APIRouter(tags=["SPARQL"])

FORMATS = (TURTLE, N_TRIPLES, Format("jsonld", JSON_LD.media_type, ("application/json", "json")), RDF_XML)
"""What a graph can be had in."""

_PARAMETERS = ("default", "graph", "format")
_DEFAULT = "default"
"""What names the default graph in the place of an IRI, so that every graph is named by one parameter."""


@dataclass(frozen=True, slots=True)
class GraphTarget:
    """The graph that a request is about.

    Attributes:
        name: None for the default graph.
        base: what relative IRIs in its body are relative to.
    """

    name: ox.NamedNode | None
    base: str


def _describe_target(*, required: bool = False) -> dict[str, Any]:
    schema = {"anyOf": [{"const": _DEFAULT}, {"type": "string", "format": "uri"}]}
    told = "IRI of the graph, or `default` for the default graph; `?default` without a value names that too."
    return {
        "parameters": [{"name": "graph", "in": "query", "required": required, "schema": schema, "description": told}]
    }


def _describe_body(*types: str, required: bool = False) -> dict[str, Any]:
    content: dict[str, Any] = {kind: {"schema": {"type": "string"}} for kind in types}
    content[JSON_LD.media_type] = {"schema": {"type": ["object", "array"]}}
    return {**_describe_target(required=required), "requestBody": {"required": True, "content": content}}


_READ = describe_answers(400, 404, 406, 422, 503, 504, 507, formats=(JSON, *FORMATS))
_WRITE: dict[int | str, dict[str, Any]] = {
    201: {"description": "The graph is new; Location says where it is."},
    204: {"description": "The graph was there, and is changed."},
    **describe_errors(400, 401, 403, 404, 412, 413, 415, 422, 503, 504, 507),
}


@router.get("/graphs", response_class=Response, responses=_READ, openapi_extra=_describe_target())
@router.get("/graphs/{path:path}", response_class=Response, responses=_READ, include_in_schema=False)
async def read_graph(request: Request, context: Asking) -> Response:
    """A whole graph: `?graph=IRI`, or `?default`; without either, which named graphs there are."""
    fields = read_fields(request.url.query)
    target = _find_target(request, fields)
    if target is None:
        return await _list_graphs(context, wanted=next(iter(values_of(fields, "format")), None))
    wanted = next(iter(values_of(fields, "format")), None)
    chosen = choose_format(FORMATS, accept=request.headers.get("accept"), wanted=wanted)
    state = await run_in_threadpool(find_state, context.store, target.name)
    if target.name is not None and state is None:
        raise _missing(target.name)
    pattern = "?s ?p ?o" if target.name is None else f"GRAPH {target.name} {{ ?s ?p ?o }}"
    query = PoolQuery(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}", triples=chosen.media_type)
    service = context.service
    answer = await service.running.run(request, Work.GRAPH, str(request.url), service.pool.answer(query))
    return Response(answer.body, headers={**VARY, "etag": state or ""}, media_type=chosen.content_type)


async def _list_graphs(context: Context, *, wanted: str | None) -> Response:
    choose_format((JSON,), accept=context.request.headers.get("accept"), wanted=wanted)
    graphs = (await run_in_threadpool(context.store.sizes)).graphs
    listed = [{"graph": name, "triples": triples} for name, triples in graphs]
    body = json.dumps({"total": len(graphs), "graphs": listed}, ensure_ascii=False)
    return Response(body, headers=VARY, media_type=JSON.media_type)


@router.put(
    "/graphs", response_class=Response, responses=_WRITE, openapi_extra=_describe_body(*GRAPH_TYPES, required=True)
)
@router.put("/graphs/{path:path}", response_class=Response, responses=_WRITE, include_in_schema=False)
async def replace_graph(request: Request, context: Asking) -> Response:
    """Make a graph hold what the body says and nothing else."""
    await require_scope(request, context.service.tokens, Scope.WRITE)
    target = _require_target(request, read_fields(request.url.query))
    content = await _read_graph(request, context, target, GRAPH_TYPES)
    return await _respond(
        request, target, await put_graph(context.service, target.name, content, Preconditions.of(request))
    )


@router.post(
    "/graphs",
    response_class=Response,
    responses=_WRITE,
    openapi_extra=_describe_body(*GRAPH_TYPES, MULTIPART),
)
@router.post("/graphs/{path:path}", response_class=Response, responses=_WRITE, include_in_schema=False)
async def extend_graph(request: Request, context: Asking) -> Response:
    """Add what the body says to a graph; without the name of one, to a new graph."""
    await require_scope(request, context.service.tokens, Scope.WRITE)
    target = _find_target(request, read_fields(request.url.query))
    if target is None:
        name = ox.NamedNode(f"{_root(request)}/graphs/{uuid.uuid4()}")
        target = GraphTarget(name, name.value)
    content = await _read_graph(request, context, target, (*GRAPH_TYPES, MULTIPART))
    return await _respond(
        request, target, await add_to_graph(context.service, target.name, content, Preconditions.of(request))
    )


@router.delete("/graphs", response_class=Response, responses=_WRITE, openapi_extra=_describe_target(required=True))
@router.delete("/graphs/{path:path}", response_class=Response, responses=_WRITE, include_in_schema=False)
async def drop_graph(request: Request, context: Asking) -> Response:
    """Delete a graph; the default graph is emptied."""
    await require_scope(request, context.service.tokens, Scope.WRITE)
    target = _require_target(request, read_fields(request.url.query))
    found = await delete_graph(context.service, target.name, Preconditions.of(request))
    if target.name is not None and not found:
        raise _missing(target.name)
    return Response(status_code=204)


def _require_target(request: Request, fields: list[tuple[str, str]]) -> GraphTarget:
    target = _find_target(request, fields)
    if target is None:
        raise BodyError("name the graph: ?graph=IRI, or ?default for the default graph")
    return target


def _find_target(request: Request, fields: list[tuple[str, str]]) -> GraphTarget | None:
    """The graph that a request names; None where it names none.

    Raises:
        BodyError: it names two, or one that has no IRI.
        ParameterError: it has a parameter that says nothing here.
    """
    direct = bool(request.path_params.get("path"))
    allowed = ("format",) if direct else _PARAMETERS
    if unknown := sorted({name for name, _ in fields} - set(allowed)):
        raise ParameterError(unknown[0], f"there is no parameter {', '.join(unknown)} here", allowed=allowed)
    names, defaults = values_of(fields, "graph"), values_of(fields, "default")
    if len(names) + len(defaults) > 1 or any(defaults):
        raise BodyError("name one graph: ?graph=IRI, or ?default without a value")
    if direct:
        names = (_root(request) + request.scope.get("raw_path", b"").decode("latin-1"),)
    if not names and not defaults:
        return None
    if names in ((), (_DEFAULT,)):
        return GraphTarget(None, str(request.url))
    try:
        check_graph(names[0])
        return GraphTarget(ox.NamedNode(names[0]), names[0])
    except (ValueError, QueryError) as error:
        raise BodyError(f"<{names[0]}> is no absolute IRI, which the name of a graph is") from error


async def _read_graph(request: Request, context: Context, target: GraphTarget, types: tuple[str, ...]) -> bytes:
    """The triples of the body, in N-Triples, read by a worker."""
    media_type = media_type_of(request)
    if media_type not in types:
        named = media_type or "a body without a Content-Type"
        raise MediaTypeError(f"{named} is not read here", accepted=types)
    require_utf8(request)
    service = context.service
    content = await read_body(request, limit=service.settings.max_graph_bytes)
    kind = request.headers["content-type"] if media_type == MULTIPART else media_type
    try:
        reading = service.pool.read_graph(content, kind, base=target.base)
        return await service.running.run(request, Work.GRAPH, str(request.url), reading)
    except QueryError as error:
        raise BodyError(f"the body is no {media_type}: {error}", line=error.line, column=error.column) from error
    except EvaluationError as error:
        raise BodyError(f"the body cannot be read: {error}") from error


async def _respond(request: Request, target: GraphTarget, written: Written) -> Response:
    headers = {} if written.verdict is None else {GATE_HEADER: written.verdict}
    if not written.created or target.name is None:
        return Response(status_code=204, headers=headers)
    here = target.name.value
    own = here.startswith(f"{_root(request)}/graphs/")
    return Response(status_code=201, headers={**headers, "location": here if own else str(request.url)})


def _root(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"


def _missing(name: ox.NamedNode) -> IdentifierError:
    return IdentifierError(f"there is no graph {name} in this store")
