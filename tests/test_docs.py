"""Every command in the README and the docs is run, and its output must be what the page says.

A ```console block holds commands after `$ `, each followed by its output; a quoted argument may span lines. The
commands of a page share a store of their own. `MITHAQ_RENEW=1 pytest tests/test_docs.py` writes the outputs anew.
"""

import os
import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.app import create_app
from api.cli import run
from api.framework.application import make_framework
from api.settings import Settings
from graph.store import open_store

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
ENDLESS = frozenset({"serve", "test"})
"""What a page may show and the test does not run: it serves, or it is this test."""


@dataclass(frozen=True, slots=True)
class Example:
    """A command of a page, as typed and as split, and the output that the page shows."""

    typed: str
    arguments: list[str]
    output: str


def find_examples(block: str) -> Iterator[Example]:
    lines = iter(block.splitlines())
    line = next(lines, None)
    while line is not None:
        assert line.startswith("$ "), f"a console block starts with a command, not with {line!r}"
        typed = line
        while (arguments := split(typed)) is None:
            typed += "\n" + next(lines)
        output = []
        while (line := next(lines, None)) is not None and not line.startswith("$ "):
            output.append(line)
        yield Example(typed, arguments, "\n".join(output))


def split(typed: str) -> list[str] | None:
    """The arguments of a command, or None where a quotation is still open."""
    try:
        return shlex.split(typed.removeprefix("$ "))
    except ValueError:
        return None


def renew(page: Path, answer: Callable[[Example], str]) -> str:
    """The text of a page with the output of each command as `answer` gives it."""

    def renew_block(block: re.Match[str]) -> str:
        written = ""
        for example in find_examples(block[0]):
            output = answer(example)
            written += f"{example.typed}\n" + (f"{output}\n" if output else "")
        return written

    return BLOCK.sub(renew_block, page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_of_a_page_prints_what_the_page_says(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("MITHAQ_STORE", str(tmp_path / "store"))

    def answer(example: Example) -> str:
        command, *arguments = example.arguments
        assert command == "./mithaq", example.typed
        if arguments[0] in ENDLESS:
            return example.output
        capsys.readouterr()
        run(arguments)
        captured = capsys.readouterr()
        return "\n".join(line.rstrip() for line in (captured.out + captured.err).splitlines()).rstrip()

    renewed = renew(page, answer)
    if "MITHAQ_RENEW" in os.environ:
        page.write_text(renewed, encoding="utf-8")
    assert renewed == page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who expelled whom", r"Russian mission .*طرد ثمانية أعضاء من البعثة"),
        ("What does NATO claim", r"^mobilise .*اختراق الطائرات الحربية الروسية"),
        ("Which accessions were only feared", r"^Ukraine +NATO .*انضمام أوكرانيا"),
        ("What disputes are Russia and Ukraine", r"^Russia and Ukraine\S* .*territory .*ضم شبه جزيرة القرم"),
        ("What ties Turkey to Russia", r"^Black Sea Grain Initiative"),
    ],
)
def test_the_five_answers_say_what_the_article_and_the_register_say(question: str, answer: str) -> None:
    """Renewing a page cannot make a wrong answer right."""
    sections = (ROOT / "docs" / "five_questions.md").read_text(encoding="utf-8").split("\n## ")
    section = next(each for each in sections if each.startswith(question))
    assert re.search(answer, section, re.MULTILINE)


def test_the_readme_shows_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "./mithaq serve documents/russia-nato.txt" in text
    assert "./mithaq test" in text


def test_links_to_files_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_addresses_of_the_readme_are_answered() -> None:
    served = make_framework(create_app(Settings(), open_store("memory:"), None).state).openapi()["paths"]
    rows = [line for line in PAGES[0].read_text(encoding="utf-8").splitlines() if line.startswith("| `/")]
    addresses = {address for row in rows for address in re.findall(r"`(/[^`]*)`", row.split("|")[1])}
    assert len(addresses) > 10
    assert addresses <= set(served)
