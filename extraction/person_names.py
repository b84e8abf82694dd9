"""Personal names that the register does not know: which words after a title are the name.

Arabic has no capitals. After a title a name is what is neither a word of the lexicon, nor a function word, nor
written with a clitic; a name has at most four words, particles ("بن", "دي") not counted.
"""

from __future__ import annotations

from collections.abc import Sequence

from extraction.language.pack import LanguagePack
from extraction.lexicon import Lexicon
from extraction.tokens import Token, TokenKind

_MAX_WORDS = 4


class PersonNames:
    """Tells where an unknown personal name ends."""

    def __init__(self, pack: LanguagePack, lexicon: Lexicon) -> None:
        self._particles = pack.words("people", "particles")
        self._common = frozenset(
            word
            for table in ("common", "prepositions", "clauses", "negation", "modality", "reporting", "people")
            for key in pack.cues[table]
            if (table, key) != ("people", "particles")
            for phrase in pack.words(table, key)
            for word in phrase.split()
        )
        self._heads = frozenset(word for entry in (*pack.bodies,) for word in entry.head) | frozenset(
            word for title in pack.titles for word in title.words
        )
        self._words = frozenset(word for words in pack.sets.values() for word in words)
        self._lexicon = lexicon

    def extent(self, tokens: Sequence[Token], at: int, named: frozenset[int]) -> int | None:
        """The last token of a name that begins at a token, or None where none does.

        Args:
            tokens: of the sentence.
            at: first token of the name.
            named: tokens at which a name of the register begins; an unknown name ends before them.
        """
        last: int | None = None
        words = 0
        here = at
        while here < len(tokens) and words < _MAX_WORDS and here not in named:
            token = tokens[here]
            if token.norm in self._particles:
                here += 1
                continue
            if not self._name_word(token, first=words == 0):
                break
            last = here
            words += 1
            here += 1
        return last

    def is_ordinary(self, norm: str) -> bool:
        """Whether a folded word is an ordinary word of the language that a bare surname could be mistaken for."""
        bare = norm.removeprefix("ال")
        return any(
            form in words
            for form in (norm, bare, bare.removesuffix("ي"))
            for words in (self._common, self._heads, self._words)
        ) or any(self._lexicon.knows(form) for form in (norm, bare))

    def suspect(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word may begin a name without a title before it."""
        return self._name_word(tokens[at], first=True)

    def _name_word(self, token: Token, *, first: bool) -> bool:
        norm = token.norm
        if token.enclitic and norm.removesuffix(token.enclitic) in self._common:
            return False
        if token.kind is not TokenKind.WORD or len(norm) < 2 or norm in self._common or norm in self._heads:
            return False
        if norm.startswith("ال") and first and len(norm) > 2:
            return False
        if self._lexicon.readings(token) and not norm.startswith("ال"):
            return False
        return not (token.proclitics and not norm.startswith("ال") and first)
