"""The graph as a whole: export, validation, ontology, shapes."""

from __future__ import annotations

from typing import Annotated

import pyoxigraph as ox
from fastapi import APIRouter, Query
from starlette.responses import Response

from api.http.negotiation import GRAPHML, JSON, JSON_LD, N_QUADS, N_TRIPLES, TRIG, TURTLE, Format
from api.http.paging import link_header
from api.http.representation import VARY, serialize_triples
from api.models.documents import Validation
from api.requests.asking import Asking
from api.requests.description import describe_answers
from api.requests.kinds import DOCUMENT
from api.requests.parameters import Key, Representable
from graph.context import find_context
from graph.export import ExportFormat, export_graph
from ontology.terms import ONTOLOGY_GRAPH
from shapes.validation import shapes_graph

router = APIRouter(tags=["dataset"])

_RDF_JSON = Format("jsonld", JSON_LD.media_type, (JSON.media_type, "json"))
_RDF = (TURTLE, _RDF_JSON, N_TRIPLES)
_REPORTS = (JSON, TURTLE, JSON_LD)
_EXPORTS = {
    TURTLE: ExportFormat.TURTLE,
    TRIG: ExportFormat.TRIG,
    N_QUADS: ExportFormat.NQUADS,
    _RDF_JSON: ExportFormat.JSONLD,
    GRAPHML: ExportFormat.GRAPHML,
}


class DocumentChoice(Representable):
    """One document, or the whole graph."""

    document: Key | None = None
    """Only this document."""


@router.get("/export", response_class=Response, responses=describe_answers(404, 406, 422, formats=tuple(_EXPORTS)))
def export(asked: Annotated[DocumentChoice, Query()], context: Asking) -> Response:
    """The whole graph or one document, to take away: Turtle, TriG, N-Quads, JSON-LD or GraphML."""
    chosen = context.choose(asked, tuple(_EXPORTS))
    document = None if asked.document is None else context.find(DOCUMENT, asked.document)
    form = _EXPORTS[chosen]
    body = export_graph(context.store, form, document=document)
    name = "mithaq" if document is None else document.value.rpartition("/")[2]
    headers = {**VARY, "content-disposition": f'attachment; filename="{name}.{form.extension}"'}
    return Response(body, headers=headers, media_type=chosen.content_type)


@router.get(
    "/validation", response_model=Validation, responses=describe_answers(404, 406, 422, formats=(TURTLE, JSON_LD))
)
def validate(asked: Annotated[DocumentChoice, Query()], context: Asking) -> Response:
    """What the shapes say of the whole graph, or of one document: a SHACL validation report."""
    chosen = context.choose(asked, _REPORTS)
    if asked.document is None:
        triples = context.store.graph(None)
    else:
        said = context.store.graph(context.find(DOCUMENT, asked.document))
        triples = (*said, *find_context(said, context.store))
    report = context.service.gate.validate(triples)
    if chosen is JSON:
        body: str | bytes = Validation.of(report).model_dump_json(by_alias=True)
    else:
        body = report.as_turtle()
    if chosen is JSON_LD:
        parsed = [quad.triple for quad in ox.parse(body, ox.RdfFormat.TURTLE)]
        body = serialize_triples(tuple(parsed), JSON_LD)
    headers = {**VARY, **link_header([("/shapes", "describedby")])}
    return Response(body, headers=headers, media_type=chosen.content_type)


@router.get("/ontology", response_class=Response, responses=describe_answers(406, 422, formats=_RDF))
def read_ontology(asked: Annotated[Representable, Query()], context: Asking) -> Response:
    """The vocabulary: classes, properties, code lists and alignments, in English and Arabic."""
    return _respond_graph(context.store.graph(ONTOLOGY_GRAPH), context.choose(asked, _RDF))


@router.get("/shapes", response_class=Response, responses=describe_answers(406, 422, formats=_RDF))
def read_shapes(asked: Annotated[Representable, Query()], context: Asking) -> Response:
    """The SHACL shapes that everything in the graph conforms to."""
    return _respond_graph(shapes_graph(), context.choose(asked, _RDF))


def _respond_graph(triples: tuple[ox.Triple, ...], chosen: Format) -> Response:
    form = JSON_LD if chosen is _RDF_JSON else chosen
    return Response(serialize_triples(triples, form), headers=VARY, media_type=chosen.content_type)
