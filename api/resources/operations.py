"""What the service is made of and whether it works: the index, the queries, health."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.http.negotiation import HTML, JSON, SPARQL_QUERY, Format
from api.http.representation import VARY, page_headers
from api.models.dataset import (
    Health,
    Index,
    LookupQuery,
    LookupQueryList,
    Resource,
    StoreHealth,
    WorkerHealth,
)
from api.pages.home import render_home
from api.pages.layout import read_style
from api.requests.asking import Asking
from api.requests.description import describe_answers
from api.requests.parameters import Representable
from graph.queries import load_query, query_names
from graph.views import find_iris, view_documents

router = APIRouter(tags=["service"])
QueryName = Annotated[str, Path(description="Name of a query.", examples=["relations"])]

_PLAIN = Format("text", "text/plain", charset=True)
_QUERY_FORMATS = (SPARQL_QUERY, _PLAIN, JSON)
_DOCUMENTS_ON_PAGE = 50
_RESOURCES = (
    ("/sparql", "SPARQL 1.1 queries by GET and POST; updates by POST, with a token"),
    ("/graphs", "Whole graphs (SPARQL 1.1 Graph Store Protocol); writes want a token"),
    ("/search", "Things of every kind by name, and words of documents"),
    ("/actors", "Actors by name, type and country; /actors/{id}/relations says what ties one to others"),
    ("/events", "Events by class, modality, parties, claimant, document and date"),
    ("/treaties", "Treaties and other instruments, with parties"),
    ("/disputes", "Disputes, with parties, issue and level of hostility"),
    ("/claims", "Who says what about whom"),
    ("/documents", "Documents with their text and spans; POST one, with a token, to read it into the graph"),
    ("/judgements", "Whether two actors are one: judged with a reason; POST and DELETE want a token"),
    ("/proposals", "Actors that are probably one, with the grounds, to be judged"),
    ("/changes", "What was added, replaced, withdrawn, merged and split, in the order in which it was written"),
    ("/paths", "How two actors are connected, each step with its words"),
    ("/network", "Who acts on whom, with centrality, communities, balance and bridges"),
    ("/export", "The whole graph or one document, in five formats"),
    ("/reconcile", "Matching names in a table with actors, as OpenRefine does (W3C CG Reconciliation API)"),
    ("/validation", "SHACL report of the whole graph or one document"),
    ("/ontology", "The vocabulary and its code lists"),
    ("/shapes", "The SHACL shapes"),
    ("/queries", "The SPARQL queries that the lookups are made of"),
    ("/health", "Whether the service works"),
    ("/.well-known/void", "What the graph holds, counted (VoID)"),
    ("/openapi.json", "The description of all this for programs"),
)


@router.get("/", response_model=Index, responses=describe_answers(406, 422, formats=(HTML,)))
def read_index(asked: Annotated[Representable, Query()], context: Asking) -> Response:
    """What the service offers; a browser gets the home page."""
    chosen = context.choose(asked, (JSON, HTML))
    index = Index(
        title="Mithaq",
        resources=tuple(Resource(path=path, caption=caption) for path, caption in _RESOURCES),
    )
    if chosen is JSON:
        return Response(index.model_dump_json(by_alias=True), headers=VARY, media_type=JSON.media_type)
    page = find_iris(context.store, "documents", after=None, limit=_DOCUMENTS_ON_PAGE)
    documents, _ = view_documents(context.store, page.views)
    body = render_home(documents, page.total, _RESOURCES, context.languages(asked))
    return Response(body, headers={**VARY, **page_headers()}, media_type=HTML.content_type)


@router.get("/style.css", response_class=Response, include_in_schema=False)
async def read_page_style() -> Response:
    """The style sheet of the pages."""
    return Response(read_style(), media_type="text/css; charset=utf-8")


@router.get("/queries", response_model=LookupQueryList, responses=describe_answers(406, 422, formats=()))
def list_queries(asked: Annotated[Representable, Query()], context: Asking) -> Response:
    """The SPARQL queries that the lookups are made of."""
    context.choose(asked, (JSON,))
    queries = tuple(_render_query(name) for name in query_names())
    model = LookupQueryList(total=len(queries), queries=queries)
    return Response(model.model_dump_json(by_alias=True), headers=VARY, media_type=JSON.media_type)


@router.get(
    "/queries/{name}",
    response_class=Response,
    responses=describe_answers(404, 406, 422, formats=_QUERY_FORMATS),
)
def read_query(name: QueryName, asked: Annotated[Representable, Query()], context: Asking) -> Response:
    """The text of a query: it runs as it stands on any store, its parameters unbound."""
    chosen = context.choose(asked, _QUERY_FORMATS)
    query = load_query(name)
    body = _render_query(name).model_dump_json(by_alias=True) if chosen is JSON else query.text
    return Response(body, headers=VARY, media_type=chosen.content_type)


@router.get("/health", response_model=Health)
async def read_health(context: Asking) -> Response:
    """Whether the service works."""
    service = context.service
    alive, configured = service.pool.alive, service.settings.workers
    health = Health(
        status="ok" if alive else "degraded",
        version=version("mithaq"),
        store=StoreHealth(version=service.store.version),
        workers=WorkerHealth(configured=configured, alive=alive, replicas=service.pool.replicas),
        extractor=service.extractor is not None,
    )
    body = health.model_dump_json(by_alias=True)
    return Response(body, headers={"cache-control": "no-store"}, media_type=JSON.media_type)


def _render_query(name: str) -> LookupQuery:
    query = load_query(name)
    return LookupQuery(name=name, url=f"/queries/{name}", caption=query.caption, parameters=query.parameters)
