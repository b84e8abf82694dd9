"""How the service writes what the read model keeps: the JSON of its models, whose names are filled in later.

The models are imported when the first is written: who only serves what is kept need not wait for them. Its form is
known from a file, which a test holds equal to them.
"""

# ruff: noqa: PLC0415 - see above

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

from api.http.negotiation import Languages
from graph.lookup.labels import Naming
from graph.lookup.tables import LAYOUT
from graph.lookup.templates import Mark, Rendering
from graph.queries import load_query, query_names
from graph.views.tie_values import RelationView
from graph.views.values import ActorView, Reference

SCHEMAS_FILE: Final = Path(__file__).with_name("kept-schemas.json")
"""The JSON schemas of what is kept, as `api/models/written.py` makes them."""


def make_rendering() -> Rendering:
    """The JSON of the models, of the form that they and the queries have today."""
    return Rendering(form=_digest(), reference=_write_head, actors=_write_actors, relations=_write_relations)


def make_naming(languages: Languages) -> Naming:
    """Names in the languages of a client."""
    return Naming(languages.preferred, languages.pick)


def _write_head(reference: Reference) -> str:
    from api.models.written import write_head

    return write_head(reference)


def _write_actors(views: Collection[ActorView], mark: Mark) -> Iterator[str]:
    from api.models.written import write_actors

    return write_actors(views, mark)


def _write_relations(views: Collection[RelationView], mark: Mark) -> Iterator[str]:
    from api.models.written import write_relations

    return write_relations(views, mark)


def _digest() -> str:
    """The same for the same models, queries and version: what was written by others is no longer equal to them."""
    kept = json.loads(SCHEMAS_FILE.read_text(encoding="utf-8"))
    schemas = [kept["Actor"], kept["Relation"]]
    queries = [load_query(name).text for name in query_names()]
    content = json.dumps([version("mithaq"), LAYOUT, schemas, queries], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]
