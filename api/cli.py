"""The command line: how each command is called, what its help says, and how errors end.

Data goes to standard output, all else to standard error. An error is one line there, and the exit code 1 (data refused,
nothing found, nothing to work on) or 2 (bad usage, bad input). What a command does stands in `api/commands/`, imported
when it runs, so that `--help` need not wait for a web framework.
"""

# ruff: noqa: PLC0415 - see above: the help takes 0.4 s of processor time, and with every import at the top 2.1 s

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer.main import get_command

from api.command_line.documents import extract, load
from api.command_line.imports import imports
from api.command_line.judgements import judge, judgements
from api.command_line.tokens import tokens
from api.console.console import BAD_INPUT, REFUSED, say
from api.console.options import DEFAULT_STORE, Store
from api.formats import QueryFormat
from ontology.errors import IdentifierError, MithaqError, StoreError

INTERRUPTED = 130
"""As a shell reports a process that Ctrl-C ended."""

app = typer.Typer(
    name="mithaq",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def describe() -> None:
    """Turn documents on international relations into a knowledge graph with the words behind every statement."""


app.command()(extract)
app.command()(load)


@app.command()
def serve(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH", help="What to load first, as for [b]load[/b].")
    ] = None,
    host: Annotated[
        str | None,
        typer.Option(
            "--host", metavar="ADDRESS", help="Address to listen on.", show_default="MITHAQ_HOST or 127.0.0.1"
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option("--port", metavar="PORT", help="0 takes a free one.", show_default="MITHAQ_PORT or 8000"),
    ] = None,
    store: Store = DEFAULT_STORE,
    workers: Annotated[
        int | None,
        typer.Option("--workers", metavar="N", help="Processes for queries.", show_default="MITHAQ_WORKERS or 2"),
    ] = None,
    lookup: Annotated[
        str | None,
        typer.Option(
            "--lookup", metavar="on|off", help="Answer from the read model.", show_default="MITHAQ_LOOKUP or on"
        ),
    ] = None,
) -> None:
    """Load what is named, then serve the graph over SPARQL, REST and web addresses.

    [b]Examples[/b]

    mithaq serve documents/russia-nato.txt

    mithaq serve --store graph --port 8080
    """
    from api.commands.serve import serve_graph
    from api.console.configuration import read_settings

    settings = read_settings(host=host, port=port, store=store, workers=workers, lookup=lookup)
    serve_graph(paths or [], settings=settings)


@app.command()
def rebuild(
    store: Store = DEFAULT_STORE,
    memory: Annotated[
        int, typer.Option("--memory", min=0, metavar="MIB", help="What a copy of the store in memory may take.")
    ] = 4096,
) -> None:
    """Make the read model of a store, which answers lookups at any size; what is loaded later keeps it up.

    [b]Examples[/b]

    mithaq rebuild --store graph

    mithaq rebuild --store graph --memory 8192
    """
    from api.commands.rebuild import rebuild_lookup

    rebuild_lookup(location=store, memory=memory)


@app.command()
def query(
    sparql: Annotated[str | None, typer.Argument(metavar="[SPARQL]", help="The query.")] = None,
    file: Annotated[
        Path | None, typer.Option("--file", "-f", metavar="FILE", help="Read it from a file; - for standard input.")
    ] = None,
    form: Annotated[
        QueryFormat | None,
        typer.Option("--format", help="By default a table, and Turtle for CONSTRUCT and DESCRIBE."),
    ] = None,
    store: Store = DEFAULT_STORE,
) -> None:
    """Ask the store in SPARQL 1.1.

    [b]Examples[/b]

    mithaq query 'PREFIX mq: <https://w3id.org/mithaq/ontology#> SELECT ?class { ?e a mq:Event ; mq:eventClass ?class }'

    mithaq query --file question.rq --format csv
    """
    from api.commands.query import answer_query

    answer_query(sparql, file=file, form=form, location=store)


@app.command()
def export(
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="turtle, trig, nquads, jsonld or graphml.")
    ] = "turtle",
    document: Annotated[
        str | None, typer.Option("--document", metavar="ID", help="One document's graph: its id or its name.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write to a file.")] = None,
    store: Store = DEFAULT_STORE,
) -> None:
    """Write the graph, or one document's, to standard output or a file.

    [b]Examples[/b]

    mithaq export --out graph.ttl

    mithaq export --document russia-nato --format jsonld
    """
    from api.commands.export import export_store

    export_store(form=form, document=document, out=out, location=store)


@app.command()
def validate(store: Store = DEFAULT_STORE) -> None:
    """Check the whole store against the shapes; the exit code is 1 if it does not conform.

    [b]Examples[/b]

    mithaq validate
    """
    from api.commands.validate import validate_store

    validate_store(location=store)


@app.command()
def relations(
    name: Annotated[str, typer.Argument(metavar="NAME", help="An actor, in Arabic or English.")],
    store: Store = DEFAULT_STORE,
) -> None:
    """Show what ties an actor to others, with the words that say so.

    [b]Examples[/b]

    mithaq relations Turkey

    mithaq relations روسيا
    """
    from api.commands.relations import show_relations

    show_relations(name, location=store)


@app.command()
def conformance(
    groups: Annotated[
        list[str] | None, typer.Option("--group", metavar="NAME", help="Only these tests, as [b]protocol[/b].")
    ] = None,
    sample: Annotated[int, typer.Option("--sample", min=1, metavar="N", help="Only every N-th test of a group.")] = 1,
) -> None:
    """Run the W3C's SPARQL tests against a service on an empty store; the exit code is 1 if one fails unexpectedly.

    [b]Examples[/b]

    mithaq conformance

    mithaq conformance --group protocol --group graph-store
    """
    from api.commands.conformance import run_suites

    run_suites(groups or (), sample=sample)


app.command()(judge)
app.add_typer(judgements, name="judgements")
app.add_typer(imports, name="import")
app.add_typer(tokens, name="token")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code.

    Args:
        arguments: instead of the process's own.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    logging.basicConfig(format="mithaq: %(message)s", level=logging.WARNING)
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; every error ends as one line on standard error.

    Returns:
        The exit code.
    """
    try:
        code = get_command(app)(arguments, prog_name="mithaq", standalone_mode=False)
        sys.stdout.flush()
    except typer.TyperException as error:  # its own words name the option
        if error.format_message():  # empty where a missing command has shown the help
            say(f"{error.format_message()} (mithaq --help lists what there is)")
        return BAD_INPUT
    except (IdentifierError, StoreError) as error:
        say(str(error))
        return REFUSED
    except MithaqError as error:
        say(str(error))
        return BAD_INPUT
    except BrokenPipeError:  # the reader had enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except OSError as error:
        say(f"{error.filename or 'the system'}: {error.strerror or error}")
        return BAD_INPUT
    except Exception as error:  # the last resort: a fault of ours is told as one, and never as a traceback
        if "MITHAQ_TRACEBACK" in os.environ:
            raise
        say(f"a fault in Mithaq itself: {type(error).__name__}: {error} (MITHAQ_TRACEBACK=1 shows where)")
        return REFUSED
    return code if isinstance(code, int) else 0
