"""All resources of the service in one FastAPI application: it routes, checks parameters, and describes itself."""

from __future__ import annotations

from importlib.metadata import version

from starlette.datastructures import State

from api.access.authorisation import OPEN_PATHS
from api.description.openapi import DescribedApi
from api.framework.problems import install_problems
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
    sparql,
    timelines,
    treaties,
    void,
)
from api.service import Service
from api.settings import ReadMode
from api.sparql import graph_store

_DESCRIPTION = """A knowledge graph of international relations, read from documents, Arabic first, with the words behind
every statement. Every lookup is a SPARQL query that its response names in the header `Link`. Names come in the language
asked for with `lang` or Accept-Language; where a name has none of those: in English, then in Arabic, then in any."""


def make_framework(state: State) -> DescribedApi:
    """Make the application that has all resources.

    Args:
        state: of the application that it stands behind (`create_app`), which starts and ends the service.
    """
    service = state.service
    if not isinstance(service, Service):
        raise TypeError("the state is none of create_app")
    # The framework's own pages of documentation load scripts from another host; its telemetry may report to one.
    app = DescribedApi(
        closed=service.settings.reads is ReadMode.TOKEN,
        open_paths=OPEN_PATHS,
        title="Mithaq",
        version=version("mithaq"),
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.state = state
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
        sparql,
        graph_store,
    )
    routers = [module.router for module in modules]
    for router in routers:
        app.include_router(router)
    install_problems(app, [route for router in routers for route in router.routes])
    service.gate.validate(())  # compiles it, so that the first write need not wait for that
    return app
