"""VoID: what the service holds, for programs that look for data sets."""

from __future__ import annotations

from typing import Annotated

import pyoxigraph as ox
from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.negotiation import JSON, JSON_LD, N_TRIPLES, RDF_XML, TURTLE, Format
from api.representation import VARY, serialize_triples
from api.resources.context import Asking
from api.resources.description import describe_answers
from api.resources.parameters import Representable
from api.service_description import describe_dataset

router = APIRouter(tags=["service"])

_JSON_LD = Format("jsonld", JSON_LD.media_type, (JSON.media_type, "json"))
DESCRIPTIONS = (TURTLE, N_TRIPLES, RDF_XML, _JSON_LD)
"""What descriptions of the service can be had in."""


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


def respond_description(triples: tuple[ox.Triple, ...], chosen: Format) -> Response:
    """A description in the format chosen."""
    if chosen is RDF_XML:
        body = ox.serialize(sorted(triples, key=str), format=ox.RdfFormat.RDF_XML) or b""
    else:
        body = serialize_triples(triples, JSON_LD if chosen is _JSON_LD else chosen)
    return Response(body, headers=VARY, media_type=chosen.content_type)
