"""Personal names that the register does not know: which words are a name, and where it ends.

Arabic has no capitals. A name is told by its given name, which a lexicon and the register know, or after a title by
being neither a word of the lexicon, nor a function word, nor written with a clitic; it has at most four words,
particles ("بن", "دي") not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum

from extraction.lexicon.index import Lexicon
from extraction.lexicon.pack import LanguagePack
from extraction.text.normalisation import fold_key
from extraction.text.tokens import Token, TokenKind

_MAX_WORDS = 4
_LINEAGE = ("بن", "ابن", "ال", "ولد", "بنت")
_SERVANT = ("عبد",)
_SERVANT_OF = "عبدال"
_MIN_SERVANT = 7
_SONS = ("بن", "ابن", "بنت")
_FATHERS = ("بن", "ابن", "بنت", "ابو", "ابي", "ام", "ال", "ولد")
_SECOND_PARTS = ("الدين", "الله", "الزمان", "الاسلام")
_JOINED = ("و", "ل", "ب", "ف")
_LETTERS_OF_NAMES = (("ف",), ("ك",))
_VERBAL = ("يت", "تت", "نت", "ست", "سي", "يست", "يع", "يق", "يؤ", "ين", "يح")
"""How present tenses begin: a word behind a given name that may be one is no surname."""

_MIN_ALONE = 4
_MIN_STEM = 3
_MIN_REGISTERED = 4
_NOUN_ENDINGS = ("ات", "ون", "ين", "يه", "ان", "اء")


class Given(IntEnum):
    """How surely a word is a given name."""

    NO = 0
    ORDINARY = 1
    SURE = 2


class PersonNames:
    """Tells where an unknown personal name begins and ends.

    Args:
        pack: given names, particles of names and function words.
        lexicon: the ordinary words of politics.
        registered: folded given names of the persons of the register.
    """

    def __init__(self, pack: LanguagePack, lexicon: Lexicon, registered: Iterable[str] = ()) -> None:
        self._particles = pack.words("people", "particles")
        self._ambiguous = pack.words("people", "given")
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
        self._spelled = pack.given_names
        self._given = frozenset(map(fold_key, pack.given_names))
        self._house = frozenset("ال" + name for name in self._given | self._ambiguous)
        self._registered = frozenset(
            name for name in registered if len(name) >= _MIN_REGISTERED and not name.startswith("ال")
        )

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
        while here < len(tokens) and len(words) < _MAX_WORDS:
            token = tokens[here]
            if here in named and not (here > at and tokens[here - 1].norm in _SERVANT):
                break
            if token.norm in self._particles and not (token.surface in self._spelled and not words):
                here += 1
                continue
            if not self._continues(tokens, here, words, joined=joined and not words):
                break
            last = here
            words.append(token.norm)
            here += 1
        if last is None or (len(words) == 1 and last == at and not self._stands_alone(tokens[last], words[0], apart)):
            return last if last is not None and here in named and self.given(tokens[last]) else None
        return last

    def _continues(self, tokens: Sequence[Token], at: int, words: Sequence[str], *, joined: bool) -> bool:
        """Whether a token is the next word of a name."""
        token = tokens[at]
        before = tokens[at - 1].norm if at else ""
        if token.kind is not TokenKind.WORD or not words:
            opens = before in _SERVANT and token.norm.startswith("ال")
            return token.kind is TokenKind.WORD and (opens or self._opens(tokens, at, joined=joined))
        if before in _SERVANT:
            return token.norm.startswith("ال")
        if token.norm in (*_SECOND_PARTS, "ال" + before):
            return True
        if before in _SONS or (before in _FATHERS and token.norm not in self._common):
            return True
        given = self.given(token)
        if given is Given.SURE:
            return True
        if given is Given.ORDINARY:
            return not self._ends_name(tokens, at)
        if token.norm in self._house:
            return True
        return self._name_word(token, first=False) and (len(words) < 2 or self._is_third_word(token))

    def _opens(self, tokens: Sequence[Token], at: int, *, joined: bool) -> bool:
        """Whether a name may begin with a token: with a given name, or with what nothing else explains."""
        token = tokens[at]
        given = self.given(token, joined=joined)
        if given is Given.SURE or (given is Given.ORDINARY and self._is_followed(tokens, at + 1)):
            return True
        if at and tokens[at - 1].norm in _FATHERS and token.norm not in self._common:
            return True
        return self._name_word(token, first=True, joined=joined)

    def _is_followed(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether the token behind a word that may be ordinary goes on with a name."""
        if at >= len(tokens) or tokens[at].kind is not TokenKind.WORD:
            return False
        token = tokens[at]
        if token.norm in (*_SERVANT, *_FATHERS, *_SECOND_PARTS, "ال" + tokens[at - 1].norm) or self.given(token):
            return True
        return self._name_word(token, first=False) and self._is_late_word(token)

    def _ends_name(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether "علي" inside a name is the preposition: what follows is its noun."""
        if tokens[at].norm not in self._common or at + 1 >= len(tokens):
            return False
        after = tokens[at + 1]
        if after.kind is not TokenKind.WORD or self.given(after):
            return False
        return not any(r.form.part.finite for r in self._lexicon.readings(after)) and after.norm not in self._common

    def _is_third_word(self, token: Token) -> bool:
        """Whether an unknown word goes on with a name of two words: many foreign surnames end as a plural does."""
        return self._is_late_word(token) or (not token.proclitics and token.norm.endswith(("ان", "ون", "ين")))

    def _is_late_word(self, token: Token) -> bool:
        """Whether an unknown word can be a name without a title beside it: no ending of a noun or an adverb."""
        if token.norm.startswith("ال"):
            return token.norm.endswith("ي") and not self.is_ordinary(token.norm)
        return self.is_foreign(token) and not token.norm.endswith(("ا", "ها"))

    def is_joined(self, token: Token) -> bool:
        """Whether a conjunction or a preposition is written with a given name: "وعماد", "لحسين"."""
        if not token.norm.startswith(_JOINED) or self.given(token) or self.is_ordinary(token.norm):
            return False
        return bool(self.given(token, joined=True))

    def is_servant(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a given name of two words begins at a token: "عبد القوي"."""
        return tokens[at].norm in _SERVANT and at + 2 < len(tokens) and tokens[at + 1].norm.startswith("ال")

    def confirms(self, tokens: Sequence[Token], first: int, end: int) -> bool:
        """Whether the words behind a given name are a name as well: a father's, or a surname that is no other word."""
        first += self.is_servant(tokens, first - 1)
        if first >= end:
            return False
        second = tokens[first]
        if second.norm in (*_SERVANT, *_FATHERS, *_SECOND_PARTS, *self._particles):
            return end > first + 1 or second.norm in _SECOND_PARTS
        if self.given(second):
            return True
        if second.norm.startswith("ال"):
            return not second.norm.endswith((*_NOUN_ENDINGS, "ه")) and not self.is_ordinary(second.norm)
        return self._is_late_word(second) and not second.norm.startswith(_VERBAL)

    def given(self, token: Token, *, joined: bool = False) -> Given:
        """How surely a word is a given name; where it is spelled as a function word, by its exact letters."""
        if token.kind is not TokenKind.WORD:
            return Given.NO
        norm = token.norm[1:] if joined else token.norm
        surface = token.surface[len(token.norm) - len(norm) :] if len(token.norm) == len(token.surface) else ""
        if norm in self._common:
            return Given.ORDINARY if surface in self._spelled else Given.NO
        if norm.startswith(_SERVANT_OF) and len(norm) > _MIN_SERVANT:
            return Given.SURE
        if norm in self._given or norm in self._registered:
            return Given.ORDINARY if self.is_ordinary(norm) or norm in self._heads else Given.SURE
        return Given.ORDINARY if norm in self._ambiguous else Given.NO

    def is_ordinary(self, norm: str) -> bool:
        """Whether a folded word is an ordinary word of the language that a bare surname could be mistaken for."""
        bare = norm.removeprefix("ال")
        return any(
            form in words
            for form in (norm, bare, bare.removesuffix("ي"))
            for words in (self._common, self._heads, self._words, self._ambiguous)
        ) or any(self._lexicon.knows(form) for form in (norm, bare))

    def is_function_word(self, norm: str) -> bool:
        """Whether a folded word is a preposition, a particle or another word that is never a name."""
        return norm in self._common

    def is_given(self, norm: str) -> bool:
        """Whether a folded word is a given name that is an ordinary word as well."""
        return norm in self._ambiguous

    def is_foreign(self, token: Token) -> bool:
        """Whether an unknown word can only be a name: no article or clitics, and no ending of a noun or an adverb."""
        norm = token.norm
        if token.article or token.proclitics not in ((), *_LETTERS_OF_NAMES):
            return False
        return not norm.endswith((*_NOUN_ENDINGS, "ه", "تا", "ما"))

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
        return self._opens(tokens, at, joined=False)

    def _stands_alone(self, token: Token, norm: str, apart: bool) -> bool:
        """Whether one unknown word is enough of a name: nothing that a noun, an adverb or a participle could be."""
        if norm in self._ambiguous or token.enclitic or token.proclitics or len(norm) < _MIN_ALONE:
            return False
        if apart and (norm.endswith("ا") or norm.startswith("م")):
            return False
        return not norm.endswith(_NOUN_ENDINGS)

    def _name_word(self, token: Token, *, first: bool, joined: bool = False) -> bool:
        norm = token.stem if joined else token.norm
        if token.kind is not TokenKind.WORD or len(norm) < 2 or norm in self._common or norm in self._heads:
            return False
        if norm in self._ambiguous:
            return True
        if token.enclitic and norm.removesuffix(token.enclitic) in self._common:
            return False
        if norm.startswith("ال") and len(norm) > 2:
            return not first and not self.is_ordinary(norm)
        if joined:
            return not self.is_ordinary(norm)
        if first and (token.article or (token.proclitics and token.surface.endswith("ة"))):
            return False
        if token.proclitics in _LETTERS_OF_NAMES and not first:
            plain = len(token.stem) < _MIN_STEM or not self.is_ordinary(token.stem)
            return plain and not self._lexicon.readings(token)
        if token.proclitics and (token.proclitics[0] in ("و", "ف") or token.enclitic or self.is_ordinary(token.stem)):
            return False
        return not self._lexicon.readings(token)
