import pytest

from extraction.lexicon.forms import Part
from extraction.lexicon.index import Reading
from extraction.text.clitics import load_segmenter
from extraction.text.tokens import tokenize
from ontology.model import Span
from tests.extraction.read_arabic import reader


def readings(word: str) -> tuple[Reading, ...]:
    (token,) = tokenize(word, Span(0, len(word)), load_segmenter())
    return reader().lexicon.readings(token)


def lemmas(word: str) -> set[tuple[str, str]]:
    return {(reading.form.lemma, reading.form.part.value) for reading in readings(word)}


@pytest.mark.parametrize(
    ("word", "lemma", "part"),
    [
        ("طردت", "طرد", "perfect"),
        ("وستطردهم", "طرد", "imperfect"),
        ("بطرد", "طرد", "masdar"),
        ("والزيارات", "زار", "masdar"),
        ("زيارته", "زار", "masdar"),
        ("المطرودين", "طرد", "passive"),
        ("للحروب", "حرب", "noun"),
        ("ٱلطَّرْد", "طرد", "masdar"),
        ("طــرد", "طرد", "masdar"),
    ],
)
def test_a_word_leads_to_its_lemma_through_clitics_vowels_and_tatweel(word: str, lemma: str, part: str) -> None:
    assert (lemma, part) in lemmas(word)


def test_a_verb_takes_no_article_and_no_preposition() -> None:
    assert {part for _, part in lemmas("الطرد")} == {"masdar"}
    assert "perfect" not in {part for _, part in lemmas("بطرد")}


def test_only_an_imperfect_is_future() -> None:
    (reading,) = [r for r in readings("ستطرد") if r.form.lemma == "طرد"]
    assert reading.future
    assert reading.form.part is Part.IMPERFECT


def test_the_reading_that_cuts_off_least_comes_first() -> None:
    assert readings("وقع")[0].conjunction == ""
    assert readings("يتهم")[0].form.lemma == "اتهم"
    assert readings("يتهم")[0].enclitic == ""


def test_a_final_teh_marbuta_is_no_pronoun() -> None:
    assert [r for r in readings("أسلحة") if r.enclitic] == []
    assert [r.enclitic for r in readings("زيارته")] == ["ه"]


def test_a_feminine_noun_has_another_form_before_a_pronoun() -> None:
    assert lemmas("زيارت") == set()
    assert ("زار", "masdar") in lemmas("زيارتها")


def test_numbers_punctuation_and_unknown_words_have_no_reading() -> None:
    assert readings("2014") == readings("،") == readings("قلنسوة") == ()


def test_the_lexicon_knows_forms_without_clitics() -> None:
    assert reader().lexicon.knows("طردت")
    assert not reader().lexicon.knows("وطردت")
