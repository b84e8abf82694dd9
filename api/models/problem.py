"""The JSON of an error (RFC 9457)."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Problem(BaseModel):
    """What went wrong, and what would do instead."""

    model_config = ConfigDict(extra="allow", use_attribute_docstrings=True)

    type: str
    """IRI of the kind of problem."""
    title: str
    status: int
    detail: str
    """What is wrong in this case, and the way out."""
    instance: str
    """Path of the request."""
