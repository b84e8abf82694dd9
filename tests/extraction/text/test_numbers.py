import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.text.numbers import find_numbers, load_number_grammar
from ontology.model import Span

GRAMMARS = {language: load_number_grammar(language) for language in ("ar", "en")}


def read(text: str, language: str = "ar") -> list[tuple[str, int | float, bool]]:
    mentions = find_numbers(text, [Span(0, len(text))], grammar=GRAMMARS[language])
    return [(mention.span.of(text), mention.value, mention.exact) for mention in mentions]


@pytest.mark.parametrize(
    ("text", "said", "value"),
    [
        ("طرد 23 دبلوماسيا", "23", 23),
        ("طرد ٢٣ دبلوماسيا", "٢٣", 23),
        ("في الـ28 دولة", "28", 28),
        ("دبلوماسيين اثنين", "اثنين", 2),
        ("وثمانية أعضاء", "ثمانية", 8),
        ("الأشهر الثلاثة الأخيرة", "ثلاثة", 3),
        ("سبعة عشر جنديا", "سبعة عشر", 17),
        ("إحدى عشرة دولة", "إحدى عشرة", 11),
        ("ثلاثة وعشرين دبلوماسيا", "ثلاثة وعشرين", 23),
        ("مائة وخمسة وعشرون نائبا", "مائة وخمسة وعشرون", 125),
        ("ثلاث مئة جندي", "ثلاث مئة", 300),
        ("خمسمائة لاجئ", "خمسمائة", 500),
        ("ألف وتسعمئة وثلاثة وسبعين", "ألف وتسعمئة وثلاثة وسبعين", 1973),
        ("60 ألف جندي", "60 ألف", 60_000),
        ("سبعة عشر ألفا", "سبعة عشر ألفا", 17_000),
        ("1.5 مليون برميل", "1.5 مليون", 1_500_000),
        ("1,500,000 برميل", "1,500,000", 1_500_000),
        ("2,5 في المئة", "2,5", 2.5),
        ("خمسة ملايين ومئتا ألف", "خمسة ملايين ومئتا ألف", 5_200_000),
        ("مليون و200 ألف", "مليون و200 ألف", 1_200_000),
        ("نصف مليون نازح", "نصف مليون", 500_000),
        ("مليون ونصف المليون دولار", "مليون ونصف المليون", 1_500_000),
        ("أحد الدبلوماسيين الروس", "أحد", 1),
    ],
)
def test_an_arabic_number_has_the_value_it_says(text: str, said: str, value: float) -> None:
    assert read(text)[0] == (said, value, True)


@pytest.mark.parametrize(
    ("text", "said", "value"),
    [
        ("Twenty-three diplomats", "Twenty-three", 23),
        ("one hundred and twenty-three", "one hundred and twenty-three", 123),
        ("60,000 troops", "60,000", 60_000),
        ("half a million people", "half a million", 500_000),
        ("two hundred thousand", "two hundred thousand", 200_000),
        ("a $5bn deal", "5bn", 5_000_000_000),
    ],
)
def test_an_english_number_has_the_value_it_says(text: str, said: str, value: float) -> None:
    assert read(text, "en") == [(said, value, True)]


@pytest.mark.parametrize(
    ("text", "said", "value", "language"),
    [
        ("عشرات القتلى", "عشرات", 10, "ar"),
        ("بمئات الآلاف من المدنيين", "مئات الآلاف", 100_000, "ar"),
        ("آلاف اللاجئين", "آلاف", 1_000, "ar"),
        ("بضعة جنود", "بضعة", 3, "ar"),
        ("ونحو 60 ألف لاجئ", "60 ألف", 60_000, "ar"),
        ("بأكثر من عشرين صاروخا", "عشرين", 20, "ar"),
        ("ما لا يقل عن 12 قتيلا", "12", 12, "ar"),
        ("12 على الأقل", "12", 12, "ar"),
        ("hundreds of thousands of refugees", "hundreds of thousands", 100_000, "en"),
        ("about 200 soldiers", "200", 200, "en"),
    ],
)
def test_a_vague_or_approximate_number_is_not_exact(text: str, said: str, value: int, language: str) -> None:
    assert read(text, language) == [(said, value, False)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("يوم الاثنين ولا أحد", "ar"),
        ("مجموعة 5+1 وطراز أس-400 وF16", "ar"),
        ("في 25/3/2018", "ar"),
        ("النسبة في المئة", "ar"),
        ("القمة الثامنة عشرة", "ar"),
        ("the F-16, the 20th and the 1990s", "en"),
    ],
)
def test_codes_days_and_dates_are_no_counts(text: str, language: str) -> None:
    assert read(text, language) == []


def test_two_counts_side_by_side_stay_two() -> None:
    assert [(value) for _, value, _ in read("3 ملايين و23 سفينة وثلاثة زوارق")] == [3_000_000, 23, 3]


VOCABULARY = "ثلاثة وعشرون مئة ومئة ألف وألف مليون نصف ونصف عشر 5 1.5 نحو أحد الدول ،"


@given(st.lists(st.sampled_from(VOCABULARY.split()), max_size=20))
@settings(max_examples=150, deadline=None)
def test_whatever_the_text_numbers_are_apart_and_not_negative(words: list[str]) -> None:
    text = " ".join(words)
    mentions = find_numbers(text, [Span(0, len(text))], grammar=GRAMMARS["ar"])
    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(mentions))
    assert all(mention.value >= 0 and mention.span.of(text).strip() for mention in mentions)
