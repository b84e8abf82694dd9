"""Which languages can be read, and which of them a text is in."""

from __future__ import annotations

import math
from importlib.resources import files

from ontology.errors import DocumentError

_VARIETIES = {"arz": "ar", "ary": "ar", "pcm": "en"}
"""The identifier's codes for what another language's pack reads: Egyptian, Moroccan, Nigerian Pidgin."""

_SAMPLE = 5_000
_MIN_LETTERS = 40
_SURE = 0.8
"""From this share of the probability and this many letters on, a language without a pack is believed: single Arabic
words go to Persian at up to 0.5, a French sentence gets 0.95."""


def installed_languages() -> tuple[str, ...]:
    """The ISO 639-1 codes that have a pack, sorted: the folders of `extraction/language` that hold frames."""
    packs = files("extraction.language")
    return tuple(sorted(pack.name for pack in packs.iterdir() if pack.joinpath("frames.tsv").is_file()))


def require_language(code: str, where: str) -> str:
    """The code itself, if it has a pack.

    Raises:
        DocumentError: it has none; the message lists those that have.
    """
    languages = installed_languages()
    if code not in languages:
        raise DocumentError(f"{where}: no language pack for {code!r}; installed are {', '.join(languages)}.")
    return code


def identify_language(text: str, where: str) -> str:
    """The installed language that `text` is most probably in.

    Args:
        text: what to identify; its first 5,000 code points decide.
        where: how an error message names the text.

    Raises:
        DocumentError: the text is in a language that has no pack, beyond reasonable doubt.
    """
    from py3langid import rank  # noqa: PLC0415 - its model takes a second to load; most texts come with their language

    shares: dict[str, float] = {}
    scores: list[tuple[str, float]] = rank(text[:_SAMPLE])
    top = max(score for _, score in scores)
    for code, score in scores:  # log probabilities
        language = _VARIETIES.get(code, code)
        shares[language] = shares.get(language, 0.0) + math.exp(score - top)
    best = max(shares, key=lambda code: shares[code])
    sure = shares[best] >= _SURE * sum(shares.values()) and sum(map(str.isalpha, text[:_SAMPLE])) >= _MIN_LETTERS
    languages = installed_languages()
    if best not in languages and sure:
        raise DocumentError(
            f"{where} seems to be in {best!r}, which has no language pack; installed are {', '.join(languages)}. "
            "If that is wrong, say its language."
        )
    return max(languages, key=lambda code: shares.get(code, 0.0))
