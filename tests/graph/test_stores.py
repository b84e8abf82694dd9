"""One contract for every store, and what each kind promises beyond it."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from graph.store import (
    Change,
    DatasetChoice,
    EmbeddedStore,
    QueryForm,
    Sizes,
    Solutions,
    Store,
    open_store,
)
from graph.store.remote import RemoteStore
from graph.store.sizes import count_sizes
from graph.store.statements import make_quad
from ontology.errors import QueryError, StoreError
from tests.graph.endpoint import Endpoint
from tests.killed_store import leave_as_killed

A, B, C, P = (ox.NamedNode(f"https://example.org/{name}") for name in ("a", "b", "c", "p"))
FIRST, SECOND = (ox.NamedNode(f"https://example.org/graph/{name}") for name in ("first", "second"))
INTEGER = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
SAID_TWICE = ox.Triple(A, P, B)
SAID_ONCE = ox.Triple(A, P, ox.Literal("مرة"))


@pytest.fixture(params=["memory", "folder", "remote"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened = {
        "memory": lambda: open_store("memory:"),
        "folder": lambda: open_store(tmp_path / "store"),
        "remote": lambda: RemoteStore("https://example.org/sparql", client=Endpoint().client()),
    }[request.param]()
    yield opened
    opened.close()


def test_a_new_store_is_empty_and_at_version_zero(store: Store) -> None:
    assert store.version == 0
    assert store.graph(None) == ()
    assert store.named_graphs() == ()


def test_a_select_gives_every_variable_and_none_where_unbound(store: Store) -> None:
    store.replace_graph(None, [SAID_TWICE])
    found = store.query("SELECT ?s ?missing { ?s ?p ?o OPTIONAL { ?o ?p ?missing } }")
    assert isinstance(found, Solutions)
    assert found.variables == ("s", "missing")
    assert [dict(row) for row in found] == [{"s": A, "missing": None}]


def test_an_ask_gives_a_boolean_and_a_construct_gives_triples(store: Store) -> None:
    store.replace_graph(None, [SAID_TWICE])
    assert store.query("ASK { ?s ?p ?o }") is True
    assert store.query("ASK { ?s ?s ?o }") is False
    assert store.query("CONSTRUCT WHERE { ?s ?p ?o }") == (SAID_TWICE,)


def test_a_substitution_binds_a_value_that_cannot_inject(store: Store) -> None:
    store.replace_graph(None, [ox.Triple(A, P, ox.Literal('" } #')), ox.Triple(B, P, ox.Literal("x"))])
    rows = store.select("SELECT ?s ?o { ?s ?p ?o }", {"o": ox.Literal('" } #')})
    assert [row["s"] for row in rows] == [A]


def test_a_substitution_for_a_variable_that_is_not_selected_is_refused(store: Store) -> None:
    with pytest.raises(QueryError, match="s"):
        store.select("SELECT ?o { ?s ?p ?o }", {"s": A})


def test_select_refuses_another_form(store: Store) -> None:
    with pytest.raises(QueryError, match="SELECT"):
        store.select("ASK { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("sparql", "form", "media_type", "body"),
    [
        ("SELECT ?o { ?s ?p ?o }", QueryForm.SOLUTIONS, "text/csv", b"o\r\nhttps://example.org/b\r\n"),
        ("ASK { ?s ?p ?o }", QueryForm.BOOLEAN, "text/csv", b"true"),
        (
            "CONSTRUCT WHERE { ?s ?p ?o }",
            QueryForm.TRIPLES,
            "application/n-triples",
            b"<https://example.org/a> <https://example.org/p> <https://example.org/b> .\n",
        ),
    ],
)
def test_a_serialized_query_is_written_in_the_type_that_fits_its_form(
    store: Store, sparql: str, form: QueryForm, media_type: str, body: bytes
) -> None:
    store.replace_graph(None, [SAID_TWICE])
    answer = store.serialize_query(sparql, solutions="text/csv", triples="application/n-triples")
    assert (answer.form, answer.media_type, answer.body) == (form, media_type, body)


def test_a_media_type_that_nothing_can_be_written_in_is_refused(store: Store) -> None:
    with pytest.raises(QueryError, match="image/png"):
        store.serialize_query("SELECT * { ?s ?p ?o }", solutions="image/png")
    with pytest.raises(QueryError, match="image/png"):
        store.serialize_query("CONSTRUCT WHERE { ?s ?p ?o }", triples="image/png")


def test_a_dataset_choice_reads_other_graphs_than_the_default(store: Store) -> None:
    store.replace_graph(FIRST, [SAID_TWICE])
    store.replace_graph(SECOND, [SAID_ONCE])
    query = "SELECT ?o { ?s ?p ?o }"
    assert store.query(query, dataset=DatasetChoice(default_graphs=(SECOND,))) == Solutions(
        ("o",), ({"o": SAID_ONCE.object},)
    )
    in_named = store.query("SELECT ?g { GRAPH ?g { ?s ?p ?o } }", dataset=DatasetChoice(named_graphs=(FIRST,)))
    assert in_named == Solutions(("g",), ({"g": FIRST},))


def test_a_query_that_does_not_parse_says_line_and_column(store: Store) -> None:
    with pytest.raises(QueryError) as caught:
        store.query("SELECT ?s\nWHERE { ?s ?? }")
    assert caught.value.line == 2
    assert caught.value.column is not None


@pytest.mark.parametrize("text", ["DROP ALL ; nonsense", "INSERT DATA { <urn:a> <urn:b> 'open", "nonsense"])
def test_an_update_that_does_not_parse_says_line_and_column_and_changes_nothing(store: Store, text: str) -> None:
    store.replace_graph(None, [SAID_TWICE])
    with pytest.raises(QueryError) as caught:
        store.update(text)
    assert caught.value.line == 1
    assert caught.value.column is not None
    assert caught.value.column <= len(text) + 1
    assert (store.version, store.graph(None)) == (1, (SAID_TWICE,))


@pytest.mark.parametrize(
    "text",
    ["", "# nothing", "PREFIX ex: <https://example.org/>", "DROP ALL", "DROP ALL ;", "DROP ALL # end"],
)
def test_every_update_that_parses_raises_the_version_by_one(store: Store, text: str) -> None:
    store.update("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> <urn:c> } }")
    store.update(text)
    assert store.version == 2


def test_an_update_that_fails_while_running_changes_nothing(store: Store) -> None:
    store.update("CREATE GRAPH <urn:g>")
    with pytest.raises(QueryError):
        store.update("INSERT DATA { <urn:a> <urn:b> <urn:c> } ; CREATE GRAPH <urn:g>")
    assert (store.version, store.graph(None)) == (1, ())


def test_replacing_a_graph_counts_what_came_and_went(store: Store) -> None:
    first = store.replace_graph(FIRST, [SAID_TWICE, SAID_ONCE])
    second = store.replace_graph(FIRST, [SAID_TWICE, ox.Triple(B, P, C)])
    assert (first.added, first.removed, second.added, second.removed) == (2, 0, 1, 1)
    assert set(store.graph(FIRST)) == {SAID_TWICE, ox.Triple(B, P, C)}
    assert store.graph(None) == ()


def test_replacing_a_graph_by_itself_changes_not_even_the_version(store: Store) -> None:
    store.replace_graph(FIRST, [SAID_TWICE])
    assert not store.replace_graph(FIRST, [SAID_TWICE])
    assert store.version == 1


@pytest.mark.parametrize(
    "literal",
    [
        ox.Literal("007", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
        ox.Literal("ميثاق", language="ar-EG"),
        ox.Literal("2018-03-27T10:00:00+00:00", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#dateTime")),
        ox.Literal('two\nlines "quoted" \\ and a tab\t', language="en"),
    ],
)
def test_a_literal_that_the_engine_rewrites_counts_as_the_same(store: Store, literal: ox.Literal) -> None:
    store.replace_graph(FIRST, [ox.Triple(A, P, literal)])
    assert not store.replace_graph(FIRST, [ox.Triple(A, P, literal)])


def test_a_write_takes_out_and_puts_in_at_once(store: Store) -> None:
    store.replace_graph(FIRST, [SAID_TWICE])
    store.write(delete=[make_quad(SAID_TWICE, FIRST)], insert=[make_quad(SAID_ONCE), make_quad(SAID_ONCE, SECOND)])
    assert (store.graph(FIRST), store.graph(None), store.graph(SECOND)) == ((), (SAID_ONCE,), (SAID_ONCE,))
    assert (store.version, store.named_graphs()) == (2, (SECOND,))
    store.write(delete=[], insert=[])
    assert store.version == 2


def test_what_other_graphs_say_is_found(store: Store) -> None:
    store.replace_graph(None, [SAID_ONCE])
    store.replace_graph(FIRST, [SAID_TWICE])
    store.replace_graph(SECOND, [SAID_TWICE])
    asked = [SAID_TWICE, SAID_ONCE]
    assert store.find_said(asked, outside=[FIRST]) == {SAID_TWICE}
    assert store.find_said(asked, outside=[FIRST, SECOND]) == set()


@pytest.mark.parametrize("location", ["memory:", "store"])
def test_no_query_meets_the_version_of_an_embedded_store(tmp_path: Path, location: str) -> None:
    store = open_store(location if location == "memory:" else tmp_path / location)
    store.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    assert store.select("SELECT * { GRAPH ?g {} }").rows == ()
    assert len(store.select("SELECT * { ?s ?p ?o }")) == 1
    store.close()


@pytest.mark.parametrize("location", ["memory:", "store"])
def test_an_embedded_store_keeps_no_name_of_a_graph_that_was_emptied(tmp_path: Path, location: str) -> None:
    store = open_store(location if location == "memory:" else tmp_path / location)
    for emptied in (SAID_TWICE, ox.Triple(ox.BlankNode("b"), P, B)):
        store.replace_graph(FIRST, [emptied])
        store.replace_graph(FIRST, [])
        assert store.select("SELECT * { GRAPH ?g {} }").rows == ()
    store.close()


def test_an_embedded_store_takes_a_graph_with_blank_nodes_whole(tmp_path: Path) -> None:
    store = open_store("memory:")
    nameless = ox.Triple(ox.BlankNode("b"), P, ox.BlankNode("b"))
    assert store.replace_graph(FIRST, [nameless]).added == 1
    assert store.query(f"ASK {{ GRAPH {FIRST} {{ ?x {P} ?x FILTER(ISBLANK(?x)) }} }}") is True
    assert store.replace_graph(FIRST, [SAID_TWICE]) == Change(1, 1)
    assert store.graph(FIRST) == (SAID_TWICE,)
    store.replace_graph(None, [nameless])
    store.replace_graph(None, [SAID_ONCE])
    assert store.graph(None) == (SAID_ONCE,)


def test_writers_wait_for_each_other_and_lose_nothing(store: Store) -> None:
    def write(number: int) -> None:
        for step in range(5):
            store.update(f"INSERT DATA {{ <urn:{number}> <urn:step> {step} }}")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.version == 20
    assert len(store.graph(None)) == 20


def test_what_a_query_gave_may_cross_threads(store: Store) -> None:
    store.replace_graph(None, [SAID_TWICE])
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(store.query("SELECT ?s { ?s ?p ?o }")))
    thread.start()
    thread.join()
    assert found == [Solutions(("s",), ({"s": A},))]


def test_a_backup_opens_as_a_store_of_the_same_version(store: Store, tmp_path: Path) -> None:
    store.write(delete=[], insert=[make_quad(SAID_TWICE, FIRST), make_quad(SAID_ONCE)])
    store.backup(tmp_path / "copies" / "one")
    store.replace_graph(FIRST, [])
    copy = open_store(tmp_path / "copies" / "one")
    assert (copy.version, copy.graph(FIRST), copy.graph(None)) == (1, (SAID_TWICE,), (SAID_ONCE,))
    copy.close()


def test_a_backup_never_overwrites(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="exists already"):
        store.backup(tmp_path)


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.query("ASK { ?s ?p ?o }")
    store.close()


def test_a_folder_keeps_triples_and_version_over_a_restart(tmp_path: Path) -> None:
    first = open_store(tmp_path / "store")
    first.replace_graph(FIRST, [SAID_TWICE])
    first.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    first.flush()
    first.close()
    second = open_store(tmp_path / "store")
    assert (second.version, second.graph(FIRST)) == (2, (SAID_TWICE,))
    second.close()


def test_a_version_is_never_used_again_after_an_end_that_was_not_orderly(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    for number in range(3):
        store.update(f"INSERT DATA {{ <urn:a> <urn:b> {number} }}")
    leave_as_killed(tmp_path / "store", tmp_path / "torn")
    store.close()
    torn = open_store(tmp_path / "torn")
    found = torn.version
    assert found >= 3
    torn.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    assert torn.version == found + 1
    torn.close()
    again = open_store(tmp_path / "torn")
    assert again.version == found + 1
    again.close()


def test_a_write_that_its_version_has_no_room_for_is_not_made(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    (tmp_path / "store" / "mithaq.part").mkdir()  # stands where the draft of the file would be written
    with pytest.raises(StoreError, match="may be written"):
        store.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    assert (store.version, store.graph(None)) == (0, ())
    (tmp_path / "store" / "mithaq.part").rmdir()
    store.close()


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "not made by this Mithaq"),
        ('{"format": 2, "version": 1}', "newer Mithaq"),
        ("nonsense", "backup"),
        ("[]", "backup"),
    ],
)
def test_a_store_of_another_kind_is_refused_and_left_alone(
    tmp_path: Path, content: str | None, said: str, *, read_only: bool
) -> None:
    ox.Store(tmp_path / "store").flush()
    if content is not None:
        (tmp_path / "store" / "mithaq.json").write_text(content, encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "store").iterdir()}
    with pytest.raises(StoreError, match=said):
        open_store(tmp_path / "store", read_only=read_only)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "store").iterdir()} == before


def test_a_folder_in_use_is_refused_with_the_way_out(tmp_path: Path) -> None:
    holder = open_store(tmp_path / "store")
    with pytest.raises(StoreError, match=r"in use by another process.*--store"):
        open_store(tmp_path / "store")
    holder.close()


def test_a_folder_with_other_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="holds other files"):
        open_store(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="is a file"):
        open_store(tmp_path / "store")


def test_a_place_that_cannot_be_written_is_refused_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="may be written"):
        open_store(tmp_path / "file" / "store")


def test_a_broken_folder_is_refused_with_the_way_out(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    (tmp_path / "CURRENT").write_text("nonsense", encoding="utf-8")
    with pytest.raises(StoreError, match="backup"):
        open_store(tmp_path)


def test_a_read_only_store_answers_and_refuses_writes(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store"):
        open_store(tmp_path / "store", read_only=True)
    writer = open_store(tmp_path / "store")
    writer.replace_graph(None, [SAID_TWICE])
    writer.close()
    reader = open_store(tmp_path / "store", read_only=True)
    assert (reader.version, reader.graph(None)) == (1, (SAID_TWICE,))
    with pytest.raises(StoreError, match="read-only"):
        reader.update("DROP ALL")
    reader.close()


def test_a_remote_store_sends_its_token_and_says_when_it_is_missing() -> None:
    endpoint = Endpoint(token="secret")
    store = RemoteStore("https://example.org/sparql", client=endpoint.client(), token="secret")
    store.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    assert store.query("ASK { ?s ?p ?o }") is True
    with pytest.raises(StoreError, match="token"):
        RemoteStore("https://example.org/sparql", client=endpoint.client()).query("ASK {}")


def test_a_remote_store_sends_updates_to_their_own_url() -> None:
    endpoint = Endpoint()
    store = RemoteStore("https://example.org/query", "https://example.org/update", client=endpoint.client())
    store.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    assert [str(request.url) for request in endpoint.requests] == [
        "https://example.org/query",
        "https://example.org/update",
    ]


def test_a_url_opens_a_remote_store_and_one_that_nobody_answers_at_says_so() -> None:
    store = open_store("http://127.0.0.1:9/sparql")
    assert isinstance(store, RemoteStore)
    with pytest.raises(StoreError, match=r"127\.0\.0\.1:9.*is the endpoint running"):
        store.query("ASK {}")
    store.close()


@pytest.mark.parametrize(
    ("status", "body", "error", "said"),
    [
        (200, "<html>", StoreError, "no SPARQL result"),
        (400, "what?", QueryError, "what"),
        (404, "no such page", QueryError, "404"),
        (500, "out of memory", StoreError, "out of memory"),
    ],
)
def test_what_an_endpoint_does_wrong_is_told_apart(status: int, body: str, error: type[Exception], said: str) -> None:
    answer = httpx.MockTransport(lambda request: httpx.Response(status, text=body))
    store = RemoteStore("https://example.org/sparql", client=httpx.Client(transport=answer))
    with pytest.raises(error, match=said):
        store.query("ASK {}")


def test_sizes_are_kept_as_a_scan_would_find_them(store: Store) -> None:
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

    def check() -> None:
        scanned = count_sizes(store.select)
        own = {name.value for name in store.named_graphs()}  # a remote store keeps its version in a graph of its own
        assert store.sizes() == replace(scanned, graphs=tuple(each for each in scanned.graphs if each[0] in own))

    check()
    store.replace_graph(FIRST, [SAID_TWICE, SAID_ONCE, ox.Triple(A, kind, C)])
    store.replace_graph(None, [SAID_TWICE, ox.Triple(A, kind, C)])
    check()
    assert store.sizes() == Sizes(2, ((FIRST.value, 3),), ((C.value, 1),))
    store.replace_graph(FIRST, [SAID_TWICE])
    store.replace_graph(SECOND, [ox.Triple(A, P, ox.Literal(text, datatype=INTEGER)) for text in ("7", "007")])
    check()
    insert = [make_quad(triple, graph) for triple in (SAID_TWICE, SAID_ONCE) for graph in (FIRST, None)]
    store.write(delete=[make_quad(ox.Triple(A, kind, C)), make_quad(SAID_ONCE)], insert=insert)
    check()
    construct = f"CONSTRUCT {{ {B} a {C} . {A} {P} {B} }} WHERE {{}}"
    store.update(f"INSERT DATA {{ {B} a {C} . GRAPH {FIRST} {{ {A} {P} {B} }} }}", touching=[construct])
    check()
    store.update(f"DELETE WHERE {{ {A} ?p ?o }}", touching=[f"CONSTRUCT {{ {A} ?p ?o }} WHERE {{ {A} ?p ?o }}"])
    check()
    store.update(f"DROP GRAPH {SECOND}", touching=[])
    check()
    store.replace_graph(FIRST, [])
    check()


def test_sizes_know_blank_nodes_too() -> None:
    store = EmbeddedStore()
    for triples in ([], [SAID_ONCE]):
        store.replace_graph(FIRST, [ox.Triple(ox.BlankNode(), P, B), *triples])
    assert store.sizes().graphs == ((FIRST.value, 2),)
    store.update("INSERT DATA { <urn:a> <urn:b> [] }")
    assert store.sizes().triples == 1


def test_sizes_are_not_counted_again_where_every_change_is_known(tmp_path: Path) -> None:
    def refuse(query: str) -> Solutions:
        raise AssertionError(query)

    with closing(open_store(tmp_path / "store")) as store:
        store.replace_graph(FIRST, [SAID_TWICE, SAID_ONCE])
    for number in range(3):
        store = EmbeddedStore(tmp_path / "store")
        insert = f"{{ {A} {P} {number} }}"
        store.update(f"INSERT DATA {insert}", touching=[f"CONSTRUCT {insert} WHERE {{}}"])
        assert store._sizes.find(refuse) == Sizes(number + 1, ((FIRST.value, 2),), ())
        store.close()


def test_sizes_are_counted_anew_after_an_end_that_was_not_orderly(tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "store")) as store:
        store.replace_graph(FIRST, [SAID_TWICE])
        leave_as_killed(tmp_path / "store", tmp_path / "copy")
        store.replace_graph(FIRST, [SAID_TWICE, SAID_ONCE])
        store.flush()
        leave_as_killed(tmp_path / "store", tmp_path / "killed")
    for name, size in (("copy", 1), ("killed", 2)):
        (tmp_path / name / "sizes.json").write_text('{"version": 1, "triples"', encoding="utf-8")
        with closing(open_store(tmp_path / name)) as store:
            assert store.sizes().graphs == ((FIRST.value, size),)


@pytest.mark.skipif(sys.platform != "linux", reason="asks the system which files are open")
def test_what_is_flushed_is_in_files_that_were_put_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: set[str] = set()
    sync = os.fsync

    def note(handle: int) -> None:
        synced.add(os.readlink(f"/proc/self/fd/{handle}"))
        sync(handle)

    monkeypatch.setattr(os, "fsync", note)
    with closing(open_store(tmp_path / "store")) as store:
        store.replace_graph(FIRST, [SAID_TWICE])
        synced.clear()
        store.flush()
        logs = {str(path) for path in (tmp_path / "store").glob("*.log")}
        assert logs
        assert logs <= synced
        leave_as_killed(tmp_path / "store", tmp_path / "left")
    with closing(open_store(tmp_path / "left")) as left:
        assert left.graph(FIRST) == (SAID_TWICE,)
