"""How the service writes what the read model keeps: the JSON of its models, whose names are filled in later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Final, TypeVar

import pyoxigraph as ox

from api.models.actors import Actor
from api.models.common import Model, Reference
from api.models.relations import Relation
from api.negotiation import Languages
from graph.lookup.labels import Naming
from graph.lookup.tables import LAYOUT
from graph.lookup.templates import Mark, Rendering
from graph.queries import load_query, query_names
from graph.views import values

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


def make_rendering() -> Rendering:
    """The JSON of the models, of the form that they and the queries have today."""
    return Rendering(
        form=_digest(),
        reference=_write_head,
        actors=lambda views, mark: _write(Actor.of_view, views, mark),
        relations=lambda views, mark: _write(Relation.of, views, mark),
    )


def make_naming(languages: Languages) -> Naming:
    """Names in the languages of a client."""
    return Naming(languages.preferred, languages.pick)


def _write(render: Callable[[View, Languages], Model], views: Collection[View], mark: Mark) -> Iterator[str]:
    marks = _Marks(mark=mark)
    return (render(view, marks).model_dump_json(by_alias=True) for view in views)


def _write_head(reference: values.Reference) -> str:
    bare = Reference.of(replace(reference, labels=()), Languages()).model_dump_json(by_alias=True)
    return bare[1 : bare.rindex(_HEAD_ENDS) + 1]


def _digest() -> str:
    """The same for the same models, queries and version: what was written by others is no longer equal to them."""
    schemas = [model.model_json_schema() for model in (Actor, Relation)]
    queries = [load_query(name).text for name in query_names()]
    content = json.dumps([version("mithaq"), LAYOUT, schemas, queries], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]
