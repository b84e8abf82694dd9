"""Finding what a person means by a name: an actor in any language and spelling, a document by id or name."""

from __future__ import annotations

import pyoxigraph as ox

from api.console.terms import expand_term, shorten_term
from extraction.text.normalisation import fold_key
from graph.store import Store
from graph.views import find_names, view_actors
from graph.views.names import NameFit
from graph.views.values import ActorView, Reference
from ontology.errors import IdentifierError
from ontology.terms import MITHAQ

_SHOWN = 5

_DOCUMENT_NAMES = """PREFIX mq: <https://w3id.org/mithaq/ontology#>
SELECT ?document ?name WHERE { ?document a mq:Document ; mq:name ?name } ORDER BY ?name ?document"""


def find_actor(store: Store, name: str) -> ActorView:
    """The actor called `name`: by its proper name, else by a capital, palace or surname, else by a part of a name.

    Raises:
        IdentifierError: nobody is called so, or several are.
    """
    matches = find_names(store, name, [MITHAQ.Actor], fold=fold_key)
    if not matches:
        raise IdentifierError(f"no actor is called {name!r}: load a document that names it, or spell it in full")
    exact = [match.resource for match in matches if match.fit is NameFit.EXACT and match.score == matches[0].score]
    best = exact or [match.resource for match in matches]
    actors, _ = view_actors(store, best[: _SHOWN + 1])
    if len(best) > 1:
        named = "; ".join(
            f"{label(actor.reference, 'en')} ({shorten_term(actor.reference.iri)})" for actor in actors[:_SHOWN]
        )
        more = f"; and {len(best) - _SHOWN} more" if len(best) > _SHOWN else ""
        if all(match.fit in (NameFit.TYPO, NameFit.PART) for match in matches):
            raise IdentifierError(f"no actor is called {name!r}, only nearly so: {named}{more}: give the full name")
        raise IdentifierError(f"{name!r} may be {named}{more}: give the full name")
    return actors[0]


def find_actor_iri(store: Store, known_as: str) -> ox.NamedNode:
    """The actor with an IRI, in full or in short (`actor:russia`), or with a name, as `find_actor` has it.

    Raises:
        IdentifierError: there is none, or several are called so.
    """
    iri = expand_term(known_as)
    return find_actor(store, known_as).reference.iri if iri is None else iri


def find_document(store: Store, known_as: str) -> ox.NamedNode:
    """The document with an id, a name or an IRI.

    Raises:
        IdentifierError: there is none, or several are called so.
    """
    named: dict[str, list[ox.NamedNode]] = {}
    for row in store.select(_DOCUMENT_NAMES):
        document, name = row["document"], row["name"]
        if isinstance(document, ox.NamedNode) and isinstance(name, ox.Literal):
            if known_as == document.value or document.value.endswith(f"/document/{known_as}"):
                return document
            named.setdefault(name.value, []).append(document)
    found = named.get(known_as, [])
    if not found:
        known = ", ".join([*named][:_SHOWN]) + (f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else "")
        raise IdentifierError(f"no document is called {known_as!r}; the store has {known or 'none'}")
    if len(found) > 1:
        raise IdentifierError(f"{len(found)} documents are called {known_as!r}: {', '.join(map(shorten_term, found))}")
    return found[0]


def label(reference: Reference, language: str) -> str:
    """What a resource is called in a language, else in another one, else its IRI in short."""
    labels = {each.language: each.value for each in reference.labels}
    return labels.get(language) or next(iter(labels.values()), None) or shorten_term(reference.iri)
