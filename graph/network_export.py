"""The network in the formats of other programs: GraphML (yEd, Gephi), GEXF (Gephi) and Cytoscape's JSON."""

from __future__ import annotations

import io
import json
import re
from enum import StrEnum

import networkx as nx

from graph.network import Network


class NetworkFormat(StrEnum):
    """A format of networks."""

    GRAPHML = "graphml"
    GEXF = "gexf"
    CYTOSCAPE = "cytoscape"


def write_network(network: Network, network_format: NetworkFormat) -> bytes:
    """Write a network out, in UTF-8; the same network gives the same bytes.

    A node is an actor's IRI with `type`, `name_en`, `name_ar` and its measures; a directed edge has `count` (also as
    `weight`), `score`, `bridge`, and the number of events of each class.
    """
    graph = _digraph(network)
    written = io.BytesIO()
    match network_format:
        case NetworkFormat.GRAPHML:
            nx.write_graphml(graph, written, encoding="utf-8", named_key_ids=True)
            return written.getvalue()
        case NetworkFormat.GEXF:
            nx.write_gexf(graph, written, encoding="utf-8")
            # networkx writes the day: the same network would differ from day to day.
            return re.sub(rb' lastmodifieddate="[^"]*"', b"", written.getvalue())
        case NetworkFormat.CYTOSCAPE:
            data = nx.cytoscape_data(graph)
            return json.dumps(data, ensure_ascii=False).encode()


def _digraph(network: Network) -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    for node in network.nodes:
        names = {f"name_{label.language}": label.value for label in node.actor.labels if label.language}
        kinds = [kind.value.rpartition("#")[2] for kind in node.actor.types]
        label = names.get("name_en") or node.actor.iri.value.rpartition("/")[2]
        graph.add_node(
            node.actor.iri.value,
            label=label,
            type=kinds[-1] if kinds else "",
            **names,
            events=node.events,
            degree_centrality=node.degree_centrality,
            betweenness=node.betweenness,
            clustering=node.clustering,
            component=node.component,
            community=node.community,
            cut=node.cut,
        )
    for edge in network.edges:
        graph.add_edge(
            edge.source.value,
            edge.target.value,
            weight=edge.count,
            count=edge.count,
            score=edge.score,
            bridge=edge.bridge,
            **edge.classes,
        )
    return graph
