"""How much a store holds, kept by adding up what each write brings and takes, so that nobody has to scan it.

A write of which nobody knows what it changes, or an end that was not orderly, loses the count; the next who asks then
counts anew. Beside a store on disk the count is a file, good for the version that it names.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from graph.queries import load_query
from graph.store.base import Sizes, Solutions
from graph.store.statements import has_blank_node, is_rewritten
from ontology.terms import RDF

SIZES_FILE: Final = "sizes.json"

_DEFAULT_SIZE: Final = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
_GRAPH_SIZES: Final = "SELECT ?graph (COUNT(*) AS ?n) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
_MOST_TOUCHED: Final = 20_000
"""Triples of one update; to count anew takes less time than to look each of more up twice."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The quads that a write brings and takes."""

    gained: Collection[ox.Quad] = ()
    lost: Collection[ox.Quad] = ()

    def in_default_graph(self) -> tuple[ox.Triple, ...]:
        """The triples that the default graph gains or loses."""
        return tuple(quad.triple for quad in (*self.gained, *self.lost) if isinstance(quad.graph_name, ox.DefaultGraph))


class SizeCount:
    """The count of one store; `known` says whether it is one.

    Args:
        folder: of the store, for its file; None for one in memory.
        version: of the store; one that was never written to holds nothing.
    """

    def __init__(self, folder: Path | None, version: int) -> None:
        self._folder = folder
        self._default = 0
        self._graphs: Counter[str] = Counter()
        self._classes: Counter[str] = Counter()
        self.known = version == 0 or self._read(version)

    def add(self, difference: Difference | None) -> None:
        """Note what a write has changed; None where nobody knows."""
        if difference is None:
            self.known = False
            return
        for quads, step in ((difference.gained, 1), (difference.lost, -1)):
            for graph, number in Counter(quad.graph_name for quad in quads).items():
                if isinstance(graph, ox.NamedNode):
                    self._graphs[graph.value] += step * number
                elif isinstance(graph, ox.DefaultGraph):
                    self._default += step * number
            for quad in quads:
                if quad.predicate == RDF.type and isinstance(quad.graph_name, ox.DefaultGraph):
                    self._classes[_name(quad.object)] += step

    def find(self, select: Callable[[str], Solutions]) -> Sizes:
        """What the store holds.

        Args:
            select: asks it, where the count was lost; nobody may write meanwhile.
        """
        if not self.known:
            sizes = count_sizes(select)
            self._default, self._graphs = sizes.triples, Counter(dict(sizes.graphs))
            self._classes = Counter(dict(sizes.classes))
            self.known = True
        named = sorted((name, number) for name, number in self._graphs.items() if number)
        classes = sorted((name, number) for name, number in self._classes.items() if name and number)
        return Sizes(self._default, tuple(named), tuple(classes))

    def write(self, version: int) -> None:
        """Put the count of a version into its file.

        Raises:
            OSError: it cannot be written.
        """
        if self._folder is not None and self.known:
            draft = self._folder / f"{SIZES_FILE}.part"
            content = {"version": version, "triples": self._default, "graphs": self._graphs, "classes": self._classes}
            draft.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
            draft.replace(self._folder / SIZES_FILE)

    def _read(self, version: int) -> bool:
        """Take the count from its file, if that is of a version."""
        if self._folder is None:
            return False
        try:
            content = json.loads((self._folder / SIZES_FILE).read_text(encoding="utf-8"))
            self._default, self._graphs = int(content["triples"]), Counter(content["graphs"])
            self._classes = Counter(content["classes"])
            return bool(content["version"] == version)
        except (OSError, ValueError, KeyError, TypeError):
            return False  # none, or half a one: it is counted anew


def count_sizes(select: Callable[[str], Solutions]) -> Sizes:
    """Scan a store."""

    def count(query: str, name: str, number: str) -> tuple[tuple[str, int], ...]:
        rows = ((_name(row.get(name)), int(str(getattr(row[number], "value", 0)))) for row in select(query))
        return tuple(sorted((found, size) for found, size in rows if found))

    (default,) = select(_DEFAULT_SIZE)
    classes = count(load_query("class-sizes").text, "class", "things")
    return Sizes(int(str(getattr(default["n"], "value", 0))), count(_GRAPH_SIZES, "graph", "n"), classes)


def find_difference(engine: ox.Store, deletions: Iterable[ox.Quad], insertions: Iterable[ox.Quad]) -> Difference:
    """What is changed by taking quads out and then putting others in.

    Args:
        engine: as it is before.
        deletions: some may not be there.
        insertions: as the engine keeps them; some may be there.
    """
    coming = dict.fromkeys(insertions)
    new = {name for name in {quad.graph_name for quad in coming} if _is_empty(engine, name)}
    gained = [quad for quad in coming if quad.graph_name in new or quad not in engine]
    return Difference(gained, [quad for quad in deletions if quad not in coming and quad in engine])


def hold(engine: ox.Store, triples: Collection[ox.Triple] | None) -> set[ox.Quad] | None:
    """The quads, in whichever graphs, of triples; None where they are too many or cannot be told from others."""
    if triples is None or len(triples) > _MOST_TOUCHED or any(has_blank_node(triple) for triple in triples):
        return None
    return {
        quad
        for triple in dict.fromkeys(triples)
        for quad in engine.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    }


def collide(quads: Collection[ox.Quad]) -> bool:
    """Whether the engine takes two of some quads for the same, as it does with 7 and "007"."""
    changeable = [quad for quad in quads if is_rewritten(quad.object)]
    scratch = ox.Store()
    scratch.extend(changeable)
    return len(scratch) < len(changeable)


def compare(before: set[ox.Quad] | None, after: set[ox.Quad] | None) -> Difference | None:
    """What a write has changed, by the quads of what it touched."""
    return None if before is None or after is None else Difference(after - before, before - after)


def _is_empty(engine: ox.Store, name: ox.NamedNode | ox.BlankNode | ox.DefaultGraph) -> bool:
    return next(engine.quads_for_pattern(None, None, None, name), None) is None


def _name(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""
