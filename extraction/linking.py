"""From phrase to actor: who is meant by a name, a title, "the alliance", "the two sides"; and what ties them says.

Phrases are resolved in reading order, so that a later mention can lead back to an earlier one. In order of trust:
the register's name; title and owner with the register's terms of office at the document's date; the document's own
introduction; the most salient actor of the type that a referring noun asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from extraction.cast import Cast
from extraction.language.pack import LanguagePack
from extraction.normalisation import fold_key
from extraction.phrases import Phrase, PhraseKind
from ontology.catalog import Catalog
from ontology.dates import parse_date
from ontology.gazetteer import NameKind
from ontology.model import ActorType, Document, Predicate, Span

_STATES = (ActorType.STATE, ActorType.FORMER_STATE)


@dataclass(frozen=True, slots=True)
class LinkedPhrase:
    """A phrase and the ids of the actors that it means; none where it could not be told."""

    phrase: Phrase
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """A standing relation that a phrase states: "الرئيس الروسي فلاديمير بوتين" says who heads what."""

    subject: str
    predicate: Predicate
    object: str
    evidence: Span


class Linker:
    """Resolves the phrases of one document in order.

    Args:
        catalog: the register.
        pack: the referring nouns of the language.
        document: whose date decides who held an office.
    """

    def __init__(self, catalog: Catalog, pack: LanguagePack, document: Document) -> None:
        self.cast = Cast(catalog, document.language)
        self.ties: list[Tie] = []
        self._catalog = catalog
        self._document = document
        self._references = {
            fold_key(word): cast("dict[str, Any]", rule) for word, rule in pack.cues["reference"].items()
        }

    def link(self, phrases: Sequence[Phrase]) -> tuple[LinkedPhrase, ...]:
        """Resolve the phrases of a sentence."""
        return tuple(self._link(phrase) for phrase in phrases)

    def _link(self, phrase: Phrase) -> LinkedPhrase:
        actors = self._resolve(phrase)
        self.cast.spoke_of(actors)
        return LinkedPhrase(phrase, actors)

    def _resolve(self, phrase: Phrase) -> tuple[str, ...]:
        match phrase.kind:
            case PhraseKind.NAME | PhraseKind.ADJECTIVE:
                return self._name(phrase)
            case PhraseKind.BODY:
                return self._body(phrase)
            case PhraseKind.PERSON:
                return self._person(phrase)
            case PhraseKind.REFERENCE:
                return self._reference(phrase)

    def _name(self, phrase: Phrase) -> tuple[str, ...]:
        actor = self.cast.known(phrase.slugs[0])
        if phrase.owner is not None:
            for owner in self._resolve(phrase.owner):
                if owner != actor and self.cast[actor].type not in _STATES:
                    self._tie(actor, Predicate.MEMBER_OF, owner, phrase.span)
        return (actor,)

    def _body(self, phrase: Phrase) -> tuple[str, ...]:
        body = phrase.body
        if body is None:
            return ()
        owners = self._owners(phrase)
        if body.reference == "state":
            return owners
        owner = owners[0] if owners else None
        if owner is None and body.reference == "bare":
            owner = self.cast.recent(_STATES)
        surface = phrase.span.of(self._document.text) if phrase.owner is not None else " ".join(body.head)
        if owner is None and phrase.owner is None:
            surface = phrase.span.of(self._document.text)
        actor = self.cast.body(body, owner, surface)
        if owner is not None:
            predicate = Predicate.MEMBER_OF if body.reference == "members" else Predicate.PART_OF
            if body.type in (ActorType.ARMED_GROUP, ActorType.PARTY):
                predicate = Predicate.LOCATED_IN
            self._tie(actor, predicate, owner, phrase.span)
        self._related(actor, phrase)
        return (actor,)

    def _related(self, actor: str, phrase: Phrase) -> None:
        for relation, other in phrase.related:
            for related in self._resolve(other):
                if relation == "supports":
                    self._tie(related, Predicate.SUPPORTS, actor, phrase.span)
                else:
                    self._tie(actor, Predicate(relation), related, phrase.span)

    def _owners(self, phrase: Phrase) -> tuple[str, ...]:
        if phrase.owner is not None:
            owners = self._resolve(phrase.owner)
            self.cast.spoke_of(owners)
            return owners
        if phrase.owner_pronoun:
            recent = self.cast.recent(_STATES)
            return (recent,) if recent else ()
        return ()

    # persons

    def _person(self, phrase: Phrase) -> tuple[str, ...]:
        owners = self._owners(phrase)
        owner = owners[0] if owners else None
        if phrase.name is None:
            return self._unnamed(phrase, owner)
        person = self._named(phrase, owner)
        if phrase.title is not None:
            self._office(phrase, person, owner)
        if owner is not None:
            self.cast.belongs(person, self._state_of(owner))
        return (person,)

    def _named(self, phrase: Phrase, owner: str | None) -> str:
        surface = cast("Span", phrase.name).of(self._document.text)
        if phrase.slugs:
            return self.cast.call(self.cast.known(self._candidate(phrase.slugs, owner)), surface)
        return self.cast.person(surface, owner)

    def _candidate(self, slugs: Sequence[str], owner: str | None) -> str:
        """Which bearer of a name: the one spoken of, the one of the owner's country, the one in office, the first."""
        spoken = [slug for slug in slugs if slug in self.cast]
        fitting = [slug for slug in slugs if owner is not None and self._catalog.actors[slug].country == owner]
        serving = [slug for slug in slugs if self._in_office(slug)]
        for choice in (fitting if owner else [], spoken, serving, list(slugs)):
            if choice:
                return choice[0]
        return slugs[0]

    def _in_office(self, slug: str) -> bool:
        date = self._document.published
        if date is None:
            return False
        return any(t.holder == slug and (t.start or "") <= date <= (t.end or "9999") for t in self._catalog.tenures)

    def _office(self, phrase: Phrase, person: str, owner: str | None) -> None:
        title = phrase.title
        if title is None or title.scope == "none":
            return
        if owner is None and person in self._catalog.actors and title.scope == "state":
            country = self._catalog.actors[person].country
            owner = self.cast.known(country) if country in self._catalog.actors and country else None
        self.cast.hold(person, title.office, owner)
        if owner is None or owner == person:
            return
        predicate = Predicate.OFFICE_HOLDER_OF if phrase.former else title.predicate
        self._tie(person, predicate, owner, phrase.span)

    def _unnamed(self, phrase: Phrase, owner: str | None) -> tuple[str, ...]:
        title = phrase.title
        if title is None:
            return ()
        held = self.cast.holder(title.office, owner)
        if held is not None:
            return (held,)
        if owner is None:
            recent = self.cast.recent((ActorType.PERSON,))
            return (recent,) if recent else ()
        serving = self._serving(title.office, owner)
        if serving is not None and not phrase.former:
            person = self.cast.known(serving)
            self._office(phrase, person, owner)
            return (person,)
        return (owner,)

    def _serving(self, office: str, owner: str) -> str | None:
        """Who held an office at the document's date, to the precision of the date."""
        date = self._document.published
        if date is None:
            return None
        day = parse_date(date)
        serving = (t.holder for t in self._catalog.tenures if (t.office, t.of) == (office, owner) and t.covers(day))
        return next(serving, None)

    def _state_of(self, owner: str) -> str:
        return owner

    # references

    def _reference(self, phrase: Phrase) -> tuple[str, ...]:
        rule = self._references[phrase.reference]
        types = tuple(ActorType(name) for name in rule["types"])
        number = int(rule.get("number", 1))
        if number > 1:
            return self.cast.salient(types, number)
        names = tuple(rule.get("names", ()))
        words = tuple(rule.get("words", ()))
        if names:
            found = self.cast.recent(types, among=names)
        elif words:
            found = self.cast.named_like(words, types)
        elif rule.get("own"):
            found = self._own_state()
        else:
            found = self.cast.recent(types)
        return (found,) if found else ()

    def _own_state(self) -> str | None:
        """The state of the person or body last spoken of ("بلاده")."""
        person = self.cast.recent((ActorType.PERSON, ActorType.GOVERNMENT), within=6)
        if person is not None:
            for tie in reversed(self.ties):
                if tie.subject == person and self.cast[tie.object].type in _STATES:
                    return tie.object
            country = self._catalog.actors[person].country if person in self._catalog.actors else None
            if country is not None and country in self._catalog.actors:
                return self.cast.known(country)
        return self.cast.recent(_STATES)

    def _tie(self, subject: str, predicate: Predicate, other: str, evidence: Span) -> None:
        if subject != other and not any(
            (t.subject, t.predicate, t.object) == (subject, predicate, other) for t in self.ties
        ):
            self.ties.append(Tie(subject, predicate, other, evidence))


def is_metonym(phrase: Phrase) -> bool:
    """Whether a phrase names a state by its capital or palace."""
    return phrase.name_kind is NameKind.METONYM


def all_actors(linked: Iterable[LinkedPhrase]) -> tuple[str, ...]:
    """The ids that phrases mean, in order, each once."""
    return tuple(dict.fromkeys(actor for item in linked for actor in item.actors))
