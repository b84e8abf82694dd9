"""The network of the sample graph, small enough to reckon by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from graph.balance import measure_balance
from graph.network import NetworkFilter, build_network
from graph.network_export import NetworkFormat, write_network
from graph.store import Store, open_store
from ontology.terms import code
from tests.sample_graph import ACTOR

ASSERTED = NetworkFilter(modality=code("modality", "asserted"))


def slug(iri: ox.NamedNode) -> str:
    return iri.value.rpartition("/")[2]


def make_store(events: Iterable[tuple[str, str, str]]) -> Store:
    store = open_store("memory:")
    store.update(
        "PREFIX mq: <https://w3id.org/mithaq/ontology#> PREFIX code: <https://w3id.org/mithaq/code/event/>"
        "INSERT DATA { code:AID mq:cooperationScore 5.0 . code:ASSAULT mq:cooperationScore -9.0 ."
        + "".join(
            f" <urn:e{number}> mq:actor <{ACTOR}{source}> ; mq:recipient <{ACTOR}{target}> ;"
            f" mq:eventClass code:{kind} ; mq:modality <urn:asserted> ."
            for number, (source, kind, target) in enumerate(events)
        )
        + "}"
    )
    return store


def test_the_network_has_who_acts_on_whom_and_how(sample_store: Store) -> None:
    network = build_network(sample_store, ASSERTED)
    edges = {(slug(edge.source), slug(edge.target)): edge.classes for edge in network.edges}
    assert edges == {
        ("egypt", "ethiopia"): {"CONSULT": 1, "SANCTION": 1},
        ("egypt", "sudan"): {"SUPPORT": 1},
    }


def test_the_one_between_two_others_is_the_most_central(sample_store: Store) -> None:
    first = build_network(sample_store, ASSERTED).nodes[0]
    assert slug(first.actor.iri) == "egypt"
    assert (first.events, first.degree_centrality, first.betweenness, first.cut) == (3, 1.0, 1.0, True)
    assert {label.value for label in first.actor.labels} == {"مصر", "Egypt"}


def test_a_mutual_event_is_one_edge(sample_store: Store) -> None:
    network = build_network(sample_store, NetworkFilter(earliest="2015", latest="2015"))
    assert [(slug(edge.source), slug(edge.target), edge.count) for edge in network.edges] == [("egypt", "ethiopia", 1)]


def test_a_quad_class_keeps_its_events(sample_store: Store) -> None:
    network = build_network(sample_store, NetworkFilter(quad=code("quad", "material-conflict")))
    assert [(slug(edge.source), slug(edge.target), edge.classes) for edge in network.edges] == [
        ("egypt", "ethiopia", {"SANCTION": 1})
    ]
    assert network.edges[0].score < 0


def test_components_number_those_who_never_meet() -> None:
    network = build_network(make_store([("a", "AID", "b"), ("b", "AID", "c"), ("y", "AID", "z")]), NetworkFilter())
    assert network.components == 2
    assert {slug(node.actor.iri): node.component for node in network.nodes} == {"a": 0, "b": 0, "c": 0, "y": 1, "z": 1}


def test_camps_and_what_holds_them_together_are_found() -> None:
    triangles = [("a", "b"), ("b", "c"), ("c", "a"), ("x", "y"), ("y", "z"), ("z", "x"), ("c", "x")]
    network = build_network(make_store((one, "AID", other) for one, other in triangles), NetworkFilter())
    camps: dict[int, set[str]] = {}
    for node in network.nodes:
        camps.setdefault(node.community, set()).add(slug(node.actor.iri))
    assert sorted(camps.values(), key=min) == [{"a", "b", "c"}, {"x", "y", "z"}]
    assert (network.communities, network.modularity > 0.3) == (2, True)
    assert [(slug(edge.source), slug(edge.target)) for edge in network.edges if edge.bridge] == [("c", "x")]
    assert {slug(node.actor.iri) for node in network.nodes if node.cut} == {"c", "x"}
    assert {node.clustering for node in network.nodes if not node.cut} == {1.0}


@pytest.mark.parametrize(
    ("kinds", "balanced", "unbalanced"),
    [
        (("AID", "AID", "AID"), 1, 0),
        (("AID", "ASSAULT", "ASSAULT"), 1, 0),
        (("AID", "AID", "ASSAULT"), 0, 1),
        (("ASSAULT", "ASSAULT", "ASSAULT"), 0, 1),
    ],
)
def test_a_triad_is_balanced_with_an_even_number_of_enmities(
    kinds: tuple[str, str, str], balanced: int, unbalanced: int
) -> None:
    pairs = zip("abc", kinds, "bca", strict=True)
    balance = build_network(make_store(pairs), NetworkFilter()).balance
    assert (balance.balanced, balance.unbalanced, len(balance.examples)) == (balanced, unbalanced, unbalanced)


def test_a_pair_without_a_side_makes_no_triad() -> None:
    balance = measure_balance({frozenset("ab"): 1.0, frozenset("bc"): 0.0, frozenset("ca"): 2.0})
    assert (balance.balanced, balance.unbalanced) == (0, 0)


def test_only_the_most_active_are_kept_and_the_rest_are_told(sample_store: Store) -> None:
    network = build_network(sample_store, NetworkFilter(modality=ASSERTED.modality, limit=2))
    assert [slug(node.actor.iri) for node in network.nodes] == ["egypt", "ethiopia"]
    assert (network.actors, network.truncated, len(network.edges)) == (3, True, 1)


def test_no_events_make_an_empty_network(sample_store: Store) -> None:
    network = build_network(sample_store, NetworkFilter(latest="1900"))
    assert (network.nodes, network.edges, network.components, network.modularity) == ((), (), 0, 0.0)
    assert all(write_network(network, form) for form in NetworkFormat)


def test_other_programs_get_nodes_edges_and_measures(sample_store: Store) -> None:
    network = build_network(sample_store, ASSERTED)
    cytoscape = json.loads(write_network(network, NetworkFormat.CYTOSCAPE))["elements"]
    assert {node["data"]["name_ar"] for node in cytoscape["nodes"]} == {"مصر", "إثيوبيا", "السودان"}
    assert {edge["data"]["count"] for edge in cytoscape["edges"]} == {1, 2}
    for form in (NetworkFormat.GRAPHML, NetworkFormat.GEXF):
        written = write_network(network, form)
        tags = [element.tag.rpartition("}")[2] for element in ElementTree.fromstring(written).iter()]
        assert (tags.count("node"), tags.count("edge")) == (3, 2)
        assert b"betweenness" in written
        assert written == write_network(network, form)
