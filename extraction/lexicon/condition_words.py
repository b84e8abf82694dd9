"""The words of a frame's condition, matched whatever clitics, endings and pronoun a word of the text carries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from extraction.text.tokens import Token, TokenKind

_NEXT = "+"
"""Marks a word of a condition that must follow at once ("call" + "off")."""

_ENDINGS = ("ا", "ين", "ان", "تين", "تان")


class ConditionWords:
    """Words and phrases of a condition, indexed by their first word; of several that match the longest counts.

    Args:
        phrases: folded words and phrases, those with a plus sign only right behind the trigger.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_head: dict[str, list[tuple[bool, tuple[str, ...]]]] = {}
        for phrase in phrases:
            head, *rest = phrase.removeprefix(_NEXT).split()
            self._by_head.setdefault(head, []).append((phrase.startswith(_NEXT), tuple(rest)))

    def last_at(self, tokens: Sequence[Token], at: int, *, behind: bool) -> int | None:
        """The last token of the words that stand at a token, or None where there are none.

        Args:
            tokens: of the sentence.
            at: where the words begin.
            behind: whether the trigger stands right before them.
        """
        found: list[int] = []
        for head in noun_stems(tokens[at]) & self._by_head.keys():
            for at_once, rest in self._by_head[head]:
                if (behind or not at_once) and _follow(tokens, at + 1, rest):
                    found.append(at + len(rest))
        return max(found, default=None)


def _follow(tokens: Sequence[Token], at: int, words: Sequence[str]) -> bool:
    """Whether some words stand at a token, one after the other."""
    inside = at + len(words) <= len(tokens)
    return inside and all(word in noun_stems(tokens[at + k]) for k, word in enumerate(words))


def noun_stems(token: Token) -> frozenset[str]:
    """A word as it stands, and without clitics, article, tanwin, endings of number and a suffixed pronoun."""
    return _stems(token.norm, token.enclitic) if token.kind is TokenKind.WORD else frozenset((token.norm,))


@lru_cache(maxsize=1 << 14)
def _stems(norm: str, enclitic: str | None) -> frozenset[str]:
    stems = _without_proclitics(norm)
    for stem in tuple(stems):
        stems |= _without_endings(stem, enclitic)
    return frozenset((norm, *stems))


def _without_proclitics(norm: str) -> set[str]:
    rest = norm[1:] if norm[:1] in ("و", "ف") and len(norm) > 3 else norm
    stems = {norm, rest, rest.removeprefix("ال")}
    if rest.startswith("لل"):
        stems |= {rest[2:], "ال" + rest[2:]}
    if rest[:1] in ("ب", "ل", "ك") and len(rest) > 3:
        stems |= {rest[1:], rest[1:].removeprefix("ال")}
    return stems


def _without_endings(stem: str, enclitic: str | None) -> set[str]:
    found = {stem.removesuffix(ending) for ending in _ENDINGS}
    if enclitic and stem.endswith(enclitic):
        bare = stem[: -len(enclitic)]
        found |= {bare, bare.removesuffix("ت") + "ه", bare.removesuffix("ئ") + "ء"}
        if bare.endswith("ا"):
            found.add(bare[:-1] + "ي")
    return found
