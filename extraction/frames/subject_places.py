"""Which phrase beside a verb is its subject, by place, gender and case: before it, behind it, or not there at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extraction.clauses.clauses import Grammar
from extraction.clauses.predicates import Governed, Parsed, Predicate, agrees, disagrees
from extraction.frames.clause_shape import ClauseShape
from extraction.frames.complements import Complements
from extraction.frames.fillers import NOBODY, Filler, filler_of
from extraction.phrases.agreement import Case
from extraction.phrases.phrase import PhraseKind

_MAX_SUBJECT_GAP = 6
_MEDIAL = ("ت", "ان")
"""How the lemmas of the forms V to VII begin, which seldom have an object."""


class SubjectPlaces:
    """The subjects that verbs of one sentence have beside them.

    Args:
        parsed: the sentence.
        grammar: closed-class words.
        shape: its clauses.
        complements: the phrases behind its predicates.
        verbs: its verbs, copulas aside.
    """

    def __init__(
        self,
        parsed: Parsed,
        grammar: Grammar,
        shape: ClauseShape,
        complements: Complements,
        verbs: Sequence[Predicate],
    ) -> None:
        self._parsed = parsed
        self._tokens = parsed.sentence.tokens
        self._grammar = grammar
        self._shape = shape
        self._complements = complements
        self._verbs = verbs

    def before(self, predicate: Predicate) -> Filler:
        """A subject before its verb, ungoverned, with no other verb between; an adverbial between commas may stand."""
        group: list[Governed] = []
        for phrase in reversed([p for p in self._parsed.phrases if p.last < predicate.at]):
            if phrase.adjective or any(phrase.last < p.at < predicate.at for p in self._verbs):
                break
            if self._parsed.clauses[phrase.first] != self._parsed.clauses[predicate.at] and not self._shape.opens(
                phrase
            ):
                break
            if not group and (phrase.preposition or predicate.at - phrase.last > _MAX_SUBJECT_GAP):
                break
            if self._shape.is_dateline(phrase) or self._joins_clause(predicate, phrase):
                break
            if not group and (self._is_genitive(phrase) or disagrees(predicate.reading.form, phrase)):
                break
            group.append(phrase)
            if not phrase.coordinated:
                break
        return filler_of(group[::-1]) if group else NOBODY

    def _joins_clause(self, predicate: Predicate, phrase: Governed) -> bool:
        """Whether a conjunction on a verb begins a clause behind the one that a phrase is in."""
        other = self._parsed.clauses[phrase.first] != self._parsed.clauses[predicate.at]
        fronted = phrase.first and self._tokens[phrase.first - 1].norm.removeprefix("و") in self._grammar.fronting
        return predicate.reading.conjunction != "" and other and not fronted

    def behind(self, predicate: Predicate) -> Filler:
        """The phrase behind a verb that may be its subject; of two the first is, even one that is feminine."""
        behind = [g for g in self._complements.bare_groups(predicate) if not self._is_genitive(g[0])]
        if not behind or behind[0][0].first - predicate.at > _MAX_SUBJECT_GAP:
            return NOBODY
        first = behind[0][0]
        two = len(behind) > 1 and first.first == predicate.at + 1 and first.case is not Case.OBJECT
        if not two and self._is_own(predicate, first):
            return NOBODY
        fits = agrees(predicate, first) or (two and not predicate.reading.form.feminine)
        return replace(filler_of(behind[0]), how="after") if fits else NOBODY

    def _is_own(self, predicate: Predicate, phrase: Governed) -> bool:
        """Whether a phrase behind a verb belongs to its dropped subject: "سحبت قواتها", she withdrew her forces."""
        form, owner = predicate.reading.form, self._tokens[phrase.first].enclitic
        if phrase.first != predicate.at + 1 or phrase.first != phrase.last or form.plural or form.dual:
            return False
        if form.lemma.startswith(_MEDIAL):
            return False
        return owner in ("ه", "ها") and (owner == "ها") == form.feminine

    def names_person(self, filler: Filler) -> bool:
        """Whether a filler begins with a person's name or title."""
        return any(p.first == filler.first and p.linked.phrase.kind is PhraseKind.PERSON for p in self._parsed.phrases)

    def takes_up(self, predicate: Predicate) -> bool:
        """Whether a pronoun in a relative clause means what the clause is about, so that another is its subject."""
        clause = self._parsed.clauses[predicate.at]
        return any(
            self._tokens[at].enclitic and self._parsed.clauses[at] == clause
            for at in range(predicate.at + 1, min(predicate.at + _MAX_SUBJECT_GAP, len(self._tokens)))
        )

    def _is_genitive(self, phrase: Governed) -> bool:
        """Whether a noun of action right before a phrase governs it ("تم إنشاء المجلس")."""
        head = self._parsed.predicate_at(phrase.first - 1)
        return head is not None and head.part.nominal and not head.reading.article and not head.reading.enclitic
