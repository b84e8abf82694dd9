"""Judgements of identity: what was judged, judging, and taking a judgement back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import pyoxigraph as ox
from fastapi import APIRouter, Path, Query
from fastapi.exceptions import RequestValidationError
from pydantic import Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.access.authorisation import require_scope
from api.errors import AbsentError, MediaTypeError, RefusedError
from api.formats import Scope
from api.http.negotiation import JSON, Languages
from api.http.representation import RDF_FORMATS, Representation
from api.models.judgements import Judgement, JudgementList, PostedJudgement
from api.requests.asking import Asking
from api.requests.bodies import media_type_of, read_body
from api.requests.context import Context, Listing
from api.requests.description import describe_answers, describe_body, describe_errors
from api.requests.kinds import ACTOR, JUDGEMENT
from api.requests.parameters import Key, Paged, Representable
from graph.judgements import Judgement as Judged
from graph.judgements import read_standings
from graph.judging import judge, withdraw_judgement
from graph.views import view_judgements
from graph.views.values import JudgementView
from ontology.model import Verdict
from ontology.terms import code

router = APIRouter(tags=["identity"])
JudgementId = Annotated[str, Path(alias="id", description="Last part of the judgement's IRI.")]

_MAX_BYTES = 100_000


class JudgementSearch(Paged):
    """Which judgements."""

    actor: Annotated[Key | None, Field(examples=["russia"])] = None
    """One of the two, or the one that one of them stands under."""
    verdict: Verdict | None = None
    """What was judged."""


def _body_description() -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": {JSON.media_type: {"schema": describe_body(PostedJudgement)}}}}


@router.get("/judgements", response_model=JudgementList, responses=describe_answers(404, 406, 422, formats=RDF_FORMATS))
def list_judgements(asked: Annotated[JudgementSearch, Query()], context: Asking) -> Response:
    """Judgements whether two actors are one, the earliest first."""
    return context.respond_list(
        asked,
        Listing("judgements", ("judgement", "labels"), view_judgements, _render_judgements),
        actor=context.find_value("actor", ACTOR, asked.actor),
        verdict=None if asked.verdict is None else code("verdict", asked.verdict),
    )


@router.get(
    "/judgements/{id}", response_model=Judgement, responses=describe_answers(404, 406, 422, formats=RDF_FORMATS)
)
def read_judgement(key: JudgementId, asked: Annotated[Representable, Query()], context: Asking) -> Response:
    """A judgement: the two actors, the verdict, the reason and who judged."""
    chosen, languages = context.choose(asked), context.languages(asked)
    (view,), description = view_judgements(context.store, [context.find(JUDGEMENT, key)])
    return Representation(
        model=lambda: Judgement.of(view, languages),
        triples=lambda: description.triples,
        queries=("judgement", "labels"),
    ).respond(chosen)


@router.post(
    "/judgements",
    response_model=Judgement,
    status_code=201,
    responses={
        200: {"description": "The same was judged before, or another judgement on the two was replaced."},
        **describe_errors(400, 401, 403, 404, 409, 413, 415, 422, 503),
    },
    openapi_extra=_body_description(),
)
async def post_judgement(request: Request, context: Asking) -> Response:
    """Judge whether two actors are one; what is merged or split follows at once.

    Answers 409 where other judgements, or what the two actors are, stand against it.
    """
    service = context.service
    await require_scope(request, service.tokens, Scope.WRITE)
    if media_type_of(request) != JSON.media_type:
        raise MediaTypeError("a judgement is sent as JSON", accepted=(JSON.media_type,))
    posted = _parse(await read_body(request, limit=_MAX_BYTES))
    judgement = await run_in_threadpool(_judgement_of, context, posted)
    base = service.settings.base_iri
    new = not await run_in_threadpool(_is_judged, context, judgement.iri(base))
    found = await service.writer.write(lambda: judge(judgement, service.store, gate=service.gate, base=base))
    if not found.admitted:
        raise RefusedError("the judgement was refused by the gate; nothing was written", report=found.report)
    (view,), _ = await run_in_threadpool(view_judgements, context.store, [found.judgement])
    answer = Judgement.of(view, context.languages(Representable()))
    headers = {"location": f"/judgements/{answer.id}"}
    body = answer.model_dump_json(by_alias=True)
    return Response(body, 201 if new else 200, headers, media_type=JSON.media_type)


@router.delete(
    "/judgements/{id}",
    status_code=204,
    response_class=Response,
    responses=describe_errors(401, 403, 404, 503),
)
async def delete_judgement(request: Request, key: JudgementId, context: Asking) -> Response:
    """Take a judgement back; actors that it alone merged stand for themselves again."""
    service = context.service
    await require_scope(request, service.tokens, Scope.WRITE)
    iri = await run_in_threadpool(context.find, JUDGEMENT, key)
    await service.writer.write(lambda: withdraw_judgement(iri, service.store))
    return Response(status_code=204)


def _parse(content: bytes) -> PostedJudgement:
    try:
        return PostedJudgement.model_validate_json(content)
    except ValidationError as error:
        raise RequestValidationError([{**fault, "loc": ("body", *fault["loc"])} for fault in error.errors()]) from error


def _judgement_of(context: Context, posted: PostedJudgement) -> Judged:
    one, other = (_find_actor(context, name, getattr(posted, name)) for name in ("one", "other"))
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Judged(one, other, posted.verdict, posted.reason, posted.author, at)


def _find_actor(context: Context, field: str, key: str) -> ox.NamedNode:
    """The actor of an id or IRI that a document or the register gives, whether it is merged or not."""
    candidates = context.candidates(ACTOR, key)
    described = read_standings(context.store, candidates)
    for candidate in candidates:
        if candidate in described:
            return candidate
    raise AbsentError(field, f"{field}: the graph knows no actor {key}")


def _is_judged(context: Context, iri: ox.NamedNode) -> bool:
    return bool(context.store.query(f"ASK {{ {iri} ?p ?o }}"))


def _render_judgements(
    views: tuple[JudgementView, ...], total: int, following: str | None, languages: Languages
) -> JudgementList:
    judgements = tuple(Judgement.of(view, languages) for view in views)
    return JudgementList(total=total, next=following, judgements=judgements)
