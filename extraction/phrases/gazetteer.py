"""Names of the register found in a text: the longest at each word, before words are cut into clitics.

A name may follow proclitics ("وبروسيا", "للناتو"), which stay outside the span. Demonyms match in all their forms.
Matching is one pass with a trie of words: linear in the text, whatever the size of the register.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from extraction.text.normalisation import Folded, fold_key
from ontology.catalog import Catalog
from ontology.gazetteer import NameKind
from ontology.model import Span

_WORD = re.compile(r"[^\W_]+(?:(?!'s(?![^\W_]))['.][^\W_]+)*")
"""A word; the English genitive and what a hyphen joins are words of their own."""


@dataclass(frozen=True, slots=True, order=True)
class NamedThing:
    """What a name of the register may mean: an actor or a treaty by its slug, and what kind of name it is.

    Attributes:
        capitals: whether the name is written in capitals throughout ("US", "WHO").
    """

    slug: str
    kind: NameKind
    treaty: bool = False
    capitals: bool = False


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name of the register in the text.

    Attributes:
        span: the name itself, without proclitics.
        proclitics: the folded letters written before the name in its first word.
        things: all that the name may mean, in the order of the register.
    """

    span: Span
    proclitics: str
    things: tuple[NamedThing, ...]


class _Node:
    __slots__ = ("next", "things")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.things: list[NamedThing] = []


FormsOf = Callable[[str, NameKind], Iterable[str]]


class Gazetteer:
    """A trie of the register's names in one language and in no particular language (acronyms).

    Args:
        catalog: the register.
        languages: language tags of the names to match, such as `("ar",)`.
        inflect: the written forms of a name, from its text and kind (demonyms are inflected, names are not).
        proclitics: the proclitics that may stand before a first word: `(letters, replacement)`, longest first;
            the replacement is what the name begins with instead ("لل" stands for "ل" + "ال").
        negations: folded words that negate an adjective; a name of the text may have one more adjective that way.
        cased: whether a name must be written with the capitals that it has in the register.
    """

    def __init__(
        self,
        catalog: Catalog,
        languages: tuple[str, ...],
        inflect: FormsOf,
        proclitics: tuple[tuple[str, str], ...] = (),
        negations: frozenset[str] = frozenset(),
        *,
        cased: bool = False,
    ) -> None:
        self._cased = cased
        self._root = _Node()
        self._negations = negations
        self._proclitics = proclitics
        for slug, actor in catalog.actors.items():
            for name in actor.names:
                if name.language is None or name.language in languages:
                    for form in inflect(name.text, name.kind):
                        self._add(form, NamedThing(slug, name.kind, capitals=cased and name.text.isupper()))
        for slug, treaty in catalog.treaties.items():
            for name in treaty.names:
                if name.language is None or name.language in languages:
                    capitals = cased and name.text.isupper()
                    self._add(name.text, NamedThing(slug, name.kind, treaty=True, capitals=capitals))

    def _add(self, name: str, thing: NamedThing) -> None:
        key = fold_key(name)
        for spelling in {key, key.replace("عبد ال", "عبدال")}:
            self._add_words(_WORD.findall(spelling), thing)

    def _add_words(self, words: Sequence[str], thing: NamedThing) -> None:
        if not words:
            return
        node = self._root
        for word in words:
            node = node.next.setdefault(word, _Node())
        if thing not in node.things:
            node.things.append(thing)

    def find(self, folded: Folded, text: str = "") -> tuple[NameMatch, ...]:
        """All names in a folded text, leftmost first, longest where they begin together; none overlap.

        Args:
            folded: where to look.
            text: what was folded; only a gazetteer that minds capitals looks at it.
        """
        words = list(_WORD.finditer(folded.text))
        found: list[NameMatch] = []
        at = 0
        while at < len(words):
            match, used = self._longest(folded, words, at)
            match = _as_written(match, text) if match is not None and self._cased else match
            if match is not None:
                found.append(match)
            at += max(used, 1)
        return tuple(found)

    def _longest(self, folded: Folded, words: list[re.Match[str]], at: int) -> tuple[NameMatch | None, int]:
        best: tuple[int, int, _Node] | None = None
        for cut, first in self._first_words(words[at].group()):
            length, node = self._walk(first, words, at)
            if node is not None and (best is None or length > best[0]):
                best = (length, cut, node)
        if best is None:
            return None, 1
        length, cut, node = best
        start = words[at].start() + cut
        span = folded.span(start, words[at + length - 1].end())
        return NameMatch(span, words[at].group()[:cut], tuple(node.things)), length

    def _walk(self, first: str, words: list[re.Match[str]], at: int) -> tuple[int, _Node | None]:
        """The longest name that begins with `first` at word `at`: its number of words and its node."""
        node = self._root.next.get(first)
        best: tuple[int, _Node | None] = (0, None)
        length = 1
        while node is not None:
            if node.things:
                best = (length, node)
            length += self._insertion(node, words, at + length)
            if at + length >= len(words):
                break
            node = node.next.get(words[at + length].group())
            length += 1
        return best

    def _insertion(self, node: _Node, words: list[re.Match[str]], at: int) -> int:
        """How many words to pass over that negate an adjective inside a name and are no part of it: "غير العسكرية"."""
        inserted = node.next and at + 2 < len(words) and words[at].group() in self._negations
        return 2 if inserted and words[at].group() not in node.next else 0

    def _first_words(self, word: str) -> Iterator[tuple[int, str]]:
        """The readings of a first word: how many letters are proclitics, and what the name would begin with."""
        yield 0, word
        for letters, replacement in self._proclitics:
            if word.startswith(letters) and len(word) >= len(letters) + 2:
                cut = len(letters) - (1 if replacement and letters.endswith("لل") else 0)
                yield cut, replacement + word[len(letters) :]


def _as_written(match: NameMatch, text: str) -> NameMatch | None:
    """A match without the things that are written with other capitals; None where nothing is left."""
    surface = match.span.of(text)
    if not any(letter.isupper() for letter in surface[:4]):
        return None
    things = tuple(thing for thing in match.things if not thing.capitals or surface.isupper())
    return NameMatch(match.span, match.proclitics, things) if things else None
