"""The HTTP service, wired together from its parts."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI

from api.authorisation import OPEN_PATHS, ClosedReads
from api.compression import Compression
from api.conditional import ConditionalRequests
from api.fetching import Fetcher
from api.graph_store import router as graph_router
from api.kept_answers import KeepAnswers, KeptAnswers
from api.load_shedding import Crowd, LoadShedding
from api.lookups import open_lookups
from api.number_reading import NumberReader
from api.openapi import DescribedApi
from api.own_writes import NoteWrites, OwnWrites
from api.pool_terms import PoolLimits
from api.problems import install_problems
from api.query_pool import QueryPool
from api.quick_answers import QuickAnswers
from api.resources import (
    actors,
    administration,
    changes,
    dataset,
    documents,
    events,
    judgements,
    network,
    operations,
    paths,
    proposals,
    reconciliation,
    relations,
    search,
    timelines,
    treaties,
    void,
)
from api.running import RunningQueries
from api.service import DocumentExtractor, Service
from api.settings import LookupMode, ReadMode, Settings
from api.shortcuts import Shortcuts
from api.sparql import get_query, post_operation
from api.sparql import router as sparql_router
from api.tokens import Tokens
from api.transport import RequestIds, allow_other_hosts
from api.turns import Turns
from api.writing import Writer
from graph.store import Store
from shapes.validation import Gate, load_gate

_DESCRIPTION = """A knowledge graph of international relations, read from documents, Arabic first, with the words behind
every statement. Every lookup is a SPARQL query that its response names in the header `Link`. Names come in the language
asked for with `lang` or Accept-Language; where a name has none of those: in English, then in Arabic, then in any."""


def create_app(
    settings: Settings, store: Store, extractor: DocumentExtractor | None, *, gate: Gate | None = None
) -> FastAPI:
    """Make the application; its workers start and end with its lifespan.

    Args:
        settings: what can be set.
        store: holds the ontology and the register (`admit_catalog`). The caller closes it, after the application.
        extractor: reads the documents that are posted; None for a service that only answers.
        gate: from `load_gate`; loaded here where not given.
    """
    pool = QueryPool(store, _limits(settings))
    waiting, seconds = settings.query_queue, settings.query_timeout
    start = secrets.token_hex(8)

    def state() -> str:
        return f"{start} {store.version}"

    service = Service(
        settings=settings,
        store=store,
        gate=gate or load_gate(),
        pool=pool,
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
        kept=KeptAnswers(state=state, room=settings.kept_bytes),
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await service.pool.start()
        try:
            yield
        finally:
            await service.pool.close()
            service.lookups.close()

    # The framework's own pages of documentation load scripts from another host; its telemetry may report to one.
    app = DescribedApi(
        closed=settings.reads is ReadMode.TOKEN,
        open_paths=OPEN_PATHS,
        title="Mithaq",
        version=version("mithaq"),
        description=_DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.state.service = service
    modules = (
        operations,
        search,
        actors,
        relations,
        timelines,
        events,
        treaties,
        documents,
        judgements,
        proposals,
        changes,
        paths,
        network,
        dataset,
        reconciliation,
        void,
        administration,
    )
    routers = [module.router for module in modules]
    routers += [sparql_router, graph_router]
    for router in routers:
        app.include_router(router)

    crowd = Crowd(limit=settings.max_requests)
    app.state.quick = None if settings.reads is ReadMode.TOKEN else QuickAnswers(service, crowd)
    # The last that is added is the first that sees a request: the head of a compressed answer says so too.
    sparql = {("GET", "/sparql"): get_query, ("POST", "/sparql"): post_operation}
    app.add_middleware(Shortcuts, operations=sparql)
    app.add_middleware(NoteWrites, own_writes=service.own_writes)
    app.add_middleware(Compression)
    app.add_middleware(ConditionalRequests, state=state)
    app.add_middleware(KeepAnswers, kept=service.kept)
    app.add_middleware(LoadShedding, crowd=crowd)
    if settings.reads is ReadMode.TOKEN:
        app.add_middleware(ClosedReads, tokens=service.tokens)
    app.add_middleware(allow_other_hosts)
    app.add_middleware(RequestIds)
    install_problems(app, [route for router in routers for route in router.routes])
    return app


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
