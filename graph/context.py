"""What a document's graph needs beside itself to be judged and read alone: types and names of what it refers to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Triple

from graph.iris import register_iri
from graph.store.base import Store
from ontology.terms import CODE_NAMESPACE

_QUERY: Final = Path(__file__).parent / "register_context.rq"
_REGISTER: Final = tuple(register_iri(kind, "").value for kind in ("actor", "treaty"))


def find_context(triples: Iterable[Triple], store: Store, *, codes: bool = False) -> tuple[Triple, ...]:
    """Types and names of the actors and treaties of the register that triples refer to.

    Args:
        triples: a document's graph.
        store: holds the register and the ontology.
        codes: also those of the codes (event classes, modalities, issues), which a reader wants and the gate does not.
    """
    query = context_query(triples, codes=codes)
    found = store.query(query) if query else ()
    return found if isinstance(found, tuple) else ()


def context_query(triples: Iterable[Triple], *, codes: bool = False) -> str:
    """The query for what `find_context` finds, for one who asks an engine; empty where there is nothing to ask."""
    wanted = (*_REGISTER, CODE_NAMESPACE) if codes else _REGISTER
    terms = {term for triple in triples for term in (triple.subject, triple.object)}
    referred = sorted(str(term) for term in terms if isinstance(term, NamedNode) and term.value.startswith(wanted))
    return _QUERY.read_text(encoding="utf-8").replace("UNDEF", " ".join(referred)) if referred else ""
