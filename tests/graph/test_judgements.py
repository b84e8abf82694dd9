"""Judgements merge actors and can be undone; the graphs that documents wrote stay as they were."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.admission import admit, remove_document
from graph.iris import DocumentIris
from graph.judgements import Judgement
from graph.judging import judge, withdraw_judgement
from graph.store import Store, open_store
from graph.store.remote import RemoteStore
from ontology.errors import IdentifierError, JudgementError
from ontology.model import Actor, ActorType, Verdict
from ontology.terms import CHANGE_GRAPH, DERIVED_GRAPH, MITHAQ, RDF, SKOS
from tests.graph.admit_series import meeting
from tests.graph.endpoint import Endpoint
from tests.graph.test_merge import log_of
from tests.sample_graph import fill_store, gate, nile_annotation, summit_annotation

EGYPT, SUDAN, ETHIOPIA = (
    ox.NamedNode(f"https://w3id.org/mithaq/id/actor/{slug}") for slug in ("egypt", "sudan", "ethiopia")
)
GUNMEN = DocumentIris(nile_annotation().document.id).scoped("actor", "gunmen")


def scoped(number: int, name: str = "hosts") -> ox.NamedNode:
    return DocumentIris(meeting(number).document.id).scoped("actor", name)


def judged(one: ox.NamedNode, other: ox.NamedNode, verdict: Verdict = Verdict.SAME) -> Judgement:
    return Judgement(one, other, verdict, "they are called so", "an analyst", "2026-01-01T00:00:00Z")


@pytest.fixture(params=["memory", "folder", "remote"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store with the sample graph and two meetings, whose hosts and delegations are their own."""
    if request.param == "remote":
        opened: Store = RemoteStore("https://example.org/sparql", client=Endpoint().client())
        local = fill_store()
        for name in (None, *local.named_graphs()):
            opened.replace_graph(name, local.graph(name))
    else:
        opened = fill_store("memory:" if request.param == "memory" else str(tmp_path / "store"))
    for number in (1, 2):
        admit(meeting(number), opened, gate=gate())
    yield opened
    opened.close()


def test_a_merged_actor_stands_under_the_other_and_documents_stay_as_they_were(store: Store) -> None:
    documents = {name: set(store.graph(name)) for name in store.named_graphs() if "/document/" in name.value}
    assert judge(judged(GUNMEN, ETHIOPIA), store, gate=gate()).changed
    assert {name: set(store.graph(name)) for name in documents} == documents
    merged = store.graph(None)
    (link,) = [triple for triple in merged if GUNMEN in (triple.subject, triple.object) and "judged" not in str(triple)]
    assert link == ox.Triple(GUNMEN, MITHAQ.mergedInto, ETHIOPIA)
    assert ox.Triple(ETHIOPIA, SKOS.altLabel, ox.Literal("Gunmen on the border", language="en")) in merged
    assert ox.Triple(ETHIOPIA, RDF.type, MITHAQ.ArmedGroup) not in merged
    question = (
        f"SELECT ?class {{ ?e {MITHAQ.actor} {EGYPT} ; {MITHAQ.recipient} {ETHIOPIA} ; {MITHAQ.eventClass} ?class }}"
    )
    assert {str(row["class"]).rpartition("/")[2] for row in store.select(question)} == {"AID>", "SANCTION>"}
    assert gate().validate(merged).results == ()


def test_a_judgement_that_is_withdrawn_leaves_the_graph_as_it_was(store: Store) -> None:
    before = set(store.graph(None))
    first = judge(judged(GUNMEN, ETHIOPIA), store, gate=gate()).judgement
    second = judge(judged(scoped(1), scoped(2)), store, gate=gate()).judgement
    assert set(store.graph(None)) != before
    withdraw_judgement(first, store)
    withdraw_judgement(second, store)
    assert set(store.graph(None)) == before
    assert store.graph(DERIVED_GRAPH) == ()


def test_merges_and_splits_are_in_the_log(store: Store) -> None:
    earlier = len(log_of(store))
    judgement = judge(judged(scoped(1), scoped(2)), store, gate=gate()).judgement
    withdraw_judgement(judgement, store)
    later = max(scoped(1).value, scoped(2).value).rpartition("/")[2]
    key = judgement.value.rpartition("/")[2]
    assert log_of(store)[earlier:] == [("added", key), ("merged", later), ("withdrawn", key), ("split", later)]


def test_the_same_judgement_again_changes_nothing_and_another_takes_its_place(store: Store) -> None:
    first = judge(judged(scoped(1), scoped(2)), store, gate=gate())
    version = store.version
    again = judge(judged(scoped(2), scoped(1)), store, gate=gate())
    assert (again.judgement, again.changed, store.version) == (first.judgement, False, version)
    judge(judged(scoped(1), scoped(2), Verdict.UNSURE), store, gate=gate())
    assert store.graph(DERIVED_GRAPH) == ()


def test_what_a_later_document_says_of_a_merged_actor_stands_under_the_other(store: Store) -> None:
    judge(judged(scoped(1), scoped(2)), store, gate=gate())
    admit(meeting(1, told=1), store, gate=gate())
    survivor, merged = sorted((scoped(1), scoped(2)), key=lambda actor: actor.value)
    for default_graph in (set(store.graph(None)),):
        said = {triple.predicate for triple in default_graph if triple.object == survivor}
        assert MITHAQ.recipient in said
        assert {triple.predicate for triple in default_graph if triple.object == merged} == {MITHAQ.judged}


