"""How two actors are connected."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from api.errors import ParameterError
from api.http.negotiation import HTML, JSON
from api.http.representation import respond_model
from api.models.paths import PathList
from api.pages.paths import render_paths
from api.requests.asking import Asking
from api.requests.description import describe_answers
from api.requests.kinds import ACTOR
from api.requests.parameters import Key, Period, Representable
from graph.paths import PathFilter, find_paths
from graph.views.ties import TieKind
from ontology.model import Modality
from ontology.terms import code

router = APIRouter(tags=["network"])


class PathSearch(Representable):
    """From whom to whom, and along what."""

    from_: Annotated[Key, Field(alias="from", examples=["bill-clinton"])]
    """The actor where the paths start."""
    to: Annotated[Key, Field(examples=["ukraine"])]
    """The actor where they end."""
    max: Annotated[int, Field(ge=1, le=6)] = 4
    """How many steps at most."""
    limit: Annotated[int, Field(ge=1, le=20)] = 5
    """How many paths at most."""
    along: Annotated[tuple[TieKind, ...], Field(max_length=5)] = ()
    """Only along ties of these kinds; may be repeated. Without: all kinds."""
    modality: Modality | None = Modality.ASSERTED
    """Only along events of this modality; those that happened by the documents' own word, unless told otherwise."""
    earliest: Annotated[Period | None, Field(examples=["2014"])] = None
    """Only along events not wholly before this year, month or day."""
    latest: Annotated[Period | None, Field(examples=["2018"])] = None
    """Only along events not wholly after this year, month or day."""


@router.get("/paths", response_model=PathList, responses=describe_answers(404, 406, 422, formats=(HTML,)))
def list_paths(asked: Annotated[PathSearch, Query()], context: Asking) -> Response:
    """How two actors are connected: the shortest ways along ties, each step with the words that say most."""
    chosen, languages = context.choose(asked, (JSON, HTML)), context.languages(asked)
    source, target = context.find_value("from", ACTOR, asked.from_), context.find_value("to", ACTOR, asked.to)
    if source is None or target is None or source == target:
        raise ParameterError("to", "to: it is the actor where the paths start: name another")
    wanted = PathFilter(
        kinds=frozenset(asked.along or TieKind),
        modality=None if asked.modality is None else code("modality", asked.modality),
        earliest=asked.earliest,
        latest=asked.latest,
    )
    found = find_paths(context.store, source, target, wanted, longest=asked.max, limit=asked.limit)
    queries = ("neighbours", "relations", "scores", "evidence", "labels")
    return respond_model(
        lambda: PathList.of(found, languages), chosen, queries=queries, page=lambda: render_paths(found, languages)
    )
