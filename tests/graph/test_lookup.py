"""The read model beside its store: what it follows, what it derives again, and when it says that it is behind."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from pathlib import Path

import pyoxigraph as ox
import pytest

from api.commands.rebuild import rebuild_lookup
from api.rendering import make_rendering
from graph.iris import DocumentIris
from graph.judgements import Judgement
from graph.judging import judge, withdraw_judgement
from graph.lookup.build import build_lookup
from graph.lookup.following import LookupFollower, follow_store
from graph.lookup.labels import Naming
from graph.lookup.reading import Lookup
from graph.lookup.tables import LOOKUP_FILE, open_tables
from graph.merge import replace_merged
from graph.store import EmbeddedStore, Store, open_store
from graph.views.relations import RelationOrder, RelationPaging
from ontology.model import Verdict
from ontology.terms import MITHAQ, RDF
from tests.killed_store import leave_as_killed
from tests.sample_graph import ACTOR, NILE_IRI, fill_store, gate, nile_annotation

EGYPT, ETHIOPIA = (ox.NamedNode(f"{ACTOR}{slug}") for slug in ("egypt", "ethiopia"))
GUNMEN = DocumentIris(nile_annotation().document.id).scoped("actor", "gunmen")
FIRST_NAME = Naming((), lambda labels: next(iter(labels), None))


def lookup(folder: Path) -> Lookup:
    return Lookup(folder / LOOKUP_FILE, form=make_rendering().form)


def rows(folder: Path, store: Store) -> bytes | None:
    reader = lookup(folder)
    found = reader.find_relations(store.version, [EGYPT], FIRST_NAME, RelationPaging(limit=100))
    reader.close()
    return found and found.rows


def rebuilt(folder: Path, store: Store) -> bytes | None:
    build_lookup(store, folder, make_rendering())
    return rows(folder, store)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Of a store with its read model."""
    store = fill_store(str(tmp_path / "store"))
    build_lookup(store, tmp_path / "store", make_rendering())
    store.close()
    return tmp_path / "store"


def open_followed(folder: Path) -> EmbeddedStore:
    store = open_store(folder)
    assert isinstance(store, EmbeddedStore)
    assert follow_store(store, folder, make_rendering())
    return store


def test_what_is_withdrawn_and_told_again_leaves_the_tables_as_they_were(folder: Path) -> None:
    store = open_followed(folder)
    told = store.graph(NILE_IRI)
    before = rows(folder, store)
    replace_merged(store, NILE_IRI, ())
    assert rows(folder, store) not in (None, before)
    replace_merged(store, NILE_IRI, told)
    assert rows(folder, store) == before
    store.close()


def test_merges_and_splits_are_followed(folder: Path) -> None:
    store = open_followed(folder)
    before = rows(folder, store)
    judgement = Judgement(GUNMEN, ETHIOPIA, Verdict.SAME, "called so", "an analyst", "2026-01-01T00:00:00Z")
    judged = judge(judgement, store, gate=gate()).judgement
    merged = rows(folder, store)
    assert merged not in (None, before)
    assert merged == rebuilt(folder, store)
    store.close()
    store = open_followed(folder)
    withdraw_judgement(judged, store)
    assert rows(folder, store) == before
    store.close()


class StopError(Exception):
    """Where the process ends."""


class StopsBeforeTheStore(LookupFollower):
    def begin(self, changed: Collection[ox.Triple], *, bound: int) -> None:
        super().begin(changed, bound=bound)
        raise StopError


class StopsBeforeTheTables(LookupFollower):
    def follow(self) -> None:
        raise StopError


@pytest.mark.parametrize("stopping", [StopsBeforeTheStore, StopsBeforeTheTables])
def test_a_write_that_was_cut_off_is_derived_again_at_the_next_start(
    folder: Path, tmp_path: Path, stopping: type[LookupFollower]
) -> None:
    store = open_followed(folder)
    replace_merged(store, NILE_IRI, list(store.graph(NILE_IRI))[1:])
    store.follow_with(stopping(store, open_tables(folder / LOOKUP_FILE), make_rendering()))
    with pytest.raises(StopError):
        replace_merged(store, NILE_IRI, ())
    left = tmp_path / "left"
    leave_as_killed(folder, left)
    store.close()
    store = open_followed(left)
    assert rows(left, store) == rebuilt(left, store)
    store.close()


def test_a_read_model_is_behind_when_somebody_wrote_without_it(folder: Path) -> None:
    store = open_store(folder)
    replace_merged(store, NILE_IRI, ())
    assert rows(folder, store) is None
    assert isinstance(store, EmbeddedStore)
    assert not follow_store(store, folder, make_rendering())
    assert rebuilt(folder, store)
    store.close()


def test_a_read_model_that_cannot_be_written_does_not_keep_the_store_from_writing(folder: Path) -> None:
    store = open_followed(folder)
    connection = sqlite3.connect(folder / LOOKUP_FILE)
    connection.execute("DROP TABLE said")
    connection.close()
    change = replace_merged(store, NILE_IRI, ())
    assert change.removed
    assert rows(folder, store) is None
    store.close()


@pytest.mark.parametrize("memory", [0, 64])
def test_a_read_model_is_the_same_whether_it_is_made_from_disk_or_from_memory(folder: Path, memory: int) -> None:
    store = open_followed(folder)
    before = rows(folder, store)
    store.write(delete=(), insert=[ox.Quad(ETHIOPIA, RDF.type, MITHAQ.State, ox.NamedNode("urn:g"))])
    assert rows(folder, store) == before
    store.close()
    (folder / LOOKUP_FILE).unlink()
    rebuild_lookup(location=str(folder), memory=memory)
    store = open_followed(folder)
    assert rows(folder, store) == before
    replace_merged(store, NILE_IRI, ())
    assert rows(folder, store) != before
    store.close()


@pytest.mark.parametrize("order", list(RelationOrder))
def test_a_page_is_read_by_its_index_and_never_sorted(folder: Path, order: RelationOrder) -> None:
    connection = sqlite3.connect(folder / LOOKUP_FILE)
    plan = connection.execute(
        f"EXPLAIN QUERY PLAN SELECT {order}, template FROM relation INDEXED BY relation_by_{order}"
        f" WHERE actor = 1 AND {order} > '' ORDER BY {order} LIMIT 20"
    ).fetchall()
    connection.close()
    assert [detail for *_, detail in plan] == [
        f"SEARCH relation USING INDEX relation_by_{order} (actor=? AND {order}>?)"
    ]
