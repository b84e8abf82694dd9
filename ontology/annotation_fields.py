"""Reading JSON objects strictly: each value with its JSON path, so that a fault can be named and found."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from ontology.dates import parse_date
from ontology.errors import AnnotationError, DateError
from ontology.model import Confidence, Span

_Code = TypeVar("_Code", bound=StrEnum)
_SHOWN = 60
"""Code points of a wrong value that a message shows."""


@dataclass(frozen=True, slots=True)
class Fields:
    """One JSON object: its path, and its values by key. A value that is wrong raises AnnotationError with its path."""

    path: str
    values: dict[str, object]

    def fault(self, key: str, message: str) -> AnnotationError:
        """The error for the value of a key."""
        return AnnotationError(path_to(self.path, key), message)

    def items(self, key: str, allowed: Collection[str]) -> list[Fields]:
        """The objects of a list that may be missing; in each only the allowed keys."""
        path = path_to(self.path, key)
        found = self.values.get(key)
        if found is None:
            return []
        if not isinstance(found, list):
            raise AnnotationError(path, f"must be a list of objects, not {shown(found)}")
        return [read_fields(item, f"{path}[{place}]", allowed) for place, item in enumerate(found)]

    def string(self, key: str) -> str:
        """A string with at least one character that is no space."""
        found = self._required(key, "a string")
        if not isinstance(found, str):
            raise self.fault(key, f"must be a string, not {shown(found)}")
        if not found.strip():
            raise self.fault(key, "must not be blank")
        return self._encodable(key, found)

    def optional_string(self, key: str, *, pattern: str = "", example: str = "") -> str | None:
        """A string as above, or None for null or a missing key; with a pattern, one that matches all of it."""
        if self.values.get(key) is None:
            return None
        found = self.string(key)
        if pattern and re.fullmatch(pattern, found) is None:
            raise self.fault(key, f"{shown(found)} is malformed; a right one is {example}")
        return found

    def verbatim(self, key: str) -> str | None:
        """A string letter for letter, even a blank one; None for null or a missing key."""
        found = self.values.get(key)
        if found is None:
            return None
        if not isinstance(found, str):
            raise self.fault(key, f"must be a string, not {shown(found)}")
        return self._encodable(key, found)

    def code(self, key: str, codes: type[_Code]) -> _Code:
        """A code of a closed list."""
        found = self._required(key, "one of " + ", ".join(code.value for code in codes))
        for code in codes:
            if code.value == found:
                return code
        raise self.fault(key, not_one_of(found, [code.value for code in codes]))

    def reference(self, key: str, known: Collection[str], *, kind: str = "actor") -> str:
        """The id of an actor (or of another kind of thing) that the annotation holds."""
        return self._known(key, self._required(key, f"the id of an {kind}"), known, kind)

    def optional_reference(self, key: str, known: Collection[str]) -> str | None:
        """The id of an actor of the annotation, or None for null or a missing key."""
        return None if self.values.get(key) is None else self.reference(key, known)

    def references(self, key: str, known: Collection[str], *, kind: str = "actor") -> tuple[str, ...]:
        """Ids, each once, in the order given."""
        found = self._required(key, f"a list of ids of {kind}s")
        if not isinstance(found, list):
            raise self.fault(key, f"must be a list of ids of {kind}s, not {shown(found)}")
        ids = tuple(self._known(f"{key}[{place}]", item, known, kind) for place, item in enumerate(found))
        repeated = first_repeated(ids)
        if repeated is not None:
            raise self.fault(f"{key}[{repeated}]", f"{shown(ids[repeated])} stands here twice; name each {kind} once")
        return ids

    def span(self, key: str) -> Span:
        """A span `[start, end]` in code points, end excluded."""
        found = self._required(key, "a span [start, end]")
        if not isinstance(found, list) or len(found) != 2 or not all(type(offset) is int for offset in found):
            raise self.fault(key, f"must be two integers [start, end], not {shown(found)}")
        start, end = found
        if not 0 <= start < end:
            raise self.fault(key, f"{shown(found)} does not ascend from 0: the start is included, the end excluded")
        return Span(start, end)

    def optional_span(self, key: str) -> Span | None:
        """A span as above, or None for null or a missing key."""
        return None if self.values.get(key) is None else self.span(key)

    def flag(self, key: str) -> bool:
        """True or false; false for null or a missing key."""
        found = self.values.get(key)
        if found is None:
            return False
        if not isinstance(found, bool):
            raise self.fault(key, f"must be true or false, not {shown(found)}")
        return found

    def optional_date(self, key: str) -> str | None:
        """A date in EDTF as `ontology.dates` reads it, or None for null or a missing key."""
        found = self.optional_string(key)
        if found is not None:
            try:
                parse_date(found)
            except DateError as fault:
                raise self.fault(key, str(fault)) from fault
        return found

    def confidence(self) -> Confidence | None:
        """The number of `confidence` with its `reason`; both or neither."""
        value = self.values.get("confidence")
        if value is None:
            if self.values.get("reason") is not None:
                raise self.fault("reason", "a reason without a confidence; give the number from 0 to 1 that it is for")
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise self.fault("confidence", f"must be a number from 0 to 1, not {shown(value)}")
        return Confidence(float(value), self.string("reason"))

    def _required(self, key: str, due: str) -> object:
        """The value of a key that must be there and not null."""
        found = self.values.get(key)
        if found is None:
            raise self.fault(key, f"is missing; it must be {due}")
        return found

    def _encodable(self, key: str, found: str) -> str:
        """The string, if it is text: JSON can spell half a surrogate pair, which no UTF-8 file can hold."""
        try:
            found.encode()
        except UnicodeEncodeError as fault:
            raise self.fault(key, f"has half a surrogate pair at code point {fault.start}") from fault
        return found

    def _known(self, key: str, found: object, known: Collection[str], kind: str) -> str:
        """The id, if the annotation holds it."""
        if not isinstance(found, str):
            raise self.fault(key, f"must be the id of an {kind}, not {shown(found)}")
        if found not in known:
            raise self.fault(key, f"{shown(found)} is the id of no {kind} here{nearest(found, known)}")
        return found


def read_fields(data: object, path: str, allowed: Collection[str]) -> Fields:
    """A JSON object in which no key but the allowed ones stands.

    Raises:
        AnnotationError: if it is no object, or at the first other key, with the nearest allowed one.

    >>> read_fields({"clas": "AID"}, "$.events[0]", ["class", "mode"])
    Traceback (most recent call last):
    ontology.errors.AnnotationError: $.events[0].clas: no such key; the nearest is 'class' (allowed: class, mode)
    """
    if not isinstance(data, dict):
        raise AnnotationError(path, f"must be an object, not {shown(data)}")
    for key in data:
        if key not in allowed:
            near = nearest(key, allowed) or "; "
            raise AnnotationError(path_to(path, key), f"no such key{near.rstrip('; ')} (allowed: {', '.join(allowed)})")
    return Fields(path, data)


def path_to(path: str, key: str) -> str:
    """The JSON path of a key; one that is no plain name is quoted.

    >>> path_to("$", "events"), path_to("$", "odd key")
    ('$.events', '$["odd key"]')
    """
    plain = re.fullmatch(r"[\w-]+(\[\d+\])?", key)
    return f"{path}.{key}" if plain else f"{path}[{json.dumps(key, ensure_ascii=False)}]"


def shown(value: object) -> str:
    """A value as a message shows it: as JSON, cut where it is long.

    >>> shown(None), shown("طرد")
    ('null', '"طرد"')
    """
    spelt = json.dumps(value, ensure_ascii=False, default=repr)
    return spelt if len(spelt) <= _SHOWN else spelt[: _SHOWN - 1] + "…"


def nearest(found: str, known: Iterable[str]) -> str:
    """The end of a message that names the nearest known word, or nothing."""
    close = get_close_matches(found, known, n=1, cutoff=0.5)
    return f"; the nearest is {close[0]!r}" if close else ""


def not_one_of(found: object, allowed: list[str]) -> str:
    """The message for a value that is none of a closed list."""
    near = nearest(found, allowed) if isinstance(found, str) else ""
    return f"{shown(found)} is not one of {', '.join(allowed) or 'none'}{near}"


def first_repeated(ids: Iterable[str]) -> int | None:
    """The place of the first id that stood before, or None.

    >>> first_repeated(["e1", "e2", "e1"])
    2
    """
    seen: set[str] = set()
    for place, found in enumerate(ids):
        if found in seen:
            return place
        seen.add(found)
    return None
