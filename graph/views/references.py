"""References to resources with their labels, and the words behind statements."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import pyoxigraph as ox

from graph.queries import load_query
from graph.store import Solution, Store
from graph.views.description import Description
from graph.views.values import Evidence, Reference
from ontology.errors import IdentifierError
from ontology.terms import MITHAQ, OA


class References:
    """Resources by IRI, looked up together so that a page of any length costs one query."""

    __slots__ = ("_references",)

    def __init__(self, references: Iterable[Reference]) -> None:
        self._references = {reference.iri.value: reference for reference in references}

    def of(self, iri: ox.NamedNode) -> Reference:
        """The reference to a resource, without labels where nothing is known of it."""
        return self._references.get(iri.value) or Reference(iri)

    def of_all(self, iris: Iterable[ox.NamedNode]) -> tuple[Reference, ...]:
        """The references to resources, in their order."""
        return tuple(self.of(iri) for iri in iris)

    def of_one(self, iri: ox.NamedNode | None) -> Reference | None:
        """The reference to a resource, or None for none."""
        return None if iri is None else self.of(iri)


def find_references(store: Store, iris: Collection[ox.NamedNode]) -> References:
    """What resources are called and what they are."""
    if not iris:
        return References(())
    types: dict[str, set[ox.NamedNode]] = {}
    labels: dict[str, set[ox.Literal]] = {}
    for row in store.select(load_query("labels").bind(resource=iris).text):
        iri = iri_of(row, "resource").value
        if isinstance(kind := row["type"], ox.NamedNode):
            types.setdefault(iri, set()).add(kind)
        if isinstance(label := row["label"], ox.Literal):
            labels.setdefault(iri, set()).add(label)
    return References(
        Reference(
            iri,
            tuple(sorted(types.get(iri.value, ()), key=lambda kind: kind.value)),
            tuple(sorted(labels.get(iri.value, ()), key=lambda label: (label.language or "", label.value))),
        )
        for iri in iris
    )


def find_resource(store: Store, candidates: Sequence[ox.NamedNode], class_: ox.NamedNode) -> ox.NamedNode:
    """The first of some IRIs that the graph knows as one of a class.

    Raises:
        IdentifierError: it knows none of them.
    """
    known: set[ox.NamedNode] = set()
    if candidates:
        query = load_query("existing").bind(resource=candidates, **{"class": class_})
        known = {iri_of(row, "resource") for row in store.select(query.text)}
    for candidate in candidates:
        if candidate in known:
            return candidate
    kind = class_.value.rpartition("#")[2]
    names = " or ".join(f"<{candidate.value}>" for candidate in candidates) or "such an id"
    raise IdentifierError(f"the graph knows no {kind} {names}")


def evidence_of(
    description: Description, references: References, spans: Iterable[ox.NamedNode]
) -> tuple[Evidence, ...]:
    """The words at some spans that a description holds, in the order of the documents and their texts."""
    found = []
    for span in spans:
        document = description.object(span, MITHAQ.inDocument)
        start, end = description.text(span, OA.start), description.text(span, OA.end)
        if document is not None and start is not None and end is not None:
            exact = description.text(span, OA.exact) or ""
            found.append(Evidence(span, references.of(document), int(start), int(end), exact))
    return tuple(sorted(found, key=lambda evidence: (evidence.document.iri.value, evidence.start, evidence.end)))


def iri_of(row: Solution, variable: str) -> ox.NamedNode:
    """The IRI in a column that always holds one."""
    term = row[variable]
    if not isinstance(term, ox.NamedNode):
        raise IdentifierError(f"?{variable} should be an IRI and is {term}")
    return term


def optional_iri(row: Solution, variable: str) -> ox.NamedNode | None:
    """The IRI in a column, or None where it is unbound or no IRI."""
    term = row[variable]
    return term if isinstance(term, ox.NamedNode) else None


def text_of(row: Solution, variable: str) -> str | None:
    """What a column holds as text, or None where it is unbound."""
    term = row[variable]
    return term.value if isinstance(term, ox.Literal | ox.NamedNode) else None


def number_of(row: Solution, variable: str) -> int:
    """The integer in a column; 0 where it is unbound."""
    return int(text_of(row, variable) or 0)
