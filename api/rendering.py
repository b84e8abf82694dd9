"""How the service writes what the read model keeps: the JSON of its models, whose names are filled in later."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version

from api.models.actors import Actor
from api.models.common import Reference
from api.models.relations import Relation
from api.negotiation import Languages
from graph.lookup.reading import Naming
from graph.lookup.templates import Rendering
from graph.queries import load_query, query_names


def make_rendering() -> Rendering:
    """The JSON of the models, of the form that they and the queries have today."""
    any_language = Languages()
    return Rendering(
        form=_digest(),
        reference=lambda reference: Reference.of(reference, any_language).model_dump_json(by_alias=True),
        actor=lambda view: Actor.of_view(view, any_language).model_dump_json(by_alias=True),
        relation=lambda view: Relation.of(view, any_language).model_dump_json(by_alias=True),
    )


def make_naming(languages: Languages) -> Naming:
    """Names in the languages of a client."""
    return Naming(languages.preferred, languages.pick)


def _digest() -> str:
    """The same for the same models, queries and version: what was written by others is no longer equal to them."""
    schemas = [model.model_json_schema() for model in (Actor, Relation)]
    queries = [load_query(name).text for name in query_names()]
    content = json.dumps([version("mithaq"), schemas, queries], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]
