"""`mithaq import icews`: a whole file or nothing, once, with the row behind every event."""

from __future__ import annotations

from pathlib import Path

import pytest

import api.commands.import_events as importing
from tests.api.typed_commands import CommandLine, Ended, copy_store, load_once

ROWS = [
    ("Egypt", "Consult", "Sudan", "2014-03-01"),
    ("Egypt", "Provide aid", "Police (Sudan)", "2014-03-02"),
    ("Citizen (Egypt)", "Make statement", "Sudan", "2014-03-03"),
    ("Ethiopia", "Threaten", "Egypt", "2014-03-04"),
    ("Ethiopia", "Consult", "Egypt", "2014-03-05"),
]
QUESTION = """PREFIX mq: <https://w3id.org/mithaq/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?row WHERE { ?e mq:eventClass ?c ; mq:date ?d ; mq:evidence/oa:exact ?row
  FILTER(STRSTARTS(STR(?d), "2014-03")) } ORDER BY ?d"""


@pytest.fixture
def mithaq(
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> CommandLine:
    """Commands on a store of one's own, with blocks of two rows."""
    monkeypatch.setattr(importing, "BLOCK", 2)
    return copy_store(load_once(tmp_path_factory, capsys), tmp_path)


def write(folder: Path, *lines: str) -> Path:
    path = folder / "made.tsv"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def rows(folder: Path) -> Path:
    return write(folder, *("\t".join(row) for row in ROWS))


def imported(mithaq: CommandLine) -> list[str]:
    return mithaq.on_store("query", QUESTION, "--format", "tsv").out.splitlines()[1:]


def numbers(ended: Ended) -> list[str]:
    assert (ended.code, ended.err) == (0, "")
    return ended.out.splitlines()[1].split()[:5]


def test_every_event_has_its_row_behind_it(mithaq: CommandLine, tmp_path: Path) -> None:
    ended = mithaq.on_store("import", "icews", rows(tmp_path))
    assert numbers(ended) == ["5", "4", "0", "3", "1"]
    assert ended.out.splitlines()[-1].split() == ["Make", "statement", "1"]
    assert imported(mithaq) == ['"' + "\\t".join(row) + '"' for row in ROWS if row[1] != "Make statement"]
    assert mithaq.on_store("validate").code == 0
    assert "Threaten" in mithaq.on_store("relations", "Ethiopia").out


def test_the_same_file_again_changes_nothing_and_one_that_was_stopped_goes_on(
    mithaq: CommandLine, tmp_path: Path
) -> None:
    mithaq.on_store("import", "icews", write(tmp_path, *("\t".join(row) for row in ROWS[:4])))
    before = mithaq.on_store("export", "--format", "nquads").out
    assert numbers(mithaq.on_store("import", "icews", tmp_path / "made.tsv"))[2] == "4"
    assert mithaq.on_store("export", "--format", "nquads").out == before
    assert numbers(mithaq.on_store("import", "icews", rows(tmp_path)))[2] == "4"  # as after two blocks and a Ctrl-C
    assert len(imported(mithaq)) == 4


def test_a_file_with_bad_lines_is_told_line_by_line_and_nothing_is_imported(
    mithaq: CommandLine, tmp_path: Path
) -> None:
    good = ["\t".join(row) for row in ROWS]
    ended = mithaq.on_store("import", "icews", write(tmp_path, *good, "Egypt\tBefriend\tSudan\t2014-03-01", "x"))
    lines = ended.err.splitlines()
    assert (ended.code, len(lines)) == (2, 3)
    assert "line 6" in lines[0]
    assert "Befriend" in lines[0]
    assert "line 7" in lines[1]
    assert "2 of 7 lines" in lines[2]
    assert imported(mithaq) == []


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "is empty"), (b"\n \n", "is empty"), (b"a\tb\tc\xff\t2014-01-01\n", "UTF-8")]
)
def test_what_is_no_table_is_one_clear_line(content: bytes, said: str, mithaq: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "made.tsv").write_bytes(content)
    ended = mithaq.on_store("import", "icews", tmp_path / "made.tsv")
    assert ended.code == 2
    assert said in ended.error_line


def test_a_missing_file_is_named(mithaq: CommandLine, tmp_path: Path) -> None:
    ended = mithaq.on_store("import", "icews", tmp_path / "none.tsv")
    assert (ended.code, "none.tsv" in ended.error_line) == (2, True)
