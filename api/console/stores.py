"""Stores as commands use them: one to read, or one to write that is made only when there is something to write."""

from __future__ import annotations

from functools import cached_property
from types import TracebackType
from typing import Self

from api.console.terms import shorten_term
from api.lookups import keep_up
from graph.admission import Admission, admit, admit_catalog
from graph.store import MEMORY, Store, open_store
from ontology.catalog import Catalog
from ontology.errors import LexiconError, StoreError
from ontology.model import Annotation
from ontology.terms import DEFAULT_BASE
from shapes.validation import Gate, LateGate


def open_for_reading(location: str) -> Store:
    """The store at a location, to read only.

    Raises:
        StoreError: there is none, or it is one in memory, which ends with the process that made it.
    """
    if location == MEMORY:
        raise StoreError(f"a store in {MEMORY} ends with the command that made it: load into a folder (--store FOLDER)")
    return open_store(location, read_only=True)


def open_for_writing(location: str) -> Store:
    """The store at a location, to change what is in it.

    Raises:
        StoreError: there is none, it is one in memory, or another process uses it.
    """
    open_for_reading(location).close()
    store = open_store(location)
    keep_up(store, location)
    return store


class Admitter:
    """Admits annotations into the store at a location, which is opened, and made, with the first of them.

    Args:
        location: a folder or `memory:`.
        base: under which IRIs are minted.
        lookup: whether a read model that is there is kept up.
    """

    def __init__(self, location: str, *, base: str = DEFAULT_BASE, lookup: bool = True) -> None:
        self._location = location
        self.base = base
        self._lookup = lookup
        self.gate: Gate = LateGate()
        """What checks every annotation."""

    def __enter__(self) -> Self:
        """Nothing is opened yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Put what was admitted on disk, and let go of the store."""
        if "store" in self.__dict__:
            self.store.flush()
            self.store.close()

    @cached_property
    def store(self) -> Store:
        """The store itself."""
        store = open_store(self._location)
        if self._lookup:
            keep_up(store, self._location)
        return store

    def prepare(self, catalog: Catalog) -> None:
        """Put the ontology and the register into the store, where it does not hold them already.

        Raises:
            LexiconError: the register breaks the shapes; the message is its first fault.
        """
        admission = admit_catalog(catalog, self.store, gate=self.gate)
        if not admission.admitted:
            fault = admission.report.results[0]
            raise LexiconError(f"the register breaks the shapes: {shorten_term(fault.focus_node)}: {fault.message_en}")

    def admit(self, annotation: Annotation) -> Admission:
        """Put an annotation through the gate; it is on disk when the block ends."""
        return admit(annotation, self.store, gate=self.gate, base=self.base, flush=False)
