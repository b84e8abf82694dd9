"""What the words around a verb say of its clause: what opens it, what it hangs on, whether a thing is its subject."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.clauses.clauses import Grammar
from extraction.clauses.predicates import Governed, Parsed, Predicate
from extraction.frames.fillers import NOBODY, Filler, filler_of
from extraction.text.tokens import TokenKind

_ANTECEDENT_REACH = 3
_DASHES = frozenset({"-", "--", "–", "—"})
_GOVERNING = frozenset("بلك")


class ClauseShape:
    """The clauses of one sentence, as their verbs see them.

    Args:
        parsed: the sentence.
        grammar: closed-class words.
    """

    def __init__(self, parsed: Parsed, grammar: Grammar) -> None:
        self._parsed = parsed
        self._tokens = parsed.sentence.tokens
        self._grammar = grammar

    def relative(self, predicate: Predicate) -> int | None:
        """The relative pronoun right before a verb, whose clause the verb is."""
        return self._parsed.relative_before(predicate.at, self._grammar.relatives)

    def antecedent_of(self, relative: int) -> Filler:
        """Whom a relative pronoun refers to; nobody where it is a thing."""
        before = [p for p in self._parsed.phrases if p.last < relative]
        if not before or relative - before[-1].last > _ANTECEDENT_REACH:
            return NOBODY
        between = range(before[-1].last + 1, relative)
        thing = any(self._tokens[k].proclitics or self._grammar.marker_before(self._tokens, k) for k in between)
        return NOBODY if thing else filler_of([before[-1]])

    def describes_thing(self, verb: Predicate) -> bool:
        """Whether a verb describes the indefinite noun of a thing right before it ("تهم يرفضها")."""
        at = verb.at - 1
        if at < 0 or verb.reading.conjunction or at in self._parsed.covered:
            return False
        token, other = self._tokens[at], self._parsed.predicate_at(at)
        plain = token.kind is TokenKind.WORD and not token.article and not token.enclitic
        return plain and not self._grammar.is_closed_class(token) and (other is None or not other.part.finite)

    def is_subordinate(self, verb: Predicate) -> bool:
        """Whether a word that subordinates opens the clause of a verb."""
        first = next(k for k in range(verb.at + 1) if self._parsed.clauses[k] == self._parsed.clauses[verb.at])
        norm = self._tokens[first].norm
        opening = self._grammar.relatives | self._grammar.complementizers
        return norm in opening or norm.removeprefix("و") in opening or self.relative(verb) is not None

    def has_fronted_subject(self, predicate: Predicate, verbs: Sequence[Predicate]) -> bool:
        """Whether a definite noun that names no actor opens the clause of a verb, none of some verbs between."""
        clause = self._parsed.clauses[predicate.at]
        first = next(k for k in range(predicate.at + 1) if self._parsed.clauses[k] == clause)
        while first < predicate.at and self._tokens[first].kind is not TokenKind.WORD:
            first += 1
        token = self._tokens[first]
        plain = token.article and not set(token.proclitics) & _GOVERNING and not self._grammar.is_closed_class(token)
        named = any(p.first <= first <= p.last for p in self._parsed.phrases)
        verb_between = any(first < p.at < predicate.at for p in verbs)
        governed = bool(self._grammar.marker_before(self._tokens, first))
        return first < predicate.at and plain and not named and not verb_between and not governed

    def has_other_subject(self, predicate: Predicate) -> bool:
        """Whether a noun that names no actor stands beside the verb, so that nobody known is its subject."""
        for at in (predicate.at + 1, predicate.at - 1):
            if not 0 <= at < len(self._tokens) or self._parsed.clauses[at] != self._parsed.clauses[predicate.at]:
                continue
            token = self._tokens[at]
            if any(p.first <= at <= p.last for p in self._parsed.phrases) or self._grammar.is_closed_class(token):
                continue
            if token.article and not token.proclitics and not self._grammar.marker_before(self._tokens, at):
                return True
        return False

    def opens(self, phrase: Governed) -> bool:
        """Whether a phrase is the first word of its sentence, conjunctions aside."""
        return phrase.first <= 1 and phrase is self._parsed.phrases[0]

    def is_dateline(self, phrase: Governed) -> bool:
        """Whether a phrase names the place that a report is sent from, before a dash at the head of the sentence."""
        behind = phrase.last + 1
        if behind >= len(self._tokens) or self._tokens[behind].surface not in _DASHES:
            return False
        return all(self._tokens[k].surface in "/،," or k in self._parsed.covered for k in range(phrase.first))

    def label(self, predicate: Predicate) -> Filler:
        """Whoever stands before a colon at the head of the sentence: "السويد: قامت بطرد دبلوماسي"."""
        if not self._parsed.phrases:
            return NOBODY
        first = self._parsed.phrases[0]
        colon = first.last + 1
        opens = all(token.kind is TokenKind.PUNCTUATION for token in self._tokens[: first.first])
        if opens and colon < predicate.at and self._tokens[colon].surface == ":" and not first.preposition:
            return filler_of([first])
        return NOBODY
