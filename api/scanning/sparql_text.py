"""The text of a query or an update as the engine gets it, and the engine's errors in terms of what was sent."""

from __future__ import annotations

from api.scanning.query_scan import QueryScan
from ontology.errors import QueryError

LONG_TEXT = 5_000
"""Characters from which on a text is looked at in a thread, so that others are answered meanwhile."""

_LINES_BEFORE = 1
"""Lines that stand before a text when the engine reads it."""


def add_base(text: str, base: str) -> str:
    """A text with the base that its own may override, so that `<actor/russia>` is the actor, on a line before it."""
    return f"BASE <{base}>\n{text}"


def explain_error(error: QueryError, scan: QueryScan) -> QueryError:
    """The engine's error with its place in the text as it was sent.

    At a prefix that was not declared the engine only says what it expected instead, further on: say it for it.
    """
    if error.line is None or error.column is None:
        return error
    line, column = max(1, error.line - _LINES_BEFORE), error.column
    reason = str(error).partition(": ")[2]
    if scan.undeclared is not None:
        prefix, place = scan.undeclared
        line, column = place.line, place.column
        reason = f"the prefix {prefix}: is not declared; add PREFIX {prefix}: <…>"
    return QueryError(f"line {line}, column {column}: {reason}", line=line, column=column)
