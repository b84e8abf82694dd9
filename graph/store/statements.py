"""SPARQL text that stores write, and what engines say about SPARQL text that they cannot read."""

from __future__ import annotations

import re
from collections.abc import Iterable, KeysView
from typing import Final, TypeAlias

import pyoxigraph as ox

from graph.store.base import QueryForm, Term
from ontology.errors import QueryError
from ontology.terms import XSD

GraphName: TypeAlias = ox.NamedNode | ox.DefaultGraph

_POSITION: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_FORM: Final = re.compile(
    r"(?:\s|\#[^\n]*|BASE\s*<[^>]*>|PREFIX\s*[^\s:]*:\s*<[^>]*>|VERSION\s*(?:\"[^\"]*\"|'[^']*'))*"
    r"(?P<form>SELECT|ASK|CONSTRUCT|DESCRIBE)\b",
    re.IGNORECASE,
)
_FORMS: Final = {"SELECT": QueryForm.SOLUTIONS, "ASK": QueryForm.BOOLEAN}


def find_form(query: str) -> QueryForm | None:
    r"""The form of a query by its first word after the prologue, None where there is none.

    >>> find_form("PREFIX ask: <urn:select> # DESCRIBE\nconstruct where { ?s ?p ?o }")
    <QueryForm.TRIPLES: 'triples'>
    """
    found = _FORM.match(query)
    return None if found is None else _FORMS.get(found["form"].upper(), QueryForm.TRIPLES)


def make_quad(triple: ox.Triple, graph: GraphName | None = None) -> ox.Quad:
    """A triple in a graph, in the default graph for None."""
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def write_data(operation: str, quads: Iterable[ox.Quad]) -> list[str]:
    """An `INSERT DATA` or `DELETE DATA` of quads without blank nodes; nothing for none."""
    lines = [
        f"{quad.triple} ."
        if isinstance(quad.graph_name, ox.DefaultGraph)
        else f"GRAPH {quad.graph_name} {{ {quad.triple} }}"
        for quad in quads
    ]
    return [f"{operation} {{\n" + "\n".join(lines) + "\n}"] if lines else []


def has_blank_node(triple: ox.Triple) -> bool:
    """Whether a triple cannot be named in DELETE DATA."""
    value = triple.object
    if isinstance(value, ox.Triple) and has_blank_node(value):
        return True
    return isinstance(value, ox.BlankNode) or isinstance(triple.subject, ox.BlankNode)


def is_rewritten(term: Term) -> bool:
    """Whether the engine may write a term otherwise than it is given: all but IRIs, blank nodes and plain strings.

    >>> [is_rewritten(term) for term in (ox.Literal("007"), ox.Literal(7), ox.Literal("x", language="AR"))]
    [False, True, True]
    """
    if isinstance(term, ox.Literal):
        return term.language is not None or term.datatype != XSD.string
    return not isinstance(term, ox.NamedNode | ox.BlankNode)


def normalise(triples: Iterable[ox.Triple]) -> KeysView[ox.Triple]:
    """The triples as the engine keeps them: it writes "007" as 7 and language tags in lower case. Each once.

    >>> seven = ox.Literal("007", datatype=XSD.integer)
    >>> values = (seven, ox.Literal(7), ox.Literal("007"))
    >>> said = [ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), value) for value in values]
    >>> sorted(triple.object.value for triple in normalise(said))
    ['007', '7']
    """
    kept: dict[ox.Triple, None] = {}
    scratch = ox.Store()
    rewritten = []
    for triple in triples:
        if is_rewritten(triple.object):
            rewritten.append(make_quad(triple))
        else:
            kept[triple] = None
    scratch.extend(rewritten)
    return (kept | dict.fromkeys(quad.triple for quad in scratch)).keys()


def syntax_error(message: str, *, within: str | None = None) -> QueryError:
    """The error for SPARQL that does not parse, with line and column where the engine says them.

    Args:
        message: what the engine said.
        within: the caller's own text; a position in what was added to it becomes the end of this.

    >>> syntax_error("error at 2:9: expected SERVICE").line
    2
    """
    found = _POSITION.search(message)
    if found is None:
        return QueryError(message)
    line, column, expected = int(found[1]), int(found[2]), found[3]
    lines = (within or "").split("\n")
    if within is not None and line > len(lines):
        line, column = len(lines), len(lines[-1]) + 1
    return QueryError(f"line {line}, column {column}: {expected}", line=line, column=column)


def rdf_format(media_type: str) -> ox.RdfFormat:
    """The engine's name for an RDF media type; a `QueryError` where it has none."""
    found = ox.RdfFormat.from_media_type(media_type)
    if found is None:
        raise QueryError(f"triples cannot be written as {media_type}: ask for text/turtle or another RDF media type")
    return found


def results_format(media_type: str) -> ox.QueryResultsFormat:
    """The engine's name for a media type of SPARQL results; a `QueryError` where it has none."""
    found = ox.QueryResultsFormat.from_media_type(media_type)
    if found is None:
        raise QueryError(
            f"solutions cannot be written as {media_type}: ask for SPARQL results in JSON, XML, CSV or TSV"
        )
    return found
