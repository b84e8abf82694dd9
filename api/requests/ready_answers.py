"""What the read model keeps of actors, as the service answers it: bytes with their links and headers."""

from __future__ import annotations

import json
from typing import Final

from starlette.responses import Response

from api.http.negotiation import Languages
from api.http.paging import next_page
from api.http.representation import respond_json
from api.requests.context import Context
from api.requests.kinds import ACTOR
from graph.lookup.reading import RelationRows
from graph.views import RelationPaging

CARD_QUERIES: Final = ("actor", "actor-counts", "actor-mentions", "statement", "labels")
RELATION_QUERIES: Final = ("relations", "memberships", "scores", "evidence", "statement", "labels")
"""The queries that an actor, and its relations, come from."""


def respond_card(context: Context, key: str, languages: Languages) -> Response | None:
    """The JSON of an actor from the read model; None where it has none."""
    card = context.service.lookups.find_card(context.candidates(ACTOR, key), languages)
    return None if card is None else respond_json(card, queries=CARD_QUERIES)


def respond_relations(context: Context, key: str, paging: RelationPaging, languages: Languages) -> Response | None:
    """The JSON of an actor's relations from the read model; None where it does not have them."""
    ready = context.service.lookups.find_relations(context.candidates(ACTOR, key), paging, languages)
    if ready is None:
        return None
    following = next_page(ready.after, context.request.url)
    return respond_json(_join_rows(ready, following), queries=RELATION_QUERIES, following=following)


def _join_rows(ready: RelationRows, following: str | None) -> bytes:
    """The JSON of a `RelationList`."""
    head = f'{{"total":{ready.total},"next":{json.dumps(following)},"actor":'
    return b"".join((head.encode(), ready.actor, b',"relations":[', ready.rows, b"]}"))
