"""Training: examples from annotated documents, logistic regression, thresholds from folds by document."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.pipeline import Extractor
from extraction.training.choices import Choice, fit_choices
from extraction.training.examples import Example, read_example
from extraction.training.logistic import best_threshold, fit
from extraction.training.train_dates import fit_dates, judge_dates, read_dated
from extraction.training.train_ranking import decide, event_rows, train
from ontology.annotation import render_annotation
from ontology.model import Document

STATES = ["بولندا", "كندا", "قطر", "مصر", "الهند", "اليابان", "تركيا", "فرنسا"]


def text_of(number: int) -> str:
    one, two, three = (STATES[(number + step) % len(STATES)] for step in (0, 1, 2))
    return f"طردت {one} السفير الروسي.\nزار وفد من {two} المتحف.\nفرضت {three} عقوبات على إيران، وانتقدت {one} القرار."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, extractor: Extractor) -> Path:
    """Documents annotated by the extractor itself: what training must be able to learn again."""
    folder = tmp_path_factory.mktemp("annotated")
    for number in range(6):
        name, text = f"made-{number}", text_of(number)
        annotation = render_annotation(extractor.extract(Document(name, text, "ar", published="2018-04-01")))
        meta = {"title": None, "language": "ar", "published": "2018-04-01", "source": None}
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        (folder / f"{name}.meta.json").write_text(json.dumps(meta), encoding="utf-8")
        (folder / f"{name}.json").write_text(json.dumps(annotation), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def examples(folder: Path, extractor: Extractor) -> list[Example]:
    return [read_example(extractor, folder, f"made-{number}") for number in range(6)]


def test_every_annotated_event_is_matched_by_a_draft_of_its_own(examples: list[Example]) -> None:
    for example in examples:
        assert len(example.matches) == len(example.gold.events) > 0
        assert len({event.id for event in example.matches.values()}) == len(example.matches)


def test_actors_are_paired_by_what_they_are_called(examples: list[Example]) -> None:
    for example in examples:
        assert all(found == gold for found, gold in example.same.items())
        assert {gold.id for gold in example.gold.actors} == set(example.same.values())


def test_a_document_has_a_row_of_features_for_each_draft(examples: list[Example], extractor: Extractor) -> None:
    trained = train(examples[:2], folds=2)
    assert 0.0 < trained.event.threshold <= 1.0
    assert len(trained.folded) == 2


def test_training_twice_gives_the_same_models(examples: list[Example]) -> None:
    assert train(examples, folds=3) == train(examples, folds=3)


def test_what_was_annotated_is_learned_again(examples: list[Example]) -> None:
    trained = train(examples, folds=3)
    right = total = 0
    for example in examples:
        rows = event_rows(example, decide(example, trained.actor, trained.recipient))
        for at, row in enumerate(rows):
            right += trained.event.accepts(row) == (at in example.matches)
            total += 1
    assert right / total > 0.8


# logistic regression


def test_a_feature_that_always_means_yes_gets_a_positive_weight() -> None:
    rows = [("yes", "noise"), ("no", "noise")] * 20
    model = fit(rows, [True, False] * 20, penalty=0.01)
    assert model.weights["yes"] > 0.5 > -0.5 > model.weights["no"]
    assert model.probability(["yes"]) > 0.8
    assert model.probability(["no"]) < 0.2


def test_a_feature_seen_less_than_three_times_gets_no_weight() -> None:
    model = fit([("rare",), ("common",), ("common",), ("common",)], [True, False, False, True], penalty=0.01)
    assert "rare" not in model.weights
    assert "common" in model.weights


def test_a_penalty_keeps_weights_small() -> None:
    rows, labels = [("yes",), ("no",)] * 10, [True, False] * 10
    assert fit(rows, labels, penalty=1.0).weights["yes"] < fit(rows, labels, penalty=0.01).weights["yes"]


def test_the_bias_is_how_often_the_answer_is_yes() -> None:
    model = fit([("same",)] * 10, [True] * 9 + [False], penalty=1.0)
    assert model.probability([]) > 0.7


def test_a_threshold_parts_what_can_be_parted() -> None:
    assert best_threshold([0.9, 0.8, 0.3, 0.1], [True, True, False, False], missed=0) == 0.8


def test_without_a_yes_the_threshold_is_a_half() -> None:
    assert best_threshold([0.9, 0.8], [False, False], missed=0) == 0.5
    assert best_threshold([], [], missed=3) == 0.5


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30), st.integers(0, 5))
def test_no_threshold_gives_a_better_f1_by_more_than_half_a_percent(
    answers: list[tuple[float, bool]], missed: int
) -> None:
    probabilities, labels = [p for p, _ in answers], [label for _, label in answers]

    def f1(threshold: float) -> float:
        chosen = [label for p, label in answers if p >= threshold]
        return 2 * sum(chosen) / (len(chosen) + sum(labels) + missed) if sum(labels) else 0.0

    threshold = best_threshold(probabilities, labels, missed)
    best = max(f1(p) for p in probabilities)
    assert best == 0.0 or f1(threshold) >= 0.99 * best


def test_a_document_of_more_weight_counts_more() -> None:
    rows, labels = [("here",)] * 10 + [("here",)] * 10, [True] * 10 + [False] * 10
    trusting = fit(rows, labels, [3.0] * 10 + [1.0] * 10, penalty=0.01)
    assert trusting.probability(["here"]) > fit(rows, labels, penalty=0.01).probability(["here"])
    assert best_threshold([0.9, 0.8, 0.1], [True, False, True], 0, [1.0, 1.0, 9.0]) == 0.1


def test_a_choice_is_learned_from_what_the_right_options_share() -> None:
    seen = [Choice((("far", f"odd-{k % 3}"), ("near", f"odd-{k % 2}")), right=1) for k in range(12)]
    model = fit_choices(seen, penalty=0.01)
    assert model.score(("near",)) > model.score(("unseen",)) > model.score(("far",))


def test_the_dates_of_annotated_events_are_learned_again(examples: list[Example]) -> None:
    documents = [read_dated(example) for example in examples]
    model = fit_dates(documents, [1.0] * len(documents))
    right, dated, given, _ = judge_dates(documents, [model] * len(documents))
    assert right == dated > 0
    assert given == 0
