"""Standing relations that a sentence states outside of titles and bodies: members, allies, backers, leaders, places.

"اللجنة المكونة من السعودية ومصر", "بلغاريا، حليفة ألمانيا", "جبهة النصرة المرتبطة بتنظيم القاعدة".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from extraction.cast import Cast
from extraction.language.forms import Part
from extraction.language.pack import LanguagePack
from extraction.normalisation import fold_key
from extraction.predicates import Governed, Parsed
from extraction.ties import TieRule, Ties
from extraction.tokens import Token, TokenKind
from ontology.gazetteer import NameKind
from ontology.model import ActorType, Predicate, Span

_STATES = (ActorType.STATE, ActorType.FORMER_STATE)
_UNIONS = (ActorType.IGO, ActorType.STATE, ActorType.ARMED_FORCE, ActorType.ARMED_GROUP)
_ORGANS = (ActorType.GOVERNMENT, ActorType.ARMED_FORCE)
_GROUPS = (ActorType.ARMED_GROUP, ActorType.PARTY, ActorType.NGO, ActorType.PEOPLE)
_RESIDENTS = (ActorType.NGO, ActorType.FORMER_STATE, ActorType.ARMED_GROUP, ActorType.COMPANY, ActorType.PARTY)
_NATIONALS = (ActorType.MEDIA, ActorType.ARMED_GROUP, ActorType.PARTY, ActorType.NGO, ActorType.PEOPLE)
_DEMONYMS = (NameKind.DEMONYM, NameKind.DEMONYM_PLURAL)
_STOPS = frozenset(".؛;!?؟")
_PLURAL_MEMBERS = ("اعضاء", "الاعضاء")
_VOTE = "التصويت"
_NEAR = 3
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
        self._support = frozenset(cues["relations"]["support"])
        self._instances = pack.words("relations", "instances")
        self._votes = pack.words("relations", "votes")
        self._councils = tuple(cues["relations"]["council"])
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
        reading.support()
        reading.backing()
        reading.residents()


class _SentenceRelations:
    """The relations of one sentence."""

    def __init__(self, finder: RelationFinder, parsed: Parsed, cast: Cast, ties: Ties) -> None:
        self._f = finder
        self._parsed = parsed
        self._tokens = parsed.sentence.tokens
        self._phrases = parsed.phrases
        self._cast = cast
        self._ties = ties

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
        behind = range(union.last + 1, min(union.last + 1 + _NEAR, len(self._tokens)))
        cue = next((at for at in behind if self._plain(at) in self._f._comprises), None)
        before = cue is None and bool(union.first) and self._plain(union.first - 1) in self._f._comprises
        if before:
            cue = union.last
        if cue is not None:
            inside = [i for i, p in enumerate(self._phrases) if cue < p.first < self._end(cue)]
            if inside and not before and not self._plain(cue).startswith(("ت", "ي", "ض")):
                near = self._phrases[inside[0]].first - cue <= _NEAR
                inside = list(self._joined(inside[0])) if near else []
            listed = [self._phrases[i] for i in inside if self._is_country(self._phrases[i])]
            self._add_all(listed, Predicate.MEMBER_OF, union)

    def examples(self, index: int) -> None:
        """Members named as examples of the members of a union: "بعض الدول الأعضاء في الحلف، مثل البرتغال"."""
        states = self._phrases[index]
        if not states.actors or self._type(states) is not ActorType.STATE or index + 1 >= len(self._phrases):
            return
        unions = [t.object for t in self._ties.of(states.actors[0]) if t.predicate is Predicate.MEMBER_OF]
        cues = (at for at in range(states.last + 1, self._phrases[index + 1].first))
        cue = next((at for at in cues if self._plain(at) in self._f._instances), None)
        if not unions or cue is None or cue - states.last > _NEAR or self._phrases[index + 1].first - cue > _NEAR:
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
            behind = [i for i, p in enumerate(self._phrases) if at < p.first <= at + _NEAR + 1]
            first = next((i for i in behind if self._is_union(self._phrases[i], igo=True)), None)
            if first is None or (self._plain(at) in self._f._member and first != behind[0]):
                continue
            before = self._phrases[:first] if self._is_joining(at) else [p for p in self._phrases if p.last < at]
            member = next((p for p in reversed(before) if self._is_country(p)), None)
            for index in self._joined(first):
                union = self._phrases[index]
                if self._is_union(union, igo=True):
                    self._add_all([member] if member is not None else [], Predicate.MEMBER_OF, union)

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
            if near - voter.last > _NEAR:
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

    def _is_negated(self, at: int) -> bool:
        return any(self._plain(k) in ("لم", "لن", "لا", "ليس", "ليست", "غير") for k in range(max(at - 3, 0), at))

    # allies, backers, leaders

    def behind(self, index: int) -> None:
        """What a participle or a noun right behind a phrase says of it and of the phrases that follow."""
        phrase = self._phrases[index]
        if not phrase.actors or index + 1 >= len(self._phrases):
            return
        for at in range(phrase.last + 1, min(phrase.last + 1 + _NEAR, self._phrases[index + 1].first)):
            relation = self._relation(at)
            if relation is None:
                continue
            if self._phrases[index + 1].first - at > _NEAR:
                return
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

    def _relate(self, phrase: Governed, relation: str, other: Governed) -> None:
        if phrase.adjective or other.adjective or not phrase.actors or not other.actors:
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
        by_group = self._cast[leader].type in (ActorType.ARMED_GROUP, ActorType.PARTY)
        return kind is not ActorType.PERSON and (kind is not ActorType.STATE or by_group)

    def support(self) -> None:
        """Backing said with a noun: "دعم حزب الله لجبهة البوليساريو"."""
        for predicate in self._parsed.predicates:
            lemmas = {r.form.lemma for r in predicate.readings if r.form.part.nominal}
            if lemmas.isdisjoint(self._f._support):
                continue
            behind = [p for p in self._phrases if predicate.at < p.first <= predicate.at + 2 * _NEAR]
            if len(behind) > 1 and behind[0].first == predicate.at + 1 and behind[1].preposition == "ل":
                backer, backed = behind[0], behind[1]
                if not backer.preposition and self._type(backed) in (ActorType.ARMED_GROUP, ActorType.PARTY):
                    self._relate(backed, "supports", backer)

    def backing(self) -> None:
        """Backing said with a verb in the present: "تدعم إيران حزب الله", "الجبهة التي تساندها الجزائر"."""
        for verb in self._parsed.predicates:
            reading = verb.readings[0]
            if reading.form.lemma not in self._f._support or verb.part is not Part.IMPERFECT:
                continue
            bare = [p for p in self._phrases if not p.preposition and not p.adjective and p.actors]
            before = [p for p in bare if verb.at - _NEAR <= p.last < verb.at]
            behind = [p for p in self._phrases if verb.at < p.first <= verb.at + 2 * _NEAR and p.actors]
            if not behind or behind[0].first > verb.at + 1 or self._is_negated(verb.at):
                continue
            if reading.enclitic:
                backed, backer = [p for p in self._phrases if verb.at - _NEAR <= p.last < verb.at], behind[:1]
            elif before and before[-1].last == verb.at - 1:
                backed, backer = behind[:1], before[-1:]
            else:
                backed, backer = behind[1:2], behind[:1]
            if backed and backer and self._type(backed[-1]) in (ActorType.ARMED_GROUP, ActorType.PARTY):
                self._relate(backed[-1], "supports", backer[0])

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
            near = range(place.last + 1, min(place.last + 2 + 2 * _NEAR, len(self._tokens)))
            cue = next((at for at in near if self._plain(at) in self._f._instances), None)
            resides = place.preposition == "في" or self._plain(place.last + 1) in self._f._residence
            if cue is not None and resides:
                listed = [p for p in following if p.first > cue and self._type(p) in _RESIDENTS]
                self._add_all([p for p in listed if p.first < self._end(cue)], Predicate.LOCATED_IN, place)

    # helpers

    def _plain(self, at: int) -> str:
        """A folded word without its conjunction."""
        if not 0 <= at < len(self._tokens) or self._tokens[at].kind is not TokenKind.WORD:
            return ""
        token: Token = self._tokens[at]
        return token.norm[1:] if token.proclitics[:1] in (("و",), ("ف",)) else token.norm

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
