"""What an update's tokens say of it: what fetches is found, and a chosen dataset goes where the patterns are."""

from __future__ import annotations

import pytest

from api.scanning.query_scan import Position
from api.scanning.update_scan import add_dataset, scan_update, silence_loads


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <http://a/>",
        "LOAD SILENT <http://a/> ; LOAD <http://b/>",
        "LOAD SILENT <http://a/> <http://b/>",
        "LOAD SILENT ?a",
        "INSERT DATA { <urn:a> <urn:b> true.} ; LOAD <http://a/>",
        "# comment\nPREFIX a: <urn:a> LOAD a:b",
        "INSERT { } WHERE { FILTER(?x <?a # LOAD> ?y\n) } ; LOAD <http://a/>",
    ],
)
def test_load_is_found_wherever_it_stands(update: str) -> None:
    assert scan_update(update).load is not None


def test_load_that_only_another_reader_would_see_is_found() -> None:
    assert scan_update("INSERT {} WHERE { FILTER(?a <?b && '>' != 'x' ; LOAD' ) }").load is not None


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <urn:load> <urn:b> 'LOAD <http://a/>' }",
        "PREFIX load: <urn:load> INSERT DATA { load:load <urn:b> ?load }",
        "DELETE WHERE { ?load ?b ?c } # LOAD <http://a/>",
    ],
)
def test_load_in_names_strings_and_comments_is_only_a_word(update: str) -> None:
    assert scan_update(update).load is None


def test_the_place_of_load_is_told() -> None:
    assert scan_update("CLEAR ALL ;\n  LOAD <http://a/>").load == Position(2, 3)


@pytest.mark.parametrize(
    ("update", "chooses", "patterns"),
    [
        ("INSERT DATA { <urn:a> <urn:b> 'WITH' }", False, False),
        ("WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", True, True),
        ("DELETE { ?s ?p ?o } using named <urn:g> WHERE { ?s ?p ?o }", True, True),
        ("DELETE WHERE { ?s ?p ?o }", False, True),
        ("DROP ALL", False, False),
    ],
)
def test_what_an_update_reads_is_told(update: str, chooses: bool, patterns: bool) -> None:
    scan = scan_update(update)
    assert (scan.chooses_dataset, scan.patterns) == (chooses, patterns)


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ("CLEAR ALL", "CLEAR ALL"),
        (
            "INSERT { ?s ?p 2 } WHERE { { SELECT ?s WHERE { ?s ?p 1 } } }",
            "INSERT { ?s ?p 2 } USING <urn:d> USING NAMED <urn:n> WHERE { { SELECT ?s WHERE { ?s ?p 1 } } }",
        ),
        (
            "DELETE WHERE { ?s ?p '}' }; DELETE { ?s ?p 1 } WHERE { }",
            "DELETE { ?s ?p '}' } USING <urn:d> USING NAMED <urn:n> WHERE { ?s ?p '}' }; "
            "DELETE { ?s ?p 1 } USING <urn:d> USING NAMED <urn:n> WHERE { }",
        ),
    ],
)
def test_a_dataset_goes_before_the_pattern_of_every_operation(update: str, expected: str) -> None:
    assert add_dataset(update, scan_update(update), default=["urn:d"], named=["urn:n"]) == expected


def test_graphs_that_an_update_names_are_told() -> None:
    update = "WITH <urn:a> DELETE { GRAPH <urn:b> { ?s ?p 1 } } WHERE { GRAPH ?g { ?s <urn:c> 1 } }; DROP GRAPH <urn:d>"
    assert scan_update(update).graphs == ("urn:a", "urn:b", "urn:d")


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ("load silent <http://a/> into graph <urn:g>", "DELETE DATA{}"),
        ("PREFIX a: <urn:a>\nLOAD SILENT a:b;\nCLEAR ALL", "PREFIX a: <urn:a>\nDELETE DATA{}  ;\nCLEAR ALL"),
        ("CLEAR ALL ; LOAD SILENT <http://a/>;", "CLEAR ALL ; DELETE DATA{}          ;"),
        ("LOAD SILENT\n<http://a/>", "DELETE DATA{}"),
    ],
)
def test_a_silent_load_does_nothing_and_moves_nothing(update: str, expected: str) -> None:
    scan = scan_update(update)
    assert scan.load is None
    silenced = silence_loads(update, scan)
    assert silenced.split() == expected.split()
    assert len(silenced) == len(update)
