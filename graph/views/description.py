"""What a CONSTRUCT says about resources, indexed by subject and property."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import pyoxigraph as ox

from graph.queries import load_query
from graph.store import Store, Term
from ontology.errors import QueryError
from ontology.terms import MITHAQ, RDF


class Description:
    """Triples with quick ways to a resource's values; the same triples are the resource's Turtle and JSON-LD.

    Args:
        triples: any order; told twice they count once.
    """

    __slots__ = ("_index", "triples")

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.triples: tuple[ox.Triple, ...] = tuple(dict.fromkeys(triples))
        self._index: dict[str, dict[str, list[Term]]] = {}
        for triple in self.triples:
            if isinstance(triple.subject, ox.NamedNode):
                values = self._index.setdefault(triple.subject.value, {})
                values.setdefault(triple.predicate.value, []).append(triple.object)

    def __or__(self, other: Description) -> Description:
        """Both descriptions in one."""
        return Description((*self.triples, *other.triples))

    def properties(self, subject: ox.NamedNode) -> Iterator[ox.NamedNode]:
        """The properties that a resource has, each once."""
        return (ox.NamedNode(iri) for iri in self._index.get(subject.value, {}))

    def objects(self, subject: ox.NamedNode, *properties: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """The IRIs that a resource's properties lead to, in order of the IRI."""
        found = {term.value: term for term in self._terms(subject, properties) if isinstance(term, ox.NamedNode)}
        return tuple(found[iri] for iri in sorted(found))

    def object(self, subject: ox.NamedNode, *properties: ox.NamedNode) -> ox.NamedNode | None:
        """The first of the IRIs that a resource's properties lead to."""
        return next(iter(self.objects(subject, *properties)), None)

    def literals(self, subject: ox.NamedNode, *properties: ox.NamedNode) -> tuple[ox.Literal, ...]:
        """The literals of a resource's properties, by language and then by value."""
        found = {term for term in self._terms(subject, properties) if isinstance(term, ox.Literal)}
        return tuple(sorted(found, key=lambda literal: (literal.language or "", literal.value)))

    def text(self, subject: ox.NamedNode, *properties: ox.NamedNode) -> str | None:
        """The first value of a resource's properties, as it is written."""
        return next((literal.value for literal in self.literals(subject, *properties)), None)

    def date(self, subject: ox.NamedNode) -> str | None:
        """When it was, in EDTF: `mq:date`, or `mq:start` and `mq:end` as an interval (`..` where one is open)."""
        date = self.text(subject, MITHAQ.date)
        start, end = self.text(subject, MITHAQ.start), self.text(subject, MITHAQ.end)
        if date is not None or (start is None and end is None):
            return date
        return f"{start or '..'}/{end or '..'}"

    def subjects(self, property_: ox.NamedNode, value: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """The resources whose property leads to an IRI, in order of the IRI."""
        return tuple(
            ox.NamedNode(iri) for iri in sorted(self._index) if value in self._index[iri].get(property_.value, ())
        )

    def mentioned(self) -> set[ox.NamedNode]:
        """Every IRI that stands as an object, types left out: what one may want a label for."""
        return {
            triple.object
            for triple in self.triples
            if isinstance(triple.object, ox.NamedNode) and triple.predicate != RDF.type
        }

    def _terms(self, subject: ox.NamedNode, properties: tuple[ox.NamedNode, ...]) -> Iterator[Term]:
        values = self._index.get(subject.value, {})
        for property_ in properties:
            yield from values.get(property_.value, ())


def describe(store: Store, query: str, resources: Collection[ox.NamedNode]) -> Description:
    """Run one of the CONSTRUCT queries that describe resources of a kind.

    Args:
        store: what to ask.
        query: its name; its parameter is what its file is called, `document-text` has `document`.
        resources: what to describe; none gives an empty description.
    """
    if not resources:
        return Description(())
    parameter = query.partition("-")[0]
    result = store.query(load_query(query).bind(**{parameter: resources}).text)
    if not isinstance(result, tuple):
        raise QueryError(f"the query {query} is no CONSTRUCT")
    return Description(result)
