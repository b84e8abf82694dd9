"""Finds the noun phrases of an English sentence that speak of actors.

The owner stands before its noun ("Russia's embassy", "the Egyptian foreign minister", "UN envoy") or behind a
preposition ("the government of Egypt"); a title stands before a name or, between commas, behind it. Several owners of
one noun ("the British and French governments") make a phrase each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extraction.language.en.headed_phrases import HeadedPhrases
from extraction.language.en.proper_names import ProperNames
from extraction.language.en.sentence_names import POSSESSIVES, qualifies
from extraction.lexicon.index import Lexicon
from extraction.lexicon.pack import LanguagePack
from extraction.phrases.finder import PhraseFinder
from extraction.phrases.gazetteer import NameMatch
from extraction.phrases.phrase import Phrase, PhraseKind, Sentence
from extraction.phrases.told_names import ToldNames
from extraction.text.tokens import TokenKind
from ontology.catalog import Catalog
from ontology.gazetteer import NameKind
from ontology.model import Span

_STATES = frozenset({"countries", "states", "nations", "powers", "governments"})
_JOINS = frozenset({",", "and", "or", "-", "–"})


class EnglishPhraseFinder(PhraseFinder):
    """Finds phrases with the English lexicons; see `PhraseFinder`."""

    def __init__(self, pack: LanguagePack, lexicon: Lexicon, catalog: Catalog) -> None:
        super().__init__(pack, lexicon, catalog)
        self.proper = ProperNames(pack, catalog)

    def find(
        self,
        sentence: Sentence,
        names: Sequence[NameMatch],
        expected: frozenset[str],
        told: ToldNames,
    ) -> tuple[Phrase, ...]:
        """All phrases of a sentence, in order; see `PhraseFinder.find`."""
        return _Scan(self.lexicon, self.proper, sentence, names, expected).run(told)


class _Scan(HeadedPhrases):
    """The pass over one sentence."""

    told: ToldNames

    def run(self, told: ToldNames) -> tuple[Phrase, ...]:
        """All phrases, in order."""
        self.told = told
        found: list[Phrase] = []
        at = 0
        while at < len(self.tokens):
            phrases = self._phrases(at) if self.tokens[at].kind is TokenKind.WORD else ()
            found.extend(phrases)
            at = max((phrase.last for phrase in phrases), default=at) + 1
        return tuple(found)

    def _phrases(self, at: int) -> tuple[Phrase, ...]:
        reference = self._reference(at)
        if reference is not None and self.tokens[at].norm not in POSSESSIVES:
            return (reference,)
        owners = self._owners(at)
        if owners:
            return self._owned(owners)
        if self.tokens[at].norm in POSSESSIVES and reference is not None:
            headed = self._headed(at + 1, reference)
            return (headed,) if headed is not None else (reference,)
        institution = self._institution(at, None)
        if institution is not None:
            return (institution,)
        headed = self._headed(at, None)
        if headed is not None:
            return (headed,)
        return self._unknown(at)

    def _owners(self, at: int) -> list[Phrase]:
        """Names joined to each other, from a token on: "British, French and Israeli"."""
        if at not in self.names:
            adjective = self.adjective_at(at)
            return [adjective] if adjective is not None else []
        found = list(self.names[at])
        here = self.ends[at] + 1
        while True:
            step = here
            while step < len(self.tokens) and self.tokens[step].norm in _JOINS:
                step += 1
            if step == here or step not in self.names or not qualifies(found[-1]):
                return found
            found.extend(self.names[step])
            here = self.ends[step] + 1

    def _owned(self, owners: list[Phrase]) -> tuple[Phrase, ...]:
        """The phrases of owners and of the noun behind the last of them."""
        last = owners[-1]
        related = tuple((self.ties[o.first], replace(o, possessive=False)) for o in owners if o.first in self.ties)
        if last.kind is PhraseKind.PERSON and self.tokens[last.last].enclitic is None:
            return (*owners[:-1], self._apposition(last))
        if last.first in self.ties:
            inner = self._phrases(last.last + 1) if last.last + 1 < len(self.tokens) else ()
            if inner and inner[0].kind in (PhraseKind.BODY, PhraseKind.NAME):
                return (*owners[:-1], replace(inner[0], related=(*inner[0].related, *related)), *inner[1:])
            return tuple(owners)
        if last.name_kind is NameKind.METONYM and self.tokens[last.last].enclitic is None:
            return tuple(owners)
        owner = replace(last, possessive=False)
        if self.tokens[last.last].stem in self.words.adjectives and self._is_group_of_states(last.last + 1):
            at = last.last + 1
            span = Span(last.span.start, self.tokens[at].stem_span.end)
            return (
                *owners[:-1],
                replace(last, kind=PhraseKind.NAME, last=at, span=span, name_kind=NameKind.ALTERNATIVE),
            )
        headed = self._headed(last.last + 1, owner) or self._institution(last.last + 1, owner)
        if headed is None:
            return tuple(owners)
        start = last.first
        if headed.kind is PhraseKind.BODY:
            shared = [
                replace(headed, first=o.first, last=o.last, span=o.span, owner=o, place=None) for o in owners[:-1]
            ]
        else:
            shared = owners[:-1]
        return (*shared, replace(headed, first=start, span=Span(last.span.start, headed.span.end)))

    def _is_group_of_states(self, at: int) -> bool:
        """Whether a word makes a group of states of the adjective before it."""
        return at < len(self.tokens) and self.tokens[at].stem in _STATES

    def _unknown(self, at: int) -> tuple[Phrase, ...]:
        """A person whom the register does not know: named in full with a title behind, or by a surname told before."""
        token = self.tokens[at]
        if not token.surface[0].isupper() or self.words.person_names.is_function_word(token.stem):
            return ()
        last = self.proper.person(self.tokens, at, self._not_persons())
        if last is None:
            return ()
        person = self._person(at, last)
        if last == at:
            return (person,) if self._is_surname(token.stem) else ()
        titled = self._apposition(person)
        told = titled.title is not None or person.slugs or self.proper.has_initial(self.tokens, at, last)
        known = told or self._is_surname(self.tokens[last].stem)
        if not known:
            return ()
        return (titled,)

    def _is_surname(self, word: str) -> bool:
        """Whether a word is the last name of a person told before, the article of Arabic names aside."""
        return any(self.told.is_surname(article + word) for article in ("", "al-", "el-"))
