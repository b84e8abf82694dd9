"""An actor and its relations from the read model, past the framework.

Only what is asked most, and asked rightly: no parameters but languages, order and page. All else, what is not in the
read model, and every mistake is left to the framework, which answers the same and describes it.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from starlette.responses import Response

from api.http.negotiation import HTML, JSON, LANGUAGES, Languages, choose_format, choose_languages
from api.http.paging import MOST_ROWS, SHOWN_ROWS, decode_cursor
from api.http.representation import RESOURCE_FORMATS
from api.requests.context import Context
from api.requests.ready_answers import respond_card, respond_relations
from graph.views import RelationOrder, RelationPaging

_PATH = re.compile(r"/actors/([^/]+)(/relations)?")
_LIMIT = re.compile(r"[1-9]\d{0,2}", re.ASCII)
_LANGUAGES = re.compile(LANGUAGES)
_ORDERS = frozenset(order.value for order in RelationOrder)


def look_up(context: Context) -> Response | None:
    """Answer a GET; None for one that is the framework's.

    Raises:
        ParameterError: the cursor is none of this list.
    """
    request = context.request
    found = _PATH.fullmatch(request.scope["path"])
    if found is None:
        return None
    pairs = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    asked = dict(pairs)
    known = {"lang", "limit", "sort", "cursor"} if found[2] else {"lang"}
    if len(asked) < len(pairs) or asked.keys() - known:
        return None
    accept = request.headers.get("accept")
    if choose_format((*RESOURCE_FORMATS, HTML), accept=accept, wanted=None) is not JSON:
        return None
    languages = _languages(request.headers.get("accept-language"), asked.get("lang"))
    if languages is None:
        return None
    if not found[2]:
        return respond_card(context, found[1], languages)
    paging = _paging(asked, context)
    return None if paging is None else respond_relations(context, found[1], paging, languages)


def _languages(accepted: str | None, wanted: str | None) -> Languages | None:
    if wanted is not None and not _LANGUAGES.fullmatch(wanted):
        return None
    return choose_languages(accept_language=accepted, wanted=wanted)


def _paging(asked: dict[str, str], context: Context) -> RelationPaging | None:
    limit, order = asked.get("limit", str(SHOWN_ROWS)), asked.get("sort", RelationOrder.CLOSEST.value)
    if not _LIMIT.fullmatch(limit) or int(limit) > MOST_ROWS or order not in _ORDERS:
        return None
    after = decode_cursor(asked["cursor"], context.request.url) if "cursor" in asked else None
    return RelationPaging(limit=int(limit), after=after, order=RelationOrder(order))
