"""The models as the read model keeps them: their JSON, in which every reference is left open, and its schemas."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeVar

import pyoxigraph as ox

from api.http.negotiation import Languages
from api.models.actors import Actor
from api.models.common import Model, Reference
from api.models.relations import Relation
from graph.lookup.templates import Mark
from graph.views import values
from graph.views.tie_values import RelationView

View = TypeVar("View")
_HEAD_ENDS: Final = ',"label":'


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marks(Languages):
    """Calls everything by a mark that `graph.lookup.templates` finds again.

    Attributes:
        mark: makes the mark.
    """

    mark: Mark

    def name(self, reference: values.Reference) -> ox.Literal:
        """The mark for a thing."""
        return ox.Literal(self.mark(reference))


def write_actors(views: Collection[values.ActorView], mark: Mark) -> Iterator[str]:
    """The JSON of actors (see `Rendering.actors`)."""
    return _write(Actor.of_view, views, mark)


def write_relations(views: Collection[RelationView], mark: Mark) -> Iterator[str]:
    """The JSON of relations (see `Rendering.relations`)."""
    return _write(Relation.of, views, mark)


def _write(render: Callable[[View, Languages], Model], views: Collection[View], mark: Mark) -> Iterator[str]:
    marks = _Marks(mark=mark)
    return (render(view, marks).model_dump_json(by_alias=True) for view in views)


def write_head(reference: values.Reference) -> str:
    """What stands before the label in the JSON of a reference (see `Rendering.reference`)."""
    bare = Reference.of(replace(reference, labels=()), Languages()).model_dump_json(by_alias=True)
    return bare[1 : bare.rindex(_HEAD_ENDS) + 1]


def list_schemas() -> str:
    """The JSON schemas of what is kept, as `kept-schemas.json` has them."""
    schemas = {model.__name__: model.model_json_schema() for model in (Actor, Relation)}
    return json.dumps(schemas, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
