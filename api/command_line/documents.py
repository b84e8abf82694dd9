"""The command line for documents: how `mithaq extract` and `mithaq load` are called, and what their help says."""

# ruff: noqa: PLC0415 - as in `api.cli`, what a command does is imported when it runs

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.console.options import DEFAULT_STORE, Store

Language = Annotated[
    str | None,
    typer.Option(
        "--language", metavar="CODE", help="Of the documents, as [b]ar[/b]; without it the text is identified."
    ),
]
Published = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", help="Date of publication: 2018-03-27, 2018-03 or 2018."),
]


def extract(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Texts, HTML or PDF files, or folders.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="DIR", help="Write one file a document into this folder.")
    ] = None,
    published: Published = None,
    language: Language = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print every item with how sure it is and why, in place of the JSON.")
    ] = False,
) -> None:
    """Read documents and print what they say as annotation JSON.

    One document gives one object, several give one line each. [b]NAME.meta.json[/b] beside a document
    may say its title, language, date of publication and source.

    [b]Examples[/b]

    mithaq extract documents/russia-nato.txt

    mithaq extract news/ --out annotations --published 2018-03

    mithaq extract documents/russia-nato.txt --explain
    """
    from api.commands.extract import extract_documents
    from api.console.inputs import Reader

    extract_documents(paths, out=out, explained=explain, reader=Reader(language=language, published=published))


def load(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", help="Documents, annotation files (.json), or folders of them.")
    ],
    store: Store = DEFAULT_STORE,
    published: Published = None,
    language: Language = None,
) -> None:
    """Put documents and annotation files through the gate into the store.

    Prints what was found in each and, for what the gate refuses, why; what is sound is loaded all the same.
    Loading the same document again changes nothing.

    [b]Examples[/b]

    mithaq load documents/russia-nato.txt

    mithaq load annotations/ --store graph
    """
    from api.commands.load import load_documents
    from api.console.configuration import read_settings
    from api.console.inputs import Reader

    reader = Reader(language=language, published=published)
    load_documents(paths, settings=read_settings(store=store), reader=reader)
