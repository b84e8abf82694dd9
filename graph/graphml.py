"""The graph as GraphML for Gephi, yEd or Cytoscape: actors as nodes, what passes between them as edges."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from ontology.model import ActorType
from ontology.terms import MITHAQ, MITHAQ_NAMESPACE, OA, RDF, SKOS

_Edge: TypeAlias = tuple[str, str, dict[str, str]]


def write_graphml(triples: Iterable[Triple]) -> bytes:
    """Write actors and their ties.

    A node is an actor (IRI) with `type`, `name_en`, `name_ar` and, where known, `iso3`. An edge is an event, from each
    actor to each recipient, or between the sides of a mutual one (`directed` is then `false`), with `class`, `mode`,
    `modality`, `date`, `quote` and its IRI as `statement`; or a standing relation, with its predicate as `class`.
    An event that names one actor only has no edge.
    """
    import networkx as nx  # noqa: PLC0415 - a service starts without it, 60 ms earlier

    facts = _Facts(triples)
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_nodes_from(facts.actors())
    for number, (source, target, attributes) in enumerate(sorted(facts.edges(), key=repr)):
        network.add_edge(source, target, key=str(number), **attributes)
    written = io.BytesIO()
    nx.write_graphml(network, written, encoding="utf-8", named_key_ids=True)
    return written.getvalue()


class _Facts:
    """Triples by subject and predicate."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._values: dict[str, dict[NamedNode, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._names: dict[str, dict[str, str]] = defaultdict(dict)
        for triple in triples:
            subject, value = triple.subject, triple.object
            if not (isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal)):
                continue
            self._values[subject.value][triple.predicate].append(value.value)
            if triple.predicate == SKOS.prefLabel and isinstance(value, Literal) and value.language:
                self._names[subject.value][value.language] = value.value

    def actors(self) -> Iterator[tuple[str, dict[str, str]]]:
        """The actors with their attributes, sorted by IRI."""
        types = {f"{MITHAQ_NAMESPACE}{kind.value}": kind.value for kind in ActorType}
        for iri in sorted(self._values):
            kinds = [types[value] for value in self._values[iri][RDF.type] if value in types]
            if kinds:
                names = {f"name_{language}": name for language, name in sorted(self._names[iri].items())}
                yield iri, {"type": kinds[0]} | names | self._attribute("iso3", iri, MITHAQ.iso3)

    def edges(self) -> Iterator[_Edge]:
        """The events and relations between two actors."""
        for iri in list(self._values):
            if self._values[iri][MITHAQ.eventClass]:
                yield from self._event_edges(iri)
            elif MITHAQ.Relation.value in self._values[iri][RDF.type]:
                yield from self._relation_edges(iri)

    def _event_edges(self, iri: str) -> Iterator[_Edge]:
        values = self._values[iri]
        attributes = {
            "class": _local_name(values[MITHAQ.eventClass][0]),
            "modality": _local_name(values[MITHAQ.modality][0]),
            **self._attribute("mode", iri, MITHAQ.mode, local=True),
            **self._date(iri),
            **self._evidence(iri),
        }
        for source in values[MITHAQ.actor]:
            for target in values[MITHAQ.recipient]:
                yield source, target, attributes | {"directed": "true"}
        if not values[MITHAQ.recipient]:
            for source, target in combinations(sorted(values[MITHAQ.actor]), 2):
                yield source, target, attributes | {"directed": "false"}

    def _relation_edges(self, iri: str) -> Iterator[_Edge]:
        values = self._values[iri]
        for source, predicate, target in zip(
            values[RDF.subject], values[RDF.predicate], values[RDF.object], strict=True
        ):
            yield source, target, {"class": _local_name(predicate), "directed": "true", **self._evidence(iri)}

    def _evidence(self, iri: str) -> dict[str, str]:
        quotes = [quote for span in self._values[iri][MITHAQ.evidence] for quote in self._values[span][OA.exact]]
        return {"statement": iri} | ({"quote": sorted(quotes)[0]} if quotes else {})

    def _date(self, iri: str) -> dict[str, str]:
        values = self._values[iri]
        parts = values[MITHAQ.date] or values[MITHAQ.start] + values[MITHAQ.end]
        return {"date": "/".join(parts)} if parts else {}

    def _attribute(self, name: str, iri: str, predicate: NamedNode, *, local: bool = False) -> dict[str, str]:
        values = self._values[iri][predicate]
        return {name: _local_name(values[0]) if local else values[0]} if values else {}


def _local_name(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]
