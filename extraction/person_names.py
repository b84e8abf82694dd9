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
_LINEAGE = ("بن", "ابن", "ال", "ولد", "بنت")
_MIN_ALONE = 4
_NOUN_ENDINGS = ("ات", "ون", "ين", "يه", "ان", "اء")


class PersonNames:
    """Tells where an unknown personal name ends."""

    def __init__(self, pack: LanguagePack, lexicon: Lexicon) -> None:
        self._particles = pack.words("people", "particles")
        self._given = pack.words("people", "given")
        self._common = frozenset(
            word
            for table in ("common", "prepositions", "clauses", "negation", "modality", "reporting", "people")
            for key in pack.cues[table]
            if (table, key) not in (("people", "particles"), ("people", "given"))
            for phrase in pack.words(table, key)
            for word in phrase.split()
        )
        self._heads = frozenset(word for entry in (*pack.bodies,) for word in entry.head) | frozenset(
            word for title in pack.titles for word in title.words
        )
        self._words = frozenset(word for words in pack.sets.values() for word in words)
        self._lexicon = lexicon

    def extent(
        self, tokens: Sequence[Token], at: int, named: frozenset[int], *, apart: bool = False, joined: bool = False
    ) -> int | None:
        """The last token of a name that begins at a token, or None where none does.

        Args:
            tokens: of the sentence.
            at: first token of the name.
            named: tokens at which a name of the register begins; an unknown name ends before them.
            apart: whether a comma stands before the name; one word alone must then look like nothing else.
            joined: whether a conjunction may be written with the first word.
        """
        last: int | None = None
        words: list[str] = []
        here = at
        while here < len(tokens) and len(words) < _MAX_WORDS and here not in named:
            token = tokens[here]
            if token.norm in self._particles:
                here += 1
                continue
            if not self._name_word(token, first=not words, joined=joined and not words):
                break
            last = here
            words.append(token.norm)
            here += 1
        if last is None or (len(words) == 1 and not self._stands_alone(tokens[last], words[0], apart)):
            return last if last is not None and here in named and words[0] in self._given else None
        return last

    def is_ordinary(self, norm: str) -> bool:
        """Whether a folded word is an ordinary word of the language that a bare surname could be mistaken for."""
        bare = norm.removeprefix("ال")
        return any(
            form in words
            for form in (norm, bare, bare.removesuffix("ي"))
            for words in (self._common, self._heads, self._words, self._given)
        ) or any(self._lexicon.knows(form) for form in (norm, bare))

    def is_function_word(self, norm: str) -> bool:
        """Whether a folded word is a preposition, a particle or another word that is never a name."""
        return norm in self._common

    def is_given(self, norm: str) -> bool:
        """Whether a folded word is a given name that is an ordinary word as well."""
        return norm in self._given

    def is_foreign(self, token: Token) -> bool:
        """Whether an unknown word can only be a name: no article or clitics, and no ending of a noun or an adverb."""
        norm = token.norm
        return not token.article and not token.proclitics and not norm.endswith((*_NOUN_ENDINGS, "ه", "تا", "ما"))

    def lineage(self, tokens: Sequence[Token], at: int) -> int:
        """Where the fathers and the house behind a name end: "بن عبد العزيز آل سعود"; the token itself without any."""
        here = at
        while here + 1 < len(tokens) and tokens[here].norm in _LINEAGE:
            here += 1
            while here + 1 < len(tokens) and tokens[here].norm in self._particles:
                here += 1
            here += 1
        return here

    def suspect(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word may begin a name without a title before it."""
        return self._name_word(tokens[at], first=True)

    def _stands_alone(self, token: Token, norm: str, apart: bool) -> bool:
        """Whether one unknown word is enough of a name: nothing that a noun, an adverb or a participle could be."""
        if norm in self._given or token.enclitic or token.proclitics or len(norm) < _MIN_ALONE:
            return False
        if apart and (norm.endswith("ا") or norm.startswith("م")):
            return False
        return not norm.endswith(_NOUN_ENDINGS)

    def _name_word(self, token: Token, *, first: bool, joined: bool = False) -> bool:
        norm = token.stem if joined else token.norm
        if token.kind is not TokenKind.WORD or len(norm) < 2 or norm in self._common or norm in self._heads:
            return False
        if norm in self._given:
            return True
        if token.enclitic and norm.removesuffix(token.enclitic) in self._common:
            return False
        if norm.startswith("ال") and len(norm) > 2:
            return not first and not self.is_ordinary(norm)
        if joined:
            return not self.is_ordinary(norm)
        if token.proclitics and (token.proclitics[0] in ("و", "ف") or token.enclitic or self.is_ordinary(token.stem)):
            return False
        return not self._lexicon.readings(token)
