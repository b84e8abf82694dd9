"""The HTTP service, wired together from its parts: the shortest ways first, the framework behind them.

FastAPI and the models take most of a second to import. So what is asked most is answered without them, and they are
made ready in a thread while the service answers already (`api/framework`).
"""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

from starlette.applications import Starlette
from starlette.types import ASGIApp

from api.access.authorisation import ClosedReads
from api.access.tokens import Tokens
from api.fetching import Fetcher
from api.framework.late import LateApplication
from api.http.compression import Compression
from api.http.conditional import ConditionalRequests
from api.http.kept_answers import KeepAnswers, KeptAnswers
from api.http.transport import RequestIds, allow_other_hosts
from api.lookups import open_lookups
from api.number_reading import NumberReader
from api.pool.query_pool import QueryPool
from api.pool.terms import PoolLimits
from api.problems import on_crash
from api.quick.answers import QuickAnswers
from api.quick.load_shedding import Crowd, LoadShedding
from api.quick.shortcuts import Shortcuts
from api.running.operations import RunningQueries
from api.running.own_writes import NoteWrites, OwnWrites
from api.running.turns import Turns
from api.running.writing import Writer
from api.service import DocumentExtractor, Service
from api.settings import LookupMode, ReadMode, Settings
from api.sparql.query import get_query, post_operation
from graph.store import Store
from shapes.validation import Gate, LateGate


def create_app(
    settings: Settings,
    store: Store,
    extractor: DocumentExtractor | None,
    *,
    gate: Gate | None = None,
    when_complete: Callable[[], None] = lambda: None,
) -> Starlette:
    """Make the application; its workers start and end with its lifespan.

    Args:
        settings: what can be set.
        store: holds the ontology and the register (`admit_catalog`). The caller closes it, after the application.
        extractor: reads the documents that are posted; None for a service that only answers.
        gate: what checks writes; one of its own where not given.
        when_complete: called in a thread, when the framework is there too.
    """
    service = _make_service(settings, store, extractor, gate or LateGate())

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await service.pool.start()
        framework.begin()
        try:
            yield
        finally:
            await service.pool.close()
            service.lookups.close()

    crowd = Crowd(limit=settings.max_requests)
    app = Starlette(lifespan=lifespan, exception_handlers={Exception: on_crash})
    app.state.service = service
    app.state.quick = None if settings.reads is ReadMode.TOKEN else QuickAnswers(service, crowd)
    framework = LateApplication(partial(_make_framework, app, when_complete))
    app.router.default = framework
    # The last that is added is the first that sees a request: the head of a compressed answer says so too.
    sparql = {("GET", "/sparql"): get_query, ("POST", "/sparql"): post_operation}
    app.add_middleware(Shortcuts, operations=sparql)
    app.add_middleware(NoteWrites, own_writes=service.own_writes)
    app.add_middleware(Compression)
    app.add_middleware(ConditionalRequests, state=service.kept.state)
    app.add_middleware(KeepAnswers, kept=service.kept)
    app.add_middleware(LoadShedding, crowd=crowd)
    if settings.reads is ReadMode.TOKEN:
        app.add_middleware(ClosedReads, tokens=service.tokens)
    app.add_middleware(allow_other_hosts)
    app.add_middleware(RequestIds)
    return app


def _make_service(settings: Settings, store: Store, extractor: DocumentExtractor | None, gate: Gate) -> Service:
    waiting, seconds = settings.query_queue, settings.query_timeout
    start = secrets.token_hex(8)
    return Service(
        settings=settings,
        store=store,
        gate=gate,
        pool=QueryPool(store, _limits(settings)),
        extractor=extractor,
        start=start,
        lookups=open_lookups(store, settings.store, wanted=settings.lookup is LookupMode.ON),
        tokens=Tokens(settings.store, secret=settings.token.get_secret_value() if settings.token else None),
        writer=Writer(store, waiting=waiting, seconds=seconds),
        reading=Turns("documents", waiting=waiting, seconds=seconds),
        numbers=NumberReader(),
        running=RunningQueries(),
        fetcher=Fetcher(_hosts(settings), limit=settings.max_graph_bytes, seconds=seconds),
        own_writes=OwnWrites(store),
        kept=KeptAnswers(state=lambda: f"{start} {store.version}", room=settings.kept_bytes),
    )


def _make_framework(app: Starlette, when_complete: Callable[[], None]) -> ASGIApp:
    """What answers whatever the shortest ways do not."""
    from api.framework.application import make_framework  # noqa: PLC0415 - see above

    framework = make_framework(app.state)
    when_complete()
    return framework


def _hosts(settings: Settings) -> set[str]:
    return {name for host in settings.fetch_hosts.split(",") if (name := host.strip())}


def _limits(settings: Settings) -> PoolLimits:
    return PoolLimits(
        workers=settings.workers,
        seconds=settings.query_timeout,
        memory=settings.query_memory,
        waiting=settings.query_queue,
        result_bytes=settings.max_result_bytes,
        replica_memory=settings.replica_memory,
    )
