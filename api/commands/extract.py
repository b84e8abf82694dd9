"""`mithaq extract`: documents to annotation JSON, on standard output or one file a document."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import typer

from api.commands.explain import explain
from api.console.console import BAD_INPUT, progress, say, show
from api.console.inputs import Reader, gather_documents
from api.files import replace_file
from extraction.text.reading import document_name
from ontology.annotation import render_annotation
from ontology.errors import DocumentError
from ontology.model import Annotation


def extract_documents(paths: Sequence[Path], *, out: Path | None, explained: bool, reader: Reader) -> None:
    """Print the annotations of documents, or write each to `<name>.json` in the folder `out`.

    Args:
        paths: documents and folders of them.
        out: where to write; None for standard output.
        explained: whether to print, in place of the JSON or beside the files, how sure every item is and why.
        reader: reads them.

    Raises:
        DocumentError: a folder holds no documents, or two would be written to one file.
        typer.Exit: a document could not be read, which one line has told; the others are done.
    """
    documents = gather_documents(paths)
    if out is not None:
        _refuse_one_file_for_two(documents)
        out.mkdir(parents=True, exist_ok=True)
    failed = False
    with progress("extracting", total=len(documents)) as advance:
        for path in documents:
            try:
                annotation = reader.read(path)
            except DocumentError as error:
                say(str(error))
                failed = True
            else:
                if explained:
                    show("\n".join(explain(annotation)))
                if out is not None or not explained:
                    _write(annotation, out, indent=2 if out is not None or len(documents) == 1 else None)
            advance()
    if failed:
        raise typer.Exit(BAD_INPUT)


def _refuse_one_file_for_two(documents: Sequence[Path]) -> None:
    by_name: dict[str, Path] = {}
    for path in documents:
        name = document_name(path.name)
        other = by_name.setdefault(name, path)
        if other != path:
            raise DocumentError(f"{other} and {path} would both be written to {name}.json: extract them apart.")


def _write(annotation: Annotation, out: Path | None, *, indent: int | None) -> None:
    content = json.dumps(render_annotation(annotation), ensure_ascii=False, indent=indent) + "\n"
    if out is None:
        sys.stdout.write(content)
        return
    with replace_file(out / f"{annotation.document.name}.json") as draft:
        draft.write_text(content, encoding="utf-8")
