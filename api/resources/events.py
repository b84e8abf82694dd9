"""Events and claims: lists with filters, and one of each."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import Field
from starlette.responses import Response

from api.http.negotiation import HTML, Languages
from api.http.representation import RESOURCE_FORMATS, Representation
from api.models.events import Claim, ClaimList, Event, EventList
from api.models.tellings import ToldEvent
from api.pages.events import render_claim, render_claims, render_event, render_events
from api.requests.asking import Asking
from api.requests.context import Listing
from api.requests.description import describe_answers
from api.requests.kinds import ACTOR, CLAIM, DOCUMENT, EVENT, PLACE
from api.requests.parameters import Key, Paged, Period, Representable
from graph.queries import string
from graph.views import find_tellings, view_claims, view_events
from graph.views.values import ClaimView, EventView
from ontology.model import EventClass, Modality, QuadClass
from ontology.terms import code

router = APIRouter(tags=["events"])
EventId = Annotated[str, Path(alias="id", description="Last part of the event's IRI.")]
ClaimId = Annotated[str, Path(alias="id", description="Last part of the claim's IRI.")]


class EventSearch(Paged):
    """Which events."""

    event_class: Annotated[EventClass | None, Field(alias="class")] = None
    """PLOVER class."""
    quad: QuadClass | None = None
    """Quad class: cooperation or conflict, in words or in deeds."""
    modality: Modality | None = None
    """Only `asserted` ones happened by the document's own word."""
    actor: Annotated[Key | None, Field(examples=["nato"])] = None
    """One who acts."""
    recipient: Annotated[Key | None, Field(examples=["russia"])] = None
    """One acted on."""
    participant: Key | None = None
    """One in either role."""
    place: Annotated[Key | None, Field(examples=["crimea"])] = None
    """Where it happens."""
    claimant: Key | None = None
    """One whose word it is."""
    document: Key | None = None
    """The document that says so."""
    from_: Annotated[Period | None, Field(alias="from", examples=["2014"])] = None
    """Not wholly before this year, month or day."""
    to: Annotated[Period | None, Field(examples=["2014-03"])] = None
    """Not wholly after this year, month or day."""


class ClaimSearch(Paged):
    """Which claims."""

    claimant: Annotated[Key | None, Field(examples=["nato"])] = None
    """Who says it."""
    about: Annotated[Key | None, Field(examples=["russia"])] = None
    """A party to what is claimed."""
    event_class: Annotated[EventClass | None, Field(alias="class")] = None
    """PLOVER class of what is claimed."""
    document: Key | None = None
    """The document that relays it."""


@router.get("/events", response_model=EventList, responses=describe_answers(404, 406, 422))
def list_events(asked: Annotated[EventSearch, Query()], context: Asking) -> Response:
    """Events by class, modality, parties, place, claimant, document and date, the earliest first, the undated last."""
    return context.respond_list(
        asked,
        Listing("events", ("event", "labels"), view_events, _render_events, render_events),
        quad=None if asked.quad is None else code("quad", asked.quad),
        place=context.find_value("place", PLACE, asked.place),
        modality=None if asked.modality is None else code("modality", asked.modality),
        actor=context.find_value("actor", ACTOR, asked.actor),
        recipient=context.find_value("recipient", ACTOR, asked.recipient),
        participant=context.find_value("participant", ACTOR, asked.participant),
        claimant=context.find_value("claimant", ACTOR, asked.claimant),
        document=context.find_value("document", DOCUMENT, asked.document),
        earliest=None if asked.from_ is None else string(asked.from_),
        latest=None if asked.to is None else string(asked.to),
        **{"class": None if asked.event_class is None else code("event", asked.event_class)},
    )


@router.get("/events/{id}", response_model=ToldEvent, responses=describe_answers(404, 406, 422))
def read_event(key: EventId, asked: Annotated[Representable, Query()], context: Asking) -> Response:
    """An event: class, modality, parties, place, date, who claims it, and the words.

    `sameHappening` has what other documents tell of the same happening, and where the tellings contradict each other.
    """
    chosen, languages = context.choose(asked, (*RESOURCE_FORMATS, HTML)), context.languages(asked)
    (view,), description = view_events(context.store, [context.find(EVENT, key)])
    others = find_tellings(context.store, view, read_numbers=context.service.numbers)
    return Representation(
        model=lambda: ToldEvent.of_told(view, others, languages),
        triples=lambda: description.triples,
        queries=("event", "tellings", "labels"),
        page=lambda: render_event(view, others, languages),
    ).respond(chosen)


@router.get("/claims", response_model=ClaimList, responses=describe_answers(404, 406, 422))
def list_claims(asked: Annotated[ClaimSearch, Query()], context: Asking) -> Response:
    """Claims: who says what about whom, and who confirms or denies it, in the order of the documents."""
    return context.respond_list(
        asked,
        Listing("claims", ("claim", "answers", "evidence", "labels"), view_claims, _render_claims, render_claims),
        claimant=context.find_value("claimant", ACTOR, asked.claimant),
        about=context.find_value("about", ACTOR, asked.about),
        document=context.find_value("document", DOCUMENT, asked.document),
        **{"class": None if asked.event_class is None else code("event", asked.event_class)},
    )


@router.get("/claims/{id}", response_model=Claim, responses=describe_answers(404, 406, 422))
def read_claim(key: ClaimId, asked: Annotated[Representable, Query()], context: Asking) -> Response:
    """A claim: who says it, in which words, what it claims, and who confirms, repeats, denies or contradicts that."""
    chosen, languages = context.choose(asked, (*RESOURCE_FORMATS, HTML)), context.languages(asked)
    (view,), description = view_claims(context.store, [context.find(CLAIM, key)])
    return Representation(
        model=lambda: Claim.of_view(view, languages),
        triples=lambda: description.triples,
        queries=("claim", "answers", "evidence", "labels"),
        page=lambda: render_claim(view, languages),
    ).respond(chosen)


def _render_events(views: tuple[EventView, ...], total: int, following: str | None, languages: Languages) -> EventList:
    return EventList(total=total, next=following, events=tuple(Event.of(view, languages) for view in views))


def _render_claims(views: tuple[ClaimView, ...], total: int, following: str | None, languages: Languages) -> ClaimList:
    return ClaimList(total=total, next=following, claims=tuple(Claim.of_view(view, languages) for view in views))
