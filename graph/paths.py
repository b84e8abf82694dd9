"""How two actors are connected: the shortest ways from one to the other along ties, each step with its evidence.

The search goes from both ends, level by level, and is bounded at each: of an actor that has ties with half the world
only the closest are followed. What was left out is said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

import pyoxigraph as ox

from graph.queries import load_query, string
from graph.store import Store
from graph.views.references import find_references, iri_of, number_of
from graph.views.scores import find_scores
from graph.views.tie_rows import TieFilter, TieRow, find_tie_rows
from graph.views.tie_values import StrongTie
from graph.views.ties import TieKind, find_ties, strongest_rows
from graph.views.values import Reference

MOST_FOLLOWED: Final = 300
"""Actors that are followed further at each level: those with the most ties."""
_MOST_ROWS: Final = 20_000
_MOST_ROUTES: Final = 10_000
"""Of more equally short ways, the first in order of the IRIs are compared."""


@dataclass(frozen=True, slots=True)
class PathFilter:
    """Which ties make a path.

    Attributes:
        kinds: kinds of tie.
        modality: of events.
        earliest: of events, an ISO 8601 date of any precision; the same for `latest`.
    """

    kinds: frozenset[TieKind] = frozenset(TieKind)
    modality: ox.NamedNode | None = None
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path.

    Attributes:
        counts: how many ties of each kind join the two.
        strongest: those that say most, of the register alone where no document says any.
    """

    source: Reference
    target: Reference
    counts: dict[str, int]
    strongest: tuple[StrongTie, ...]


@dataclass(frozen=True, slots=True)
class Paths:
    """The shortest paths between two actors.

    Attributes:
        length: steps of each; None where there is none of the length allowed.
        truncated: whether actors were not followed or paths left out, so that there may be others.
    """

    source: Reference
    target: Reference
    length: int | None
    paths: tuple[tuple[Step, ...], ...]
    truncated: bool


def find_paths(
    store: Store, source: ox.NamedNode, target: ox.NamedNode, wanted: PathFilter, *, longest: int, limit: int
) -> Paths:
    """The shortest paths between two actors, those along the most ties first.

    Args:
        store: what to ask.
        source: where they start.
        target: where they end.
        wanted: which ties they follow.
        longest: how many steps at most.
        limit: how many paths at most.
    """
    search = _Search(store, wanted)
    routes = search.join(source.value, target.value, longest)
    shown = routes[:limit]
    steps = {pair for route in shown for pair in pairwise(route)}
    described = {pair: _describe(store, pair, wanted) for pair in sorted(steps)}
    references = find_references(store, [source, target])
    return Paths(
        source=references.of(source),
        target=references.of(target),
        length=len(routes[0]) - 1 if routes else None,
        paths=tuple(tuple(described[pair] for pair in pairwise(route)) for route in shown),
        truncated=search.truncated or len(routes) > limit,
    )


class _Search:
    """Two waves of neighbours, from either end, until they meet."""

    def __init__(self, store: Store, wanted: PathFilter) -> None:
        self._store = store
        self._wanted = wanted
        self._ties: dict[str, dict[str, int]] = {}
        self.truncated = False

    def join(self, source: str, target: str, longest: int) -> list[tuple[str, ...]]:
        """All shortest routes: first those with the most ties at their weakest step, then at the next, and so on."""
        if source == target:
            return []
        waves = ({source: 0}, {target: 0})
        edges = [{source}, {target}]
        for _ in range(longest):
            side = 0 if len(edges[0]) <= len(edges[1]) else 1
            edges[side] = self._advance(waves[side], edges[side])
            if waves[0].keys() & waves[1].keys():
                break
            if not edges[side]:
                return []
        routes = list(islice(self._routes(waves[0], waves[1]), _MOST_ROUTES))
        self.truncated |= len(routes) == _MOST_ROUTES
        return sorted(routes, key=lambda route: (self._strength(route), route))

    def _advance(self, wave: dict[str, int], edge: Collection[str]) -> set[str]:
        depth = max(wave.values()) + 1
        found: dict[str, int] = {}
        for actor, neighbours in self._neighbours(edge).items():
            known = self._ties.setdefault(actor, {})
            for neighbour, count in neighbours.items():
                known[neighbour] = count
                self._ties.setdefault(neighbour, {})[actor] = count
                if neighbour not in wave:
                    found[neighbour] = found.get(neighbour, 0) + count
        wave.update(dict.fromkeys(found, depth))
        closest = sorted(found, key=lambda actor: (-found[actor], actor))
        self.truncated |= len(closest) > MOST_FOLLOWED
        return set(closest[:MOST_FOLLOWED])

    def _neighbours(self, actors: Collection[str]) -> dict[str, dict[str, int]]:
        wanted = self._wanted
        query = load_query("neighbours").bind(
            actor=[ox.NamedNode(actor) for actor in sorted(actors)],
            tie=[string(kind.value) for kind in sorted(wanted.kinds)],
            modality=wanted.modality,
            earliest=None if wanted.earliest is None else string(wanted.earliest),
            latest=None if wanted.latest is None else string(wanted.latest),
        )
        rows = self._store.select(query.limited(_MOST_ROWS).text).rows
        self.truncated |= len(rows) == _MOST_ROWS
        found: dict[str, dict[str, int]] = {}
        for row in rows:
            neighbours = found.setdefault(iri_of(row, "actor").value, {})
            other = iri_of(row, "neighbour").value
            neighbours[other] = neighbours.get(other, 0) + number_of(row, "count")
        return found

    def _routes(self, forward: dict[str, int], backward: dict[str, int]) -> Iterator[tuple[str, ...]]:
        meeting = forward.keys() & backward.keys()
        shortest = min((forward[actor] + backward[actor] for actor in meeting), default=0)
        for actor in sorted(meeting):
            if forward[actor] + backward[actor] == shortest:
                for head in self._back(actor, forward):
                    for tail in self._back(actor, backward):
                        yield (*head[::-1], actor, *tail)

    def _back(self, actor: str, wave: dict[str, int]) -> Iterator[tuple[str, ...]]:
        """The ways from an actor back to where a wave began, without the actor itself."""
        depth = wave[actor]
        if depth == 0:
            yield ()
            return
        for before in sorted(self._ties[actor]):
            if wave.get(before) == depth - 1:
                for rest in self._back(before, wave):
                    yield (before, *rest)

    def _strength(self, route: tuple[str, ...]) -> list[int]:
        return [-count for count in sorted(self._ties[one][other] for one, other in pairwise(route))]


def _describe(store: Store, pair: tuple[str, str], wanted: PathFilter) -> Step:
    source, target = (ox.NamedNode(iri) for iri in pair)
    rows = find_tie_rows(store, source, TieFilter(counterpart=target)).get(target.value, [])
    fitting = [row for row in rows if _fits(row, wanted)]
    scores = find_scores(store)
    shown = strongest_rows(fitting, scores) or fitting[:1]
    found = find_ties(store, shown, scores, (source, target))
    counts: dict[str, int] = {}
    for row in fitting:
        counts[row.tie] = counts.get(row.tie, 0) + 1
    return Step(found.named(source), found.named(target), counts, tuple(found.strong(row) for row in shown))


def _fits(row: TieRow, wanted: PathFilter) -> bool:
    if row.tie not in wanted.kinds:
        return False
    if row.tie != "event":
        return True
    if wanted.modality is not None and row.modality != wanted.modality:
        return False
    late = wanted.earliest is None or (row.end is not None and f"{row.end}~" >= wanted.earliest)
    early = wanted.latest is None or (row.start is not None and row.start <= f"{wanted.latest}~")
    return late and early
