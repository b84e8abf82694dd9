"""Whatever is wrong with what a person gives: one line on standard error, exit code 1 or 2, and nothing written."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest

from extraction.text.reading import MAX_BYTES
from graph.store import open_store
from tests.api.typed_commands import (
    ANNOTATION,
    TEXT,
    CommandLine,
    annotation,
    save,
    with_event,
)

BAD_DOCUMENTS = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \r\n\t", "is empty"),
    "binary.txt": (bytes(range(256)), "is a binary file"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\x00", "is an image"),
    "arabic-1256.txt": (TEXT.encode("windows-1256"), "iconv -f windows-1256 -t utf-8"),
    "french.txt": (b"La Russie expulse l'ambassadeur de Pologne et rappelle le sien.", "no language pack"),
    "broken.pdf": (b"%PDF-1.4", "cannot be read as PDF"),
    "empty.html": (b"<!doctype html><html></html>", "no article text"),
}


@pytest.mark.parametrize("command", ["extract", "load", "serve"])
@pytest.mark.parametrize("name", BAD_DOCUMENTS)
def test_a_document_that_cannot_be_read_is_told_in_one_line(
    mithaq: CommandLine, tmp_path: Path, command: str, name: str
) -> None:
    content, message = BAD_DOCUMENTS[name]
    path = tmp_path / name
    path.write_bytes(content)
    options = ["--out", str(tmp_path / "out")] if command == "extract" else ["--store", str(mithaq.store)]
    ended = mithaq(command, path, *options)
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.error_line
    assert str(path) in ended.error_line
    assert not mithaq.store.exists()
    assert list(tmp_path.rglob("*.json")) == []


@pytest.mark.parametrize("command", ["extract", "load", "serve"])
def test_a_missing_file_and_one_of_50_megabytes_are_told_in_one_line(
    mithaq: CommandLine, tmp_path: Path, command: str
) -> None:
    missing = mithaq(command, tmp_path / "missing.txt")
    assert missing.code == 2
    assert "there is no such file" in missing.error_line
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(MAX_BYTES)
    ended = mithaq(command, large)
    assert ended.code == 2
    assert "has 50.0 MB" in ended.error_line


@pytest.mark.parametrize("command", ["extract", "load", "serve"])
def test_a_folder_without_documents_is_told_in_one_line(mithaq: CommandLine, tmp_path: Path, command: str) -> None:
    (tmp_path / "picture.png").write_bytes(b"")
    ended = mithaq(command, tmp_path)
    assert ended.code == 2
    assert "holds no documents" in ended.error_line


MALFORMED: list[tuple[Any, str]] = [
    (annotation(events="none"), "$.events"),
    (annotation(colour="red"), "colour"),
    (with_event(1, modality="rumoured"), "$.events[1].modality"),
    (with_event(2, **{"class": "INVADE"}), "$.events[2].class"),
    (with_event(0, actor=["atlantis"]), "$.events[0].actor"),
    (with_event(0, evidence=[5]), "$.events[0].evidence"),
    ([], "an annotation is a JSON object"),
    ({"document": "note"}, "has no text, and there is no note.txt"),
    (annotation(text="\ud800"), "half of a surrogate pair"),
]


@pytest.mark.parametrize(("data", "message"), MALFORMED, ids=[message for _, message in MALFORMED])
def test_a_malformed_annotation_is_refused_with_the_json_path(
    mithaq: CommandLine, tmp_path: Path, data: Any, message: str
) -> None:
    path = tmp_path / "note.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    ended = mithaq.on_store("load", path)
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.error_line
    assert str(path) in ended.error_line
    assert not mithaq.store.exists()


@pytest.mark.parametrize("content", ["{", "", "[" * 100_000, "\x00\x01"], ids=["cut", "empty", "deep", "binary"])
def test_a_file_that_is_no_json_is_told_in_one_line(mithaq: CommandLine, tmp_path: Path, content: str) -> None:
    path = tmp_path / "note.json"
    path.write_text(content, encoding="utf-8")
    ended = mithaq.on_store("load", path)
    assert ended.code == 2
    assert str(path) in ended.error_line


OUTSIDE = with_event(0, evidence=[0, len(TEXT) + 1])
QUOTE_DIFFERS = with_event(0, quote="طردت روسيا سفير هولندا")


@pytest.mark.parametrize(("data", "english"), [(OUTSIDE, "text"), (QUOTE_DIFFERS, "quote")], ids=["span", "quote"])
def test_the_gate_refuses_with_a_report_in_two_languages_and_writes_nothing(
    copied: CommandLine, tmp_path: Path, data: dict[str, Any], english: str
) -> None:
    graph = ["export", "--document", "note", "--format", "nquads"]
    before = copied.on_store(*graph).out
    ended = copied.on_store("load", save(tmp_path / "note.json", data))
    assert ended.code == 1
    assert "the gate refused 1 of 1 documents" in ended.error_line
    assert "note is refused:" in ended.out
    assert english in ended.out.lower()
    assert any("\u0600" <= letter <= "\u06ff" for letter in ended.out.partition("is refused:")[2])
    assert copied.on_store(*graph).out == before


def test_what_is_sound_is_loaded_beside_what_is_not(copied: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "annotations"
    folder.mkdir()
    save(folder / "a.json", QUOTE_DIFFERS)
    save(folder / "b.json", annotation(document="sound", text=TEXT + "."))
    (folder / "c.txt").write_bytes(b"")
    ended = copied.on_store("load", folder)
    assert ended.code == 2
    assert "c.txt is empty" in ended.err
    assert "the gate refused 1 of 2 documents" in ended.err
    names = "SELECT ?name { ?d <https://w3id.org/mithaq/ontology#name> ?name } ORDER BY ?name"
    assert copied.on_store("query", names, "--format", "csv").out.split() == ["name", "note", "sound"]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT * {", "line 1, column 11"),
        ("SELECT *\n{ ?s ?p }", "line 2, column 10"),
        ("SELECT ?x { ?s nope:p ?o }", "line 1, column 22"),
        ("", "line 1, column 1"),
        ("DELETE WHERE { ?s ?p ?o }", "line 1, column 1"),
    ],
)
def test_bad_sparql_is_told_with_its_place(loaded: CommandLine, query: str, place: str) -> None:
    ended = loaded.on_store("query", query)
    assert (ended.code, ended.out) == (2, "")
    assert place in ended.error_line


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["bogus"], "No such command 'bogus'"),
        (["extract"], "Missing argument 'PATH"),
        (["load", "--nope", "x"], "No such option"),
        (["export", "--format", "docx"], "'docx' is not one of 'turtle', 'trig', 'nquads', 'jsonld', 'graphml'"),
        (["query", "ASK {}", "--format", "xls"], "'xls' is not one of"),
        (["query"], "give the query either as an argument or with --file"),
        (["query", "ASK {}", "--file", "x.rq"], "give the query either as an argument or with --file"),
        (["query", "--file", "missing.rq"], "missing.rq: there is no such file"),
        (["serve", "--port", "70000"], "--port"),
        (["relations"], "Missing argument 'NAME"),
    ],
    ids=str,
)
def test_a_wrong_command_is_told_in_one_line(mithaq: CommandLine, arguments: list[str], message: str) -> None:
    ended = mithaq(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.error_line


@pytest.mark.parametrize(
    "arguments", [["query", "ASK {}"], ["export"], ["validate"], ["relations", "روسيا"]], ids=lambda given: given[0]
)
def test_a_store_that_is_not_there_is_told_and_not_made(mithaq: CommandLine, arguments: list[str]) -> None:
    ended = mithaq.on_store(*arguments)
    assert (ended.code, ended.out) == (1, "")
    assert "there is no store in" in ended.error_line
    assert not mithaq.store.exists()


@pytest.mark.parametrize("arguments", [["query", "ASK {}"], ["export"], ["validate"]], ids=lambda given: given[0])
def test_a_store_in_memory_is_refused_where_it_could_only_be_empty(mithaq: CommandLine, arguments: list[str]) -> None:
    ended = mithaq(*arguments, "--store", "memory:")
    assert (ended.code, ended.out) == (1, "")
    assert "memory:" in ended.error_line


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["relations", "Atlantis"], "no actor is called 'Atlantis'"),
        (["relations", "stan"], "give the full name"),
        (["export", "--document", "0000"], "no document is called '0000'; the store has note"),
    ],
    ids=["unknown actor", "many actors", "unknown document"],
)
def test_what_is_not_found_is_told_in_one_line(loaded: CommandLine, arguments: list[str], message: str) -> None:
    ended = loaded.on_store(*arguments)
    assert (ended.code, ended.out) == (1, "")
    assert message in ended.error_line


@pytest.mark.parametrize(
    ("query", "form", "fitting"),
    [
        ("CONSTRUCT WHERE { ?s ?p ?o }", "csv", "json, xml, turtle, ntriples, jsonld"),
        ("SELECT * { ?s ?p ?o } LIMIT 1", "turtle", "json, xml, csv, tsv, table"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "table", "json, xml, turtle, ntriples, jsonld"),
    ],
)
def test_an_answer_that_does_not_fit_the_format_is_refused(
    loaded: CommandLine, query: str, form: str, fitting: str
) -> None:
    ended = loaded.on_store("query", query, "--format", form)
    assert (ended.code, ended.out) == (2, "")
    assert ended.error_line.endswith(f"take {fitting}")


def test_a_file_that_cannot_be_written_is_told_in_one_line(loaded: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    ended = loaded.on_store("export", "--out", tmp_path / "file" / "graph.ttl")
    assert ended.code in {1, 2}
    assert "cannot be written" in ended.error_line


def test_a_store_that_another_has_open_is_told_in_one_line(copied: CommandLine, tmp_path: Path) -> None:
    other = open_store(copied.store)
    ended = copied.on_store("load", save(tmp_path / "note.json", ANNOTATION))
    other.close()
    assert (ended.code, ended.out) == (1, "")
    assert "in use by another process" in ended.error_line


def test_a_port_in_use_is_told_in_one_line(loaded: CommandLine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = loaded.on_store("serve", "--port", str(port))
    assert (ended.code, ended.out) == (1, "")
    assert f"port {port}" in ended.error_line


def test_a_fault_of_ours_is_told_as_one(mithaq: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**options: object) -> None:
        raise RuntimeError("the sky fell")

    monkeypatch.setattr("api.commands.validate.validate_store", fail)
    ended = mithaq("validate")
    assert ended.code == 1
    assert ended.error_line.startswith("mithaq: a fault in Mithaq itself: RuntimeError: the sky fell")


def test_an_annotation_given_to_extract_is_told_where_it_belongs(mithaq: CommandLine, tmp_path: Path) -> None:
    ended = mithaq("extract", save(tmp_path / "note.json", ANNOTATION))
    assert ended.code == 2
    assert "mithaq load" in ended.error_line


def test_two_documents_for_one_file_are_refused_before_any_work(mithaq: CommandLine, tmp_path: Path) -> None:
    for name in ("note.txt", "note.html"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    ended = mithaq("extract", tmp_path, "--out", tmp_path / "out")
    assert ended.code == 2
    assert "would both be written to note.json" in ended.error_line
    assert not (tmp_path / "out").exists()
