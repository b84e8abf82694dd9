"""Services on the sample graph: one that all tests read, and new ones for those that write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TypeAlias

import pytest
from pydantic import SecretStr

from api.app import create_app
from api.service import DocumentExtractor
from api.settings import Settings
from graph.store import Store
from tests.api.client import TOKEN, ServiceClient
from tests.sample_graph import fill_store, gate

ServiceMaker: TypeAlias = Callable[..., ServiceClient]


@pytest.fixture(scope="session")
def service() -> Iterator[ServiceClient]:
    settings = Settings(store="memory:", workers=1, query_timeout=20, replica_memory=0, token=SecretStr(TOKEN))
    with ServiceClient(create_app(settings, fill_store(), None, gate=gate())) as client:
        yield client


@pytest.fixture
def make_service() -> Iterator[ServiceMaker]:
    with ExitStack() as started:

        def make(
            extractor: DocumentExtractor | None = None, *, store: Store | None = None, **settings: object
        ) -> ServiceClient:
            chosen = Settings.model_validate(
                {"store": "memory:", "workers": 1, "replica_memory": 0, "token": TOKEN, **settings}
            )
            app = create_app(chosen, store or fill_store(), extractor, gate=gate())
            return started.enter_context(ServiceClient(app))

        yield make
