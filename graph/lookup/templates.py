"""Answers kept ready: JSON in which every name is left open, so that one text serves every language.

A template is what the way in would answer, with a mark in the place of each label. To answer, the texts of a page are
joined and the marks filled in, in one pass; nothing is parsed and nothing is made into objects.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from graph.views.tie_values import RelationView
from graph.views.values import ActorView, Reference

_MARK: Final = "\ue000"
"""Private to whoever uses it (Unicode 16, section 23.5); inside a quoted text it never follows a bare quote."""

_MARKED: Final = re.compile(f'"label":"{_MARK}(\\d+){_MARK}","language":null'.encode())


Mark: TypeAlias = Callable[[Reference], str]
"""Gives what stands in the place of the label of a resource; it has no language."""


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
    reference: Callable[[Reference, Mark], str]
    actor: Callable[[ActorView, Mark], str]
    relation: Callable[[RelationView, Mark], str]


def mark_name(number: int) -> str:
    """What stands in the place of the label of a resource of the tables."""
    return f"{_MARK}{number}{_MARK}"


def fill_template(template: bytes, names: Mapping[bytes, bytes]) -> bytes:
    """A template with its names in place.

    Args:
        template: one or several, joined.
        names: by the number of a resource in decimal digits, the JSON of its members `label` and `language`.
    """
    parts = _MARKED.split(template)
    parts[1::2] = map(names.__getitem__, parts[1::2])
    return b"".join(parts)


def pack_template(template: str) -> bytes:
    """A template for the disk, in about a sixth of its size."""
    return zlib.compress(template.encode(), 1)


def unpack_template(packed: bytes) -> bytes:
    """A template from the disk."""
    return zlib.decompress(packed)
