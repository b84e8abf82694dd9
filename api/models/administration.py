"""The JSON of what administrators see."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from api.models.common import Model
from api.running.operations import RunningQuery as RunningEntry
from api.running.operations import Work


class RunningQuery(Model):
    """Something that runs or waits for a worker."""

    id: Annotated[str, Field(examples=["5f2b8c90a1de"])]
    work: Work
    text: Annotated[str, Field(examples=["SELECT * { ?s ?p ?o }"])]
    """The query or update; of a graph its address."""
    started: datetime
    seconds: float
    """For how long it has been running, its wait for a worker included."""

    @classmethod
    def of(cls, entry: RunningEntry, now: datetime) -> RunningQuery:
        """Render an entry."""
        seconds = round((now - entry.started).total_seconds(), 3)
        return cls(id=entry.id, work=entry.work, text=entry.text, started=entry.started, seconds=seconds)


class RunningQueryList(Model):
    """What runs or waits."""

    total: int
    queries: tuple[RunningQuery, ...]
