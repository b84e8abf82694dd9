"""Who belongs to a union by a list or a word beside it: "مجموعة السبع، وهي كندا وفرنسا ...", "NATO member Turkey"."""

from __future__ import annotations

from extraction.actors.cast import Cast
from extraction.actors.ties import TieRule, Ties
from extraction.clauses.predicates import Governed, Parsed
from extraction.lexicon.pack import LanguagePack
from extraction.relations.scene import NEAR, RelationScene
from ontology.model import ActorType, Predicate

_MEMBERS = "members"
_FAR = 10


class UnionFinder:
    """Finds the members of unions with the cues of one language.

    Args:
        pack: words that open a list of members, and that stand between a country and what it is a member of.
    """

    def __init__(self, pack: LanguagePack) -> None:
        self.member = pack.words("relations", "member")
        self.linking = pack.words("relations", "linking") | {""}
        self.each = pack.words("relations", "each")
        self.namely = pack.words("relations", "namely")
        self.states = pack.words("relations", "states")
        self.gains = pack.words("relations", "gains")
        self.gained = pack.words("relations", "gained")
        self.membership = pack.words("relations", "membership")

    def find(self, parsed: Parsed, cast: Cast, ties: Ties) -> None:
        """Add the members of the unions of a sentence."""
        reading = _SentenceUnions(self, parsed, cast, ties)
        for index in range(len(parsed.phrases)):
            reading.belonging(index)
            reading.listed(index)
            reading.acceding(index)


class _SentenceUnions(RelationScene):
    """The unions of one sentence."""

    def __init__(self, finder: UnionFinder, parsed: Parsed, cast: Cast, ties: Ties) -> None:
        super().__init__(parsed, cast, ties)
        self._f = finder

    def belonging(self, index: int) -> None:
        """A country beside the members of a union: "NATO member Turkey", "Turkey, which is a member of NATO"."""
        phrase = self._phrases[index]
        union = self._union_of(phrase)
        if union is None or not self._is_of_members(phrase):
            return
        near: list[Governed] = []
        if index + 1 < len(self._phrases) and self._phrases[index + 1].first == phrase.last + 1:
            near = [self._phrases[k] for k in self._joined(index + 1)]
        elif index:
            before = self._phrases[index - 1]
            words = {self._plain(at) for at in range(before.last + 1, phrase.first)}
            heads = {self._plain(at) for at in range(phrase.first, phrase.last + 1)} & self._f.member
            near = [before] if words <= self._f.linking and heads and _MEMBERS not in heads else []
        self._belong(near, union, phrase)

    def listed(self, index: int) -> None:
        """Two or more countries that are said to be what a union consists of: "من ست دول هي ...", in brackets."""
        countries = [self._phrases[k] for k in self._joined(index) if self._is_country(self._phrases[k])]
        if not index or len(countries) < 2 or countries[0] is not self._phrases[index]:
            return
        at = countries[0].first - 1
        while self._plain(at) in self._f.each:
            at -= 1
        before = self._phrases[index - 1]
        if self._tokens[at].surface == "(" and before.last == at - 1:
            self._belong(countries, self._union_of(before), before)
        elif self._plain(at) in self._f.namely:
            far = _FAR if self._plain(at - 1) in self._f.states else NEAR
            whole = self._type(before) is ActorType.IGO or self._is_of_members(before)  # no region, no crowd
            self._belong(countries if whole and at - before.last <= far else [], self._union_of(before), before)

    def acceding(self, index: int) -> None:
        """Who gained membership, entered or founded an organisation: "حصلت تركيا على عضوية الحلف"."""
        union = self._phrases[index]
        if not index or self._type(union) is not ActorType.IGO or not self._is_country(self._phrases[index - 1]):
            return
        last = index - 1
        while last > 0 and self._phrases[last].coordinated and self._is_country(self._phrases[last - 1]):
            last -= 1
        members = self._phrases[last:index]
        between = {self._plain(at) for at in range(members[-1].last + 1, union.first)}
        verbs = [p for p in self._parsed.predicates if members[0].first - NEAR < p.at < union.first]
        lemmas = {r.form.lemma for p in verbs for r in p.readings[:1] if r.form.part.value == "perfect"}
        gains = lemmas & self._f.gains and between and between <= self._f.membership
        enters = lemmas & self._f.gained and not between - {"the"} and not union.preposition
        if (gains or enters) and not any(self._is_negated(p.at) for p in verbs):
            self._belong(members, union.actors[0], union)

    def _is_of_members(self, phrase: Governed) -> bool:
        body = phrase.linked.phrase.body
        return body is not None and body.reference == _MEMBERS

    def _union_of(self, phrase: Governed) -> str | None:
        """The union that a phrase names or whose members it names."""
        if not phrase.actors or phrase.adjective or not self._is_union(phrase):
            return None
        unions = [t.object for t in self._ties.of(phrase.actors[0]) if t.predicate is Predicate.MEMBER_OF]
        return unions[0] if unions and self._type(phrase) is ActorType.STATE else phrase.actors[0]

    def _belong(self, countries: list[Governed] | tuple[Governed, ...], union: str | None, said: Governed) -> None:
        for country in countries if union is not None else ():
            if union is not None and self._is_country(country):
                span = self._span(country, said)
                self._ties.add(country.actors[0], Predicate.MEMBER_OF, union, span, TieRule.LIST)
