"""What the resources of the tables are called, kept in memory for the languages that are asked for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import pyoxigraph as ox

from graph.lookup.resources import read_labels

_KEPT: Final = 200_000
"""Resources whose names are kept in memory; some 40 MB."""

_NAMINGS: Final = 16
"""Choices of languages for which what was chosen is kept."""

_CHOSEN: Final = 20_000
"""Names of one choice that are kept."""

_NO_NAME: Final = b'"label":null,"language":null'

Pick: TypeAlias = Callable[[tuple[ox.Literal, ...]], ox.Literal | None]


@dataclass(frozen=True, slots=True)
class Naming:
    """Which of its labels a thing is called by.

    Attributes:
        key: the same for the same choice.
        pick: makes the choice; None where a thing has no label.
    """

    key: tuple[str, ...]
    pick: Pick


class Labels:
    """Names of resources, of one state of the tables.

    Args:
        connection: of the tables.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._labels: dict[bytes, Mapping[ox.Literal, bytes]] = {}
        self._named: dict[tuple[str, ...], _Names] = {}

    def named(self, naming: Naming) -> Mapping[bytes, bytes]:
        """By the number of a resource in decimal digits, the JSON of its members `label` and `language`."""
        if len(self._labels) > _KEPT:
            self._labels.clear()
            self._named.clear()
        found = self._named.get(naming.key)
        if found is None:
            if len(self._named) >= _NAMINGS:
                self._named.clear()
            found = self._named[naming.key] = _Names(self, naming.pick)
        elif len(found) > _CHOSEN:
            found.clear()
        return found

    def members(self, number: bytes) -> Mapping[ox.Literal, bytes]:
        """The labels of a resource, each with its JSON."""
        found = self._labels.get(number)
        if found is None:
            found = self._labels[number] = {
                label: _write(label.value, label.language) for label in read_labels(self._connection, int(number))
            }
        return found


class _Names(dict[bytes, bytes]):
    """The names in some languages, chosen when they are first asked for."""

    def __init__(self, labels: Labels, pick: Pick) -> None:
        super().__init__()
        self._labels = labels
        self._pick = pick

    def __missing__(self, number: bytes) -> bytes:
        members = self._labels.members(number)
        label = self._pick(tuple(members)) if members else None
        name = self[number] = _NO_NAME if label is None else members[label]
        return name


def _write(value: str, language: str | None) -> bytes:
    return f'"label":{json.dumps(value, ensure_ascii=False)},"language":{json.dumps(language)}'.encode()
