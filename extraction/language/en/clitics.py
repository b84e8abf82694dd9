"""What English writes together with a word (the genitive, a shortened negation), and how names inflect."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.language.en.forms import with_s
from extraction.lexicon.index import Cut
from extraction.text.normalisation import fold_key
from ontology.gazetteer import NameKind

_ENDINGS = ("'s", "n't")


def cuts(norm: str) -> Iterator[Cut]:
    """All cuts of a folded word: as it stands, and without an ending.

    >>> [cut.stem for cut in cuts("visit's")]
    ["visit's", 'visit']
    """
    yield Cut("", "", False, norm, "")
    for ending in _ENDINGS:
        if norm.endswith(ending) and len(norm) > len(ending) + 1:
            yield Cut("", "", False, norm.removesuffix(ending), "")


def name_forms(text: str, kind: NameKind) -> Iterator[str]:
    """The written forms of a name: demonyms that do not hiss have a plural; any other name stays as it is.

    >>> list(name_forms("Russian", NameKind.DEMONYM)), list(name_forms("British", NameKind.DEMONYM))
    (['russian', 'russians'], ['british'])
    """
    stem = fold_key(text)
    yield stem
    if kind is NameKind.DEMONYM and not stem.endswith(("s", "sh", "ch", "ese")):
        yield with_s(stem)
