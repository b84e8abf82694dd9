"""The one door in: an annotation becomes quads, the gate checks them, one transaction writes them, or nothing is.

Bad data is a result, not an error: what is refused comes back with the report, and the store is as it was.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from graph.context import find_context
from graph.iris import DocumentIris
from graph.merge import replace_merged
from graph.quads import build_triples
from graph.store.base import Change, Store
from ontology.catalog import Catalog
from ontology.errors import IdentifierError
from ontology.model import Annotation
from ontology.terms import DCTERMS, DEFAULT_BASE, ONTOLOGY_GRAPH, REGISTER_GRAPH
from shapes.report import ValidationReport
from shapes.validation import Gate

_HELD = f"SELECT ?digest {{ GRAPH {REGISTER_GRAPH} {{ {REGISTER_GRAPH} {DCTERMS.identifier} ?digest }} }}"


@dataclass(frozen=True, slots=True)
class Admission:
    """What became of one document, or of the register.

    Attributes:
        document: IRI of the document, which is also its named graph's.
        admitted: whether the store now holds exactly what was given; false leaves it as it was.
        report: what the gate found; a document may be admitted with warnings.
        added: triples that its named graph gained.
        removed: triples that its named graph lost; both 0 where the store held the same already.
    """

    document: ox.NamedNode
    admitted: bool
    report: ValidationReport
    added: int = 0
    removed: int = 0


def admit(
    annotation: Annotation, store: Store, *, gate: Gate, base: str = DEFAULT_BASE, flush: bool = True
) -> Admission:
    """Put what a document says into the graph, if it is well formed.

    The document's named graph then holds exactly this annotation, and the default graph is still the merge of the named
    graphs; both in one transaction. The same annotation again changes nothing.

    Args:
        annotation: from an extractor or from `parse_annotation`.
        store: holds the register (`admit_catalog`), which the annotation may refer to.
        gate: from `load_gate`, kept by the caller.
        base: under which IRIs are minted.
        flush: sync to disk before returning. One who admits many calls `store.flush()` once at the end.

    Raises:
        StoreError: the store cannot be read or written.
    """
    document = DocumentIris(annotation.document.id, base).document
    triples = list(build_triples(annotation, base=base))
    report = gate.validate([*triples, *find_context(triples, store)])
    if not report.conforms:
        return Admission(document, admitted=False, report=report)
    change = _replace(store, document, triples, flush=flush)
    return Admission(document, admitted=True, report=report, added=change.added, removed=change.removed)


def admit_catalog(catalog: Catalog, store: Store, *, gate: Gate | None = None) -> Admission:
    """Put the ontology and the register into their named graphs, where the store does not hold the same already.

    Args:
        catalog: from `load_catalog`.
        store: where to.
        gate: checks the register first (3 s for 47,000 triples). The register that is shipped conforms, which a test
            holds; one who changes it wants the check.

    Returns:
        The admission of the register, its counts with those of the ontology. A register that breaks the shapes is
        refused with its report, and the ontology then stays out too.

    Raises:
        StoreError: the store cannot be read or written.
    """
    if holds_catalog(store, catalog.digest):
        return Admission(REGISTER_GRAPH, admitted=True, report=ValidationReport(conforms=True))
    register = [quad.triple for quad in catalog.quads_register()]
    report = gate.validate(register) if gate else ValidationReport(conforms=True)
    if not report.conforms:
        return Admission(REGISTER_GRAPH, admitted=False, report=report)
    ontology = [quad.triple for quad in catalog.quads_ontology()]
    register.append(ox.Triple(REGISTER_GRAPH, DCTERMS.identifier, _digest_literal(catalog.digest)))
    changes = [_replace(store, ONTOLOGY_GRAPH, ontology), _replace(store, REGISTER_GRAPH, register)]
    return Admission(
        REGISTER_GRAPH,
        admitted=True,
        report=report,
        added=sum(change.added for change in changes),
        removed=sum(change.removed for change in changes),
    )


def holds_catalog(store: Store, digest: str) -> bool:
    """Whether a store holds the ontology and the register of a digest, whole."""
    return bool(store.select(_HELD, {"digest": _digest_literal(digest)}).rows)


def _digest_literal(digest: str) -> ox.Literal:
    """What the register's graph says of itself, written last: a store that holds it holds the catalog whole."""
    return ox.Literal(f"sha256:{digest}")


def remove_document(document: ox.NamedNode, store: Store) -> int:
    """Take a document out of the graph with all that only it says.

    Returns:
        How many triples its named graph held.

    Raises:
        IdentifierError: the store has no such document.
        StoreError: the store cannot be read or written.
    """
    if not store.graph(document):
        raise IdentifierError(f"no document {document.value}: list them with GET /documents or mithaq query")
    return _replace(store, document, []).removed


def _replace(store: Store, graph: ox.NamedNode, triples: list[ox.Triple], *, flush: bool = True) -> Change:
    change = replace_merged(store, graph, triples)
    if change and flush:
        store.flush()
    return change
