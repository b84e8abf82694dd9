"""Matching names in a table with actors, as OpenRefine does: the W3C CG Reconciliation Service API 0.2."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeVar
from urllib.parse import parse_qs

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.errors import BodyError, MediaTypeError, ParameterError
from api.http.negotiation import HTML, JSON
from api.http.paging import link_header
from api.http.representation import VARY, page_headers
from api.models.reconciliation import (
    ExtensionRequest,
    ReconciliationQuery,
    Suggestions,
)
from api.pages.preview import render_preview
from api.requests.asking import Asking
from api.requests.bodies import media_type_of, read_body
from api.requests.context import Context
from api.requests.description import describe_answers, describe_text
from api.requests.kinds import ACTOR
from api.requests.parameters import Key, Representable
from api.resources.reconciling import Reconciler
from graph.views import view_actors

router = APIRouter(tags=["reconciliation"])

Read = TypeVar("Read")

_FORM = "application/x-www-form-urlencoded"
_MOST_BYTES = 1_000_000
_MOST_QUERIES = 50
_QUERIES = TypeAdapter(dict[str, ReconciliationQuery])
_QUERIES_TEXT = describe_text({**_QUERIES.json_schema(), "maxProperties": _MOST_QUERIES})
_EXTENSION_TEXT = describe_text(ExtensionRequest.model_json_schema())


class _Lenient(Representable):
    """Parameters of a protocol whose clients send some of their own, such as `callback`: those are passed over."""

    model_config = ConfigDict(extra="ignore")


class Reconciling(_Lenient):
    """What is to be matched; nothing for the manifest of the service."""

    queries: Annotated[
        str | None, Field(examples=['{"q0": {"query": "Russia", "type": "State"}}'], json_schema_extra=_QUERIES_TEXT)
    ] = None
    """A JSON object of queries by the ids that their results are to have."""
    extend: Annotated[
        str | None,
        Field(examples=['{"ids": ["russia"], "properties": [{"id": "iso3"}]}'], json_schema_extra=_EXTENSION_TEXT),
    ] = None
    """A JSON object of actors and of the properties wanted of them."""


class Suggesting(_Lenient):
    """What was typed so far."""

    prefix: Annotated[str, Field(max_length=200, examples=["russ"])]
    """The beginning of a name."""
    cursor: Annotated[int, Field(ge=0, le=1000)] = 0
    """How many to leave out at the beginning."""


class Proposing(_Lenient):
    """For which type, and how many."""

    limit: Annotated[int, Field(ge=1, le=100)] = 20
    """How many properties."""


class Previewing(_Lenient):
    """What to show."""

    id: Annotated[Key, Field(examples=["russia"])]
    """The actor."""


def _body_description() -> dict[str, Any]:
    schema = {
        "type": "object",
        "properties": {
            "queries": {"type": "string", **_QUERIES_TEXT},
            "extend": {"type": "string", **_EXTENSION_TEXT},
        },
        "anyOf": [{"required": ["queries"]}, {"required": ["extend"]}],
    }
    return {"requestBody": {"required": True, "content": {_FORM: {"schema": schema}}}}


@router.get("/reconcile", responses=describe_answers(406, 422, formats=()))
def reconcile(asked: Annotated[Reconciling, Query()], context: Asking) -> Response:
    """The manifest of the reconciliation service, or the candidates for a batch of names."""
    context.choose(asked, (JSON,))
    return _answer(context, asked)


@router.post(
    "/reconcile", responses=describe_answers(400, 406, 413, 415, 422, formats=()), openapi_extra=_body_description()
)
async def reconcile_batch(request: Request, known: Annotated[Representable, Query()], context: Asking) -> Response:
    """The candidates for a batch of names, or the properties of actors, asked for with a form."""
    context.choose(known, (JSON,))
    if media_type_of(request) != _FORM:
        raise MediaTypeError(f"{media_type_of(request) or 'a body without a type'} is not read here", accepted=(_FORM,))
    content = await read_body(request, limit=_MOST_BYTES)
    try:
        form = parse_qs(content.decode(), keep_blank_values=True, strict_parsing=bool(content))
    except ValueError as error:
        raise BodyError(f"the body is no form: {error}") from error
    asked = Reconciling(
        queries=next(iter(form.get("queries", ())), None),
        extend=next(iter(form.get("extend", ())), None),
        format=known.format,
        lang=known.lang,
    )
    if asked.queries is None and asked.extend is None:
        raise BodyError("the form has neither queries nor extend")
    return await run_in_threadpool(_answer, context, asked)


@router.get("/reconcile/suggest/entity", response_model=Suggestions, responses=describe_answers(406, 422, formats=()))
def suggest_actors(asked: Annotated[Suggesting, Query()], context: Asking) -> Response:
    """Actors whose names begin like what was typed."""
    context.choose(asked, (JSON,))
    return _respond(_reconciler(context, asked).suggest_actors(asked.prefix, skip=asked.cursor))


@router.get("/reconcile/suggest/type", response_model=Suggestions, responses=describe_answers(406, 422, formats=()))
def suggest_types(asked: Annotated[Suggesting, Query()], context: Asking) -> Response:
    """Types of actors whose names begin like what was typed."""
    context.choose(asked, (JSON,))
    return _respond(_reconciler(context, asked).suggest_types(asked.prefix, skip=asked.cursor))


@router.get("/reconcile/suggest/property", response_model=Suggestions, responses=describe_answers(406, 422, formats=()))
def suggest_properties(asked: Annotated[Suggesting, Query()], context: Asking) -> Response:
    """Properties of actors whose ids or names begin like what was typed."""
    context.choose(asked, (JSON,))
    return _respond(_reconciler(context, asked).suggest_properties(asked.prefix, skip=asked.cursor))


@router.get("/reconcile/properties", responses=describe_answers(406, 422, formats=()))
def propose_properties(asked: Annotated[Proposing, Query()], context: Asking) -> Response:
    """The properties that a table of actors can be extended with."""
    context.choose(asked, (JSON,))
    return _respond(_reconciler(context, asked).propose_properties(asked.limit))


@router.get("/reconcile/preview", response_class=Response, responses=describe_answers(404, 406, 422, formats=(HTML,)))
def preview(asked: Annotated[Previewing, Query()], context: Asking) -> Response:
    """A small page on an actor, for a frame in another program."""
    context.choose(asked, (HTML,))
    (view,), _ = view_actors(context.store, [context.find(ACTOR, asked.id)])
    body = render_preview(view, context.languages(asked))
    return Response(body, headers={**VARY, **page_headers()}, media_type=HTML.content_type)


def _answer(context: Context, asked: Reconciling) -> Response:
    reconciler = _reconciler(context, asked)
    batch = None if asked.queries is None else _read("queries", asked.queries, _QUERIES.validate_python)
    # Read even where it is not what is answered, so that what is wrong is never passed over.
    extension = None if asked.extend is None else _read("extend", asked.extend, ExtensionRequest.model_validate)
    if extension is not None:
        reconciler.properties(extension)
    if batch is not None:
        if len(batch) > _MOST_QUERIES:
            raise ParameterError("queries", f"{len(batch)} queries at once are too many: send {_MOST_QUERIES} or fewer")
        return _respond({key: reconciler.match(query) for key, query in batch.items()})
    if extension is not None:
        return _respond(reconciler.extend(extension))
    return _respond(reconciler.manifest(str(context.request.base_url).rstrip("/")))


def _reconciler(context: Context, asked: Representable) -> Reconciler:
    service = context.service
    return Reconciler(context.store, context.languages(asked), service.settings.base_iri, service.lookups.find_names)


def _read(name: str, text: str, validate: Callable[[object], Read]) -> Read:
    try:
        return validate(json.loads(text))
    except json.JSONDecodeError as error:
        raise ParameterError(name, f"{name} is no JSON: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ParameterError(name, f"{name}: {where}: {first['msg']}") from error


def _respond(answer: BaseModel | Mapping[str, object]) -> Response:
    if isinstance(answer, BaseModel):
        body = answer.model_dump_json()
    else:
        body = json.dumps(answer, ensure_ascii=False, default=lambda model: model.model_dump(mode="json"))
    headers = {**VARY, **link_header([(f"/queries/{name}", "describedby") for name in ("names", "actors", "actor")])}
    return Response(body, headers=headers, media_type=JSON.media_type)
