"""What a store is: the seam between Mithaq's graph and whichever SPARQL 1.1 engine keeps it.

A store is an RDF dataset with a version. Its named graphs say who said what (one a document, one for the register, one
for the ontology); its default graph is what a first query reads. Values that come out (`Solutions`, triples) are plain
Python and may cross threads; what the engine returns may not, so it never leaves the store.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeAlias, runtime_checkable

import pyoxigraph as ox

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
"""What can stand in the object of a triple or in a solution."""

Solution: TypeAlias = Mapping[str, Term | None]
"""One row: every variable of the SELECT by its name without the question mark; None where it is unbound."""


@dataclass(frozen=True, slots=True)
class Solutions:
    """The rows of a SELECT, in the order of the engine."""

    variables: tuple[str, ...]
    rows: tuple[Solution, ...]

    def __iter__(self) -> Iterator[Solution]:
        """Go through the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)


QueryResult: TypeAlias = Solutions | bool | tuple[ox.Triple, ...]
"""SELECT gives `Solutions`, ASK a bool, CONSTRUCT and DESCRIBE triples."""


class QueryForm(StrEnum):
    """What a query gives back; the media types it can be written in depend on it."""

    SOLUTIONS = "solutions"
    BOOLEAN = "boolean"
    TRIPLES = "triples"


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a query, already written out.

    Attributes:
        media_type: of `body`; of the two that the caller offered the one that fits the form.
    """

    form: QueryForm
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Change:
    """How many triples a write put into a named graph and took out of it."""

    added: int
    removed: int

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.added or self.removed)


@dataclass(frozen=True, slots=True)
class Sizes:
    """What a store holds.

    Attributes:
        triples: of the default graph.
        graphs: IRIs of the named graphs with their triples, in order.
        classes: IRIs of classes with how many things of the default graph are of them, in order.
    """

    triples: int
    graphs: tuple[tuple[str, int], ...]
    classes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class DatasetChoice:
    """The dataset of a query as the SPARQL 1.1 protocol lets a request choose it.

    Attributes:
        default_graphs: their merge is the default graph of the query; with both empty the store's own dataset is read.
        named_graphs: what GRAPH can reach.
    """

    default_graphs: tuple[ox.NamedNode, ...] = ()
    named_graphs: tuple[ox.NamedNode, ...] = ()

    def __bool__(self) -> bool:
        """Whether the request chose anything."""
        return bool(self.default_graphs or self.named_graphs)


@runtime_checkable
class Store(Protocol):
    """An RDF dataset behind SPARQL 1.1, with a version that every write raises.

    Every method raises `StoreError` where the store cannot be read or written, and `QueryError` for SPARQL that does
    not parse or run. Methods may be called from any thread; writes wait for each other.
    """

    @property
    def location(self) -> str:
        """Where the store is: a folder, `memory:` or a URL."""
        ...

    @property
    def version(self) -> int:
        """A number that every write raises by one; 0 when new.

        It never goes down and survives a restart; after an end that was not orderly it may jump. Two contents of a
        store never have the same version.
        """
        ...

    def sizes(self) -> Sizes:
        """How many triples there are, by graph, and things, by class; kept where the store can, else counted."""
        ...

    def query(
        self,
        sparql: str,
        substitutions: Mapping[str, Term] | None = None,
        *,
        dataset: DatasetChoice | None = None,
    ) -> QueryResult:
        """Answer a query with values.

        Args:
            sparql: a SPARQL 1.1 query.
            substitutions: values for variables, by name without the question mark. Safe against injection; every one
                has to be in the SELECT (the engine refuses others, here with a `QueryError`).
            dataset: the graphs to read instead of the store's own dataset.
        """
        ...

    def select(self, sparql: str, substitutions: Mapping[str, Term] | None = None) -> Solutions:
        """Answer a SELECT; a `QueryError` for another form."""
        ...

    def serialize_query(
        self,
        sparql: str,
        *,
        solutions: str = "application/sparql-results+json",
        triples: str = "text/turtle",
        substitutions: Mapping[str, Term] | None = None,
        dataset: DatasetChoice | None = None,
    ) -> Answer:
        """Answer a query with bytes for an HTTP body; rows never become Python objects.

        Args:
            sparql: as for `query`.
            solutions: media type for SELECT and ASK: SPARQL results in JSON, XML, CSV or TSV.
            triples: media type for CONSTRUCT and DESCRIBE: an RDF media type.
            substitutions: as for `query`.
            dataset: as for `query`.
        """
        ...

    def update(self, sparql: str, *, touching: Collection[str] | None = None) -> None:
        """Run a SPARQL 1.1 update in one transaction: all of it, or nothing.

        Args:
            sparql: the update.
            touching: CONSTRUCT queries that give, asked right before it, all that it changes in the default graph, and
                maybe more, for who follows the store; None where nobody knows.
        """
        ...

    def graph(self, name: ox.NamedNode | None) -> tuple[ox.Triple, ...]:
        """The triples of a named graph or, for None, of the default graph; unordered, none where there is no graph."""
        ...

    def named_graphs(self) -> tuple[ox.NamedNode, ...]:
        """The names of the graphs that hold triples, sorted."""
        ...

    def replace_graph(self, name: ox.NamedNode | None, triples: Iterable[ox.Triple]) -> Change:
        """Make a graph hold exactly these triples, in one transaction; other graphs stay as they are.

        The same triples again change nothing, not even the version.

        Args:
            name: the named graph, or None for the default graph.
            triples: what it shall hold; none leaves no such graph.
        """
        ...

    def writing(self) -> AbstractContextManager[object]:
        """Let nobody else write within: for a write that depends on what was read before."""
        ...

    def write(self, *, delete: Iterable[ox.Quad], insert: Iterable[ox.Quad]) -> None:
        """Take quads out and put others in, in one transaction; with none of both nothing happens.

        Args:
            delete: without blank nodes; a named graph that they empty is gone.
            insert: a quad that is there already stays.
        """
        ...

    def find_said(self, triples: Iterable[ox.Triple], *, outside: Collection[ox.NamedNode]) -> set[ox.Triple]:
        """Those of some triples that a named graph holds, without looking into the graphs `outside`."""
        ...

    def flush(self) -> None:
        """Put every write so far on disk, so that a power cut cannot take it."""
        ...

    def backup(self, folder: Path) -> None:
        """Copy the store, with its version, into a folder that does not exist yet; `open_store` opens it."""
        ...

    def close(self) -> None:
        """Let go of the store; any use after that is a `StoreError`."""
        ...


class Follower(Protocol):
    """Is told of the writes of an embedded store, one after the other, so as to keep up with them."""

    def begin(self, changed: Collection[ox.Triple], *, bound: int) -> None:
        """Learn what comes into the default graph or goes from it, before it does.

        Args:
            changed: triples; some may have been there before.
            bound: the version that the store has if the process ends before the store is closed.
        """
        ...

    def follow(self) -> None:
        """Learn that it was written, and whole; the store already has the new version."""
        ...

    def lose(self) -> None:
        """Learn of a write of which nobody knows what it changes, before it is made."""
        ...

    def settle(self) -> None:
        """Learn that all writes so far are on disk."""
        ...

    def close(self) -> None:
        """Let go of what is held: the store is being closed."""
        ...
