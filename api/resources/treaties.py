"""Treaties and disputes: lists with filters, and one of each."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import Field
from pyoxigraph import NamedNode
from starlette.responses import Response

from api.http.negotiation import HTML, Languages
from api.http.representation import RESOURCE_FORMATS, Representation
from api.models.treaties import Dispute, DisputeList, Treaty, TreatyList
from api.pages.events import event_table
from api.pages.treaties import render_dispute, render_disputes, render_treaties, render_treaty
from api.pages.wording import page_wording
from api.requests.asking import Asking
from api.requests.context import Listing
from api.requests.description import describe_answers
from api.requests.kinds import ACTOR, DISPUTE, DOCUMENT, TREATY
from api.requests.parameters import Key, Paged, Period, Representable
from graph.hostility import Hostility
from graph.queries import string
from graph.views import view_disputes, view_events, view_treaties
from graph.views.treaty_values import DisputeView, TreatyView
from ontology.model import Issue, TreatyKind
from ontology.terms import MITHAQ_NAMESPACE, code

_PAGE_EVENTS = 100

router = APIRouter(tags=["treaties and disputes"])
TreatyId = Annotated[str, Path(alias="id", description="Last part of the treaty's IRI.")]
DisputeId = Annotated[str, Path(alias="id", description="Last part of the dispute's IRI.")]


class TreatySearch(Paged):
    """Which treaties."""

    kind: TreatyKind | None = None
    """What kind of instrument."""
    party: Annotated[Key | None, Field(examples=["russia"])] = None
    """One of its parties."""
    from_: Annotated[Period | None, Field(alias="from", examples=["1991"])] = None
    """Not signed wholly before this year, month or day."""
    to: Annotated[Period | None, Field(examples=["2014"])] = None
    """Not signed wholly after this year, month or day."""
    document: Key | None = None
    """A document that speaks of it."""


class DisputeSearch(Paged):
    """Which disputes."""

    issue: Issue | None = None
    """What it is about."""
    hostility: Hostility | None = None
    """The highest level that it reached."""
    party: Annotated[Key | None, Field(examples=["ukraine"])] = None
    """One of its parties."""
    document: Key | None = None
    """A document that speaks of it."""


@router.get("/treaties", response_model=TreatyList, responses=describe_answers(404, 406, 422))
def list_treaties(asked: Annotated[TreatySearch, Query()], context: Asking) -> Response:
    """Treaties and other instruments by kind, party, date and document, the earliest first, the undated last."""
    return context.respond_list(
        asked,
        Listing("treaties", ("treaty", "labels"), view_treaties, _render_treaties, render_treaties),
        party=context.find_value("party", ACTOR, asked.party),
        document=context.find_value("document", DOCUMENT, asked.document),
        earliest=None if asked.from_ is None else string(asked.from_),
        latest=None if asked.to is None else string(asked.to),
        **{"class": None if asked.kind is None else NamedNode(f"{MITHAQ_NAMESPACE}{asked.kind.capitalize()}")},
    )


@router.get("/treaties/{id}", response_model=Treaty, responses=describe_answers(404, 406, 422))
def read_treaty(key: TreatyId, asked: Annotated[Representable, Query()], context: Asking) -> Response:
    """A treaty: names, parties, who signed, ratified, acceded or withdrew, and the words."""
    chosen, languages = context.choose(asked, (*RESOURCE_FORMATS, HTML)), context.languages(asked)
    (view,), description = view_treaties(context.store, [context.find(TREATY, key)])
    return Representation(
        model=lambda: Treaty.of_view(view, languages),
        triples=lambda: description.triples,
        queries=("treaty", "labels"),
        page=lambda: render_treaty(view, languages),
    ).respond(chosen)


@router.get("/disputes", response_model=DisputeList, responses=describe_answers(404, 406, 422))
def list_disputes(asked: Annotated[DisputeSearch, Query()], context: Asking) -> Response:
    """Disputes by issue, level of hostility, party and document."""
    return context.respond_list(
        asked,
        Listing("disputes", ("dispute", "dispute-events", "labels"), view_disputes, _render_disputes, render_disputes),
        issue=None if asked.issue is None else code("issue", asked.issue),
        hostility=None if asked.hostility is None else code("hostility", asked.hostility),
        party=context.find_value("party", ACTOR, asked.party),
        document=context.find_value("document", DOCUMENT, asked.document),
    )


@router.get("/disputes/{id}", response_model=Dispute, responses=describe_answers(404, 406, 422))
def read_dispute(key: DisputeId, asked: Annotated[Representable, Query()], context: Asking) -> Response:
    """A dispute: parties, issue, level of hostility year by year, the words, and its events."""
    chosen, languages = context.choose(asked, (*RESOURCE_FORMATS, HTML)), context.languages(asked)
    (view,), description = view_disputes(context.store, [context.find(DISPUTE, key)])

    def page() -> str:
        events, _ = view_events(context.store, view.events[:_PAGE_EVENTS])
        return render_dispute(view, event_table(events, languages, page_wording(languages)), languages)

    return Representation(
        model=lambda: Dispute.of_view(view, languages),
        triples=lambda: description.triples,
        queries=("dispute", "dispute-events", "labels"),
        page=page,
    ).respond(chosen)


def _render_treaties(
    views: tuple[TreatyView, ...], total: int, following: str | None, languages: Languages
) -> TreatyList:
    return TreatyList(total=total, next=following, treaties=tuple(Treaty.of_view(view, languages) for view in views))


def _render_disputes(
    views: tuple[DisputeView, ...], total: int, following: str | None, languages: Languages
) -> DisputeList:
    return DisputeList(total=total, next=following, disputes=tuple(Dispute.of_view(view, languages) for view in views))
