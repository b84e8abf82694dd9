"""The names of one English sentence and what stands beside them: the groundwork of its noun phrases."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.language.en.proper_names import ProperNames
from extraction.phrases.gazetteer import NameMatch
from extraction.phrases.lexicon import PhraseLexicon, WordIndex
from extraction.phrases.phrase import Phrase, PhraseKind, Sentence
from extraction.text.tokens import Token, TokenKind
from ontology.gazetteer import NameKind
from ontology.model import Span

POSSESSIVES = frozenset({"its", "their", "his", "her", "our"})
ARTICLES = frozenset({"the", "a", "an", "some", "several", "its"})
_QUOTES = frozenset("\"'“”‘’")
_INDEFINITE = frozenset({"a", "an", "no", "any", "another", "new", "every"})
_LED = frozenset({"administration", "government", "regime", "cabinet"})
_ASIDE = frozenset({"pro", "anti", "non", "post", "pre", "ex"})


def qualifies(phrase: Phrase) -> bool:
    """Whether a phrase stands before a noun that it belongs to."""
    return phrase.possessive or (phrase.kind is PhraseKind.ADJECTIVE and not phrase.plural)


class SentenceNames:
    """The names of one sentence by their first token, and the lexicon entries that stand at a token.

    Args:
        words: bodies, titles and cues.
        proper: names that the register does not know.
        sentence: where to look.
        names: the register's names in it.
        expected: slugs of persons whom a bare surname may mean.
    """

    def __init__(
        self,
        words: PhraseLexicon,
        proper: ProperNames,
        sentence: Sentence,
        names: Sequence[NameMatch],
        expected: frozenset[str],
    ) -> None:
        self.words = words
        self.proper = proper
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.names: dict[int, list[Phrase]] = {}
        self.ends: dict[int, int] = {}
        self.ties: dict[int, str] = {}
        for match in names:
            self._enter(match, expected)

    def _enter(self, match: NameMatch, expected: frozenset[str]) -> None:
        """Note the phrase of a name at its first token."""
        covered = [i for i, token in enumerate(self.tokens) if token.span.overlaps(match.span)]
        things = [thing for thing in match.things if not thing.treaty]
        if not covered or not things:
            return
        people = [thing for thing in things if thing.slug in self.words.people]
        leads = self._leads_government(covered[-1])
        if covered[0] == covered[-1] and len(people) == len(things) and not leads:
            things = [thing for thing in things if thing.slug in expected]
            if not things:
                return
        at, last = covered[0], covered[-1]
        before = self.tokens[at].norm[: max(match.span.start - self.tokens[at].span.start, 0)]
        if before.rstrip("-") in _ASIDE:
            return
        rest = self.tokens[last].norm[max(match.span.end - self.tokens[last].span.start, 0) :].split("-")[-1]
        if rest in self.words.ties:
            self.ties[at] = self.words.ties[rest]
        person = things[0].slug in self.words.people
        demonym = things[0].kind is NameKind.DEMONYM
        plural = demonym and self.tokens[last].norm.endswith("s") and not self._before_noun(last)
        owns = self.tokens[last].enclitic is not None or self._is_hyphened(match, last)
        adjective = demonym and not plural
        kind = PhraseKind.PERSON if person else PhraseKind.ADJECTIVE if adjective else PhraseKind.NAME
        phrase = Phrase(
            kind,
            self.sentence.index,
            at,
            last,
            match.span,
            tuple(dict.fromkeys(thing.slug for thing in things)),
            things[0].kind,
            name=match.span if person else None,
            plural=plural,
            possessive=owns,
        )
        self.names.setdefault(at, []).append(phrase)
        self.ends[at] = max(self.ends.get(at, 0), last)

    def _leads_government(self, last: int) -> bool:
        """Whether a name is that of a government ("the Nixon administration")."""
        return last + 1 < len(self.tokens) and self.tokens[last + 1].stem in _LED

    def adjective_at(self, at: int) -> Phrase | None:
        """An adjective of an organisation or a group of states that is no name of the register ("western")."""
        token = self.tokens[at]
        slug = self.words.adjectives.get(token.stem)
        if slug is None or (token.surface[0].islower() and not self._before_noun(at)):
            return None
        return Phrase(PhraseKind.ADJECTIVE, self.sentence.index, at, at, token.stem_span, (slug,), NameKind.DEMONYM)

    def _is_hyphened(self, match: NameMatch, last: int) -> bool:
        """Whether the name is the first part of a compound ("Russian-backed", "UN-brokered")."""
        return match.span.end < self.tokens[last].stem_span.end

    def _before_noun(self, last: int) -> bool:
        """Whether a noun of the lexicon follows at once."""
        at = last + 1
        return at < len(self.tokens) and bool(self._longest(self.words.bodies, at)[0])

    def _longest(self, index: WordIndex, at: int) -> tuple[tuple[str, ...], int]:
        best: tuple[tuple[str, ...], int] = ((), -1)
        if self.tokens[at].kind is not TokenKind.WORD:
            return best
        for words in index.get(self.tokens[at].stem, ()):
            last = at + len(words) - 1
            if last < len(self.tokens) and all(
                word in (self.tokens[at + k].norm, self.tokens[at + k].stem) for k, word in enumerate(words)
            ):
                return words, last
        return best

    def _is_adjective(self, token: Token) -> bool:
        """Whether a word may stand between an owner and its noun."""
        if token.kind is TokenKind.NUMBER or token.surface in _QUOTES:
            return True
        if token.kind is not TokenKind.WORD or token.enclitic:
            return False
        if token.norm in self.words.fillers or token.norm in ("own", "two", "three"):
            return True
        if self.words.person_names.is_function_word(token.norm):
            return False
        readings = self.words.lexicon.readings(token)
        if token.norm.endswith("ing"):
            return not any(r.form.part.nominal for r in readings)
        return not any(r.form.part.finite or r.form.part.nominal for r in readings)

    def _is_definite(self, at: int) -> bool:
        return at == 0 or self.tokens[at - 1].norm not in _INDEFINITE

    def _is_comma(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].surface == ","

    def _not_persons(self) -> frozenset[int]:
        return frozenset(at for at, phrases in self.names.items() if phrases[0].name is None)

    def _reference(self, at: int) -> Phrase | None:
        for length in (3, 2, 1):
            words = self.tokens[at : at + length]
            norm = " ".join(token.stem if k == length - 1 else token.norm for k, token in enumerate(words))
            if len(words) == length and norm in self.words.references and not self._is_outrun(at, length):
                span = Span(words[0].span.start, words[-1].stem_span.end)
                return Phrase(
                    PhraseKind.REFERENCE,
                    self.sentence.index,
                    at,
                    at + length - 1,
                    span,
                    reference=norm,
                    possessive=words[-1].enclitic is not None or norm in POSSESSIVES,
                )
        return None

    def _is_outrun(self, at: int, length: int) -> bool:
        """Whether a body or a title that begins inside a reference goes on behind it ("the state prosecutor")."""
        end = at + length - 1
        inside = range(at + 1, end + 1)
        return any(self._longest(index, k)[1] > end for k in inside for index in (self.words.bodies, self.words.titles))
