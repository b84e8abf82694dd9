"""How sure every item is, and why."""

import re

import pytest

from extraction.confidence import Grounds, ItemKind, Origins, find_grounds, judge
from extraction.pipeline import Extractor
from extraction.ranking import LinearModel
from ontology.model import Annotation, Confidence, Document
from tests.extraction.made_drafts import read

TEXT = (
    "طردت بولندا أربعة دبلوماسيين روس بعد توقيع اتفاقية الدفاع بين بولندا وكندا.\n"
    "وقال المتحدث باسم الحكومة البولندية إن روسيا هددت بالرد. وفرضت كندا عقوبات على روسيا."
)


@pytest.fixture(scope="module")
def annotation(extractor: Extractor) -> Annotation:
    return extractor.extract(Document("made-up", TEXT, "ar", published="2018-04-01"))


def confidences(annotation: Annotation) -> dict[str, list[Confidence | None]]:
    return {
        "actors": [actor.confidence for actor in annotation.actors],
        "events": [event.confidence for event in annotation.events],
        "treaties": [treaty.confidence for treaty in annotation.treaties],
        "disputes": [dispute.confidence for dispute in annotation.disputes],
        "relations": [relation.confidence for relation in annotation.relations],
    }


@pytest.mark.parametrize("kind", ["actors", "events", "treaties", "disputes", "relations"])
def test_every_item_says_how_sure_it_is_and_why(annotation: Annotation, kind: str) -> None:
    found = confidences(annotation)[kind]
    assert found
    for confidence in found:
        assert confidence is not None
        assert 0.0 < confidence.value < 1.0
        assert len(confidence.reason) > 10


def test_the_reason_of_an_event_has_its_words_its_rule_and_its_participants(annotation: Annotation) -> None:
    expulsion = next(event for event in annotation.events if event.mode == "expel")
    assert expulsion.confidence is not None
    said, standing, *people = expulsion.confidence.reason.split("; ")
    assert said.startswith("طردت: SANCTION expel, perfect of طرد")
    assert standing == "asserted"
    assert re.fullmatch(r"actor Poland 0\.\d\d: named behind the verb \(بولندا\)", people[0])
    assert re.fullmatch(r"recipient Russia 0\.\d\d: object of the verb \(دبلوماسيين روس\)", people[1])


def test_the_reason_of_a_claim_has_who_says_so_with_which_word(annotation: Annotation) -> None:
    threat = next(event for event in annotation.events if event.event_class == "THREATEN")
    assert threat.confidence is not None
    assert "claimed by Government of Poland (وقال)" in threat.confidence.reason


def test_the_reason_of_an_actor_and_of_a_relation_has_the_words(annotation: Annotation) -> None:
    reasons = {actor.id: actor.confidence.reason for actor in annotation.actors if actor.confidence}
    assert re.fullmatch(r"name, in the register: بولندا \(2 mentions, \d events?\)", reasons["poland"])
    relation = next(each for each in annotation.relations if each.subject != "poland")
    assert relation.confidence is not None
    assert relation.confidence.reason == "a name or body with its owner: الحكومة البولندية"


def test_a_reason_quotes_nothing_that_the_text_does_not_say(annotation: Annotation) -> None:
    words = set(re.findall(r"\w+", TEXT))
    for event in annotation.events:
        assert event.confidence is not None
        quoted = re.findall(r"\((?P<words>[^()]*)\)", event.confidence.reason)
        assert {word for quote in quoted for word in re.findall(r"[\u0621-\u064a]+", quote)} <= words


def test_without_a_model_an_item_keeps_what_was_said_of_it(annotation: Annotation) -> None:
    reading = read(TEXT)
    empty = {kind: tuple(Grounds((), "") for _ in items) for kind, items in by_kind(annotation).items()}
    assert judge(annotation, empty, {}) == annotation
    assert find_grounds(annotation, Origins({}, reading.origins().rules))[ItemKind.EVENT]


def by_kind(annotation: Annotation) -> dict[ItemKind, tuple[object, ...]]:
    return {
        ItemKind.ACTOR: annotation.actors,
        ItemKind.EVENT: annotation.events,
        ItemKind.TREATY: annotation.treaties,
        ItemKind.DISPUTE: annotation.disputes,
        ItemKind.RELATION: annotation.relations,
    }


def test_a_model_of_one_kind_judges_that_kind_alone(annotation: Annotation) -> None:
    grounds = {kind: tuple(Grounds(("known",), "why") for _ in items) for kind, items in by_kind(annotation).items()}
    judged = judge(annotation, grounds, {ItemKind.RELATION: LinearModel({"known": 20.0})})
    assert {relation.confidence for relation in judged.relations} == {Confidence(1.0, "why")}
    assert judged.events == annotation.events
