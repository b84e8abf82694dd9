"""The command line for tokens: how `mithaq token` is called, and what its help says."""

# ruff: noqa: PLC0415 - as in `api.cli`, what a command does is imported when it runs

from __future__ import annotations

from typing import Annotated

import typer

from api.console.options import DEFAULT_STORE, Store
from api.formats import Scope

tokens = typer.Typer(no_args_is_help=True, help="Make, list and revoke the tokens that writes over HTTP want.")


@tokens.command("create")
def create_token(
    scope: Annotated[Scope, typer.Option("--scope", help="What it is for.")] = Scope.WRITE,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="What it is for, in your words.")] = "",
    store: Store = DEFAULT_STORE,
) -> None:
    """Make a token and print it, once: the store keeps its hash alone. A running service knows it at once.

    [b]Examples[/b]

    mithaq token create --note "nightly load"
    """
    from api.commands.token import create

    create(scope, note=note, location=store)


@tokens.command("list")
def list_tokens(store: Store = DEFAULT_STORE) -> None:
    """Show the tokens there are, without the tokens themselves."""
    from api.commands.token import show_all

    show_all(location=store)


@tokens.command("revoke")
def revoke_token(
    token_id: Annotated[str, typer.Argument(metavar="ID", help="As [b]mithaq token list[/b] shows it.")],
    store: Store = DEFAULT_STORE,
) -> None:
    """Make a token useless from now on."""
    from api.commands.token import revoke

    revoke(token_id, location=store)
