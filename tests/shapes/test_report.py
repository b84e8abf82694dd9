"""The report as values, as JSON and as Turtle."""

from __future__ import annotations

import json

import pyoxigraph as ox

from shapes import Severity, ValidationReport, ValidationResult

EVENT = ox.NamedNode("https://example.org/event")
MODE = ox.NamedNode("https://w3id.org/mithaq/ontology#mode")
SHAPE = ox.NamedNode("https://w3id.org/mithaq/shapes#event-mode")
WITH_VALUE = ValidationResult(
    Severity.VIOLATION, EVENT, MODE, ox.Literal("نمط", language="ar"), "wrong mode", "نمط خاطئ", SHAPE, "In"
)
WITHOUT = ValidationResult(Severity.WARNING, EVENT, None, None, "look again", "أعد النظر", SHAPE, "SPARQL")
REPORT = ValidationReport(conforms=False, results=(WITH_VALUE, WITHOUT))


def test_a_report_as_json_holds_plain_values_in_both_languages() -> None:
    assert json.loads(json.dumps(REPORT.as_json())) == {
        "conforms": False,
        "results": [
            {
                "severity": "Violation",
                "focus_node": "https://example.org/event",
                "path": "https://w3id.org/mithaq/ontology#mode",
                "value": "نمط",
                "message_en": "wrong mode",
                "message_ar": "نمط خاطئ",
                "shape": "https://w3id.org/mithaq/shapes#event-mode",
                "component": "In",
            },
            {
                "severity": "Warning",
                "focus_node": "https://example.org/event",
                "path": None,
                "value": None,
                "message_en": "look again",
                "message_ar": "أعد النظر",
                "shape": "https://w3id.org/mithaq/shapes#event-mode",
                "component": "SPARQL",
            },
        ],
    }


def test_a_report_as_turtle_is_a_shacl_report() -> None:
    store = ox.Store()
    store.load(REPORT.as_turtle(), format=ox.RdfFormat.TURTLE)
    found = store.query("""
        PREFIX sh: <http://www.w3.org/ns/shacl#>
        SELECT ?conforms ?severity ?component ?path ?value ?message {
          ?report a sh:ValidationReport ; sh:conforms ?conforms ; sh:result ?result .
          ?result a sh:ValidationResult ; sh:focusNode <https://example.org/event> ; sh:resultSeverity ?severity ;
            sh:sourceConstraintComponent ?component ; sh:resultMessage ?message .
          OPTIONAL { ?result sh:resultPath ?path }
          OPTIONAL { ?result sh:value ?value }
          FILTER(LANG(?message) = "ar")
        } ORDER BY ?severity""")
    assert isinstance(found, ox.QuerySolutions)
    rows = [tuple(None if term is None else term.value for term in row) for row in found]  # type: ignore[union-attr]
    sh = "http://www.w3.org/ns/shacl#"
    assert rows == [
        ("false", f"{sh}Violation", f"{sh}InConstraintComponent", MODE.value, "نمط", "نمط خاطئ"),
        ("false", f"{sh}Warning", f"{sh}SPARQLConstraintComponent", None, None, "أعد النظر"),
    ]


def test_a_report_of_nothing_wrong_is_short() -> None:
    report = ValidationReport(conforms=True)
    assert report.as_json() == {"conforms": True, "results": []}
    assert report.as_turtle().count("\n") == 3
