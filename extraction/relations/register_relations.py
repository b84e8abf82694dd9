"""Relations that names and the register say: "حزب الله اللبناني" is Lebanon's, an organ of the UN is part of the UN."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from extraction.actors.cast import Cast
from extraction.actors.offices import HEADS, Serving
from extraction.actors.ties import TieRule, Ties
from extraction.clauses.predicates import Governed, Parsed
from extraction.lexicon.pack import LanguagePack
from extraction.phrases.gazetteer import Gazetteer
from extraction.phrases.phrase import PhraseKind
from extraction.text.normalisation import fold, fold_key
from ontology.catalog import Catalog, RegisterActor
from ontology.dates import EdtfDate
from ontology.gazetteer import NameKind
from ontology.model import Actor, ActorType, Mention, Predicate, Span

_LEADING = (*HEADS, "head-of-organisation", "leader", "supreme-leader", "party-leader", "director-general")
_ORGANS = (ActorType.GOVERNMENT, ActorType.ARMED_FORCE)
_NATIONALS = (ActorType.MEDIA, ActorType.ARMED_GROUP, ActorType.PARTY, ActorType.NGO, ActorType.PEOPLE)
_DEMONYMS = (NameKind.DEMONYM, NameKind.DEMONYM_PLURAL)


class RegisterRelations:
    """What names of the register say of how actors belong together.

    Args:
        pack: participles in names ("الموالين").
        catalog: organs and countries.
        gazetteer: finds the names inside a name.
    """

    def __init__(self, pack: LanguagePack, catalog: Catalog, gazetteer: Gazetteer) -> None:
        self._catalog = catalog
        self._gazetteer = gazetteer
        ties = cast("Mapping[str, list[str]]", pack.cues["ties"])
        self._behind = {fold_key(word): relation for relation, words in ties.items() for word in words}

    def find(self, parsed: Parsed, cast: Cast, ties: Ties) -> None:
        """Add what the words of the names of a sentence say: "الانفصاليين الموالين لروسيا"."""
        for phrase in parsed.phrases:
            self._inside(parsed, phrase, cast, ties)

    def presupposed(
        self,
        cast: Cast,
        ties: Ties,
        mentions: Sequence[Mention],
        serving: Serving,
        narrated: Sequence[EdtfDate] = (),
    ) -> None:
        """Add what the register knows of how the actors of a document belong together.

        Whoever heads a state at the document's date is its head, if the document says nothing else of him; so is who
        headed it in one of the years that are narrated. Others hold or held the office of the register.
        """
        where: dict[str, Span] = {}
        for mention in mentions:
            where.setdefault(mention.actor, mention.span)
        for tie in ties:
            where.setdefault(tie.subject, tie.evidence)
            where.setdefault(tie.object, tie.evidence)
        for actor in list(cast):
            if actor.id in self._catalog.actors and actor.id in where:
                self._add(actor, self._catalog.actors[actor.id], where, ties)
        for (office, of), holder in serving.holders.items():
            if office in HEADS and holder in where and of in where and next(ties.of(holder), None) is None:
                ties.add(holder, Predicate.HEAD_OF, of, where[holder], TieRule.REGISTER)
        for actor in list(cast):
            if actor.type is ActorType.PERSON and actor.id in where and next(ties.of(actor.id), None) is None:
                self._office(actor.id, where, ties, serving, narrated)

    def _office(
        self, person: str, where: Mapping[str, Span], ties: Ties, serving: Serving, narrated: Sequence[EdtfDate]
    ) -> None:
        """The office of somebody of whom the document says none: the one he holds, else the last that he held.

        He heads what he led in a year that the document tells of.
        """
        terms = [term for term in serving.terms.by(person) if term.of in where]
        held = [term for term in terms if serving.holder(term.office, term.of) == person]
        led = [t for t in terms if t.office in _LEADING and any(t.covers(year) for year in narrated)]
        if held or led:
            term = (held or led)[-1]
            predicate = Predicate.HEAD_OF if term.office in _LEADING else Predicate.OFFICE_HOLDER_OF
            ties.add(person, predicate, term.of, where[person], TieRule.REGISTER)
        elif terms and serving.ended(terms[-1]):
            ties.add(person, Predicate.OFFICE_HOLDER_OF, terms[-1].of, where[person], TieRule.REGISTER)

    def _add(self, actor: Actor, entry: RegisterActor, where: Mapping[str, Span], ties: Ties) -> None:
        evidence = where[actor.id]
        members = self._joint_members(entry)
        for member in members:
            if member in where:
                ties.add(member, Predicate.MEMBER_OF, actor.id, evidence, TieRule.REGISTER)
        for whole in (*entry.part_of, *self._whole(entry)):
            if whole in where and whole not in members:
                organ = actor.type is not ActorType.STATE
                predicate = Predicate.PART_OF if organ else Predicate.MEMBER_OF
                ties.add(actor.id, predicate, whole, evidence, TieRule.REGISTER)
        if actor.type in _ORGANS and entry.country is not None and entry.country in where:
            ties.add(actor.id, Predicate.PART_OF, entry.country, evidence, TieRule.REGISTER)

    def _inside(self, parsed: Parsed, phrase: Governed, cast: Cast, ties: Ties) -> None:
        if phrase.linked.phrase.kind is not PhraseKind.NAME or phrase.first == phrase.last or not phrase.actors:
            return
        actor = phrase.actors[0]
        if cast[actor].type not in _NATIONALS:
            return
        tokens = parsed.sentence.tokens[phrase.first : phrase.last + 1]
        relation = next((self._behind[token.norm] for token in tokens if token.norm in self._behind), "memberOf")
        named = self._gazetteer.find(fold(tokens[-1].surface), tokens[-1].surface)
        other = named[0].things[0] if named and not named[0].things[0].treaty else None
        if other is None or self._catalog.actors[other.slug].type is not ActorType.STATE:
            return
        if relation == "memberOf" and (other.kind not in _DEMONYMS or self._catalog.actors[other.slug].iso3 is None):
            return
        span = phrase.linked.phrase.span
        organ = relation == "memberOf" and cast[actor].type is ActorType.MEDIA
        ties.add(actor, Predicate.PART_OF if organ else Predicate(relation), cast.known(other.slug), span, TieRule.NAME)
        home = self._catalog.actors[actor].country if actor in self._catalog.actors else None
        if relation != "memberOf" and home is not None and home in cast:
            ties.add(actor, Predicate.LOCATED_IN, home, span, TieRule.REGISTER)

    def _whole(self, entry: RegisterActor) -> tuple[str, ...]:
        """The union at the end of an organ's name: "الأمانة العامة لجامعة الدول العربية"."""
        name = fold_key(entry.preferred("ar") or "")
        _, _, inner = name.partition(" ")
        if entry.type not in (ActorType.IGO, ActorType.STATE) or entry.iso3 is not None or " و" in inner:
            return ()
        found = [n for n in self._gazetteer.find(fold(inner)) if not n.things[0].treaty]
        tail = [n.things[0].slug for n in found if n.span.end == len(inner) and " " in n.span.of(inner)]
        return tuple(slug for slug in tail if self._catalog.actors[slug].type is ActorType.IGO)

    def _joint_members(self, entry: RegisterActor) -> tuple[str, ...]:
        """The two whose names make up the name of their council: "مجلس روسيا والناتو"."""
        _, _, inner = (entry.preferred("ar") or "").partition(" ")
        if " و" not in inner or entry.type is not ActorType.IGO:
            return ()
        found = [n.things[0].slug for n in self._gazetteer.find(fold(inner)) if not n.things[0].treaty]
        return tuple(found) if len(found) == 2 else ()
