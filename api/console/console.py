"""Where the command line writes: data on standard output, all else on standard error; tables and progress by rich.

A terminal has its own width; anywhere else a table has a fixed one, so that a page or a test can hold it. What shows
nothing, as a service, need not wait for rich.
"""

# ruff: noqa: PLC0415 - see above

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

WIDTH = 120

REFUSED = 1
"""Exit code for data that was refused, for what was not found, and for a store or port that cannot be had."""

BAD_INPUT = 2
"""Exit code for input that cannot be read and for commands that are wrong."""


def show(*parts: Table | str) -> None:
    """Print tables and lines on standard output, without blanks at the ends of lines."""
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = WIDTH
    with console.capture() as capture:
        for part in parts:
            console.print(part)
    for line in capture.get().splitlines():
        print(line.rstrip())


def write_bytes(content: bytes) -> None:
    """Write an answer to standard output, ended by a line break."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content if content.endswith(b"\n") else content + b"\n")
    sys.stdout.buffer.flush()


def say(message: str) -> None:
    """Tell the person at the terminal something on standard error, in one line."""
    print("mithaq:", " ".join(message.split()), file=sys.stderr, flush=True)


def table(*columns: str, numbers: frozenset[str] = frozenset(), title: str | None = None) -> Table:
    """An empty table; columns named in `numbers` are set to the right."""
    from rich.table import Table

    made = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for column in columns:
        made.add_column(column, justify="right" if column in numbers else "left", overflow="fold")
    return made


@contextmanager
def progress(description: str, total: int) -> Iterator[Callable[[], None]]:
    """A bar on standard error, and only on a terminal; call what it gives after each of `total` steps."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        task = bar.add_task(description, total=total)
        yield lambda: bar.advance(task)
