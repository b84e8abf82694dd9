"""Names, demonyms and referring nouns at a token of a sentence: the first layer of the phrase finder."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace

from extraction.phrases.gazetteer import NameMatch
from extraction.phrases.lexicon import PhraseLexicon, first_words, longest_entry
from extraction.phrases.phrase import Phrase, PhraseKind, Sentence
from extraction.phrases.told_names import ToldNames
from extraction.text.normalisation import fold
from extraction.text.tokens import Token, TokenKind
from ontology.gazetteer import NameKind
from ontology.model import Span

_DEMONYMS = (NameKind.DEMONYM, NameKind.DEMONYM_PLURAL)
_MAX_SHIP = 4
"""How many tokens "the American carrier" takes up before the quoted name of a ship."""

QUOTES = frozenset("\"«»“”'‘’#")


class NameScan(ABC):
    """One pass over one sentence: what the register's names say.

    Args:
        lexicon: of the language.
        sentence: where to look.
        names: the register's names in it.
        expected: slugs of persons whom a bare surname may mean in this document.
        told: the names of persons that the document has told so far.
    """

    def __init__(
        self,
        lexicon: PhraseLexicon,
        sentence: Sentence,
        names: Sequence[NameMatch],
        expected: frozenset[str],
        told: ToldNames,
    ) -> None:
        self.lexicon = lexicon
        self.expected = expected
        self.told = told
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.names: dict[int, tuple[NameMatch, int]] = {}
        self.doubtful: dict[int, tuple[NameMatch, int]] = {}
        for match in names:
            covered = [i for i, token in enumerate(self.tokens) if token.span.overlaps(match.span)]
            if covered and not self._is_namesake(match, covered[0]):
                doubtful = self._is_doubtful(match, covered[0], covered[-1])
                (self.doubtful if doubtful else self.names)[covered[0]] = (match, covered[-1])

    @abstractmethod
    def apposition(self, phrase: Phrase) -> Phrase:
        """A person phrase with the title behind it, if there is one."""

    def word(self, at: int) -> Token | None:
        """The word at a token; None at punctuation, at a number and outside the sentence."""
        if 0 <= at < len(self.tokens) and self.tokens[at].kind is TokenKind.WORD:
            return self.tokens[at]
        return None

    def surface(self, at: int) -> str:
        """The text of a token, empty outside the sentence."""
        return self.tokens[at].surface if 0 <= at < len(self.tokens) else ""

    def longest(self, bodies: bool, at: int) -> tuple[tuple[str, ...], int]:
        """The longest body or title at a token and its last token."""
        if self.word(at) is None:
            return (), -1
        return longest_entry(self.lexicon.bodies if bodies else self.lexicon.titles, self.tokens, at)

    def is_person(self, slugs: Sequence[str]) -> bool:
        """Whether a name means a person before all."""
        return bool(slugs) and slugs[0] in self.lexicon.people

    # names

    def name(self, at: int) -> Phrase | None:
        """The phrase of a register name at a token."""
        match, last = self.names[at]
        things = [thing for thing in match.things if not thing.treaty]
        if last == at and any(thing.kind in _DEMONYMS for thing in things):
            things = [thing for thing in things if thing.slug not in self.lexicon.people]
        if not things:
            return None
        kind = things[0].kind
        slugs = tuple(dict.fromkeys(thing.slug for thing in things))
        demonym = all(thing.kind in _DEMONYMS for thing in things)
        collective = self._collective(at) if demonym and last == at else None
        slugs = (collective,) if collective is not None else slugs
        phrase = Phrase(
            PhraseKind.ADJECTIVE if demonym else PhraseKind.NAME,
            self.sentence.index,
            at,
            last,
            match.span,
            slugs=slugs,
            name_kind=kind,
            plural=kind is NameKind.DEMONYM_PLURAL or (demonym and self.tokens[last].norm.endswith(("ين", "ون"))),
        )
        if self.is_person(slugs):
            return self.apposition(replace(phrase, kind=PhraseKind.PERSON, name=match.span))
        return phrase if demonym or kind is NameKind.METONYM else self._with_adjective(phrase)

    def _with_adjective(self, phrase: Phrase) -> Phrase:
        """A name and the demonym behind it, quotation marks aside: "حزب الله اللبناني".

        What is the name of a state as well ("روسيا", which is "a Russian" in the accusative) is that.
        """
        at = phrase.last + 1
        if self.surface(at) in QUOTES:
            at += 1
        owner = self.adjective(at)
        if owner is None or (at in self.names and any(t.kind not in _DEMONYMS for t in self.names[at][0].things)):
            return phrase
        return replace(phrase, owner=owner, last=owner.last, span=Span(phrase.span.start, owner.span.end))

    def _collective(self, at: int, lead: str = "") -> str | None:
        """The group that an adjective means before the people of that name: "عربي" is the Arab states."""
        stem = self.tokens[at].norm.removeprefix(lead).removeprefix("ال").removesuffix("ه")
        return self.lexicon.adjectives.get(stem)

    def _is_namesake(self, match: NameMatch, at: int) -> bool:
        """Whether a street, an airport or a ship is called after the person: "مطار هواري بومدين"."""
        if not {thing.slug for thing in match.things} <= self.lexicon.people:
            return False
        first = at - _MAX_SHIP if self.surface(at - 1) in QUOTES else at - 1
        words = [token for token in map(self.word, range(max(first, 0), at)) if token is not None]
        return any({token.norm, token.stem, token.norm[1:]} & self.lexicon.namesakes for token in words)

    def _is_doubtful(self, match: NameMatch, at: int, last: int) -> bool:
        """Whether a single word is more likely an ordinary word than the name of a person or a paper."""
        if last > at:
            return False
        slugs = {thing.slug for thing in match.things}
        word = self.tokens[at].norm[len(match.proclitics) :]
        if slugs <= self.lexicon.media:
            named = self.surface(at - 1) in QUOTES or (at and self.tokens[at - 1].norm in self.lexicon.media_heads)
            return not named and self.lexicon.person_names.is_ordinary(word)
        if not slugs <= self.lexicon.people:
            return False
        return not self.expected & slugs or self.lexicon.person_names.is_function_word(self.tokens[at].norm)

    def adjective(self, at: int, lead: str = "") -> Phrase | None:
        """A demonym or an adjective of an organisation at a token, with nothing or `lead` written before it."""
        token = self.word(at)
        if token is None:
            return None
        named = self.names.get(at)
        if named is not None and named[0].proclitics in (lead, lead + "ال"):
            things = [thing for thing in named[0].things if thing.kind in _DEMONYMS and not thing.treaty]
            if things:
                collective = self._collective(at, lead)
                slugs = (collective,) if collective else tuple(dict.fromkeys(thing.slug for thing in things))
                return Phrase(
                    PhraseKind.ADJECTIVE, self.sentence.index, at, named[1], named[0].span, slugs, things[0].kind
                )
        if lead and not token.norm.startswith(lead):
            return None
        slug = self._collective(at, lead)
        if slug is not None:
            span = Span(token.span.start + len(lead), token.span.end)
            return Phrase(PhraseKind.ADJECTIVE, self.sentence.index, at, at, span, (slug,), NameKind.DEMONYM)
        return None

    # references

    def reference(self, at: int) -> Phrase | None:
        """A noun that refers back at a token."""
        token = self.tokens[at]
        for form in first_words(token):
            if form in self.lexicon.references:
                start = token.span.end - len(form) if token.surface.endswith(form) else token.span.start
                span = Span(start, token.span.end)
                return Phrase(PhraseKind.REFERENCE, self.sentence.index, at, at, span, reference=form)
        return None

    def head_start(self, at: int, head: str) -> int:
        """Where a head noun begins in its token, behind conjunction and preposition."""
        token = self.tokens[at]
        for form in (head, head.removeprefix("ال"), head.removesuffix("ه")):
            index = token.norm.find(form)
            if index >= 0:
                return token.span.start + fold(token.surface).offsets[index]
        return token.span.start

    def has_pronoun(self, at: int, head: str) -> bool:
        """Whether a head noun's token carries a suffixed pronoun."""
        token = self.tokens[at]
        return token.enclitic is not None and not token.norm.endswith(head)
