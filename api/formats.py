"""Choices of the command line, by the names that a person types: formats, scopes of tokens."""

from __future__ import annotations

from enum import StrEnum


class QueryFormat(StrEnum):
    """How `mithaq query` writes an answer; which of them fit depends on the form of the query."""

    TABLE = "table"
    JSON = "json"
    XML = "xml"
    CSV = "csv"
    TSV = "tsv"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"


class Scope(StrEnum):
    """What a token is for; each is for all before it too."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"

    def covers(self, other: Scope) -> bool:
        """Whether what wants the other scope may be done with this one."""
        scopes = list(Scope)
        return scopes.index(self) >= scopes.index(other)
