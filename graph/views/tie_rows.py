"""The ties of an actor as the query `relations` has them: one row a tie, before its words and labels are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

import pyoxigraph as ox

from graph.queries import Bound, load_query, string
from graph.store import Solution, Store
from graph.views.references import iri_of, optional_iri, text_of


@dataclass(frozen=True, slots=True)
class TieFilter:
    """Which ties are wanted; with a class, a quad class or a modality only events are.

    Attributes:
        earliest: an ISO 8601 date of any precision; what has no date is left out.
        latest: the same at the other end.
    """

    counterpart: ox.NamedNode | None = None
    event_class: ox.NamedNode | None = None
    quad: ox.NamedNode | None = None
    modality: ox.NamedNode | None = None
    document: ox.NamedNode | None = None
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class TieRow:
    """A row of the query."""

    counterpart: ox.NamedNode
    tie: str
    statement: ox.NamedNode | None
    role: str
    organ: ox.NamedNode | None
    kind: ox.NamedNode
    mode: ox.NamedNode | None
    modality: ox.NamedNode | None
    start: str | None
    end: str | None
    confidence: float | None
    documented: bool

    @property
    def date(self) -> str | None:
        """When it was, in EDTF."""
        if self.start is None and self.end is None:
            return None
        return self.start if self.start == self.end else f"{self.start or '..'}/{self.end or '..'}"

    @property
    def order(self) -> tuple[str, str, str, str]:
        """By date, the undated last, then by IRI; the actor's own part in it before that of an organ."""
        statement, organ = (iri.value if iri else "" for iri in (self.statement, self.organ))
        return self.start or "~", statement, organ, self.role

    @property
    def identity(self) -> str:
        """The same for rows that tell of one tie to one counterpart."""
        own = self.statement.value if self.statement else f"{self.role} {self.kind.value}"
        return f"{self.tie} {own}"


class TieFinder(Protocol):
    """Finds the ties of an actor: `find_tie_rows`, or one who has them ready."""

    def __call__(self, store: Store, actor: ox.NamedNode, ties: TieFilter) -> dict[str, list[TieRow]]:
        """The ties by the IRI of the counterpart, each once, by date."""
        ...


def find_tie_rows(store: Store, actor: ox.NamedNode, ties: TieFilter) -> dict[str, list[TieRow]]:
    """The ties of an actor by the IRI of the counterpart, each once, by date.

    An actor that acts itself and by an organ has one event, not two.
    """
    found = select_tie_rows(
        store,
        actor=actor,
        counterpart=ties.counterpart,
        quad=ties.quad,
        modality=ties.modality,
        document=ties.document,
        earliest=None if ties.earliest is None else string(ties.earliest),
        latest=None if ties.latest is None else string(ties.latest),
        **{"class": ties.event_class},
    )
    return group_tie_rows(row for _, row in found)


def select_tie_rows(store: Store, **values: Bound | Iterable[Bound] | None) -> Iterator[tuple[ox.NamedNode, TieRow]]:
    """The rows of the query with its parameters bound, each with the actor whose tie it is; in no order."""
    for row in store.select(load_query("relations").bind(**values).text):
        yield iri_of(row, "actor"), _row(row)


def _row(row: Solution) -> TieRow:
    documented = text_of(row, "documented") == "true"
    counterpart, organ = iri_of(row, "counterpart"), optional_iri(row, "organ")
    return replace(
        read_tie_row(row, tie=text_of(row, "tie") or "", counterpart=counterpart, organ=organ), documented=documented
    )


def read_tie_row(row: Solution, *, tie: str, counterpart: ox.NamedNode, organ: ox.NamedNode | None) -> TieRow:
    """A row of a query that has a tie's columns: statement, role, kind, mode, said, from, to, sure."""
    confidence = text_of(row, "sure")
    return TieRow(
        counterpart=counterpart,
        tie=tie,
        statement=optional_iri(row, "statement"),
        role=text_of(row, "role") or "",
        organ=organ,
        kind=iri_of(row, "kind"),
        mode=optional_iri(row, "mode"),
        modality=optional_iri(row, "said"),
        start=text_of(row, "from"),
        end=text_of(row, "to"),
        confidence=None if confidence is None else float(confidence),
        documented=False,
    )


def group_tie_rows(rows: Iterable[TieRow]) -> dict[str, list[TieRow]]:
    """The rows of one actor by the IRI of the counterpart, each tie once, by date."""
    found: dict[str, dict[str, TieRow]] = {}
    for row in sorted(rows, key=lambda row: row.order):
        found.setdefault(row.counterpart.value, {}).setdefault(row.identity, row)
    return {counterpart: list(ties.values()) for counterpart, ties in found.items()}
