"""Noun phrases that describe an instrument: what kind it is, where it ends, and what tells it from the mere word.

"The agreement" alone refers back. A description says between whom, about what, who made it, or what it is called.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from extraction.clauses.clauses import Grammar
from extraction.clauses.predicates import Governed, Parsed
from extraction.lexicon.cue_words import CueWords, word_stems
from extraction.lexicon.pack import LanguagePack
from extraction.text.normalisation import fold_key
from extraction.text.tokens import Token, TokenKind
from extraction.treaties.signs import InstrumentSigns
from extraction.voices.voices import QUOTES
from ontology.model import TreatyKind

_ENDS = frozenset(".؛;!?؟…،,()[]")
_LONGEST = 14
_NEAR = 3
_BEHIND = 7
_INDEFINITE = ("a", "an")
_JOINS = ("،", ",", "و", "and")
_CLAUSE = 12
"""Tokens before a resolution within which the organ stands that makes it."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A description of an instrument in a sentence.

    Attributes:
        first, last: its tokens, both included.
        parties: whom its own words name as sides, in order.
        topic: folded word for what it is about, or empty.
        number: the number that a resolution bears, or empty.
        plural: whether it speaks of several.
        full: whether a relative clause tells more than a name would.
        weak: whether only an event that makes it tells it from the mere word.
        definite: whether it may refer back; an indefinite noun brings in something new.
        name: stem of the noun in the genitive that it is called by, or empty.
        core: its last token before a relative clause without a pronoun: "اتفاقا يمهلهما عاما".
        draft: whether it is told as not yet voted.
    """

    kind: TreatyKind
    first: int
    last: int
    parties: tuple[str, ...]
    topic: str = ""
    number: str = ""
    plural: bool = False
    full: bool = False
    weak: bool = False
    definite: bool = False
    name: str = ""
    core: int = 0
    draft: bool = False


class InstrumentFinder:
    """Finds descriptions of instruments with the cues of one language."""

    def __init__(self, pack: LanguagePack, grammar: Grammar) -> None:
        table = pack.cues["treaties"]
        words = {kind: cast("list[str]", table.get(kind.value, [])) for kind in TreatyKind}
        self._kinds = {kind: CueWords(map(fold_key, nouns)) for kind, nouns in words.items()}
        self._signs = InstrumentSigns(pack, grammar)
        self._topics = pack.words("treaties", "topics")
        self._organs = pack.words("treaties", "organs")
        self._drafts = pack.words("treaties", "drafts")
        self._telling = CueWords(pack.words("treaties", "telling"))
        self._signed = CueWords(pack.words("treaties", "signed"))
        self._numbering = pack.words("treaties", "numbering")
        self._several = pack.words("treaties", "several")
        self._relatives = grammar.relatives
        self._grammar = grammar

    def find(self, parsed: Parsed, taken: set[int]) -> tuple[Instrument, ...]:
        """The descriptions of a sentence, but for tokens that are taken by names."""
        covered = parsed.covered | taken
        found: list[Instrument] = []
        for at in range(len(parsed.sentence.tokens)):
            if at not in covered and (not found or at > found[-1].last):
                kind, head = self._kind_at(parsed, at)
                instrument = None if kind is None else self._described(parsed, kind, at, head)
                if instrument is not None and not any(k in taken for k in range(at, head + 2)):
                    found += self._numbered(parsed, instrument) or (instrument,)
            elif at in taken and at + 1 not in taken and parsed.sentence.tokens[at].kind is TokenKind.NUMBER:
                found += self._further(parsed, at)  # behind a resolution that the register knows by its name
        return tuple(found)

    def _numbered(self, parsed: Parsed, instrument: Instrument) -> tuple[Instrument, ...]:
        """A resolution for each number that a phrase gives: "القرارين 748 و883", "قرار مجلس الأمن 1862"."""
        if instrument.kind is not TreatyKind.RESOLUTION:
            return ()
        tokens = parsed.sentence.tokens
        behind = range(instrument.first + 1, min(instrument.last + 2, instrument.first + _BEHIND, len(tokens)))
        first = next((k for k in behind if tokens[k].kind is TokenKind.NUMBER), None)
        if first is None or any(p.part.finite and instrument.first < p.at < first for p in parsed.predicates):
            return ()
        head = replace(instrument, last=first, core=first, number=_figure(tokens[first]))
        return (head, *(replace(item, parties=instrument.parties) for item in self._further(parsed, first)))

    def _further(self, parsed: Parsed, at: int) -> list[Instrument]:
        """The resolutions whose numbers follow that of another: "... 242 (1967) و338", "... 1559، 1680، 1701"."""
        tokens = parsed.sentence.tokens
        found: list[Instrument] = []
        while (following := self._next_number(parsed, at)) is not None:
            at = following
            number = _figure(tokens[at])
            found.append(Instrument(TreatyKind.RESOLUTION, at, at, (), number=number, definite=True, core=at))
        return found

    def _next_number(self, parsed: Parsed, at: int) -> int | None:
        """The number that is coordinated with the one at a token, past the year of that one."""
        tokens = parsed.sentence.tokens
        surfaces = [token.surface for token in tokens[at + 1 : at + 4]]
        step = at + 1
        if surfaces[:1] == ["("] and surfaces[2:] == [")"]:
            step += 3
        elif surfaces and word_stems(tokens[step]) & self._signs.years:
            step += 2
        joined = step < len(tokens) and tokens[step].surface in _JOINS
        step += joined
        number = step < len(tokens) and tokens[step].kind is TokenKind.NUMBER
        return step if number and (joined or tokens[step].surface[:1] == "و") else None

    def _kind_at(self, parsed: Parsed, at: int) -> tuple[TreatyKind | None, int]:
        tokens = parsed.sentence.tokens
        lengths = {kind: words.length_at(tokens, at) for kind, words in self._kinds.items()}
        kind = max(lengths, key=lambda kind: lengths[kind])
        return (kind, at + lengths[kind] - 1) if lengths[kind] else (None, at)

    def _described(self, parsed: Parsed, kind: TreatyKind, at: int, head: int) -> Instrument | None:
        last = self._end(parsed, head)
        if self._signs.is_unmade(parsed, at):
            return None
        inside = [p for p in parsed.phrases if head < p.first <= last]
        parties = self._parties(inside)
        tokens = parsed.sentence.tokens
        topic = next((t.stem for t in tokens[head + 1 : head + 3] if word_stems(t) & self._topics), "")
        made = self._signs.is_made(parsed, head, last)
        weak = False
        if kind is TreatyKind.RESOLUTION:
            fits = self._is_resolution(parsed, at, head, last)
            if self._has_organ(parsed, head, last):
                parties = tuple(a for p in inside for a in p.actors)
        elif kind is TreatyKind.PROGRAMME:
            fits = self._is_named(parsed, at, head) and tokens[head + 1].surface in QUOTES
        elif self._signed.length_at(tokens, at) or kind is TreatyKind.CHARTER:
            signed = not tokens[at].article and self._signs.is_signed(parsed, at)
            fits = signed or (kind is TreatyKind.CHARTER and self._is_named(parsed, at, head))
        else:
            fits = made or len(parties) > 1 or self._is_specific(parsed, at, head, last, topic)
            weak = not fits and not self._is_taken_up(parsed, at) and "ل" not in tokens[at].proclitics
        if not (fits or weak):
            return None
        name = self._name(parsed, head)
        known = bool(name) or self._is_definite(parsed, at, head)
        return Instrument(
            kind,
            at,
            last,
            parties,
            topic,
            plural=tokens[at].stem.endswith("ات"),
            full=made,
            weak=weak,
            definite=known,
            name=name,
            core=self._core(parsed, head, last),
            draft=bool(word_stems(tokens[at]) & self._drafts),
        )

    def _core(self, parsed: Parsed, head: int, last: int) -> int:
        """The last token before a clause that tells what it holds, not who made it."""
        verbs = [p for p in parsed.predicates if p.part.finite and head < p.at <= last]
        return last if not verbs or self._signs.makes(verbs[0]) else verbs[0].at - 1

    def _is_resolution(self, parsed: Parsed, at: int, head: int, last: int) -> bool:
        """Whether a decision is one of an organ: it bears a number, or tells what it wants and whose it is."""
        tokens = parsed.sentence.tokens
        behind = head + 2 if head + 2 < len(tokens) and word_stems(tokens[head + 1]) & self._numbering else head + 1
        if tokens[min(behind, len(tokens) - 1)].kind is TokenKind.NUMBER:
            return True
        definite = tokens[at].article
        told = self._signs.is_told(parsed, head, last, definite=definite)
        if self._has_organ(parsed, head, last):
            return told or not definite or self._signs.is_made(parsed, head, last)
        whose = any(p.adjective and head < p.first <= head + _NEAR for p in parsed.phrases)
        by_organ = (not definite or whose) and self._has_organ(parsed, max(at - _CLAUSE, -1), at - 1)
        draft = bool(word_stems(tokens[at]) & self._drafts)
        return (told and (by_organ or draft)) or (whose and draft)

    def _has_organ(self, parsed: Parsed, before: int, last: int) -> bool:
        tokens = parsed.sentence.tokens
        return any(word_stems(token) & self._organs for token in tokens[before + 1 : last + 1])

    def _is_specific(self, parsed: Parsed, at: int, head: int, last: int, topic: str) -> bool:
        """Whether its own words tell it from the mere word: what it is about, called, with whom it is, from when."""
        tokens = parsed.sentence.tokens
        definite = tokens[at].article
        genitive = not definite and topic == tokens[min(head + 1, len(tokens) - 1)].stem
        return (
            (bool(topic) and any(token.article for token in tokens[head + 1 : head + 4 if genitive else head + 2]))
            or (not definite and self._telling.length_at(tokens, at) > head - at)
            or self._signs.is_told(parsed, head, last, definite=definite)
            or self._is_named(parsed, at, head)
            or self._signs.is_dated(parsed, head, last)
            or self._signs.is_with(parsed, at, head)
        )

    def _is_taken_up(self, parsed: Parsed, at: int) -> bool:
        """Whether the article takes up what is known; "a number of the agreements" brings in new ones."""
        tokens = parsed.sentence.tokens
        several = at > 1 and tokens[at - 1].norm == "من" and bool(word_stems(tokens[at - 2]) & self._several)
        return tokens[at].article and not several

    def _is_named(self, parsed: Parsed, at: int, head: int) -> bool:
        return self._signs.is_named(parsed, head) or self._signs.is_quoted(parsed, at)

    def _is_definite(self, parsed: Parsed, at: int, head: int) -> bool:
        """Whether a noun has the article, or one in the genitive behind it that has it; "a" or "an" in English."""
        tokens = parsed.sentence.tokens
        if self._grammar.order is not None:
            return not any(token.norm in _INDEFINITE for token in tokens[max(0, at - _NEAR) : at])
        return tokens[at].article or (head + 1 < len(tokens) and tokens[head + 1].article)

    def _name(self, parsed: Parsed, head: int) -> str:
        """The stem of a name right behind the noun: "اتفاق الجزائر"; empty where there is none."""
        behind = next(
            (p for p in parsed.phrases if p.first == head + 1 and not p.preposition and not p.adjective), None
        )
        return "" if behind is None else parsed.sentence.tokens[behind.first].stem

    def _is_noun(self, parsed: Parsed, at: int) -> bool:
        """Whether what could be a verb opens an instrument: "يدعم وقف إطلاق النار"."""
        signed = self._signed.length_at(parsed.sentence.tokens, at)
        return not signed and self._kind_at(parsed, at)[0] is not None

    def _end(self, parsed: Parsed, head: int) -> int:
        """The last token of the description: its nouns, and one relative clause."""
        tokens = parsed.sentence.tokens
        relative = False
        for k in range(head + 1, min(head + 1 + _LONGEST, len(tokens))):
            if tokens[k].surface in _ENDS or self._opens_speech(parsed, head, k):
                return k - 1
            other = parsed.predicate_at(k)
            verb = other if other is not None and other.part.finite and not self._is_noun(parsed, k) else None
            begins = tokens[k].norm in self._relatives or (verb is not None and k <= head + _NEAR)
            if (verb is not None and verb.reading.conjunction) or self._opens_another(parsed, k):
                return k - 1
            if relative and (verb is not None or begins) and tokens[k - 1].norm not in self._relatives:
                return k - 1
            if not begins and not relative and (verb is not None or tokens[k].norm in self._grammar.subordinators):
                return k - 1
            relative = relative or begins
        return min(head + _LONGEST, len(tokens) - 1)

    def _opens_another(self, parsed: Parsed, at: int) -> bool:
        """Whether a second instrument is joined to the first: "اتفاقية ... والاتفاقية العامة ..."."""
        token = parsed.sentence.tokens[at]
        return "و" in token.proclitics and not token.stem.endswith("ات") and self._is_noun(parsed, at)

    def _opens_speech(self, parsed: Parsed, head: int, at: int) -> bool:
        """Whether a quotation mark opens more than a name."""
        tokens = parsed.sentence.tokens
        closes = sum(token.surface in QUOTES for token in tokens[head + 1 : at]) % 2 == 1
        return tokens[at].surface in QUOTES and not closes and not self._signs.quotes_name(parsed, at)

    def _parties(self, inside: list[Governed]) -> tuple[str, ...]:
        sides = [p for p in inside if p.preposition in self._grammar.sides or p.adjective]
        return tuple(dict.fromkeys(actor for p in sides for actor in p.actors))


def _figure(token: Token) -> str:
    """The digits of a number without its conjunction."""
    return token.surface.lstrip("و")
