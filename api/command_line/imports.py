"""The commands that bring in data of others, as they are called (see `api/cli.py`)."""

# ruff: noqa: PLC0415 - what a command does is imported when it runs, so that the help need not wait for it

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.console.options import DEFAULT_STORE, Store

imports = typer.Typer(no_args_is_help=True, help="Bring in data that others have coded.")


@imports.callback()
def describe() -> None:
    """Bring in data that others have coded."""


@imports.command("icews")
def import_icews(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Subject, relation, object and date, with tabs.")],
    source: Annotated[
        str | None, typer.Option("--source", metavar="TEXT", help="What the file is part of.", show_default="its name")
    ] = None,
    store: Store = DEFAULT_STORE,
) -> None:
    """Bring in events coded with CAMEO, in the form of the benchmark files made from ICEWS.

    Each event keeps its row as its evidence. The file is read to its end first: where a line is wrong, nothing is
    brought in. What is there already is left alone, so that an import that was stopped can be started again.

    [b]Examples[/b]

    mithaq import icews icews14/train.txt --source "ICEWS14"
    """
    from api.commands.import_events import import_table
    from api.console.configuration import read_settings

    import_table(file, source=source or file.name, settings=read_settings(store=store))
