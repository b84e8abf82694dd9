"""What somebody means by a name: the names that fit, in any spelling, ranked, each with the reason for its score.

The queries find names that have a piece of the one sought; which of them fit, and how well, is judged here. Spelling is
folded by the function that a caller gives, so that Arabic and Latin script are treated as the reader of texts treats
them. One letter wrong in a word of four, or two in one of eight, is still the word (Damerau 1964: 80 % of misspellings
are one insertion, omission, substitution or transposition).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final, Protocol

import pyoxigraph as ox

from graph.queries import load_query, string
from graph.store import Solution, Store
from graph.views.references import iri_of, text_of

_ARTICLE: Final = "ال"
_WORD: Final = re.compile(r"\w+")
_PIECES: Final = 3
"""An edit touches two neighbouring letters at most, and so two pieces of a word at most: of three, one stays whole."""

_SHORTEST_PART: Final = 4
"""Letters from which on a word may stand inside another: fewer stand inside hundreds."""


class NameFit(StrEnum):
    """How a name fits what was sought, the best first."""

    EXACT = "exact"
    WORDS = "words"
    PREFIX = "prefix"
    TYPO = "typo"
    PART = "part"


_FITS: Final = {NameFit.EXACT: 1.0, NameFit.WORDS: 1.0, NameFit.PREFIX: 0.8, NameFit.TYPO: 0.7, NameFit.PART: 0.5}
_KINDS: Final = {
    "prefLabel": 1.0,
    "label": 1.0,
    "title": 1.0,
    "name": 0.95,
    "altLabel": 0.95,
    "acronym": 0.95,
    "surname": 0.9,
    "metonym": 0.85,
}


@dataclass(frozen=True, slots=True)
class NameRow:
    """A row of the query: what something of a class is called, and by which kind of name (as in `NameMatch`)."""

    resource: ox.NamedNode
    class_: ox.NamedNode
    kind: str
    name: ox.Literal


class NameFinder(Protocol):
    """Finds names by a piece: `find_name_rows`, or one who has them ready."""

    def __call__(
        self, store: Store, fragments: Collection[str], classes: Collection[ox.NamedNode]
    ) -> Iterable[NameRow]:
        """The names of what is of some classes that have one of some pieces, in no order."""
        ...


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A thing that may be meant, by the best of its names.

    Attributes:
        class_: the class that the search was for.
        name: as the graph has it.
        kind: the local name of the property that it is a value of.
        fit: how it fits: the reason for the score, together with the kind.
        score: 0 to 100; 100 is the preferred name itself.
    """

    resource: ox.NamedNode
    class_: ox.NamedNode
    name: ox.Literal
    kind: str
    fit: NameFit
    score: float


def find_name_rows(store: Store, fragments: Collection[str], classes: Collection[ox.NamedNode]) -> Iterator[NameRow]:
    """The names of what is of some classes that have one of some pieces."""
    query = load_query("names").bind(fragment=[string(fragment) for fragment in fragments], **{"class": classes})
    for row in store.select(query.text):
        if isinstance(name := row["name"], ox.Literal):
            yield NameRow(iri_of(row, "resource"), iri_of(row, "class"), naming_of(row), name)


def naming_of(row: Solution) -> str:
    """The kind of name in a row of the query."""
    return re.split("[/#]", text_of(row, "naming") or "")[-1]


def find_names(
    store: Store,
    sought: str,
    classes: Collection[ox.NamedNode],
    *,
    fold: Callable[[str], str],
    find_rows: NameFinder = find_name_rows,
) -> tuple[NameMatch, ...]:
    """The things that a name may mean, the best first, each once.

    Args:
        store: what to ask.
        sought: a name, a part of one, a surname, an acronym, in any script.
        classes: what may be meant, with subclasses.
        fold: folds spelling: two spellings of a word are matched by comparing what they fold to.
        find_rows: finds the names that may fit.
    """
    words = split_name(fold(sought))
    if not words:
        return ()
    longest = max(words, key=len)
    found = _rank(find_rows(store, [longest], classes), words, fold)
    if not found and _typos(longest):
        found = _rank(find_rows(store, _pieces(longest), classes), words, fold)
    return found


