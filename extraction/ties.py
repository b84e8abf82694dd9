"""The standing relations that a document states, each once, with the words that state it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ontology.model import Predicate, Span


@dataclass(frozen=True, slots=True)
class Tie:
    """A standing relation: "الرئيس الروسي فلاديمير بوتين" says who heads what."""

    subject: str
    predicate: Predicate
    object: str
    evidence: Span


class Ties:
    """Collects the relations of one document, in the order of reading."""

    def __init__(self) -> None:
        self._ties: dict[tuple[str, Predicate, str], Tie] = {}

    def __iter__(self) -> Iterator[Tie]:
        return iter(self._ties.values())

    def add(self, subject: str, predicate: Predicate, other: str, evidence: Span) -> None:
        """State a relation; said again, the first evidence stays. Nothing is related to itself."""
        if subject != other:
            self._ties.setdefault((subject, predicate, other), Tie(subject, predicate, other, evidence))

    def to(self, other: str) -> Iterator[Tie]:
        """The relations that somebody has to an actor, in the order of reading."""
        return (tie for tie in self._ties.values() if tie.object == other)

    def of(self, subject: str) -> Iterator[Tie]:
        """The relations of a subject, the last stated first."""
        return (tie for tie in reversed(self._ties.values()) if tie.subject == subject)
