"""What ties an actor to others: by counterpart, and all between two."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.http.negotiation import HTML, JSON
from api.http.paging import decode_cursor, next_page
from api.http.representation import RESOURCE_FORMATS, Representation
from api.models.common import Reference
from api.models.relations import Dyad, Relation, RelationList
from api.pages.actor import render_dyad, render_relations
from api.requests.asking import Asking
from api.requests.context import Context
from api.requests.description import describe_answers
from api.requests.kinds import ACTOR, DOCUMENT
from api.requests.parameters import ActorId, Key, Paged, Period
from api.requests.ready_answers import RELATION_QUERIES, respond_relations
from graph.views import (
    SHOWN_EVENTS,
    RelationOrder,
    RelationPaging,
    TieFilter,
    describe_relations,
    describe_ties,
    find_dyad,
    find_references,
    find_relations,
)
from ontology.model import EventClass, Modality, QuadClass
from ontology.terms import code

router = APIRouter(tags=["actors"])
OtherId = Annotated[str, Path(alias="other", description="Last part of the counterpart's IRI.", examples=["nato"])]


class TieSearch(Paged):
    """Which ties; with a class, a quad class or a modality only events are."""

    event_class: Annotated[EventClass | None, Field(alias="class")] = None
    """Only events of this class."""
    quad: QuadClass | None = None
    """Only events of this quad class."""
    modality: Modality | None = None
    """Only events of this modality."""
    from_: Annotated[Period | None, Field(alias="from", examples=["2014"])] = None
    """Only ties with a date that is not wholly before this year, month or day."""
    to: Annotated[Period | None, Field(examples=["2014-03"])] = None
    """Only ties with a date that is not wholly after this year, month or day."""
    document: Key | None = None
    """Only what this document says."""

    def tie_filter(self, context: Asking) -> TieFilter:
        """The same as IRIs."""
        return TieFilter(
            event_class=None if self.event_class is None else code("event", self.event_class),
            quad=None if self.quad is None else code("quad", self.quad),
            modality=None if self.modality is None else code("modality", self.modality),
            document=context.find_value("document", DOCUMENT, self.document),
            earliest=self.from_,
            latest=self.to,
        )


class RelationSearch(TieSearch):
    """Which ties, and how the counterparts are sorted."""

    with_: Annotated[Key | None, Field(alias="with", examples=["nato"])] = None
    """Only the ties to this other actor."""
    sort: RelationOrder = RelationOrder.CLOSEST
    """First those that documents tie it to most, those tied last, or those it cooperates or conflicts with most."""
    events: Annotated[int, Field(ge=0, le=100)] = SHOWN_EVENTS
    """How many events of each class to give with their words, and in a row no more than that or six: the first of each
    class, then the second. The counts always count all."""

    @property
    def unfiltered(self) -> bool:
        """Whether all ties are wanted, as many of them as a row usually shows."""
        narrowed = (self.event_class, self.quad, self.modality, self.from_, self.to, self.document, self.with_)
        return self.events == SHOWN_EVENTS and not any(narrowed)


@router.get("/actors/{id}/relations", response_model=RelationList, responses=describe_answers(308, 404, 406, 422))
async def list_relations(key: ActorId, asked: Annotated[RelationSearch, Query()], context: Asking) -> Response:
    """What ties an actor to each counterpart, one row each: counts, scores, dates, and the words that say most.

    Ties are events by class, memberships and other standing relations, offices, treaties and disputes. The counts count
    all; of the ties themselves a row holds the first, and `truncated` says where there are more. What organs of the
    actor do, its missions, forces and ministries, is among its ties.
    """
    chosen, languages = context.choose(asked, (*RESOURCE_FORMATS, HTML)), context.languages(asked)
    after = decode_cursor(asked.cursor, context.request.url)
    paging = RelationPaging(limit=asked.limit, events=asked.events, after=after, order=asked.sort)
    ready = respond_relations(context, key, paging, languages) if chosen is JSON and asked.unfiltered else None
    if ready is not None:
        return ready
    return await run_in_threadpool(_list_relations, key, asked, context, paging)


def _list_relations(key: str, asked: RelationSearch, context: Context, paging: RelationPaging) -> Response:
    chosen, languages = context.choose(asked, (*RESOURCE_FORMATS, HTML)), context.languages(asked)
    iri = context.find(ACTOR, key)
    ties = replace(asked.tie_filter(context), counterpart=context.find_value("with", ACTOR, asked.with_))
    page = find_relations(context.store, iri, ties, paging, find_rows=context.service.lookups.find_ties)
    following = next_page(page.after, context.request.url)
    actor = find_references(context.store, [iri]).of(iri)
    return Representation(
        model=lambda: RelationList(
            total=page.total,
            next=following,
            actor=Reference.of(actor, languages),
            relations=tuple(Relation.of(view, languages) for view in page.views),
        ),
        triples=lambda: describe_relations(context.store, iri, page.views).triples,
        queries=RELATION_QUERIES,
        page=lambda: render_relations(actor, page, following, languages),
        following=following,
    ).respond(chosen)


@router.get("/actors/{id}/relations/{other}", response_model=Dyad, responses=describe_answers(308, 404, 406, 422))
def read_dyad(key: ActorId, other_key: OtherId, asked: Annotated[TieSearch, Query()], context: Asking) -> Response:
    """All between two actors: counts, scores by year, and every tie by date with its words.

    Each event comes with its quote, document, modality and claimant, and with the other tellings that confirm, repeat,
    deny or contradict it.
    """
    chosen, languages = context.choose(asked, (*RESOURCE_FORMATS, HTML)), context.languages(asked)
    iri, other = context.find(ACTOR, key), context.find(ACTOR, other_key)
    paging = RelationPaging(limit=asked.limit, after=decode_cursor(asked.cursor, context.request.url))
    ties = asked.tie_filter(context)
    dyad = find_dyad(context.store, iri, other, ties, paging, find_rows=context.service.lookups.find_ties)
    following = next_page(dyad.timeline.after, context.request.url)
    actor = find_references(context.store, [iri]).of(iri)
    shown = [(other, entry.tie) for entry in dyad.timeline.views]
    shown += [(other, strong.tie) for strong in dyad.relation.strongest]
    return Representation(
        model=lambda: Dyad.of_view(dyad, Reference.of(actor, languages), following, languages),
        triples=lambda: describe_ties(context.store, iri, shown).triples,
        queries=(*RELATION_QUERIES, "answers"),
        page=lambda: render_dyad(actor, dyad, following, languages),
        following=following,
    ).respond(chosen)
