"""Exports: read by other people's programs, they say what the store says, and a document stands alone."""

from __future__ import annotations

import io
import json
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

import shapes
from graph.admission import remove_document
from graph.context import find_context
from graph.export import ExportFormat, export_graph, serialize_turtle
from graph.iris import DocumentIris
from graph.merge import replace_merged
from graph.store import Store, open_store
from ontology.errors import IdentifierError, StoreError
from ontology.terms import CHANGE_GRAPH
from tests.sample_graph import fill_store, nile_annotation, summit_annotation

NILE = DocumentIris(nile_annotation().document.id).document
SUMMIT = DocumentIris(summit_annotation().document.id).document
ACTOR = "https://w3id.org/mithaq/id/actor/"


def parse(written: bytes, export_format: ExportFormat) -> set[ox.Quad]:
    syntax = ox.RdfFormat.from_media_type(export_format.media_type)
    assert syntax is not None
    return set(ox.parse(written, format=syntax))


def test_a_document_in_turtle_is_its_graph_and_the_names_that_it_needs(sample_store: Store) -> None:
    written = export_graph(sample_store, ExportFormat.TURTLE, document=NILE)
    said = sample_store.graph(NILE)
    expected = {*said, *find_context(said, sample_store, codes=True)}
    assert {quad.triple for quad in parse(written, ExportFormat.TURTLE)} == expected
    text = written.decode()
    assert 'actor:egypt a mq:State ;\n\tskos:prefLabel "Egypt"@en , "مصر"@ar' in text
    assert "code-event:SANCTION a skos:Concept ;\n\tskos:prefLabel" in text


def test_a_document_in_turtle_conforms_outside_our_code(sample_store: Store) -> None:
    data = rdflib.Graph().parse(data=export_graph(sample_store, ExportFormat.TURTLE, document=NILE), format="turtle")
    rules = rdflib.Graph()
    for path in Path(shapes.__file__).parent.glob("*.ttl"):
        rules.parse(path, format="turtle")
    conforms, _, text = pyshacl.validate(data, shacl_graph=rules)
    assert conforms, text
    quote = data.value(predicate=rdflib.URIRef("http://www.w3.org/ns/oa#exact"), object=rdflib.Literal("وقّعت"))
    data.set((quote, rdflib.URIRef("http://www.w3.org/ns/oa#exact"), rdflib.Literal("وقعت")))
    assert pyshacl.validate(data, shacl_graph=rules)[0] is False


def test_turtle_is_for_reading(sample_store: Store) -> None:
    text = export_graph(sample_store, ExportFormat.TURTLE, document=NILE).decode()
    head, *blocks = text.split("\n\n")
    prefixes = head.splitlines()
    assert all(line.startswith("@prefix ") for line in prefixes)
    assert prefixes == sorted(prefixes)
    assert all(f"{line.split()[1]}" in text.replace(head, "") for line in prefixes)
    subjects = [block.split()[0] for block in blocks]
    assert len(subjects) == len(set(subjects))
    assert all(" a " in block.splitlines()[0] for block in blocks)
    assert "https://w3id.org/mithaq/id/actor/egypt" not in "".join(blocks)


def test_turtle_keeps_line_breaks_in_texts() -> None:
    triple = ox.Triple(
        NILE, ox.NamedNode("https://w3id.org/mithaq/ontology#text"), ox.Literal("one .\n\n@prefix two\n")
    )
    written = serialize_turtle([triple])
    assert [quad.triple for quad in ox.parse(written, format=ox.RdfFormat.TURTLE)] == [triple]


@pytest.mark.parametrize("export_format", list(ExportFormat))
def test_the_same_graph_is_the_same_bytes(export_format: ExportFormat) -> None:
    first, second = open_store("memory:"), open_store("memory:")
    sample = fill_store()
    names = (*sample.named_graphs()[:1], NILE, SUMMIT)
    for store, order in ((first, names), (second, reversed(names))):
        for name in order:
            replace_merged(store, name, sample.graph(name))
    written = [export_graph(store, export_format, document=NILE) for store in (first, second)]
    assert written[0] == written[1]


@pytest.mark.parametrize("export_format", [ExportFormat.TRIG, ExportFormat.NQUADS])
def test_datasets_keep_apart_who_said_what(sample_store: Store, export_format: ExportFormat) -> None:
    found = parse(export_graph(sample_store, export_format), export_format)
    names = [name for name in sample_store.named_graphs() if name != CHANGE_GRAPH]
    assert found == {
        ox.Quad(triple.subject, triple.predicate, triple.object, name)
        for name in names
        for triple in sample_store.graph(name)
    }
    assert {
        quad.graph_name for quad in parse(export_graph(sample_store, export_format, document=NILE), export_format)
    } == {NILE}


