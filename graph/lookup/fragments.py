"""Folded texts by any piece of them: an index of all runs of three letters, with the pieces that are shorter by a scan.

The index says in which texts the runs of a piece occur; whether the piece itself does is looked up in the text. So the
index need not know places, which makes it a third of the size.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Final

_RUN: Final = 3
"""Letters of a run, as the tokenizer cuts them (SQLite FTS5, section 4.3.4)."""


class FragmentIndex:
    """The index of a table with the columns `id` and `folded`; it is the name of the table with `_runs`.

    Args:
        connection: of the tables.
        table: which one.
    """

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self._connection = connection
        self._table = table

    def add(self, rows: Iterable[tuple[int, str]]) -> None:
        """Index texts by the numbers of their rows."""
        self._connection.executemany(f"INSERT INTO {self._table}_runs (rowid, folded) VALUES (?, ?)", rows)

    def remove(self, rows: Iterable[tuple[int, str]]) -> None:
        """Take texts out, as they were put in."""
        self._connection.executemany(
            f"INSERT INTO {self._table}_runs ({self._table}_runs, rowid, folded) VALUES ('delete', ?, ?)", rows
        )

    def holds(self, fragment: str) -> tuple[str, tuple[str, ...]]:
        """A condition on rows of the table, with its values, for those whose text holds a fragment."""
        holding = f"instr({self._table}.folded, ?)"
        if len(fragment) < _RUN:
            return holding, (fragment,)
        runs = dict.fromkeys(fragment[at : at + _RUN] for at in range(len(fragment) - _RUN + 1))
        quoted = " AND ".join(f'''"{run.replace('"', '""')}"''' for run in runs)
        matching = f"SELECT rowid FROM {self._table}_runs WHERE {self._table}_runs MATCH ?"
        return f"({self._table}.id IN ({matching}) AND {holding})", (quoted, fragment)


def index_table(table: str) -> str:
    """The SQL that makes the index of a table."""
    return (
        f"CREATE VIRTUAL TABLE {table}_runs USING fts5(folded, content='{table}', content_rowid='id', detail='none',"
        " columnsize=0, tokenize='trigram case_sensitive 1');"
    )
