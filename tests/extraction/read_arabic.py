"""Reads Arabic sentences for the tests: phrases, actors and relations, without the models that choose events."""

from functools import cache

from extraction.actors.offices import narrated_years
from extraction.document_reading import DocumentReading
from extraction.phrases.phrase import Phrase, Sentence
from extraction.phrases.told_names import ToldNames
from extraction.readers import Reader, load_arabic
from extraction.text.clitics import load_segmenter
from extraction.text.normalisation import fold
from extraction.text.tokens import tokenize
from ontology.catalog import Catalog, load_catalog
from ontology.model import Actor, Document, Span


@cache
def catalog() -> Catalog:
    """The shipped register."""
    return load_catalog()


@cache
def reader() -> Reader:
    """The shipped reader of Arabic."""
    return load_arabic(catalog())


def phrases_of(text: str, *, told: ToldNames | None = None) -> tuple[Phrase, ...]:
    """The phrases of one sentence; only persons named in full in it, or told before, may go by their surname."""
    names = reader().gazetteer.find(fold(text))
    tokens = tokenize(text, Span(0, len(text)), load_segmenter(), whole=tuple(name.span for name in names))
    expected = reader().phrases.expected_persons(names, text, frozenset(), {})
    return reader().phrases.find(Sentence(0, Span(0, len(text)), tokens), names, expected, told or ToldNames())


def read(text: str, published: str | None = "2018-04-01") -> DocumentReading:
    """A document read up to the drafts of its events."""
    reading = DocumentReading(catalog(), reader(), load_segmenter(), Document("test", text, "ar", None, published))
    reading.read()
    linker = reading.linker
    years = narrated_years(text, published)
    reading.r.names_say.presupposed(linker.cast, linker.ties, reading.mentions, linker.serving, years)
    return reading


def actors_of(text: str, published: str | None = "2018-04-01") -> dict[str, Actor]:
    """All whom a document speaks of, by id."""
    return {actor.id: actor for actor in read(text, published).linker.cast}


def relations_of(text: str, published: str | None = "2018-04-01") -> set[tuple[str, str, str]]:
    """The relations that a document states; an actor without register entry goes by its Arabic name."""
    reading = read(text, published)
    cast = reading.linker.cast

    def name(actor: str) -> str:
        return actor if cast[actor].register else cast[actor].name_ar or actor

    return {(name(tie.subject), tie.predicate.value, name(tie.object)) for tie in reading.linker.ties}
