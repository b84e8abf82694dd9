"""Subjects that a clause takes up from the one that it hangs on: "قال إنه ...", "أعلنت رفضها", "..., متهما إياه".

The pronoun behind "that", the possessive of what somebody announces and the participle behind a comma mean the subject
of the verb that they depend on, as far as gender allows; the antecedents of other pronouns are found by the document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from extraction.clauses.clauses import Grammar
from extraction.clauses.predicates import Parsed, Predicate
from extraction.frames.clause_shape import ClauseShape
from extraction.frames.fillers import NOBODY, Filler
from extraction.lexicon.forms import Part
from extraction.text.tokens import TokenKind

_THAT = frozenset({"ان", "لكن"})
_SINGULAR = {"ه": False, "ها": True}
_PARTICLES_BETWEEN = 3
_OWN_REACH = 3
_HOW = "taken-up"


class TakenUp:
    """Finds the subjects that clauses of one sentence take up.

    Args:
        parsed: the sentence.
        grammar: closed-class words.
        shape: its clauses.
        subject: the subject of another predicate.
        feminine: whether a verb agrees with somebody in the feminine; None where nothing told.
    """

    def __init__(
        self,
        parsed: Parsed,
        grammar: Grammar,
        shape: ClauseShape,
        subject: Callable[[Predicate], Filler],
        feminine: Callable[[str], bool | None],
    ) -> None:
        self._parsed = parsed
        self._tokens = parsed.sentence.tokens
        self._grammar = grammar
        self._shape = shape
        self._subject = subject
        self._feminine = feminine

    def pronoun_before(self, predicate: Predicate) -> int | None:
        """The token whose "that he" or "but she" makes a pronoun the subject of a verb; particles may stand between."""
        for at in range(predicate.at - 1, max(predicate.at - 2 - _PARTICLES_BETWEEN, -1), -1):
            token = self._tokens[at]
            if token.stem in _THAT and token.enclitic:
                return at if token.enclitic in _SINGULAR else None
            if token.kind is not TokenKind.WORD or not self._grammar.is_closed_class(token):
                return None
        return None

    def of_pronoun(self, at: int) -> Filler:
        """Whom the pronoun of a "that" means: the subject of the verb that it depends on, or of one before that."""
        return self._first_fitting(self._verbs_before(at), self._tokens[at].enclitic or "")

    def of_masdar(self, predicate: Predicate) -> Filler:
        """Whose deed somebody announces as their own ("أعلنت قطر رفضها", "معربا عن مساندته")."""
        pronoun = predicate.reading.enclitic or ""
        if pronoun not in _SINGULAR or not predicate.part.nominal:
            return NOBODY
        verb = next((p for p in reversed(self._parsed.predicates) if p.at < predicate.at), None)
        if verb is None or not (verb.part.finite or verb.part is Part.ACTIVE):
            return NOBODY
        if verb.reading.form.lemma in self._grammar.object_control or verb.reading.enclitic:
            return NOBODY
        if self._parsed.clauses[verb.at] != self._parsed.clauses[predicate.at]:
            return NOBODY
        subject = self._subject(verb)
        start = max(verb.at, subject.last or 0)
        if predicate.at - start > _OWN_REACH or start > predicate.at:
            return NOBODY
        return self._first_fitting((verb,), pronoun)

    def of_participle(self, predicate: Predicate) -> Filler:
        """Who does what a participle behind a comma adds to the sentence ("..., متهما إياه"): whom a main verb has."""
        form = predicate.reading.form
        if predicate.part is not Part.ACTIVE or predicate.reading.article or form.plural or form.dual:
            return NOBODY
        head = next((k for k in range(predicate.at) if self._same_clause(k, predicate.at)), predicate.at)
        if predicate.at - head > _PARTICLES_BETWEEN or not head:
            return NOBODY
        verbs = list(self._verbs_before(predicate.at))
        main = [verb for verb in verbs if not self._shape.is_subordinate(verb)]
        found = self._first_fitting((*main, *verbs), "ها" if form.feminine else "ه")
        return found or self._first_named(predicate.at, feminine=form.feminine)

    def _first_named(self, before: int, *, feminine: bool) -> Filler:
        """Who is named first in the sentence, no preposition before it, and may be of a gender."""
        for phrase in self._parsed.phrases:
            bare = not phrase.preposition and not phrase.adjective and not self._shape.is_dateline(phrase)
            if phrase.last < before and phrase.actors and bare and phrase.feminine in (None, feminine):
                return Filler(phrase.actors, how=_HOW)
        return NOBODY

    def _same_clause(self, one: int, other: int) -> bool:
        return self._parsed.clauses[one] == self._parsed.clauses[other]

    def _verbs_before(self, at: int) -> Iterable[Predicate]:
        return (p for p in reversed(self._parsed.predicates) if p.at < at and p.part.finite)

    def _first_fitting(self, verbs: Iterable[Predicate], pronoun: str) -> Filler:
        """The subject of the first of some verbs that a pronoun may mean."""
        for verb in verbs:
            subject = self._subject(verb)
            if subject and self._feminine(subject.actors[0]) in (None, _SINGULAR[pronoun]):
                return replace(subject, first=None, last=None, how=_HOW)
        return NOBODY
