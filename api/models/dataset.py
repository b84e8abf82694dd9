"""The JSON of what is about the graph as a whole."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from api.models.common import Model


class LookupQuery(Model):
    """A query that a lookup is made of."""

    name: Annotated[str, Field(examples=["relations"])]
    url: Annotated[str, Field(examples=["/queries/relations"])]
    caption: Annotated[str, Field(examples=["What ties an actor to others: one row a tie."])]
    parameters: Annotated[tuple[str, ...], Field(examples=[["actor", "counterpart"]])]
    """What lookups bind: each is a `VALUES ?name { UNDEF }` in the text."""


class LookupQueryList(Model):
    """The queries that the lookups are made of."""

    total: int
    queries: tuple[LookupQuery, ...]


class StoreHealth(Model):
    """The state of the store."""

    version: int
    """Every write raises it."""


class WorkerHealth(Model):
    """The state of the query workers."""

    configured: int
    alive: int
    """Fewer than configured for a moment after a query was stopped."""
    replicas: int
    """How many of them hold the store as it is in their memory."""


class Health(Model):
    """Whether the service works."""

    status: Literal["ok", "degraded"]
    version: Annotated[str, Field(examples=["0.1.0"])]
    store: StoreHealth
    workers: WorkerHealth
    extractor: bool
    """Whether documents can be posted."""


class Resource(Model):
    """Something that the service offers."""

    path: Annotated[str, Field(examples=["/actors"])]
    caption: str


class Index(Model):
    """What the service offers."""

    title: str
    resources: tuple[Resource, ...]
