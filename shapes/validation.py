"""The check of a graph against the shapes: one seam, two engines.

The gate in use is pyshacl-turbo (Rust, shapes compiled once). pySHACL is the reference that the tests hold it equal to,
and takes its place where there is no wheel for the machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from ontology.errors import LexiconError
from shapes.report import ValidationReport


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
    from shapes.engines import FastGate, ReferenceGate  # noqa: PLC0415 - with rdflib; who only serves never needs it

    shapes = shapes_graph(folder)
    if engine is Engine.REFERENCE:
        return ReferenceGate(shapes)
    try:
        return FastGate(shapes)
    except ImportError:
        if engine is Engine.FAST:
            raise
        return ReferenceGate(shapes)


class LateGate:
    """The gate in use, compiled when something first comes to it: a service that is asked need not wait for it."""

    @property
    def engine(self) -> Engine:
        """Who checks."""
        return self._gate.engine

    def validate(self, data: Iterable[ox.Triple | ox.Quad]) -> ValidationReport:
        """Check triples (see `Gate.validate`)."""
        return self._gate.validate(data)

    @cached_property
    def _gate(self) -> Gate:
        return load_gate()


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
