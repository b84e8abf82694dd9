"""Lookups: the queries of `graph/queries/` as frozen values, with the triples that say the same."""

from graph.views.actor_search import ActorFilter, search_actors
from graph.views.actors import view_actors
from graph.views.answers import find_answers
from graph.views.description import Description, describe
from graph.views.documents import view_document, view_documents
from graph.views.dyads import find_dyad
from graph.views.events import view_claims, view_events
from graph.views.judgements import find_changes, find_survivors, view_judgements
from graph.views.lists import find_iris
from graph.views.names import find_names
from graph.views.references import find_references, find_resource
from graph.views.relations import (
    SHOWN_EVENTS,
    RelationOrder,
    RelationPaging,
    describe_relations,
    describe_ties,
    find_relations,
)
from graph.views.search import find_passages, page_matches
from graph.views.tellings import find_tellings
from graph.views.tie_rows import TieFilter
from graph.views.timelines import EntryKind, Period, count_periods, describe_timeline, find_timeline
from graph.views.treaties import view_disputes, view_treaties

__all__ = [
    "SHOWN_EVENTS",
    "ActorFilter",
    "Description",
    "EntryKind",
    "Period",
    "RelationOrder",
    "RelationPaging",
    "TieFilter",
    "count_periods",
    "describe",
    "describe_relations",
    "describe_ties",
    "describe_timeline",
    "find_answers",
    "find_changes",
    "find_dyad",
    "find_iris",
    "find_names",
    "find_passages",
    "find_references",
    "find_relations",
    "find_resource",
    "find_survivors",
    "find_tellings",
    "find_timeline",
    "page_matches",
    "search_actors",
    "view_actors",
    "view_claims",
    "view_disputes",
    "view_document",
    "view_documents",
    "view_events",
    "view_judgements",
    "view_treaties",
]
