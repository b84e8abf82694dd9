"""A validation report as values: what breaks which shape, said in English and Arabic, with the way out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

import pyoxigraph as ox

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_SH: Final = "http://www.w3.org/ns/shacl#"
_RDF_TYPE: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_BOOLEAN: Final = ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")


class Severity(StrEnum):
    """How bad a result is (SHACL 1.0, section 2.1.4); only a violation keeps a document out."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """One thing that breaks one constraint.

    Attributes:
        focus_node: the node that breaks it.
        path: IRI of the property it is about, None where the constraint is about the node as a whole.
        value: the value at fault, None where something is missing or the node itself is at fault.
        message_en: what is wrong and how to put it right.
        message_ar: the same in Arabic.
        shape: IRI of the property shape or the SPARQL constraint that says so.
        component: local name of the SHACL constraint component (`MinCount`, `Datatype`, `SPARQL`).
    """

    severity: Severity
    focus_node: Term
    path: ox.NamedNode | None
    value: Term | None
    message_en: str
    message_ar: str
    shape: ox.NamedNode
    component: str

    def as_json(self) -> dict[str, str | None]:
        """The result as JSON values; terms as their text, IRIs without angle brackets."""
        return {
            "severity": self.severity.value,
            "focus_node": _text(self.focus_node),
            "path": None if self.path is None else self.path.value,
            "value": None if self.value is None else _text(self.value),
            "message_en": self.message_en,
            "message_ar": self.message_ar,
            "shape": self.shape.value,
            "component": self.component,
        }


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """What the gate found; `results` are sorted by focus node, shape and value.

    Attributes:
        conforms: whether no result is a violation.
    """

    conforms: bool
    results: tuple[ValidationResult, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The report as JSON values."""
        return {"conforms": self.conforms, "results": [result.as_json() for result in self.results]}

    def as_turtle(self) -> str:
        """The report in the vocabulary of SHACL 1.0, section 3.6."""
        report = ox.BlankNode("report")
        triples = [_triple(report, "conforms", ox.Literal(str(self.conforms).lower(), datatype=_BOOLEAN))]
        triples.insert(0, ox.Triple(report, _RDF_TYPE, _sh("ValidationReport")))
        nodes = [ox.BlankNode(f"result{number}") for number in range(1, len(self.results) + 1)]
        triples += [_triple(report, "result", node) for node in nodes]
        for node, result in zip(nodes, self.results, strict=True):
            triples += _describe(node, result)
        written = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes={"sh": _SH})
        return (written or b"").decode()


def _describe(node: ox.BlankNode, result: ValidationResult) -> list[ox.Triple]:
    triples = [
        ox.Triple(node, _RDF_TYPE, _sh("ValidationResult")),
        _triple(node, "resultSeverity", _sh(result.severity.value)),
        _triple(node, "focusNode", result.focus_node),
        _triple(node, "resultMessage", ox.Literal(result.message_en, language="en")),
        _triple(node, "resultMessage", ox.Literal(result.message_ar, language="ar")),
        _triple(node, "sourceShape", result.shape),
        _triple(node, "sourceConstraintComponent", _sh(f"{result.component}ConstraintComponent")),
    ]
    if result.path is not None:
        triples.append(_triple(node, "resultPath", result.path))
    if result.value is not None:
        triples.append(_triple(node, "value", result.value))
    return triples


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{_SH}{name}")


def _triple(subject: ox.BlankNode, name: str, value: Term) -> ox.Triple:
    return ox.Triple(subject, _sh(name), value)


def _text(term: Term) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
