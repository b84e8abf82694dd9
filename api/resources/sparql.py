"""The SPARQL endpoint as FastAPI describes it; `api/sparql/query.py` answers, mostly past the framework."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.requests.asking import Asking
from api.requests.description import describe_answers, describe_errors
from api.sparql import query as sparql
from api.sparql.answer import SOLUTIONS, TRIPLES
from api.sparql.operation import FORM, LEAST_SECONDS, QUERY, UPDATE

router = APIRouter(tags=["SPARQL"])


def _describe_parameters(*, query: bool) -> list[dict[str, Any]]:
    text = {"type": "string", "minLength": 1}
    many = {"type": "array", "items": {"type": "string", "format": "uri"}}
    example = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 10"
    told = [
        ("query", text, "A SPARQL 1.1 query; without one the service is described."),
        ("default-graph-uri", many, "Graphs of the store whose merge is the default graph of the query."),
        ("named-graph-uri", many, "Graphs of the store that GRAPH can reach."),
        ("format", text, "A format by name or media type; wins over Accept."),
        ("timeout", {"type": "number", "minimum": LEAST_SECONDS}, "Seconds until the query is stopped, if fewer."),
    ]
    parameters: list[dict[str, Any]] = [
        {"name": name, "in": "query", "required": False, "schema": schema, "description": description}
        for name, schema, description in told
    ]
    if query:
        parameters[0]["example"] = example
        return parameters
    return parameters[1:]


def _describe_using() -> list[dict[str, Any]]:
    many = {"type": "array", "items": {"type": "string", "format": "uri"}}
    told = [
        ("using-graph-uri", "Graphs of the store whose merge is the default graph of an update's patterns."),
        ("using-named-graph-uri", "Graphs of the store that GRAPH can reach in an update's patterns."),
    ]
    return [
        {"name": name, "in": "query", "required": False, "schema": many, "description": description}
        for name, description in told
    ]


_TEXT_SCHEMA = {"type": "string", "minLength": 1}
_FORM_SCHEMA = {
    "type": "object",
    "properties": {"query": _TEXT_SCHEMA, "update": {"type": "string"}},
    "oneOf": [{"required": ["query"]}, {"required": ["update"]}],
    "additionalProperties": False,
}
_BODY = {
    "description": "A query, such as `ASK { ?s ?p ?o }`, or an update, such as `INSERT DATA { <urn:a> <urn:b> 1 }`.",
    "required": True,
    "content": {
        QUERY: {"schema": {"type": "string"}},
        UPDATE: {"schema": {"type": "string"}},
        FORM: {"schema": _FORM_SCHEMA},
    },
}
_ANSWERS = describe_answers(400, 403, 406, 413, 415, 422, 502, 503, 504, 507, formats=(*SOLUTIONS, *TRIPLES))


@router.get("/sparql", responses=_ANSWERS, openapi_extra={"parameters": _describe_parameters(query=True)})
async def get_query(request: Request, context: Asking) -> Response:
    """Run a SPARQL query that comes in the URL; without one, describe the service."""
    return await sparql.get_query(request, context)


@router.post(
    "/sparql",
    responses={
        **_ANSWERS,
        204: {"description": "The update is done, and on disk."},
        **describe_errors(401),
    },
    openapi_extra={
        "parameters": [*_describe_parameters(query=False), *_describe_using()],
        "requestBody": _BODY,
    },
)
async def post_operation(request: Request, context: Asking) -> Response:
    """Run a SPARQL query or, with a token, an update, that comes in the body, as it is or in a form."""
    return await sparql.post_operation(request, context)
