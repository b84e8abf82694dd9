"""Sentences of the tests with their tokens, clauses, phrases and predicates, before any event is read."""

from extraction.clauses.predicates import Parsed, parse
from extraction.document_reading import DocumentReading
from extraction.phrases.phrase import Sentence
from extraction.phrases.told_names import ToldNames
from extraction.text.normalisation import fold
from extraction.text.tokens import TokenKind, tokenize
from ontology.model import Document, Span
from tests.extraction import made_drafts


def parse_sentence(text: str) -> Parsed:
    """One sentence, parsed as the first of a document."""
    reading: DocumentReading = made_drafts.extractor().begin(Document("made-up", text, "ar"))
    span = Span(0, len(text))
    names = reading.r.gazetteer.find(fold(text), text)
    tokens = tokenize(text, span, reading.segmenter, whole=tuple(name.span for name in names))
    sentence = Sentence(0, span, tokens)
    expected = reading.r.phrases.expected_persons(names, text, frozenset(), {})
    linked = reading.linker.link(reading.r.phrases.find(sentence, names, expected, ToldNames()))
    return parse(sentence, linked, reading.r.grammar)


def clauses_of(text: str) -> list[str]:
    """The words of each clause of a sentence."""
    parsed = parse_sentence(text)
    words: dict[int, list[str]] = {}
    for token, number in zip(parsed.sentence.tokens, parsed.clauses, strict=True):
        if token.kind is not TokenKind.PUNCTUATION:
            words.setdefault(number, []).append(token.surface)
    return [" ".join(part) for part in words.values()]


def predicates_of(text: str) -> list[tuple[str, str, str]]:
    """The predicates of a sentence: surface, lemma and part of the paradigm."""
    parsed = parse_sentence(text)
    return [(parsed.sentence.tokens[p.at].surface, p.reading.form.lemma, p.part.value) for p in parsed.predicates]
