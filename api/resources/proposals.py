"""Actors that are probably one: pairs to judge, with the grounds."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.http.negotiation import JSON
from api.http.paging import decode_cursor, link_header, next_page
from api.http.representation import VARY
from api.models.common import Reference
from api.models.judgements import Proposal, ProposalList, Reason
from api.requests.asking import Asking
from api.requests.description import describe_answers
from api.requests.parameters import Paged
from extraction.text.normalisation import fold_key
from graph.views import find_references
from graph.views.proposals import WEIGHTS, propose

router = APIRouter(tags=["identity"])


@router.get("/proposals", response_model=ProposalList, responses=describe_answers(404, 406, 422, formats=()))
def list_proposals(asked: Annotated[Paged, Query()], context: Asking) -> Response:
    """Actors that are probably one by name, type, state and dates, the surest first; POST /judgements decides.

    Homonyms are kept apart: a surname goes with a time in office, and a name that fits two actors of the register is
    proposed for neither. What was judged, whatever the verdict, is proposed no more.
    """
    context.choose(asked, (JSON,))
    languages = context.languages(asked)
    after = decode_cursor(asked.cursor, context.request.url)
    found = propose(context.store, fold=fold_key)
    rest = [proposal for proposal in found if after is None or proposal.key > after]
    page = rest[: asked.limit]
    following = next_page(page[-1].key if len(rest) > len(page) else None, context.request.url)
    references = find_references(context.store, {iri for each in page for iri in (each.one, each.other)})
    model = ProposalList(
        total=len(found),
        next=following,
        proposals=tuple(
            Proposal(
                one=Reference.of(references.of(each.one), languages),
                other=Reference.of(references.of(each.other), languages),
                score=each.score,
                reasons=tuple(
                    Reason(ground=reason.ground, detail=reason.detail, weight=WEIGHTS[reason.ground])
                    for reason in each.reasons
                ),
            )
            for each in page
        ),
    )
    queries = [(f"/queries/{name}", "describedby") for name in ("actor-names", "actor-traits", "labels")]
    links = [*queries, *([(following, "next")] if following else [])]
    body = model.model_dump_json(by_alias=True)
    return Response(body, headers={**VARY, **link_header(links)}, media_type=JSON.media_type)
