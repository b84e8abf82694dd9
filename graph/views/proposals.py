"""Actors that are probably one and not yet judged: pairs with the grounds for and the score that these add up to.

A pair needs a name in common. That alone is not enough: type, state and dates have to go with it, and where one of them
stands against it (a person and a group, two states, a surname borne by one who held office at another time) there is no
proposal. A name that fits two actors of the register is proposed for neither. Nothing is merged by a proposal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations
from typing import Final

import pyoxigraph as ox

from graph.judgements import read_judged_pairs
from graph.queries import load_query
from graph.store import Store
from graph.views.references import iri_of, text_of
from ontology.dates import parse_date
from ontology.terms import MITHAQ


class Ground(StrEnum):
    """What speaks for two actors being one."""

    NAME = "name"
    SURNAME = "surname"
    TYPE = "type"
    COUNTRY = "country"
    OFFICE = "office"


WEIGHTS: Final = {
    Ground.NAME: 0.5,
    Ground.SURNAME: 0.3,
    Ground.TYPE: 0.1,
    Ground.COUNTRY: 0.2,
    Ground.OFFICE: 0.2,
}
"""What each ground adds. A name and a type are enough for a proposal; a surname needs state or time in office too."""

_ENOUGH: Final = 0.55
_MOST_ALIKE: Final = 50
"""Actors of one name: more are a common noun and no name, such as 'the government'."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground with what it rests on, such as the name or the state."""

    ground: Ground
    detail: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two actors that are probably one.

    Attributes:
        one: the actor of the register, where one of them is.
        score: 0 to 1, the sum of the weights of its reasons.
    """

    one: ox.NamedNode
    other: ox.NamedNode
    score: float
    reasons: tuple[Reason, ...]

    @property
    def key(self) -> str:
        """Where it stands in the list: the surest first."""
        return f"{1 - self.score:.3f} {self.one.value} {self.other.value}"


@dataclass(slots=True)
class _Known:
    """What is known of an actor."""

    iri: ox.NamedNode
    type: ox.NamedNode
    registered: bool
    names: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)
    offices: set[tuple[str | None, str | None]] = field(default_factory=set)

    @property
    def is_person(self) -> bool:
        return self.type == MITHAQ.Person


def propose(store: Store, *, fold: Callable[[str], str]) -> tuple[Proposal, ...]:
    """The pairs of actors that are probably one, the surest first.

    Args:
        store: what to ask.
        fold: folds the spelling of a name.
    """
    known = _read_names(store, fold)
    judged = read_judged_pairs(store)
    pairs = {pair: reason for pair, reason in _pairs(known.values()) if frozenset(pair) not in judged}
    _read_traits(store, {iri for pair in pairs for iri in pair}, known)
    found = [
        Proposal(one, other, round(sum(WEIGHTS[reason.ground] for reason in reasons), 3), reasons)
        for (one, other), reason in pairs.items()
        if (reasons := _weigh(known[one], known[other], reason))
    ]
    enough = [proposal for proposal in found if proposal.score >= _ENOUGH]
    return tuple(sorted(_unambiguous(enough, known), key=lambda proposal: proposal.key))


def _read_names(store: Store, fold: Callable[[str], str]) -> dict[ox.NamedNode, _Known]:
    known: dict[ox.NamedNode, _Known] = {}
    for row in store.select(load_query("actor-names").text):
        iri = iri_of(row, "actor")
        actor = known.setdefault(iri, _Known(iri, iri_of(row, "type"), text_of(row, "registered") == "true"))
        names = actor.surnames if iri_of(row, "naming") == MITHAQ.surname else actor.names
        names.add(fold(text_of(row, "name") or ""))
    return known


def _pairs(known: Iterable[_Known]) -> Iterator[tuple[tuple[ox.NamedNode, ox.NamedNode], Reason]]:
    """Pairs with a name in common, of which at most one is of the register, each once and with the best reason."""
    by_name: dict[str, list[_Known]] = defaultdict(list)
    by_surname: dict[str, list[_Known]] = defaultdict(list)
    for actor in known:
        for name in actor.names:
            by_name[name].append(actor)
        for name in actor.surnames if actor.registered else ():
            by_surname[name].append(actor)
    found: dict[tuple[ox.NamedNode, ox.NamedNode], Reason] = {}
    for name, actors in by_name.items():
        own = [actor for actor in actors if not actor.registered]
        if not name or len(own) > _MOST_ALIKE:
            continue
        for one, other in combinations(actors, 2):
            if one.is_person == other.is_person and not (one.registered and other.registered):
                found.setdefault(_ordered(one, other), Reason(Ground.NAME, name))
        for other in own:
            for one in by_surname.get(name, ()) if other.is_person else ():
                found.setdefault(_ordered(one, other), Reason(Ground.SURNAME, name))
    yield from found.items()


def _ordered(one: _Known, other: _Known) -> tuple[ox.NamedNode, ox.NamedNode]:
    """The one of the register first, else by IRI."""
    first, second = sorted((one, other), key=lambda actor: (not actor.registered, actor.iri.value))
    return first.iri, second.iri


def _read_traits(store: Store, actors: Collection[ox.NamedNode], known: dict[ox.NamedNode, _Known]) -> None:
    if not actors:
        return
    for row in store.select(load_query("actor-traits").bind(actor=actors).text):
        actor, value = known[iri_of(row, "actor")], text_of(row, "value")
        match text_of(row, "trait"):
            case "country" if value:
                actor.countries.add(value)
            case "date" if value:
                actor.dates.add(value)
            case "office":
                actor.offices.add((value, text_of(row, "end")))


def _weigh(one: _Known, other: _Known, named: Reason) -> tuple[Reason, ...]:
    """What speaks for a pair; nothing where something stands against it."""
    reasons = [named]
    if one.type == other.type:
        reasons.append(Reason(Ground.TYPE, one.type.value.rpartition("#")[2]))
    if one.countries and other.countries:
        shared = one.countries & other.countries
        if not shared:
            return ()
        reasons.append(Reason(Ground.COUNTRY, min(shared)))
    in_office = _in_office(one, other) or _in_office(other, one)
    if in_office:
        reasons.append(Reason(Ground.OFFICE, in_office))
    elif named.ground is Ground.SURNAME and one.offices and other.dates:
        return ()
    return tuple(reasons)


def _in_office(holder: _Known, other: _Known) -> str | None:
    """A date of one that falls into the other's time in office."""
    for told in sorted(other.dates):
        date = parse_date(told)
        for start, end in holder.offices:
            begun = start is None or parse_date(start).starts <= date.ends
            if begun and (end is None or date.starts <= parse_date(end).ends):
                return told
    return None


def _unambiguous(proposals: list[Proposal], known: dict[ox.NamedNode, _Known]) -> Iterator[Proposal]:
    """Without names that fit two of the register equally well, and without pairs that one of the register joins."""
    registered: dict[ox.NamedNode, list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        if known[proposal.one].registered:
            registered[proposal.other].append(proposal)
    for proposal in proposals:
        if known[proposal.one].registered:
            rivals = registered[proposal.other]
            if all(rival.score < proposal.score for rival in rivals if rival is not proposal):
                yield proposal
        elif not (registered[proposal.one] or registered[proposal.other]):
            yield proposal
