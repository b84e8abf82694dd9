"""The one door in: whole documents or none, and a default graph that is the merge of what the documents say."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

import graph
from graph.admission import admit, admit_catalog, remove_document
from graph.context import find_context
from graph.iris import DocumentIris
from graph.quads import build_quads
from graph.store import Store, open_store
from graph.store.remote import RemoteStore
from ontology.errors import IdentifierError
from ontology.model import Actor, ActorType, Annotation, Document, Span
from ontology.terms import CHANGE_GRAPH, MITHAQ, ONTOLOGY_GRAPH, RDF, REGISTER_GRAPH, SKOS
from tests.graph.admit_series import meeting
from tests.graph.endpoint import Endpoint
from tests.sample_graph import catalog, fill_catalog, gate, nile_annotation, summit_annotation

EGYPT = ox.NamedNode("https://w3id.org/mithaq/id/actor/egypt")


@pytest.fixture(params=["memory", "folder", "remote"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store with the ontology and the part of the register that the sample texts need."""
    if request.param == "remote":
        opened: Store = RemoteStore("https://example.org/sparql", client=Endpoint().client())
        local = fill_catalog()
        for name in local.named_graphs():
            opened.replace_graph(name, local.graph(name))
        opened.replace_graph(None, local.graph(None))
    else:
        opened = fill_catalog("memory:" if request.param == "memory" else str(tmp_path / "store"))
    yield opened
    opened.close()


def assert_merged(store: Store) -> None:
    """The default graph is the merge of the named graphs, without the log."""
    names = set(store.named_graphs()) - {CHANGE_GRAPH}
    assert set(store.graph(None)) == {triple for name in names for triple in store.graph(name)}


def graph_of(annotation: Annotation) -> set[ox.Triple]:
    return {quad.triple for quad in build_quads(annotation)}


def test_a_document_is_admitted_whole(store: Store) -> None:
    admission = admit(nile_annotation(), store, gate=gate())
    assert admission.admitted
    assert admission.report.results == ()
    assert admission.document == DocumentIris(nile_annotation().document.id).document
    assert set(store.graph(admission.document)) == graph_of(nile_annotation())
    assert (admission.added, admission.removed) == (len(graph_of(nile_annotation())), 0)
    assert_merged(store)


def test_the_same_document_again_changes_nothing(store: Store) -> None:
    admit(nile_annotation(), store, gate=gate())
    before = store.version, set(store.graph(None))
    again = admit(nile_annotation(), store, gate=gate())
    assert (again.admitted, again.added, again.removed) == (True, 0, 0)
    assert (store.version, set(store.graph(None))) == before


def test_a_document_read_anew_replaces_itself_and_leaves_others_alone(store: Store) -> None:
    admit(summit_annotation(), store, gate=gate())
    admit(nile_annotation(), store, gate=gate())
    poorer = replace(nile_annotation(), events=(), disputes=())
    admission = admit(poorer, store, gate=gate())
    assert (admission.added, admission.removed) == (0, len(graph_of(nile_annotation()) - graph_of(poorer)))
    assert set(store.graph(admission.document)) == graph_of(poorer)
    assert set(store.graph(DocumentIris(summit_annotation().document.id).document)) == graph_of(summit_annotation())
    assert_merged(store)


def test_a_document_that_says_nothing_political_is_a_document(store: Store) -> None:
    annotation = Annotation(Document("recipe", "Take two onions.", "en"))
    admission = admit(annotation, store, gate=gate())
    assert admission.admitted
    assert admission.added == 5


def nile_with(number: int, **fields: object) -> Annotation:
    """The text of the Nile with one of its events only, changed."""
    event = replace(nile_annotation().events[number], **fields)  # type: ignore[arg-type]
    return replace(nile_annotation(), events=(event,), disputes=())


def summit_with(actor: Actor) -> Annotation:
    """The text of the summit with one more actor, or another one under the same id."""
    others = tuple(other for other in summit_annotation().actors if other.id != actor.id)
    return replace(summit_annotation(), actors=(*others, actor))


