"""`mithaq validate`: the whole store against the shapes."""

from __future__ import annotations

from contextlib import closing

import typer

from api.commands.load import print_report
from api.console.console import REFUSED, say
from api.console.stores import open_for_reading
from shapes.validation import validate


def validate_store(*, location: str) -> None:
    """Check the default graph, which is the merge of all documents with the register.

    Raises:
        StoreError: there is no store.
        typer.Exit: it does not conform.
    """
    with closing(open_for_reading(location)) as store:
        triples = store.graph(None)
    report = validate(triples)
    if report.results:
        print_report(report, title="The store conforms, with remarks:" if report.conforms else "The store is faulty:")
    if not report.conforms:
        say(f"the store at {location} does not conform: {len(report.results)} results")
        raise typer.Exit(REFUSED)
    print(f"The store conforms to the shapes: {len(triples):,} triples checked.")
