"""The gate's word on a write that is no document: a graph that was sent, or what an update touches."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pyoxigraph as ox

from api.errors import RefusedError
from api.scanning.update_trial import TouchedGraph, speaks_of_mithaq
from api.service import Service
from api.settings import GateMode
from graph.context import find_context
from shapes.report import Severity, ValidationReport


def judge_graph(service: Service, triples: Collection[ox.Triple]) -> str | None:
    """What the gate says of a graph, in a word or two; None where it has nothing to say.

    Raises:
        RefusedError: the triples break the shapes, and those are enforced.
    """
    if service.settings.gate is GateMode.OFF or not any(speaks_of_mithaq(triple) for triple in triples):
        return None
    report = service.gate.validate([*triples, *find_context(triples, service.store)])
    return _decide(service.settings.gate, "graph", report)


def judge_touched(service: Service, graphs: Iterable[TouchedGraph]) -> str | None:
    """What the gate says of what an update touches, as `judge_graph`: of nothing else, whatever its state.

    Raises:
        RefusedError: something touched breaks the shapes, and those are enforced.
    """
    reports = [_judge_touched(service, touched) for touched in graphs]
    if not reports:
        return None
    results = tuple(result for report in reports for result in report.results)
    conforms = all(report.conforms for report in reports)
    return _decide(service.settings.gate, "update", ValidationReport(conforms, results))


def _judge_touched(service: Service, touched: TouchedGraph) -> ValidationReport:
    triples = [quad.triple for quad in ox.parse(touched.triples, ox.RdfFormat.N_TRIPLES)]
    report = service.gate.validate(triples)
    focus = set(touched.focus)
    # A blank node has another name in the report than in the store.
    results = tuple(
        result
        for result in report.results
        if isinstance(result.focus_node, ox.BlankNode) or str(result.focus_node) in focus
    )
    return ValidationReport(not any(result.severity is Severity.VIOLATION for result in results), results)


def _decide(mode: GateMode, what: str, report: ValidationReport) -> str:
    if report.conforms:
        return "conforms"
    if mode is GateMode.ENFORCE:
        raise RefusedError(f"the {what} was refused by the gate; nothing was written", report=report)
    return f"breaks the shapes; results={len(report.results)}"
