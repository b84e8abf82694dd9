"""Who backs or leads whom, said with a verb or a noun: "تدعم إيران حزب الله", "بدعم من رواندا", "يقود حفتر الجيش"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from extraction.actors.cast import Cast
from extraction.actors.ties import TieRule, Ties
from extraction.clauses.predicates import Governed, Parsed, Predicate
from extraction.lexicon.forms import Part
from extraction.lexicon.pack import LanguagePack
from extraction.relations.scene import GROUPS, NEAR, RelationScene
from ontology.model import ActorType
from ontology.model import Predicate as Relation

_STATES = (ActorType.STATE, ActorType.FORMER_STATE)
_LED = (*GROUPS, ActorType.ARMED_FORCE, ActorType.IGO)
_FINITE = (Part.IMPERFECT, Part.PERFECT)


class BackingFinder:
    """Finds backers and leaders with the cues of one language.

    Args:
        pack: lemmas of backing and leading, and words that say with whose aid something is done.
    """

    def __init__(self, pack: LanguagePack) -> None:
        cues = cast("Mapping[str, list[str]]", pack.cues["relations"])
        self.support = frozenset(cues["support"])
        self.leading = frozenset(cues["leading"])
        self.aid = pack.words("relations", "aid")

    def find(self, parsed: Parsed, cast: Cast, ties: Ties) -> None:
        """Add who backs and who leads whom in a sentence."""
        reading = _SentenceBacking(self, parsed, cast, ties)
        for predicate in parsed.predicates:
            reading.support(predicate)
            reading.act(predicate)
        reading.aided()


class _SentenceBacking(RelationScene):
    """The backers and leaders of one sentence."""

    def __init__(self, finder: BackingFinder, parsed: Parsed, cast: Cast, ties: Ties) -> None:
        super().__init__(parsed, cast, ties)
        self._f = finder

    def support(self, predicate: Predicate) -> None:
        """Backing said with a noun: "دعم حزب الله لجبهة البوليساريو"."""
        lemmas = {r.form.lemma for r in predicate.readings if r.form.part.nominal}
        if lemmas.isdisjoint(self._f.support):
            return
        behind = [p for p in self._phrases if predicate.at < p.first <= predicate.at + 2 * NEAR]
        if len(behind) > 1 and behind[0].first == predicate.at + 1 and behind[1].preposition == "ل":
            backer, backed = behind[0], behind[1]
            if not backer.preposition and self._type(backed) in GROUPS:
                self._relate(backed, "supports", backer)

    def act(self, verb: Predicate) -> None:
        """Backing said with a verb in the present, leading with any: "الجبهة التي تساندها الجزائر"."""
        lemma = verb.readings[0].form.lemma
        if self._is_negated(verb.at):
            return
        if lemma in self._f.support and verb.part is Part.IMPERFECT:
            subject, other = self._sides(verb)
            if subject is not None and other is not None and self._is_backed(other, subject):
                self._relate(other, "supports", subject)
        elif lemma in self._f.leading and verb.part in _FINITE:
            subject, other = self._sides(verb)
            if subject is not None and other is not None and self._is_led(other, subject):
                self._relate(other, "headOf", subject)

    def _sides(self, verb: Predicate) -> tuple[Governed | None, Governed | None]:
        """Who acts, and on whom, of those right beside a verb."""
        bare = [p for p in self._phrases if not p.preposition and not p.adjective and p.actors]
        before = [p for p in bare if verb.at - NEAR <= p.last < verb.at]
        behind = [p for p in self._phrases if verb.at < p.first <= verb.at + 2 * NEAR and p.actors]
        if not behind or behind[0].first > verb.at + 1 + self._article(verb.at + 1):
            return None, None
        if verb.readings[0].enclitic:
            known = [p for p in self._phrases if verb.at - NEAR <= p.last < verb.at]
            return behind[0], known[-1] if known else None
        if before and before[-1].last == verb.at - 1:
            return before[-1], behind[0]
        return behind[0], behind[1] if len(behind) > 1 else None

    def _article(self, at: int) -> int:
        """One for an article that is a word of its own."""
        return int(self._plain(at) in ("the", "a", "an"))

    def _is_backed(self, backed: Governed, backer: Governed) -> bool:
        """Whether backing somebody is a standing relation: a group, or the government of another country."""
        if self._type(backed) in GROUPS:
            return True
        country = self._cast[backed.actors[0]].iso3
        foreign = country is not None and country != self._cast[backer.actors[0]].iso3
        return self._type(backed) is ActorType.GOVERNMENT and self._type(backer) in _STATES and foreign

    def _is_led(self, led: Governed, leader: Governed) -> bool:
        """Whether leading somebody is heading it: a person a group or a force, anybody but a group an organisation."""
        if self._type(leader) in _STATES:
            return self._type(led) is ActorType.IGO
        return self._type(leader) is ActorType.PERSON and self._type(led) in _LED and not led.preposition

    def aided(self) -> None:
        """The group that does something with somebody's aid: "قاتلت الحركة بدعم من رواندا", "بدعم إيراني"."""
        for at in range(len(self._tokens)):
            if self._plain(at) not in self._f.aid:
                continue
            behind = next((p for p in self._phrases if p.first in (at + 1, at + 2)), None)
            groups = [p for p in self._phrases if p.last < at and self._type(p) in GROUPS and not p.adjective]
            same = [p for p in groups if self._parsed.clauses[p.first] == self._parsed.clauses[at]]
            if behind is None or not same or self._type(behind) not in _STATES:
                continue
            if behind.adjective or behind.preposition == "من":
                span = self._span(same[-1], behind)
                self._ties.add(behind.actors[0], Relation.SUPPORTS, same[-1].actors[0], span, TieRule.BETWEEN)
