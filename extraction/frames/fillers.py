"""What fills a role of a predicate, and how it was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extraction.clauses.predicates import Governed


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role: actors, the tokens that name them (none for a dropped or implied one), how they were found."""

    actors: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None
    how: str = ""

    def __bool__(self) -> bool:
        return bool(self.actors)


NOBODY = Filler()
SOMETHING_ELSE = Filler(how="something-else")
AGENTLESS = Filler(how="passive")
"""The agent that a passive leaves open."""

IMPLIED = frozenset({"control", "governing", "coordinate", "topic", "pronoun", "object-control", "relative", "deed"})
"""Ways to find a participant that the clause itself does not name."""


def filler_of(group: Sequence[Governed]) -> Filler:
    """The actors of phrases that stand together."""
    actors = tuple(dict.fromkeys(actor for phrase in group for actor in phrase.actors))
    return Filler(actors, group[0].first, group[-1].last) if group else NOBODY


def join(fillers: Sequence[Filler]) -> Filler:
    """Several fillers as one, found as the first was."""
    firsts = [f.first for f in fillers if f.first is not None]
    lasts = [f.last for f in fillers if f.last is not None]
    actors = tuple(dict.fromkeys(actor for f in fillers for actor in f.actors))
    return Filler(actors, min(firsts, default=None), max(lasts, default=None), fillers[0].how)
