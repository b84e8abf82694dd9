"""Who stands where among the actors: a graph of who acts on whom, measured by networkx.

A big graph is bounded: only the most active actors are in it, and the answer says so. What is said of the whole
(components, communities, balance, bridges) is said of what is in it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

import networkx as nx
import pyoxigraph as ox

from graph.balance import Balance, measure_balance
from graph.queries import load_query, string
from graph.store import Store
from graph.views.references import References, find_references, iri_of, number_of, text_of
from graph.views.values import Reference

_SAMPLED: Final = 200
"""Actors up to which betweenness is exact; of more, it is estimated from the paths of as many (Brandes & Pich 2007)."""
_SEED: Final = 1
"""Where networkx draws lots, it draws the same ones each time."""


@dataclass(frozen=True, slots=True)
class NetworkNode:
    """An actor in the network.

    Attributes:
        events: how many events it takes part in with others, as actor or recipient.
        degree_centrality: the share of the other actors that it has events with, 0 to 1.
        betweenness: how often it lies on the shortest path between two others, 0 to 1 (Freeman 1977).
        clustering: the share of the pairs of those it has events with that have events with each other, 0 to 1.
        component: number of its connected component; 0 is the largest.
        community: number of its community; 0 is the largest.
        cut: whether the network falls apart without it.
    """

    actor: Reference
    events: int
    degree_centrality: float
    betweenness: float
    clustering: float
    component: int
    community: int
    cut: bool


@dataclass(frozen=True, slots=True)
class NetworkEdge:
    """The events from one actor to another, and the mutual ones, which go from the IRI first in order to the other.

    Attributes:
        score: mean cooperation score of the events, -10 (conflict) to 10 (cooperation).
        bridge: whether nothing else holds the two sides of the network together.
    """

    source: ox.NamedNode
    target: ox.NamedNode
    count: int
    classes: dict[str, int]
    score: float
    bridge: bool = False


@dataclass(frozen=True, slots=True)
class Network:
    """The actors with the most events first, and the edges between them.

    Attributes:
        modularity: how much more events stay within communities than by chance, -0.5 to 1 (Newman & Girvan 2004).
        actors: how many there are with events of those wanted; more than nodes where `truncated`.
        sampled: whether betweenness is an estimate.
    """

    nodes: tuple[NetworkNode, ...]
    edges: tuple[NetworkEdge, ...]
    components: int
    communities: int
    modularity: float
    balance: Balance
    actors: int
    truncated: bool
    sampled: bool


@dataclass(frozen=True, slots=True)
class NetworkFilter:
    """Which events make the network; dates as in the query.

    Attributes:
        limit: how many actors at most: the most active.
    """

    quad: ox.NamedNode | None = None
    modality: ox.NamedNode | None = None
    document: ox.NamedNode | None = None
    earliest: str | None = None
    latest: str | None = None
    limit: int = 200


def build_network(store: Store, events: NetworkFilter) -> Network:
    """Build the network of the events wanted, and measure it."""
    found = _find_edges(store, events)
    strengths = _strengths(found)
    kept = {actor for actor, _ in sorted(strengths.items(), key=lambda entry: (-entry[1], entry[0]))[: events.limit]}
    edges = [edge for edge in found if edge.source.value in kept and edge.target.value in kept]
    graph = _undirected(edges, kept)
    communities = _communities(graph)
    bridges = {frozenset(pair) for pair in nx.bridges(graph)}
    nodes = _measure(graph, communities, strengths, find_references(store, {ox.NamedNode(actor) for actor in kept}))
    return Network(
        nodes=tuple(sorted(nodes, key=lambda node: (-node.events, node.actor.iri.value))),
        edges=tuple(_marked(edge, bridges) for edge in edges),
        components=nx.number_connected_components(graph),
        communities=len(communities),
        modularity=round(nx.community.modularity(graph, communities), 6) if graph.size() else 0.0,
        balance=measure_balance(
            {frozenset((one, other)): graph.edges[one, other]["score"] for one, other in graph.edges}
        ),
        actors=len(strengths),
        truncated=len(strengths) > len(kept),
        sampled=len(kept) > _SAMPLED,
    )


def _strengths(edges: list[NetworkEdge]) -> Counter[str]:
    strengths: Counter[str] = Counter()
    for edge in edges:
        strengths[edge.source.value] += edge.count
        strengths[edge.target.value] += edge.count
    return strengths


def _undirected(edges: list[NetworkEdge], actors: set[str]) -> nx.Graph[str]:
    """The pairs that have events, in either direction, with how many and their mean score."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(actors))
    for edge in edges:
        source, target = edge.source.value, edge.target.value
        known = graph.get_edge_data(source, target) or {"weight": 0, "score": 0.0}
        weight = known["weight"] + edge.count
        score = (known["score"] * known["weight"] + edge.score * edge.count) / weight
        graph.add_edge(source, target, weight=weight, score=score)
    return graph


