"""VoID: what the service holds, for programs that look for data sets."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.description.service_description import DESCRIPTIONS, describe_dataset, respond_description
from api.requests.asking import Asking
from api.requests.description import describe_answers
from api.requests.parameters import Representable

router = APIRouter(tags=["service"])


@router.get(
    "/.well-known/void",
    response_class=Response,
    responses=describe_answers(406, 422, 503, 504, formats=DESCRIPTIONS),
)
async def read_void(request: Request, asked: Annotated[Representable, Query()], context: Asking) -> Response:
    """What the graph holds, counted by class: a VoID description."""
    chosen = context.choose(asked, DESCRIPTIONS)
    sizes = await run_in_threadpool(context.store.sizes)
    root = f"{request.url.scheme}://{request.url.netloc}"
    return respond_description(describe_dataset(root, sizes, base=context.service.settings.base_iri), chosen)