def test_when_the_survivor_is_withdrawn_with_its_document_another_takes_its_place(store: Store) -> None:
    judge(judged(scoped(1), scoped(2)), store, gate=gate())
    survivor, merged = sorted((scoped(1), scoped(2)), key=lambda actor: actor.value)
    number = 1 if survivor == scoped(1) else 2
    remove_document(DocumentIris(meeting(number).document.id).document, store)
    assert ox.Triple(merged, RDF.type, MITHAQ.Government) in store.graph(None)
    assert store.graph(DERIVED_GRAPH) == (ox.Triple(survivor, MITHAQ.mergedInto, merged),)


def test_an_actor_of_the_register_is_the_one_that_others_stand_under(store: Store) -> None:
    judge(judged(ETHIOPIA, GUNMEN), store, gate=gate())
    judge(judged(GUNMEN, scoped(1)), store, gate=gate())
    survivors = {triple.object for triple in store.graph(DERIVED_GRAPH)}
    assert survivors == {ETHIOPIA}


def test_actors_judged_different_are_never_joined_by_others(store: Store) -> None:
    judge(judged(EGYPT, SUDAN, Verdict.DIFFERENT), store, gate=gate())
    judge(judged(EGYPT, GUNMEN), store, gate=gate())
    before = store.version
    with pytest.raises(JudgementError, match=r"egypt.*gunmen.*sudan.*withdraw"):
        judge(judged(GUNMEN, SUDAN), store, gate=gate())
    assert store.version == before


def test_a_person_is_never_a_group(store: Store) -> None:
    minister = Actor("minister", ActorType.PERSON, "The minister", None)
    text = replace(summit_annotation(), actors=(*summit_annotation().actors, minister))
    admit(text, store, gate=gate())
    person = DocumentIris(text.document.id).scoped("actor", "minister")
    with pytest.raises(JudgementError, match=r"minister> is a person and .*egypt> is none"):
        judge(judged(EGYPT, person), store, gate=gate())


def test_nobody_is_what_it_stands_in_a_relation_to(store: Store) -> None:
    union = ox.NamedNode("https://w3id.org/mithaq/id/actor/african-union")
    with pytest.raises(JudgementError, match=r"sudan> stands in the relation .*memberOf> to .*african-union>"):
        judge(judged(union, SUDAN), store, gate=gate())
    judge(judged(GUNMEN, SUDAN), store, gate=gate())
    with pytest.raises(JudgementError, match="memberOf"):
        judge(judged(GUNMEN, union), store, gate=gate())
    assert judge(judged(union, SUDAN, Verdict.DIFFERENT), store, gate=gate()).changed


def test_an_actor_that_nothing_speaks_of_cannot_be_judged(store: Store) -> None:
    with pytest.raises(IdentifierError, match="actor/nobody"):
        judge(judged(EGYPT, ox.NamedNode("https://w3id.org/mithaq/id/actor/nobody")), store, gate=gate())


@pytest.mark.parametrize("fields", [{"reason": ""}, {"author": ""}, {"at": "yesterday"}, {"other": EGYPT}])
def test_a_judgement_without_reason_author_time_or_second_actor_is_refused(fields: dict[str, object]) -> None:
    given = {"one": EGYPT, "other": SUDAN, "verdict": Verdict.SAME, "reason": "r", "author": "a"}
    given |= {"at": "2026-01-01T00:00:00Z"} | fields
    store = fill_store()
    before = store.version
    found = judge(Judgement(**given), store, gate=gate())  # type: ignore[arg-type]
    assert not found.admitted
    assert len(found.report.results) == 1
    assert store.version == before


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_judging_and_loading_leads_to_the_graph_of_a_fresh_start(seed: int) -> None:
    """What holds at the end depends on the documents and judgements there are, and not on how it came to that."""
    chance, store = random.Random(seed), open_store("memory:")
    loaded: dict[int, int] = {}
    standing: dict[ox.NamedNode, Judgement] = {}
    for _ in range(40):
        number, told = chance.randrange(4), chance.randrange(3)
        one, other = chance.sample(sorted(loaded) * 2 if loaded else [0, 0], 2)
        match chance.randrange(4):
            case 0 if number in loaded:
                remove_document(DocumentIris(meeting(number).document.id).document, store)
                del loaded[number]
            case 1 if one != other:
                judgement = judged(scoped(one), scoped(other))
                standing[judge(judgement, store, gate=gate()).judgement] = judgement
            case 2 if standing:
                gone = chance.choice(sorted(standing, key=lambda iri: iri.value))
                withdraw_judgement(gone, store)
                del standing[gone]
            case _:
                admit(meeting(number, told=told), store, gate=gate())
                loaded[number] = told
        assert_follows(store)


def assert_follows(store: Store) -> None:
    """The default graph is what a new derivation from the named graphs gives."""
    merges = {triple.subject: triple.object for triple in store.graph(DERIVED_GRAPH)}
    expected = set()
    for name in store.named_graphs():
        for triple in store.graph(name) if name != CHANGE_GRAPH else ():
            if name.value.endswith(("/derived", "/judgements")):
                expected.add(triple)
            elif triple.subject in merges and triple.predicate == RDF.type:
                continue
            else:
                label = SKOS.altLabel if triple.predicate == SKOS.prefLabel else triple.predicate
                predicate = label if triple.subject in merges else triple.predicate
                subject = merges.get(triple.subject, triple.subject)
                expected.add(ox.Triple(subject, predicate, merges.get(triple.object, triple.object)))  # type: ignore[arg-type]
    assert set(store.graph(None)) == expected
