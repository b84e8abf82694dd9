"""The JSON of the reconciliation service, as the W3C CG Reconciliation Service API 0.2 spells it."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from graph.views.reconciliation import Property
from ontology.model import ActorType

ANY_TYPE = "Actor"
"""The type that all actors are of."""

TypeId = Annotated[str, Field(json_schema_extra={"enum": [ANY_TYPE, *ActorType]})]
"""A class of actors."""

PropertyId = Annotated[str, Field(json_schema_extra={"enum": list(Property)})]
"""A property of actors."""


class _Message(BaseModel):
    """Base of the messages: fields in the protocol's own spelling; clients may send more than is read here."""

    model_config = ConfigDict(use_attribute_docstrings=True, extra="ignore")


class Named(_Message):
    """A thing with an id and a name."""

    id: str
    name: str


class PropertyValue(_Message):
    """A property that the table knows of the thing sought."""

    pid: Annotated[str, Field(examples=["country"])]
    v: object
    """A text, a number, a thing with an `id`, or a list of these."""


class ReconciliationQuery(_Message):
    """One name to match."""

    query: Annotated[str, Field(min_length=1, max_length=500, examples=["الولايات المتحدة الأميركية"])]
    type: TypeId | list[TypeId] | None = None
    """Ids of types; the first is what is meant."""
    limit: Annotated[int, Field(ge=1, le=50)] = 5
    properties: list[PropertyValue] = []


class Feature(_Message):
    """A reason for a score."""

    id: str
    value: float | bool | str


class ReconciliationCandidate(_Message):
    """An actor that the name may mean."""

    id: Annotated[str, Field(examples=["united-states"])]
    name: str
    description: str
    type: list[Named]
    score: Annotated[float, Field(ge=0, le=100)]
    match: bool
    """Whether the service is sure of it."""
    features: list[Feature]


class ReconciliationResult(_Message):
    """The candidates of one query, the best first."""

    result: list[ReconciliationCandidate]


class Suggestion(Named):
    """Something that begins like what was typed."""

    description: str = ""


class Suggestions(_Message):
    """What may be meant by the beginning of a name."""

    result: list[Suggestion]


class ExtensionProperty(_Message):
    """A property that a table is to be extended with."""

    id: PropertyId


class ExtensionRequest(_Message):
    """Which properties of which actors."""

    ids: Annotated[list[str], Field(max_length=1000)]
    properties: Annotated[list[ExtensionProperty], Field(max_length=50)]
