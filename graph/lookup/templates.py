"""Answers kept ready: JSON in which every resource that is named is left open, so that one text serves every language.

A template is what the way in would answer, with a number in the place of each reference, as Python formats bytes. To
answer, the texts of a page are joined and formatted, in one pass; nothing is parsed and nothing is made into objects.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from graph.views.tie_values import RelationView
from graph.views.values import ActorView, Reference

_MARK: Final = "\ue000"
"""Private to whoever uses it (Unicode 16, section 23.5); inside a quoted text it never follows a bare quote."""

_TEXT: Final = r'"(?:[^"\\]|\\.)*"'
_MARKED: Final = re.compile(
    rf'"id":{_TEXT},"iri":{_TEXT},"type":(?:{_TEXT}|null),"label":"{_MARK}(\d+){_MARK}","language":null'
)

_GAP: Final = re.compile(rb"%\((\d+)\)b")

Mark: TypeAlias = Callable[[Reference], str]
"""Gives what stands in the place of the label of a resource; it has no language."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """How a way in writes its answers; the read model keeps what these return.

    Attributes:
        form: changes whenever the same view would be written otherwise.
        reference: the JSON members of a reference to a resource up to its label.
        actors: JSON of actors.
        relations: JSON of what ties actors to one counterpart each.
    """

    form: str
    reference: Callable[[Reference], str]
    actors: Callable[[Collection[ActorView], Mark], Iterator[str]]
    relations: Callable[[Collection[RelationView], Mark], Iterator[str]]


def mark_name(number: int) -> str:
    """What stands in the place of the label of a resource of the tables."""
    return f"{_MARK}{number}{_MARK}"


def make_template(text: str) -> bytes:
    """What a way in has written, with gaps for the references that it marked.

    >>> make_template(f'{{"id":"a","iri":"urn:a","type":null,"label":"{mark_name(7)}","language":null,"said":"5 %"}}')
    b'{%(7)b,"said":"5 %%"}'
    """
    return _MARKED.sub(r"%(\1)b", text.replace("%", "%%")).encode()


def make_gap(number: int) -> bytes:
    """Where the members of a reference to a resource come into a template."""
    return b"%%(%d)b" % number


def find_gaps(template: bytes) -> set[bytes]:
    """The numbers of the resources that a template refers to, in decimal digits."""
    return set(_GAP.findall(template))