def _communities(graph: nx.Graph[str]) -> list[set[str]]:
    """Groups that have more events within than with others (Louvain: Blondel and others 2008), the largest first."""
    if not graph.size():
        return [{actor} for actor in graph]
    found: list[set[str]] = nx.community.louvain_communities(graph, seed=_SEED)
    return sorted(found, key=lambda actors: (-len(actors), min(actors)))


def _measure(
    graph: nx.Graph[str], communities: list[set[str]], strengths: Counter[str], references: References
) -> list[NetworkNode]:
    components = sorted(nx.connected_components(graph), key=lambda actors: (-len(actors), min(actors)))
    component_of = {actor: number for number, actors in enumerate(components) for actor in actors}
    community_of = {actor: number for number, actors in enumerate(communities) for actor in actors}
    degrees = nx.degree_centrality(graph)
    betweenness = nx.betweenness_centrality(graph, k=_SAMPLED if len(graph) > _SAMPLED else None, seed=_SEED)
    cuts = set(nx.articulation_points(graph))
    return [
        NetworkNode(
            actor=references.of(ox.NamedNode(actor)),
            events=strengths[actor],
            degree_centrality=degrees[actor],
            betweenness=betweenness[actor],
            clustering=_clustering(graph, actor),
            component=component_of[actor],
            community=community_of[actor],
            cut=actor in cuts,
        )
        for actor in graph
    ]


def _clustering(graph: nx.Graph[str], actor: str) -> float:
    found = nx.clustering(graph, actor)
    return float(found) if isinstance(found, int | float) else 0.0


def _marked(edge: NetworkEdge, bridges: set[frozenset[str]]) -> NetworkEdge:
    ends = frozenset((edge.source.value, edge.target.value))
    return NetworkEdge(edge.source, edge.target, edge.count, edge.classes, edge.score, bridge=ends in bridges)


def _find_edges(store: Store, events: NetworkFilter) -> list[NetworkEdge]:
    query = load_query("network").bind(
        quad=events.quad,
        modality=events.modality,
        document=events.document,
        earliest=None if events.earliest is None else string(events.earliest),
        latest=None if events.latest is None else string(events.latest),
    )
    classes: dict[tuple[str, str], dict[str, int]] = {}
    sums: Counter[tuple[str, str]] = Counter()
    for row in store.select(query.text):
        pair = iri_of(row, "source").value, iri_of(row, "target").value
        notation = iri_of(row, "class").value.rpartition("/")[2]
        classes.setdefault(pair, {})[notation] = number_of(row, "count")
        sums[pair] += round(1000 * float(text_of(row, "sum") or 0))
    return [
        NetworkEdge(
            ox.NamedNode(pair[0]),
            ox.NamedNode(pair[1]),
            sum(counts.values()),
            counts,
            round(sums[pair] / 1000 / sum(counts.values()), 3),
        )
        for pair, counts in sorted(classes.items())
    ]
