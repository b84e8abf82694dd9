"""Running commands in this process, and small documents with their annotations for them."""

import copy
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from api.cli import run

TEXT = "طردت روسيا سفير بولندا. وقالت بولندا إن روسيا قصفت مستشفى. وتخشى روسيا انضمام أوكرانيا إلى الناتو."


def span(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


ANNOTATION: dict[str, Any] = {
    "document": "note",
    "language": "ar",
    "text": TEXT,
    "actors": [
        {"id": "russia", "name_en": "Russia", "name_ar": "روسيا", "type": "State", "iso3": "RUS", "register": True},
        {"id": "poland", "name_en": "Poland", "name_ar": "بولندا", "type": "State", "iso3": "POL", "register": True},
        {
            "id": "ukraine",
            "name_en": "Ukraine",
            "name_ar": "أوكرانيا",
            "type": "State",
            "iso3": "UKR",
            "register": True,
        },
        {"id": "nato", "name_en": "NATO", "name_ar": "حلف شمال الأطلسي", "type": "IGO", "register": True},
    ],
    "events": [
        {
            "id": "e1",
            "class": "SANCTION",
            "mode": "expel",
            "modality": "asserted",
            "actor": ["russia"],
            "recipient": ["poland"],
            "attributed_to": None,
            "place": None,
            "date": None,
            "trigger": "طردت",
            "evidence": span("طردت روسيا سفير بولندا"),
        },
        {
            "id": "e2",
            "class": "ASSAULT",
            "mode": "aerial",
            "modality": "claimed",
            "actor": ["russia"],
            "recipient": [],
            "attributed_to": "poland",
            "place": None,
            "date": None,
            "trigger": "قصفت",
            "evidence": span("وقالت بولندا إن روسيا قصفت مستشفى"),
        },
        {
            "id": "e3",
            "class": "SUPPORT",
            "mode": None,
            "modality": "hypothetical",
            "actor": ["ukraine"],
            "recipient": ["nato"],
            "attributed_to": None,
            "place": None,
            "date": None,
            "trigger": "انضمام",
            "evidence": span("وتخشى روسيا انضمام أوكرانيا إلى الناتو"),
        },
    ],
    "treaties": [],
    "disputes": [],
    "relations": [],
}


def annotation(**changes: Any) -> dict[str, Any]:
    """The annotation, with top-level fields changed."""
    return {**copy.deepcopy(ANNOTATION), **changes}


def with_event(number: int, **changes: Any) -> dict[str, Any]:
    """The annotation, with fields of one event changed."""
    changed = annotation()
    changed["events"][number].update(changes)
    return changed


def save(path: Path, data: object) -> Path:
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def error_line(self) -> str:
        """What it said on standard error, which must be one line."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("mithaq: ")
        return lines[0]


class CommandLine:
    """Commands, on one store."""

    def __init__(self, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.store = store
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Ended:
        self._capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = self._capsys.readouterr()
        assert "Traceback" not in captured.err
        return Ended(code, captured.out, captured.err)

    def at(self, store: Path) -> "CommandLine":
        """The same, on another store."""
        return CommandLine(store, self._capsys)

    def on_store(self, command: str, *arguments: str | Path) -> Ended:
        return self(command, *arguments, "--store", self.store)


def load_once(factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """Commands on a store with the note in it, loaded by the first test of the process that asks; for reading only."""
    folder = factory.getbasetemp() / "command-line"
    mithaq = CommandLine(folder / "store", capsys)
    if not folder.exists():
        folder.mkdir()
        ended = mithaq.on_store("load", save(folder / "note.json", ANNOTATION))
        assert ended.code == 0, ended.err
    return mithaq


def copy_store(loaded: CommandLine, folder: Path) -> CommandLine:
    """Commands on a copy, to write to: it holds the ontology, the register and the note already."""
    copy = loaded.at(folder / "store")
    shutil.copytree(loaded.store, copy.store)
    return copy
