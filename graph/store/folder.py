"""Opening the folder of an embedded store, with errors that say what is there and what to do."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from graph.store.version import VERSION_FILE, read_version, write_version
from ontology.errors import StoreError


def open_folder(folder: Path, *, read_only: bool) -> ox.Store:
    """Open a folder that is a store, is empty, or is not there yet.

    Raises:
        StoreError: another process holds it, it holds something else or another kind of store, or it cannot be read or
            written.
    """
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder} is a file, a store is a folder: name another place with --store")
    is_store = (folder / "CURRENT").exists()
    if folder.is_dir() and not is_store and any(path.name != VERSION_FILE for path in folder.iterdir()):
        raise StoreError(f"{folder} holds other files and is no store: name an empty or a new folder with --store")
    if read_only and not is_store:
        raise StoreError(f"there is no store in {folder}: load a document first (mithaq load)")
    if is_store:
        read_version(folder)  # of another program or a newer Mithaq: better not touched
    try:
        if read_only:
            return ox.Store.read_only(str(folder))
        if not is_store:
            # Before the engine's own files, so that no end in between leaves a store without one.
            folder.mkdir(parents=True, exist_ok=True)
            write_version(folder, 0)
        return ox.Store(folder)
    except (OSError, RuntimeError) as error:
        if "/LOCK: " in str(error):
            raise StoreError(
                f"the store {folder} is in use by another process: stop that one (a running mithaq serve?), "
                "ask it over HTTP, or name another store with --store"
            ) from error
        raise unwritable(str(folder), error) from error


def write_copy(folder: Path, quads: Iterable[ox.Quad], version: int) -> None:
    """Make a folder that opens as a store of these quads and this version.

    Raises:
        OSError: the folder cannot be written.
    """
    copy = ox.Store(folder)
    copy.bulk_extend(quads)
    copy.flush()
    write_version(folder, version)


def sync_log(folder: Path) -> None:
    """Put on disk what the engine has written to its log, from which it takes up all that is in no table yet.

    The engine's own flush makes a table of each of its indexes: that takes ten times as long, for a few triples too.

    Raises:
        OSError: the disk fails.
    """
    for path in (*folder.glob("*.log"), folder):
        with contextlib.suppress(FileNotFoundError):  # what a log held that is gone is in tables
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def unwritable(location: str, error: Exception) -> StoreError:
    """The error for a place that the engine failed on, with what to look at."""
    return StoreError(
        f"the store {location} cannot be used ({error}): check that the folder may be written, that the disk has room, "
        "and that the store is whole; a backup or another folder can be named with --store"
    )
