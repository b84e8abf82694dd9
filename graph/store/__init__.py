"""Stores: one protocol, an embedded engine and any SPARQL 1.1 endpoint behind it."""

from __future__ import annotations

from pathlib import Path

from graph.store.base import (
    Answer,
    Change,
    DatasetChoice,
    QueryForm,
    QueryResult,
    Solution,
    Solutions,
    Store,
    Term,
)
from graph.store.embedded import MEMORY, EmbeddedStore

__all__ = [
    "MEMORY",
    "Answer",
    "Change",
    "DatasetChoice",
    "EmbeddedStore",
    "QueryForm",
    "QueryResult",
    "Solution",
    "Solutions",
    "Store",
    "Term",
    "open_store",
]


def open_store(location: str | Path, *, read_only: bool = False) -> Store:
    """Open the store at a location.

    Args:
        location: a folder (made if missing) or `memory:`.
        read_only: refuse writes; for a folder, see `EmbeddedStore`.

    Raises:
        StoreError: it cannot be opened; the message names the way out.

    >>> store = open_store("memory:")
    >>> store.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    >>> store.query("ASK { ?s ?p ?o }"), store.version
    (True, 1)
    """
    if str(location) == MEMORY:
        return EmbeddedStore()
    return EmbeddedStore(Path(location), read_only=read_only)
