"""What the service says of itself to programs: its SPARQL service description, and VoID on what it holds.

SPARQL 1.1 Service Description (W3C, 2013); Describing Linked Datasets with VoID (W3C, 2011). The counts are those that
the store keeps.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from starlette.responses import Response

from api.http.negotiation import JSON, JSON_LD, N_TRIPLES, RDF_XML, TURTLE, Format
from api.http.representation import VARY, serialize_triples
from graph.store import Sizes
from ontology.terms import DCTERMS, MITHAQ_NAMESPACE, RDF

_JSON_LD = Format("jsonld", JSON_LD.media_type, (JSON.media_type, "json"))
DESCRIPTIONS = (TURTLE, N_TRIPLES, RDF_XML, _JSON_LD)
"""What descriptions of the service can be had in."""

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_SIMPLE = "http://www.w3.org/ns/entailment/Simple"
_INTEGER = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
_MOST_GRAPHS = 1_000
"""Named graphs that a description lists; of more the VoID description gives the number alone."""

_LANGUAGES = ("SPARQL10Query", "SPARQL11Query", "SPARQL11Update")
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")


def describe_service(endpoint: str, sizes: Sizes) -> tuple[ox.Triple, ...]:
    """The service description of an endpoint.

    Args:
        endpoint: its absolute IRI, under which the parts of the description get theirs.
        sizes: of what it serves.
    """
    return tuple(_describe_service(ox.NamedNode(endpoint), sizes))


def describe_dataset(root: str, sizes: Sizes, *, base: str) -> tuple[ox.Triple, ...]:
    """What is served, in VoID.

    Args:
        root: scheme and host of the service, without a slash at the end.
        sizes: of what it serves.
        base: under which IRIs are minted.
    """
    return tuple(_describe_dataset(root, sizes, base))


def respond_description(triples: tuple[ox.Triple, ...], chosen: Format) -> Response:
    """A description in the format chosen."""
    if chosen is RDF_XML:
        body = ox.serialize(sorted(triples, key=str), format=ox.RdfFormat.RDF_XML) or b""
    else:
        body = serialize_triples(triples, JSON_LD if chosen is _JSON_LD else chosen)
    return Response(body, headers=VARY, media_type=chosen.content_type)


def _describe_service(endpoint: ox.NamedNode, sizes: Sizes) -> Iterator[ox.Triple]:
    service, dataset, default = (_part(endpoint, name) for name in ("service", "dataset", "default-graph"))
    yield ox.Triple(service, RDF.type, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), endpoint)
    yield ox.Triple(service, _sd("defaultEntailmentRegime"), ox.NamedNode(_SIMPLE))
    for language in _LANGUAGES:
        yield ox.Triple(service, _sd("supportedLanguage"), _sd(language))
    for name in (*_RESULTS, *_GRAPHS):
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(_FORMATS + name))
    for name in _GRAPHS:
        yield ox.Triple(service, _sd("inputFormat"), ox.NamedNode(_FORMATS + name))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, RDF.type, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), default)
    yield ox.Triple(default, RDF.type, _sd("Graph"))
    yield ox.Triple(default, _void("triples"), _number(sizes.triples))
    for place, (name, triples) in enumerate(sizes.graphs[:_MOST_GRAPHS], start=1):
        named, graph = _part(endpoint, f"named-graph-{place}"), _part(endpoint, f"graph-{place}")
        yield ox.Triple(dataset, _sd("namedGraph"), named)
        yield ox.Triple(named, RDF.type, _sd("NamedGraph"))
        yield ox.Triple(named, _sd("name"), ox.NamedNode(name))
        yield ox.Triple(named, _sd("graph"), graph)
        yield ox.Triple(graph, RDF.type, _sd("Graph"))
        yield ox.Triple(graph, _void("triples"), _number(triples))


def _describe_dataset(root: str, sizes: Sizes, base: str) -> Iterator[ox.Triple]:
    document = ox.NamedNode(f"{root}/.well-known/void")
    dataset = _part(document, "dataset")
    yield ox.Triple(document, RDF.type, _void("DatasetDescription"))
    yield ox.Triple(document, ox.NamedNode("http://xmlns.com/foaf/0.1/primaryTopic"), dataset)
    yield ox.Triple(dataset, RDF.type, _void("Dataset"))
    yield ox.Triple(dataset, DCTERMS.title, ox.Literal("Mithaq", language="en"))
    yield ox.Triple(dataset, DCTERMS.title, ox.Literal("ميثاق", language="ar"))
    yield ox.Triple(dataset, _void("sparqlEndpoint"), ox.NamedNode(f"{root}/sparql"))
    yield ox.Triple(dataset, _void("dataDump"), ox.NamedNode(f"{root}/export"))
    yield ox.Triple(dataset, _void("uriSpace"), ox.Literal(base))
    yield ox.Triple(dataset, _void("vocabulary"), ox.NamedNode(MITHAQ_NAMESPACE))
    yield ox.Triple(dataset, _void("triples"), _number(sizes.triples))
    yield ox.Triple(dataset, _void("classes"), _number(len(sizes.classes)))
    for place, (name, things) in enumerate(sizes.classes, start=1):
        if name.startswith(MITHAQ_NAMESPACE):
            partition = _part(document, f"class-{place}")
            yield ox.Triple(dataset, _void("classPartition"), partition)
            yield ox.Triple(partition, _void("class"), ox.NamedNode(name))
            yield ox.Triple(partition, _void("entities"), _number(things))


def _part(iri: ox.NamedNode, name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{iri.value}#{name}")


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(_VOID + name)


def _number(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=_INTEGER)
