"""`mithaq rebuild`: the read model of a store anew."""

from __future__ import annotations

import time
from contextlib import ExitStack, closing
from pathlib import Path

from api.console.console import progress
from api.rendering import make_rendering
from graph.lookup.build import build_lookup, find_actors
from graph.lookup.tables import LOOKUP_FILE
from graph.store import MEMORY, EmbeddedStore, copy_into_memory, estimate_memory, open_store
from ontology.errors import StoreError


def rebuild_lookup(*, location: str, memory: int) -> None:
    """Derive the read model from a store, and say how large it is.

    Args:
        location: the store's folder.
        memory: MiB that a copy of the store may take, which is asked in its place; a larger one is asked on disk.

    Raises:
        StoreError: the store cannot be opened, another process has it, or it is none in a folder.
    """
    folder = Path(location)
    if location == MEMORY or not folder.is_dir():
        raise StoreError(f"only a store in a folder has a read model, and {location} is none: load documents first")
    start = time.monotonic()
    with ExitStack() as stack:
        store = stack.enter_context(closing(open_store(location)))
        source = store
        if isinstance(store, EmbeddedStore) and estimate_memory(folder) <= memory * 2**20:
            source = stack.enter_context(closing(copy_into_memory(store)))
        advance = stack.enter_context(progress("rebuilding", total=len(find_actors(source))))
        count = build_lookup(store, folder, make_rendering(), source=source, advance=advance)
    size = (folder / LOOKUP_FILE).stat().st_size / 2**20
    print(f"The read model holds {count:,} actors in {size:.1f} MiB, made in {time.monotonic() - start:.1f} s.")
