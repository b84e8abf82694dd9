"""The network of the sample graph, small enough to reckon by hand."""

from __future__ import annotations

import pyoxigraph as ox

from graph.network import NetworkFilter, build_network
from graph.store import Store, open_store
from ontology.terms import code
from tests.sample_graph import ACTOR


def slug(iri: ox.NamedNode) -> str:
    return iri.value.rpartition("/")[2]


def test_the_network_has_who_acts_on_whom_and_how(sample_store: Store) -> None:
    network = build_network(sample_store, NetworkFilter(modality=code("modality", "asserted")))
    edges = {(slug(edge.source), slug(edge.target)): edge.classes for edge in network.edges}
    assert edges == {
        ("egypt", "ethiopia"): {"CONSULT": 1, "SANCTION": 1},
        ("egypt", "sudan"): {"SUPPORT": 1},
    }


def test_the_one_between_two_others_is_the_most_central(sample_store: Store) -> None:
    network = build_network(sample_store, NetworkFilter(modality=code("modality", "asserted")))
    first = network.nodes[0]
    assert slug(first.actor.iri) == "egypt"
    assert (first.events, first.degree_centrality, first.betweenness) == (3, 1.0, 1.0)
    assert {label.value for label in first.actor.labels} == {"مصر", "Egypt"}


def test_a_mutual_event_is_one_edge(sample_store: Store) -> None:
    network = build_network(sample_store, NetworkFilter(earliest="2015", latest="2015"))
    assert [(slug(edge.source), slug(edge.target), edge.count) for edge in network.edges] == [("egypt", "ethiopia", 1)]


def test_components_number_those_who_never_meet(sample_store: Store) -> None:
    store = open_store("memory:")
    store.update(
        "PREFIX mq: <https://w3id.org/mithaq/ontology#> PREFIX code: <https://w3id.org/mithaq/code/event/>"
        "INSERT DATA {"
        + "".join(
            f" <urn:e{number}> mq:actor <{ACTOR}{source}> ; mq:recipient <{ACTOR}{target}> ;"
            " mq:eventClass code:AID ; mq:modality <urn:asserted> ."
            for number, (source, target) in enumerate([("a", "b"), ("b", "c"), ("y", "z")])
        )
        + "}"
    )
    network = build_network(store, NetworkFilter())
    assert network.components == 2
    assert {slug(node.actor.iri): node.component for node in network.nodes} == {"a": 0, "b": 0, "c": 0, "y": 1, "z": 1}


def test_no_events_make_an_empty_network(sample_store: Store) -> None:
    network = build_network(sample_store, NetworkFilter(latest="1900"))
    assert (network.nodes, network.edges, network.components) == ((), (), 0)
