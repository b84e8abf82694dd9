"""How the resources of the tables are referred to, kept in memory for the languages that are asked for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

import pyoxigraph as ox

from graph.lookup.templates import find_gaps

_CHOICES: Final = 16
"""Choices of languages for which references are kept in memory."""

_KEPT: Final = 50_000
"""References of one choice that are kept; some 15 MB."""

_SELECT: Final = "SELECT id, head, labels FROM resource WHERE id IN (SELECT value FROM json_each(?))"

Pick: TypeAlias = Callable[[tuple[ox.Literal, ...]], ox.Literal | None]


@dataclass(frozen=True, slots=True)
class Naming:
    """Which of its labels a thing is called by.

    Attributes:
        preferred: codes of languages, the best first; whoever has the same has the same choice.
        pick: makes the choice; None where a thing has no label.
    """

    preferred: tuple[str, ...]
    pick: Pick


class Labels:
    """References to resources, of one state of the tables.

    Args:
        connection: of the tables.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._languages = {code for (code,) in connection.execute("SELECT code FROM language")}
        self._chosen: dict[tuple[str, ...], dict[bytes, bytes]] = {}

    def fill(self, template: bytes, naming: Naming) -> bytes:
        """A template with its references in their places."""
        references = self._choose(naming)
        try:
            return template % references
        except KeyError:
            self._take_in(find_gaps(template), references, naming.pick)
            return template % references

    def _choose(self, naming: Naming) -> dict[bytes, bytes]:
        """The JSON members of references that are kept, by the number of the resource in decimal digits."""
        # A language in which nothing has a name makes no difference.
        key = tuple([code for code in naming.preferred if code in self._languages])
        found = self._chosen.get(key)
        if found is None:
            if len(self._chosen) >= _CHOICES:
                self._chosen.clear()
            found = self._chosen[key] = {}
        return found

    def _take_in(self, numbers: set[bytes], references: dict[bytes, bytes], pick: Pick) -> None:
        missing = numbers.difference(references)
        if len(references) + len(missing) > _KEPT:
            references.clear()
            missing = numbers
        wanted = f"[{b','.join(missing).decode()}]"
        for number, head, text in self._connection.execute(_SELECT, (wanted,)):
            label = pick(tuple(ox.Literal(value, language=language) for value, language in json.loads(text)))
            references[b"%d" % number] = (head + _write_name(label)).encode()


def _write_name(label: ox.Literal | None) -> str:
    value, language = (None, None) if label is None else (label.value, label.language)
    return f'"label":{json.dumps(value, ensure_ascii=False)},"language":{json.dumps(language)}'
