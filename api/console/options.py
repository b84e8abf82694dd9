"""Options that many commands have."""

from __future__ import annotations

from typing import Annotated

import typer

Store = Annotated[
    str, typer.Option("--store", envvar="MITHAQ_STORE", metavar="FOLDER", help="A folder, or [b]memory:[/b].")
]
DEFAULT_STORE = ".mithaq/store"
