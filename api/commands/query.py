"""`mithaq query`: SPARQL to a table or to the formats of the standards."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import typer

from api.console.console import show, table, write_bytes
from api.console.stores import open_for_reading
from api.console.terms import shorten_term
from api.formats import QueryFormat
from extraction.text.decoding import decode_text
from extraction.text.reading import read_file
from graph.store import QueryForm, QueryResult, Solutions, Store
from ontology.errors import QueryError


@dataclass(frozen=True, slots=True)
class MediaTypes:
    """What a format is called on the wire, for rows and for triples; None where it cannot hold them."""

    solutions: str | None
    triples: str | None


_MEDIA_TYPES = {
    QueryFormat.JSON: MediaTypes("application/sparql-results+json", "application/ld+json"),
    QueryFormat.XML: MediaTypes("application/sparql-results+xml", "application/rdf+xml"),
    QueryFormat.CSV: MediaTypes("text/csv", None),
    QueryFormat.TSV: MediaTypes("text/tab-separated-values", None),
    QueryFormat.TURTLE: MediaTypes(None, "text/turtle"),
    QueryFormat.NTRIPLES: MediaTypes(None, "application/n-triples"),
    QueryFormat.JSONLD: MediaTypes(None, "application/ld+json"),
}


def answer_query(sparql: str | None, *, file: Path | None, form: QueryFormat | None, location: str) -> None:
    """Print the answer of a query on the store at `location`.

    Args:
        sparql: the query, unless it is in `file` (`-` is standard input).
        file: where the query is.
        form: how to print; without it a table for rows, Turtle for triples, the word for ASK.
        location: of the store.

    Raises:
        QueryError: the query does not parse, or its answer cannot be written in `form`.
        StoreError: there is no store.
    """
    text = _read_query(sparql, file)
    with closing(open_for_reading(location)) as store:
        if form is None or form is QueryFormat.TABLE:
            _print_for_reading(store.query(text), form)
        else:
            _write(store, text, form)


def _print_for_reading(result: QueryResult, form: QueryFormat | None) -> None:
    if isinstance(result, Solutions):
        rows = table(*result.variables)
        for row in result:
            rows.add_row(*("" if (term := row[name]) is None else shorten_term(term) for name in result.variables))
        show(rows)
    elif isinstance(result, bool):
        print("true" if result else "false")
    elif form is QueryFormat.TABLE:
        raise QueryError(_unfit(QueryForm.TRIPLES, form))
    else:
        from graph.export import serialize_turtle  # noqa: PLC0415 - brings rdflib, which rows do not need

        write_bytes(serialize_turtle(result))


def _write(store: Store, text: str, form: QueryFormat) -> None:
    media = _MEDIA_TYPES[form]
    answer = store.serialize_query(
        text, solutions=media.solutions or "text/csv", triples=media.triples or "text/turtle"
    )
    if answer.media_type not in (media.solutions, media.triples):
        raise QueryError(_unfit(answer.form, form))
    write_bytes(answer.body)


def _read_query(sparql: str | None, file: Path | None) -> str:
    if (sparql is None) == (file is None):
        raise typer.BadParameter("give the query either as an argument or with --file")
    if file is None:
        return sparql or ""
    content = sys.stdin.buffer.read() if str(file) == "-" else read_file(file)
    return decode_text(content, str(file))


def _unfit(form: QueryForm, name: QueryFormat) -> str:
    triples = form is QueryForm.TRIPLES
    what = "triples" if triples else "rows or a yes or no"
    fit = [str(each) for each, media in _MEDIA_TYPES.items() if (media.triples if triples else media.solutions)]
    fit += [] if triples else [str(QueryFormat.TABLE)]
    return f"the query gives {what}, which --format {name} cannot hold: take {', '.join(fit)}"
