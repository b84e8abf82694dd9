"""The store in this process: pyoxigraph on a folder (RocksDB) or in memory."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Set
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final, TypeAlias

import pyoxigraph as ox

from graph.store.base import Answer, Change, DatasetChoice, Follower, QueryForm, QueryResult, Sizes, Solutions, Term
from graph.store.folder import open_folder, sync_log, unwritable, write_copy
from graph.store.sizes import Difference, SizeCount, collide, compare, find_difference, hold
from graph.store.statements import (
    has_blank_node,
    make_quad,
    normalise,
    rdf_format,
    results_format,
    syntax_error,
    write_data,
)
from graph.store.version import VersionCounter, write_version
from ontology.errors import QueryError, StoreError

MEMORY = "memory:"

_GROWTH: Final = 6
"""Bytes in memory for a byte on disk, where the engine compresses: 5.2 for a million triples of events in Arabic."""

_WHOLE_GRAPHS = re.compile(r"\b(?:CLEAR|CREATE|DROP|COPY|MOVE|ADD|LOAD)\b", re.IGNORECASE)
"""What an update has that changes graphs otherwise than by its templates."""

_EngineResult: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class EmbeddedStore:
    """A pyoxigraph store with a version, one writer at a time, and errors that name the way out.

    Args:
        folder: where it lives (made if missing), or None for one in memory that ends with the process.
        read_only: open what is there and refuse writes. The engine promises nothing about a folder that another
            process writes to at the same time: open a `backup`.

    Raises:
        StoreError: the folder is used by another process, holds something else, or cannot be read or written.
    """

    def __init__(self, folder: Path | None = None, *, read_only: bool = False) -> None:
        self._folder = folder
        self._read_only = read_only
        self._engine: ox.Store | None = ox.Store() if folder is None else open_folder(folder, read_only=read_only)
        self._writing = threading.RLock()
        self._version = VersionCounter(folder)
        self._follower: Follower | None = None
        self._sizes = SizeCount(folder, self._version.current)

    @property
    def location(self) -> str:
        """The folder, or `memory:`."""
        return MEMORY if self._folder is None else str(self._folder)

    @property
    def version(self) -> int:
        """A number that every write raises (see `Store.version`)."""
        return self._version.current

    def sizes(self) -> Sizes:
        """How much there is (see `Store.sizes`)."""
        with self._writing:
            return self._sizes.find(self.select)

    def follow_with(self, follower: Follower) -> None:
        """Tell somebody of every write from now on."""
        self._follower = follower

    def query(
        self,
        sparql: str,
        substitutions: Mapping[str, Term] | None = None,
        *,
        dataset: DatasetChoice | None = None,
    ) -> QueryResult:
        """Answer a query with values (see `Store.query`)."""
        result = self._run(sparql, substitutions, dataset)
        try:
            if isinstance(result, ox.QueryBoolean):
                return bool(result)
            if isinstance(result, ox.QueryTriples):
                return tuple(result)
            variables = tuple(variable.value for variable in result.variables)
            rows = tuple(dict(zip(variables, solution, strict=True)) for solution in result)
        except RuntimeError as error:
            raise QueryError(str(error)) from error
        except OSError as error:
            raise self._unanswerable(error) from error
        return Solutions(variables, rows)

    def select(self, sparql: str, substitutions: Mapping[str, Term] | None = None) -> Solutions:
        """Answer a SELECT (see `Store.select`)."""
        result = self.query(sparql, substitutions)
        if not isinstance(result, Solutions):
            raise QueryError("a SELECT is needed here; the query has another form")
        return result

    def serialize_query(
        self,
        sparql: str,
        *,
        solutions: str = "application/sparql-results+json",
        triples: str = "text/turtle",
        substitutions: Mapping[str, Term] | None = None,
        dataset: DatasetChoice | None = None,
    ) -> Answer:
        """Answer a query with bytes, written by the engine (see `Store.serialize_query`)."""
        result = self._run(sparql, substitutions, dataset)
        try:
            if isinstance(result, ox.QueryTriples):
                return Answer(QueryForm.TRIPLES, triples, result.serialize(format=rdf_format(triples)) or b"")
            body = result.serialize(format=results_format(solutions)) or b""
        except RuntimeError as error:
            raise QueryError(str(error)) from error
        except OSError as error:
            raise self._unanswerable(error) from error
        form = QueryForm.BOOLEAN if isinstance(result, ox.QueryBoolean) else QueryForm.SOLUTIONS
        return Answer(form, solutions, body)

    def update(self, sparql: str, *, touching: Collection[str] | None = None) -> None:
        """Run an update and raise the version, in one transaction (see `Store.update`)."""
        with self._writing:
            try:
                changed = self._find_touched(touching) if touching is not None and self._is_followed else None
                held = None if _WHOLE_GRAPHS.search(sparql) else hold(self._open(), changed)
                self._commit(lambda engine: engine.update(sparql), changed)
                self._sizes.add(None if held is None else compare(held, hold(self._open(), changed)))
            except SyntaxError as error:
                raise syntax_error(str(error)) from error
            except RuntimeError as error:
                raise QueryError(str(error)) from error

    def graph(self, name: ox.NamedNode | None) -> tuple[ox.Triple, ...]:
        """The triples of one graph (see `Store.graph`)."""
        quads = self._open().quads_for_pattern(None, None, None, name or ox.DefaultGraph())
        return tuple(quad.triple for quad in quads)

    def named_graphs(self) -> tuple[ox.NamedNode, ...]:
        """The names of the graphs that hold triples (see `Store.named_graphs`)."""
        engine = self._open()
        names = [name for name in engine.named_graphs() if isinstance(name, ox.NamedNode)]
        held = [name for name in names if next(engine.quads_for_pattern(None, None, None, name), None)]
        return tuple(sorted(held, key=lambda name: name.value))

    def replace_graph(self, name: ox.NamedNode | None, triples: Iterable[ox.Triple]) -> Change:
        """Make a graph hold exactly these triples (see `Store.replace_graph`)."""
        with self._writing:
            engine = self._writable()
            target = name or ox.DefaultGraph()
            # In order throughout: what lies together in the engine is written in half the time.
            before = dict.fromkeys(quad.triple for quad in engine.quads_for_pattern(None, None, None, target))
            if not before:
                filling = [make_quad(triple, target) for triple in dict.fromkeys(triples)]
                self.write(delete=(), insert=filling)
                if self._sizes.known and collide(filling):
                    self._sizes.add(None)
                return Change(len(filling), 0)
            after = normalise(triples)
            if any(has_blank_node(triple) for triple in (*before, *after)):
                return self._replace_whole(name, before, after)
            added = [triple for triple in after if triple not in before]
            removed = [triple for triple in before if triple not in after]
            self.write(
                delete=[make_quad(triple, target) for triple in removed],
                insert=[make_quad(triple, target) for triple in added],
            )
            return Change(len(added), len(removed))

    def writing(self) -> AbstractContextManager[object]:
        """Keep other writers out (see `Store.writing`)."""
        return self._writing

    def write(self, *, delete: Iterable[ox.Quad], insert: Iterable[ox.Quad]) -> None:
        """Take quads out and put others in (see `Store.write`)."""
        with self._writing:
            engine, deletions, insertions = self._writable(), dict.fromkeys(delete).keys(), list(insert)
            if not (deletions or insertions):
                return
            difference = find_difference(engine, deletions, insertions) if self._is_followed else None
            changed = None
            if difference is not None and self._follower is not None:
                changed = difference.in_default_graph()
            if deletions:
                operations = [*write_data("DELETE DATA", deletions), *write_data("INSERT DATA", insertions)]
                operations += [_drop(name) for name in _emptied(engine, deletions, insertions)]
                self._commit(lambda engine: engine.update(";\n".join(operations)), changed)
            else:  # no text to write and to parse
                self._commit(lambda engine: engine.extend(insertions), changed)
            self._sizes.add(difference)

    def find_said(self, triples: Iterable[ox.Triple], *, outside: Collection[ox.NamedNode]) -> set[ox.Triple]:
        """Those of some triples that a named graph holds (see `Store.find_said`)."""
        engine, skipped = self._open(), {*outside, ox.DefaultGraph()}
        return {
            triple
            for triple in triples
            if any(
                quad.graph_name not in skipped
                for quad in engine.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
            )
        }

    def flush(self) -> None:
        """Sync the log to disk; a store in memory has nothing to do."""
        self._open()
        if self._folder is not None and not self._read_only:
            try:
                sync_log(self._folder)
                if self._follower is not None:
                    self._follower.settle()
            except OSError as error:
                raise unwritable(self.location, error) from error

    def backup(self, folder: Path) -> None:
        """Copy into a new folder: hard links where the file system can, else a copy (see `Store.backup`)."""
        if folder.exists():
            raise StoreError(f"{folder} exists already: name a folder that does not, the backup makes it")
        with self._writing:
            engine = self._open()
            try:
                folder.parent.mkdir(parents=True, exist_ok=True)
                if self._folder is not None:
                    engine.flush()
                    engine.backup(folder)
                    write_version(folder, self.version)
                else:
                    write_copy(folder, engine, self.version)
            except OSError as error:
                raise unwritable(str(folder), error) from error

    def close(self) -> None:
        """Flush and let go of the folder."""
        with self._writing:
            if self._engine is not None:
                if not self._read_only:
                    self._engine.flush()  # so that nothing has to be taken up from the log
                self.flush()
                self._settle_version()
                if self._follower is not None:
                    self._follower.close()
                self._engine = None

    def _open(self) -> ox.Store:
        if self._engine is None:
            raise StoreError(f"the store {self.location} is closed: open it again with open_store")
        return self._engine

    def _writable(self) -> ox.Store:
        if self._read_only:
            raise StoreError(f"the store {self.location} was opened read-only: open it without read_only to write")
        return self._open()

    @property
    def _is_followed(self) -> bool:
        """Whether anybody wants to know what a write changes."""
        return self._follower is not None or self._sizes.known

    def _find_touched(self, queries: Iterable[str]) -> list[ox.Triple] | None:
        """What queries give; None where one cannot be asked, though the update that it was made of can be run."""
        touched: list[ox.Triple] = []
        try:
            for query in queries:
                result = self._run(query, None, None)
                touched += result if isinstance(result, ox.QueryTriples) else ()
        except (QueryError, StoreError):
            return None
        return touched

    def _run(
        self, sparql: str, substitutions: Mapping[str, Term] | None, dataset: DatasetChoice | None
    ) -> _EngineResult:
        values = {ox.Variable(name): term for name, term in (substitutions or {}).items()}
        engine = self._open()
        try:
            if dataset:
                return engine.query(
                    sparql,
                    substitutions=values,
                    default_graph=list(dataset.default_graphs),
                    named_graphs=list(dataset.named_graphs),
                )
            return engine.query(sparql, substitutions=values)
        except SyntaxError as error:
            raise syntax_error(str(error)) from error
        except RuntimeError as error:
            raise QueryError(str(error)) from error
        except OSError as error:
            raise self._unanswerable(error) from error

    def _unanswerable(self, error: OSError) -> StoreError:
        return StoreError(f"the store {self.location} cannot answer ({error}): is it whole, and is SERVICE reachable?")

    def _replace_whole(
        self, name: ox.NamedNode | None, before: Collection[ox.Triple], after: Collection[ox.Triple]
    ) -> Change:
        """Empty a graph and fill it: a blank node cannot be deleted by name."""
        target = name or ox.DefaultGraph()
        clear = "CLEAR DEFAULT" if name is None else _drop(name)
        lost, gained = ([make_quad(triple, target) for triple in triples] for triples in (before, after))
        operations = [clear, *write_data("INSERT DATA", gained)]
        self._commit(lambda engine: engine.update(";\n".join(operations)), None if name is None else ())
        self._sizes.add(Difference(gained, lost))
        return Change(len(after), len(before))

    def _commit(self, write: Callable[[ox.Store], None], changed: Collection[ox.Triple] | None = None) -> None:
        """Make one write, which is whole or not at all, and count it.

        Args:
            write: makes it.
            changed: what it changes in the default graph; None where nobody knows.
        """
        engine = self._writable()
        try:
            with self._version.counting():
                self._announce(changed)
                write(engine)
            if self._follower is not None:
                self._follower.follow()
        except OSError as error:
            raise unwritable(self.location, error) from error

    def _announce(self, changed: Collection[ox.Triple] | None) -> None:
        if self._follower is None:
            return
        if changed is None:
            self._follower.lose()
        else:
            self._follower.begin(changed, bound=self._version.bound)

    def _settle_version(self) -> None:
        try:
            self._version.settle()
            if not self._read_only:
                self._sizes.write(self.version)
        except OSError as error:
            raise unwritable(self.location, error) from error


def copy_into_memory(store: EmbeddedStore) -> EmbeddedStore:
    """A store that nobody writes to meanwhile, as one in memory: about 400 MiB and some seconds a million triples."""
    copy = EmbeddedStore()
    copy._open().extend(store._open())
    copy._sizes.add(None)
    return copy


def estimate_memory(folder: Path) -> int:
    """Bytes that the store in a folder takes in memory, rather too many."""
    return _GROWTH * sum(path.stat().st_size for path in folder.glob("*.sst"))


def _drop(name: ox.NamedNode) -> str:
    """Take a graph away by its name too: an emptied one would still answer to `GRAPH ?g {}`."""
    return f"DROP SILENT GRAPH {name}"


def _emptied(engine: ox.Store, deletions: Set[ox.Quad], insertions: Iterable[ox.Quad]) -> list[ox.NamedNode]:
    """The named graphs of which nothing is left."""
    touched = {quad.graph_name for quad in deletions} - {quad.graph_name for quad in insertions}
    return [
        name
        for name in touched
        if isinstance(name, ox.NamedNode)
        and all(quad in deletions for quad in engine.quads_for_pattern(None, None, None, name))
    ]
