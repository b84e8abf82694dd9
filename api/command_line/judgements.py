"""The commands about who is who, as they are called (see `api/cli.py`)."""

# ruff: noqa: PLC0415 - what a command does is imported when it runs, so that the help need not wait for it

from __future__ import annotations

from typing import Annotated

import typer

from api.console.options import DEFAULT_STORE, Store
from ontology.model import Verdict


def judge(
    one: Annotated[str, typer.Argument(metavar="ONE", help="An actor: a name, or an id as [b]id:actor/russia[/b].")],
    verdict: Annotated[Verdict, typer.Argument(help="What is judged of the two.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The other one.")],
    reason: Annotated[str, typer.Option("--reason", "-r", metavar="TEXT", help="Why.")],
    author: Annotated[
        str | None, typer.Option("--author", metavar="NAME", help="Who judges.", show_default="who is logged in")
    ] = None,
    store: Store = DEFAULT_STORE,
) -> None:
    """Judge whether two actors are one. What is the same stands under one id from then on, until it is withdrawn.

    [b]Examples[/b]

    mithaq judge "Islamic State" different "Islamic State in Iraq" -r "the later one grew out of the earlier"

    mithaq judge id:actor/0e8a1f2b3c4d5e6f-putin same id:actor/vladimir-putin --reason "the text says president"
    """
    from api.commands.judgements import record

    record((one, other), verdict, reason=reason, author=author, location=store)


judgements = typer.Typer(no_args_is_help=True, help="Pairs to judge, and the judgements on who is who.")


@judgements.command("list")
def list_judgements(store: Store = DEFAULT_STORE) -> None:
    """Show the judgements there are, the earliest first."""
    from api.commands.judgements import show_all

    show_all(location=store)


@judgements.command("withdraw")
def withdraw(
    judgement_id: Annotated[str, typer.Argument(metavar="ID", help="As [b]mithaq judgements list[/b] shows it.")],
    store: Store = DEFAULT_STORE,
) -> None:
    """Take a judgement back; actors that it alone merged stand for themselves again."""
    from api.commands.judgements import take_back

    take_back(judgement_id, location=store)


@judgements.command("propose")
def propose(
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="How many, the surest first.")] = 20,
    store: Store = DEFAULT_STORE,
) -> None:
    """Show actors that are probably one, with the grounds. Nothing is judged by this."""
    from api.commands.judgements import show_proposals

    show_proposals(limit, location=store)
