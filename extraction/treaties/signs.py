"""What tells the noun phrase of an instrument from the mere word: who made it, what it is about, what it is called.

"The agreement" alone refers back. A description says between whom, about what, who made it, or what it is called.
"""

from __future__ import annotations

from typing import cast

from extraction.clauses.clauses import Grammar
from extraction.clauses.predicates import Parsed, Predicate
from extraction.lexicon.cue_words import CueWords, word_stems
from extraction.lexicon.pack import LanguagePack
from extraction.text.tokens import TokenKind
from extraction.voices.voices import QUOTES

_NEAR = 3
_LONGEST_NAME = 8
_REACH = 14
_OF_PURPOSE = ("ل", "ب")
_GOVERNS = 4
_OR = ("او", "و", "ام")


class InstrumentSigns:
    """Reads the signs with the cues of one language."""

    def __init__(self, pack: LanguagePack, grammar: Grammar) -> None:
        self._about = pack.words("treaties", "about")
        self._unmade = pack.words("treaties", "unmade")
        self.years = pack.words("treaties", "years")
        self._towns = CueWords(pack.words("treaties", "towns"))
        self._signing = frozenset(cast("list[str]", pack.cues["treaties"]["signing"]))
        self._making = frozenset(cast("list[str]", pack.cues["treaties"]["making"]))
        self._relatives = grammar.relatives
        self._between, self._companion = grammar.sides

    def is_unmade(self, parsed: Parsed, at: int) -> bool:
        """Whether the noun before an indefinite one says that it is still being talked over."""
        tokens = parsed.sentence.tokens
        return at > 0 and not tokens[at].article and bool(word_stems(tokens[at - 1]) & self._unmade)

    def is_made(self, parsed: Parsed, head: int, last: int) -> bool:
        """Whether a relative clause tells who made it."""
        tokens = parsed.sentence.tokens
        opens = any(token.norm in self._relatives for token in tokens[head + 1 : last + 1])
        return opens and any(self.makes(p) for p in parsed.predicates if head < p.at <= last)

    def makes(self, predicate: Predicate) -> bool:
        """Whether it is a verb of making an instrument."""
        return any(reading.form.lemma in self._making for reading in predicate.readings)

    def is_told(self, parsed: Parsed, head: int, last: int, *, definite: bool) -> bool:
        """Whether its words tell what it is about: "بشأن ...", "لوقف ...", "يدعو إلى ..."."""
        tokens = parsed.sentence.tokens
        for k in range(head + 1, min(head + _NEAR, last) + 1):
            token = tokens[k]
            if token.kind is not TokenKind.WORD or token.norm in _OR:
                return False
            if token.norm in self._about and not (definite and token.norm == "علي"):
                return True
            other = parsed.predicate_at(k)
            if other is None:
                continue
            if other.part.finite and not definite and not other.reading.conjunction:
                return True
            if other.part.nominal and other.reading.particle in _OF_PURPOSE[: 1 if definite else 2]:
                return True
        return False

    def is_dated(self, parsed: Parsed, head: int, last: int) -> bool:
        """Whether its year stands right behind the noun and what names it: "معاهدة عام 1937"."""
        tokens = parsed.sentence.tokens
        near = range(head + 1, min(head + _NEAR, last, len(tokens) - 2) + 1)
        return any(word_stems(tokens[k]) & self.years and tokens[k + 1].kind is TokenKind.NUMBER for k in near)

    def is_signed(self, parsed: Parsed, at: int) -> bool:
        """Whether it is what somebody signs: "وقعا في بكين إعلان ...", "توقيع وثيقة"."""
        before = [p for p in parsed.predicates if at - _REACH <= p.at < at]
        verbs = [p for p in before if p.part.finite]
        nouns = [p for p in before if p.part.nominal and p.at >= at - _GOVERNS]
        told = parsed.sentence.tokens[at + 1 : at + 2]
        bare = not told or told[0].kind is TokenKind.PUNCTUATION
        return not bare and any(p.reading.form.lemma in self._signing for p in (*verbs[-1:], *nouns))

    def is_with(self, parsed: Parsed, at: int, head: int) -> bool:
        """Whether the other side tells it: "الهدنة بين ... و..."; somebody's or a new one: "اتفاقها مع بريطانيا"."""
        token = parsed.sentence.tokens[at]
        beside = [p for p in parsed.phrases if head < p.first <= head + _NEAR and p.actors]
        behind = parsed.sentence.tokens[head + 1 : head + 2]
        if behind and behind[0].norm == self._between:
            return any(head < p.first <= head + _REACH and p.actors for p in parsed.phrases)
        new = bool(token.enclitic) or not (token.article or "ل" in token.proclitics)
        return new and any(p.preposition == self._companion for p in beside)

    def is_named(self, parsed: Parsed, head: int) -> bool:
        """Whether a name in quotation marks, a place or a number stands right behind the noun."""
        tokens = parsed.sentence.tokens
        if head + 1 >= len(tokens):
            return False
        behind = tokens[head + 1]
        if behind.surface in QUOTES:
            return not tokens[head].article and self.quotes_name(parsed, head + 1)
        if behind.kind is TokenKind.NUMBER or self._towns.length_at(tokens, head + 1):
            return True
        place = next((p for p in parsed.phrases if p.first == head + 1 and not p.preposition and not p.adjective), None)
        if place is None:
            return False
        after = tokens[place.last + 1].norm if place.last + 1 < len(tokens) else ""
        capital = place.linked.phrase.name_kind is not None and place.linked.phrase.name_kind.value == "metonym"
        return capital and after not in ("عن", "ان", "انه", "انها")

    def is_quoted(self, parsed: Parsed, at: int) -> bool:
        """Whether the noun opens a name in quotation marks of more than itself: "إعلان لاهاي"."""
        tokens = parsed.sentence.tokens
        opens = at > 0 and tokens[at - 1].surface in QUOTES
        return (
            opens and at + 1 < len(tokens) and tokens[at + 1].surface not in QUOTES and self.quotes_name(parsed, at - 1)
        )

    def quotes_name(self, parsed: Parsed, mark: int) -> bool:
        """Whether a few words without a verb stand in quotation marks."""
        tokens = parsed.sentence.tokens
        close = next((k for k in range(mark + 1, len(tokens)) if tokens[k].surface in QUOTES), None)
        if close is None or close - mark > _LONGEST_NAME:
            return False
        return not any(p.part.finite and mark < p.at < close for p in parsed.predicates)
