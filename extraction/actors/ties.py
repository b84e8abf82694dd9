"""The standing relations that a document states, each once, with the words that state it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ontology.model import Predicate, Span


class TieRule(StrEnum):
    """What says that two actors belong together."""

    OWNER = "a name or body with its owner"
    PLACE = "a body with its place"
    TITLE = "a title with its owner"
    BESIDE = "words beside a body"
    BETWEEN = "words between two names"
    LIST = "a list of members"
    NAME = "the words of a name"
    REGISTER = "the register"
    HOME = "where people are from"


@dataclass(frozen=True, slots=True)
class Tie:
    """A standing relation: "الرئيس الروسي فلاديمير بوتين" says who heads what."""

    subject: str
    predicate: Predicate
    object: str
    evidence: Span
    rule: TieRule


class Ties:
    """Collects the relations of one document, in the order of reading."""

    def __init__(self) -> None:
        self._ties: dict[tuple[str, Predicate, str], Tie] = {}

    def __iter__(self) -> Iterator[Tie]:
        return iter(self._ties.values())

    def add(self, subject: str, predicate: Predicate, other: str, evidence: Span, rule: TieRule) -> None:
        """State a relation; said again, the first evidence stays. Nothing is related to itself."""
        if subject != other:
            self._ties.setdefault((subject, predicate, other), Tie(subject, predicate, other, evidence, rule))

    def stated(self) -> Iterator[Tie]:
        """The relations that a document states; where some nationals come from is none, though they stand for it."""
        return (tie for tie in self._ties.values() if tie.rule is not TieRule.HOME)

    def to(self, other: str) -> Iterator[Tie]:
        """The relations that somebody has to an actor, in the order of reading."""
        return (tie for tie in self._ties.values() if tie.object == other)

    def of(self, subject: str) -> Iterator[Tie]:
        """The relations of a subject, the last stated first."""
        return (tie for tie in reversed(self._ties.values()) if tie.subject == subject)
