import pytest

from tests.extraction.parsed_sentences import parse_sentence, predicates_of


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("طرد السفير", ("طرد", "طرد", "perfect")),
        ("بعد طرد السفير", ("طرد", "طرد", "masdar")),
        ("إعلان طرد السفير", ("طرد", "طرد", "masdar")),
        ("قررت مصر طرد السفير", ("طرد", "طرد", "masdar")),
        ("عاد السفير، طرد الوزير", ("طرد", "طرد", "perfect")),
        ("الطرد مرفوض", ("الطرد", "طرد", "masdar")),
        ("لم تطرد مصر السفير", ("تطرد", "طرد", "imperfect")),
        ("ستطرد مصر السفير", ("ستطرد", "طرد", "imperfect")),
        ("السفير المطرود عاد", ("المطرود", "طرد", "passive")),
    ],
)
def test_a_word_that_may_be_verb_or_noun_is_read_by_its_place(text: str, reading: tuple[str, str, str]) -> None:
    assert reading in predicates_of(text)


def test_names_are_no_predicates() -> None:
    assert predicates_of("السفير الأمريكي في باريس") == []


def test_the_words_of_an_ordinary_noun_phrase_are_no_verbs() -> None:
    assert "ضيق" not in [surface for surface, _, _ in predicates_of("على نطاق ضيق")]


def test_a_verb_keeps_its_other_readings() -> None:
    parsed = parse_sentence("طرد السفير")
    parts = [reading.form.part.value for reading in parsed.predicates[0].readings]
    assert parts[0] == "perfect"
    assert "masdar" in parts


def test_a_predicate_is_found_by_its_token() -> None:
    parsed = parse_sentence("بعد طرد السفير")
    found = parsed.predicate_at(1)
    assert found is not None
    assert found.reading.form.lemma == "طرد"
    assert parsed.predicate_at(0) is None


def test_a_sentence_without_words_has_no_predicates() -> None:
    assert predicates_of("... 2014 !") == []
