"""The formats that the command line writes, by the names that a person types."""

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
