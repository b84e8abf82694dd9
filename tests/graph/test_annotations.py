"""What is read back from a document's graph is the annotation that was written, and writes the same graph again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from graph.admission import admit
from graph.annotations import read_annotation
from graph.iris import DocumentIris
from graph.quads import build_quads
from graph.store import Store
from ontology.annotation import parse_annotation
from ontology.annotation_rendering import render_annotation
from ontology.model import Annotation, Confidence
from tests.sample_graph import denial_annotation, fill_catalog, gate, nile_annotation, summit_annotation


def take_back(annotation: Annotation, store: Store) -> Annotation:
    admission = admit(annotation, store, gate=gate())
    assert admission.admitted, admission.report
    return read_annotation(store, admission.document)


@pytest.mark.parametrize("make", [nile_annotation, summit_annotation, denial_annotation])
def test_an_annotation_comes_back_and_writes_the_same_graph(make: Callable[[], Annotation]) -> None:
    annotation = make()
    read = take_back(annotation, fill_catalog())
    assert build_quads(read) == build_quads(annotation)
    assert read.document == annotation.document
    assert {(actor.id, actor.type, actor.register) for actor in read.actors} == {
        (actor.id, actor.type, actor.register) for actor in annotation.actors
    }


def test_events_that_share_class_and_trigger_keep_their_identifiers() -> None:
    annotation = nile_annotation()
    first = annotation.events[0]
    twins = (first, replace(first, id="again", actor=("sudan",), date="1973/1975"))
    doubled = replace(annotation, events=(*twins, *annotation.events[1:]))
    assert build_quads(take_back(doubled, fill_catalog())) == build_quads(doubled)


def test_confidence_speech_and_distance_come_back() -> None:
    annotation = nile_annotation()
    claimed = replace(annotation.events[2], distanced=True, confidence=Confidence(0.75, "a rule"))
    sure = replace(annotation, events=(*annotation.events[:2], claimed))
    (event,) = (event for event in take_back(sure, fill_catalog()).events if event.attributed_to)
    assert (event.speech_act, event.distanced, event.confidence) == ("قالت", True, Confidence(0.75, "a rule"))


def test_what_comes_back_can_be_sent_as_json() -> None:
    store = fill_catalog()
    read = take_back(nile_annotation(), store)
    again = parse_annotation(render_annotation(read))
    assert build_quads(again) == build_quads(read)
    assert read_annotation(store, DocumentIris(read.document.id).document) == read
