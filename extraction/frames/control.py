"""Whoever a predicate has from what governs it: "أعلن قطع العلاقات", "رغبة طهران بطلب الدعم".

A verb or noun right before controls what follows it; one farther off only suggests who is meant.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from extraction.clauses.clauses import Grammar
from extraction.clauses.predicates import Parsed, Predicate
from extraction.frames.fillers import NOBODY, Filler, filler_of
from extraction.text.tokens import TokenKind

_CONTROL_REACH = 4
_OBJECT_REACH = 10


class Roles(Protocol):
    """Who does what a predicate says, whom it acts on, and whom the genitive of a noun names."""

    def subject(self, predicate: Predicate, genitive: str = ...) -> Filler:
        """Who does it."""
        ...

    def object(self, predicate: Predicate, genitive: str = ...) -> Filler:
        """Whom it acts on, where no preposition marks it."""
        ...

    def genitive(self, predicate: Predicate) -> Filler:
        """Whom its genitive names."""
        ...


class Control:
    """Finds the subjects that predicates of one sentence have from others.

    Args:
        parsed: the sentence.
        grammar: closed-class words.
        roles: who fills the roles of the other predicates.
    """

    def __init__(self, parsed: Parsed, grammar: Grammar, roles: Roles) -> None:
        self._parsed = parsed
        self._tokens = parsed.sentence.tokens
        self._grammar = grammar
        self._roles = roles
        self._objects: set[int] = set()

    def governing_subject(self, predicate: Predicate) -> Filler:
        """The subject of what the predicate may depend on, or whose topic it continues.

        A verb or noun right before ("أعلن قطع العلاقات") controls what follows it; one farther off, or behind which a
        word of time or cause stands, only suggests who is meant; one behind whose complementizer the predicate stands
        says nothing.
        """
        beside = self._beside(predicate) or self._by_means(predicate)
        if beside:
            return beside
        for other in reversed([p for p in self._parsed.predicates if p.at < predicate.at]):
            between = self._tokens[other.at + 1 : predicate.at]
            if any(token.norm in self._grammar.content_openers for token in between):
                return NOBODY
            if other.part.nominal and other.at == predicate.at - 1 and not predicate.reading.article:
                doer = self._roles.subject(other)
                if doer:
                    return Filler(doer.actors, how="control")
            if not other.part.finite:
                own = self._roles.genitive(other) if other.part.nominal else NOBODY
                if own and own.last is not None and predicate.at - own.last <= 2 and not predicate.reading.article:
                    return Filler(own.actors, how="control")
                continue
            subject = self._roles.subject(other)
            return Filler(subject.actors, how="control" if self._controls(other, subject, predicate) else "governing")
        return NOBODY

    def _beside(self, predicate: Predicate) -> Filler:
        """Whoever stands right before a noun of action that a noun before them governs ("رغبة طهران بطلب الدعم")."""
        if not predicate.part.nominal or predicate.reading.article or predicate.reading.conjunction:
            return NOBODY
        for phrase in self._parsed.phrases:
            heads = phrase.first - 1
            if (
                phrase.last == predicate.at - 1
                and not phrase.adjective
                and phrase.preposition in ("", self._grammar.receiver)
                and heads >= 0
            ):
                head = self._tokens[heads]
                nominal = head.kind is TokenKind.WORD and not self._grammar.is_closed_class(head)
                other = self._parsed.predicate_at(heads)
                if nominal and (other is None or not other.part.finite):
                    return replace(filler_of([phrase]), how="control")
        return NOBODY

    def _by_means(self, predicate: Predicate) -> Filler:
        """Whoever does the thing that this is the means of ("محاولات الحلف لحصار روسيا عبر ضم دول")."""
        if self._grammar.marker_before(self._tokens, predicate.at) != self._grammar.means:
            return NOBODY
        for other in reversed([p for p in self._parsed.predicates if p.at < predicate.at and p.part.nominal]):
            done = self._beside(other)
            if done:
                return done
        return NOBODY

    def _controls(self, verb: Predicate, subject: Filler, predicate: Predicate) -> bool:
        if self._parsed.clauses[verb.at] != self._parsed.clauses[predicate.at] or predicate.reading.article:
            return False
        start = max(verb.at, subject.last or 0)
        adjunct = any(
            self._grammar.marker_before(self._tokens, k) in self._grammar.adjuncts
            for k in range(start + 1, predicate.at + 1)
        )
        return predicate.at - start <= _CONTROL_REACH and not adjunct

    def is_charged(self, predicate: Predicate) -> bool:
        """Whether the pronoun of a noun of accusing or asking is its object: "with" follows ("اتهامها بالتدخل")."""
        after = predicate.at + 1
        if not predicate.reading.enclitic or predicate.reading.form.lemma not in self._grammar.object_control:
            return False
        return after < len(self._tokens) and self._tokens[after].norm.startswith("ب")

    def object_control(self, predicate: Predicate) -> Filler:
        """Whoever is accused of it or asked for it: the object of the verb that governs a masdar with a preposition."""
        marked = predicate.reading.particle or self._grammar.marker_before(self._tokens, predicate.at)
        if not marked:
            return NOBODY
        for other in reversed([p for p in self._parsed.predicates if p.at < predicate.at]):
            if predicate.at - other.at > _OBJECT_REACH:
                return NOBODY
            if other.reading.form.lemma in self._grammar.object_control and other.at in self._objects:
                return NOBODY
            if other.reading.form.lemma in self._grammar.object_control:
                self._objects.add(other.at)
                found = self._roles.object(other, "subj" if other.part.nominal else "obj")
                self._objects.discard(other.at)
                return replace(found, first=None, last=None, how="object-control") if found else NOBODY
            if other.part.finite:
                return NOBODY
        return NOBODY
