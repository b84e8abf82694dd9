"""When an event happened: which date expression of its sentence dates it, else where the narration stands.

A report tells its day once and goes on: what its main verbs tell without a date belongs to the day of the sentence, or
to the month of the paragraph or of the lead, unless a pluperfect goes back ("كان قد"). What a noun or a participle
names beside a verb ("expressed his regret", "calling on") happens when the verb does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extraction.clauses.clauses import Grammar
from extraction.clauses.predicates import Parsed, is_circumstance
from extraction.dates.scope import said_date, to_month
from extraction.dates.setting import add_units
from extraction.dates.times import DateMention
from extraction.frames.frames import Candidate
from extraction.lexicon.forms import Part
from extraction.text.normalisation import fold_key
from extraction.voices.voices import Source, SourceKind
from ontology.dates import parse_date
from ontology.model import Document, EventClass, Modality

_LEAD = 3
"""How many sentences from the beginning tell of the day of a report."""
_RECENT = 1
"""How many years before publication a report still tells news of."""
_BESIDES = ("بعد", "بسبب")
"""Prepositions of what goes on at another time than the verb."""
_ON_DEEDS = frozenset(
    {EventClass.ACCUSE, EventClass.REJECT, EventClass.SUPPORT, EventClass.PROTEST, EventClass.REQUEST}
)
"""Classes of verbs whose object is what somebody did or is to do, at its own time."""


class Narration:
    """Where the telling of a document stands in time.

    Args:
        document: whose date tells whether its lead speaks of the day.
        dates: those of each sentence.
        grammar: the words that mark a pluperfect.
    """

    def __init__(self, document: Document, dates: Sequence[Sequence[DateMention]], grammar: Grammar) -> None:
        self._text = document.text
        self._published = document.published
        self._month = _news_month(document, dates)
        self._grammar = grammar
        self._pluperfect = frozenset(fold_key(word) for word in grammar.pluperfect)
        self._seen = self._paragraph = 0
        self._here: tuple[int, int, str] | None = None
        self._lead: str | None = None
        self._verbs: Mapping[int, str | None] = {}
        self._deeds: frozenset[int] = frozenset()

    def begin(
        self,
        parsed: Parsed,
        candidates: Sequence[Candidate],
        sources: Sequence[Source],
        dates: Sequence[DateMention],
    ) -> None:
        """Go on to a sentence: the date of each of its main verbs that tells what happened."""
        sentence = parsed.sentence
        self._paragraph += self._text.count("\n", self._seen, sentence.span.start)
        self._seen = sentence.span.start
        reported = [s for s in sources if s.claim and s.kind not in (SourceKind.ACCORDING, SourceKind.OBJECT)]
        verbs: dict[int, str | None] = {}
        chosen = {c.predicate.at: c for c in candidates}
        for predicate in parsed.predicates:
            if predicate.part is not Part.PERFECT or any(s.covers(predicate.at) for s in reported):
                continue
            own = said_date(parsed, predicate.at, dates, self._grammar)
            verbs[predicate.at] = self._narrate(parsed, predicate.at, own)
        self._verbs = verbs
        self._deeds = frozenset(at for at, c in chosen.items() if c.frame.event_class in _ON_DEEDS)

    def date(
        self, candidate: Candidate, source: Source | None, modality: Modality, dates: Sequence[DateMention]
    ) -> tuple[str | None, bool]:
        """The date of an event, and whether its sentence says it."""
        parsed, at = candidate.parsed, candidate.predicate.at
        planned = modality is Modality.PLANNED
        offset = self._offset(candidate, dates)
        if offset is not None:
            return offset, True
        told = source is not None and source.kind is SourceKind.CLAUSE and modality is not Modality.ASSERTED
        within = source if told else None
        own = said_date(parsed, at, dates, self._grammar, planned=planned, within=within)
        if own is None and within is not None and candidate.predicate.part is Part.PERFECT:
            outside = said_date(parsed, at, dates, self._grammar)
            own = None if outside is None else to_month(outside)  # what is claimed went on lately
        if own is not None:
            return own, True
        if modality is not Modality.ASSERTED:
            return None, False
        if at in self._verbs:
            return self._verbs[at], False
        if source is not None and source.word in self._verbs:
            return self._verbs[source.word], False
        verb = self._governor(candidate)
        return (None if verb is None else self._verbs[verb]), False

    def _offset(self, candidate: Candidate, dates: Sequence[DateMention]) -> str | None:
        """The date of what lies so far from the main verb: "a day after the attack"."""
        parsed, at = candidate.parsed, candidate.predicate.at
        start = parsed.sentence.tokens[at].span.start
        named = [d for d in dates if d.away is not None and d.span.end <= start]
        if not named or candidate.predicate.part.finite:
            return None
        tokens = parsed.sentence.tokens
        if any(tokens[p.at].span.start >= named[-1].span.end for p in parsed.predicates if p.at < at):
            return None
        verbs = [self._verbs[p.at] for p in parsed.predicates if p.at in self._verbs]
        main = next((date for date in verbs if date is not None and "/" not in date), None)
        return None if main is None or named[-1].away is None else add_units(main, *named[-1].away)

    def _governor(self, candidate: Candidate) -> int | None:
        """The main verb in whose time a noun or a participle names an event."""
        parsed, predicate = candidate.parsed, candidate.predicate
        before = [p for p in parsed.predicates if p.at < predicate.at and p.part.finite]
        if is_circumstance(parsed, predicate):
            main = [p.at for p in before if p.at in self._verbs]
            return main[-1] if main else None
        if not predicate.part.acts_as_noun or candidate.reading.article or not before:
            return None
        verb = before[-1].at
        if verb not in self._verbs or verb in self._deeds or parsed.clauses[verb] != parsed.clauses[predicate.at]:
            return None
        tokens = parsed.sentence.tokens
        if any(self._grammar.marker_before(tokens, k) in _BESIDES for k in range(verb + 1, predicate.at + 1)):
            return None
        return verb

    def _narrate(self, parsed: Parsed, at: int, own: str | None) -> str | None:
        """The date of what a main verb tells, where its sentence says none; sentences come in order.

        A date that a pluperfect has is its own: what follows does not stand there.

        Args:
            parsed: the sentence.
            at: token of the verb.
            own: the date that the sentence gives it.
        """
        sentence = parsed.sentence
        goes_back = self._goes_back(parsed, at) or (own is None and self._in_relative(parsed, at))
        if own is not None and not goes_back:
            self._here = self._paragraph, sentence.index, own
            if self._lead is None and sentence.index < _LEAD and self._is_news(own):
                self._lead = own
        if own is not None or goes_back:
            return own
        if self._here is not None and self._here[0] == self._paragraph:
            return self._here[2] if self._here[1] == sentence.index else to_month(self._here[2])
        if self._lead is None and sentence.index < _LEAD:
            self._lead = self._month
        return None if self._lead is None else to_month(self._lead)

    def _is_news(self, date: str) -> bool:
        return self._published is not None and to_month(date) == to_month(self._published)

    def _goes_back(self, parsed: Parsed, at: int) -> bool:
        """Whether the verb is a pluperfect, or one of its sentence before it is."""
        tokens = parsed.sentence.tokens
        if any(token.norm.lstrip("وف") in self._pluperfect for token in tokens[:at]):
            return True
        clause = parsed.clauses[at]
        return any(n == clause and t.norm in self._grammar.then for t, n in zip(tokens, parsed.clauses, strict=True))

    def _in_relative(self, parsed: Parsed, at: int) -> bool:
        """Whether the verb only tells who or what is meant: "the states that recognised it"."""
        first = parsed.clauses.index(parsed.clauses[at])
        tokens = parsed.sentence.tokens
        return any(tokens[k].norm.lstrip("وف") in self._grammar.relatives for k in range(first, at))


def _news_month(document: Document, dates: Sequence[Sequence[DateMention]]) -> str | None:
    """The month of publication, unless a document opens with the past: then it does not report the news."""
    if document.published is None or len(document.published) < len("2000-01-01"):
        return None
    past = parse_date(document.published).begin.first.year - _RECENT
    told = [date.edtf for sentence in dates[:_LEAD] for date in sentence if date.edtf is not None]
    opens_in_past = any(parse_date(date).begin.last.year < past for date in told)
    return None if opens_in_past else document.published[: len("2000-01")]
