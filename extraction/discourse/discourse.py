"""Who is in play when a sentence begins, for what the sentence itself leaves out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extraction.discourse.antecedents import Antecedents


@dataclass(frozen=True, slots=True)
class Discourse:
    """What the sentences before tell about who is meant.

    Attributes:
        antecedents: whom the suffixed pronouns of the sentence mean.
        speaks_for: the state or body in whose name somebody says "we"; himself where he holds no office.
        feminine: whether a verb agrees with somebody in the feminine; None where nothing told.
        topic: who a dropped subject is when the sentence does not say.
        speaker: who spoke last.
    """

    antecedents: Antecedents
    speaks_for: Callable[[str], str]
    feminine: Callable[[str], bool | None]
    topic: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()

    def we(self, speakers: tuple[str, ...]) -> tuple[str, ...]:
        """Who "we" are in the mouth of some speakers."""
        return tuple(dict.fromkeys(self.speaks_for(speaker) for speaker in speakers))
