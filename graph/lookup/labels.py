"""How the resources of the tables are referred to, kept in memory for the languages that are asked for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Final, TypeAlias

import pyoxigraph as ox

from graph.lookup.templates import GAP

_KEPT: Final = 200_000
"""Resources that are kept in memory; some 60 MB."""

_SELECT: Final = "SELECT id, head, labels FROM resource WHERE id IN (SELECT value FROM json_each(?))"

Pick: TypeAlias = Callable[[tuple[ox.Literal, ...]], ox.Literal | None]
"""Which of its labels a thing is called by, chosen by their languages; the first of those in one."""

_Languages: TypeAlias = tuple[str | None, ...]
_Kept: TypeAlias = tuple[_Languages, tuple[bytes, ...]]
"""The languages of a resource's labels, and for each the JSON members of a reference to it; without labels, one."""


class Labels:
    """References to resources, of one state of the tables.

    Args:
        connection: of the tables.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._kept: dict[bytes, _Kept] = {}

    def fill(self, template: bytes, pick: Pick) -> bytes:
        """A template, or several that are joined, with its references in their places."""
        parts = template.split(GAP)
        marks = parts[1::2]
        self._take_in(set(marks))
        places = _Places(pick)
        parts[1::2] = [texts[places[languages]] for languages, texts in map(self._kept.__getitem__, marks)]
        return b"".join(parts)

    def _take_in(self, numbers: set[bytes]) -> None:
        """Take resources into memory, by their numbers in decimal digits."""
        missing = numbers.difference(self._kept)
        if not missing:
            return
        if len(self._kept) > _KEPT:
            self._kept.clear()
            missing = numbers
        wanted = f"[{b','.join(missing).decode()}]"
        for number, head, text in self._connection.execute(_SELECT, (wanted,)):
            labels = json.loads(text)
            texts = tuple((head + _write_name(value, language)).encode() for value, language in labels)
            languages = tuple(language for _, language in labels)
            self._kept[b"%d" % number] = languages, texts or ((head + _write_name(None, None)).encode(),)


class _Places(dict[_Languages, int]):
    """Which of its labels a resource is called by, from the languages that they have."""

    def __init__(self, pick: Pick) -> None:
        super().__init__({(): 0})
        self._pick = pick

    def __missing__(self, languages: _Languages) -> int:
        labels = tuple(ox.Literal(f"{place:04}", language=language) for place, language in enumerate(languages))
        picked = self._pick(labels)
        place = self[languages] = labels.index(picked) if picked is not None else 0
        return place


def _write_name(value: str | None, language: str | None) -> str:
    return f'"label":{json.dumps(value, ensure_ascii=False)},"language":{json.dumps(language)}'
