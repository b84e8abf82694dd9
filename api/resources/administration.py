"""Administration: what runs just now, and stopping it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from api.access.authorisation import require_scope
from api.formats import Scope
from api.http.negotiation import JSON
from api.http.representation import VARY
from api.models.administration import RunningQuery, RunningQueryList
from api.requests.asking import Asking
from api.requests.description import describe_answers, describe_errors
from api.requests.parameters import Representable

router = APIRouter(tags=["administration"])
QueryId = Annotated[str, Path(alias="id", description="As the list says it.")]


@router.get(
    "/admin/queries", response_model=RunningQueryList, responses=describe_answers(401, 403, 406, 422, formats=())
)
async def list_running(request: Request, asked: Annotated[Representable, Query()], context: Asking) -> Response:
    """The queries, updates and graphs that run or wait just now, the oldest first; wants a token of scope admin."""
    await require_scope(request, context.service.tokens, Scope.ADMIN)
    context.choose(asked, (JSON,))
    now = datetime.now(UTC)
    queries = tuple(RunningQuery.of(entry, now) for entry in context.service.running.all())
    body = RunningQueryList(total=len(queries), queries=queries).model_dump_json(by_alias=True)
    return Response(body, headers={**VARY, "cache-control": "no-store"}, media_type=JSON.media_type)


@router.delete(
    "/admin/queries/{id}", status_code=204, response_class=Response, responses=describe_errors(401, 403, 404)
)
async def stop_running(request: Request, key: QueryId, context: Asking) -> Response:
    """Stop one: the process that runs it is killed, and who asked for it is told; wants a token of scope admin."""
    await require_scope(request, context.service.tokens, Scope.ADMIN)
    context.service.running.stop(key)
    return Response(status_code=204)
