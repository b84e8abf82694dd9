"""Writing whole graphs: past the gate, into the merge where a graph is admitted, one write at a time."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox
from fastapi.concurrency import run_in_threadpool

from api.errors import GraphError, RefusedError
from api.service import Service
from api.settings import GateMode
from graph.context import find_context
from graph.identity import KEPT
from graph.merge import replace_merged
from graph.store import Store
from graph.store.statements import has_blank_node
from ontology.terms import MITHAQ_NAMESPACE, ONTOLOGY_GRAPH, RDF, REGISTER_GRAPH


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


async def put_graph(service: Service, name: ox.NamedNode | None, content: bytes) -> Written:
    """Make a graph hold triples and nothing else.

    Args:
        service: whose store.
        name: of the graph, None for the default graph.
        content: N-Triples that a worker wrote.

    Raises:
        RefusedError: the gate refused them.
        GraphError: they cannot be admitted.
        BusyError: too many writes are waiting.
    """
    said = await run_in_threadpool(_parse, content)
    return await service.writer.write(lambda: _put(service, name, said))


async def add_to_graph(service: Service, name: ox.NamedNode | None, content: bytes) -> Written:
    """Add triples to a graph; otherwise as `put_graph`."""
    said = await run_in_threadpool(_parse, content)
    return await service.writer.write(lambda: _add(service, name, said, content.decode()))


async def delete_graph(service: Service, name: ox.NamedNode | None) -> bool:
    """Delete a graph, or empty the default graph, and say whether there was one.

    Raises:
        BusyError: too many writes are waiting.
    """

    def delete() -> bool:
        if name is None:
            service.store.update("CLEAR DEFAULT")
            return True
        found = graph_exists(service.store, name)
        if _is_admitted(service, name):
            replace_merged(service.store, name, ())
        else:
            service.store.update(f"DROP SILENT GRAPH {name}")
        return found

    return await service.writer.write(delete)


def _put(service: Service, name: ox.NamedNode | None, said: tuple[ox.Triple, ...]) -> Written:
    created = name is not None and not graph_exists(service.store, name)
    verdict = _judge(service, said) if _speaks_of_mithaq(said) else None
    admitted = _is_admitted(service, name)
    if admitted and any(has_blank_node(triple) for triple in said):
        raise GraphError(f"blank nodes cannot be kept in {name}, which the default graph repeats: give them IRIs")
    if name is not None and admitted:
        replace_merged(service.store, name, said)
    else:
        service.store.replace_graph(name, said)
    return Written(created, verdict)


def _add(service: Service, name: ox.NamedNode | None, said: tuple[ox.Triple, ...], written: str) -> Written:
    admitted, judged = _is_admitted(service, name), _speaks_of_mithaq(said)
    if admitted or judged:
        # What is there is judged, and merged, with what comes to it.
        return _put(service, name, (*service.store.graph(name), *said))
    created = name is not None and not graph_exists(service.store, name)
    service.store.update(
        f"INSERT DATA {{ {written} }}" if name is None else f"INSERT DATA {{ GRAPH {name} {{ {written} }} }}"
    )
    return Written(created)


def _parse(content: bytes) -> tuple[ox.Triple, ...]:
    return tuple(quad.triple for quad in ox.parse(content, ox.RdfFormat.N_TRIPLES))


def _is_admitted(service: Service, name: ox.NamedNode | None) -> bool:
    """Whether a graph is one of those whose merge is the default graph.

    Raises:
        GraphError: it is one that is never written as a whole.
    """
    if name in KEPT:
        raise GraphError(f"{name} follows from what is written elsewhere: judge at /judgements, and read it here")
    return name is not None and (
        name in (ONTOLOGY_GRAPH, REGISTER_GRAPH) or name.value.startswith(f"{service.settings.base_iri}document/")
    )


def _speaks_of_mithaq(triples: tuple[ox.Triple, ...]) -> bool:
    """Whether triples use a property or a class of the vocabulary, so that the shapes have something to say."""
    terms = (triple.object if triple.predicate == RDF.type else triple.predicate for triple in triples)
    return any(isinstance(term, ox.NamedNode) and term.value.startswith(MITHAQ_NAMESPACE) for term in terms)


def _judge(service: Service, triples: tuple[ox.Triple, ...]) -> str | None:
    """What the gate says, in a word or two.

    Raises:
        RefusedError: the triples break the shapes, and those are enforced.
    """
    mode = service.settings.gate
    if mode is GateMode.OFF:
        return None
    report = service.gate.validate([*triples, *find_context(triples, service.store)])
    if report.conforms:
        return "conforms"
    if mode is GateMode.ENFORCE:
        raise RefusedError("the graph was refused by the gate; nothing was written", report=report)
    return f"breaks the shapes; results={len(report.results)}"
