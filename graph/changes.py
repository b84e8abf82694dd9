"""The log of changes: what was added, replaced or withdrawn and who was merged, in the order in which it was written.

Entries are written in the same transaction as what they tell of, and never altered. They stand in a graph of their own
that is no part of the default graph. The place of an entry in the log is made of the store's version that the write
leads to, which never goes down, and of its number within the write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import pyoxigraph as ox

from ontology.terms import CHANGE_GRAPH, MITHAQ, RDF, XSD, code


class ChangeKind(StrEnum):
    """What was done; the code of the same notation."""

    ADDED = "added"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Entry:
    """One change.

    Attributes:
        changed: a named graph (a document's is the document), a judgement, or the actor that was merged or split.
        survivor: of an actor that was merged, the one it now stands under.
    """

    kind: ChangeKind
    changed: ox.NamedNode
    survivor: ox.NamedNode | None = None


def kind_of(*, before: bool, after: bool) -> ChangeKind:
    """What happened to something by whether it was there before and is there after.

    >>> kind_of(before=True, after=False).value
    'withdrawn'
    """
    if not after:
        return ChangeKind.WITHDRAWN
    return ChangeKind.REPLACED if before else ChangeKind.ADDED


def sequence_key(version: int, number: int = 0) -> str:
    """The place in the log of an entry of the write that leads to a version; keys sort as they were written.

    >>> sequence_key(42) < sequence_key(42, 1) < sequence_key(100)
    True
    """
    return f"{version:012d}-{number:06d}"


def write_entries(entries: Iterable[Entry], version: int, *, at: datetime | None = None) -> Iterator[ox.Quad]:
    """The quads of entries.

    Args:
        entries: of one write, in order.
        version: that the store has after it.
        at: when it is made; now unless given.
    """
    written = (at or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
    for number, entry in enumerate(entries):
        key = sequence_key(version, number)
        iri = ox.NamedNode(f"{CHANGE_GRAPH.value}#{key}")
        yield ox.Quad(iri, RDF.type, MITHAQ.Change, CHANGE_GRAPH)
        yield ox.Quad(iri, MITHAQ.sequence, ox.Literal(key), CHANGE_GRAPH)
        yield ox.Quad(iri, MITHAQ.changeKind, code("change", entry.kind), CHANGE_GRAPH)
        yield ox.Quad(iri, MITHAQ.changed, entry.changed, CHANGE_GRAPH)
        yield ox.Quad(iri, MITHAQ.changedAt, ox.Literal(written, datatype=XSD.dateTime), CHANGE_GRAPH)
        if entry.survivor is not None:
            yield ox.Quad(iri, MITHAQ.mergedInto, entry.survivor, CHANGE_GRAPH)
