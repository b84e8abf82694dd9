"""The table of disputes that have a name: its form, and how its names are found."""

import unicodedata
from pathlib import Path

from extraction.disputes.known_disputes import KnownDisputes
from extraction.lexicon.pack import read_rows
from ontology.catalog import load_catalog
from ontology.model import Issue
from tests.extraction.made_drafts import read

ROWS = list(read_rows(Path("extraction/tables/known_disputes.tsv")))


def test_every_party_is_in_the_register_and_every_issue_is_a_code() -> None:
    actors = load_catalog().actors
    assert [(row["line"], party) for row in ROWS for party in row["parties"].split() if party not in actors] == []
    assert {row["issue"] for row in ROWS} <= {issue.value for issue in Issue}


def test_the_table_is_sorted_and_says_each_dispute_once() -> None:
    keys = [(row["parties"], row["issue"]) for row in ROWS]
    assert keys == sorted(set(keys))
    assert [row["line"] for row in ROWS if row["parties"].split() != sorted(set(row["parties"].split()))] == []


def test_names_are_clean() -> None:
    for row in ROWS:
        for language in ("ar", "en"):
            names = row[language].split("|")
            assert len(names) == len(set(names)), row["line"]
            assert all(name == name.strip() == unicodedata.normalize("NFC", name) != "" for name in names), row["line"]
        assert row["source"], row["line"]


def test_a_name_is_found_with_clitics_and_without_its_article() -> None:
    reading = read("بدأ الخلاف بهضبة الجولان. ولم يذكر البيان غيرها. وقال إن للجولان مكانة.")
    told = KnownDisputes().told(reading.passages)
    assert {tuple(sorted(known.parties)): places for known, places in told.items()} == {("israel", "syria"): (0, 2)}
