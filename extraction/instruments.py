"""Noun phrases that describe an instrument: what kind it is, where it ends, and what tells it from the mere word.

"The agreement" alone refers back. A description says between whom, about what, who made it, or what it is called.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from extraction.clauses import Grammar
from extraction.cue_words import CueWords, word_stems
from extraction.language.pack import LanguagePack
from extraction.normalisation import fold_key
from extraction.predicates import Governed, Parsed
from extraction.tokens import TokenKind
from extraction.voices import QUOTES
from ontology.model import TreatyKind

_ENDS = frozenset(".؛;!?؟…،,()[]")
_LONGEST = 14
_NEAR = 3
_LONGEST_NAME = 8
_BEHIND = 7
_INDEFINITE = ("a", "an")
_OR = ("او", "و", "ام")


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


class InstrumentFinder:
    """Finds descriptions of instruments with the cues of one language."""

    def __init__(self, pack: LanguagePack, grammar: Grammar) -> None:
        table = pack.cues["treaties"]
        words = {kind: cast("list[str]", table.get(kind.value, [])) for kind in TreatyKind}
        self._kinds = {kind: CueWords(map(fold_key, nouns)) for kind, nouns in words.items()}
        self._about = pack.words("treaties", "about")
        self._topics = pack.words("treaties", "topics")
        self._organs = pack.words("treaties", "organs")
        self._drafts = pack.words("treaties", "drafts")
        self._telling = CueWords(pack.words("treaties", "telling"))
        self._unmade = pack.words("treaties", "unmade")
        self._years = pack.words("treaties", "years")
        self._making = frozenset(cast("list[str]", table["making"]))
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
        return tuple(found)

    def _numbered(self, parsed: Parsed, instrument: Instrument) -> tuple[Instrument, ...]:
        """A resolution for each number that a phrase gives: "القرارين 748 و883", "قرار مجلس الأمن 1862"."""
        if instrument.kind is not TreatyKind.RESOLUTION:
            return ()
        tokens = parsed.sentence.tokens
        behind = range(instrument.first + 1, min(instrument.last + 2, instrument.first + _BEHIND, len(tokens)))
        figures = [k for k in behind if tokens[k].kind is TokenKind.NUMBER]
        numbers = [k for k in figures if k == figures[0] or "و" in (tokens[k].surface[:1], tokens[k - 1].norm)]
        if not numbers or any(p.part.finite and instrument.first < p.at < numbers[0] for p in parsed.predicates):
            return ()
        last = numbers[-1]
        return tuple(replace(instrument, last=last, number=tokens[k].surface.lstrip("و")) for k in numbers)

    def _kind_at(self, parsed: Parsed, at: int) -> tuple[TreatyKind | None, int]:
        tokens = parsed.sentence.tokens
        lengths = {kind: words.length_at(tokens, at) for kind, words in self._kinds.items()}
        kind = max(lengths, key=lambda kind: lengths[kind])
        return (kind, at + lengths[kind] - 1) if lengths[kind] else (None, at)

    def _described(self, parsed: Parsed, kind: TreatyKind, at: int, head: int) -> Instrument | None:
        tokens = parsed.sentence.tokens
        last = self._end(parsed, head)
        inside = [p for p in parsed.phrases if head < p.first <= last]
        parties = self._parties(inside)
        topic = next((t.stem for t in tokens[head + 1 : head + 3] if word_stems(t) & self._topics), "")
        definite = tokens[at].article
        made = self._is_made(parsed, head, last)
        told = self._is_told(parsed, head, last, definite=definite)
        named = self._is_named(parsed, head) or self._is_quoted(parsed, at)
        weak = False
        if kind is TreatyKind.RESOLUTION:
            organ = any(word_stems(token) & self._organs for token in tokens[head + 1 : last + 1])
            draft = bool(word_stems(tokens[at]) & self._drafts)
            number = tokens[min(head + 1, len(tokens) - 1)].kind is TokenKind.NUMBER
            fits = (organ and (made or told or not definite)) or (draft and told) or number
            parties = tuple(a for p in inside for a in p.actors) if organ else parties
        elif kind is TreatyKind.CHARTER:
            fits = named
        elif kind is TreatyKind.PROGRAMME:
            fits = named and tokens[head + 1].surface in QUOTES
        else:
            specific = bool(topic) and tokens[head + 1].article
            telling = not definite and self._telling.length_at(tokens, at) > head - at
            dated = self._is_dated(parsed, head, last)
            fits = made or told or named or specific or telling or dated or len(parties) > 1
            weak = not fits and not definite and "ل" not in tokens[at].proclitics
        plural = tokens[at].stem.endswith("ات")
        if not (fits or weak) or self._is_unmade(parsed, at):
            return None
        name = self._name(parsed, head)
        known = bool(name) or self._is_definite(parsed, at, head)
        return Instrument(
            kind, at, last, parties, topic, plural=plural, full=made, weak=weak, definite=known, name=name
        )

    def _is_unmade(self, parsed: Parsed, at: int) -> bool:
        """Whether the noun before an indefinite one says that it is still being talked over."""
        tokens = parsed.sentence.tokens
        return at > 0 and not tokens[at].article and bool(word_stems(tokens[at - 1]) & self._unmade)

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

    def _end(self, parsed: Parsed, head: int) -> int:
        """The last token of the description: its nouns, and one relative clause."""
        tokens = parsed.sentence.tokens
        relative = False
        for k in range(head + 1, min(head + 1 + _LONGEST, len(tokens))):
            if tokens[k].surface in _ENDS or self._opens_speech(parsed, head, k):
                return k - 1
            other = parsed.predicate_at(k)
            verb = other if other is not None and other.part.finite else None
            begins = tokens[k].norm in self._relatives or (verb is not None and k <= head + _NEAR)
            if verb is not None and verb.reading.conjunction:
                return k - 1
            if relative and (verb is not None or begins) and tokens[k - 1].norm not in self._relatives:
                return k - 1
            if not begins and not relative and (verb is not None or tokens[k].norm in self._grammar.subordinators):
                return k - 1
            relative = relative or begins
        return min(head + _LONGEST, len(tokens) - 1)

    def _opens_speech(self, parsed: Parsed, head: int, at: int) -> bool:
        """Whether a quotation mark opens more than a name."""
        tokens = parsed.sentence.tokens
        closes = sum(token.surface in QUOTES for token in tokens[head + 1 : at]) % 2 == 1
        return tokens[at].surface in QUOTES and not closes and not self._quotes_name(parsed, at)

    def _parties(self, inside: list[Governed]) -> tuple[str, ...]:
        sides = [p for p in inside if p.preposition in self._grammar.sides or p.adjective]
        return tuple(dict.fromkeys(actor for p in sides for actor in p.actors))

    def _is_made(self, parsed: Parsed, head: int, last: int) -> bool:
        """Whether a relative clause tells who made it."""
        tokens = parsed.sentence.tokens
        opens = any(token.norm in self._relatives for token in tokens[head + 1 : last + 1])
        verbs = [p for p in parsed.predicates if head < p.at <= last]
        return opens and any(r.form.lemma in self._making for p in verbs for r in p.readings)

    def _is_told(self, parsed: Parsed, head: int, last: int, *, definite: bool) -> bool:
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
            if other.part.nominal and other.reading.particle == "ل":
                return True
        return False

    def _is_dated(self, parsed: Parsed, head: int, last: int) -> bool:
        """Whether its year stands right behind the noun and what names it: "معاهدة عام 1937"."""
        tokens = parsed.sentence.tokens
        near = range(head + 1, min(head + _NEAR, last, len(tokens) - 2) + 1)
        return any(word_stems(tokens[k]) & self._years and tokens[k + 1].kind is TokenKind.NUMBER for k in near)

    def _is_named(self, parsed: Parsed, head: int) -> bool:
        """Whether a name in quotation marks, a place or a number stands right behind the noun."""
        tokens = parsed.sentence.tokens
        if head + 1 >= len(tokens):
            return False
        behind = tokens[head + 1]
        if behind.surface in QUOTES:
            return self._quotes_name(parsed, head + 1)
        if behind.kind is TokenKind.NUMBER:
            return True
        place = next((p for p in parsed.phrases if p.first == head + 1 and not p.preposition and not p.adjective), None)
        if place is None:
            return False
        after = tokens[place.last + 1].norm if place.last + 1 < len(tokens) else ""
        capital = place.linked.phrase.name_kind is not None and place.linked.phrase.name_kind.value == "metonym"
        return capital and after not in ("عن", "ان", "انه", "انها")

    def _is_quoted(self, parsed: Parsed, at: int) -> bool:
        """Whether the noun opens a name in quotation marks of more than itself: "إعلان لاهاي"."""
        tokens = parsed.sentence.tokens
        opens = at > 0 and tokens[at - 1].surface in QUOTES
        return (
            opens
            and at + 1 < len(tokens)
            and tokens[at + 1].surface not in QUOTES
            and self._quotes_name(parsed, at - 1)
        )

    def _quotes_name(self, parsed: Parsed, mark: int) -> bool:
        """Whether a few words without a verb stand in quotation marks."""
        tokens = parsed.sentence.tokens
        close = next((k for k in range(mark + 1, len(tokens)) if tokens[k].surface in QUOTES), None)
        if close is None or close - mark > _LONGEST_NAME:
            return False
        return not any(p.part.finite and mark < p.at < close for p in parsed.predicates)
