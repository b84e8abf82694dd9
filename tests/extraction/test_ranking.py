from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.ranking import LinearModel, load_model, save_model
from extraction.readers import load_models
from ontology.errors import LexiconError

FINITE = st.floats(min_value=-5, max_value=5, allow_nan=False)
NAMES = st.text(alphabet="abc:&-", min_size=1, max_size=6).filter(lambda name: name not in ("threshold", "bias"))


def test_without_weights_nothing_is_known() -> None:
    assert LinearModel({}).probability(["near"]) == 0.5


def test_a_feature_without_a_weight_counts_nothing() -> None:
    model = LinearModel({"near": 1.5})
    assert model.probability(["near", "never-seen"]) == model.probability(["near"])


def test_a_feature_counts_as_often_as_it_is_named() -> None:
    model = LinearModel({"near": 1.0})
    assert model.probability(["near", "near"]) > model.probability(["near"]) > 0.5


def test_the_threshold_itself_is_a_yes() -> None:
    assert LinearModel({}, threshold=0.5).accepts([])
    assert not LinearModel({}, threshold=0.51).accepts([])


@given(st.lists(st.tuples(NAMES, st.floats(allow_nan=False, allow_infinity=False)), max_size=20))
def test_a_probability_stays_between_0_and_1_whatever_the_weights(pairs: list[tuple[str, float]]) -> None:
    assert 0.0 < LinearModel(dict(pairs)).probability([name for name, _ in pairs]) < 1.0


@given(st.dictionaries(NAMES, FINITE, max_size=8), st.floats(min_value=0.01, max_value=0.99))
def test_a_saved_model_is_loaded_to_four_digits(
    tmp_path_factory: pytest.TempPathFactory, weights: dict[str, float], threshold: float
) -> None:
    path = tmp_path_factory.mktemp("model") / "event.tsv"
    save_model(LinearModel(weights, threshold), path)
    loaded = load_model(path)
    assert loaded.threshold == pytest.approx(threshold, abs=5e-4)
    for feature, weight in weights.items():
        assert loaded.weights.get(feature, 0.0) == pytest.approx(weight, abs=1e-4)


def test_a_model_without_a_threshold_is_asked_for_more_than_half(tmp_path: Path) -> None:
    path = tmp_path / "event.tsv"
    path.write_text("feature\tweight\nnear\t1.0\n", encoding="utf-8")
    assert load_model(path) == LinearModel({"near": 1.0}, 0.5)


@pytest.mark.parametrize(("text", "message"), [("near\tmany", "event.tsv:2: 'many'"), ("near", "event.tsv:2: ''")])
def test_a_line_that_is_no_weight_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "event.tsv"
    path.write_text(f"feature\tweight\n{text}\n", encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        load_model(path)
    assert message in str(caught.value)


def test_a_model_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"missing\.tsv"):
        load_model(tmp_path / "missing.tsv")


def test_the_shipped_models_hold_no_words_of_documents() -> None:
    models = load_models()
    for model in (models.actor, models.recipient):
        assert not [feature for feature in model.weights if not feature.isascii()]
    arabic = [feature for feature in models.event.weights if not feature.isascii()]
    assert all(feature.startswith(("lemma:", "proclitic:")) for feature in arabic)


def test_the_shipped_models_have_thresholds_between_0_and_1() -> None:
    models = load_models()
    assert all(0.05 < model.threshold < 0.95 for model in (models.actor, models.recipient, models.event))
