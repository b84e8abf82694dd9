"""Checkpoints of the store for the query workers: frozen copies that no writer touches, renewed when it has written.

The engine promises nothing about a folder that another process writes to, so workers read backups: hard links, made in
some milliseconds, beside a store on disk; a copy in a temporary folder for one in memory.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import time
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from graph.store import MEMORY, Store

LAG_SECONDS = 1.0
"""How old a write may be at most before everybody sees it."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A frozen copy of the store.

    Attributes:
        version: of the store; the copy may hold a write more, never one less.
    """

    folder: Path
    version: int


class Checkpoints:
    """The checkpoints of one store. Belongs to one event loop; nothing is made before the first is asked for.

    Args:
        store: what to copy.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._folder: Path | None = None
        self._renewing = asyncio.Lock()
        self._count = 0
        self._seen_fresh = 0.0
        self.newest: Checkpoint | None = None

    def is_stale(self) -> bool:
        """Whether the store has been written to since the newest was made."""
        stale = self.newest is None or self.newest.version != self._store.version
        if not stale:
            self._seen_fresh = time.monotonic()
        return stale

    def find(self, version: int | None) -> Checkpoint | None:
        """The newest, if it will do.

        Args:
            version: that it must hold, where other writes may be up to a second old; None for one with every write.
        """
        newest = self.newest
        if newest is None or not self.is_stale():
            return newest
        recent = time.monotonic() - self._seen_fresh < LAG_SECONDS
        return newest if version is not None and newest.version >= version and recent else None

    async def renew(self) -> Checkpoint:
        """A checkpoint with every write acknowledged so far.

        Raises:
            StoreError: the store cannot be copied.
        """
        wanted = self._store.version
        async with self._renewing:
            if self.newest is not None and self.newest.version >= wanted:
                return self.newest
            # Read before the copy is made: a write in between is then in the copy, and only costs another copy.
            current, started = self._store.version, time.monotonic()
            if self._folder is None:
                self._folder = _make_folder(self._store)
            self._count += 1
            folder = self._folder / f"{self._count}-{current}"
            await asyncio.to_thread(self._store.backup, folder)
            self.newest, self._seen_fresh = Checkpoint(folder, current), started
            return self.newest

    async def prune(self, used: Callable[[], AbstractSet[Path | None]]) -> None:
        """Delete the checkpoints that are neither the newest nor used when it comes to it."""
        async with self._renewing:
            kept = {*used(), self.newest and self.newest.folder}
            folders = [] if self._folder is None else list(self._folder.iterdir())
            stale = [folder for folder in folders if folder not in kept]
            for folder in stale:
                await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    def close(self) -> None:
        """Delete all checkpoints."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)


def _make_folder(store: Store) -> Path:
    """A new, empty folder: on the store's file system, for hard links, or a temporary one."""
    if store.location == MEMORY:
        return Path(tempfile.mkdtemp(prefix="mithaq-"))
    store_folder = Path(store.location).resolve()
    folder = store_folder.with_name(f"{store_folder.name}.checkpoints")
    # The engine lets one process open a store, so what lies there is of one that ended without tidying up.
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
