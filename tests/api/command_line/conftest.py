"""Commands on a store that is not there yet, on one with a note in it, and on a copy of that."""

from pathlib import Path

import pytest

from tests.api.typed_commands import CommandLine, copy_store, load_once


@pytest.fixture
def mithaq(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """Commands, and a store that is not there yet."""
    return CommandLine(tmp_path / "store", capsys)


@pytest.fixture
def loaded(tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """Commands on a store with the note in it, for reading only."""
    return load_once(tmp_path_factory, capsys)


@pytest.fixture
def copied(loaded: CommandLine, tmp_path: Path) -> CommandLine:
    """Commands on a copy of that store, to write to."""
    return copy_store(loaded, tmp_path)
