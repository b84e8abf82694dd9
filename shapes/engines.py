"""The two engines that check a graph against the shapes, and their reports, which rdflib brings, as values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox
import rdflib
from rdflib.namespace import SH

from ontology.errors import LexiconError
from shapes.report import Severity, Term, ValidationReport, ValidationResult
from shapes.validation import Engine

_COMPONENT_SUFFIX: Final = "ConstraintComponent"


class FastGate:
    """pyshacl-turbo.

    Args:
        shapes: their triples.

    Raises:
        ImportError: it is not installed.
    """

    engine: Final = Engine.FAST

    def __init__(self, shapes: Iterable[ox.Triple]) -> None:
        from pyshacl_turbo import compile_shapes  # noqa: PLC0415 - no wheel on some machines

        self._compiled = compile_shapes(_as_ntriples(shapes), shacl_graph_format="nt")  # type: ignore[no-untyped-call] # its own types stop here

    def validate(self, data: Iterable[ox.Triple | ox.Quad]) -> ValidationReport:
        """Check triples (see `Gate.validate`)."""
        conforms, report, _ = self._compiled.validate(_as_stored(data), allow_infos=True, allow_warnings=True)
        return _read_report(conforms, report)


class ReferenceGate:
    """pySHACL.

    Args:
        shapes: their triples.
    """

    engine: Final = Engine.REFERENCE

    def __init__(self, shapes: Iterable[ox.Triple]) -> None:
        self._shapes = _as_rdflib(shapes)

    def validate(self, data: Iterable[ox.Triple | ox.Quad]) -> ValidationReport:
        """Check triples (see `Gate.validate`)."""
        from pyshacl import validate as check  # noqa: PLC0415 - takes 0.5 s to import, and is seldom used

        conforms, report, _ = check(
            _as_rdflib(quad.triple for quad in _as_stored(data)),
            shacl_graph=self._shapes,
            inplace=True,
            allow_infos=True,
            allow_warnings=True,
        )
        return _read_report(conforms, report)


def _as_stored(data: Iterable[ox.Triple | ox.Quad]) -> ox.Store:
    """The triples as the store will keep them, literals in its spelling; the fast gate reads this ten times as fast."""
    store = ox.Store()
    triples = (item.triple if isinstance(item, ox.Quad) else item for item in data)
    store.extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    return store


def _as_ntriples(triples: Iterable[ox.Triple]) -> bytes:
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def _as_rdflib(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    """The triples for pySHACL, literals as spelled: rdflib's parsers would drop the Z of a date."""
    graph = rdflib.Graph()
    for triple in triples:
        graph.add((_as_node(triple.subject), _as_node(triple.predicate), _as_node(triple.object)))
    return graph


def _as_node(term: Term) -> rdflib.term.Node:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.Literal):
        datatype = None if term.language else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    return rdflib.BNode(str(term))


def _read_report(conforms: bool, report: object) -> ValidationReport:
    if not isinstance(report, rdflib.Graph):
        raise LexiconError(f"the shapes cannot be used: {report}")
    results = [_read_result(report, node) for node in report.objects(None, SH.result)]
    return ValidationReport(conforms, tuple(sorted(results, key=_order)))


def _read_result(report: rdflib.Graph, node: rdflib.term.Node) -> ValidationResult:
    path, value = report.value(node, SH.resultPath), report.value(node, SH.value)
    english, arabic = _read_messages(report, node)
    return ValidationResult(
        severity=Severity(_local_name(report.value(node, SH.resultSeverity))),
        focus_node=_as_term(report.value(node, SH.focusNode)),
        path=ox.NamedNode(str(path)) if isinstance(path, rdflib.URIRef) else None,
        value=None if value is None else _as_term(value),
        message_en=english,
        message_ar=arabic,
        shape=ox.NamedNode(str(report.value(node, SH.sourceConstraint) or report.value(node, SH.sourceShape))),
        component=_local_name(report.value(node, SH.sourceConstraintComponent)).removesuffix(_COMPONENT_SUFFIX),
    )


def _read_messages(report: rdflib.Graph, node: rdflib.term.Node) -> tuple[str, str]:
    """The message in English and Arabic: one literal each, or two lines of one without a language."""
    messages = [message for message in report.objects(node, SH.resultMessage) if isinstance(message, rdflib.Literal)]
    by_language = {message.language: str(message) for message in messages}
    if "en" in by_language:
        return by_language["en"], by_language.get("ar", by_language["en"])
    lines = by_language.get(None, "").split("\n")
    # A value in the message may have line breaks; as both halves hold the same values, the middle is the middle.
    half = (len(lines) + 1) // 2
    return "\n".join(lines[:half]), "\n".join(lines[half:] or lines)


def _as_term(node: object) -> Term:
    if isinstance(node, rdflib.URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, rdflib.Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)) if node.datatype else None)
    return ox.BlankNode(str(node))


def _local_name(node: object) -> str:
    return str(node).rpartition("#")[2]


def _order(result: ValidationResult) -> tuple[str, str, str, str]:
    return str(result.focus_node), result.shape.value, result.component, str(result.value)
