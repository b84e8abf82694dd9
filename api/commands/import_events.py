"""`mithaq import`: tables of coded events through the gate into the store, block by block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

import typer

from api.commands.load import print_report
from api.console.console import BAD_INPUT, REFUSED, progress, say, show, table
from api.console.stores import Admitter
from api.settings import Settings
from extraction.event_tables import Row, TableReader, read_lines
from graph.iris import DocumentIris
from ontology.catalog import load_catalog
from ontology.errors import DocumentError

BLOCK: Final = 500
"""Rows of one document: 12,000 triples, which the gate checks and one transaction writes in a second."""

_SHOWN = 10
"""Faults that are told one by one."""


@dataclass(slots=True)
class _Account:
    """What became of a table, counted as it is read.

    Attributes:
        left_out: rows by the name of a relation that PLOVER has no class for.
        own: actors that the register does not know, by id.
    """

    rows: int = 0
    events: int = 0
    unchanged: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    register: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)


def import_table(path: Path, *, source: str, settings: Settings) -> None:
    """Bring a table of events into the store, and print what became of it.

    Raises:
        DocumentError: the file cannot be read, or is empty.
        StoreError: the store cannot be opened or written.
        typer.Exit: lines are wrong, and nothing was brought in; or the gate refused a block.
    """
    catalog = load_catalog()
    reader, account = TableReader(catalog), _Account()
    rows = _check_lines(path, reader)
    with Admitter(settings.store, base=settings.base_iri) as admitter:
        admitter.prepare(catalog)
        with progress("importing", total=-(-rows // BLOCK)) as advance:
            for block in _blocks(path, reader):
                _import_block(block, reader, admitter, account, name=path.stem, source=source)
                advance()
    _print_account(account)


def _check_lines(path: Path, reader: TableReader) -> int:
    """Read a table to its end, and tell what is wrong with it; gives the number of its rows."""
    rows, faults = 0, 0
    for number, text in _read(path):
        try:
            reader.read_row(number, text)
            rows += 1
        except DocumentError as error:
            faults += 1
            if faults <= _SHOWN:
                say(f"{path}: {error}")
    if faults:
        more = f" ({faults - _SHOWN} more are not shown)" if faults > _SHOWN else ""
        say(f"{path}: {faults} of {rows + faults} lines cannot be read{more}; nothing was imported")
        raise typer.Exit(BAD_INPUT)
    if not rows:
        raise DocumentError(f"{path} is empty: a table has rows of subject, relation, object and date")
    return rows


def _read(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open(encoding="utf-8") as file:
            yield from read_lines(file)
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise DocumentError(f"{path} is not in UTF-8 (byte {error.start}): convert it first.") from error


def _blocks(path: Path, reader: TableReader) -> Iterator[list[Row]]:
    rows = (reader.read_row(number, text) for number, text in _read(path))
    while block := list(islice(rows, BLOCK)):
        yield block


def _import_block(
    block: list[Row], reader: TableReader, admitter: Admitter, account: _Account, *, name: str, source: str
) -> None:
    annotation = reader.read_block(block, name=name, source=source)
    account.rows += len(block)
    account.events += len(annotation.events)
    account.left_out.update(row.cells[1] for row in block if reader.relation_of(row).event_class is None)
    account.register.update(actor.id for actor in annotation.actors if actor.register)
    account.own.update(actor.id for actor in annotation.actors if not actor.register)
    document = DocumentIris(annotation.document.id, admitter.base).document
    if admitter.store.query(f"ASK {{ GRAPH {document} {{ ?s ?p ?o }} }}"):
        account.unchanged += len(block)
        return
    admission = admitter.admit(annotation)
    if not admission.admitted:
        print_report(admission.report, title=f"rows {block[0].line} to {block[-1].line} are refused:")
        raise typer.Exit(REFUSED)


def _print_account(account: _Account) -> None:
    shown = table("rows", "events", "there already", "actors of the register", "other actors")
    counted = (account.rows, account.events, account.unchanged, len(account.register), len(account.own))
    shown.add_row(*(f"{number:,}" for number in counted))
    show(shown)
    if account.left_out:
        left = table("left out: PLOVER has no class for", "rows", numbers=frozenset({"rows"}))
        for relation, rows in account.left_out.most_common():
            left.add_row(relation, f"{rows:,}")
        show("", left)
