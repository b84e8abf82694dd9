"""Actors: search, and one actor."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field, StringConstraints
from pyoxigraph import NamedNode
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.http.negotiation import HTML, JSON, Format, Languages
from api.http.paging import decode_cursor, next_page
from api.http.representation import RESOURCE_FORMATS, Representation
from api.models.actors import Actor, ActorList
from api.pages.actor import render_actor, render_actors
from api.requests.asking import Asking
from api.requests.context import Context
from api.requests.description import describe_answers
from api.requests.kinds import ACTOR, DOCUMENT
from api.requests.parameters import ActorId, Key, Paged, Representable
from api.requests.ready_answers import CARD_QUERIES, respond_card
from extraction.text.normalisation import fold_key
from graph.views import ActorFilter, RelationPaging, TieFilter, find_relations, search_actors, view_actors
from ontology.model import ActorType
from ontology.terms import MITHAQ_NAMESPACE

router = APIRouter(tags=["actors"])

_PAGE_RELATIONS = 50
_PAGE_EVENTS = 5


class ActorSearch(Paged):
    """Which actors."""

    q: Annotated[
        str | None, StringConstraints(min_length=1, max_length=200, strip_whitespace=True), Field(examples=["ناتو"])
    ] = None
    """A name, a part of one, a surname or an acronym, in any language and spelling; a letter may be wrong."""
    type: ActorType | None = None
    """Class of the actor."""
    country: Annotated[Key | None, Field(examples=["russia"])] = None
    """The state that it is or belongs to."""
    document: Key | None = None
    """Only those that this document mentions."""


@router.get("/actors", response_model=ActorList, responses=describe_answers(404, 406, 422))
def list_actors(asked: Annotated[ActorSearch, Query()], context: Asking) -> Response:
    """Search actors by name, type and country: the best fit first, without a name the most mentioned."""
    chosen, languages = context.choose(asked, (*RESOURCE_FORMATS, HTML)), context.languages(asked)
    wanted = ActorFilter(
        sought=asked.q,
        type=None if asked.type is None else NamedNode(f"{MITHAQ_NAMESPACE}{asked.type}"),
        country=context.find_value("country", ACTOR, asked.country),
        document=context.find_value("document", DOCUMENT, asked.document),
    )
    after = decode_cursor(asked.cursor, context.request.url)
    find_rows = context.service.lookups.find_names
    found = search_actors(context.store, wanted, after=after, limit=asked.limit, fold=fold_key, find_rows=find_rows)
    following = next_page(found.page.after, context.request.url)
    views, description = view_actors(context.store, found.page.views)
    return Representation(
        model=lambda: ActorList.of_found(found, views, following, languages),
        triples=lambda: description.triples,
        queries=("names", "actors", "actor-facets", *CARD_QUERIES)
        if asked.q
        else ("actors", "actor-facets", *CARD_QUERIES),
        page=lambda: render_actors(views, found, following, languages, asked.q or ""),
        following=following,
    ).respond(chosen)


@router.get("/actors/{id}", response_model=Actor, responses=describe_answers(308, 404, 406, 422))
async def read_actor(key: ActorId, asked: Annotated[Representable, Query()], context: Asking) -> Response:
    """An actor: names, type, offices, standing relations, identifiers, and what is counted of it."""
    chosen, languages = context.choose(asked, (*RESOURCE_FORMATS, HTML)), context.languages(asked)
    ready = respond_card(context, key, languages) if chosen is JSON else None
    if ready is not None:
        return ready
    return await run_in_threadpool(_read_actor, key, context, chosen, languages)


def _read_actor(key: str, context: Context, chosen: Format, languages: Languages) -> Response:
    iri = context.find(ACTOR, key)
    (view,), description = view_actors(context.store, [iri])

    def page() -> str:
        ties = find_relations(
            context.store,
            iri,
            TieFilter(),
            RelationPaging(limit=_PAGE_RELATIONS, events=_PAGE_EVENTS),
            find_rows=context.service.lookups.find_ties,
        )
        return render_actor(view, ties, languages)

    return Representation(
        model=lambda: Actor.of_view(view, languages),
        triples=lambda: description.triples,
        queries=CARD_QUERIES,
        page=page,
    ).respond(chosen)
