"""A SPARQL query from what was asked to the headers of its answer, whichever way it came in and goes out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from api.http.kept_answers import Key
from api.http.negotiation import (
    JSON_LD,
    N_TRIPLES,
    RDF_XML,
    RESULTS_CSV,
    RESULTS_JSON,
    RESULTS_TSV,
    RESULTS_XML,
    TURTLE,
    Format,
    choose_format,
)
from api.http.representation import VARY
from api.pool.terms import PoolAnswer, PoolQuery
from api.scanning.query_scan import Form, QueryScan
from api.scanning.sparql_text import add_base
from api.settings import Settings
from api.sparql.operation import Operation

SOLUTIONS = (RESULTS_JSON, RESULTS_XML, RESULTS_CSV, RESULTS_TSV)
TRIPLES = (
    TURTLE,
    N_TRIPLES,
    Format("jsonld", JSON_LD.media_type, ("application/json", "json")),
    RDF_XML,
)

LIMITS_HEADER = "mithaq-limits"
"""Says within which limits an answer was found; one that would go beyond them is a problem, never a part."""

OUTCOME = "mithaq.outcome"
"""Where the scope of a request has what became of its query already; see `api/quick/answers.py`."""


@dataclass(frozen=True, slots=True)
class PreparedQuery:
    """A query that may be run, and what is known of its answer.

    Attributes:
        content_type: of the answer.
        volatile: whether asking again may give another answer from the same graph.
        limits: within which the answer is found, in words.
    """

    query: PoolQuery
    content_type: str
    volatile: bool
    limits: str

    def asking(self, text: str, settings: Settings, *, seconds: float) -> PreparedQuery:
        """The same with another text for the engine, and less time."""
        query = replace(self.query, text=add_base(text, settings.base_iri), seconds=seconds)
        limits = f"{self.limits}, service-rows={settings.max_service_rows}, service-bytes={settings.max_service_bytes}"
        return replace(self, query=query, limits=limits)

    @property
    def key(self) -> Key:
        """What the answer depends on."""
        query = self.query
        graphs = query.graphs, query.default_graphs, query.named_graphs
        return query.text, query.solutions, query.triples, graphs, query.seconds

    def headers(self, answer: PoolAnswer, written: int) -> dict[str, str]:
        """The headers of an answer, where the store had been written up to a version when it was asked for."""
        headers = {**VARY, LIMITS_HEADER: self.limits}
        # An answer from before the newest write must not be kept as one from after it.
        if self.volatile or answer.version < written:
            headers["cache-control"] = "no-store"
        return headers


def prepare_query(
    operation: Operation, scan: QueryScan, settings: Settings, *, accept: str | None, version: int
) -> PreparedQuery:
    """Make what was asked ready for a worker.

    Args:
        operation: what was asked.
        scan: what its tokens say.
        settings: of the service.
        accept: the header.
        version: of the store that its client must see at least.

    Raises:
        FormatError: none of the formats that there are is acceptable.
    """
    chosen = _choose(scan.form, accept, operation.format)
    triples = scan.form is Form.TRIPLES
    query = PoolQuery(
        text=add_base(operation.query, settings.base_iri),
        solutions=RESULTS_JSON.media_type if triples else chosen.media_type,
        triples=chosen.media_type if triples else TURTLE.media_type,
        graphs=scan.graphs,
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
        seconds=operation.seconds,
        version=version,
    )
    seconds = min(operation.seconds or settings.query_timeout, settings.query_timeout)
    limits = f"seconds={seconds:g}, result-bytes={settings.max_result_bytes}"
    return PreparedQuery(query, chosen.content_type, scan.volatile, limits)


@lru_cache(maxsize=256)  # clients of one kind send one header
def _choose(form: Form | None, accept: str | None, wanted: str | None) -> Format:
    """The format of the answer; of a query in no form any will do, for the engine will say what is wrong with it."""
    if form is None:
        return RESULTS_JSON
    return choose_format(TRIPLES if form is Form.TRIPLES else SOLUTIONS, accept=accept, wanted=wanted)
