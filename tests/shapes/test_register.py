"""The register and the ontology as shipped are well formed; admission does not check them again at every start."""

from __future__ import annotations

from ontology.catalog import load_catalog
from shapes import load_gate


def test_the_register_and_the_ontology_conform() -> None:
    catalog = load_catalog()
    report = load_gate().validate([*catalog.quads_register(), *catalog.quads_ontology()])
    assert report.results == ()
