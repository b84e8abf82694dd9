"""The standards' own tests: those of protocol, description, graph store and formats in full, of the rest a sample."""

from __future__ import annotations

import pytest

from api.cli import run

WHOLE = ("protocol", "service-description", "graph-store", "results-formats", "query-1.1-syntax")
SAMPLED = ("query-1.1", "update-1.1", "update-1.1-syntax", "query-1.0", "sparql-1.2")


def test_the_protocol_and_what_surrounds_it_pass_every_test(capfd: pytest.CaptureFixture[str]) -> None:
    code = run(["conformance", *(part for group in WHOLE for part in ("--group", group))])
    told = capfd.readouterr().out
    assert code == 0, told
    passed = {words[0]: words[1:3] for line in told.splitlines() if len(words := line.split()) == 5}
    assert passed["protocol"] == ["34", "0"]
    assert passed["service-description"] == ["3", "0"]
    assert passed["graph-store"] == ["13", "0"]
    assert passed["query-1.1-syntax"] == ["94", "0"]
    assert passed["results-formats"] == ["9", "1"]


def test_a_sample_of_queries_and_updates_loses_no_test(capfd: pytest.CaptureFixture[str]) -> None:
    code = run(["conformance", "--sample", "15", *(part for group in SAMPLED for part in ("--group", group))])
    assert code == 0, capfd.readouterr().out


def test_a_group_that_is_none_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["conformance", "--group", "nonsense"]) == 1
    assert "nonsense" in capfd.readouterr().err
