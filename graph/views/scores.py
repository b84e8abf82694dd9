"""What kind of deed an event is and how friendly: quad class and cooperation score of its class and mode, by PLOVER."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from graph.queries import load_query
from graph.store import Store
from graph.views.references import iri_of, text_of
from graph.views.tie_values import CooperationScore, PeriodScore


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of classes and modes, and the quad classes of classes, by the IRI of the code."""

    scores: Mapping[str, float]
    quads: Mapping[str, ox.NamedNode]

    def score(self, event_class: ox.NamedNode, mode: ox.NamedNode | None) -> float | None:
        """The score of a mode, else of its class, from -10 (conflict) to 10 (cooperation)."""
        own = None if mode is None else self.scores.get(mode.value)
        return self.scores.get(event_class.value) if own is None else own

    def quad(self, event_class: ox.NamedNode) -> ox.NamedNode | None:
        """The quad class of an event class."""
        return self.quads.get(event_class.value)


def find_scores(store: Store) -> Scores:
    """The scores that the code lists give."""
    scores, quads = {}, {}
    for row in store.select(load_query("scores").text):
        code = iri_of(row, "code").value
        scores[code] = float(text_of(row, "score") or 0)
        if isinstance(quad := row["quad"], ox.NamedNode):
            quads[code] = quad
    return Scores(scores, quads)


def average_scores(events: Iterable[tuple[str | None, float]]) -> CooperationScore | None:
    """The mean score of events, of all and year by year; None where there are none.

    Args:
        events: the date of each (ISO 8601; None where it has none: it counts in no year) and its score.
    """
    years: dict[str, list[float]] = {}
    scores = []
    for date, score in events:
        scores.append(score)
        if date is not None:
            years.setdefault(date[:4], []).append(score)
    if not scores:
        return None
    periods = tuple(PeriodScore(year, _mean(found), len(found)) for year, found in sorted(years.items()))
    return CooperationScore(_mean(scores), len(scores), periods)


def _mean(scores: list[float]) -> float:
    return round(sum(scores) / len(scores), 3)
