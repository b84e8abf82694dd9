"""Matching names in a table with actors: candidates with scores, and the values of properties to tell them apart.

The service protocol is the W3C Community Group's Reconciliation Service API 0.2; what stands here is its matching.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import pyoxigraph as ox

from graph.store import Store
from graph.views.actor_search import ActorFilter, search_actors
from graph.views.actors import view_actors
from graph.views.names import NameFinder, NameFit, NameMatch
from graph.views.values import ActorView

_CONTRADICTED: Final = 0.5
"""What is left of a score where a property has another value than the table's."""
_CONSIDERED: Final = 10
"""Candidates by name whose properties are compared with the table's."""


class Property(StrEnum):
    """What an actor can be told apart by, and what a table can be extended with."""

    ISO2 = "iso2"
    ISO3 = "iso3"
    EXACT_MATCH = "exactMatch"
    COUNTRY = "country"
    MEMBER_OF = "memberOf"
    NAME_AR = "prefLabel-ar"
    NAME_EN = "prefLabel-en"
    FIRST_DATE = "firstDate"
    LAST_DATE = "lastDate"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that a name in a table may mean.

    Attributes:
        score: 0 to 100, of the name, halved by each property that has another value.
        sure: whether it is the one: its name itself, no property against it, and no other as good.
        agreed: by property of the table, whether the actor has the value; without those the graph says nothing of.
    """

    actor: ActorView
    match: NameMatch
    score: float
    sure: bool
    agreed: dict[Property, bool]


def find_candidates(
    store: Store,
    wanted: ActorFilter,
    *,
    values: dict[Property, tuple[str, ...]],
    limit: int,
    fold: Callable[[str], str],
    find_rows: NameFinder,
) -> tuple[Candidate, ...]:
    """The actors that a name in a table may mean, the best first.

    Args:
        store: what to ask.
        wanted: the name, and the type where the table says one.
        values: what the table says of their properties; one value that fits is enough.
        limit: how many candidates.
        fold: folds spelling.
        find_rows: finds the names that may fit.
    """
    found = search_actors(store, wanted, after=None, limit=max(limit, _CONSIDERED), fold=fold, find_rows=find_rows)
    views, _ = view_actors(store, found.page.views)
    judged = [_judge(view, found.matches[view.reference.iri.value], values, fold) for view in views]
    judged.sort(key=lambda candidate: -candidate.score)
    return tuple(_decide(judged)[:limit])


def property_values(actor: ActorView, property_: Property) -> tuple[ox.Literal | ox.NamedNode, ...]:
    """What an actor has of a property: texts, or the IRIs of other things."""
    match property_:
        case Property.ISO2:
            return _literals(actor.iso2)
        case Property.ISO3:
            return _literals(actor.iso3)
        case Property.EXACT_MATCH:
            return actor.exact_matches
        case Property.NAME_AR | Property.NAME_EN:
            language = property_.value.rpartition("-")[2]
            return tuple(label for label in actor.reference.labels if label.language == language)
        case Property.FIRST_DATE:
            return _literals(actor.counts.first_date)
        case Property.LAST_DATE:
            return _literals(actor.counts.last_date)
        case Property.COUNTRY | Property.MEMBER_OF:
            return tuple(other.iri for other in actor.relations.get(property_.value, ()))


def _literals(text: str | None) -> tuple[ox.Literal, ...]:
    return () if text is None else (ox.Literal(text),)


def _judge(
    actor: ActorView, match: NameMatch, values: dict[Property, tuple[str, ...]], fold: Callable[[str], str]
) -> Candidate:
    agreed = {}
    for property_, told in values.items():
        known = _spellings(actor, property_, fold)
        if known and told:
            agreed[property_] = any(fold(value) in known for value in told)
    against = sum(not agrees for agrees in agreed.values())
    return Candidate(actor, match, round(match.score * _CONTRADICTED**against, 1), sure=False, agreed=agreed)


def _spellings(actor: ActorView, property_: Property, fold: Callable[[str], str]) -> set[str]:
    """All that a table may write for a property's values: texts, IRIs, the last parts of IRIs, names."""
    found = {term.value for term in property_values(actor, property_)}
    found |= {text.rpartition("/")[2] for text in found}
    for other in actor.relations.get(property_.value, ()):
        found |= {label.value for label in other.labels}
    return {fold(text) for text in found}


def _decide(judged: Collection[Candidate]) -> list[Candidate]:
    best = max((candidate.score for candidate in judged), default=0.0)
    alike = sum(candidate.score == best for candidate in judged)

    def sure(candidate: Candidate) -> bool:
        fits = candidate.match.fit is NameFit.EXACT and all(candidate.agreed.values())
        return fits and candidate.score == best and alike == 1

    return [Candidate(each.actor, each.match, each.score, sure=sure(each), agreed=each.agreed) for each in judged]
