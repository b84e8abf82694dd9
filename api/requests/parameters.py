"""Parameters that many resources take; a parameter that a resource does not name is refused."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.http.negotiation import LANGUAGES
from api.http.paging import MOST_ROWS, SHOWN_ROWS

Key = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
"""Id (the last part of an IRI) or IRI of a resource."""

ActorId = Annotated[str, Path(alias="id", description="Last part of the actor's IRI.", examples=["russia"])]
"""Which actor, in a path."""

Period = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""A year, a month or a day."""


class Representable(BaseModel):
    """How the answer is to look."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True, validate_by_name=True)

    format: Annotated[str | None, StringConstraints(min_length=1), Field(examples=["turtle"])] = None
    """A format by name or media type; wins over the header Accept."""
    lang: Annotated[str | None, StringConstraints(pattern=LANGUAGES), Field(examples=["ar,en"])] = None
    """Languages of names, the best first; wins over Accept-Language. Without: English, then Arabic, then any."""


class Paged(Representable):
    """Which page of a list."""

    limit: Annotated[int, Field(ge=1, le=MOST_ROWS)] = SHOWN_ROWS
    """How many on a page."""
    cursor: str | None = None
    """Where the page starts; from `next` of the page before."""
