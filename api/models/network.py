"""The JSON of the network of actors."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.http.negotiation import Languages
from api.models.common import Model, Reference
from graph.balance import Triad
from graph.network import Network as ActorNetwork


class NetworkNode(Model):
    """An actor in the network."""

    actor: Reference
    events: int
    """Events with others, as actor or recipient."""
    degree_centrality: float
    """Share of the other actors that it has events with, 0 to 1."""
    betweenness: float
    """How often it lies on the shortest path between two others, 0 to 1."""
    clustering: float
    """Share of the pairs of those it has events with that have events with each other, 0 to 1."""
    component: int
    """Number of its connected component; 0 is the largest."""
    community: int
    """Number of its community (Louvain); 0 is the largest."""
    cut: bool
    """Whether the network falls apart without it."""


class NetworkEdge(Model):
    """The events from one actor to another; mutual ones go from the one first in order to the other."""

    source: str
    target: str
    count: int
    classes: Annotated[dict[str, int], Field(examples=[{"SANCTION": 2}])]
    """Events by class."""
    score: Annotated[float, Field(ge=-10, le=10)]
    """Mean cooperation score, between conflict and cooperation."""
    bridge: bool
    """Whether nothing else holds the two sides of the network together."""


class UnbalancedTriad(Model):
    """Three actors of which an odd number of pairs is hostile."""

    actors: tuple[str, str, str]
    scores: tuple[float, float, float]
    """Mean scores of the first and second, the second and third, the first and third."""

    @classmethod
    def of(cls, triad: Triad) -> UnbalancedTriad:
        """Render a triad."""
        return cls(actors=triad.actors, scores=triad.scores)


class Balance(Model):
    """Whether friends of friends are friends, and enemies of enemies too (Heider; Cartwright and Harary)."""

    balanced: int
    """Triads with an even number of hostile pairs."""
    unbalanced: int
    examples: tuple[UnbalancedTriad, ...]
    """The unbalanced ones with the strongest scores, 20 at most."""


class Network(Model):
    """Who acts on whom, with the most active first."""

    actors: int
    """How many have events of those wanted."""
    truncated: bool
    """Whether only the most active of them are nodes."""
    sampled: bool
    """Whether betweenness is estimated from a sample of paths."""
    components: int
    """How many connected components there are."""
    communities: int
    modularity: Annotated[float, Field(ge=-1, le=1)]
    """How much more events stay within communities than by chance."""
    balance: Balance
    nodes: tuple[NetworkNode, ...]
    edges: tuple[NetworkEdge, ...]

    @classmethod
    def of(cls, network: ActorNetwork, languages: Languages) -> Network:
        """Render a network."""
        return cls(
            actors=network.actors,
            truncated=network.truncated,
            sampled=network.sampled,
            components=network.components,
            communities=network.communities,
            modularity=network.modularity,
            balance=Balance(
                balanced=network.balance.balanced,
                unbalanced=network.balance.unbalanced,
                examples=tuple(UnbalancedTriad.of(triad) for triad in network.balance.examples),
            ),
            nodes=tuple(
                NetworkNode(
                    actor=Reference.of(node.actor, languages),
                    events=node.events,
                    degree_centrality=node.degree_centrality,
                    betweenness=node.betweenness,
                    clustering=node.clustering,
                    component=node.component,
                    community=node.community,
                    cut=node.cut,
                )
                for node in network.nodes
            ),
            edges=tuple(
                NetworkEdge(
                    source=edge.source.value,
                    target=edge.target.value,
                    count=edge.count,
                    classes=dict(edge.classes),
                    score=edge.score,
                    bridge=edge.bridge,
                )
                for edge in network.edges
            ),
        )
