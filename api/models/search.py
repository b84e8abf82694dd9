"""The JSON of the search over the whole graph."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.http.negotiation import Languages
from api.models.actors import NameMatch
from api.models.common import Collection, Evidence, Model, Reference
from graph.views import values
from graph.views.search import Hit


class SearchHit(Reference):
    """A thing that the name may mean."""

    path: Annotated[str | None, Field(examples=["/actors/nato"])]
    """Where it is in this service; null for a place."""
    match: NameMatch

    @classmethod
    def of_hit(cls, hit: Hit, path: str | None, languages: Languages) -> SearchHit:
        """Render a hit."""
        return cls(**dict(Reference.of(hit.reference, languages)), path=path, match=NameMatch.of(hit.match))


class Passage(Model):
    """Words of a document that hold what was sought, and a statement that they prove."""

    statement: Reference
    evidence: Evidence

    @classmethod
    def of(cls, passage: values.Passage, languages: Languages) -> Passage:
        """Render a passage."""
        return cls(
            statement=Reference.of(passage.statement, languages), evidence=Evidence.of(passage.evidence, languages)
        )


class SearchResult(Collection):
    """What was found: things by name, the best fit first, and the first passages."""

    hits: tuple[SearchHit, ...]
    passages: tuple[Passage, ...]
    """As many as the request wants, in the order of the documents and their texts."""
