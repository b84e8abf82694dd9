import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.text.clitics import load_segmenter
from extraction.text.tokens import Token, TokenKind, tokenize
from ontology.model import Span

SEGMENTER = load_segmenter()


def read(text: str, *whole: Span) -> tuple[Token, ...]:
    return tokenize(text, Span(0, len(text)), SEGMENTER, whole=whole)


def test_words_numbers_and_punctuation_are_tokens_of_their_kind() -> None:
    tokens = read("طرد 23 دبلوماسيا، S-400 و1.5 مليون (U.S.)...")
    assert [token.surface for token in tokens] == [
        "طرد", "23", "دبلوماسيا", "،", "S-400", "و", "1.5", "مليون", "(", "U.S.", ")", "...",
    ]  # fmt: skip
    assert [token.surface for token in tokens if token.kind is TokenKind.NUMBER] == ["23", "1.5"]
    assert [token.surface for token in tokens if token.kind is TokenKind.PUNCTUATION] == ["،", "(", ")", "..."]


def test_spans_are_those_of_the_text_even_with_marks_and_tatweel() -> None:
    text = "وَالـــحِلفُ 2014"
    word, number = read(text)
    assert word.span.of(text) == word.surface == "وَالـــحِلفُ"
    assert word.stem_span.of(text) == "حِلفُ"
    assert (word.proclitics, word.article, word.stem) == (("و",), True, "حلف")
    assert number.span.of(text) == "2014"


def test_a_name_found_before_is_the_stem_and_letters_before_it_are_proclitics() -> None:
    text = "وبلامار قابل فالنتينو"
    tokens = read(text, Span(2, 7), Span(13, 21))
    assert [token.stem for token in tokens] == ["لامار", "قابل", "فالنتينو"]
    assert tokens[0].proclitics == ("و", "ب")
    assert tokens[2].proclitics == ()


def test_an_english_possessive_is_the_enclitic() -> None:
    tokens = read("Egypt's army didn’t leave the Houthis' port")
    assert [(token.stem, token.enclitic) for token in tokens if token.enclitic] == [
        ("egypt", "'s"),
        ("did", "n't"),
    ]


def test_a_preposition_alone_before_a_quotation_or_a_number_is_a_word() -> None:
    tokens = read('وبـ"حل" في الـ28 دولة')
    assert [(token.stem, token.proclitics) for token in tokens if token.kind is TokenKind.WORD] == [
        ("ب", ("و",)),
        ("حل", ()),
        ("في", ()),
        ("ال", ()),
        ("دوله", ()),
    ]


def test_an_enclitic_is_kept_apart_from_the_stem_with_its_marks() -> None:
    text = "بِسفارتِها"
    (token,) = read(text)
    assert (token.proclitics, token.stem, token.enclitic) == (("ب",), "سفارت", "ها")
    assert token.stem_span.of(text) == "سفارتِ"


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("ﺍﻟﺤﻠﻒ", ["حلف"]),
        ("الحلـ\u200dف\u200f", ["حلف"]),
        ("Sino-Soviet G20 F-16", ["sino-soviet", "g20", "f-16"]),
        ("روسيا-الناتو", ["روسيا", "-", "ناتو"]),
        ("Москва", ["москва"]),
    ],
)
def test_words_of_any_spelling_and_script_are_words(text: str, stems: list[str]) -> None:
    assert [token.stem for token in read(text)] == stems


@given(st.text(st.sampled_from("البتوفسكهمن ةىءًـ\u200f09٣.,،/-'’aUsSéЖ\n«»\"()"), max_size=80))
@settings(deadline=None)
def test_every_visible_character_is_in_exactly_one_token(text: str) -> None:
    tokens = read(text)
    assert all(token.span.of(text) == token.surface for token in tokens)
    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(tokens))
    seen = {at for token in tokens for at in range(token.span.start, token.span.end)}
    assert all(at in seen or text[at].isspace() or text[at] == "\u200f" for at in range(len(text)))
    for token in tokens:
        assert token.span.start <= token.stem_span.start <= token.stem_span.end <= token.span.end
