"""What every way into the graph over HTTP works with, put together once in `api/app.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from api.access.tokens import Tokens
from api.fetching import Fetcher
from api.http.kept_answers import KeptAnswers
from api.lookups import Lookups
from api.number_reading import NumberReader
from api.pool.query_pool import QueryPool
from api.running.operations import RunningQueries
from api.running.own_writes import OwnWrites
from api.running.turns import Turns
from api.running.writing import Writer
from api.settings import Settings
from graph.store import Store
from ontology.model import Annotation, Document
from shapes.validation import Gate


class DocumentExtractor(Protocol):
    """Reads a document: `extraction.pipeline.Extractor`, or anything that makes annotations."""

    def extract(self, document: Document) -> Annotation:
        """Say what a document says."""
        ...


@dataclass(frozen=True, slots=True)
class Service:
    """The parts of the service.

    Attributes:
        extractor: None where the service only answers.
        lookups: answers that are ready.
        tokens: who may write.
        writer: lets one write at a time.
        reading: turns at the extractor.
        numbers: reads those of a quote.
        running: queries and updates that run just now.
        fetcher: fetches what LOAD names.
        own_writes: who has just written.
        kept: answers for those who ask the same again.
        start: a number that no other start of the service has, for what a client may keep no longer than that.
    """

    settings: Settings
    store: Store
    gate: Gate
    pool: QueryPool
    extractor: DocumentExtractor | None
    start: str
    lookups: Lookups
    tokens: Tokens
    writer: Writer
    reading: Turns
    numbers: NumberReader
    running: RunningQueries
    fetcher: Fetcher
    own_writes: OwnWrites
    kept: KeptAnswers
