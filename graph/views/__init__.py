"""Lookups: the queries of `graph/queries/` as frozen values, with the triples that say the same."""

from graph.views.actors import view_actors
from graph.views.description import Description, describe
from graph.views.documents import view_document, view_documents
from graph.views.events import view_claims, view_events
from graph.views.lists import find_iris
from graph.views.references import find_references, find_resource
from graph.views.relations import TieFilter, describe_relations, find_relations
from graph.views.treaties import view_disputes, view_treaties

__all__ = [
    "Description",
    "TieFilter",
    "describe",
    "describe_relations",
    "find_iris",
    "find_references",
    "find_relations",
    "find_resource",
    "view_actors",
    "view_claims",
    "view_disputes",
    "view_document",
    "view_documents",
    "view_events",
    "view_treaties",
]
