"""The log of changes: what a copy of the graph has to catch up with."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field, StringConstraints
from starlette.responses import Response

from api.http.negotiation import JSON
from api.http.paging import decode_cursor, link_header, next_page
from api.http.representation import VARY
from api.models.judgements import Change, ChangeList
from api.requests.asking import Asking
from api.requests.description import describe_answers
from api.requests.parameters import Paged
from graph.changes import ChangeKind
from graph.queries import string
from graph.views import find_changes
from ontology.terms import code

router = APIRouter(tags=["changes"])

_SEQUENCE = r"\d{12}-\d{6}"
_TIME = r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?"


class ChangeSearch(Paged):
    """Which entries of the log."""

    limit: Annotated[int, Field(ge=1, le=1000)] = 100
    """How many on a page."""
    since: Annotated[
        str | None, StringConstraints(pattern=f"^({_SEQUENCE}|{_TIME})$"), Field(examples=["000000000042-000000"])
    ] = None
    """The `sequence` of the last entry seen; or a day or time in UTC, from which on entries are wanted."""
    kind: ChangeKind | None = None
    """What was done."""


@router.get("/changes", response_model=ChangeList, responses=describe_answers(404, 406, 422, formats=()))
def list_changes(asked: Annotated[ChangeSearch, Query()], context: Asking) -> Response:
    """What was added, replaced, withdrawn, merged and split, in the order in which it was written.

    The log is only ever added to. What updates (`/sparql`) and graphs that are not admitted (`/graphs`) change is not
    in it.
    """
    context.choose(asked, (JSON,))
    by_place = asked.since is not None and re.fullmatch(_SEQUENCE, asked.since)
    since = None if asked.since is None else string(asked.since)
    page = find_changes(
        context.store,
        after=decode_cursor(asked.cursor, context.request.url),
        limit=asked.limit,
        kind=None if asked.kind is None else code("change", asked.kind),
        since=since if by_place else None,
        **{"from": None if by_place else since},
    )
    following = next_page(page.after, context.request.url)
    last = page.views[-1].sequence if page.views else asked.since
    model = ChangeList(total=page.total, next=following, last=last, changes=tuple(map(Change.of, page.views)))
    links = [("/queries/changes", "describedby"), *([(following, "next")] if following else [])]
    body = model.model_dump_json(by_alias=True)
    return Response(body, headers={**VARY, **link_header(links)}, media_type=JSON.media_type)
