"""Writing whole graphs: past the gate, into the merge where a graph is admitted, one write at a time."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool

from api.errors import ForbiddenError, GraphError
from api.http.preconditions import Preconditions
from api.scanning.update_trial import speaks_of_mithaq
from api.service import Service
from api.sparql.judging import judge_graph
from graph.identity import KEPT
from graph.merge import replace_merged
from graph.store import Store
from graph.store.statements import has_blank_node, make_quad, normalise
from ontology.terms import ONTOLOGY_GRAPH, REGISTER_GRAPH


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a graph.

    Attributes:
        created: whether there was none of this name before.
        verdict: of the gate, in a word or two; None where it was not asked.
    """

    created: bool
    verdict: str | None = None


def graph_exists(store: Store, name: ox.NamedNode) -> bool:
    """Whether a named graph holds a triple."""
    return bool(store.query(f"ASK {{ GRAPH {name} {{ ?s ?p ?o }} }}"))


async def put_graph(
    service: Service, name: ox.NamedNode | None, content: bytes, preconditions: Preconditions
) -> Written:
    """Make a graph hold triples and nothing else.

    Args:
        service: whose store.
        name: of the graph, None for the default graph.
        content: N-Triples that a worker wrote.
        preconditions: of what there was.

    Raises:
        PreconditionError: it was something else.
        RefusedError: the gate refused them.
        GraphError: they cannot be admitted.
        ForbiddenError: the graph is one that is never written as a whole.
        BusyError: too many writes are waiting.
    """
    said = await run_in_threadpool(_parse, content)

    def put() -> Written:
        preconditions.check(service.store, name)
        return _put(service, name, said)

    return await service.writer.write(put)


async def add_to_graph(
    service: Service, name: ox.NamedNode | None, content: bytes, preconditions: Preconditions
) -> Written:
    """Add triples to a graph; otherwise as `put_graph`."""
    said = await run_in_threadpool(_parse, content)

    def add() -> Written:
        preconditions.check(service.store, name)
        return _add(service, name, said)

    return await service.writer.write(add)


async def delete_graph(service: Service, name: ox.NamedNode | None, preconditions: Preconditions) -> bool:
    """Delete a graph, or empty the default graph, and say whether there was one.

    Raises:
        PreconditionError: it was something else.
        BusyError: too many writes are waiting.
    """

    def delete() -> bool:
        preconditions.check(service.store, name)
        if name is None:
            service.store.update("CLEAR DEFAULT")
            return True
        found = graph_exists(service.store, name)
        if _is_admitted(service, name):
            replace_merged(service.store, name, ())
        else:
            service.store.replace_graph(name, ())
        return found

    return await service.writer.write(delete)


def _put(service: Service, name: ox.NamedNode | None, said: tuple[ox.Triple, ...]) -> Written:
    created = name is not None and not graph_exists(service.store, name)
    verdict = judge_graph(service, said)
    admitted = _is_admitted(service, name)
    if admitted and any(has_blank_node(triple) for triple in said):
        raise GraphError(f"blank nodes cannot be kept in {name}, which the default graph repeats: give them IRIs")
    if name is not None and admitted:
        replace_merged(service.store, name, said)
    else:
        service.store.replace_graph(name, said)
    return Written(created, verdict)


def _add(service: Service, name: ox.NamedNode | None, said: tuple[ox.Triple, ...]) -> Written:
    if _is_admitted(service, name) or any(speaks_of_mithaq(triple) for triple in said):
        # What is there is judged, and merged, with what comes to it.
        return _put(service, name, (*service.store.graph(name), *said))
    created = name is not None and not graph_exists(service.store, name)
    service.store.write(delete=(), insert=[make_quad(triple, name) for triple in normalise(said)])
    return Written(created)


def _parse(content: bytes) -> tuple[ox.Triple, ...]:
    return tuple(quad.triple for quad in ox.parse(content, ox.RdfFormat.N_TRIPLES))


def _is_admitted(service: Service, name: ox.NamedNode | None) -> bool:
    """Whether a graph is one of those whose merge is the default graph.

    Raises:
        ForbiddenError: it is one that is never written as a whole.
    """
    if name in KEPT:
        raise ForbiddenError(f"{name} follows from what is written elsewhere: judge at /judgements, and read it here")
    return name is not None and (
        name in (ONTOLOGY_GRAPH, REGISTER_GRAPH) or name.value.startswith(f"{service.settings.base_iri}document/")
    )
