"""Cue words of more than one token, matched whatever clitics the first carries."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.tokens import Token


def stands_at(tokens: Sequence[Token], at: int, words: tuple[str, ...]) -> bool:
    """Whether some words stand at a token; the first may carry clitics."""
    if at + len(words) > len(tokens) or words[0] not in word_stems(tokens[at]):
        return False
    return all(tokens[at + k].norm == word for k, word in enumerate(words) if k)


def word_stems(token: Token) -> set[str]:
    """A word as it stands, and without conjunction, preposition, article and pronoun."""
    norm = token.norm
    stems = {norm, token.stem}
    for bare in (norm, norm[1:] if norm[:1] in ("و", "ف") else norm):
        stems |= {bare, bare.removeprefix("ال")}
        if bare[:1] in ("ب", "ل", "ك"):
            stems |= {bare[1:], bare[1:].removeprefix("ال")}
        if bare.startswith("لل"):
            stems.add(bare[2:])
    if token.enclitic:
        stems |= {stem.removesuffix(token.enclitic) for stem in stems}
    return stems
