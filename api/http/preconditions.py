"""Writes that are meant for one state of a graph: If-Match, and If-None-Match (RFC 9110, sections 13.1.1 and 13.1.2).

The entity tag of a graph or a document is `"state.answer"`: `state` says what the graph holds, whatever it was asked
for in, and is what a write is compared with; `answer` says which answer it was (`api/http/conditional.py`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import pyoxigraph as ox
from starlette.requests import Request

from api.errors import PreconditionError
from graph.store import Store

_DIGITS = 24
_ANY = "*"


def find_state(store: Store, name: ox.NamedNode | None) -> str | None:
    """What says which triples a graph holds: another state, another text; None where there is no such graph.

    The default graph, which may be large and changes with most writes, has the state of the store.
    """
    if name is None:
        return f"v{store.version}"
    content = store.serialize_query(
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }}", triples="application/n-triples"
    ).body
    return hashlib.sha256(content).hexdigest()[:_DIGITS] if content else None


@dataclass(frozen=True, slots=True)
class Preconditions:
    """What a request wants to be true before it writes.

    Attributes:
        match: states, one of which the graph must be in; None where any will do.
        none_match: states that it must not be in.
    """

    match: frozenset[str] | None
    none_match: frozenset[str]

    @classmethod
    def of(cls, request: Request) -> Preconditions:
        """The preconditions of a request."""
        match, none_match = request.headers.get("if-match"), request.headers.get("if-none-match")
        return cls(None if match is None else _read_states(match), _read_states(none_match or ""))

    def check(self, store: Store, name: ox.NamedNode | None) -> None:
        """Let a write pass; within the writer's turn, so that what was true stays so.

        Raises:
            PreconditionError: the graph is in another state.
        """
        if self.match is None and not self.none_match:
            return
        state = find_state(store, name)
        held = frozenset() if state is None else frozenset({state, _ANY})
        called = "the default graph" if name is None else str(name)
        if self.match is not None and not self.match & held:
            raise PreconditionError(f"{called} is not as If-Match wants it: get it again, and send its ETag")
        if self.none_match & held:
            raise PreconditionError(f"{called} is as If-None-Match does not want it: it is there already")


def _read_states(header: str) -> frozenset[str]:
    """The states of the entity tags in a header; a weak tag is none that a write may be meant for (section 8.8.3.2)."""
    tags = (tag.strip() for tag in header.split(","))
    return frozenset(tag.strip('"').partition(".")[0] for tag in tags if tag == _ANY or tag.startswith('"'))
