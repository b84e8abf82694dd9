"""A store with the sample graph, which the tests of queries and views read and none of them writes."""

from __future__ import annotations

import pytest

from graph.store import Store
from tests.sample_graph import fill_denied_store, fill_store


@pytest.fixture(scope="session")
def sample_store() -> Store:
    return fill_store()


@pytest.fixture(scope="session")
def denied_store() -> Store:
    return fill_denied_store()
