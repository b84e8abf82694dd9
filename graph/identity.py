"""Which actor stands under which identifier: the map that judgements give, and what it does to a triple.

The named graphs stay as they were written. The default graph is their merge *seen through this map*: where an actor is
merged into another, the other's IRI stands in its place. Of its own description names become alternative names, and
type and ISO codes stay out, so that the survivor keeps one kind and one preferred name. So a query on the default graph
needs to know nothing of merges, and undoing one is computing the same triples through another map.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Self, TypeAlias

import pyoxigraph as ox

from graph.store.base import Store, Term
from ontology.terms import CHANGE_GRAPH, DERIVED_GRAPH, JUDGEMENT_GRAPH, MITHAQ, RDF, SKOS

Merges: TypeAlias = Mapping[ox.NamedNode, ox.NamedNode]
"""Each merged actor with the one that it stands under, which is itself not merged."""

VERBATIM: Final = frozenset({JUDGEMENT_GRAPH, DERIVED_GRAPH})
"""Graphs that speak about identifiers: their triples stand in the default graph as they are."""

KEPT: Final = VERBATIM | {CHANGE_GRAPH}
"""Graphs that are written together with others, and never as a whole from outside."""

_LEFT_OUT: Final = frozenset({RDF.type, MITHAQ.iso2, MITHAQ.iso3})
_MERGED_INTO: Final = f"SELECT ?actor ?survivor {{ GRAPH {DERIVED_GRAPH} {{ ?actor {MITHAQ.mergedInto} ?survivor }} }}"


@dataclass(frozen=True, slots=True)
class Identity:
    """The map from merged actors to those that they stand under; `Identity.of` makes one.

    Attributes:
        merges: the map.
        absorbed: the other way round: who stands under an actor.

    >>> a, b, p = (ox.NamedNode(f"urn:{name}") for name in "abp")
    >>> Identity.of({b: a}).image(ox.Triple(b, p, b)) == ox.Triple(a, p, a)
    True
    """

    merges: Merges
    absorbed: Mapping[ox.NamedNode, tuple[ox.NamedNode, ...]]

    @classmethod
    def of(cls, merges: Merges) -> Self:
        """The map with its inverse."""
        absorbed: dict[ox.NamedNode, tuple[ox.NamedNode, ...]] = {}
        for actor, survivor in merges.items():
            absorbed[survivor] = (*absorbed.get(survivor, ()), actor)
        return cls(MappingProxyType(dict(merges)), MappingProxyType(absorbed))

    def image(self, triple: ox.Triple) -> ox.Triple | None:
        """What stands in the default graph for a triple of a named graph; None where nothing does."""
        subject, predicate, value = triple
        survivor = self.survivor(subject)
        if survivor is not subject:
            if predicate in _LEFT_OUT:
                return None
            predicate = SKOS.altLabel if predicate == SKOS.prefLabel else predicate
        target = self.survivor(value)
        if survivor is subject and target is value:
            return triple
        return ox.Triple(survivor, predicate, target)  # type: ignore[arg-type] # a survivor is a named node

    def images(self, triples: Iterable[ox.Triple]) -> set[ox.Triple]:
        """What stands in the default graph for triples of a named graph."""
        if not self.merges:
            return set(triples)
        return {image for triple in triples if (image := self.image(triple)) is not None}

    def sources(self, image: ox.Triple) -> Iterator[ox.Triple]:
        """Every triple that would stand in the default graph as this one."""
        if not self.merges:
            yield image
            return
        for subject in self._merged(image.subject):
            for value in self._merged(image.object):
                for predicate in dict.fromkeys((image.predicate, SKOS.prefLabel)):
                    source = ox.Triple(subject, predicate, value)  # type: ignore[arg-type] # as above
                    if self.image(source) == image:
                        yield source

    def survivor(self, term: Term) -> Term:
        """The one that a term stands under: itself unless it is merged."""
        return self.merges.get(term, term) if isinstance(term, ox.NamedNode) else term

    def _merged(self, term: Term) -> tuple[Term, ...]:
        """The terms that stand as this one, itself among them unless it is merged."""
        if not isinstance(term, ox.NamedNode):
            return (term,)
        return (term, *self.absorbed.get(term, ()))


def read_identity(store: Store) -> Identity:
    """The map as the store keeps it."""
    rows = store.select(_MERGED_INTO)
    pairs = ((row["actor"], row["survivor"]) for row in rows)
    merges = {
        actor: survivor
        for actor, survivor in pairs
        if isinstance(actor, ox.NamedNode) and isinstance(survivor, ox.NamedNode)
    }
    return Identity.of(merges)
