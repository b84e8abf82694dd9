"""Standing relations that a sentence states outside of titles and bodies: members, allies, backers, leaders, places.

"اللجنة المكونة من السعودية ومصر", "بلغاريا، حليفة ألمانيا", "جبهة النصرة المرتبطة بتنظيم القاعدة".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from extraction.actors.cast import Cast
from extraction.actors.ties import TieRule, Ties
from extraction.clauses.predicates import Governed, Parsed
from extraction.lexicon.pack import LanguagePack
from extraction.relations.backing import BackingFinder
from extraction.relations.scene import NEAR, RelationScene
from extraction.relations.unions import UnionFinder
from extraction.text.normalisation import fold_key
from ontology.gazetteer import NameKind
from ontology.model import ActorType, Predicate

_STATES = (ActorType.STATE, ActorType.FORMER_STATE)
_UNIONS = (ActorType.IGO, ActorType.STATE, ActorType.ARMED_FORCE, ActorType.ARMED_GROUP)
_ORGANS = (ActorType.GOVERNMENT, ActorType.ARMED_FORCE)
_GROUPS = (ActorType.ARMED_GROUP, ActorType.PARTY, ActorType.NGO, ActorType.PEOPLE)
_RESIDENTS = (ActorType.NGO, ActorType.FORMER_STATE, ActorType.ARMED_GROUP, ActorType.COMPANY, ActorType.PARTY)
_NATIONALS = (ActorType.MEDIA, ActorType.ARMED_GROUP, ActorType.PARTY, ActorType.NGO, ActorType.PEOPLE)
_DEMONYMS = (NameKind.DEMONYM, NameKind.DEMONYM_PLURAL)
_STOPS = frozenset(".؛;!?؟")
_VERBAL = ("ت", "ي", "ض")
"""How the forms of verbs begin that say what a union holds."""
_PLURAL_MEMBERS = ("اعضاء", "الاعضاء")
_VOTE = "التصويت"
_MIN_LISTED = 3


class RelationFinder:
    """Finds the relations of sentences.

    Args:
        pack: the cues of the language.
    """

    def __init__(self, pack: LanguagePack) -> None:
        cues = cast("Mapping[str, Mapping[str, list[str]]]", pack.cues)
        self._behind = {fold_key(w): relation for relation, words in cues["ties"].items() for w in words}
        self._leaders = pack.words("ties_before", "headOf")
        self._allies = pack.words("ties_before", "alliedWith")
        self._comprises = pack.words("relations", "comprises")
        self._member = pack.words("relations", "member")
        self._joins = frozenset(cues["relations"]["joins"])
        self._backing = BackingFinder(pack)
        self._both = pack.words("relations", "both")
        self._instances = pack.words("relations", "instances")
        self._votes = pack.words("relations", "votes")
        self._councils = tuple(cues["relations"]["council"])
        self._each = pack.words("relations", "each")
        self._unions = UnionFinder(pack)
        self._residence = pack.words("relations", "residence")

    def find(self, parsed: Parsed, cast: Cast, ties: Ties) -> None:
        """Add the relations that a sentence states."""
        reading = _SentenceRelations(self, parsed, cast, ties)
        reading.label()
        for index in range(len(parsed.phrases)):
            reading.behind(index)
            reading.members(index)
            reading.examples(index)
        reading.membership()
        reading.votes()
        reading.residents()
        self._unions.find(parsed, cast, ties)
        self._backing.find(parsed, cast, ties)


class _SentenceRelations(RelationScene):
    """The relations of one sentence."""

    def __init__(self, finder: RelationFinder, parsed: Parsed, cast: Cast, ties: Ties) -> None:
        super().__init__(parsed, cast, ties)
        self._f = finder

    # members

    def label(self) -> None:
        """A union before a colon and its members behind it: "الاتحاد الأوروبي: فرنسا (4)، ألمانيا (4)"."""
        if not self._phrases:
            return
        first = self._phrases[0]
        colon = first.last + 1
        if colon < len(self._tokens) and self._tokens[colon].surface == ":" and self._is_union(first, igo=True):
            listed = [p for p in self._phrases[1:] if self._is_country(p)]
            if len(listed) >= _MIN_LISTED:
                self._add_all(listed, Predicate.MEMBER_OF, first)

    def members(self, index: int) -> None:
        """The members that a union is said to consist of: "المكونة من", "التي تضم"."""
        union = self._phrases[index]
        if not self._is_union(union):
            return
        behind = range(union.last + 1, min(union.last + 1 + NEAR, len(self._tokens)))
        cue = next((at for at in behind if self._plain(at) in self._f._comprises), None)
        before = cue is None and bool(union.first) and self._plain(union.first - 1) in self._f._comprises
        if before:
            cue = union.last
        if cue is not None:
            inside = [i for i, p in enumerate(self._phrases) if cue < p.first < self._end(cue)]
            if inside and not before and not self._plain(cue).startswith(_VERBAL):
                near = self._phrases[inside[0]].first - cue <= NEAR
                inside = list(self._joined(inside[0])) if near else []
            joint = not self._plain(cue).startswith(_VERBAL) and self._is_union(union, igo=True)
            everybody = [self._phrases[i] for i in inside]
            listed = [p for p in everybody if self._is_country(p) or (joint and self._is_union(p, igo=True))]
            self._add_all(listed, Predicate.MEMBER_OF, union)

    def examples(self, index: int) -> None:
        """Members named as examples of the members of a union: "بعض الدول الأعضاء في الحلف، مثل البرتغال"."""
        states = self._phrases[index]
        if not states.actors or self._type(states) is not ActorType.STATE or index + 1 >= len(self._phrases):
            return
        unions = [t.object for t in self._ties.of(states.actors[0]) if t.predicate is Predicate.MEMBER_OF]
        cues = (at for at in range(states.last + 1, self._phrases[index + 1].first))
        cue = next((at for at in cues if self._plain(at) in self._f._instances), None)
        if not unions or cue is None or cue - states.last > NEAR or self._phrases[index + 1].first - cue > NEAR:
            return
        for other in self._joined(index + 1):
            if self._is_country(self._phrases[other]):
                span = self._span(states, self._phrases[other])
                member = self._phrases[other].actors[0]
                self._ties.add(member, Predicate.MEMBER_OF, unions[0], span, TieRule.LIST)

    def membership(self) -> None:
        """Who is or became a member of what: "عضو في الأمم المتحدة", "انضمت إلى رابطة الدول المستقلة"."""
        for at in range(len(self._tokens)):
            if self._plain(at) in _PLURAL_MEMBERS and self._plain(at - 1) not in ("احد", "احدي", "من"):
                continue
            if not (self._plain(at) in self._f._member or self._is_joining(at)) or self._is_negated(at):
                continue
            behind = [i for i, p in enumerate(self._phrases) if at < p.first <= at + NEAR + 1]
            first = next((i for i in behind if self._is_union(self._phrases[i], igo=True)), None)
            if first is None or (self._plain(at) in self._f._member and first != behind[0]):
                continue
            members = self._members(at, first)
            for index in self._joined(first):
                union = self._phrases[index]
                if self._is_union(union, igo=True):
                    self._add_all(members, Predicate.MEMBER_OF, union)

    def _members(self, at: int, union: int) -> list[Governed]:
        """Who joined, those that are coordinated with them too; for a noun the last country before it."""
        if not self._is_joining(at):
            return self._last_countries(union, at, coordinated=self._plain(at) in self._f._both)
        members = self._last_countries(union, self._phrases[union].first, coordinated=True)
        behind = self._phrases[union + 1 : union + 2]
        if members or not behind or behind[0].first - self._phrases[union].last > 2 * NEAR:
            return members
        first_to_follow = self._is_country(behind[0]) and (not behind[0].preposition or self._of_each(behind[0]))
        return [self._phrases[k] for k in self._joined(union + 1)] if first_to_follow else []

    def _of_each(self, phrase: Governed) -> bool:
        """Whether a list begins as "كل من مصر وليبيا"."""
        return self._plain(phrase.first - 2) in self._f._each

    def _last_countries(self, index: int, at: int, *, coordinated: bool) -> list[Governed]:
        """The last country that stands before a phrase and a token, with those that it is coordinated with."""
        last = next((k for k in range(index, -1, -1) if self._is_before(k, at)), None)
        if last is None:
            return []
        first = last
        while coordinated and first > 0 and self._phrases[first].coordinated and self._is_before(first - 1, at):
            first -= 1
        return list(self._phrases[first : last + 1])

    def _is_before(self, index: int, at: int) -> bool:
        return self._phrases[index].last < at and self._is_country(self._phrases[index])

    def votes(self) -> None:
        """Who casts a veto or abstains is in the council: "استخدمت روسيا والصين الفيتو", "امتنعت تونس عن التصويت"."""
        councils = [council for council in self._f._councils if council in self._cast]
        for at in range(1, len(self._tokens)) if councils else ():
            if self._plain(at) not in self._f._votes or (self._plain(at) == _VOTE and self._plain(at - 1) != "عن"):
                continue
            for voter in self._voters(at):
                span = voter.linked.phrase.span
                self._ties.add(voter.actors[0], Predicate.MEMBER_OF, councils[0], span, TieRule.LIST)

    def _voters(self, at: int) -> Iterator[Governed]:
        """The countries right before a word of a vote, the last one and those that it is coordinated with."""
        before = [p for p in self._phrases if p.last < at and self._is_country(p) and not p.preposition]
        near = at
        for voter in reversed(before):
            if near - voter.last > NEAR:
                return
            yield voter
            if not voter.coordinated:
                return
            near = voter.first + 1

    def _is_joining(self, at: int) -> bool:
        predicate = self._parsed.predicate_at(at)
        return predicate is not None and any(
            r.form.lemma in self._f._joins and r.form.part.value == "perfect" for r in predicate.readings[:1]
        )

    # allies, backers, leaders

    def behind(self, index: int) -> None:
        """What a participle or a noun right behind a phrase says of it and of the phrases that follow."""
        phrase = self._phrases[index]
        if not phrase.actors or index + 1 >= len(self._phrases):
            return
        for at in range(phrase.last + 1, min(phrase.last + 2 + NEAR, self._phrases[index + 1].first)):
            relation = self._relation(at)
            if relation is None or (at > phrase.last + NEAR and relation != "alliedWith"):
                continue
            if self._phrases[index + 1].first - at > NEAR:
                return
            following = self._phrases[index + 1]
            if relation == "supports" and following.adjective and following.first == at + 1 and phrase.actors:
                span = self._span(phrase, following)  # "المدعومة إيرانيا"
                self._ties.add(following.actors[0], Predicate.SUPPORTS, phrase.actors[0], span, TieRule.BETWEEN)
            for other in self._joined(index + 1):
                self._relate(phrase, relation, self._phrases[other])
            return

    def _relation(self, at: int) -> str | None:
        word = self._plain(at)
        if word in self._f._leaders:
            return "headOf"
        if word in self._f._allies:
            return "alliedWith"
        return self._f._behind.get(word)

    # places

    def residents(self) -> None:
        """Groups and institutions that are listed as being in a country: "داخل أذربيجان بما في ذلك المركز الثقافي"."""
        for index, place in enumerate(self._phrases):
            if not self._is_country(place):
                continue
            following = self._phrases[index + 1 :]
            if self._type(place) is ActorType.STATE and index and self._phrases[index - 1].last + 2 == place.first:
                before = self._phrases[index - 1]
                if place.preposition == "في" and self._type(before) in _GROUPS and not before.adjective:
                    self._add_all([before], Predicate.LOCATED_IN, place)
            near = range(place.last + 1, min(place.last + 2 + 2 * NEAR, len(self._tokens)))
            cue = next((at for at in near if self._plain(at) in self._f._instances), None)
            resides = place.preposition == "في" or self._plain(place.last + 1) in self._f._residence
            if cue is not None and resides:
                listed = [p for p in following if p.first > cue and self._type(p) in _RESIDENTS]
                self._add_all([p for p in listed if p.first < self._end(cue)], Predicate.LOCATED_IN, place)
