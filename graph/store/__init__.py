"""Stores: one protocol, an embedded engine and any SPARQL 1.1 endpoint behind it."""

from __future__ import annotations

from pathlib import Path

from graph.store.base import (
    Answer,
    Change,
    DatasetChoice,
    QueryForm,
    QueryResult,
    Sizes,
    Solution,
    Solutions,
    Store,
    Term,
)
from graph.store.embedded import MEMORY, EmbeddedStore, copy_into_memory, estimate_memory

__all__ = [
    "MEMORY",
    "Answer",
    "Change",
    "DatasetChoice",
    "EmbeddedStore",
    "QueryForm",
    "QueryResult",
    "Sizes",
    "Solution",
    "Solutions",
    "Store",
    "Term",
    "copy_into_memory",
    "estimate_memory",
    "open_store",
]


def open_store(
    location: str | Path, *, read_only: bool = False, update_url: str | None = None, token: str | None = None
) -> Store:
    """Open the store at a location.

    Args:
        location: a folder (made if missing), `memory:`, or the URL of a SPARQL 1.1 endpoint.
        read_only: refuse writes; for a folder, see `EmbeddedStore`.
        update_url: where an endpoint takes updates, unless at the same URL.
        token: what an endpoint wants as bearer token.

    Raises:
        StoreError: it cannot be opened; the message names the way out.

    >>> store = open_store("memory:")
    >>> store.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    >>> store.query("ASK { ?s ?p ?o }"), store.version
    (True, 1)
    """
    if str(location) == MEMORY:
        return EmbeddedStore()
    if str(location).startswith(("http://", "https://")):
        from graph.store.remote import RemoteStore  # noqa: PLC0415 - with httpx; every query worker would wait for it

        return RemoteStore(str(location), update_url, token=token)
    return EmbeddedStore(Path(location), read_only=read_only)
