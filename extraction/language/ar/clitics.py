"""All ways to cut an Arabic word into clitics and a stem that the script allows, for the lexicon to choose from."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.lexicon.index import Cut
from extraction.text.normalisation import fold_key
from ontology.gazetteer import NameKind

_ENCLITICS = ("هما", "هم", "هن", "ها", "ه", "نا", "كم", "ني", "ي", "ك")
_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ل", "ك")


def cuts(norm: str) -> Iterator[Cut]:
    """All cuts of a folded word, the ones that cut least first.

    >>> [s.stem for s in cuts("وللحلف") if s.article]
    ['حلف']
    """
    for conjunction in _CONJUNCTIONS:
        if norm.startswith(conjunction):
            yield from _after_conjunction(conjunction, norm[len(conjunction) :])


def _after_conjunction(conjunction: str, rest: str) -> Iterator[Cut]:
    yield from _stems(conjunction, "", False, rest)
    if rest.startswith("ال"):
        yield from _stems(conjunction, "", True, rest[2:])
    if rest.startswith("لل"):
        yield from _stems(conjunction, "ل", True, rest[2:])
    for particle in ("ب", "ل", "ك", "س"):
        if rest.startswith(particle):
            inner = rest[1:]
            yield from _stems(conjunction, particle, False, inner)
            if inner.startswith("ال") and particle in "بك":
                yield from _stems(conjunction, particle, True, inner[2:])


def _stems(conjunction: str, particle: str, article: bool, rest: str) -> Iterator[Cut]:
    if len(rest) < 2:
        return
    yield Cut(conjunction, particle, article, rest, "")
    if article:
        return
    for enclitic in _ENCLITICS:
        if rest.endswith(enclitic) and len(rest) - len(enclitic) >= 2:
            yield Cut(conjunction, particle, False, rest[: -len(enclitic)], enclitic)


def name_proclitics() -> tuple[tuple[str, str], ...]:
    """What may stand before a name in its first word, and what the name then begins with, longest first.

    "لل" is the preposition before a name with the article; an article before a name that the register has without one
    ("الناتو" for "ناتو") is allowed as well.
    """
    pairs: list[tuple[str, str]] = []
    for conjunction in _CONJUNCTIONS:
        pairs.append((conjunction + "لل", "ال"))
        pairs.append((conjunction + "لل", ""))
        for preposition in _PREPOSITIONS:
            for article in ("", "ال"):
                letters = conjunction + preposition + article
                if letters:
                    pairs.append((letters, ""))
    return tuple(sorted(set(pairs), key=lambda pair: (len(pair[0]), pair[0], pair[1])))


def demonym_forms(text: str, kind: NameKind) -> Iterator[str]:
    """The written forms of a name: demonyms in gender, number and with the article; any other name as it is.

    Of two adjectives both agree ("الكورية الجنوبية"); of a noun and an adjective the last ("جنوب أفريقية").

    >>> "الروسيه" in set(demonym_forms("روسي", NameKind.DEMONYM))
    True
    """
    stem = fold_key(text)
    if kind is NameKind.DEMONYM:
        words = stem.split(" ")
        for ending in ("", "ه", "ين", "ون", "ان", "ات", "تان", "تين", "ا"):
            if words[0].endswith("ي"):
                yield " ".join(word + ending for word in words)
                yield " ".join(f"ال{word}{ending}" for word in words)
            else:
                inflected = " ".join([*words[:-1], words[-1] + ending])
                yield inflected
                yield "ال" + inflected
    elif kind is NameKind.DEMONYM_PLURAL:
        yield from (stem, stem + "ا", "ال" + stem)
    else:
        yield stem
