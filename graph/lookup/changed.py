"""What a write changes, as far as the tables follow from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from ontology.terms import DCTERMS, MITHAQ, OA, RDF, RDFS, SKOS

_BELONGING: Final = frozenset({MITHAQ.partOf, MITHAQ.country})
_FORCES: Final = frozenset({MITHAQ.Government, MITHAQ.ArmedForce})
_NAMINGS: Final = frozenset(
    {
        *(SKOS.prefLabel, SKOS.altLabel, MITHAQ.acronym, MITHAQ.surname, MITHAQ.metonym, MITHAQ.name),
        *(RDFS.label, DCTERMS.title),
    }
)
"""The properties whose values the query `names` takes."""

_NAMELESS: Final = frozenset(
    {
        *(MITHAQ.Event, MITHAQ.ClaimedEvent, MITHAQ.UnrealizedEvent, MITHAQ.Participation, MITHAQ.Claim, MITHAQ.Span),
        *(OA.TextPositionSelector, OA.TextQuoteSelector),
    }
)
"""Classes, the most of a document's, whose names nobody searches."""

_FAR_REACHING: Final = frozenset({RDFS.subClassOf, MITHAQ.cooperationScore, MITHAQ.quadClass})
_SHOWING: Final = frozenset({RDF.type, MITHAQ.memberOf})
_PLACING: Final = frozenset({MITHAQ.inDocument, OA.start, OA.end, OA.exact})


@dataclass(frozen=True, slots=True)
class Changed:
    """What a write changes in the default graph.

    Attributes:
        resources: IRIs of which anything is said that was not, or is no more.
        belonging: those that belong to others than before.
        shown: those that rows of others show otherwise: of another class, or member of another body than before.
        named: those that may be called otherwise, or that are named and of another class.
        spans: words of documents that are others, stand elsewhere, or prove other statements.
    """

    resources: frozenset[ox.NamedNode] = field(default=frozenset())
    belonging: frozenset[ox.NamedNode] = field(default=frozenset())
    shown: frozenset[ox.NamedNode] = field(default=frozenset())
    named: frozenset[ox.NamedNode] = field(default=frozenset())
    spans: frozenset[ox.NamedNode] = field(default=frozenset())

    @classmethod
    def by(cls, triples: Iterable[ox.Triple]) -> Changed:
        """What triples change that come or go."""
        known = [triple for triple in triples if isinstance(triple.subject, ox.NamedNode)]
        objects = {triple.object for triple in known if triple.predicate != RDF.type}
        proving = {triple.object for triple in known if triple.predicate == MITHAQ.evidence}
        return cls(
            resources=_iris(objects.union(triple.subject for triple in known)),
            belonging=_iris(triple.subject for triple in known if _tells_belonging(triple)),
            shown=_iris(triple.subject for triple in known if triple.predicate in _SHOWING),
            named=_iris(triple.subject for triple in known if _tells_name(triple)),
            spans=_iris(proving.union(triple.subject for triple in known if triple.predicate in _PLACING)),
        )

    @classmethod
    def in_any_way(cls, resources: Iterable[ox.NamedNode]) -> Changed:
        """Resources of which it is not known what changed."""
        every = frozenset(resources)
        return cls(every, every, every, every, every)


def may_follow(triples: Iterable[ox.Triple]) -> bool:
    """Whether all that follows from triples that come or go hangs on what they name.

    Classes and codes bear on everything that is of them; a blank node has no number in the tables.
    """
    return not any(isinstance(each.subject, ox.BlankNode) or each.predicate in _FAR_REACHING for each in triples)


def _iris(terms: Iterable[object]) -> frozenset[ox.NamedNode]:
    return frozenset(term for term in terms if isinstance(term, ox.NamedNode))


def _tells_belonging(triple: ox.Triple) -> bool:
    return triple.predicate in _BELONGING or (triple.predicate == RDF.type and triple.object in _FORCES)


def _tells_name(triple: ox.Triple) -> bool:
    return triple.predicate in _NAMINGS or (triple.predicate == RDF.type and triple.object not in _NAMELESS)
