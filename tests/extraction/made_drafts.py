"""Drafts of sentences that the tests make up."""

from functools import lru_cache

from extraction.document_reading import DocumentReading
from extraction.events.drafts import Draft
from extraction.pipeline import Extractor, load_extractor
from ontology.catalog import load_catalog
from ontology.model import Document


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    return load_extractor(load_catalog())


def read(text: str, published: str | None = None, language: str = "ar") -> DocumentReading:
    reading = extractor().begin(Document("made-up", text, language, None, published, None))
    reading.read()
    return reading


def draft_at(text: str, trigger: str, published: str | None = None) -> Draft:
    """The draft whose trigger is the last occurrence of a word, clitics aside."""
    at = text.rindex(trigger)
    found = [d for d in read(text, published).drafts if at <= d.trigger.start < at + len(trigger)]
    assert found, f"no draft at {trigger}"
    return found[0]
