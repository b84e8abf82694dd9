"""The network of actors: who acts on whom, who stands between, which camps there are."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.datastructures import URL
from starlette.responses import Response

from api.http.negotiation import GRAPHML, HTML, JSON, Format
from api.http.paging import link_header
from api.http.representation import VARY, respond_model
from api.models.network import Network
from api.pages.network import render_network
from api.requests.asking import Asking
from api.requests.description import describe_answers
from api.requests.kinds import DOCUMENT
from api.requests.parameters import Key, Period, Representable
from graph.network import NetworkFilter, build_network
from graph.network_export import NetworkFormat, write_network
from ontology.model import Modality, QuadClass
from ontology.terms import code

router = APIRouter(tags=["network"])

_GEXF = Format("gexf", "application/gexf+xml")
_CYTOSCAPE = Format("cytoscape", "application/vnd.cytoscape+json")
_FORMATS = {GRAPHML: NetworkFormat.GRAPHML, _GEXF: NetworkFormat.GEXF, _CYTOSCAPE: NetworkFormat.CYTOSCAPE}
_QUERIES = ("network", "labels")


class NetworkSearch(Representable):
    """Which events make the network."""

    quad: QuadClass | None = None
    """Only events of this quad class."""
    modality: Modality | None = Modality.ASSERTED
    """Only events of this modality; those that happened by the documents' own word, unless told otherwise."""
    document: Key | None = None
    """Only what this document says."""
    from_: Annotated[Period | None, Field(alias="from", examples=["2014"])] = None
    """Not wholly before this year, month or day."""
    to: Annotated[Period | None, Field(examples=["2018"])] = None
    """Not wholly after this year, month or day."""
    limit: Annotated[int, Field(ge=1, le=1000)] = 200
    """How many actors at most: the most active."""


@router.get(
    "/network",
    response_model=Network,
    responses=describe_answers(404, 406, 422, formats=(GRAPHML, _GEXF, _CYTOSCAPE, HTML)),
)
def read_network(asked: Annotated[NetworkSearch, Query()], context: Asking) -> Response:
    """Who acts on whom, with centrality, communities, structural balance and bridges (networkx)."""
    chosen = context.choose(asked, (JSON, *_FORMATS, HTML))
    wanted = NetworkFilter(
        quad=None if asked.quad is None else code("quad", asked.quad),
        modality=None if asked.modality is None else code("modality", asked.modality),
        document=context.find_value("document", DOCUMENT, asked.document),
        earliest=asked.from_,
        latest=asked.to,
        limit=asked.limit,
    )
    network = build_network(context.store, wanted)
    if chosen not in _FORMATS:
        languages, url = context.languages(asked), context.request.url
        downloads = {form.name: _path(url.include_query_params(format=form.name)) for form in _FORMATS}
        return respond_model(
            lambda: Network.of(network, languages),
            chosen,
            queries=_QUERIES,
            page=lambda: render_network(network, downloads, languages),
        )
    form = _FORMATS[chosen]
    headers = {**VARY, **link_header([(f"/queries/{name}", "describedby") for name in _QUERIES])}
    headers["content-disposition"] = f'attachment; filename="network.{form}"'
    return Response(write_network(network, form), headers=headers, media_type=chosen.content_type)


def _path(url: URL) -> str:
    return f"{url.path}?{url.query}"
