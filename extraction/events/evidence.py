"""Where a text states an event: the clause of its trigger, as far as it speaks of the event.

A relative clause behind the phrase of a noun tells of what the noun names ("الوساطة التي قادتها الكويت"); a noun in an
adjunct of time or cause is stated by the adjunct, and what a participle adds by its own words ("..., واصفا إياه").
"""

from __future__ import annotations

from extraction.clauses.clauses import Grammar, clause_span
from extraction.clauses.predicates import Parsed, is_circumstance
from extraction.frames.frames import Candidate
from ontology.model import Span

_ADJUNCT = "بعد"
_COMMAS = frozenset("،,")
_PHRASE = 4
"""How many words of a noun's phrase may stand between it and the relative clause that describes it."""


def stated_in(candidate: Candidate, grammar: Grammar) -> Span:
    """The words that state an event."""
    parsed, at = candidate.parsed, candidate.predicate.at
    tokens = parsed.sentence.tokens
    last = max(at, candidate.until)
    whole = clause_span(parsed.sentence, parsed.clauses, at, last)
    if grammar.order is None and is_circumstance(parsed, candidate.predicate):
        return Span(tokens[at].span.start, whole.end)
    if not candidate.predicate.part.nominal:
        return whole
    adjunct = grammar.marker_before(tokens, at) == _ADJUNCT
    relative = _relative_behind(parsed, last, grammar)
    end = whole.end if relative is None else clause_span(parsed.sentence, parsed.clauses, relative, relative).end
    return Span(tokens[at - 1].span.start if adjunct else whole.start, end)


def _relative_behind(parsed: Parsed, last: int, grammar: Grammar) -> int | None:
    """The relative pronoun that follows the phrase of a noun, a comma before it or not; None where none does."""
    tokens = parsed.sentence.tokens
    opening = next((k for k in range(last + 1, len(tokens)) if parsed.clauses[k] != parsed.clauses[last]), None)
    if opening is None or opening - last > _PHRASE:
        return None
    if tokens[opening].surface in _COMMAS and opening + 1 < len(tokens):
        opening += 1
    return opening if tokens[opening].norm.removeprefix("و") in grammar.relatives else None
