"""The seam: which engine checks, what it sees, what is wrong with the files."""

from __future__ import annotations

import builtins
from pathlib import Path

import pyoxigraph as ox
import pytest

from ontology.errors import LexiconError
from shapes import Engine, load_gate, validate

NAMED = ox.NamedNode("https://example.org/nameless")
STATE = ox.Triple(
    NAMED,
    ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
    ox.NamedNode("https://w3id.org/mithaq/ontology#State"),
)


def test_the_gate_in_use_is_the_fast_one() -> None:
    assert load_gate().engine is Engine.FAST


def test_pyshacl_takes_the_place_of_a_missing_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    real_import = builtins.__import__

    def refuse(name: str, *args: object, **kwargs: object) -> object:
        if name == "pyshacl_turbo":
            raise ImportError(name)
        return real_import(name, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", refuse)
    assert load_gate().engine is Engine.REFERENCE
    with pytest.raises(ImportError):
        load_gate(engine=Engine.FAST)


@pytest.mark.parametrize("engine", list(Engine))
def test_the_names_of_graphs_do_not_matter(engine: Engine) -> None:
    gate = load_gate(engine=engine)
    quads = [ox.Quad(STATE.subject, STATE.predicate, STATE.object, ox.NamedNode(f"urn:{graph}")) for graph in "ab"]
    report = gate.validate(quads)
    assert report == gate.validate([STATE])
    assert [result.focus_node for result in report.results] == [NAMED]


def test_results_come_in_a_fixed_order() -> None:
    others = [ox.Triple(ox.NamedNode(f"https://example.org/{name}"), STATE.predicate, STATE.object) for name in "cab"]
    report = validate(others)
    assert [str(result.focus_node)[-2] for result in report.results] == ["a", "b", "c"]


def test_a_file_of_shapes_that_is_no_turtle_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text("@prefix", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"broken\.ttl"):
        load_gate(folder=tmp_path)
