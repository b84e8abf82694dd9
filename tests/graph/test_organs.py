"""Ties of an actor by its organs: missions, forces and ministries that documents name in its place."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from graph.store import Store, open_store
from graph.views import TieFilter, describe_relations, find_relations
from graph.views.relations import RelationPaging
from graph.views.tie_values import RelationView
from ontology.terms import MITHAQ_NAMESPACE, RDF, code
from tests.sample_graph import ACTOR, nile_annotation

EGYPT, ETHIOPIA, SUDAN, AFRICAN_UNION = (
    ox.NamedNode(f"{ACTOR}{slug}") for slug in ("egypt", "ethiopia", "sudan", "african-union")
)
GUNMEN = f"{ACTOR}{nile_annotation().document.id}-gunmen"
AID = code("event", "AID")


def update_actors(store: Store, update: str) -> None:
    store.update(f"BASE <{ACTOR}> PREFIX mq: <{MITHAQ_NAMESPACE}> {update}")


def relation(store: Store, actor: ox.NamedNode, counterpart: ox.NamedNode) -> RelationView:
    page = find_relations(store, actor, TieFilter(counterpart=counterpart), RelationPaging(limit=10, events=10))
    assert page.total == 1
    return page.views[0]


@pytest.fixture
def told_of_organs(sample_store: Store) -> Store:
    """A copy to write to. In it Ethiopia claims that Egypt supports the gunmen."""
    store = open_store("memory:")
    store.replace_graph(None, sample_store.graph(None))
    return store


@pytest.mark.parametrize(
    "belonging",
    [
        "mq:partOf <ethiopia>",
        "mq:partOf <branch> . <branch> mq:partOf <ethiopia>",
        "a mq:Government ; mq:country <ethiopia>",
    ],
)
def test_what_is_done_to_an_organ_ties_its_state(told_of_organs: Store, belonging: str) -> None:
    before = relation(told_of_organs, ETHIOPIA, EGYPT).count
    update_actors(told_of_organs, f"INSERT DATA {{ <{GUNMEN}> {belonging} }}")
    ties = relation(told_of_organs, ETHIOPIA, EGYPT)
    (aid,) = (group for group in ties.events if group.event_class.iri == AID)
    assert [(tie.role, tie.organ and tie.organ.iri.value) for tie in aid.ties] == [("recipient", GUNMEN)]
    assert (aid.modalities, ties.count) == ({"claimed": 1}, before + 1)
    description = describe_relations(told_of_organs, ETHIOPIA, [ties])
    assert any(triple.subject.value == GUNMEN for triple in description.triples if triple.predicate != RDF.type)


@pytest.mark.parametrize("belonging", ["mq:country <ethiopia>", "mq:alliedWith <ethiopia>"])
def test_who_only_belongs_to_a_state_is_no_organ_of_it(told_of_organs: Store, belonging: str) -> None:
    before = relation(told_of_organs, ETHIOPIA, EGYPT)
    update_actors(told_of_organs, f"INSERT DATA {{ <{GUNMEN}> {belonging} }}")
    assert relation(told_of_organs, ETHIOPIA, EGYPT) == before


def test_an_act_on_a_state_and_its_organ_is_one_tie_of_the_state_itself(told_of_organs: Store) -> None:
    update_actors(told_of_organs, f"INSERT DATA {{ <{GUNMEN}> mq:partOf <ethiopia> }}")
    update_actors(
        told_of_organs,
        f"INSERT {{ ?event mq:recipient <ethiopia> }} WHERE {{ ?event mq:recipient <{GUNMEN}> }}",
    )
    ties = relation(told_of_organs, ETHIOPIA, EGYPT)
    (aid,) = (group for group in ties.events if group.event_class.iri == AID)
    assert [tie.organ for tie in aid.ties] == [None]


def test_an_organ_is_no_counterpart_by_its_own_acts(told_of_organs: Store) -> None:
    update_actors(told_of_organs, "INSERT DATA { <sudan> mq:partOf <african-union> }")
    page = find_relations(told_of_organs, AFRICAN_UNION, TieFilter(), RelationPaging(limit=10, events=10))
    found = {view.counterpart.iri: view.events for view in page.views}
    assert found[SUDAN] == ()
    assert [tie.organ and tie.organ.iri for group in found[EGYPT] for tie in group.ties] == [SUDAN] * len(found[EGYPT])
