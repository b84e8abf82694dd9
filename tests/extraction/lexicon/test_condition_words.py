"""Words of a condition: found whatever they carry, the longest first."""

import pytest

from extraction.lexicon.condition_words import ConditionWords, noun_stems
from extraction.text.clitics import load_segmenter
from extraction.text.normalisation import fold_key
from extraction.text.tokens import Token, tokenize
from ontology.model import Span


def tokens_of(text: str) -> tuple[Token, ...]:
    return tokenize(text, Span(0, len(text)), load_segmenter())


def last_at(phrases: list[str], text: str, *, at: int = 0, behind: bool = False) -> int | None:
    return ConditionWords(map(fold_key, phrases)).last_at(tokens_of(text), at, behind=behind)


@pytest.mark.parametrize(
    "written", ["اتفاق", "الاتفاق", "والاتفاق", "بالاتفاق", "للاتفاق", "اتفاقا", "اتفاقين", "اتفاقه"]
)
def test_a_word_is_found_with_clitics_article_and_endings(written: str) -> None:
    assert last_at(["اتفاق"], written) == 0


@pytest.mark.parametrize("written", ["اتفاقية", "اتفقوا", "2018", "."])
def test_another_word_is_not_found(written: str) -> None:
    assert last_at(["اتفاق"], written) is None


def test_a_phrase_is_found_up_to_its_last_word() -> None:
    assert last_at(["قوات حفظ السلام"], "وقوات حفظ السلام") == 2
    assert last_at(["قوات حفظ السلام"], "وقوات حفظ") is None


def test_of_several_that_match_the_longest_counts_in_whatever_order_they_come() -> None:
    assert last_at(["قوات", "قوات حفظ"], "قوات حفظ السلام") == 1
    assert last_at(["قوات حفظ", "قوات"], "قوات حفظ السلام") == 1


def test_a_word_with_a_plus_sign_must_stand_right_behind_the_trigger() -> None:
    assert last_at(["+off"], "off", behind=True) == 0
    assert last_at(["+off"], "off") is None


def test_a_number_and_a_sign_are_only_themselves() -> None:
    assert [noun_stems(token) for token in tokens_of("2018.")] == [{"2018"}, {"."}]


def test_a_word_of_marks_alone_has_no_letters_to_take_off() -> None:
    assert noun_stems(tokens_of("ـــ")[0]) == {""}
