"""Finds the noun phrases of a sentence that speak of actors: one pass, the longest reading at each word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extraction.lexicon.index import Lexicon
from extraction.lexicon.pack import LanguagePack
from extraction.phrases.gazetteer import NameMatch
from extraction.phrases.lexicon import PhraseLexicon
from extraction.phrases.phrase import Phrase, PhraseKind, Sentence
from extraction.phrases.told_names import ToldNames
from extraction.phrases.untitled import UntitledScan
from extraction.text.tokens import TokenKind
from ontology.catalog import Catalog
from ontology.model import Span


class PhraseFinder:
    """Finds phrases with the lexicons of one language.

    Args:
        pack: bodies, titles and cues.
        lexicon: tells ordinary words from names.
        catalog: who is a person, and how distinctive a surname is.
    """

    def __init__(self, pack: LanguagePack, lexicon: Lexicon, catalog: Catalog) -> None:
        self.lexicon = PhraseLexicon(pack, lexicon, catalog)

    def find(
        self,
        sentence: Sentence,
        names: Sequence[NameMatch],
        expected: frozenset[str],
        told: ToldNames,
    ) -> tuple[Phrase, ...]:
        """All phrases of a sentence, in order, none overlapping.

        Args:
            sentence: where to look.
            names: the register's names in it.
            expected: slugs of persons whom a bare surname may mean, from `expected_persons`.
            told: the names of persons that the document has told before.
        """
        return _Scan(self.lexicon, sentence, names, expected, told).run()

    def expected_persons(
        self, names: Sequence[NameMatch], text: str, serving: frozenset[str], led: Mapping[str, frozenset[str]]
    ) -> frozenset[str]:
        """Whom a bare surname of a document may mean: those named in full in it, and those with a rare name.

        A rare name is expected of who is in office, and of who ever led a country that the document names.

        Args:
            names: all names of the register in the document.
            text: of the document.
            serving: slugs of those who held an office at the document's date.
            led: the states that somebody ever led, by his slug.
        """
        found: set[str] = set()
        named = {thing.slug for name in names for thing in name.things}
        for name in names:
            people = {thing.slug for thing in name.things if thing.slug in self.lexicon.people}
            word = name.span.of(text)
            rare = len(people) == 1 and self.lexicon.is_distinctive(word)
            known = people <= serving or any(named & led.get(slug, frozenset()) for slug in people)
            if (rare and known) or " " in word:
                found |= people
        return frozenset(found)


class _Scan(UntitledScan):
    """The pass over one sentence."""

    def run(self) -> tuple[Phrase, ...]:
        """All phrases, in order."""
        found: list[Phrase] = []
        at = 0
        while at < len(self.tokens):
            phrase = self._phrase(at, found[-1] if found else None)
            if phrase is None:
                at += 1
            else:
                found.append(phrase)
                at = phrase.last + 1
        return tuple(found)

    def _phrase(self, at: int, before: Phrase | None) -> Phrase | None:
        if self.tokens[at].kind is not TokenKind.WORD:
            return None
        continued = self.coordinated_person(at, before) or self.relative(at, before) or self.counterpart(at)
        if continued is not None:
            return continued
        named = self.names.get(at)
        _, body_last = self.longest(True, at)
        _, title_last = self.longest(False, at)
        if named is not None and named[1] >= max(body_last, title_last):
            return self._counted(self.name(at))
        if title_last >= max(body_last, 0):
            person = self.person(at)
            if person is not None and (person.name or person.owner or body_last < title_last):
                return person
        if body_last >= 0:
            return self.body(at) or self.reference(at)
        return self.reference(at) or (self.name(at) if named else None) or self.surname(at) or self.untitled(at, before)

    def _counted(self, phrase: Phrase | None) -> Phrase | None:
        """Some nationals with their number are people of their own, and not their state: "خمسة أمريكيين"."""
        if phrase is None or phrase.kind is not PhraseKind.ADJECTIVE or not phrase.plural or not phrase.first:
            return phrase
        number, token = self.tokens[phrase.first - 1], self.tokens[phrase.first]
        counted = number.kind is TokenKind.NUMBER or number.norm in self.lexicon.counts
        if not counted or token.proclitics or token.norm.startswith("ال"):
            return phrase
        span = Span(number.span.start, phrase.span.end)
        body = self.lexicon.body_of[self.lexicon.nationals]
        return replace(phrase, kind=PhraseKind.BODY, span=span, slugs=(), body=body, owner=phrase, plural=False)


def is_actor(phrase: Phrase) -> bool:
    """Whether a phrase names an actor by itself and does not only qualify a noun."""
    return phrase.kind is not PhraseKind.ADJECTIVE or phrase.plural
