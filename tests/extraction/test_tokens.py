from extraction.clitics import load_segmenter
from extraction.tokens import Token, TokenKind, tokenize
from ontology.model import Span


def read(text: str, *whole: Span) -> tuple[Token, ...]:
    return tokenize(text, Span(0, len(text)), load_segmenter(), whole=whole)


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
