"""The tables of the read model: one SQLite file in the store's folder, derived from the store and never its master."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from graph.lookup.fragments import index_table

LOOKUP_FILE: Final = "lookup.sqlite"
"""Beside the engine's own files, so that it goes where the store goes; a backup leaves it out."""

LAYOUT: Final = """
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE pending (iri TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE resource (
    id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, head TEXT NOT NULL DEFAULT '', labels TEXT NOT NULL DEFAULT '[]'
);
CREATE TABLE language (code TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE tie (
    actor INTEGER NOT NULL, counterpart INTEGER NOT NULL, tie TEXT NOT NULL, statement INTEGER, role TEXT NOT NULL,
    organ INTEGER, kind INTEGER NOT NULL, mode INTEGER, modality INTEGER, start TEXT, finish TEXT, confidence REAL,
    documented INTEGER NOT NULL
);
CREATE TABLE said (statement INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (statement, document))
    WITHOUT ROWID;
CREATE TABLE relation (
    actor INTEGER NOT NULL, counterpart INTEGER NOT NULL, closest TEXT NOT NULL, latest TEXT NOT NULL,
    cooperation TEXT NOT NULL, conflict TEXT NOT NULL, template BLOB NOT NULL, PRIMARY KEY (actor, counterpart)
);
CREATE TABLE name (
    id INTEGER PRIMARY KEY, resource INTEGER NOT NULL, class INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    language TEXT, folded TEXT NOT NULL
);
CREATE TABLE passage (
    id INTEGER PRIMARY KEY, statement TEXT NOT NULL, span TEXT NOT NULL, document TEXT NOT NULL,
    start INTEGER NOT NULL, finish INTEGER NOT NULL, exact TEXT NOT NULL, folded TEXT NOT NULL
);
CREATE TABLE card (actor INTEGER PRIMARY KEY, counterparts INTEGER NOT NULL, template BLOB NOT NULL);
"""
"""What the file holds; one of another layout cannot be read."""

_INDEXES = """
CREATE INDEX IF NOT EXISTS tie_by_pair ON tie (actor, counterpart);
CREATE INDEX IF NOT EXISTS tie_by_statement ON tie (statement);
CREATE INDEX IF NOT EXISTS tie_by_organ ON tie (organ) WHERE organ IS NOT NULL;
CREATE INDEX IF NOT EXISTS name_by_resource ON name (resource);
CREATE INDEX IF NOT EXISTS passage_by_span ON passage (span);
CREATE INDEX IF NOT EXISTS passage_by_place ON passage (document, start, finish, statement);
CREATE INDEX IF NOT EXISTS relation_by_counterpart ON relation (counterpart);
CREATE INDEX IF NOT EXISTS relation_by_closest ON relation (actor, closest);
CREATE INDEX IF NOT EXISTS relation_by_latest ON relation (actor, latest);
CREATE INDEX IF NOT EXISTS relation_by_cooperation ON relation (actor, cooperation);
CREATE INDEX IF NOT EXISTS relation_by_conflict ON relation (actor, conflict);
"""


def create_tables(path: Path) -> sqlite3.Connection:
    """A new file with empty tables and no indexes, written without care for the disk until `finish_tables`."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.executescript(LAYOUT)
    connection.executescript("".join(map(index_table, ("name", "passage"))))
    return connection


def finish_tables(connection: sqlite3.Connection) -> None:
    """Make the indexes of a file that was filled, and put it on disk."""
    connection.executescript(_INDEXES)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def complete_tables(connection: sqlite3.Connection) -> None:
    """Make the indexes that a file of an earlier Mithaq lacks."""
    connection.executescript(_INDEXES)


def open_tables(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open the file; every commit is on disk when it returns.

    Raises:
        sqlite3.OperationalError: there is none, or it cannot be read.
    """
    mode = "ro" if read_only else "rw"
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA busy_timeout = 5000")
    if not read_only:
        connection.execute("PRAGMA synchronous = FULL")
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, *, write: bool = False) -> Iterator[sqlite3.Connection]:
    """See one state of the tables throughout, or change all or nothing."""
    connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
    try:
        yield connection
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def read_state(connection: sqlite3.Connection) -> dict[str, str]:
    """What the tables say of themselves: `version` of the store that they equal, `bound`, and `form` of the answers."""
    return dict(connection.execute("SELECT name, value FROM state"))


def write_state(connection: sqlite3.Connection, **values: str) -> None:
    """Change what the tables say of themselves."""
    connection.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", values.items())
