"""`mithaq load`: documents and annotation files through the gate into the store, and what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from api.console.console import BAD_INPUT, REFUSED, progress, say, show, table
from api.console.inputs import Reader, gather_inputs
from api.console.stores import Admitter
from api.console.terms import shorten_term
from api.settings import LookupMode, Settings
from graph.admission import Admission
from ontology.errors import DocumentError
from ontology.model import Annotation, Modality
from shapes.report import ValidationReport

_COUNTED = ("actors", "events", "claimed", "unrealized", "treaties", "disputes", "relations")


@dataclass(frozen=True, slots=True)
class Loaded:
    """One document that could be read, and what the gate said to it.

    Attributes:
        counts: what was found in it, one number for each of `_COUNTED`; a thousand annotations would fill the memory.
    """

    name: str
    counts: tuple[int, ...]
    admission: Admission


@dataclass(frozen=True, slots=True)
class Account:
    """What became of what was named on the command line.

    Attributes:
        loaded: in the order given; some may be refused.
        unreadable: how many could not be read; each has been told in a line of its own.
    """

    loaded: tuple[Loaded, ...] = ()
    unreadable: int = 0

    @property
    def refused(self) -> tuple[Loaded, ...]:
        """Those that the gate kept out."""
        return tuple(each for each in self.loaded if not each.admission.admitted)

    @property
    def exit_code(self) -> int:
        """0 if everything is in the store."""
        if self.unreadable:
            return BAD_INPUT
        return REFUSED if self.refused else 0


def load_documents(paths: Sequence[Path], *, settings: Settings, reader: Reader) -> None:
    """Load what is named into the store and print what was found in it.

    Raises:
        DocumentError: a folder holds nothing to load.
        StoreError: the store cannot be opened or written.
        typer.Exit: something was refused or could not be read; the rest is loaded.
    """
    inputs = gather_inputs(paths)
    with Admitter(settings.store, base=settings.base_iri, lookup=settings.lookup is LookupMode.ON) as admitter:
        account = admit_inputs(inputs, admitter, reader=reader)
    print_account(account)
    if account.exit_code:
        raise typer.Exit(account.exit_code)


def admit_inputs(inputs: Sequence[Path], admitter: Admitter, *, reader: Reader) -> Account:
    """Read inputs one after the other and admit what can be read; one line tells of each that cannot."""
    loaded: list[Loaded] = []
    unreadable = 0
    with progress("loading", total=len(inputs)) as advance:
        for path in inputs:
            try:
                annotation = reader.read(path)
            except DocumentError as error:
                say(str(error))
                unreadable += 1
            else:
                if not loaded:
                    admitter.prepare(reader.catalog)
                admission = admitter.admit(annotation)
                loaded.append(Loaded(annotation.document.name, _count(annotation), admission))
            advance()
    return Account(tuple(loaded), unreadable)


def print_account(account: Account) -> None:
    """A table of what was found, and one of what the gate refused and why."""
    if not account.loaded:
        return
    found = table("document", *_COUNTED, "graph", numbers=frozenset(_COUNTED))
    for each in account.loaded:
        found.add_row(each.name, *map(str, each.counts), _fate(each.admission))
    show(found)
    for each in account.refused:
        print()
        print_report(each.admission.report, title=f"{each.name} is refused:")
    if account.refused:
        say(f"the gate refused {len(account.refused)} of {len(account.loaded)} documents; the report says why")


def print_report(report: ValidationReport, *, title: str) -> None:
    """What breaks the shapes, in English and Arabic."""
    faults = table("where", "what is wrong", title=title)
    for result in report.results:
        place = shorten_term(result.focus_node)
        if result.path is not None:
            place += f"\n{shorten_term(result.path)}"
        if result.value is not None:
            place += f"\n{shorten_term(result.value)[:200]}"
        faults.add_row(place, f"{result.message_en}\n{result.message_ar}")
    show(faults)


def _count(annotation: Annotation) -> tuple[int, ...]:
    kinds = Counter(event.modality for event in annotation.events)
    asserted, claimed = kinds[Modality.ASSERTED], kinds[Modality.CLAIMED]
    return (
        len(annotation.actors),
        asserted,
        claimed,
        len(annotation.events) - asserted - claimed,
        len(annotation.treaties),
        len(annotation.disputes),
        len(annotation.relations),
    )


def _fate(admission: Admission) -> str:
    if not admission.admitted:
        return "refused"
    if not (admission.added or admission.removed):
        return "unchanged"
    return f"+{admission.added} triples" + (f", -{admission.removed}" if admission.removed else "")
