"""The graph, or one document of it, in the formats that other tools read.

A whole graph in Turtle, JSON-LD or GraphML is the default graph, the merge of all that documents, register and ontology
say; TriG and N-Quads keep apart who said what. A document comes with the types and names of all it refers to, so that
the file stands alone and conforms to the shapes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import takewhile
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from graph.context import find_context
from graph.graphml import write_graphml
from graph.store.base import Store
from ontology.errors import IdentifierError, StoreError
from ontology.terms import CHANGE_GRAPH, CODE_NAMESPACE, DEFAULT_BASE, MITHAQ_NAMESPACE, RDF, WIKIDATA_NAMESPACE

_CONTEXT: Final = Path(__file__).parent.parent / "ontology" / "context.jsonld"
_KINDS: Final = (
    "actor",
    "claim",
    "dispute",
    "event",
    "judgement",
    "participation",
    "place",
    "relation",
    "tenure",
    "treaty",
)
_SCHEMES: Final = ("event", "hostility", "issue", "modality", "mode", "office", "quad", "treaty-action", "verdict")


class ExportFormat(StrEnum):
    """A format to export in, by the name that the command line and the service give it."""

    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"
    JSONLD = "jsonld"
    GRAPHML = "graphml"

    @property
    def media_type(self) -> str:
        """As registered with IANA; GraphML has none of its own and is XML.

        >>> ExportFormat.NQUADS.media_type
        'application/n-quads'
        """
        return {
            ExportFormat.TURTLE: "text/turtle",
            ExportFormat.TRIG: "application/trig",
            ExportFormat.NQUADS: "application/n-quads",
            ExportFormat.JSONLD: "application/ld+json",
            ExportFormat.GRAPHML: "application/graphml+xml",
        }[self]

    @property
    def extension(self) -> str:
        """How the name of a file in this format ends, without the dot."""
        return {ExportFormat.TURTLE: "ttl", ExportFormat.NQUADS: "nq"}.get(self, self.value)


def export_graph(
    store: Store, export_format: ExportFormat, *, document: ox.NamedNode | None = None, output: Path | None = None
) -> bytes:
    """Write the graph out.

    Args:
        store: what to export.
        export_format: how.
        document: only this document; the whole graph without.
        output: a file to write to as well; its folder must exist. An existing file is replaced when all is written.

    Returns:
        What was written, in UTF-8. Subjects are sorted, so that two exports of the same graph are the same bytes.

    Raises:
        IdentifierError: the store has no such document.
        StoreError: the file cannot be written.
    """
    written = _write(store, export_format, document)
    if output is not None:
        _save(written, output)
    return written


def turtle_prefixes() -> dict[str, str]:
    """The prefixes of an export, by name."""
    kinds = {kind: f"{DEFAULT_BASE}{kind}/" for kind in _KINDS}
    schemes = {f"code-{scheme}": f"{CODE_NAMESPACE}{scheme}/" for scheme in _SCHEMES}
    return {
        **kinds,
        **schemes,
        "dcterms": "http://purl.org/dc/terms/",
        "mq": MITHAQ_NAMESPACE,
        "oa": "http://www.w3.org/ns/oa#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "wd": WIKIDATA_NAMESPACE,
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }


def serialize_turtle(triples: Iterable[ox.Triple]) -> bytes:
    """Triples as Turtle for reading: prefixes, sorted subjects with their type first, a blank line between them."""
    prefixes = turtle_prefixes()
    written = ox.serialize(sorted(triples, key=_triple_order), format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b""
    # The engine escapes line breaks in literals, so that a line that starts without a tab starts a subject. It writes
    # the prefixes in the order of a hash table.
    head, body = _split_prefixes(written)
    return head + re.sub(rb"^(?=\S)", b"\n", body, flags=re.MULTILINE)


def serialize_jsonld(triples: Iterable[ox.Triple]) -> bytes:
    """Triples as JSON-LD, compacted with the project's context, which the file carries within."""
    import rdflib  # noqa: PLC0415 - a service starts without it, 60 ms earlier

    context: Mapping[str, object] = json.loads(_CONTEXT.read_text(encoding="utf-8"))
    graph = rdflib.Graph()
    graph.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")
    return graph.serialize(
        format="json-ld", context=context["@context"], auto_compact=False, sort_keys=True, indent=1, encoding="utf-8"
    )


def _write(store: Store, export_format: ExportFormat, document: ox.NamedNode | None) -> bytes:
    if export_format in (ExportFormat.TRIG, ExportFormat.NQUADS):
        names = _exported(store) if document is None else (document,)
        return _serialize_quads({name: _read(store, name) for name in names}, export_format)
    triples = set(_read(store, document))
    if document is not None:
        triples |= set(find_context(triples, store, codes=True))
    match export_format:
        case ExportFormat.TURTLE:
            return serialize_turtle(triples)
        case ExportFormat.JSONLD:
            return serialize_jsonld(triples)
        case _:
            return write_graphml(triples)


def _exported(store: Store) -> tuple[ox.NamedNode, ...]:
    """The named graphs without the log, which tells of this store and not of the world."""
    return tuple(name for name in store.named_graphs() if name != CHANGE_GRAPH)


def _read(store: Store, name: ox.NamedNode | None) -> tuple[ox.Triple, ...]:
    triples = store.graph(name)
    if name is not None and not triples:
        raise IdentifierError(f"no document {name.value}: GET /documents and mithaq query list those there are")
    return triples


def _serialize_quads(graphs: Mapping[ox.NamedNode, Iterable[ox.Triple]], export_format: ExportFormat) -> bytes:
    quads = (
        ox.Quad(triple.subject, triple.predicate, triple.object, name)
        for name in sorted(graphs, key=str)
        for triple in sorted(graphs[name], key=_triple_order)
    )
    if export_format is ExportFormat.NQUADS:
        return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    head, body = _split_prefixes(ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=turtle_prefixes()) or b"")
    return head + b"\n" + body


def _split_prefixes(written: bytes) -> tuple[bytes, bytes]:
    """The prefixes that Turtle or TriG uses, sorted, and what follows them."""
    length = sum(len(line) for line in takewhile(lambda line: line.startswith(b"@prefix "), written.splitlines(True)))
    head, body = written[:length], written[length:]
    lines = sorted(line for line in head.splitlines(keepends=True) if line.split()[1] in body)
    return b"".join(lines), body


def _triple_order(triple: ox.Triple) -> tuple[str, bool, str, str]:
    return str(triple.subject), triple.predicate != RDF.type, triple.predicate.value, str(triple.object)


def _save(written: bytes, output: Path) -> None:
    partial = output.with_name(f".{output.name}.partial")
    try:
        partial.write_bytes(written)
        partial.replace(output)
    except OSError as error:
        raise StoreError(
            f"{output} cannot be written ({error.strerror}): name a folder that exists and may be"
        ) from error
