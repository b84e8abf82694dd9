"""The state that is meant where none is said: the one just concerned in a sentence, else the document's."""

from __future__ import annotations

_DECAY = 0.97
_REMEMBERED = 600
"""How many mentions tell the state that a document is about: what lies further back weighs nothing."""


class Focus:
    """Remembers which countries the mentions of a document concern: their own, and those of officials and bodies."""

    def __init__(self) -> None:
        self._all: list[str] = []
        self._here: list[str] = []

    def open_sentence(self) -> None:
        """Begin a sentence: nothing is near."""
        self._here = []

    def concerns(self, state: str) -> None:
        """A mention concerns a country."""
        self._all.append(state)
        self._here.append(state)

    def state(self, *, near: bool = True) -> str | None:
        """The country concerned last in the sentence, where `near`; else the one that the document is about.

        A mention weighs 0.97 of the one after it.
        """
        if near and self._here:
            return self._here[-1]
        weights: dict[str, float] = {}
        for distance, state in enumerate(reversed(self._all[-_REMEMBERED:])):
            weights[state] = weights.get(state, 0.0) + _DECAY**distance
        return max(weights, key=lambda state: (weights[state], state), default=None)
