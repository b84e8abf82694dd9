"""Ties with their words: the rows of an actor's ties, named and quoted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import pyoxigraph as ox

from graph.queries import load_query
from graph.store import Solution, Store
from graph.views.references import References, find_references, iri_of, number_of, optional_iri, text_of
from graph.views.scores import Scores
from graph.views.tie_rows import TieRow
from graph.views.tie_values import StrongTie, Tie
from graph.views.values import Evidence, Reference
from ontology.model import Modality
from ontology.terms import code

STRONGEST: Final = 3
"""How many of the ties with a counterpart are shown as those that say most."""

_HAPPENED: Final = code("modality", Modality.ASSERTED)
_SAID: Final = code("modality", Modality.CLAIMED)


class TieKind(StrEnum):
    """What ties two actors."""

    EVENT = "event"
    RELATION = "relation"
    OFFICE = "office"
    TREATY = "treaty"
    DISPUTE = "dispute"


@dataclass(frozen=True, slots=True)
class Ties:
    """Labels, words and scores for the ties of a page, looked up together.

    Attributes:
        most: how many pieces of evidence a tie shows; None for all.
    """

    references: References
    words: dict[str, list[Solution]]
    scores: Scores
    most: int | None = None

    def named(self, iri: ox.NamedNode) -> Reference:
        """A reference with its labels."""
        return self.references.of(iri)

    def tie(self, row: TieRow) -> Tie:
        """A row as a tie with its words."""
        rows = self.words.get(row.statement.value, []) if row.statement else []
        claimants = {iri for line in rows if (iri := optional_iri(line, "claimant"))}
        return Tie(
            tie=row.tie,
            statement=self.references.of_one(row.statement),
            role=row.role,
            organ=self.references.of_one(row.organ),
            kind=self.references.of(row.kind),
            mode=self.references.of_one(row.mode),
            modality=self.references.of_one(row.modality),
            date=row.date,
            claimants=self.references.of_all(sorted(claimants, key=lambda iri: iri.value)),
            evidence=tuple(self._spans(row).values())[: self.most],
            confidence=row.confidence,
            score=self.score(row),
        )

    def curtails(self, row: TieRow) -> bool:
        """Whether a tie has more words than it shows."""
        return self.most is not None and len(self._spans(row)) > self.most

    def score(self, row: TieRow) -> float | None:
        """The cooperation score of an event; None for other ties."""
        return self.scores.score(row.kind, row.mode) if row.tie == "event" else None

    def strong(self, row: TieRow) -> StrongTie:
        """A row as one of the ties that say most, with the reason."""
        own = f"{row.tie} in the document's own words" if row.documented else f"{row.tie} of the register"
        said = row.modality.value.rpartition("/")[2] if row.modality else own
        reasons = [said]
        if row.confidence is not None:
            reasons.append(f"confidence {row.confidence:g}")
        if (score := self.score(row)) is not None:
            reasons.append(f"cooperation score {score:g}")
        return StrongTie(self.tie(row), ", ".join(reasons))

    def _spans(self, row: TieRow) -> dict[str, Evidence]:
        lines = self.words.get(row.statement.value, []) if row.statement else []
        return {evidence.span.value: evidence for evidence in map(self._evidence, lines)}

    def _evidence(self, row: Solution) -> Evidence:
        return Evidence(
            span=iri_of(row, "span"),
            document=self.references.of(iri_of(row, "document")),
            start=number_of(row, "start"),
            end=number_of(row, "end"),
            exact=text_of(row, "exact") or "",
        )


def find_ties(store: Store, rows: Collection[TieRow], scores: Scores, named: Collection[ox.NamedNode]) -> Ties:
    """Look up what the ties of a page need.

    Args:
        store: what to ask.
        rows: the ties that are shown.
        scores: from `find_scores`.
        named: what else is to have labels.
    """
    statements = {row.statement for row in rows if row.statement is not None}
    words: dict[str, list[Solution]] = {}
    wanted = {iri for row in rows for iri in (row.mode, row.modality, row.statement, row.organ, row.kind) if iri}
    lines = store.select(load_query("evidence").bind(statement=statements).text) if statements else ()
    for line in lines:
        words.setdefault(iri_of(line, "statement").value, []).append(line)
        wanted.update(iri for name in ("document", "claimant") if (iri := optional_iri(line, name)))
    return Ties(find_references(store, wanted.union(named)), words, scores)


def strongest_rows(rows: Collection[TieRow], scores: Scores) -> list[TieRow]:
    """The ties that say most: what the documents' own word states, read most surely, and of the strongest kind."""

    def rank(row: TieRow) -> tuple[int, float, float, tuple[str, ...]]:
        said = 0 if row.modality in (None, _HAPPENED) else 1 if row.modality == _SAID else 2
        score = scores.score(row.kind, row.mode) if row.tie == "event" else None
        return said, -(row.confidence or 0), -abs(score or 0), row.order

    return sorted((row for row in rows if row.documented), key=rank)[:STRONGEST]
