"""The stages of reading in order: a document in, an annotation out.

names -> tokens -> phrases -> linking -> predicates -> frames -> attribution -> drafts; then, with the models,
participants -> selection -> treaties, disputes, relations.
"""

from __future__ import annotations

from collections.abc import Mapping

from extraction.document_reading import DocumentReading
from extraction.readers import Models, Reader, load_arabic, load_english, load_models
from extraction.text.clitics import Segmenter, load_segmenter
from ontology.catalog import Catalog
from ontology.errors import DocumentError
from ontology.model import Annotation, Document


class Extractor:
    """Reads documents in the languages that have a pack. Made once; reading changes nothing in it."""

    def __init__(self, catalog: Catalog, readers: Mapping[str, Reader], segmenter: Segmenter, models: Models) -> None:
        self._catalog = catalog
        self._readers = readers
        self._segmenter = segmenter
        self._models = models

    def extract(self, document: Document) -> Annotation:
        """Read a document.

        Raises:
            DocumentError: there is no pack for its language.
        """
        reading = self.begin(document)
        reading.read()
        return reading.decide(self._models)

    def begin(self, document: Document) -> DocumentReading:
        """A reading of a document whose decisions are still open; what training looks at."""
        reader = self._readers.get(document.language)
        if reader is None:
            known = ", ".join(sorted(self._readers))
            raise DocumentError(f"{document.name}: no language pack for {document.language!r}; there is {known}")
        return DocumentReading(self._catalog, reader, self._segmenter, document)


def load_extractor(catalog: Catalog) -> Extractor:
    """An extractor for all languages that have a pack."""
    readers = {"ar": load_arabic(catalog), "en": load_english(catalog)}
    return Extractor(catalog, readers, load_segmenter(), load_models())
