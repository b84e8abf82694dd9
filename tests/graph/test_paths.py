"""How two actors are connected, on a graph small enough to see the ways."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from graph.paths import PathFilter, Paths, find_paths
from graph.store import Store, open_store
from graph.views.ties import TieKind
from ontology.terms import code
from tests.sample_graph import ACTOR

ASSERTED = PathFilter(modality=code("modality", "asserted"))


def iri(slug: str) -> ox.NamedNode:
    return ox.NamedNode(f"{ACTOR}{slug}")


def ways(store: Store, source: str, target: str, wanted: PathFilter = ASSERTED, *, longest: int = 4) -> Paths:
    return find_paths(store, iri(source), iri(target), wanted, longest=longest, limit=5)


def routes(found: Paths) -> list[list[str]]:
    return [
        [steps[0].source.iri.value.removeprefix(ACTOR), *(step.target.iri.value.removeprefix(ACTOR) for step in steps)]
        for steps in found.paths
    ]


@pytest.fixture
def chain() -> Store:
    store = open_store("memory:")
    store.update(
        "PREFIX mq: <https://w3id.org/mithaq/ontology#> PREFIX code: <https://w3id.org/mithaq/code/event/>"
        "INSERT DATA {"
        + "".join(
            f" <urn:e{number}> mq:actor <{ACTOR}{source}> ; mq:recipient <{ACTOR}{target}> ; mq:date {year} ;"
            " mq:eventClass code:AID ; mq:modality <https://w3id.org/mithaq/code/modality/asserted> ."
            for number, (source, target, year) in enumerate(
                [
                    ("a", "b", 2001),
                    ("c", "b", 2002),
                    ("c", "d", 2003),
                    ("d", "e", 2004),
                    ("a", "x", 2005),
                    ("x", "c", 2006),
                    ("x", "c", 2007),
                    ("a", "x", 2008),
                    ("y", "z", 2009),
                ]
            )
        )
        + "}"
    )
    return store


def test_a_tie_is_a_way_of_one_step_with_its_words(sample_store: Store) -> None:
    found = ways(sample_store, "egypt", "ethiopia")
    assert (routes(found), found.length, found.truncated) == ([["egypt", "ethiopia"]], 1, False)
    ((step,),) = found.paths
    assert step.counts == {"event": 2, "dispute": 1}
    assert step.strongest[0].tie.evidence[0].exact.startswith("وطردت مصر")


def test_a_way_leads_over_others(sample_store: Store) -> None:
    found = ways(sample_store, "ethiopia", "african-union")
    assert routes(found) == [["ethiopia", "egypt", "sudan", "african-union"]]
    assert found.paths[0][2].counts == {"relation": 1}


def test_of_equally_short_ways_the_one_along_more_ties_comes_first(chain: Store) -> None:
    assert routes(ways(chain, "a", "c")) == [["a", "x", "c"], ["a", "b", "c"]]
    assert routes(ways(chain, "e", "a")) == [["e", "d", "c", "x", "a"], ["e", "d", "c", "b", "a"]]


@pytest.mark.parametrize(
    ("target", "wanted", "longest"),
    [
        ("z", ASSERTED, 6),
        ("e", ASSERTED, 3),
        ("c", PathFilter(kinds=frozenset({TieKind.TREATY})), 4),
        ("c", PathFilter(modality=code("modality", "claimed")), 4),
        ("c", PathFilter(latest="2001"), 4),
    ],
)
def test_where_there_is_no_way_none_is_shown(target: str, wanted: PathFilter, longest: int, chain: Store) -> None:
    found = ways(chain, "a", target, wanted, longest=longest)
    assert (found.paths, found.length, found.truncated) == ((), None, False)


def test_a_period_keeps_to_its_events(chain: Store) -> None:
    assert routes(ways(chain, "a", "c", PathFilter(latest="2002"))) == [["a", "b", "c"]]
    assert ways(chain, "a", "c", PathFilter(latest="2002")).paths[0][0].counts == {"event": 1}


def test_ways_that_are_left_out_are_told(chain: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    few = find_paths(chain, iri("a"), iri("c"), ASSERTED, longest=4, limit=1)
    assert (len(few.paths), few.truncated) == (1, True)
    monkeypatch.setattr("graph.paths.MOST_FOLLOWED", 1)
    assert ways(chain, "a", "e").truncated
