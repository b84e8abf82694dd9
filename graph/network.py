"""Who stands where among the actors: a graph of who acts on whom, with centrality and components, by networkx."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import networkx as nx
import pyoxigraph as ox

from graph.queries import load_query, string
from graph.store import Store
from graph.views.references import find_references, iri_of, number_of
from graph.views.values import Reference


@dataclass(frozen=True, slots=True)
class NetworkNode:
    """An actor in the network.

    Attributes:
        events: how many events it takes part in with others, as actor or recipient.
        degree_centrality: the share of the other actors that it has events with, 0 to 1.
        betweenness: how often it lies on the shortest path between two others, 0 to 1 (Freeman 1977).
        component: number of its connected component; 0 is the largest.
    """

    actor: Reference
    events: int
    degree_centrality: float
    betweenness: float
    component: int


@dataclass(frozen=True, slots=True)
class NetworkEdge:
    """The events from one actor to another, and the mutual ones, which go from the IRI first in order to the other."""

    source: ox.NamedNode
    target: ox.NamedNode
    count: int
    classes: dict[str, int]


@dataclass(frozen=True, slots=True)
class Network:
    """The actors with the most events first, and the edges between them."""

    nodes: tuple[NetworkNode, ...]
    edges: tuple[NetworkEdge, ...]
    components: int


@dataclass(frozen=True, slots=True)
class NetworkFilter:
    """Which events make the network; dates as in the query."""

    modality: ox.NamedNode | None = None
    document: ox.NamedNode | None = None
    earliest: str | None = None
    latest: str | None = None


def build_network(store: Store, events: NetworkFilter) -> Network:
    """Build the network of the events wanted."""
    edges = _find_edges(store, events)
    graph: nx.Graph[str] = nx.Graph()
    for edge in edges:
        graph.add_edge(edge.source.value, edge.target.value)
    strengths: Counter[str] = Counter()
    for edge in edges:
        strengths[edge.source.value] += edge.count
        strengths[edge.target.value] += edge.count
    components = sorted(nx.connected_components(graph), key=lambda actors: (-len(actors), min(actors)))
    component_of = {actor: number for number, actors in enumerate(components) for actor in actors}
    degrees, betweenness = nx.degree_centrality(graph), nx.betweenness_centrality(graph)
    references = find_references(store, {ox.NamedNode(actor) for actor in graph})
    nodes = [
        NetworkNode(
            references.of(ox.NamedNode(actor)),
            strengths[actor],
            degrees[actor],
            betweenness[actor],
            component_of[actor],
        )
        for actor in graph
    ]
    nodes.sort(key=lambda node: (-node.events, node.actor.iri.value))
    return Network(tuple(nodes), edges, len(components))


def _find_edges(store: Store, events: NetworkFilter) -> tuple[NetworkEdge, ...]:
    query = load_query("network").bind(
        modality=events.modality,
        document=events.document,
        earliest=None if events.earliest is None else string(events.earliest),
        latest=None if events.latest is None else string(events.latest),
    )
    classes: dict[tuple[str, str], dict[str, int]] = {}
    for row in store.select(query.text):
        pair = iri_of(row, "source").value, iri_of(row, "target").value
        notation = iri_of(row, "class").value.rpartition("/")[2]
        classes.setdefault(pair, {})[notation] = number_of(row, "count")
    return tuple(
        NetworkEdge(ox.NamedNode(source), ox.NamedNode(target), sum(counts.values()), counts)
        for (source, target), counts in sorted(classes.items())
    )
