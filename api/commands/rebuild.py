"""`mithaq rebuild`: the read model of a store anew."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path

from api.console import progress
from api.rendering import make_rendering
from graph.lookup.build import build_lookup, find_actors
from graph.lookup.tables import LOOKUP_FILE
from graph.store import MEMORY, open_store
from ontology.errors import StoreError


def rebuild_lookup(*, location: str) -> None:
    """Derive the read model from a store, and say how large it is.

    Raises:
        StoreError: the store cannot be opened, another process has it, or it is none in a folder.
    """
    folder = Path(location)
    if location == MEMORY or not folder.is_dir():
        raise StoreError(f"only a store in a folder has a read model, and {location} is none: load documents first")
    start = time.monotonic()
    with closing(open_store(location)) as store, progress("rebuilding", total=len(find_actors(store))) as advance:
        count = build_lookup(store, folder, make_rendering(), advance=advance)
    size = (folder / LOOKUP_FILE).stat().st_size / 2**20
    print(f"The read model holds {count:,} actors in {size:.1f} MiB, made in {time.monotonic() - start:.1f} s.")
