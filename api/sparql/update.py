"""The SPARQL 1.1 protocol's update operation: looked at, tried by a worker, then done by the one writer.

An update comes by POST, as a form or as `application/sparql-update` (SPARQL 1.1 Protocol, section 2.2). It changes what
it says and nothing else: the default graph is a graph of its own, which admission keeps as the merge of the others.
What it touches of what is said in Mithaq's terms passes the gate first.
LOAD fetches from the hosts that the settings name (`loading`), SERVICE asks them (`federation`).
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.errors import BodyError, EvaluationError, ParameterError, TooLargeError
from api.running.operations import Work
from api.scanning.sparql_text import LONG_TEXT, add_base, explain_error
from api.scanning.update_operations import find_touching
from api.scanning.update_scan import UpdateScan, add_dataset, scan_update
from api.scanning.update_trial import TouchedGraph, read_touched
from api.service import Service
from api.settings import GateMode, Settings
from api.sparql.federation import fill_services
from api.sparql.judging import judge_touched
from api.sparql.loading import fill_loads, refuse_loads
from api.sparql.operation import check_graph, refuse_tokens, values_of
from ontology.errors import QueryError

GATE_HEADER = "mithaq-gate"
"""Says what the gate found, where it was asked."""

_LONG_SECONDS = 0.5
"""An update that took longer on a copy is tried again where others wrote in between, so that the writer is as quick."""

PARAMETERS = ("update", "using-graph-uri", "using-named-graph-uri")
"""The fields that a request with an update may have."""


@dataclass(frozen=True, slots=True)
class UpdateOperation:
    """What a request asks to be written.

    Attributes:
        default_graphs: its choice of a dataset for the patterns of the update, with `named_graphs`.
    """

    update: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


def read_update(fields: list[tuple[str, str]]) -> UpdateOperation:
    """What the fields of a request ask for.

    Raises:
        BodyError: they hold no update, or more than one.
        ParameterError: one is unknown.
    """
    if unknown := sorted({name for name, _ in fields} - set(PARAMETERS)):
        raise ParameterError(unknown[0], f"an update has no parameter {', '.join(unknown)}", allowed=PARAMETERS)
    updates = values_of(fields, "update")
    if len(updates) != 1:
        raise BodyError(f"a request has one update, this one has {len(updates)}; join them with semicolons")
    return UpdateOperation(
        update=updates[0],
        default_graphs=values_of(fields, "using-graph-uri"),
        named_graphs=values_of(fields, "using-named-graph-uri"),
    )


@dataclass(frozen=True, slots=True)
class _Trial:
    """How an update went on a copy of the store.

    Attributes:
        version: of the store that was copied, or an earlier one.
        touched: what the gate is to judge.
    """

    version: int
    seconds: float
    touched: tuple[TouchedGraph, ...]


async def run_update(operation: UpdateOperation, request: Request, service: Service) -> Response:
    """Write what an operation asks for, in one transaction; on disk when this answers.

    Raises:
        QueryError: it does not parse, or nests too deep.
        ForbiddenError: it would fetch what must not be fetched.
        FetchError: another host that it names failed.
        RefusedError: the gate refused what it would make of what is said in Mithaq's terms.
        TooLargeError: it is too long.
        EvaluationError: the engine cannot run it on this graph.
        QueryAbortedError: it came to no end within its limits.
        BusyError: too many are waiting.
    """
    settings = service.settings
    if len(operation.update) > LONG_TEXT:
        scan = await run_in_threadpool(_scan_operation, operation, settings)
    else:
        scan = _scan_operation(operation, settings)
    text = refuse_loads(operation.update, scan, settings)
    if operation.default_graphs or operation.named_graphs:
        text = add_dataset(text, scan, default=operation.default_graphs, named=operation.named_graphs)
    filled = None
    if scan.tokens.service is not None:
        filled = await fill_services(text, request, service, seconds=settings.query_timeout)
        text = filled.text
    if scan.loads and settings.fetch_hosts:
        text = await fill_loads(text, request, service)
    text = add_base(text, settings.base_iri)
    try:
        verdict = await _run(text, scan, request, service)
    except QueryError as error:
        if error.line is None:
            raise EvaluationError(str(error)) from error
        told = explain_error(error, scan.tokens)
        raise (told if filled is None else filled.trace(told)) from error
    return Response(status_code=204, headers={} if verdict is None else {GATE_HEADER: verdict})


async def _run(text: str, scan: UpdateScan, request: Request, service: Service) -> str | None:
    """Try an update, hear the gate on what it touches, and write it; gives the gate's verdict."""
    judged = service.settings.gate is not GateMode.OFF

    async def rehearse() -> _Trial:
        version, start = service.store.version, time.monotonic()
        trying = service.pool.try_update(text, reads=scan.patterns, judged=judged)
        touched = await service.running.run(request, Work.UPDATE, text, trying)
        return _Trial(version, time.monotonic() - start, read_touched(touched) if judged else ())

    trial = await rehearse()
    async with service.writer.turn() as write:
        # What others wrote in between counts where the gate looks, or where the update may take long on it.
        if trial.version != service.store.version and (trial.touched or trial.seconds > _LONG_SECONDS):
            trial = await rehearse()
        verdict = await run_in_threadpool(judge_touched, service, trial.touched)
        await write(lambda: service.store.update(text, touching=find_touching(text)))
    return verdict


def _scan_operation(operation: UpdateOperation, settings: Settings) -> UpdateScan:
    """Look at an update, and refuse what would reach out or bring the engine down."""
    size = len(operation.update.encode(errors="replace"))
    if size > settings.max_update_bytes:
        raise TooLargeError(
            f"the update has {size:,} bytes, and {settings.max_update_bytes:,} are read at most: PUT a graph to /graphs"
        )
    scan = scan_update(operation.update, base=settings.base_iri)
    if scan.tokens.tokens > settings.max_update_tokens:
        raise TooLargeError(
            f"the update has {scan.tokens.tokens:,} tokens, and {settings.max_update_tokens:,} are read at most"
        )
    refuse_tokens(scan.tokens, settings)
    chosen = (*operation.default_graphs, *operation.named_graphs)
    if chosen and scan.chooses_dataset:
        raise BodyError("the update has USING or WITH, so using-graph-uri and using-named-graph-uri must not be given")
    for graph in chosen:
        check_graph(graph)
    return scan
