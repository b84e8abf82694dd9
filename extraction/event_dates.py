"""When an event happened, as far as its sentence says: which date expression dates which event."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.clauses import Grammar
from extraction.predicates import Parsed
from extraction.times import DateMention
from ontology.model import Span


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