def test_the_whole_graph_in_turtle_is_the_merge(sample_store: Store) -> None:
    found = parse(export_graph(sample_store, ExportFormat.TURTLE), ExportFormat.TURTLE)
    assert {quad.triple for quad in found} == set(sample_store.graph(None))


def test_json_ld_says_the_same_in_short_names(sample_store: Store) -> None:
    written = export_graph(sample_store, ExportFormat.JSONLD, document=NILE)
    turtle = export_graph(sample_store, ExportFormat.TURTLE, document=NILE)
    assert parse(written, ExportFormat.JSONLD) == parse(turtle, ExportFormat.TURTLE)
    document = json.loads(written)
    (expulsion,) = [node for node in document["@graph"] if str(node.get("mode", "")).endswith("SANCTION-expel")]
    assert expulsion["type"] == "Event"
    assert expulsion["recipient"] == f"{ACTOR}ethiopia"


def test_graphml_has_actors_as_nodes_and_what_passes_between_them_as_edges(sample_store: Store) -> None:
    written = export_graph(sample_store, ExportFormat.GRAPHML, document=NILE)
    network = nx.read_graphml(io.BytesIO(written), force_multigraph=True)
    assert network.nodes[f"{ACTOR}egypt"]["name_ar"] == "مصر"
    assert network.nodes[f"{ACTOR}african-union"]["type"] == "IGO"
    edges = [
        (source.rpartition("/")[2], target.rpartition("/")[2], attributes)
        for source, target, attributes in network.edges(data=True)
    ]
    found = {(source, target, one["class"], one.get("modality"), one["directed"]) for source, target, one in edges}
    gunmen = f"{nile_annotation().document.id}-gunmen"
    assert found == {
        ("egypt", "sudan", "SUPPORT", "asserted", "false"),
        ("egypt", "ethiopia", "SANCTION", "asserted", "true"),
        ("egypt", gunmen, "AID", "claimed", "true"),
        ("djibouti", "egypt", "SUPPORT", "planned", "true"),
        ("djibouti", "sudan", "SUPPORT", "planned", "true"),
        ("sudan", "african-union", "memberOf", None, "true"),
    }
    (expulsion,) = [one for _, _, one in edges if one["class"] == "SANCTION"]
    assert (expulsion["mode"], expulsion["date"]) == ("SANCTION-expel", "2014-04")
    assert expulsion["quote"] == "وطردت مصر السفير الإثيوبي في أبريل 2014 بعد خلاف على السد"


def test_graphml_of_the_whole_graph_reads_back(sample_store: Store) -> None:
    network = nx.read_graphml(io.BytesIO(export_graph(sample_store, ExportFormat.GRAPHML)), force_multigraph=True)
    assert {attributes["class"] for _, _, attributes in network.edges(data=True)} >= {"CONSULT", "SANCTION", "memberOf"}


@pytest.mark.parametrize("export_format", list(ExportFormat))
def test_a_document_that_is_not_there_is_named(sample_store: Store, export_format: ExportFormat) -> None:
    with pytest.raises(IdentifierError, match="document/none"):
        export_graph(sample_store, export_format, document=ox.NamedNode("https://w3id.org/mithaq/id/document/none"))


@pytest.mark.parametrize("export_format", list(ExportFormat))
def test_an_empty_store_exports_an_empty_graph(export_format: ExportFormat) -> None:
    written = export_graph(open_store("memory:"), export_format)
    if export_format is ExportFormat.GRAPHML:
        assert len(nx.read_graphml(io.BytesIO(written))) == 0
    else:
        assert parse(written, export_format) == set()


def test_an_export_to_a_file_is_whole_or_not_there(sample_store: Store, tmp_path: Path) -> None:
    output = tmp_path / "nile.ttl"
    output.write_text("old", encoding="utf-8")
    written = export_graph(sample_store, ExportFormat.TURTLE, document=NILE, output=output)
    assert output.read_bytes() == written
    assert list(tmp_path.iterdir()) == [output]
    with pytest.raises(StoreError, match="name a folder"):
        export_graph(sample_store, ExportFormat.TURTLE, document=NILE, output=tmp_path / "nowhere" / "nile.ttl")


def test_what_was_removed_is_not_exported() -> None:
    store = fill_store()
    remove_document(NILE, store)
    assert NILE.value not in export_graph(store, ExportFormat.NQUADS).decode()


@pytest.mark.parametrize(
    ("export_format", "extension"),
    [
        (ExportFormat.TURTLE, "ttl"),
        (ExportFormat.TRIG, "trig"),
        (ExportFormat.NQUADS, "nq"),
        (ExportFormat.JSONLD, "jsonld"),
        (ExportFormat.GRAPHML, "graphml"),
    ],
)
def test_a_format_has_the_extension_that_programs_expect(export_format: ExportFormat, extension: str) -> None:
    assert export_format.extension == extension
