"""`mithaq judge` and `mithaq judgements`: who is who, judged and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.typed_commands import CommandLine, Ended, annotation, copy_store, load_once, save


@pytest.fixture
def mithaq(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """Commands on a store of one's own, in which a second text calls Poland by another name."""
    loaded = copy_store(load_once(tmp_path_factory, capsys), tmp_path)
    poles = {"id": "poles", "name_en": "The Vistula republic", "name_ar": None, "type": "State"}
    told = annotation(document="again", text="Vistula.", language="en", actors=[poles], events=[])
    assert loaded.on_store("load", save(tmp_path / "again.json", told)).code == 0
    return loaded


def judge(mithaq: CommandLine, verdict: str = "same") -> Ended:
    return mithaq.on_store("judge", "Vistula", verdict, "بولندا", "--reason", "by its river", "--author", "n.h.")


def test_what_is_judged_the_same_stands_under_one_id_until_it_is_withdrawn(mithaq: CommandLine) -> None:
    judged = judge(mithaq)
    assert (judged.code, judged.err) == (0, "")
    assert "-poles stands under poland" in judged.out
    assert "Poland" in mithaq.on_store("relations", "Vistula").out.splitlines()[0]
    listed = mithaq.on_store("judgements", "list")
    assert all(words in listed.out for words in ("The Vistula republic", "Poland", "by its river", "n.h."))
    key = judged.out.split()[1]
    withdrawn = mithaq.on_store("judgements", "withdraw", key)
    assert (withdrawn.code, withdrawn.out) == (0, f"judgement {key} is withdrawn\n")
    assert "Vistula" in mithaq.on_store("relations", "Vistula").out.splitlines()[0]
    assert "nobody has judged" in mithaq.on_store("judgements", "list").out


def test_the_same_again_says_so(mithaq: CommandLine) -> None:
    assert "is recorded" in judge(mithaq, "different").out
    assert "was there already" in judge(mithaq, "different").out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("judge", "Atlantis", "same", "Poland", "-r", "x"), 1, "Atlantis"),
        (("judge", "Poland", "perhaps", "Russia", "-r", "x"), 2, "same"),
        (("judge", "Poland", "same", "Russia"), 2, "reason"),
        (("judgements", "withdraw", "none"), 1, "mithaq judgements list"),
    ],
)
def test_what_cannot_be_judged_is_one_clear_line(
    arguments: tuple[str, ...], code: int, said: str, mithaq: CommandLine
) -> None:
    ended = mithaq.on_store(*arguments)
    assert ended.code == code
    assert said in ended.error_line


def test_the_gate_refuses_a_judgement_without_a_reason(mithaq: CommandLine) -> None:
    ended = mithaq.on_store("judge", "Poland", "same", "Russia", "--reason", "")
    assert ended.code == 1
    assert "A judgement has one reason" in ended.out


def test_a_judgement_that_others_stand_against_is_refused(mithaq: CommandLine) -> None:
    poles = judge(mithaq).out.splitlines()[1].split()[0]
    mithaq.on_store("judge", "Poland", "different", "Russia", "--reason", "two states")
    ended = mithaq.on_store("judge", f"id:actor/{poles}", "same", "Russia", "--reason", "x")
    assert "withdraw" in ended.error_line


def test_there_is_nothing_to_judge_without_a_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = CommandLine(tmp_path / "none", capsys).on_store("judge", "Poland", "same", "Russia", "-r", "x")
    assert "no store" in ended.error_line
    assert not (tmp_path / "none").exists()


def test_pairs_that_are_probably_one_are_proposed_until_they_are_judged(mithaq: CommandLine, tmp_path: Path) -> None:
    assert "no two actors" in mithaq.on_store("judgements", "propose").out
    poles = {"id": "poles", "name_en": "The Vistula Republic", "name_ar": None, "type": "State"}
    told = annotation(document="more", text="Vistula again.", language="en", actors=[poles], events=[])
    mithaq.on_store("load", save(tmp_path / "more.json", told))
    proposed = mithaq.on_store("judgements", "propose", "--limit", "1")
    assert all(
        words in proposed.out for words in ("The Vistula", "0.60", "name (the vistula republic)", "type (State)")
    )
    one, other = (word for word in proposed.out.split() if word.startswith("id:actor/"))
    assert mithaq.on_store("judge", one, "same", other, "--reason", "one river").code == 0
    assert "no two actors" in mithaq.on_store("judgements", "propose").out
