"""An actor's timeline: what it did and what was done to it, by date."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from api.http.negotiation import HTML
from api.http.paging import decode_cursor, next_page
from api.http.representation import RESOURCE_FORMATS, Representation
from api.models.common import Reference
from api.models.timelines import PeriodCount, Timeline, TimelineEntry
from api.pages.actor import render_timeline
from api.requests.asking import Asking
from api.requests.description import describe_answers
from api.requests.kinds import ACTOR
from api.requests.parameters import ActorId, Key
from api.resources.relations import TieSearch
from graph.views import EntryKind, Period, count_periods, describe_timeline, find_references, find_timeline

router = APIRouter(tags=["actors"])


class TimelineSearch(TieSearch):
    """Which entries, and how events are added up."""

    with_: Annotated[Key | None, Field(alias="with", examples=["nato"])] = None
    """Only what this other actor has part in too."""
    entry: EntryKind | None = None
    """Only entries of this kind."""
    by: Period = Period.YEAR
    """How long the periods are that events are added up by."""


@router.get("/actors/{id}/timeline", response_model=Timeline, responses=describe_answers(404, 406, 422))
def read_timeline(key: ActorId, asked: Annotated[TimelineSearch, Query()], context: Asking) -> Response:
    """What an actor does and undergoes, becomes party to and holds, by date; its events added up by year or month."""
    chosen, languages = context.choose(asked, (*RESOURCE_FORMATS, HTML)), context.languages(asked)
    iri = context.find(ACTOR, key)
    ties = replace(asked.tie_filter(context), counterpart=context.find_value("with", ACTOR, asked.with_))
    after = decode_cursor(asked.cursor, context.request.url)
    page = find_timeline(context.store, iri, ties, kind=asked.entry, after=after, limit=asked.limit)
    following = next_page(page.after, context.request.url)
    actor = find_references(context.store, [iri]).of(iri)
    periods = count_periods(context.store, iri, ties, asked.by)
    return Representation(
        model=lambda: Timeline(
            total=page.total,
            next=following,
            actor=Reference.of(actor, languages),
            periods=tuple(PeriodCount.of(period, languages) for period in periods),
            entries=tuple(TimelineEntry.of_entry(entry, languages) for entry in page.views),
        ),
        triples=lambda: describe_timeline(context.store, page.views).triples,
        queries=("timeline", "timeline-periods", "participants", "scores", "evidence", "statement", "labels"),
        page=lambda: render_timeline(actor, periods, page, following, languages),
        following=following,
    ).respond(chosen)
