"""A sentence as relations are read from it: its words and phrases, and how a relation between two phrases is noted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extraction.actors.cast import Cast
from extraction.actors.ties import TieRule, Ties
from extraction.clauses.predicates import Governed, Parsed
from extraction.phrases.phrase import PhraseKind
from extraction.text.tokens import Token, TokenKind
from ontology.model import ActorType, Predicate, Span

_NEGATIONS = frozenset(["لم", "لن", "لا", "ليس", "ليست", "غير", "not", "never", "n't"])
_STOPS = frozenset(".؛;!?؟")
_UNIONS = (ActorType.IGO, ActorType.STATE, ActorType.ARMED_FORCE, ActorType.ARMED_GROUP)
NEAR = 3
GROUPS = (ActorType.ARMED_GROUP, ActorType.PARTY)
"""Whom somebody can stand behind, or head, without being part of it."""


class RelationScene:
    """A sentence with the actors of its document and the relations found so far."""

    def __init__(self, parsed: Parsed, cast: Cast, ties: Ties) -> None:
        self._parsed = parsed
        self._tokens = parsed.sentence.tokens
        self._phrases = parsed.phrases
        self._cast = cast
        self._ties = ties

    def _relate(self, phrase: Governed, relation: str, other: Governed) -> None:
        owns = phrase.adjective and phrase.linked.phrase.kind is PhraseKind.REFERENCE  # "its ally Israel"
        if (phrase.adjective and not owns) or other.adjective or not phrase.actors or not other.actors:
            return
        subject, whole = phrase.actors[0], other.actors[0]
        if relation in ("supports", "headOf"):
            if relation == "headOf" and not self._can_be_led(subject, whole):
                return
            subject, whole = whole, subject
        elif relation == "partOf" and self._cast[subject].type is ActorType.PERSON:
            return
        self._ties.add(subject, Predicate(relation), whole, self._span(phrase, other), TieRule.BETWEEN)

    def _can_be_led(self, led: str, leader: str) -> bool:
        """Whether somebody can head what a participle says he heads: no person, and no state but by a group."""
        kind = self._cast[led].type
        by_group = self._cast[leader].type in GROUPS
        return kind is not ActorType.PERSON and (kind is not ActorType.STATE or by_group)

    def _plain(self, at: int) -> str:
        """A folded word without its conjunction."""
        if not 0 <= at < len(self._tokens) or self._tokens[at].kind is not TokenKind.WORD:
            return ""
        token: Token = self._tokens[at]
        return token.norm[1:] if token.proclitics[:1] in (("و",), ("ف",)) else token.norm

    def _is_negated(self, at: int) -> bool:
        return any(self._plain(k) in _NEGATIONS for k in range(max(at - 3, 0), at))

    def _type(self, phrase: Governed) -> ActorType | None:
        return self._cast[phrase.actors[0]].type if phrase.actors else None

    def _is_union(self, phrase: Governed, *, igo: bool = False) -> bool:
        kind = self._type(phrase)
        if kind is ActorType.STATE and self._cast[phrase.actors[0]].iso3 is not None:
            return False
        return not phrase.adjective and kind in ((ActorType.IGO,) if igo else _UNIONS)

    def _is_country(self, phrase: Governed) -> bool:
        kind = self._type(phrase)
        return not phrase.adjective and kind is ActorType.STATE and self._cast[phrase.actors[0]].iso3 is not None

    def _joined(self, index: int) -> Iterator[int]:
        """A phrase and those that are coordinated with it."""
        yield index
        for later in range(index + 1, len(self._phrases)):
            if not self._phrases[later].coordinated:
                return
            yield later

    def _end(self, at: int) -> int:
        """The token at which a list ends."""
        return next(
            (k for k in range(at + 1, len(self._tokens)) if self._tokens[k].surface in _STOPS), len(self._tokens)
        )

    def _add_all(self, phrases: Sequence[Governed], predicate: Predicate, whole: Governed) -> None:
        for phrase in phrases:
            for actor in phrase.actors:
                self._ties.add(actor, predicate, whole.actors[0], self._span(whole, phrase), TieRule.LIST)

    def _span(self, one: Governed, other: Governed) -> Span:
        a, b = one.linked.phrase.span, other.linked.phrase.span
        return Span(min(a.start, b.start), max(a.end, b.end))
