"""The default graph as the merge of the named graphs, and the log of what was written."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from graph.merge import replace_merged
from graph.store import Store, open_store
from ontology.errors import StoreError
from ontology.terms import CHANGE_GRAPH, MITHAQ

A, B, P = (ox.NamedNode(f"https://example.org/{name}") for name in ("a", "b", "p"))
FIRST, SECOND = (ox.NamedNode(f"https://example.org/graph/{name}") for name in ("first", "second"))
SAID_TWICE = ox.Triple(A, P, B)
SAID_ONCE = ox.Triple(A, P, ox.Literal("مرة"))


def log_of(store: Store) -> list[tuple[str, str]]:
    """Kind and last part of what changed, in the order of the log."""
    query = (
        f"SELECT ?kind ?changed {{ GRAPH {CHANGE_GRAPH} {{ ?entry {MITHAQ.sequence} ?place ; "
        f"{MITHAQ.changeKind} ?kind ; {MITHAQ.changed} ?changed }} }} ORDER BY ?place"
    )
    rows = [(str(row["kind"]), str(row["changed"])) for row in store.select(query)]
    return [(kind.rpartition("/")[2][:-1], changed.rpartition("/")[2][:-1]) for kind, changed in rows]


def test_a_triple_goes_when_the_last_graph_that_says_it_goes() -> None:
    store = open_store("memory:")
    replace_merged(store, FIRST, [SAID_TWICE, SAID_ONCE])
    replace_merged(store, SECOND, [SAID_TWICE])
    assert set(store.graph(None)) == {SAID_TWICE, SAID_ONCE}
    replace_merged(store, FIRST, [])
    assert store.graph(None) == (SAID_TWICE,)
    assert store.named_graphs() == (SECOND, CHANGE_GRAPH)
    replace_merged(store, SECOND, [])
    assert store.graph(None) == ()
    assert store.named_graphs() == (CHANGE_GRAPH,)


def test_every_write_is_in_the_log_and_what_changes_nothing_is_not() -> None:
    store = open_store("memory:")
    for name, triples in ((FIRST, [SAID_ONCE]), (FIRST, [SAID_ONCE]), (FIRST, [SAID_TWICE]), (SECOND, [SAID_ONCE])):
        replace_merged(store, name, triples)
    replace_merged(store, FIRST, [])
    assert log_of(store) == [("added", "first"), ("replaced", "first"), ("added", "second"), ("withdrawn", "first")]
    assert store.version == 4


def test_the_merge_takes_no_blank_nodes() -> None:
    store = open_store("memory:")
    with pytest.raises(StoreError, match="IRI"):
        replace_merged(store, FIRST, [ox.Triple(A, P, ox.BlankNode())])
    assert (store.version, store.graph(FIRST), store.graph(None)) == (0, (), ())
