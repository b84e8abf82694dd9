"""LOAD, by a fetch of our own: what it names is fetched and read first, and is data of the update then."""

from __future__ import annotations

from starlette.requests import Request

from api.errors import FetchError, ForbiddenError, RequestError
from api.running.operations import Work
from api.scanning.update_operations import Load, find_loads
from api.scanning.update_scan import UpdateScan, silence_loads
from api.service import Service
from api.settings import Settings
from ontology.errors import QueryError

_NOTHING = "DELETE DATA{}"


def refuse_loads(text: str, scan: UpdateScan, settings: Settings) -> str:
    """An update whose LOADs may be looked at further; where no host is allowed a LOAD SILENT does nothing.

    Raises:
        ForbiddenError: there is a LOAD, and nothing may be fetched.
    """
    if not scan.loads and scan.load is None:
        return text
    if not settings.fetch_hosts or scan.tokens.ambiguous:
        if scan.load is not None:
            place = f"line {scan.load.line}, column {scan.load.column}"
            raise ForbiddenError(
                f"LOAD ({place}) is refused: this service fetches nothing (MITHAQ_FETCH_HOSTS); PUT a graph to /graphs"
            )
        return silence_loads(text, scan)
    if len(find_loads(text)) != scan.loads:
        raise ForbiddenError("LOAD is refused where it does not name its source in full: LOAD <http://...>")
    return text


async def fill_loads(text: str, request: Request, service: Service) -> str:
    """An update in which every LOAD is the data that it names; a LOAD SILENT of what cannot be had does nothing.

    Raises:
        ForbiddenError: a LOAD names what must not be fetched.
        FetchError: its host failed, or what it names is no graph.
        TooLargeError: it names what is too large.
    """
    for load in reversed(find_loads(text)):
        data = await _resolve(load, request, service)
        text = text[: load.start] + data + text[load.end :]
    return text


async def _resolve(load: Load, request: Request, service: Service) -> str:
    try:
        triples = await _read(load, request, service)
    except RequestError:
        if load.silent:
            return _NOTHING
        raise
    return f"INSERT DATA {{ GRAPH {load.target} {{ {triples} }} }}" if load.target else f"INSERT DATA {{ {triples} }}"


async def _read(load: Load, request: Request, service: Service) -> str:
    """The triples that a LOAD names, in N-Triples on one line, read by a worker."""
    fetched = await service.fetcher.fetch(load.source)
    reading = service.pool.read_graph(fetched.content, fetched.media_type, base=fetched.base)
    try:
        written = await service.running.run(request, Work.GRAPH, load.source, reading)
    except QueryError as error:
        raise FetchError(f"<{load.source}> is no {fetched.media_type}: {error}") from error
    return written.decode().replace("\n", " ")
