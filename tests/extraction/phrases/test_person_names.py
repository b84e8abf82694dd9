import pytest

from extraction.phrases.person_names import PersonNames
from extraction.text.clitics import load_segmenter
from extraction.text.tokens import tokenize
from ontology.model import Span
from tests.extraction.read_arabic import reader


def names() -> PersonNames:
    return PersonNames(reader().pack, reader().lexicon)


def extent(text: str, *, apart: bool = False) -> str | None:
    tokens = tokenize(text, Span(0, len(text)), load_segmenter())
    last = names().extent(tokens, 0, frozenset(), apart=apart)
    return None if last is None else text[: tokens[last].span.end]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ساولي نينيستو إن", "ساولي نينيستو"),
        ("ستافان دي ميستورا قد", "ستافان دي ميستورا"),
        ("ناصر بوريطة في", "ناصر بوريطة"),
        ("تسيبراس في خطاب", "تسيبراس"),
        ("في خطاب", None),
        ("الحكومة قالت", None),
        ("علي رضا بهروزي في", "علي رضا بهروزي"),
        ("على رضا الجميع", None),
        ("عبد القوي أحمد ناصر", "عبد القوي أحمد ناصر"),
        ("كريم كاي في", "كريم كاي"),
        ("ناصر في", None),
    ],
)
def test_a_name_ends_before_the_first_ordinary_word(text: str, name: str | None) -> None:
    assert extent(text) == name


def test_one_word_behind_a_comma_is_no_name_where_it_may_be_an_adverb() -> None:
    assert extent("متفائلا بالنتائج", apart=True) is None
    assert extent("تسيبراس في خطاب", apart=True) == "تسيبراس"


def test_a_preposition_may_be_written_with_a_given_name() -> None:
    tokens = tokenize("لحسين بشار", Span(0, 10), load_segmenter())
    assert [names().is_joined(token) for token in tokens] == [True, False]


def test_fathers_and_house_belong_to_a_name() -> None:
    text = "بن عبد الله آل ثاني في الدوحة"
    tokens = tokenize(text, Span(0, len(text)), load_segmenter())
    end = names().lineage(tokens, 0)
    assert text[: tokens[end - 1].span.end] == "بن عبد الله آل ثاني"


def test_function_words_and_given_names_are_told_from_surnames() -> None:
    assert names().is_function_word("علي")
    assert names().is_ordinary("سلام")
    assert names().is_given("سلام")
    assert not names().is_ordinary("تسيبراس")
