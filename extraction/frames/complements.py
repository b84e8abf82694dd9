"""What stands behind a predicate in its scope: genitives, objects, prepositional phrases.

The scope ends at strong punctuation, a complementizer, the next verb, or the second comma.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extraction.clauses.clauses import Grammar
from extraction.clauses.predicates import Governed, Parsed, Predicate
from extraction.frames.fillers import NOBODY, Filler, filler_of

_STRONG = frozenset(".;؛!?؟:…")
_MAX_GENITIVE_GAP = 3
_MAX_DATIVE_REACH = 6
_MAX_COMMA_REACH = 8
_BESIDE = 2
_DEED_REACH = 6
_CUTS = frozenset(".;؛!?؟:…،,")


class Complements:
    """The phrases behind the predicates of one sentence.

    Args:
        parsed: the sentence.
        grammar: closed-class words.
        antecedent: whom a suffixed pronoun means, from the pronoun and the token it is on.
    """

    def __init__(self, parsed: Parsed, grammar: Grammar, antecedent: Callable[[str, int], tuple[str, ...]]) -> None:
        self._parsed = parsed
        self._tokens = parsed.sentence.tokens
        self._grammar = grammar
        self._antecedent = antecedent

    def genitive(self, predicate: Predicate) -> Filler:
        """The genitive of a noun: a suffixed pronoun, a phrase right behind it, or a demonym that qualifies it."""
        if predicate.reading.enclitic:
            return Filler(self._antecedent(predicate.reading.enclitic, predicate.at), how="pronoun")
        for group in self.groups(predicate):
            head = group[0]
            gap = head.first - predicate.at - 1
            if any(self._cuts(at) for at in range(predicate.at + 1, head.first)):
                return NOBODY
            if predicate.reading.article and (gap > 1 or not head.adjective):
                return NOBODY  # a noun with the article has no genitive, but may be qualified
            if gap > _MAX_GENITIVE_GAP or (
                head.preposition not in self._grammar.genitives or (head.preposition and not gap)
            ):
                return NOBODY
            return replace(filler_of(group), how="genitive")
        return NOBODY

    def _cuts(self, at: int) -> bool:
        """Whether a token between a noun and a phrase behind it shows that the phrase is not its genitive."""
        return self._tokens[at].surface in _CUTS or self._parsed.predicate_at(at) is not None

    def has_agent(self, predicate: Predicate) -> bool:
        """Whether words that only a passive has name its agent behind it."""
        limit = self._limit(predicate)
        return any(
            p.preposition == self._grammar.agent and self._grammar.names_agent(self._tokens, p.first)
            for p in self._parsed.phrases
            if predicate.at < p.first < limit
        )

    def has_dative(self, genitive: Filler) -> bool:
        """Whether "to" follows the genitive of a noun, which is then the subject ("ضم روسيا للقرم")."""
        if genitive.last is None or genitive.last + 1 >= len(self._tokens):
            return False
        token = self._tokens[genitive.last + 1]
        if not token.proclitics or token.proclitics[-1] != "ل" or self._parsed.predicate_at(genitive.last + 1):
            return False
        clause = self._parsed.clauses[genitive.last]
        reach = range(genitive.last + 1, genitive.last + 1 + _MAX_DATIVE_REACH)
        return any(p.first in reach and self._parsed.clauses[p.first] == clause for p in self._parsed.phrases)

    def qualifier(self, predicate: Predicate) -> Governed | None:
        """A demonym behind a noun, other adjectives aside ("الغارات الجوية الروسية")."""
        for phrase in self.after(predicate):
            if phrase.first - predicate.at > 3:
                return None
            if phrase.adjective and (not phrase.preposition or phrase.first - predicate.at <= _BESIDE):
                return phrase
        return None

    def oblique(self, predicate: Predicate, role: str) -> Filler:
        """The nearest phrase behind the predicate that a preposition governs."""
        for group in self.groups(predicate, through=role == self._grammar.between):
            if group[0].preposition == role:
                return replace(filler_of(group), how=f"prep:{self._grammar.shared_role(role)}")
        return self._with_pronoun(predicate, role)

    def _with_pronoun(self, predicate: Predicate, role: str) -> Filler:
        """Whom a pronoun on the preposition means ("فرض عقوبات عليها")."""
        for at in range(predicate.at + 1, min(self._limit(predicate), predicate.at + 1 + _MAX_COMMA_REACH)):
            pronoun = self._grammar.prepositional_pronoun(self._tokens[at], role)
            if pronoun:
                return Filler(self._antecedent(pronoun, at), at, at, "pronoun")
        return NOBODY

    def object_pronoun(self, predicate: Predicate) -> Filler:
        """Whom a pronoun that stands as the object means: whoever was named last ("متهما إياها")."""
        after = predicate.at + 1
        if after >= len(self._tokens) or self._tokens[after].norm not in self._grammar.object_pronouns:
            return NOBODY
        before = [p for p in self._parsed.phrases if p.last < predicate.at and p.actors]
        return Filler(before[-1].actors if before else (), after, after, "pronoun")

    def both_sides(self, predicate: Predicate) -> Filler:
        """Those between whom something is, or with whom."""
        return self.oblique(predicate, self._grammar.between) or self.oblique(predicate, self._grammar.companion)

    def deed(self, predicate: Predicate) -> Filler:
        """Who does the first thing that stands behind the predicate ("أدانت تدخل إيران")."""
        for other in self._parsed.predicates:
            if not 0 < other.at - predicate.at <= _DEED_REACH:
                continue
            if other.part.finite or any(self._tokens[k].surface in _CUTS for k in range(predicate.at, other.at)):
                if self._gives_wording(other):
                    continue
                return NOBODY
            if other.part.nominal:
                doer = self.genitive(other)
                adjective = self.qualifier(other)
                own = doer or (filler_of([adjective]) if adjective else NOBODY)
                return replace(own, how="deed") if own.how != "pronoun" else NOBODY
        return NOBODY

    def _gives_wording(self, verb: Predicate) -> bool:
        """Whether a verb only gives its wording to what follows ("ما سمته", "ما وصفه بـ")."""
        return bool(verb.reading.enclitic) and verb.at > 0 and self._tokens[verb.at - 1].norm in self._grammar.headless

    def is_direct(self, start: int, phrase: Governed) -> bool:
        """Whether no preposition stands between a verb or its subject and a phrase that could be its object."""
        return not any(self._grammar.marker_before(self._tokens, k) for k in range(start + 2, phrase.first + 1))

    def _limit(self, predicate: Predicate, *, through: bool = False) -> int:
        """The token at which the scope of a predicate ends; `through` lets it reach into a relative clause."""
        commas = resume = 0
        for at in range(predicate.at + 1, len(self._tokens)):
            token = self._tokens[at]
            if at < resume:
                continue
            closed = self._parsed.behind_parenthesis(at)
            if closed is not None:
                resume = closed + 1
                continue
            if token.surface in _STRONG or token.norm in self._grammar.content_openers:
                return at
            if token.surface in ("،", ","):
                commas += 1
                if commas > 1 or at - predicate.at > _MAX_COMMA_REACH:
                    return at
            other = self._parsed.predicate_at(at)
            if other is not None and other.part.finite and not (through and self._is_relative(at)):
                return at
        return len(self._tokens)

    def _is_relative(self, at: int) -> bool:
        """Whether a verb stands right behind a relative pronoun."""
        return at > 0 and self._tokens[at - 1].norm in self._grammar.relatives

    def after(self, predicate: Predicate) -> list[Governed]:
        """The phrases in the scope of a predicate."""
        limit = self._limit(predicate)
        return [p for p in self._parsed.phrases if predicate.at < p.first < limit]

    def groups(self, predicate: Predicate, *, through: bool = False) -> list[list[Governed]]:
        """The phrases behind a predicate, coordinated ones together."""
        groups: list[list[Governed]] = []
        limit = self._limit(predicate, through=through)
        previous: Governed | None = None
        for phrase in self._parsed.phrases:
            if phrase.first > predicate.at:
                if groups and phrase.coordinated and groups[-1][-1] is previous:
                    groups[-1].append(phrase)
                elif phrase.first < limit:
                    groups.append([phrase])
            previous = phrase
        return groups

    def bare_groups(self, predicate: Predicate) -> list[list[Governed]]:
        """The groups that no preposition governs."""
        return [g for g in self.groups(predicate) if not g[0].preposition and not g[0].adjective]
