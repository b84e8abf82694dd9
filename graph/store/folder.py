"""Opening the folder of an embedded store, with errors that say what is there and what to do."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from ontology.errors import StoreError


def open_folder(folder: Path, *, read_only: bool) -> ox.Store:
    """Open a folder that is a store, is empty, or is not there yet.

    Raises:
        StoreError: another process holds it, it holds something else, or it cannot be read or written.
    """
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder} is a file, a store is a folder: name another place with --store")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "CURRENT").exists():
        raise StoreError(f"{folder} holds other files and is no store: name an empty or a new folder with --store")
    if read_only and not (folder / "CURRENT").exists():
        raise StoreError(f"there is no store in {folder}: load a document first (mithaq load)")
    try:
        if read_only:
            return ox.Store.read_only(str(folder))
        folder.parent.mkdir(parents=True, exist_ok=True)
        return ox.Store(folder)
    except (OSError, RuntimeError) as error:
        if "/LOCK: " in str(error):
            raise StoreError(
                f"the store {folder} is in use by another process: stop that one (a running mithaq serve?), "
                "ask it over HTTP, or name another store with --store"
            ) from error
        raise unwritable(str(folder), error) from error


def unwritable(location: str, error: Exception) -> StoreError:
    """The error for a place that the engine failed on, with what to look at."""
    return StoreError(
        f"the store {location} cannot be used ({error}): check that the folder may be written, that the disk has room, "
        "and that the store is whole; a backup or another folder can be named with --store"
    )
