"""What a language pack's files must look like, and what is said of those that do not."""

import shutil
from pathlib import Path

import pytest

from extraction.lexicon import pack as packs
from extraction.lexicon.pack import Condition, load_pack
from ontology.errors import LexiconError
from ontology.model import EventClass

ARABIC = Path(packs.__file__).parents[1] / "language" / "ar"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack of its own: a copy of the Arabic one."""
    for path in ARABIC.iterdir():
        if path.suffix in (".tsv", ".toml"):
            shutil.copy(path, tmp_path)
    return tmp_path


def add(folder: Path, name: str, *cells: str) -> None:
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("\t".join(cells) + "\n")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_shipped_packs_load(language: str) -> None:
    pack = load_pack(language)
    assert pack.language == language
    assert min(map(len, (pack.verbs, pack.nouns, pack.frames, pack.sets, pack.bodies, pack.titles, pack.speech))) > 10


def test_a_frame_is_read_with_condition_roles_and_prior(folder: Path) -> None:
    condition = '!@TROOPS|"رد فعل"'
    add(folder, "frames.tsv", "طرد", condition, "SANCTION", "expel", "subj+مع,من قبل", "obj", "obj", "0.4", "own")
    frame = load_pack("ar", folder).frames["طرد"][-1]
    assert frame.condition == Condition(("TROOPS",), ("رد فعل",), negated=True)
    assert (frame.event_class, frame.mode) == (EventClass.SANCTION, "expel")
    assert frame.actor == (("subj", "مع"), ("من قبل",))
    assert frame.recipient == (("obj",),)
    assert frame.prior == 0.4


def test_a_frame_without_a_class_is_no_event(folder: Path) -> None:
    add(folder, "frames.tsv", "طرد", "كرة", "-", "", "", "", "", "0.0", "own")
    frame = load_pack("ar", folder).frames["طرد"][-1]
    assert frame.event_class is None
    assert not frame.condition.empty


def test_words_are_kept_folded(folder: Path) -> None:
    add(folder, "frames.tsv", "طرد", "إقالة", "-", "", "", "", "", "0.0", "own")
    assert load_pack("ar", folder).frames["طرد"][-1].condition.words == ("اقاله",)
    assert all(word == word.replace("أ", "ا") for words in load_pack("ar").sets.values() for word in words)


def test_a_blank_line_is_passed_over(folder: Path) -> None:
    add(folder, "nouns.tsv", "")
    assert load_pack("ar", folder).nouns == load_pack("ar").nouns


def test_a_verb_may_have_several_masdars_and_none(folder: Path) -> None:
    add(folder, "verbs.tsv", "هرول", "يهرول", "هرولة; هروال", "", "", "", "own")
    verb = next(verb for verb in load_pack("ar", folder).verbs if verb.lemma == "هرول")
    assert verb.masdars == ("هرولة", "هروال")
    assert verb.active == ()


@pytest.mark.parametrize(
    ("name", "cells", "message"),
    [
        ("nouns.tsv", ("قلنسوة",), "1 cells, but the header has 4"),
        ("frames.tsv", ("طرد", "@HATS", "SANCTION", "", "subj", "obj", "obj", "0.5", "own"), "no word set 'HATS'"),
        ("frames.tsv", ("طرد", "", "SANCTION", "aerial", "subj", "obj", "obj", "0.5", "own"), "'aerial' is no mode"),
        ("frames.tsv", ("طرد", "", "-", "expel", "subj", "obj", "obj", "0.5", "own"), "'expel' is no mode of -"),
    ],
)
def test_a_line_that_breaks_the_rules_is_named(folder: Path, name: str, cells: tuple[str, ...], message: str) -> None:
    line = len((folder / name).read_text(encoding="utf-8").split("\n"))
    add(folder, name, *cells)
    with pytest.raises(LexiconError) as caught:
        load_pack("ar", folder)
    assert message in str(caught.value)
    assert f"{name}:{line}" in str(caught.value)


@pytest.mark.parametrize("name", ["verbs.tsv", "frames.tsv", "sets.toml", "cues.toml"])
def test_a_file_that_is_missing_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(LexiconError, match=name):
        load_pack("ar", folder)


def test_a_set_file_that_is_no_toml_is_named(folder: Path) -> None:
    (folder / "sets.toml").write_text("TROOPS = [", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"sets\.toml"):
        load_pack("ar", folder)


def test_there_is_no_pack_for_a_language_without_a_folder() -> None:
    with pytest.raises(LexiconError, match="tlh"):
        load_pack("tlh")
