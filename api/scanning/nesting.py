"""How deep a graph's text nests, looked at before it is parsed: the engine goes down with it and may not come back.

JSON-LD needs no look: the engine's own reader of JSON stops at a depth. Of Turtle and XML the brackets and tags are
counted first, so that a text without many costs nothing.
"""

from __future__ import annotations

from xml.parsers import expat

from api.scanning.query_scan import TOKEN
from ontology.errors import QueryError

DEEPEST = 1_000
"""Levels of brackets or elements; people write fewer than 20."""


def refuse_depth(content: bytes, media_type: str) -> None:
    """Refuse a text that nests too deep.

    Raises:
        QueryError: it does.
    """
    if media_type == "application/rdf+xml":
        depth = _measure_xml(content) if content.count(b"</") > DEEPEST else 0
    elif media_type == "application/ld+json":
        depth = 0
    else:
        opened = content.count(b"[") + content.count(b"(") + content.count(b"{")
        depth = _measure_turtle(content) if opened > DEEPEST else 0
    if depth > DEEPEST:
        raise QueryError(f"the text nests {depth:,} levels deep, and {DEEPEST:,} are read at most", line=1, column=1)


def _measure_turtle(content: bytes) -> int:
    depth = deepest = 0
    for token in TOKEN.finditer(content.decode(errors="replace")):
        if token.lastgroup == "open":
            depth += 1
            deepest = max(deepest, depth)
        elif token.lastgroup == "close":
            depth -= 1
    return deepest


def _measure_xml(content: bytes) -> int:
    """The depth up to the first fault, which the engine will tell of."""
    depth = deepest = 0

    def start(_: str, __: object) -> None:
        nonlocal depth, deepest
        depth += 1
        deepest = max(deepest, depth)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    reader = expat.ParserCreate()
    reader.StartElementHandler, reader.EndElementHandler = start, end
    try:
        reader.Parse(content, True)
    except expat.ExpatError:
        return deepest
    return deepest
