"""Search over the whole graph: names of things of every kind, and the words of documents."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field, StringConstraints
from starlette.responses import Response

from api.http.negotiation import HTML, JSON
from api.http.paging import decode_cursor, next_page
from api.http.representation import respond_model
from api.models.common import key_of
from api.models.search import Passage, SearchHit, SearchResult
from api.pages.search import render_search
from api.requests.asking import Asking
from api.requests.description import describe_answers
from api.requests.kinds import SEARCHED, SearchedKind
from api.requests.parameters import Paged
from extraction.text.normalisation import fold_key
from graph.views import find_names, find_passages, page_matches
from graph.views.search import Hit

router = APIRouter(tags=["search"])


class GraphSearch(Paged):
    """What is sought."""

    q: Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True), Field(examples=["القرم"])]
    """A name, a part of one, a surname or an acronym, in any language and spelling; or words of a text."""
    kind: SearchedKind | None = None
    """Only things of this kind."""
    passages: Annotated[int, Field(ge=0, le=100)] = 10
    """How many passages of texts to give."""


@router.get("/search", response_model=SearchResult, responses=describe_answers(404, 406, 422, formats=(HTML,)))
def search(asked: Annotated[GraphSearch, Query()], context: Asking) -> Response:
    """Actors, treaties, disputes, documents and places by name, the best fit first, and words that prove statements."""
    chosen, languages = context.choose(asked, (JSON, HTML)), context.languages(asked)
    kinds = SEARCHED if asked.kind is None else {asked.kind: SEARCHED[asked.kind]}
    paths = {kind.class_: kind.path for kind in kinds.values()}
    lookups, after = context.service.lookups, decode_cursor(asked.cursor, context.request.url)
    matches = find_names(context.store, asked.q, tuple(paths), fold=fold_key, find_rows=lookups.find_names)
    page = page_matches(context.store, matches, after=after, limit=asked.limit)
    passages = find_passages(
        context.store, asked.q, limit=asked.passages, fold=fold_key, find_rows=lookups.find_passages
    )
    following = next_page(page.after, context.request.url)

    def path_of(hit: Hit) -> str | None:
        path = paths[hit.match.class_]
        return None if path is None else f"{path}/{key_of(hit.reference.iri)}"

    return respond_model(
        lambda: SearchResult(
            total=page.total,
            next=following,
            hits=tuple(SearchHit.of_hit(hit, path_of(hit), languages) for hit in page.views),
            passages=tuple(Passage.of(passage, languages) for passage in passages),
        ),
        chosen,
        queries=("names", "passages", "labels"),
        page=lambda: render_search(asked.q, page, passages, following, languages),
        following=following,
    )
