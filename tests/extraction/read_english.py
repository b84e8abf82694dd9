"""Reads English sentences for the tests: phrases, predicates, participants, without the models that choose events."""

from functools import cache

from extraction.document_reading import DocumentReading
from extraction.events.drafts import Draft
from extraction.readers import Reader, load_english
from extraction.text.clitics import load_segmenter
from ontology.catalog import Catalog, load_catalog
from ontology.model import Document


@cache
def catalog() -> Catalog:
    """The shipped register."""
    return load_catalog()


@cache
def reader() -> Reader:
    """The shipped reader of English."""
    return load_english(catalog())


def read(text: str, published: str | None = "2018-04-01") -> DocumentReading:
    """A document read up to the drafts of its events."""
    reading = DocumentReading(catalog(), reader(), load_segmenter(), Document("test", text, "en", None, published))
    reading.read()
    return reading


def drafts_of(text: str, published: str | None = "2018-04-01") -> tuple[Draft, ...]:
    """The drafts of a text, in order."""
    return tuple(read(text, published).drafts)


def told(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Class, actors and recipients of the drafts, as the grammar finds them; who is not in the register by name."""
    reading = read(text)
    cast = reading.linker.cast

    def names(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(i if cast[i].register else cast[i].name_en or i for i in ids)

    return [
        (draft.event_class.value, names(draft.candidate.actor.actors), names(draft.candidate.recipient.actors))
        for draft in reading.drafts
    ]


def ties_of(text: str) -> set[tuple[str, str, str]]:
    """The relations that a text states; an actor without register entry goes by its name."""
    reading = read(text)
    cast = reading.linker.cast

    def name(actor: str) -> str:
        return actor if cast[actor].register else cast[actor].name_en or actor

    return {(name(tie.subject), tie.predicate.value, name(tie.object)) for tie in reading.linker.ties}


def actors_of(text: str) -> set[str]:
    """All whom a text speaks of: ids of the register, else English names."""
    return {actor.id if actor.register else actor.name_en or actor.id for actor in read(text).linker.cast}
