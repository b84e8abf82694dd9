"""RDF terms as a person reads them in a table: literals as their text, IRIs with the project's prefixes."""

from __future__ import annotations

import pyoxigraph as ox

from graph.store import Term
from ontology.terms import CODE_NAMESPACE, DEFAULT_BASE, MITHAQ_NAMESPACE, WIKIDATA_NAMESPACE

_PREFIXES = {
    MITHAQ_NAMESPACE: "mq:",
    CODE_NAMESPACE: "code:",
    DEFAULT_BASE: "id:",
    WIKIDATA_NAMESPACE: "wd:",
    "http://www.w3.org/2004/02/skos/core#": "skos:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs:",
    "http://www.w3.org/2001/XMLSchema#": "xsd:",
    "http://www.w3.org/ns/oa#": "oa:",
    "http://purl.org/dc/terms/": "dcterms:",
}


def shorten_term(term: Term) -> str:
    """A term in short: for reading, not for pasting into a query.

    >>> shorten_term(ox.NamedNode("https://w3id.org/mithaq/code/event/SANCTION"))
    'code:event/SANCTION'
    >>> shorten_term(ox.Literal("روسيا", language="ar"))
    'روسيا'
    """
    if isinstance(term, ox.Literal):
        return term.value
    if isinstance(term, ox.NamedNode):
        for namespace, prefix in _PREFIXES.items():
            if term.value.startswith(namespace):
                return prefix + term.value.removeprefix(namespace)
        return term.value
    return str(term)


def expand_term(text: str) -> ox.NamedNode | None:
    """The IRI that a text is, in full or as `shorten_term` writes one of a resource; None where it is none.

    >>> expand_term("id:actor/russia").value
    'https://w3id.org/mithaq/id/actor/russia'
    >>> expand_term("Russia") is None
    True
    """
    if text.startswith("id:"):
        text = DEFAULT_BASE + text.removeprefix("id:")
    try:
        return ox.NamedNode(text) if "://" in text else None
    except ValueError:
        return None
