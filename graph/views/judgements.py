"""Judgements of identity, who stands under whom, and the log of changes, as values."""

from __future__ import annotations

from collections.abc import Collection

import pyoxigraph as ox

from graph.queries import Bound, load_query
from graph.store import Store
from graph.views.description import Description, describe
from graph.views.lists import find_rows
from graph.views.references import References, find_references, iri_of, text_of
from graph.views.values import ChangeView, JudgementView, Page, Reference
from ontology.terms import MITHAQ, RDF, SKOS


def view_judgements(store: Store, iris: Collection[ox.NamedNode]) -> tuple[tuple[JudgementView, ...], Description]:
    """Judgements as values, in the order asked for, and as the triples that say the same."""
    description = describe(store, "judgement", iris)
    verdicts = {verdict for iri in iris for verdict in description.objects(iri, MITHAQ.verdict)}
    references = find_references(store, verdicts)
    return tuple(_judgement(description, references, iri) for iri in iris), description


def _judgement(description: Description, references: References, iri: ox.NamedNode) -> JudgementView:
    return JudgementView(
        iri=iri,
        judged=tuple(_actor(description, actor) for actor in description.objects(iri, MITHAQ.judged)),
        verdict=references.of(description.object(iri, MITHAQ.verdict) or iri),
        reason=description.text(iri, MITHAQ.rationale) or "",
        author=description.text(iri, MITHAQ.judgedBy) or "",
        at=description.text(iri, MITHAQ.judgedAt) or "",
    )


def _actor(description: Description, actor: ox.NamedNode) -> Reference:
    """An actor as documents and register name it: in the default graph one that is merged has no name of its own."""
    return Reference(actor, description.objects(actor, RDF.type), description.literals(actor, SKOS.prefLabel))


def find_survivors(store: Store, actors: Collection[ox.NamedNode]) -> dict[ox.NamedNode, ox.NamedNode]:
    """Under whom actors stand; those that are not merged are left out."""
    if not actors:
        return {}
    rows = store.select(load_query("survivor").bind(actor=actors).text)
    return {iri_of(row, "actor"): iri_of(row, "survivor") for row in rows}


def find_changes(store: Store, *, after: str | None, limit: int, **values: Bound | None) -> Page[ChangeView]:
    """One page of the log.

    Args:
        store: what to ask.
        after: the place in the log of the last entry of the page before, or None.
        limit: entries a page.
        values: what the other parameters of the query `changes` are bound to.
    """
    page = find_rows(store, "changes", after=after, limit=limit, **values)
    views = tuple(
        ChangeView(
            sequence=text_of(row, "key") or "",
            kind=(text_of(row, "kind") or "").rpartition("/")[2],
            changed=iri_of(row, "changed"),
            survivor=iri_of(row, "survivor") if row["survivor"] else None,
            at=text_of(row, "at") or "",
        )
        for row in page.views
    )
    return Page(views, page.total, page.after)
