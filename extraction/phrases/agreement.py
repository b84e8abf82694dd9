"""Gender and case as the written endings of noun phrases show them: which of them a verb may have as its subject."""

from __future__ import annotations

from collections.abc import Set
from enum import StrEnum

from extraction.text.normalisation import fold_key

_ARTICLE = "ال"
_OWNED_FEMININE = ("تها", "تهم", "تهما", "اته", "اتنا")
"""Endings of feminine nouns with a possessive; "بيته" (his house) shows that "ته" alone tells nothing."""

_POSSESSIVE = ("ه", "ها", "هم")


class Case(StrEnum):
    """Which case an ending shows; most show none."""

    ANY = "any"
    SUBJECT = "subject"
    OBJECT = "object"


def is_feminine(head: str, masculine: Set[str], plurals: Set[str]) -> bool | None:
    """Whether a verb agrees with a noun in the feminine; None where neither ending nor list tells.

    Args:
        head: the first word of a noun phrase as written.
        masculine: folded nouns that are masculine, without article.
        plurals: folded plurals of men that end like feminine nouns, without article; verbs agree with them either way.
    """
    bare = _bare(head)
    if fold_key(bare) in plurals:
        return None
    if bare.endswith(("ة", "ات", *_OWNED_FEMININE)):
        return True
    plain = fold_key(bare)
    return False if any(plain.removesuffix(own) in masculine for own in ("", *_POSSESSIVE)) else None


def case_of(head: str, masculine: Set[str]) -> Case:
    """The case of a sound plural: "الأمريكيون" do, "الأمريكيين" are done to; "أمين" only looks like one.

    The dual in "ان" is left out: too many singulars end so ("برلمان", "سكان").
    """
    bare = _bare(head)
    if fold_key(bare) in masculine:
        return Case.ANY
    return Case.OBJECT if bare.endswith("ين") else Case.SUBJECT if bare.endswith("ون") else Case.ANY


def _bare(word: str) -> str:
    return word.removeprefix(_ARTICLE)
