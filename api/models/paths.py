"""The JSON of how two actors are connected."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.http.negotiation import Languages
from api.models.common import Model, Reference
from api.models.relations import StrongTie
from graph.paths import Paths
from graph.paths import Step as FoundStep


class PathStep(Model):
    """One step of a path."""

    source: Reference
    target: Reference
    counts: Annotated[dict[str, int], Field(examples=[{"event": 3, "treaty": 1}])]
    """How many ties of each kind join the two."""
    strongest: tuple[StrongTie, ...]
    """Three at most, with their words and the reason for their rank."""

    @classmethod
    def of(cls, step: FoundStep, languages: Languages) -> PathStep:
        """Render a step."""
        return cls(
            source=Reference.of(step.source, languages),
            target=Reference.of(step.target, languages),
            counts=step.counts,
            strongest=StrongTie.of_all(step.strongest, languages),
        )


class Path(Model):
    """One way from an actor to another."""

    steps: tuple[PathStep, ...]


class PathList(Model):
    """The shortest ways from one actor to another, those along the most ties first."""

    source: Reference
    target: Reference
    length: Annotated[int | None, Field(ge=1)]
    """Steps of each; null where there is no way of the length allowed."""
    truncated: bool
    """Whether ways were left out: more than asked for, or along actors with more ties than are followed."""
    paths: tuple[Path, ...]

    @classmethod
    def of(cls, found: Paths, languages: Languages) -> PathList:
        """Render paths."""
        return cls(
            source=Reference.of(found.source, languages),
            target=Reference.of(found.target, languages),
            length=found.length,
            truncated=found.truncated,
            paths=tuple(Path(steps=tuple(PathStep.of(step, languages) for step in steps)) for steps in found.paths),
        )
