"""The examples of docs/lexicons.md: put into a copy of the files, checked, and read with."""

import re
import shutil
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest

import ontology
from extraction.lexicon import pack as packs
from extraction.lexicon.pack import load_pack
from extraction.pipeline import Extractor
from extraction.ranking import LinearModel
from extraction.readers import load_arabic, load_models
from extraction.text.clitics import load_segmenter
from extraction.text.languages import installed_languages
from ontology.catalog import load_catalog
from ontology.model import Annotation, Document
from tests.extraction.read_arabic import catalog

PAGE = (Path(__file__).parents[2] / "docs" / "lexicons.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<file>\S+))?\n(?P<lines>.*?)^```$", re.MULTILINE | re.DOTALL)
LANGUAGES = Path(packs.__file__).parents[1] / "language"


@dataclass(frozen=True)
class Example:
    title: str
    added: list[tuple[Path, str]]
    text: str
    expected: dict[str, list[str]]


def examples() -> list[Example]:
    found = []
    for section in PAGE.split("\n## ")[1:]:
        blocks = list(BLOCK.finditer(section))
        texts = [block["lines"].strip() for block in blocks if block["kind"] == "text"]
        if texts:
            added = [(Path(block["file"]), block["lines"]) for block in blocks if block["file"]]
            expected = {b["kind"]: b["lines"].splitlines() for b in blocks if b["kind"] in ("events", "actors")}
            found.append(Example(section.splitlines()[0], added, texts[0], expected))
    return found


def make_extractor(folder: Path | None = None) -> Extractor:
    """A reader with the shipped files or with those of a folder; all that a frame names is an event to it."""
    register = catalog() if folder is None else load_catalog(folder / "ontology")
    arabic = load_arabic(register, None if folder is None else load_pack("ar", folder / "ar"))
    models = replace(load_models(), event=LinearModel({"bias": 20.0}))
    return Extractor(register, {"ar": arabic}, load_segmenter(), models)


@pytest.fixture(scope="module")
def shipped() -> Extractor:
    return make_extractor()


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Extractor:
    """With the lines of all examples."""
    folder = tmp_path_factory.mktemp("files")
    shutil.copytree(LANGUAGES / "ar", folder / "ar")
    shutil.copytree(Path(ontology.__file__).parent, folder / "ontology")
    for example in examples():
        for file, lines in example.added:
            insert(folder.joinpath(*file.parts[0 if "ontology" in file.parts else 2 :]), lines)
    return make_extractor(folder)


def read(text: str, extractor: Extractor) -> dict[str, list[str]]:
    return shown(extractor.extract(Document("example", text, "ar", published="2018-04-01")))


def shown(annotation: Annotation) -> dict[str, list[str]]:
    names = {actor.id: actor.name_en or "" for actor in annotation.actors}
    events = []
    for event in annotation.events:
        who, whom = (", ".join(sorted(names[actor] for actor in side)) for side in (event.actor, event.recipient))
        coded = " ".join(filter(None, (event.event_class, event.mode)))
        events.append(f"{coded}: {who} → {whom}" if whom else f"{coded}: {who}")
    return {"events": events, "actors": [f"{names[actor.id]} ({actor.type})" for actor in annotation.actors]}


def insert(path: Path, lines: str) -> None:
    """Put lines of a table in their place, an entry of the register at the end."""
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".tsv":
        header, *rows = content.removesuffix("\n").split("\n")
        content = "\n".join([header, *sorted([*rows, *lines.splitlines()])]) + "\n"
    else:
        content += "\n" + lines
    path.write_text(content, encoding="utf-8")


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.title)
def test_an_example_of_the_guide_is_read_as_it_says(example: Example, shipped: Extractor, extended: Extractor) -> None:
    before, after = read(example.text, shipped), read(example.text, extended)
    for kind, lines in example.expected.items():
        if kind == "events":
            assert after[kind] == lines
        else:
            assert set(lines) <= set(after[kind])
        assert before[kind] != after[kind], "the files say so already"


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.title)
def test_the_lines_of_an_example_keep_the_rules_of_their_file(example: Example) -> None:
    for file, lines in example.added:
        if file.suffix == ".tsv":
            header = (LANGUAGES.parents[1] / file).read_text(encoding="utf-8").splitlines()[0].split("\t")
            for line in lines.splitlines():
                cells = line.split("\t")
                assert len(cells) == len(header)
                assert cells[-1] == "own"


def test_the_guide_names_every_file_of_a_pack() -> None:
    table = set(re.findall(r"^\| `([a-z]+\.\w+)` \|", PAGE, re.MULTILINE))
    for language in installed_languages():
        there = {path.name for path in (LANGUAGES / language).iterdir()}
        assert table <= there
    tables = {path.name for path in (LANGUAGES / "ar").glob("*.tsv")}
    assert tables <= table


def test_the_tables_have_the_same_columns_in_every_language() -> None:
    for path in (LANGUAGES / "ar").glob("*.tsv"):
        headers = [
            (LANGUAGES / language / path.name).read_text(encoding="utf-8").split("\n")[0]
            for language in installed_languages()
        ]
        assert all(one == other for one, other in pairwise(headers)), path.name
