"""The check of a graph against the shapes: one seam, two engines.

The gate in use is pyshacl-turbo (Rust, shapes compiled once). pySHACL is the reference that the tests hold it equal to,
and takes its place where there is no wheel for the machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

import pyoxigraph as ox
import rdflib
from rdflib.namespace import SH

from ontology.errors import LexiconError
from shapes.report import Severity, Term, ValidationReport, ValidationResult

_COMPONENT_SUFFIX: Final = "ConstraintComponent"


class Engine(StrEnum):
    """Who checks."""

    FAST = "pyshacl-turbo"
    REFERENCE = "pyshacl"


class Gate(Protocol):
    """Compiled shapes, ready to check one graph after the other; the caller keeps it."""

    @property
    def engine(self) -> Engine:
        """Who checks."""
        ...

    def validate(self, data: Iterable[ox.Triple | ox.Quad]) -> ValidationReport:
        """Check triples against the shapes; the graph names of quads are ignored.

        Args:
            data: all that the shapes look at: a document's graph, and type and names of the actors and treaties of the
                register that it refers to.
        """
        ...


def load_gate(*, engine: Engine | None = None, folder: Path | None = None) -> Gate:
    """Compile the shapes.

    Args:
        engine: who checks; the fast one where it is installed, unless given.
        folder: holds the shapes as `*.ttl`; this room unless given.

    Raises:
        LexiconError: if a file of shapes is no Turtle.
    """
    shapes = shapes_graph(folder)
    if engine is Engine.REFERENCE:
        return _ReferenceGate(shapes)
    try:
        return _FastGate(shapes)
    except ImportError:
        if engine is Engine.FAST:
            raise
        return _ReferenceGate(shapes)


def validate(data: Iterable[ox.Triple | ox.Quad], *, gate: Gate | None = None) -> ValidationReport:
    """Check triples against the shapes of this room; compiles them first where no gate is given.

    >>> validate([]).conforms
    True
    """
    return (gate or load_gate()).validate(data)


def shapes_graph(folder: Path | None = None) -> tuple[ox.Triple, ...]:
    """The triples of all shapes files, in the order of file names.

    Raises:
        LexiconError: if a file is no Turtle; the message names it.
    """
    triples: list[ox.Triple] = []
    for path in sorted((folder or Path(__file__).parent).glob("*.ttl")):
        try:
            triples += [quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)]
        except SyntaxError as error:
            raise LexiconError(f"{path} is no Turtle: {error.msg}") from error
    return tuple(triples)


class _FastGate:
    """pyshacl-turbo."""

    engine: Final = Engine.FAST

    def __init__(self, shapes: Iterable[ox.Triple]) -> None:
        from pyshacl_turbo import compile_shapes  # noqa: PLC0415 - no wheel on some machines

        self._compiled = compile_shapes(_as_ntriples(shapes), shacl_graph_format="nt")  # type: ignore[no-untyped-call] # its own types stop here

    def validate(self, data: Iterable[ox.Triple | ox.Quad]) -> ValidationReport:
        """Check triples (see `Gate.validate`)."""
        conforms, report, _ = self._compiled.validate(_as_stored(data), allow_infos=True, allow_warnings=True)
        return _read_report(conforms, report)


class _ReferenceGate:
    """pySHACL."""

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
