"""An annotation is read strictly, and each fault is named by its JSON path."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from ontology.annotation import parse_annotation
from ontology.errors import AnnotationError
from ontology.model import Annotation, Confidence, Document, EventClass, Mention, Modality, Span

TEXT = "طردت روريتانيا سفير جارتها بعد اتهامها بالتجسس. وقال وزير خارجيتها إن الجارة حشدت قواتها قرب الحدود."
EXAMPLE = """
{
  "document": "ruritania", "language": "ar", "published": "1894-05-01",
  "actors": [
    {"id": "ruritania", "name_en": "Ruritania", "name_ar": "روريتانيا", "type": "State", "iso3": "RUR"},
    {"id": "neighbour", "name_en": "The neighbour", "name_ar": null, "type": "State", "iso3": null, "wikidata": "Q1"}
  ],
  "mentions": [{"actor": "ruritania", "span": [5, 14]}],
  "events": [
    {"id": "e1", "class": "SANCTION", "mode": "expel", "modality": "asserted", "actor": ["ruritania"],
     "recipient": ["neighbour"], "attributed_to": null, "place": null, "date": "1894-04", "trigger": "طردت",
     "evidence": [0, 26]},
    {"id": "e2", "class": "MOBILIZE", "mode": null, "modality": "claimed", "actor": ["neighbour"], "recipient": [],
     "attributed_to": "ruritania", "speech_act": "قال", "place": "Border", "date": null, "trigger": "حشدت",
     "evidence": [48, 100], "confidence": 0.8, "reason": "speech verb"}
  ],
  "treaties": [{"id": "t1", "name_en": "Truce", "kind": "ceasefire", "parties": ["ruritania"], "evidence": [0, 26]}],
  "disputes": [{"id": "d1", "label_en": "Envoys", "parties": ["ruritania", "neighbour"], "issue": "diplomatic",
                "events": ["e1"], "evidence": [0, 26]}],
  "relations": [{"subject": "neighbour", "predicate": "alliedWith", "object": "ruritania", "evidence": [0, 26]}]
}
"""


def example() -> dict[str, Any]:
    """A small annotation with one of everything, as a person would write it."""
    found: dict[str, Any] = json.loads(EXAMPLE)
    return found


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    data = example()
    change(data)
    return data


def test_a_sound_annotation_is_read_into_values() -> None:
    found = parse_annotation(example(), text=TEXT)
    first, second = found.events
    assert found.document == Document("ruritania", TEXT, "ar", published="1894-05-01")
    assert (first.event_class, first.mode) == (EventClass.SANCTION, "expel")
    assert (first.actor, first.recipient, first.date) == (("ruritania",), ("neighbour",), "1894-04")
    assert (second.modality, second.attributed_to, second.speech_act) == (Modality.CLAIMED, "ruritania", "قال")
    assert second.confidence == Confidence(0.8, "speech verb")
    assert found.disputes[0].events == ("e1",)
    assert found.mentions == (Mention("ruritania", Span(5, 14)),)
    assert found.quotes == ()


def test_a_trigger_without_a_span_is_its_first_occurrence_in_the_evidence() -> None:
    first, second = parse_annotation(example(), text=TEXT).events
    assert first.trigger == Span(0, 4)
    assert second.trigger.of(TEXT) == "حشدت"
    assert second.trigger.start > 48


def test_a_trigger_span_says_which_occurrence_is_meant() -> None:
    start = TEXT.rindex("جار")
    data = changed(lambda d: d["events"][1].update(trigger="جار", trigger_span=[start, start + 3]))
    assert parse_annotation(data, text=TEXT).events[1].trigger == Span(start, start + 3)


def test_lists_and_optional_values_may_be_missing() -> None:
    found = parse_annotation({"document": "d", "language": "en", "text": "Nothing political."})
    assert found == Annotation(Document("d", "Nothing political.", "en"), extractor="unknown")


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        (lambda d: d.update(actor=[]), "$.actor", "the nearest is 'actors'"),
        (lambda d: d.update({"odd key": 1}), '$["odd key"]', "no such key"),
        (lambda d: d["events"][0].update(clas="AID"), "$.events[0].clas", "the nearest is 'class'"),
        (lambda d: d["actors"][1].update(nme_en="x"), "$.actors[1].nme_en", "the nearest is 'name_en'"),
        (lambda d: d["mentions"][0].update(quote="x"), "$.mentions[0].quote", "no such key"),
        (lambda d: d.pop("document"), "$.document", "is missing"),
        (lambda d: d.update(document=" "), "$.document", "blank"),
        (lambda d: d.update(language="Arabic"), "$.language", '"Arabic" is malformed; a right one is "ar"'),
        (lambda d: d.update(language=None), "$.language", "is missing"),
        (lambda d: d.update(published="1 May 1894"), "$.published", "YYYY-MM-DD"),
        (lambda d: d.update(text=TEXT + "."), "$.text", "differs from the text"),
        (lambda d: d.update(events={}), "$.events", "must be a list of objects, not {}"),
        (lambda d: d.update(events=["e1"]), "$.events[0]", 'must be an object, not "e1"'),
        (
            lambda d: d["actors"][0].update(type="Nation"),
            "$.actors[0].type",
            '"Nation" is not one of State, FormerState',
        ),
        (lambda d: d["actors"][0].update(name_en=None, name_ar=None), "$.actors[0].name_en", "has a name"),
        (lambda d: d["actors"][0].update(iso3="ru"), "$.actors[0].iso3", '"ru" is malformed'),
        (lambda d: d["actors"][0].update(wikidata="159"), "$.actors[0].wikidata", '"159" is malformed'),
        (lambda d: d["actors"][0].update(register="yes"), "$.actors[0].register", 'must be true or false, not "yes"'),
        (lambda d: d["actors"][0].update(name_en=7), "$.actors[0].name_en", "must be a string, not 7"),
        (lambda d: d["actors"][0].update(name_ar="\ud800"), "$.actors[0].name_ar", "surrogate"),
        (lambda d: d["actors"][1].update(id="ruritania"), "$.actors[1].id", '"ruritania" is taken'),
        (lambda d: d["events"][1].update(id="e1"), "$.events[1].id", '"e1" is taken'),
        (lambda d: d["events"][0].update({"class": "SANCTIONS"}), "$.events[0].class", "the nearest is 'SANCTION'"),
        (lambda d: d["events"][0].pop("class"), "$.events[0].class", "it must be one of AGREE, CONSULT"),
        (lambda d: d["events"][0].update(mode="expell"), "$.events[0].mode", "the nearest is 'expel'"),
        (lambda d: d["events"][0].update({"class": "AID"}), "$.events[0].mode", "AID has no modes; write null"),
        (lambda d: d["events"][0].update(modality="certain"), "$.events[0].modality", "asserted, claimed, planned"),
        (lambda d: d["events"][0].update(actor=["ruritannia"]), "$.events[0].actor[0]", "the nearest is 'ruritania'"),
        (lambda d: d["events"][0].update(actor="ruritania"), "$.events[0].actor", "must be a list of ids"),
        (lambda d: d["events"][0].update(actor=[3]), "$.events[0].actor[0]", "must be the id of an actor, not 3"),
        (lambda d: d["events"][0].update(actor=["ruritania"] * 2), "$.events[0].actor[1]", "stands here twice"),
        (lambda d: d["events"][0].update(recipient=None), "$.events[0].recipient", "is missing"),
        (lambda d: d["events"][1].update(attributed_to="king"), "$.events[1].attributed_to", "the id of no actor"),
        (lambda d: d["events"][0].update(date="1894-13"), "$.events[0].date", "month must be in 1..12"),
        (lambda d: d["events"][0].update(date=1894), "$.events[0].date", "must be a string, not 1894"),
        (lambda d: d["events"][0].update(trigger="هاجمت"), "$.events[0].trigger", "does not stand in the evidence"),
        (lambda d: d["events"][0].update(trigger=""), "$.events[0].trigger", "blank"),
        (lambda d: d["events"][0].update(trigger_span=[4, 0]), "$.events[0].trigger_span", "does not ascend"),
        (lambda d: d["events"][0].update(evidence=[26, 0]), "$.events[0].evidence", "does not ascend"),
        (lambda d: d["events"][0].update(evidence=[0, 0]), "$.events[0].evidence", "does not ascend"),
        (lambda d: d["events"][0].update(evidence=[-5, 9]), "$.events[0].evidence", "from 0"),
        (lambda d: d["events"][0].update(evidence=[0, 26.0]), "$.events[0].evidence", "two integers"),
        (lambda d: d["events"][0].update(evidence=[False, True]), "$.events[0].evidence", "two integers"),
        (lambda d: d["events"][0].update(evidence=[0, 9, 26]), "$.events[0].evidence", "two integers"),
        (lambda d: d["events"][0].update(evidence="0-26"), "$.events[0].evidence", "two integers"),
        (lambda d: d["events"][0].pop("evidence"), "$.events[0].evidence", "is missing"),
        (lambda d: d["events"][0].update(quote=26), "$.events[0].quote", "must be a string"),
        (lambda d: d["events"][1].update(confidence=1.2), "$.events[1].confidence", "from 0 to 1, not 1.2"),
        (lambda d: d["events"][1].update(confidence=float("nan")), "$.events[1].confidence", "from 0 to 1"),
        (lambda d: d["events"][1].update(confidence=True), "$.events[1].confidence", "from 0 to 1, not true"),
        (lambda d: d["events"][1].pop("reason"), "$.events[1].reason", "is missing"),
        (lambda d: d["events"][1].pop("confidence"), "$.events[1].reason", "a reason without a confidence"),
        (lambda d: d["treaties"][0].update(kind="pact"), "$.treaties[0].kind", "treaty, agreement, programme"),
        (
            lambda d: d["treaties"][0].update(parties=["king"]),
            "$.treaties[0].parties[0]",
            '"king" is the id of no actor',
        ),
        (lambda d: d["disputes"][0].update(issue="border"), "$.disputes[0].issue", "territory, security"),
        (lambda d: d["disputes"][0].update(events=["e9"]), "$.disputes[0].events[0]", "the id of no event here"),
        (lambda d: d["relations"][0].update(predicate="member"), "$.relations[0].predicate", "nearest is 'memberOf'"),
        (lambda d: d["relations"][0].update(object="king"), "$.relations[0].object", "the id of no actor"),
        (lambda d: d["mentions"][0].update(actor="king"), "$.mentions[0].actor", "the id of no actor"),
    ],
)
def test_a_fault_is_refused_with_its_path_and_the_way_out(
    change: Callable[[dict[str, Any]], object], path: str, words: str
) -> None:
    with pytest.raises(AnnotationError) as fault:
        parse_annotation(changed(change), text=TEXT)
    assert fault.value.path == path
    assert words in str(fault.value)


@pytest.mark.parametrize("data", [None, [], "text", 3, [example()]], ids=repr)
def test_what_is_no_object_is_refused(data: object) -> None:
    with pytest.raises(AnnotationError, match=r"^\$: must be an object"):
        parse_annotation(data, text=TEXT)


def test_an_annotation_without_any_text_is_refused() -> None:
    with pytest.raises(AnnotationError, match=r"^\$\.text: is missing"):
        parse_annotation(example())


def test_a_long_wrong_value_is_cut_in_the_message() -> None:
    with pytest.raises(AnnotationError) as fault:
        parse_annotation(changed(lambda d: d["events"][0].update(modality="x" * 10_000)), text=TEXT)
    assert len(str(fault.value)) < 300
