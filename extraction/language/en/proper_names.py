"""Names that the register does not know, told by their capitals: persons, and institutions by a word of their kind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extraction.lexicon.pack import Body, LanguagePack
from extraction.text.normalisation import fold_key
from extraction.text.tokens import Token, TokenKind
from ontology.catalog import Catalog
from ontology.model import ActorType, Span

_MAX_WORDS = 5
_CAPITAL = re.compile(r"(?:(?:al|el|ad|an|as|ash|ar|at)-)?[^\W\d_a-z]")
_INNER = frozenset({"of", "for", "and", "the", "on"})


class ProperNames:
    """Tells where a name that begins with a capital ends, and whose it may be."""

    def __init__(self, pack: LanguagePack, catalog: Catalog) -> None:
        self._particles = pack.words("people", "particles")
        self._common = pack.words("common", "words") | pack.words("people", "fillers")
        self._heads = frozenset(word for entry in pack.bodies for word in entry.head if entry.reference != "named")
        self._titles = frozenset(word for title in pack.titles for word in title.words)
        self._named: Mapping[str, Body] = {b.head[0]: b for b in pack.bodies if b.reference == "named"}
        self._people = _people_by_ends(catalog)

    def person(self, tokens: Sequence[Token], at: int, named: frozenset[int]) -> int | None:
        """The last token of a personal name that begins at a token, or None where none does."""
        last: int | None = None
        here, words = at, 0
        while here < len(tokens) and words < _MAX_WORDS and here not in named:
            token = tokens[here]
            if token.surface == "." and last is not None and len(tokens[last].surface) == 1:
                here += 1
                continue
            if words and token.norm in self._particles:
                here += 1
                continue
            if not self._is_name_word(token):
                break
            last, words, here = here, words + 1, here + 1
            if token.enclitic:
                break
        return last

    def span(self, tokens: Sequence[Token], first: int, last: int) -> Span:
        """The words of a name, without a genitive ending."""
        return Span(tokens[first].span.start, tokens[last].stem_span.end)

    def has_initial(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether a name has an initial, as only persons have ("Robert L. Norman")."""
        return any(len(token.surface) == 1 and token.surface.isupper() for token in tokens[first : last + 1])

    def known(self, name: str) -> tuple[str, ...]:
        """The persons of the register with the first and the last word of a name, initials between left out."""
        words = [word for word in fold_key(name.replace(".", " ")).split() if len(word) > 1]
        return self._people.get((words[0], words[-1]), ()) if len(words) > 1 else ()

    def institution(self, tokens: Sequence[Token], at: int) -> tuple[Body, int] | None:
        """An institution by its kind: words with capitals, one of which says what it is; its last token."""
        last, body = None, None
        here = at
        while here < len(tokens) and here - at < 2 * _MAX_WORDS:
            token = tokens[here]
            if token.kind is TokenKind.WORD and token.surface[0].isupper() and token.norm not in self._common:
                last = here
                body = body or self._named.get(token.stem)
                if token.enclitic == "'s":
                    break
            elif not (last is not None and token.norm in _INNER and body is not None):
                break
            here += 1
        if last is None or body is None or last == at:
            return None
        return body, last

    def _is_name_word(self, token: Token) -> bool:
        return (
            token.kind is TokenKind.WORD
            and _CAPITAL.match(token.surface) is not None
            and token.stem not in self._common
            and token.stem not in self._heads
            and token.stem not in self._titles
            and token.stem not in self._named
        )


def _people_by_ends(catalog: Catalog) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], list[str]] = {}
    for slug, actor in catalog.actors.items():
        if actor.type is ActorType.PERSON:
            for name in actor.names:
                words = fold_key(name.text.replace(".", " ")).split()
                if name.language == "en" and len(words) > 1 and slug not in found.get((words[0], words[-1]), ()):
                    found.setdefault((words[0], words[-1]), []).append(slug)
    return {ends: tuple(slugs) for ends, slugs in found.items()}
