"""Whether confidence keeps its word: what is right, and the table that compares."""

from dataclasses import replace

import pytest

from extraction.confidence import ItemKind
from extraction.pipeline import Extractor
from extraction.training.train_confidence import (
    Judged,
    calibration_error,
    judge_by_folds,
    reliability,
    right_items,
)
from ontology.model import Annotation, Document, EventClass

TEXT = "طردت بولندا أربعة دبلوماسيين روس. وقال المتحدث باسم الحكومة البولندية إن روسيا هددت بالرد."


@pytest.fixture(scope="module")
def annotation(extractor: Extractor) -> Annotation:
    return extractor.extract(Document("made-up", TEXT, "ar", published="2018-04-01"))


def test_all_of_an_annotation_is_right_by_itself(annotation: Annotation) -> None:
    assert all(all(right) for right in right_items(annotation, annotation).values())


def test_an_event_of_another_class_and_a_relation_that_was_not_found_are_wrong(annotation: Annotation) -> None:
    first, *others = annotation.events
    gold = replace(annotation, events=(replace(first, event_class=EventClass.AID), *others), relations=())
    right = right_items(gold, annotation)
    assert right[ItemKind.EVENT] == (False, *(True for _ in others))
    assert not any(right[ItemKind.RELATION])


def test_one_event_of_the_gold_makes_one_found_right(annotation: Annotation) -> None:
    first = annotation.events[0]
    twice = replace(annotation, events=(first, replace(first, id="again")))
    assert sum(right_items(annotation, twice)[ItemKind.EVENT]) == 1


def test_items_given_the_same_are_compared_with_how_many_are_right() -> None:
    answers = [(0.75, True), (0.75, True), (0.75, False), (0.75, True), (0.95, False)]
    bins = reliability(answers)
    assert [(each.items, each.given, each.right) for each in bins] == [(4, 0.75, 0.75), (1, 0.95, 0.0)]
    assert calibration_error(bins) == pytest.approx(0.95 / 5)


def test_no_document_is_judged_by_what_was_learned_from_it() -> None:
    def document(feature: str, right: bool) -> Judged:
        return Judged(((feature,),) * 9, (right,) * 9)

    answers = judge_by_folds([document("own", True), document("other", False)], folds=2)
    assert {given < 0.5 for given, right in answers if right} == {True}


def test_confidence_learned_from_many_documents_is_what_is_right_of_them() -> None:
    documents = [
        Judged((("good",),) * 8 + (("bad",),) * 8, (True,) * 7 + (False,) * 7 + (True, False)) for _ in range(8)
    ]
    error = calibration_error(reliability(judge_by_folds(documents, folds=4)))
    assert error < 0.1
