"""Turtle files as descriptions: each subject with its values, and the file to name when one is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from ontology.dates import read_literal
from ontology.errors import DateError, LexiconError


@dataclass(frozen=True, slots=True)
class Description:
    """What the files say of one subject; `path` is the first file that speaks of it."""

    subject: NamedNode
    path: Path
    values: dict[NamedNode, list[NamedNode | Literal]]

    def fault(self, message: str) -> LexiconError:
        """The error for this subject, with its file and line."""
        return LexiconError(f"{self.path}:{line_of(self.path, self.subject)}: <{self.subject.value}> {message}")

    def resources(self, predicate: NamedNode) -> list[NamedNode]:
        """The IRIs under a predicate, in the order of the files; a literal there is a fault."""
        found: list[NamedNode] = []
        for value in self.values.get(predicate, ()):
            if not isinstance(value, NamedNode):
                raise self.fault(f"has {value} as <{predicate.value}>, which must be an IRI")
            found.append(value)
        return found

    def literals(self, predicate: NamedNode) -> list[Literal]:
        """The literals under a predicate, in the order of the files; an IRI there is a fault."""
        found: list[Literal] = []
        for value in self.values.get(predicate, ()):
            if not isinstance(value, Literal):
                raise self.fault(f"has {value} as <{predicate.value}>, which must be a literal")
            found.append(value)
        return found

    def resource(self, predicate: NamedNode) -> NamedNode | None:
        """The one IRI under a predicate, or None; two are a fault."""
        found = self.resources(predicate)
        self._single(predicate, found)
        return found[0] if found else None

    def string(self, predicate: NamedNode) -> str | None:
        """The one literal under a predicate as a string, or None; two are a fault."""
        found = self.literals(predicate)
        self._single(predicate, found)
        return found[0].value if found else None

    def date(self, predicate: NamedNode) -> str | None:
        """The one date under a predicate in EDTF, or None; two, or none of the calendar, are a fault."""
        found = self.literals(predicate)
        self._single(predicate, found)
        try:
            return read_literal(found[0]).text if found else None
        except DateError as fault:
            raise self.fault(f"has a wrong <{predicate.value}>: {fault}") from fault

    def by_language(self, predicate: NamedNode) -> dict[str, str]:
        """The literals under a predicate by language; two in one language, or one without, are a fault."""
        found: dict[str, str] = {}
        for literal in self.literals(predicate):
            language = literal.language
            if language is None or language in found:
                raise self.fault(f"must have one <{predicate.value}> in a language, with its tag; see {literal}")
            found[language] = literal.value
        return found

    def _single(self, predicate: NamedNode, found: list[NamedNode] | list[Literal]) -> None:
        if len(found) > 1:
            values = ", ".join(str(value) for value in found)
            raise self.fault(f"has {len(found)} of <{predicate.value}> ({values}); there can be one")


def parse_turtle(path: Path, graph: NamedNode) -> list[Quad]:
    """The triples of a file as quads of a graph, in the order of the file.

    Raises:
        LexiconError: if it cannot be read, is no Turtle, or holds a blank node, which no later load could recognise.
    """
    quads: list[Quad] = []
    try:
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode | Triple):
                raise LexiconError(f"{path}: has a blank node or a quoted triple at {quad}; give it an IRI")
            quads.append(Quad(quad.subject, quad.predicate, quad.object, graph))
    except SyntaxError as fault:
        raise LexiconError(f"{path}:{fault.lineno or 1}: is no Turtle: {fault.msg}") from fault
    except OSError as fault:
        raise LexiconError(f"{path}: cannot be read: {fault.strerror or fault}") from fault
    return quads


def describe(files: Iterable[tuple[Path, list[Quad]]]) -> dict[NamedNode, Description]:
    """What the files say of each subject, in the order in which they first speak of it."""
    found: dict[NamedNode, Description] = {}
    for path, quads in files:
        for quad in quads:
            subject, value = quad.subject, quad.object
            # parse_turtle let nothing else through; the check is for the type checker.
            if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
                description = found.get(subject) or found.setdefault(subject, Description(subject, path, {}))
                description.values.setdefault(quad.predicate, []).append(value)
    return found


def line_of(path: Path, subject: NamedNode) -> int:
    """The line of a file on which the description of an IRI begins, else the first that names it; 1 where none does."""
    name = re.escape(re.split("[/#]", subject.value)[-1])
    lines = path.read_text(encoding="utf-8").splitlines()
    for pattern in (rf"\S*[:/#]{name}(?![\w-])", rf".*[:/#]{name}(?![\w-])"):
        for number, line in enumerate(lines, start=1):
            if re.match(pattern, line):
                return number
    return 1
