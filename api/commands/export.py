"""`mithaq export`: the graph, or one document's, to standard output or a file."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import typer

from api.console.console import write_bytes
from api.console.naming import find_document
from api.console.stores import open_for_reading
from graph.export import ExportFormat, export_graph


def export_store(*, form: str, document: str | None, out: Path | None, location: str) -> None:
    """Write the store at `location`, or one document of it.

    Args:
        form: one of `ExportFormat`.
        document: its id, its name, or its IRI.
        out: a file, replaced when all is written; without it standard output.
        location: of the store.

    Raises:
        IdentifierError: there is no such document, or several have that name.
        StoreError: there is no store, or the file cannot be written.
    """
    if form not in list(ExportFormat):
        names = ", ".join(repr(str(each)) for each in ExportFormat)
        raise typer.BadParameter(f"{form!r} is not one of {names}", param_hint="--format")
    with closing(open_for_reading(location)) as store:
        graph = None if document is None else find_document(store, document)
        written = export_graph(store, ExportFormat(form), document=graph, output=out)
    if out is None:
        write_bytes(written)
