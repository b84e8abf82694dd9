"""The version of a store on disk: a number in a file of its own in the store's folder, where no query meets it.

Inside the dataset it would have to be a triple or the name of a graph, and `GRAPH ?g {}` matches even an empty one. A
file cannot commit together with the engine, so it holds a bound that no write has passed: it is on disk before the
first write that would pass it, and an orderly end puts the exact number in its place. After any other end the version
jumps to the bound: it never goes down, and no number ever stands for two contents.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ontology.errors import StoreError

VERSION_FILE: Final = "mithaq.json"
"""Also what tells a store of Mithaq from a folder that another program made."""

_FORMAT: Final = 1
"""Raised when a store can no longer be read as one of the format before."""

_AHEAD: Final = 1000
"""Writes between two bounds; putting one on disk takes some milliseconds."""


class VersionCounter:
    """Counts the writes of one store.

    Args:
        folder: of the store, which holds its file; None for one in memory.

    Raises:
        StoreError: the file is missing, damaged, or of a newer Mithaq.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._current = 0 if folder is None else read_version(folder)
        self._bound = self._current

    @property
    def current(self) -> int:
        """The version now."""
        return self._current

    @property
    def bound(self) -> int:
        """What it is after an end that is not orderly."""
        return self._bound

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Count the write that is made within, unless it fails.

        Raises:
            OSError: the file cannot be written; the write is then not made either.
        """
        if self._folder is not None and self._current >= self._bound:
            bound = self._current + _AHEAD
            write_version(self._folder, bound)
            self._bound = bound
        yield
        self._current += 1

    def settle(self) -> None:
        """Put the exact number on disk, after the last write.

        Raises:
            OSError: the file cannot be written; it still holds the bound.
        """
        if self._folder is not None and self._bound > self._current:
            write_version(self._folder, self._current)
            self._bound = self._current


def read_version(folder: Path) -> int:
    """The version of the store in a folder.

    Raises:
        StoreError: it has none, or one that this Mithaq cannot read.
    """
    path = folder / VERSION_FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        made_with, version = int(content["format"]), int(content["version"])
    except FileNotFoundError as error:
        raise StoreError(
            f"the store in {folder} was not made by this Mithaq (it has no {VERSION_FILE}): "
            "name another folder with --store and load the documents into it"
        ) from error
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise StoreError(f"{path} cannot be read ({error}): take the folder from a backup, or load anew") from error
    if made_with > _FORMAT:
        raise StoreError(
            f"the store in {folder} was made by a newer Mithaq (format {made_with}, this one reads {_FORMAT}): "
            "use that one, or name another folder with --store"
        )
    return version


def write_version(folder: Path, version: int) -> None:
    """Put a version on disk, whole or not at all.

    Raises:
        OSError: the folder cannot be written.
    """
    path = folder / VERSION_FILE
    draft = path.with_suffix(".part")
    with draft.open("w", encoding="utf-8") as file:
        json.dump({"format": _FORMAT, "version": version}, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
