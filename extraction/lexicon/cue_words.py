"""Cue words, some of more than one token, matched whatever clitics the first carries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from extraction.text.tokens import Token


class CueWords:
    """A list of cue words, indexed by their first word.

    Args:
        phrases: folded words and phrases.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._rest: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(phrases):
            head, *rest = phrase.split()
            self._rest.setdefault(head, []).append(tuple(rest))

    def behind(self, head: str) -> Sequence[tuple[str, ...]]:
        """What the cues that begin with a word have behind it."""
        return self._rest.get(head, ())

    def length_at(self, tokens: Sequence[Token], at: int) -> int:
        """How many tokens the longest cue at a token has; 0 where none stands there."""
        longest = 0
        for head in word_stems(tokens[at]) & self._rest.keys():
            for rest in self._rest[head]:
                if tuple(token.norm for token in tokens[at + 1 : at + 1 + len(rest)]) == rest:
                    longest = max(longest, 1 + len(rest))
        return longest


def word_stems(token: Token) -> frozenset[str]:
    """A word as it stands, and without conjunction, preposition, article and pronoun."""
    return _stems(token.norm, token.stem, token.enclitic)


@lru_cache(maxsize=1 << 14)
def _stems(norm: str, stem: str, enclitic: str | None) -> frozenset[str]:
    stems = {norm, stem}
    for bare in (norm, norm[1:] if norm[:1] in ("و", "ف") else norm):
        stems |= {bare, bare.removeprefix("ال")}
        if bare[:1] in ("ب", "ل", "ك"):
            stems |= {bare[1:], bare[1:].removeprefix("ال")}
        if bare.startswith("لل"):
            stems.add(bare[2:])
    if enclitic:
        stems |= {stem.removesuffix(enclitic) for stem in stems}
    return frozenset(stems)