def split_name(folded: str) -> tuple[str, ...]:
    """The words of a folded name, without the Arabic article.

    >>> split_name("حلف الناتو")
    ('حلف', 'ناتو')
    """
    return tuple(_bare(word) for word in _WORD.findall(folded))


def _bare(word: str) -> str:
    return word.removeprefix(_ARTICLE) if len(word) > len(_ARTICLE) + 1 else word


def _pieces(word: str) -> tuple[str, ...]:
    size, rest = divmod(len(word), _PIECES)
    cuts = [0]
    for number in range(_PIECES):
        cuts.append(cuts[-1] + size + (number < rest))
    return tuple(dict.fromkeys(word[start:end] for start, end in pairwise(cuts)))


def _rank(rows: Iterable[NameRow], words: tuple[str, ...], fold: Callable[[str], str]) -> tuple[NameMatch, ...]:
    best: dict[str, NameMatch] = {}
    for row in rows:
        fit, score = judge_name(words, split_name(fold(row.name.value)))
        if fit is None:
            continue
        match = NameMatch(row.resource, row.class_, row.name, row.kind, fit, round(100 * score * _KINDS[row.kind], 1))
        known = best.get(row.resource.value)
        if known is None or _order(match) < _order(known):
            best[row.resource.value] = match
    return tuple(sorted(best.values(), key=_order))


def _order(match: NameMatch) -> tuple[float, str, str, str, str, str]:
    name = match.name
    return -match.score, match.resource.value, name.language or "", name.value, match.kind, match.class_.value


def judge_name(sought: tuple[str, ...], name: tuple[str, ...]) -> tuple[NameFit | None, float]:
    """How the words of a name fit those sought, and how well, 0 to 1.

    Every word sought must fit one of the name. The more of the name they make up, the better.

    >>> judge_name(("putin",), ("vladimir", "putin"))
    (<NameFit.WORDS: 'words'>, 0.75)
    >>> judge_name(("puttin",), ("putin",))
    (<NameFit.TYPO: 'typo'>, 0.7)
    >>> judge_name(("clinton",), ("putin",))
    (None, 0.0)
    """
    if sought == name:
        return NameFit.EXACT, 1.0
    fits = [_fit(word, name) for word in sought]
    if not name or any(fit is None for fit in fits):
        return None, 0.0
    order = list(NameFit)
    worst = max((fit for fit in fits if fit is not None), key=order.index)
    share = sum(_FITS[fit] for fit in fits if fit is not None) / len(fits)
    return worst, share * (0.5 + 0.5 * min(1.0, len(sought) / len(name)))


def _fit(word: str, name: tuple[str, ...]) -> NameFit | None:
    if word in name:
        return NameFit.WORDS
    if any(each.startswith(word) for each in name):
        return NameFit.PREFIX
    if any(_within(word, each, _typos(word)) for each in name):
        return NameFit.TYPO
    return NameFit.PART if len(word) >= _SHORTEST_PART and any(word in each for each in name) else None


def _typos(word: str) -> int:
    """How many letters may be wrong."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def _within(word: str, other: str, most: int) -> bool:
    """Whether one word becomes the other by that many edits (optimal string alignment) or fewer."""
    if most == 0 or abs(len(word) - len(other)) > most:
        return False
    before, row = list[int](), list(range(len(other) + 1))
    for at, letter in enumerate(word, start=1):
        above, before = before, row
        row = [at]
        for place, against in enumerate(other, start=1):
            cost = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != against))
            if at > 1 and place > 1 and (letter, word[at - 2]) == (other[place - 2], against):
                cost = min(cost, above[place - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return False
    return row[-1] <= most
