"""Which event of a sentence a date expression of it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extraction.clauses.clauses import Grammar
from extraction.clauses.predicates import Parsed
from extraction.dates.times import DateMention
from extraction.lexicon.cue_words import word_stems
from extraction.lexicon.forms import Part
from extraction.voices.voices import Source

_AFTER = "بعد"
_FIRST_REACH = 6
"""How far before "since" the word is that makes its date that of the last time."""
_OF_A_YEAR = ("لعام", "لسنه")


def said_date(
    parsed: Parsed,
    at: int,
    dates: Sequence[DateMention],
    grammar: Grammar,
    *,
    planned: bool = False,
    within: Source | None = None,
) -> str | None:
    """The date that the sentence gives an event: in its clause, or with no other predicate between; the nearest.

    Args:
        parsed: the sentence.
        at: token of the event's trigger.
        dates: those of the sentence.
        grammar: tells an aside, whose date is its own.
        planned: whether an open date ("Wednesday") lies ahead.
        within: what somebody says, whose dates are its own.
    """
    told = [d for d in _values(parsed, dates, grammar, planned) if within is None or within.covers(d[0])]
    near: list[tuple[bool, int, str]] = []
    for place, value, _ in told:
        low, high = sorted((at, place))
        between = any(low < p.at < high for p in parsed.predicates)
        elsewhere = parsed.clauses[place] != parsed.clauses[at]
        if not elsewhere or not between:
            near.append((elsewhere, high - low, value))
    if near:
        return min(near)[2]
    if len(told) != 1 or in_aside(parsed, told[0][0], grammar):
        return None
    # The only date of a sentence dates what it tells, but for an aside; what went on before is seldom of the day.
    only = told[0][2].edtf
    return to_month(only) if only is not None and _tells_before(parsed, at, grammar) else only


def to_month(date: str) -> str | None:
    """A date of a day as its month; a month or a year as it is, an interval not at all."""
    return None if "/" in date else date[: len("2000-01")]


def place_of(parsed: Parsed, date: DateMention) -> int | None:
    """The token that a date of a sentence begins with."""
    return next((k for k, token in enumerate(parsed.sentence.tokens) if token.span.overlaps(date.span)), None)


def _values(
    parsed: Parsed, dates: Sequence[DateMention], grammar: Grammar, planned: bool
) -> Iterator[tuple[int, str, DateMention]]:
    """Where each date that may date an event begins, and its value there."""
    for date in dates:
        place = place_of(parsed, date)
        if place is None or is_bound(parsed, place, grammar):
            continue
        past = _told_by_past(parsed, place)
        open_value = date.last if past else date.coming if planned else None
        value = open_value or date.edtf
        if value is not None:
            yield place, value, date


def _tells_before(parsed: Parsed, at: int, grammar: Grammar) -> bool:
    """Whether a noun names what went on before: "after the talks failed"."""
    predicate = parsed.predicate_at(at)
    if predicate is None or predicate.part.finite:
        return False
    return any(grammar.marker_before(parsed.sentence.tokens, k) == _AFTER for k in (at - 1, at) if k >= 0)


def is_bound(parsed: Parsed, at: int, grammar: Grammar) -> bool:
    """Whether a date is one that something lasts to, or the last time before it: "for the first time since 1974"."""
    tokens = parsed.sentence.tokens
    if _qualifies(parsed, at):
        return True
    for k in range(max(at - 1, 0), at + 1):
        if tokens[k].norm.lstrip("وف") in grammar.until:
            return True
        if tokens[k].norm in grammar.since:
            return any(not grammar.first.isdisjoint(word_stems(t)) for t in tokens[max(k - _FIRST_REACH, 0) : k])
    return False


def _qualifies(parsed: Parsed, at: int) -> bool:
    """Whether a date belongs to a noun: "the agreement signed in 2015", "the treaty of 1904"."""
    tokens = parsed.sentence.tokens
    if tokens[at].norm in _OF_A_YEAR:
        return True
    before = [k for k in range(max(at - 2, 0), at) if parsed.predicate_at(k) is not None]
    named = parsed.predicate_at(before[-1]) if before else None
    return named is not None and named.part.participle and named.reading.article


def _told_by_past(parsed: Parsed, at: int) -> bool:
    """Whether the verb that a date stands with is in the past."""
    clause = parsed.clauses[at]
    beside = [p for p in parsed.predicates if p.part.finite and parsed.clauses[p.at] == clause]
    before = [p for p in beside if p.at < at]
    verb = before[-1] if before else beside[0] if beside else None
    if verb is None:
        behind = [p for p in parsed.predicates if p.part.finite and p.at > at]
        verb = behind[0] if behind and parsed.clauses[behind[0].at] == clause + 1 else None
    return verb is not None and verb.part is Part.PERFECT


def in_aside(parsed: Parsed, place: int, grammar: Grammar) -> bool:
    """Whether a token stands in a clause that a relative pronoun opens."""
    first = parsed.sentence.tokens[parsed.clauses.index(parsed.clauses[place])].norm
    return first in grammar.relatives or first[1:] in grammar.relatives