QUOTED = nile_annotation().events[0].evidence
REFUSED: dict[str, tuple[Annotation, str]] = {
    "a quote that differs": (replace(nile_annotation(), quotes=((QUOTED, "وقّعت مصر"),)), "span-quote"),
    "a span outside the text": (nile_with(0, evidence=Span(0, 10_000)), "span-inside"),
    "a claimed event without a claimant": (nile_with(2, attributed_to=None), "event-claim"),
    "a trigger outside the evidence": (nile_with(0, trigger=Span(100, 104)), "event-trigger-in-evidence"),
    "a date that is none": (nile_with(0, date="2014-02-30"), "date"),
    "an actor of an event that is nowhere": (nile_with(0, actor=("atlantis",)), "event-actor"),
    "an event of a dispute that is nowhere": (
        replace(nile_annotation(), disputes=(replace(nile_annotation().disputes[0], events=("e99",)),)),
        "dispute-event-known",
    ),
    "an actor that is not in the register": (
        summit_with(Actor("atlantis", ActorType.STATE, "Atlantis", None, register=True)),
        "name",
    ),
    "an actor of another type than in the register": (
        summit_with(Actor("egypt", ActorType.IGO, "Egypt", None, register=True)),
        "actor-kind",
    ),
    "an actor without a name": (summit_with(Actor("nobody", ActorType.PERSON, None, None)), "name"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_what_breaks_a_shape_is_refused_with_the_report_and_nothing_is_written(store: Store, fault: str) -> None:
    annotation, shape = REFUSED[fault]
    admit(nile_annotation(), store, gate=gate())
    before = store.version, set(store.graph(None)), store.named_graphs()
    admission = admit(annotation, store, gate=gate())
    assert not admission.admitted
    assert [result.shape.value.partition("#")[2] for result in admission.report.results] == [shape]
    assert (admission.added, admission.removed) == (0, 0)
    assert (store.version, set(store.graph(None)), store.named_graphs()) == before


def test_a_document_that_is_removed_leaves_what_others_say(store: Store) -> None:
    summit = admit(summit_annotation(), store, gate=gate()).document
    before = set(store.graph(None))
    nile = admit(nile_annotation(), store, gate=gate()).document
    assert remove_document(nile, store) == len(graph_of(nile_annotation()))
    assert set(store.graph(None)) == before
    assert store.graph(nile) == ()
    assert store.graph(summit) != ()


def test_a_document_that_is_not_there_cannot_be_removed(store: Store) -> None:
    version = store.version
    with pytest.raises(IdentifierError, match="document/none"):
        remove_document(ox.NamedNode("https://w3id.org/mithaq/id/document/none"), store)
    assert store.version == version


@pytest.mark.parametrize("seed", range(4))
def test_the_merge_holds_after_any_order_of_coming_and_going(seed: int) -> None:
    store, chance = open_store("memory:"), random.Random(seed)
    for _ in range(40):
        number = chance.randrange(4)
        iri = DocumentIris(meeting(number).document.id).document
        if chance.random() < 0.3 and store.graph(iri):
            remove_document(iri, store)
        else:
            assert admit(meeting(number, told=chance.randrange(3)), store, gate=gate()).admitted
        assert_merged(store)


def test_the_base_of_minted_iris_is_a_setting(store: Store) -> None:
    admission = admit(nile_annotation(), store, gate=gate(), base="https://graph.example/")
    assert admission.admitted
    assert admission.document.value.startswith("https://graph.example/document/")
    assert EGYPT in {triple.subject for triple in store.graph(admission.document)}


def test_the_context_of_a_document_is_types_and_names_of_register_things(store: Store) -> None:
    event = ox.NamedNode("https://example.org/event")
    triples = [
        ox.Triple(event, MITHAQ.actor, EGYPT),
        ox.Triple(event, MITHAQ.modality, ox.NamedNode("https://w3id.org/mithaq/code/modality/claimed")),
    ]
    context = find_context(triples, store)
    assert {triple.subject for triple in context} == {EGYPT}
    assert {triple.predicate for triple in context} == {RDF.type, SKOS.prefLabel}
    with_codes = find_context(triples, store, codes=True)
    assert {str(triple.subject).rpartition("/")[2] for triple in with_codes} == {"egypt>", "claimed>"}
    assert find_context([], store) == ()


def test_the_catalog_is_admitted_once() -> None:
    store, known = open_store("memory:"), replace(catalog(), _register=catalog().quads_register()[:500])
    first = admit_catalog(known, store)
    version = store.version
    second = admit_catalog(known, store)
    assert first.admitted
    digest = 1
    assert first.added == len({*known.quads_ontology(), *known.quads_register()}) + digest
    assert (second.admitted, second.added, second.removed, store.version) == (True, 0, 0, version)
    assert store.named_graphs() == (CHANGE_GRAPH, ONTOLOGY_GRAPH, REGISTER_GRAPH)
    assert_merged(store)


def test_a_register_that_breaks_the_shapes_is_refused() -> None:
    store = open_store("memory:")
    nameless = ox.Quad(
        ox.NamedNode("https://w3id.org/mithaq/id/actor/nameless"), RDF.type, MITHAQ.State, REGISTER_GRAPH
    )
    admission = admit_catalog(replace(catalog(), _register=(nameless,)), store, gate=gate())
    assert not admission.admitted
    assert [result.shape.value.partition("#")[2] for result in admission.report.results] == ["name"]
    assert (store.version, store.named_graphs()) == (0, ())


@pytest.mark.parametrize("documents", [1, 4, 9])
def test_a_kill_leaves_whole_documents_and_their_merge(tmp_path: Path, documents: int) -> None:
    root = Path(graph.__file__).parent.parent
    series = subprocess.Popen(
        [sys.executable, "-m", "tests.graph.admit_series", str(tmp_path / "store")],
        cwd=root, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert series.stdout is not None
    for _ in range(documents):
        assert series.stdout.readline().strip().isdigit()
    os.kill(series.pid, signal.SIGKILL)
    acknowledged = documents + len(series.stdout.readlines())
    series.wait()
    series.stdout.close()

    store = open_store(tmp_path / "store")
    tellings = [graph_of(meeting(number, told=told)) for number in range(acknowledged) for told in range(2)]
    held = [set(store.graph(name)) for name in store.named_graphs() if name != CHANGE_GRAPH]
    assert all(document in tellings for document in held)
    assert len(held) in {(acknowledged + 1) // 2, acknowledged // 2 + 1}
    assert store.version >= acknowledged
    assert_merged(store)
    store.close()


def test_the_merge_of_well_formed_documents_is_well_formed() -> None:
    store = fill_catalog()
    for annotation in (nile_annotation(), summit_annotation(), meeting(1), meeting(2)):
        admit(annotation, store, gate=gate())
    assert gate().validate(store.graph(None)).results == ()
