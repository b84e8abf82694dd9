"""When an event happened: which date expression of its sentence dates it, else where the narration stands.

A report tells its day once and goes on: what its main verbs tell without a date belongs to the day of the sentence, or
to the month of the paragraph or of the lead, unless a pluperfect goes back ("كان قد").
"""

from __future__ import annotations

from collections.abc import Sequence

from extraction.clauses import Grammar
from extraction.normalisation import fold_key
from extraction.predicates import Parsed
from extraction.times import DateMention
from ontology.model import Document, Span

_LEAD = 3
"""How many sentences from the beginning tell of the day of a report."""


def date_event(parsed: Parsed, at: int, dates: Sequence[DateMention], grammar: Grammar, *, planned: bool) -> str | None:
    """The date of an event: said in its clause, or with no other predicate between the two; the nearest of several.

    Args:
        parsed: the sentence.
        at: token of the event's trigger.
        dates: those of the sentence.
        grammar: tells an aside, whose date is its own.
        planned: whether an open date ("Wednesday") lies ahead.
    """
    tokens = parsed.sentence.tokens
    near: list[tuple[int, str]] = []
    for date in dates:
        value = date.coming if planned and date.coming else date.edtf
        places = [k for k, token in enumerate(tokens) if token.span.overlaps(date.span)]
        if value is None or not places:
            continue
        low, high = sorted((at, places[0]))
        between = any(low < p.at < high for p in parsed.predicates)
        if parsed.clauses[places[0]] == parsed.clauses[at] or not between:
            near.append((high - low, value))
    if near:
        return min(near)[1]
    told = [date for date in dates if date.edtf is not None]
    if len(told) == 1 and not _in_aside(parsed, told[0].span, grammar):
        return told[0].edtf  # the only date of a sentence dates what it tells, but for an aside
    return None


def _in_aside(parsed: Parsed, span: Span, grammar: Grammar) -> bool:
    """Whether words stand in a clause that a relative pronoun opens."""
    tokens = parsed.sentence.tokens
    places = [k for k, token in enumerate(tokens) if token.span.overlaps(span)]
    if not places:
        return False
    first = parsed.clauses.index(parsed.clauses[places[0]])
    return tokens[first].norm in grammar.relatives or tokens[first].norm[1:] in grammar.relatives


class Narration:
    """Where the telling of a document stands in time.

    Args:
        document: whose date tells whether its lead speaks of the day.
        grammar: the words that mark a pluperfect.
    """

    def __init__(self, document: Document, grammar: Grammar) -> None:
        self._text = document.text
        self._published = document.published
        self._pluperfect = frozenset(fold_key(word) for word in grammar.pluperfect)
        self._seen = self._paragraph = 0
        self._here: tuple[int, int, str] | None = None
        self._lead: str | None = None

    def date(self, parsed: Parsed, at: int, own: str | None) -> str | None:
        """The date of what a main verb tells, where its sentence says none; sentences come in order.

        A date that a pluperfect has is its own: what follows does not stand there.

        Args:
            parsed: the sentence.
            at: token of the verb.
            own: the date that the sentence gives it.
        """
        sentence = parsed.sentence
        self._paragraph += self._text.count("\n", self._seen, sentence.span.start)
        self._seen = sentence.span.start
        goes_back = self._goes_back(parsed, at)
        if own is not None and not goes_back:
            self._here = self._paragraph, sentence.index, own
            if self._lead is None and sentence.index < _LEAD and self._is_news(own):
                self._lead = own
        if own is not None or goes_back:
            return own
        if self._here is not None and self._here[0] == self._paragraph:
            return self._here[2] if self._here[1] == sentence.index else _month(self._here[2])
        return None if self._lead is None else _month(self._lead)

    def _is_news(self, date: str) -> bool:
        return self._published is not None and _month(date) == _month(self._published)

    def _goes_back(self, parsed: Parsed, at: int) -> bool:
        """Whether the verb is a pluperfect, or one of its sentence before it is."""
        return any(token.norm.lstrip("وف") in self._pluperfect for token in parsed.sentence.tokens[:at])


def _month(date: str) -> str | None:
    """A date of a day as its month; a month or a year as it is, an interval not at all."""
    return None if "/" in date else date[: len("2000-01")]
