"""One resource, many representations: the response in the format that was chosen, with its links and headers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from pydantic import BaseModel
from starlette.responses import Response

from api.http.negotiation import HTML, JSON, JSON_LD, N_TRIPLES, TURTLE, Format
from api.http.paging import link_header
from graph.export import serialize_jsonld, serialize_turtle

VARY = {"vary": "Accept, Accept-Language"}

RDF_FORMATS = (JSON_LD, TURTLE, N_TRIPLES)
"""What every resource can be had in beside JSON."""

RESOURCE_FORMATS = (JSON, *RDF_FORMATS)


@dataclass(frozen=True, slots=True)
class Representation:
    """What a resource is, to be written in the format chosen.

    Attributes:
        model: makes its JSON.
        triples: gives the same as RDF.
        queries: names of the queries in `graph/queries` that it comes from.
        page: makes its HTML, where it has a page.
        following: path of the next page of a list.
    """

    model: Callable[[], BaseModel]
    triples: Callable[[], tuple[ox.Triple, ...]]
    queries: tuple[str, ...]
    page: Callable[[], str] | None = None
    following: str | None = None

    def respond(self, chosen: Format) -> Response:
        """Write the representation."""
        headers = _headers(self.queries, self.following)
        if chosen is HTML and self.page is not None:
            return Response(self.page(), headers={**headers, **page_headers()}, media_type=HTML.content_type)
        if chosen is JSON:
            return Response(self.model().model_dump_json(by_alias=True), headers=headers, media_type=JSON.media_type)
        return Response(serialize_triples(self.triples(), chosen), headers=headers, media_type=chosen.content_type)


def respond_model(
    model: Callable[[], BaseModel],
    chosen: Format,
    *,
    queries: tuple[str, ...],
    page: Callable[[], str],
    following: str | None = None,
) -> Response:
    """What has no triples of its own, only JSON and a page, with its links and headers."""
    if chosen is HTML:
        headers = _headers(queries, following)
        return Response(page(), headers={**headers, **page_headers()}, media_type=HTML.content_type)
    return respond_json(model().model_dump_json(by_alias=True).encode(), queries=queries, following=following)


def respond_json(body: bytes, *, queries: tuple[str, ...], following: str | None = None) -> Response:
    """JSON that is written already, with its links and headers."""
    return Response(body, headers=_headers(queries, following), media_type=JSON.media_type)


def _headers(queries: tuple[str, ...], following: str | None) -> Mapping[str, str]:
    links = [(f"/queries/{name}", "describedby") for name in queries]
    links += [] if following is None else [(following, "next")]
    return {**VARY, **link_header(links)}


def serialize_triples(triples: tuple[ox.Triple, ...], chosen: Format) -> bytes:
    """Triples in one of the RDF formats."""
    if chosen is JSON_LD:
        return serialize_jsonld(triples)
    if chosen is TURTLE:
        return serialize_turtle(triples)
    return ox.serialize(sorted(triples, key=str), format=ox.RdfFormat.N_TRIPLES) or b""


def page_headers() -> Mapping[str, str]:
    """Headers of a page: it runs no script, and asks no other host for anything."""
    policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"
    return {"content-security-policy": policy, "x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}
