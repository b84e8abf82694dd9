"""Answers kept ready: JSON in which every name is left open, so that one text serves every language.

A template is what the way in would answer, with a mark in the place of each label. To answer, the texts of a page are
joined and the marks filled in, in one pass; nothing is parsed and nothing is made into objects.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, Final, TypeVar

import pyoxigraph as ox

from graph.views.tie_values import RelationView
from graph.views.values import ActorView, Reference

View = TypeVar("View")

_MARK: Final = "\ue000"
"""Private to whoever uses it (Unicode 16, section 23.5); inside a quoted text it never follows a bare quote."""

_MARKED: Final = re.compile(f'"label":"{_MARK}(\\d+){_MARK}","language":null'.encode())


@dataclass(frozen=True, slots=True)
class Rendering:
    """How a way in writes its answers; the read model keeps what these return.

    Attributes:
        form: changes whenever the same view would be written otherwise.
        reference: JSON of a reference to a resource.
        actor: JSON of an actor.
        relation: JSON of what ties an actor to one counterpart.
    """

    form: str
    reference: Callable[[Reference], str]
    actor: Callable[[ActorView], str]
    relation: Callable[[RelationView], str]


def mark_references(view: View, number: Callable[[Reference], int]) -> View:
    """The same view with a mark for the labels of everything it refers to.

    Args:
        view: a frozen value, or a tuple or mapping of such.
        number: of the resource in the tables.
    """
    marked: Any = view
    if isinstance(view, Reference):
        marked = replace(view, labels=(ox.Literal(f"{_MARK}{number(view)}{_MARK}"),))
    elif isinstance(view, tuple):
        marked = tuple(mark_references(each, number) for each in view)
    elif isinstance(view, dict):
        marked = {name: mark_references(each, number) for name, each in view.items()}
    elif is_dataclass(view) and not isinstance(view, type):
        names = _nested(type(view))
        marked = replace(view, **{name: mark_references(getattr(view, name), number) for name in names})
    return marked  # type: ignore[no-any-return]  # the type of what came in


def fill_template(template: bytes, name: Callable[[int], bytes]) -> bytes:
    """A template with its names in place.

    Args:
        template: one or several, joined.
        name: the JSON of the members `label` and `language` for a resource of the tables.
    """
    return _MARKED.sub(lambda found: name(int(found[1])), template)


def pack_template(template: str) -> bytes:
    """A template for the disk, in about a sixth of its size."""
    return zlib.compress(template.encode(), 1)


def unpack_template(packed: bytes) -> bytes:
    """A template from the disk."""
    return zlib.decompress(packed)


@cache
def _nested(kind: type) -> tuple[str, ...]:
    """The fields of a value type that may hold references."""
    plain = {"str", "str | None", "int", "float", "float | None", "bool", "ox.NamedNode", "tuple[ox.NamedNode, ...]"}
    return tuple(field.name for field in fields(kind) if field.type not in plain)
