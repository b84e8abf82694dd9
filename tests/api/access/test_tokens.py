"""Tokens: shown once, kept as hashes, good for their scope, and useless once revoked."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from api.access.tokens import Tokens
from api.formats import Scope
from ontology.errors import IdentifierError, StoreError
from tests.api.typed_commands import CommandLine


@pytest.fixture
def mithaq(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(tmp_path / "store", capsys)


def test_a_token_is_good_for_its_scope_and_what_is_less(tmp_path: Path) -> None:
    tokens = Tokens(str(tmp_path / "store"))
    _, secret = tokens.create(Scope.WRITE)
    assert tokens.find_scope(secret) is Scope.WRITE
    assert Scope.WRITE.covers(Scope.READ)
    assert not Scope.WRITE.covers(Scope.ADMIN)
    assert tokens.find_scope(secret + "x") is None


def test_the_file_holds_hashes_that_only_its_owner_may_read(tmp_path: Path) -> None:
    _, secret = Tokens(str(tmp_path / "store")).create(Scope.ADMIN, note="ليلي")
    (path,) = tmp_path.iterdir()
    assert secret not in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_token_that_is_revoked_is_known_to_nobody(tmp_path: Path) -> None:
    tokens = Tokens(str(tmp_path / "store"))
    first, secret = tokens.create(Scope.WRITE)
    _, other = tokens.create(Scope.WRITE)
    tokens.revoke(first.id)
    assert tokens.find_scope(secret) is None
    assert tokens.find_scope(other) is Scope.WRITE
    with pytest.raises(IdentifierError):
        tokens.revoke(first.id)


def test_a_store_in_memory_has_the_token_of_the_settings_alone() -> None:
    tokens = Tokens("memory:", secret="a token of the settings")
    assert tokens.find_scope("a token of the settings") is Scope.ADMIN
    assert tokens.find_scope("another") is None
    with pytest.raises(StoreError, match="MITHAQ_TOKEN"):
        tokens.create(Scope.WRITE)


@pytest.mark.parametrize("content", ["", "{}", '{"tokens": [{"id": 1}]}', '{"tokens": 3}', "\x00"])
def test_a_file_that_is_none_of_tokens_is_told(content: str, tmp_path: Path) -> None:
    tokens = Tokens(str(tmp_path / "store"))
    (tmp_path / "store.tokens.json").write_text(content)
    with pytest.raises(StoreError, match="mend or delete"):
        tokens.find_scope("mithaq_x")


def test_tokens_are_made_listed_and_revoked_at_the_command_line(mithaq: CommandLine) -> None:
    made = mithaq.on_store("token", "create", "--note", "nightly")
    assert re.fullmatch(r"mithaq_[\w-]{43}\n", made.out)
    assert "this once" in made.error_line
    listed = mithaq.on_store("token", "list").out
    assert "nightly" in listed
    assert "write" in listed
    assert made.out.strip() not in listed
    token_id = listed.splitlines()[1].split()[0]
    assert mithaq.on_store("token", "revoke", token_id).code == 0
    assert mithaq.on_store("token", "revoke", token_id).code == 1
    assert "no tokens" in mithaq.on_store("token", "list").error_line


def test_a_scope_that_is_none_is_told(mithaq: CommandLine) -> None:
    assert mithaq.on_store("token", "create", "--scope", "all").code == 2
