"""Opaque cursors and the links between pages."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import URL

from api.errors import AbsentError

SHOWN_ROWS = 20
MOST_ROWS = 100
"""What a page of a list holds."""

_NOT_FILTERS = frozenset({"cursor", "limit", "format", "lang"})


def encode_cursor(key: str, url: URL) -> str:
    """The cursor of the page after a key, good for the list and filters of a URL only.

    >>> cursor = encode_cursor("2014 a", URL("/events?class=AID&limit=1"))
    >>> decode_cursor(cursor, URL("/events?limit=9&class=AID"))
    '2014 a'
    """
    content = json.dumps([_fingerprint(url), key], ensure_ascii=False)
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def decode_cursor(cursor: str | None, url: URL) -> str | None:
    """The key that a page starts after; None for the first page.

    Raises:
        AbsentError: it is no cursor of this list with these filters.
    """
    if cursor is None:
        return None
    try:
        content = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        fingerprint, key = json.loads(content)
    except (binascii.Error, ValueError, TypeError) as error:
        raise AbsentError("cursor", "it is no cursor of this service: take it from `next` of a page") from error
    if fingerprint != _fingerprint(url) or not isinstance(key, str):
        raise AbsentError("cursor", "it belongs to another list, or to other filters: start from the first page")
    return key


def next_page(key: str | None, url: URL) -> str | None:
    """The path and query of the next page, or None after the last."""
    if key is None:
        return None
    others = [(name, value) for name, value in _parameters(url) if name != "cursor"]
    return f"{url.path}?{urlencode([*others, ('cursor', encode_cursor(key, url))])}"


def link_header(links: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """The header `Link` (RFC 8288) for pairs of target and relation."""
    value = ", ".join(f'<{target}>; rel="{relation}"' for target, relation in links)
    return {"link": value} if value else {}


def _fingerprint(url: URL) -> str:
    filters = sorted((name, value) for name, value in _parameters(url) if name not in _NOT_FILTERS)
    return hashlib.sha256(f"{url.path}?{urlencode(filters)}".encode()).hexdigest()[:8]


def _parameters(url: URL) -> list[tuple[str, str]]:
    return parse_qsl(url.query, keep_blank_values=True)
