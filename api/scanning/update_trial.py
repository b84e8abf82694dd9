"""What an update would do to what is said in Mithaq's terms: found on a copy, for the gate to judge.

For each graph that holds something the update touches: the things touched and those that refer to them, described as
they would then be, with as much around them as the shapes look at.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import pyoxigraph as ox

from api.scanning.update_operations import split_update
from graph.context import context_query
from ontology.errors import QueryError
from ontology.terms import MITHAQ_NAMESPACE, RDF

_STEPS = 3
"""From an event to its evidence, to the document of that, and to what it says of itself."""

_MOST_REFERRERS = 2_000
_MOST_TRIPLES = 200_000
_TOO_MUCH = "touches more at once than the gate can judge: change less at a time"

Node: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Triple
Graph: TypeAlias = ox.NamedNode | ox.BlankNode | ox.DefaultGraph | None
"""None for all graphs together."""


@dataclass(frozen=True, slots=True)
class TouchedGraph:
    """What an update would leave in one graph around the things that it touches.

    Attributes:
        graph: its name; empty for the default graph.
        focus: the things that the shapes have to hold for, as N-Triples writes them.
        triples: what is to be known of them, in N-Triples.
    """

    graph: str
    focus: tuple[str, ...]
    triples: str


def write_touched(graphs: Iterable[TouchedGraph]) -> bytes:
    """Touched graphs as bytes."""
    return json.dumps([[touched.graph, touched.focus, touched.triples] for touched in graphs]).encode()


def read_touched(content: bytes) -> tuple[TouchedGraph, ...]:
    """Touched graphs from bytes."""
    return tuple(TouchedGraph(graph, tuple(focus), triples) for graph, focus, triples in json.loads(content))


def run_and_compare(text: str, store: ox.Store) -> tuple[TouchedGraph, ...]:
    """Run an update, and tell what it leaves where it touches what is said in Mithaq's terms.

    Args:
        text: of an update that parses.
        store: a copy that nobody else has.

    Raises:
        QueryError: it touches too much.
        SyntaxError: one of its operations does not run by itself.
        RuntimeError: the engine cannot run it.
    """
    touched: dict[ox.Triple, None] = {}
    for operation in split_update(text):
        for query in operation.touching:
            for triple in _construct(store, query):
                touched[triple] = None
                if len(touched) > _MOST_TRIPLES:
                    raise QueryError(f"the update {_TOO_MUCH}")
        store.update(operation.text)
    return tuple(_gather(store, tuple(touched)))


def _construct(store: ox.Store, query: str) -> Iterator[ox.Triple]:
    found = store.query(query)
    return iter(found) if isinstance(found, ox.QueryTriples) else iter(())


def speaks_of_mithaq(triple: ox.Triple | ox.Quad) -> bool:
    """Whether a triple uses a property or a class of the vocabulary, so that the shapes have something to say."""
    term = triple.object if triple.predicate == RDF.type else triple.predicate
    return isinstance(term, ox.NamedNode) and term.value.startswith(MITHAQ_NAMESPACE)


def _gather(store: ox.Store, touched: tuple[ox.Triple, ...]) -> Iterator[TouchedGraph]:
    focus: dict[Graph, dict[Node, None]] = {}
    for node, needed in _find_touched(touched).items():
        for quad in store.quads_for_pattern(node, None, None, None):
            focus.setdefault(quad.graph_name, {})[node] = None
        for quad in _referring(store, node, None, needed=needed):
            focus.setdefault(quad.graph_name, {})[quad.subject] = None
    for graph, nodes in focus.items():
        yield from _describe(store, graph, tuple(nodes), ())
    # A blank node that an update makes has another name in its store than in the answer that told of it.
    made = [triple for triple in touched if isinstance(triple.subject, ox.BlankNode)]
    yield from _describe(store, None, (), made)


def _find_touched(touched: Iterable[ox.Triple]) -> dict[Node, bool]:
    """What triples are about, and whether what refers to it has to be judged too, because its type changes."""
    nodes: dict[Node, bool] = {}
    for triple in touched:
        speaks = speaks_of_mithaq(triple)
        nodes[triple.subject] = nodes.get(triple.subject, False) or (speaks and triple.predicate == RDF.type)
        if speaks and isinstance(triple.object, ox.NamedNode | ox.BlankNode):
            nodes.setdefault(triple.object, False)
    return nodes


def _referring(store: ox.Store, node: Node, graph: Graph | None, *, needed: bool) -> list[ox.Quad]:
    """What refers to a node; nothing where so much does that it is a hub, unless it is needed.

    Raises:
        QueryError: it is needed, and too much.
    """
    found: list[ox.Quad] = []
    for quad in store.quads_for_pattern(None, None, node, graph):
        found.append(quad)
        if len(found) > _MOST_REFERRERS:
            if needed:
                raise QueryError(f"what is said of {node}, which more than {_MOST_REFERRERS:,} refer to, {_TOO_MUCH}")
            return []
    return found


def _describe(
    store: ox.Store, graph: Graph, nodes: tuple[Node, ...], made: Iterable[ox.Triple]
) -> Iterator[TouchedGraph]:
    focus = dict.fromkeys((*nodes, *(triple.subject for triple in made)))
    triples = dict.fromkeys(made)
    for node in nodes:
        triples |= dict.fromkeys(quad.triple for quad in store.quads_for_pattern(node, None, None, graph))
    if not any(speaks_of_mithaq(triple) for triple in triples):
        return
    for node in nodes:
        triples |= dict.fromkeys(quad.triple for quad in _referring(store, node, graph, needed=False))
    _reach_out(store, graph, triples)
    if query := context_query(triples):
        triples |= dict.fromkeys(_construct(store, query))
    name = graph.value if isinstance(graph, ox.NamedNode) else ""
    written = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    yield TouchedGraph(name, tuple(str(node) for node in focus), written.decode())


def _reach_out(store: ox.Store, graph: Graph, triples: dict[ox.Triple, None]) -> None:
    """Add what the triples of a graph lead to, some steps far."""
    known = {triple.subject for triple in triples}
    edge = list(triples)
    for _ in range(_STEPS):
        ahead = {triple.object for triple in edge if isinstance(triple.object, ox.NamedNode | ox.BlankNode)} - known
        known |= ahead
        edge = [quad.triple for node in ahead for quad in store.quads_for_pattern(node, None, None, graph)]
        triples |= dict.fromkeys(edge)
        if len(triples) > _MOST_TRIPLES:
            raise QueryError(f"the update {_TOO_MUCH}")
