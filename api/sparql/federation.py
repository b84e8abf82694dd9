"""SERVICE, by a question of our own: its endpoint is asked first, and what it answers is data of the query then.

SPARQL 1.1 Federated Query (W3C, 2013): a clause is its pattern's solutions at the endpoint, joined with what stands
beside it. The engine would ask any host by itself; here only the hosts that the settings name are asked, through
`fetching`, and the engine never sees a SERVICE.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urljoin

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from api.errors import FetchError, ForbiddenError, RequestError, TooLargeError
from api.pool.terms import out_of_time
from api.running.operations import Work
from api.scanning.query_scan import locate, scan_query
from api.scanning.service_clauses import FilledText, ServiceClause, fill_clauses, find_services
from api.service import Service
from ontology.errors import QueryError

_MOST_CLAUSES = 10
_NOTHING = "VALUES () { () }"
"""The solution of a clause that is SILENT and fails: one that binds nothing (section 2.4)."""

_Binding: TypeAlias = Mapping[str, Mapping[str, str]]


async def fill_services(text: str, request: Request, service: Service, *, seconds: float) -> FilledText:
    """A query or an update in which every SERVICE is the data that it stands for.

    Args:
        text: of which the tokens have been looked at.
        request: of the client; when it goes away nobody is asked any longer.
        service: whose fetcher asks.
        seconds: that asking may take.

    Raises:
        QueryError: a clause cannot be read.
        ForbiddenError: one names what must not be asked.
        FetchError: one fails, and is not SILENT.
        TooLargeError: there are too many, or one brings too much.
        DeadlineError: the time is over.
    """
    clauses = find_services(text, base=service.settings.base_iri)
    _refuse(text, clauses)
    deadline = time.monotonic() + seconds
    fillings = []
    for clause in clauses:
        left = deadline - time.monotonic()
        if left <= 0:
            raise out_of_time(seconds)
        asking = _ask(clause, service, left)
        fillings.append(await service.running.run(request, Work.QUERY, text, asking))
    return fill_clauses(text, clauses, fillings)


def _refuse(text: str, clauses: Sequence[ServiceClause]) -> None:
    """Refuse what is not to be asked, before anybody is.

    Raises:
        TooLargeError: there are too many.
        ForbiddenError: one has a variable for its endpoint, or another reader of the text might find one more.
        QueryError: a prefix is not declared.
    """
    if len(clauses) > _MOST_CLAUSES:
        raise TooLargeError(f"{len(clauses)} services are to be asked, and {_MOST_CLAUSES} are at most")
    for clause in clauses:
        if clause.endpoint is None:
            place = locate(text, clause.start)
            raise ForbiddenError(
                f"SERVICE (line {place.line}, column {place.column}) is refused: name its endpoint, "
                "as in SERVICE <https://...>; which one a variable stands for is known too late"
            )
    without = fill_clauses(text, clauses, [_NOTHING] * len(clauses)).text
    if (hidden := scan_query(without)).service is not None or hidden.ambiguous:
        raise ForbiddenError("SERVICE is refused where it can be read in two ways: put spaces around it")
    if (undeclared := scan_query(text).undeclared) is not None:
        prefix, place = undeclared
        told = f"the prefix {prefix}: is not declared; add PREFIX {prefix}: <…>"
        raise QueryError(f"line {place.line}, column {place.column}: {told}", line=place.line, column=place.column)


async def _ask(clause: ServiceClause, service: Service, seconds: float) -> str:
    """The data that a clause stands for, as SPARQL."""
    endpoint, settings = clause.endpoint or "", service.settings
    try:
        fetched = await service.fetcher.ask(endpoint, clause.query, limit=settings.max_service_bytes, seconds=seconds)
        nodes = urljoin(settings.base_iri, f"/.well-known/genid/{secrets.token_hex(8)}-")
        reader = _Reader(endpoint, clause.variables, settings.max_service_rows, nodes)
        return await run_in_threadpool(reader.read, fetched.content)
    except ForbiddenError:
        raise
    except RequestError:
        if clause.silent:
            return _NOTHING
        raise


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads an endpoint's answer (SPARQL 1.1 Query Results JSON Format).

    Attributes:
        variables: that are taken; an endpoint may not bind others.
        most: rows at most.
        nodes: what the IRI of a blank node begins with: a node of an answer is none of the store's, and VALUES has
            no way to say one (RDF 1.1 Concepts, section 3.5).
    """

    endpoint: str
    variables: frozenset[str]
    most: int
    nodes: str

    def read(self, content: bytes) -> str:
        """The answer as a VALUES block.

        Raises:
            FetchError: it is none.
            TooLargeError: it has too many rows.
        """
        try:
            answer = json.loads(content)
            told, rows = answer["head"]["vars"], answer["results"]["bindings"]
            names = [name for name in dict.fromkeys(told) if name in self.variables]
            if len(rows) > self.most:
                raise TooLargeError(
                    f"<{self.endpoint}> answers SERVICE with {len(rows):,} rows, and {self.most:,} are read at most: "
                    "narrow its pattern, or put a SELECT with LIMIT into it"
                )
            return "\n".join(self._write(names, rows))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise FetchError(f"<{self.endpoint}> does not answer SERVICE with SPARQL results: {error!r}") from error

    def _write(self, names: Sequence[str], rows: Iterable[_Binding]) -> Iterator[str]:
        yield f"VALUES ({' '.join(f'?{name}' for name in names)}) {{"
        numbers: dict[str, int] = {}
        for row in rows:
            yield f"({' '.join(self._write_term(row.get(name), numbers) for name in names)})"
        yield "}"

    def _write_term(self, term: Mapping[str, str] | None, numbers: dict[str, int]) -> str:
        if term is None:
            return "UNDEF"
        value = term["value"]
        match term["type"]:
            case "uri":
                return str(ox.NamedNode(value))
            case "bnode":
                return str(ox.NamedNode(f"{self.nodes}{numbers.setdefault(value, len(numbers))}"))
            case "literal" | "typed-literal":
                if language := term.get("xml:lang"):
                    return str(ox.Literal(value, language=language))
                return str(
                    ox.Literal(value, datatype=ox.NamedNode(term["datatype"]))
                    if "datatype" in term
                    else ox.Literal(value)
                )
        raise ValueError(f"a term of type {term['type']!r}")
