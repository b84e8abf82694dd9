import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.text.normalisation import fold, fold_key, fold_text, strip_marks
from ontology.model import Span

TEXTS = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("ءأإآٱىةؤئلاوـًَُِّْٰ\u200f\u200cﻻﷲک ۱٢'’é"))
)


@pytest.mark.parametrize(
    ("spellings", "key"),
    [
        (("إلى", "الي", "ٱلى", "إلــى", "إِلَى", "\u200fإلى", "إلی"), "الي"),
        (("الآن", "الان", "ﺍﻵﻥ"), "الان"),
        (("سفارة", "سفاره", "سِفَارَةٌ"), "سفاره"),
        (("مسؤول", "مسئول"), "مسؤول"),
        (("فيينا", "ڤيينا"), "فيينا"),
        (("القرار ٢٤٢", "القرار ۲۴۲", "القرار\u00a0242", "القرار  242 "), "القرار 242"),
        (("Türkiye", "TURKIYE", "Turkiye"), "turkiye"),
        (("Côte d’Ivoire", "Cote d'Ivoire"), "cote d'ivoire"),
    ],
)
def test_spellings_of_one_word_have_one_key(spellings: tuple[str, ...], key: str) -> None:
    assert {fold_key(spelling) for spelling in spellings} == {key}


@pytest.mark.parametrize(("one", "other"), [("سؤال", "سوال"), ("بئر", "بير"), ("سماء", "سما"), ("كرد", "قرد")])
def test_letters_that_part_words_are_kept(one: str, other: str) -> None:
    assert fold_key(one) != fold_key(other)


def test_decomposed_hamza_is_the_letter_that_it_makes() -> None:
    assert fold(unicodedata.normalize("NFD", "مؤتمر أئمة")).text == fold("مؤتمر أئمة").text


@given(TEXTS)
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    folded = fold(text).text
    assert fold(folded).text == folded
    assert fold_text(text) == folded
    assert fold_key(fold_key(text)) == fold_key(text)


@given(TEXTS)
def test_offsets_are_in_order_and_inside_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.offsets) == len(folded.ends)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.offsets, folded.ends, strict=True))


@given(TEXTS, TEXTS, TEXTS)
def test_a_word_found_in_the_folded_text_is_the_word_of_the_original(before: str, word: str, after: str) -> None:
    whole = fold(f"{before} س{word}س {after}")
    inner = f"س{word}س"
    start = len(fold(before + " ").text)
    span = whole.span(start, start + len(fold(inner).text))
    assert fold(span.of(f"{before} {inner} {after}")).text == fold(inner).text


def test_a_span_takes_the_marks_on_its_last_letter_and_no_sign_of_direction() -> None:
    text = "قالَ\u200f مؤكّدًا"
    folded = fold(text)
    assert folded.span(0, 3) == Span(0, 4)
    assert folded.span(4, 9).of(text) == "مؤكّدًا"
    assert folded.span(2, 2) == Span(2, 2)


def test_taking_off_marks_leaves_the_letters_as_they_are() -> None:
    assert strip_marks("أُلقيَ إلى السفـــارة").text == "ألقي إلى السفارة"
