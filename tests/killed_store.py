"""What a kill leaves of a store: its files as they are, closed by nobody."""

import shutil
from pathlib import Path

_TRIES = 50


def leave_as_killed(running: Path, left: Path) -> None:
    """Copy a store that is open, as a process finds it that comes after a kill.

    The engine replaces its files in the background, so a copy counts only when the folder named the same
    files before and after it; one that the engine overtook is taken again.
    """
    for _ in range(_TRIES):
        before = _names(running)
        try:
            shutil.copytree(running, left)
        except shutil.Error:  # a file went while it was to be copied
            before = frozenset()
        if before == _names(running):
            return
        shutil.rmtree(left)
    raise AssertionError(f"the engine never stopped replacing the files of {running}")


def _names(folder: Path) -> frozenset[Path]:
    return frozenset(folder.rglob("*"))
