"""The commands on sound input: what they print, write and leave in the store."""

import csv
import io
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest

from api.commands.serve import listen
from ontology.annotation import parse_annotation
from ontology.terms import MITHAQ
from tests.api.typed_commands import ANNOTATION, TEXT, CommandLine, annotation, save

MQ = "PREFIX mq: <https://w3id.org/mithaq/ontology#>\n"
USER_DOCUMENT = Path("documents/russia-nato.txt")


COMMANDS = ["extract", "load", "serve", "query", "export", "validate", "relations"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(mithaq: CommandLine, command: str) -> None:
    ended = mithaq(command, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert "Examples" in ended.out
    assert f"mithaq {command}" in ended.out.partition("Examples")[2]


def test_the_help_lists_the_commands(mithaq: CommandLine) -> None:
    ended = mithaq("--help")
    assert all(command in ended.out for command in COMMANDS)


def test_the_user_document_becomes_an_annotation_that_can_be_read_back(mithaq: CommandLine) -> None:
    ended = mithaq("extract", USER_DOCUMENT)
    assert (ended.code, ended.err) == (0, "")
    read = parse_annotation(json.loads(ended.out))
    assert read.document.name == "russia-nato"
    assert read.document.text == USER_DOCUMENT.read_bytes().decode()
    assert {"russia", "nato", "ukraine"} <= {actor.id for actor in read.actors}
    assert read.events
    assert read.quotes == ()  # none differs from the text


def test_several_documents_become_one_line_each(mithaq: CommandLine, tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.txt").write_text(f"{TEXT} {name}", encoding="utf-8")
    ended = mithaq("extract", tmp_path, "--published", "2018-03-27")
    lines = [json.loads(line) for line in ended.out.splitlines()]
    assert [line["document"] for line in lines] == ["a", "b"]
    assert {line["published"] for line in lines} == {"2018-03-27"}


def test_one_file_a_document_is_written_with_nothing_left_beside_it(mithaq: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(TEXT, encoding="utf-8")
    out = tmp_path / "deep" / "out"
    ended = mithaq("extract", tmp_path / "note.txt", "--out", out)
    assert (ended.code, ended.out) == (0, "")
    assert [path.name for path in out.iterdir()] == ["note.json"]
    assert parse_annotation(json.loads((out / "note.json").read_text(encoding="utf-8"))).document.text == TEXT


def test_what_can_be_read_is_extracted_beside_what_cannot(mithaq: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    ended = mithaq("extract", tmp_path)
    assert ended.code == 2
    assert "a.txt is empty" in ended.error_line
    assert json.loads(ended.out)["document"] == "b"


def test_a_text_with_nothing_political_in_it_is_a_document_without_events(copied: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "recipe.txt"
    path.write_text("نقطع البصل ونقليه في الزيت حتى يصفر لونه، ثم نضيف الأرز والماء والملح.", encoding="utf-8")
    ended = copied.on_store("load", path)
    assert ended.code == 0
    assert ended.out.splitlines()[1].split()[:8] == ["recipe", *["0"] * 7]
    recipe = '?document a mq:Document ; mq:name "recipe"'
    assert copied.on_store("query", MQ + f"ASK {{ {recipe} }}").out == "true\n"
    assert copied.on_store("query", MQ + f"ASK {{ {recipe} . ?span mq:inDocument ?document }}").out == "false\n"
    assert copied.on_store("validate").code == 0


def test_loading_tells_what_was_found_and_again_changes_nothing(copied: CommandLine, tmp_path: Path) -> None:
    path = save(tmp_path / "other.json", annotation(document="other", text=f"{TEXT} "))
    head, row = copied.on_store("load", path).out.splitlines()
    assert head.split() == [
        "document", "actors", "events", "claimed", "unrealized", "treaties", "disputes", "relations", "graph",
    ]  # fmt: skip
    assert row.split()[:8] == ["other", "4", "1", "1", "1", "0", "0", "0"]
    assert row.endswith("triples")
    before = copied.on_store("export", "--format", "nquads").out
    assert copied.on_store("load", path).out.splitlines()[1].split()[-1] == "unchanged"
    assert copied.on_store("export", "--format", "nquads").out == before


def test_an_annotation_finds_its_text_and_metadata_beside_it(copied: CommandLine, tmp_path: Path) -> None:
    data = {key: value for key, value in annotation(document="gold").items() if key != "text"}
    save(tmp_path / "corrected.json", data)
    (tmp_path / "gold.txt").write_text(f"{TEXT}\n", encoding="utf-8")
    save(tmp_path / "gold.meta.json", {"title": "A note", "published": "2018-03-27"})
    assert copied.on_store("load", tmp_path / "corrected.json").code == 0
    query = """PREFIX dcterms: <http://purl.org/dc/terms/>
    SELECT ?title ?issued { ?document mq:name "gold" ; dcterms:title ?title ; dcterms:issued ?issued }"""
    assert copied.on_store("query", MQ + query, "--format", "csv").out.splitlines()[1] == "A note,2018-03-27"


def test_in_a_folder_an_annotation_stands_for_the_text_of_its_name(copied: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "annotated"
    folder.mkdir()
    save(folder / "note.json", ANNOTATION)
    (folder / "note.txt").write_text(TEXT, encoding="utf-8")
    save(folder / "note.meta.json", {"language": "ar"})
    assert len(copied.on_store("load", folder).out.splitlines()) == 2


def test_a_store_and_its_base_can_be_named_by_the_environment(
    copied: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MITHAQ_STORE", str(copied.store))
    monkeypatch.setenv("MITHAQ_BASE_IRI", "https://example.org/")
    assert copied("load", save(tmp_path / "other.json", annotation(text=f"{TEXT} "))).code == 0
    query = MQ + 'ASK { ?document a mq:Document FILTER(STRSTARTS(STR(?document), "https://example.org/document/")) }'
    assert copied("query", query).out == "true\n"


def test_a_store_in_memory_tries_a_document_and_leaves_nothing(
    mithaq: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save(tmp_path / "note.json", ANNOTATION)
    monkeypatch.chdir(tmp_path)
    assert mithaq("load", path, "--store", "memory:").code == 0
    assert [each.name for each in tmp_path.iterdir()] == ["note.json"]


EVENTS = (
    MQ
    + """SELECT ?modality ?class {
  ?event mq:eventClass ?c ; mq:modality ?m
  BIND(STRAFTER(STR(?c), "event/") AS ?class)
  BIND(STRAFTER(STR(?m), "modality/") AS ?modality)
} ORDER BY ?modality"""
)


@pytest.mark.parametrize("separator", [("csv", ","), ("tsv", "\t")])
def test_an_answer_comes_as_separated_values(loaded: CommandLine, separator: tuple[str, str]) -> None:
    form, delimiter = separator
    ended = loaded.on_store("query", EVENTS, "--format", form)
    rows = list(csv.reader(io.StringIO(ended.out), delimiter=delimiter))
    assert [row[0].strip('"') for row in rows[1:]] == ["asserted", "claimed", "hypothetical"]


def test_an_answer_comes_as_json_and_xml(loaded: CommandLine) -> None:
    bindings = json.loads(loaded.on_store("query", EVENTS, "--format", "json").out)["results"]["bindings"]
    assert [row["class"]["value"] for row in bindings] == ["SANCTION", "ASSAULT", "SUPPORT"]
    assert loaded.on_store("query", EVENTS, "--format", "xml").out.count("<result>") == 3


def test_an_answer_comes_as_a_table(loaded: CommandLine) -> None:
    lines = loaded.on_store("query", EVENTS).out.splitlines()
    assert [line.split() for line in lines] == [
        ["modality", "class"],
        ["asserted", "SANCTION"],
        ["claimed", "ASSAULT"],
        ["hypothetical", "SUPPORT"],
    ]


@pytest.mark.parametrize(
    ("form", "syntax"),
    [
        (None, ox.RdfFormat.TURTLE),
        ("turtle", ox.RdfFormat.TURTLE),
        ("ntriples", ox.RdfFormat.N_TRIPLES),
        ("jsonld", ox.RdfFormat.JSON_LD),
        ("xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_triples_come_in_every_format_with_the_same_meaning(
    loaded: CommandLine, form: str | None, syntax: ox.RdfFormat
) -> None:
    query = MQ + "CONSTRUCT { ?e mq:eventClass ?c } WHERE { ?e mq:eventClass ?c }"
    ended = loaded.on_store("query", query, *(["--format", form] if form else []))
    assert len(list(ox.parse(ended.out, format=syntax))) == 3


def test_a_query_comes_from_a_file(loaded: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "question.rq").write_text(EVENTS, encoding="utf-8")
    assert loaded.on_store("query", "--file", tmp_path / "question.rq").out == loaded.on_store("query", EVENTS).out


def test_a_query_comes_from_standard_input(loaded: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(EVENTS.encode())))
    assert loaded.on_store("query", "--file", "-").out == loaded.on_store("query", EVENTS).out


@pytest.mark.parametrize(
    ("form", "syntax"),
    [
        ("turtle", ox.RdfFormat.TURTLE),
        ("trig", ox.RdfFormat.TRIG),
        ("nquads", ox.RdfFormat.N_QUADS),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ],
)
def test_a_document_is_exported_in_every_format(loaded: CommandLine, form: str, syntax: ox.RdfFormat) -> None:
    ended = loaded.on_store("export", "--document", "note", "--format", form)
    quads = ox.parse(ended.out, format=syntax)
    assert sum(quad.predicate == MITHAQ.eventClass for quad in quads) == 3


def test_an_export_to_a_file_is_the_same_as_to_standard_output(loaded: CommandLine, tmp_path: Path) -> None:
    out = tmp_path / "note.ttl"
    ended = loaded.on_store("export", "--document", "note", "--out", out)
    assert (ended.code, ended.out) == (0, "")
    assert out.read_text(encoding="utf-8") == loaded.on_store("export", "--document", "note").out
    assert [path.name for path in tmp_path.iterdir()] == ["note.ttl"]


def test_a_store_that_conforms_says_so(loaded: CommandLine) -> None:
    ended = loaded.on_store("validate")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("The store conforms to the shapes: ")


@pytest.mark.parametrize("name", ["Poland", "poland", "بولندا", "Warsaw", "وارسو"])
def test_the_ties_of_an_actor_are_found_by_any_of_its_names(loaded: CommandLine, name: str) -> None:
    ended = loaded.on_store("relations", name)
    assert ended.code == 0
    told = ended.out.partition("In the register:")[0]
    assert "طردت روسيا سفير بولندا" in told
    assert ("روسيا" if name[0] >= "\u0600" else "Russia") in told


def test_a_command_runs_as_a_process_and_a_reader_may_stop_early(loaded: CommandLine) -> None:
    command = f"{sys.executable} -c 'from api.cli import main; main()' export --store {loaded.store} | head -n 1"
    ended = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, timeout=60)
    assert ended.stdout.startswith("@prefix")
    assert ended.stderr == ""


@contextmanager
def serving(*arguments: str | Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A service in a process of its own, on a free port, and where it says it is."""
    command = [sys.executable, "-c", "from api.cli import main; main()", "serve", "--port", "0", *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            urls = (found for line in process.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
            yield process, next(urls)[0]
        finally:
            process.terminate()


def test_an_answer_waits_for_no_confirmation_of_its_head() -> None:
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        connection, _ = listener.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_store_is_served_and_closed_when_told_to_stop(copied: CommandLine) -> None:
    with serving("--store", copied.store) as (process, root):
        answer = httpx.get(f"{root}/sparql", params={"query": MQ + 'ASK { ?d mq:name "note" }'}, timeout=30)
        assert answer.json()["boolean"] is True
        endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        with socket.create_connection(("127.0.0.1", int(root.rpartition(":")[2]))) as asking:
            asking.sendall(f"GET /sparql?query={quote(endless)} HTTP/1.1\r\nHost: mithaq.test\r\n\r\n".encode())
            time.sleep(0.5)
            told = time.monotonic()
            process.terminate()
            assert process.wait(timeout=30) == 0
            assert time.monotonic() - told < 20  # the query itself would have its 30 seconds
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert copied.on_store("query", "ASK {}").code == 0


def test_an_explanation_tells_every_item_with_how_sure_it_is_and_why(copied: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "expulsion.txt"
    path.write_text("طردت بولندا أربعة دبلوماسيين روس.", encoding="utf-8")
    lines = copied("extract", path, "--explain").out.splitlines()
    assert lines[0] == "expulsion"
    assert [line for line in lines if line and not line.startswith(" ")][1:3] == ["actors", "events"]
    told = next(line for line in lines if "SANCTION expel: Poland → Russia" in line)
    assert re.match(r"  0\.\d\d  ", told)
    assert any("recipient Russia" in line and "object of the verb" in line for line in lines)


def test_an_explanation_stands_beside_the_files_that_are_written(copied: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "expulsion.txt"
    path.write_text("طردت بولندا أربعة دبلوماسيين روس.", encoding="utf-8")
    assert "SANCTION expel" in copied("extract", path, "--explain", "--out", tmp_path / "out").out
    annotation = json.loads((tmp_path / "out" / "expulsion.json").read_text(encoding="utf-8"))
    assert all(0 < event["confidence"] < 1 and event["reason"] for event in annotation["events"])
