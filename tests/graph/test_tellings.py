"""Events of different documents that tell of the same happening are linked, and the links follow what is there."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest

from graph.admission import admit, remove_document
from graph.iris import DocumentIris
from graph.judgements import Judgement
from graph.judging import judge, withdraw_judgement
from graph.store import Store
from ontology.annotation import parse_annotation
from ontology.model import Annotation, Verdict
from ontology.terms import DERIVED_GRAPH, MITHAQ
from tests.sample_graph import fill_catalog, gate

EGYPT, SUDAN = (ox.NamedNode(f"https://w3id.org/mithaq/id/actor/{slug}") for slug in ("egypt", "sudan"))
REGISTER = {"egypt": "State", "sudan": "State", "ethiopia": "State", "african-union": "IGO"}
TOLD = {
    "class": "SANCTION", "mode": "expel", "modality": "asserted", "actor": ["egypt"], "recipient": ["sudan"],
    "place": "Khartoum", "date": "2014-04-10",
}  # fmt: skip


def telling(name: str, *, table: bool = False, **changes: object) -> Annotation:
    """A document of its own that tells of one event."""
    event = {**TOLD, **changes}
    parties = {*event["actor"], *event["recipient"]}  # type: ignore[misc]
    text = f"{name}: it happened."
    actors = [
        {"id": party, "name_en": party.title(), "name_ar": None, "type": REGISTER.get(party, "Government"),
         "register": party in REGISTER}
        for party in sorted(parties)
    ]  # fmt: skip
    event |= {"id": "e1", "attributed_to": None, "trigger": "happened", "evidence": [0, len(text)]}
    if event["modality"] == "claimed":
        event["attributed_to"] = event["actor"][0]  # type: ignore[index]
    read = parse_annotation(
        {"document": name, "language": "en", "text": text, "actors": actors, "events": [event], "treaties": [],
         "disputes": [], "relations": []}
    )  # fmt: skip
    return replace(read, document=replace(read.document, is_table=table))


def load(store: Store, *annotations: Annotation) -> None:
    for annotation in annotations:
        admission = admit(annotation, store, gate=gate())
        assert admission.admitted, admission.report


def linked(store: Store) -> set[frozenset[str]]:
    """The names of documents whose events are linked; every link goes both ways and is in the default graph."""
    links = [triple for triple in store.graph(DERIVED_GRAPH) if triple.predicate == MITHAQ.sameHappening]
    assert {(triple.subject, triple.object) for triple in links} == {(t.object, t.subject) for t in links}
    assert set(links) <= set(store.graph(None))
    names = {
        str(row["event"]): str(row["name"])
        for row in store.select(
            f"SELECT ?event ?name {{ ?event {MITHAQ.evidence}/{MITHAQ.inDocument}/{MITHAQ.name} ?name }}"
        )
    }
    return {frozenset(names[str(term)].strip('"') for term in (link.subject, link.object)) for link in links}


def iri_of(annotation: Annotation) -> ox.NamedNode:
    return DocumentIris(annotation.document.id).document


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"modality": "claimed"},
        {"modality": "negated"},
        {"mode": None, "place": None},
        {"date": "2014-04-11"},
        {"date": "2014-04"},
        {"actor": ["egypt", "ethiopia"]},
        {"actor": ["ethiopia"]},
        {"recipient": []},
    ],
)
def test_two_tellings_of_one_happening_are_linked(other: dict[str, object]) -> None:
    store = fill_catalog()
    load(store, telling("one"), telling("other", **other))
    assert linked(store) == {frozenset({"one", "other"})}


@pytest.mark.parametrize(
    "other",
    [
        {"class": "COERCE", "mode": "deport"},
        {"mode": "discontinue"},
        {"date": "2014-04-12"},
        {"date": "2014-05"},
        {"date": "2014"},
        {"date": None},
        {"place": "Cairo"},
        {"actor": ["sudan"], "recipient": ["egypt"]},
        {"actor": ["ethiopia"], "place": None},
        {"actor": ["ethiopia"], "date": "2014-04-11"},
        {"actor": ["ethiopia"], "recipient": ["african-union"]},
        {"recipient": [], "place": None},
    ],
)
def test_what_differs_in_class_time_place_or_parties_is_not_linked(other: dict[str, object]) -> None:
    store = fill_catalog()
    load(store, telling("one"), telling("other", **other))
    assert linked(store) == set()


@pytest.mark.parametrize(
    "other", [{"actor": ["sudan"], "recipient": ["egypt"]}, {"actor": ["egypt", "sudan"], "recipient": []}]
)
def test_a_meeting_may_be_told_from_either_side(other: dict[str, object]) -> None:
    store, meeting = fill_catalog(), {"class": "CONSULT", "mode": None}
    load(store, telling("one", **meeting), telling("other", **meeting, **other))
    assert linked(store) == {frozenset({"one", "other"})}


def test_two_rows_of_tables_are_two_happenings_and_a_text_may_tell_of_one() -> None:
    for order in ((0, 1, 2), (2, 1, 0), (0, 2, 1)):
        store = fill_catalog()
        documents = [telling("one row", table=True), telling("another row", table=True), telling("text")]
        load(store, *(documents[number] for number in order))
        assert linked(store) == {frozenset({"text", "one row"}), frozenset({"text", "another row"})}


def test_links_follow_documents_that_come_change_and_go() -> None:
    store = fill_catalog()
    load(store, telling("one"), telling("two"), telling("three", date="2014-04-11"))
    assert len(linked(store)) == 3
    remove_document(iri_of(telling("two")), store)
    assert linked(store) == {frozenset({"one", "three"})}
    load(store, telling("three", date="2014-04-20"))
    assert linked(store) == set()
    load(store, telling("two"))
    assert linked(store) == {frozenset({"one", "two"})}
    for name in ("one", "two", "three"):
        remove_document(iri_of(telling(name)), store)
    assert store.graph(DERIVED_GRAPH) == ()


def test_links_follow_merges_and_splits() -> None:
    store = fill_catalog()
    load(store, telling("one"), telling("other", actor=["cairo"], date="2014-04-11"))
    assert linked(store) == set()
    cairo = DocumentIris(telling("other", actor=["cairo"], date="2014-04-11").document.id).scoped("actor", "cairo")
    judgement = Judgement(cairo, EGYPT, Verdict.SAME, "its government", "an analyst", "2026-01-01T00:00:00Z")
    found = judge(judgement, store, gate=gate()).judgement
    assert linked(store) == {frozenset({"one", "other"})}
    load(store, telling("third"))
    assert len(linked(store)) == 3
    withdraw_judgement(found, store)
    assert linked(store) == {frozenset({"one", "third"})}


def test_documents_say_nothing_of_links() -> None:
    store = fill_catalog()
    load(store, telling("one"), telling("other"))
    for annotation in (telling("one"), telling("other")):
        assert MITHAQ.sameHappening not in {triple.predicate for triple in store.graph(iri_of(annotation))}
