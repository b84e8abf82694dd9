"""From phrase to actor: who is meant by a name, a body, "the alliance", "the two sides"; and what ties them says.

Phrases are resolved in reading order, so that a later mention can lead back to an earlier one. In order of trust:
the register's name; title and owner with the register's terms of office at the document's date; the document's own
introduction; the most salient actor of the type that a referring noun asks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extraction.actors.belonging import predicate_of
from extraction.actors.cast import Cast
from extraction.actors.focus import Focus
from extraction.actors.offices import TermsOfOffice
from extraction.actors.person_linking import PersonLinker
from extraction.actors.phrase_agreement import PhraseAgreement
from extraction.actors.references import References
from extraction.actors.ties import TieRule, Ties
from extraction.lexicon.pack import Body, LanguagePack
from extraction.phrases.agreement import Case
from extraction.phrases.phrase import Phrase, PhraseKind
from ontology.catalog import Catalog
from ontology.dates import parse_date
from ontology.gazetteer import NameKind
from ontology.model import ActorType, Document, Predicate

_STATES = (ActorType.STATE, ActorType.FORMER_STATE)
_COUNTRIES = (ActorType.STATE,)
_UNIONS = (ActorType.IGO, ActorType.ARMED_FORCE)
_ALLIANCES = ("حلف", "تحالف")
_ARTICLE = "ال"
_NATION = "People of {state}"
_OF_TWO = "هما"
_REGION = "States around {state}"
_COALITION = "International coalition"
_OF_THE_STATE = ("bare", "group", "owned", "adjacent")
_ORGANS = (ActorType.GOVERNMENT, ActorType.ARMED_FORCE)


@dataclass(frozen=True, slots=True)
class LinkedPhrase:
    """A phrase and the ids and types of the actors that it means; none where it could not be told."""

    phrase: Phrase
    actors: tuple[str, ...]
    types: tuple[ActorType, ...] = ()
    feminine: bool | None = None
    case: Case = Case.ANY


class Linker:
    """Resolves the phrases of one document in order.

    Args:
        catalog: the register.
        pack: the referring nouns of the language.
        document: whose date decides who held an office.
        terms: all terms of office of the register, and the unions that its states once formed.
    """

    def __init__(self, catalog: Catalog, pack: LanguagePack, document: Document, terms: TermsOfOffice) -> None:
        self.cast = Cast(catalog, document.language, pack.bodies)
        self.ties = Ties()
        self._document = document
        self.serving = terms.serving(parse_date(document.published) if document.published else None)
        self._states_here: list[str] = []
        self._focus = Focus()
        self._persons = PersonLinker(catalog, self.cast, self.ties, document, self.serving, self._focus.state)
        self._predecessors = terms.predecessors
        self._agreement = PhraseAgreement(pack, self.cast, document.text)
        self._references = References(pack, self.cast, self._focus, self._own_state)

    def expect(self, named: frozenset[str]) -> None:
        """Remember whom of the register the document names anywhere, so that a title before it can mean them."""
        self._persons.named = named

    def link(self, phrases: Sequence[Phrase]) -> tuple[LinkedPhrase, ...]:
        """Resolve the phrases of a sentence."""
        self._states_here = []
        self._focus.open_sentence()
        linked: list[LinkedPhrase] = []
        for phrase in phrases:
            linked.append(self._further_office(phrase, linked) or self._link(phrase))
        return tuple(linked)

    def _further_office(self, phrase: Phrase, before: Sequence[LinkedPhrase]) -> LinkedPhrase | None:
        """A second office of the person just named: "إدريس ديبي وهو الرئيس الدوري للاتحاد الأفريقي"."""
        if phrase.title is None or phrase.name is not None or not before or not before[-1].actors:
            return None
        last = before[-1]
        if last.phrase.kind is not PhraseKind.PERSON or last.phrase.name is None:
            return None
        between = self._document.text[last.phrase.span.end : phrase.span.start]
        if between.strip(" ،,-–(") not in ("", "وهو", "وهي", "و"):
            return None
        owners = self._owners(phrase)
        self._persons.hold(phrase, last.actors[0], owners[0] if owners else None)
        return LinkedPhrase(phrase, last.actors[:1], last.types[:1])

    def _link(self, phrase: Phrase) -> LinkedPhrase:
        actors = self._resolve(phrase)
        self.cast.spoke_of(actors)
        self._states_here += [actor for actor in actors if self.cast[actor].iso3 and self.cast[actor].type in _STATES]
        for state in dict.fromkeys(map(self.state_of, actors)):
            if self.cast[state].type in _COUNTRIES and self.cast[state].iso3 is not None:
                self._focus.concerns(state)
        return LinkedPhrase(
            phrase,
            actors,
            tuple(self.cast[actor].type for actor in actors),
            self._agreement.gender(phrase, actors),
            self._agreement.case(phrase),
        )

    def feminine(self, actor: str) -> bool | None:
        """Whether a verb agrees with somebody in the feminine: as the last phrase told, else as states do."""
        return self._agreement.feminine(actor)

    def _resolve(self, phrase: Phrase) -> tuple[str, ...]:
        match phrase.kind:
            case PhraseKind.NAME | PhraseKind.ADJECTIVE:
                return self._name(phrase)
            case PhraseKind.BODY:
                return self._body(phrase)
            case PhraseKind.PERSON:
                return self._person(phrase)
            case PhraseKind.REFERENCE:
                return self._references.resolve(phrase)

    def _name(self, phrase: Phrase) -> tuple[str, ...]:
        actor = self.cast.known(self._of_its_time(phrase) or phrase.slugs[0])
        if phrase.kind is PhraseKind.NAME and phrase.name_kind is not NameKind.METONYM:
            self.cast.call_as(actor, self._surface(phrase))
        if phrase.owner is not None:
            for owner in self._resolve(phrase.owner):
                if owner != actor and self.cast[actor].type not in _STATES:
                    organ = self.cast[actor].type in _ORGANS
                    predicate = Predicate.PART_OF if organ else Predicate.MEMBER_OF
                    self.ties.add(actor, predicate, owner, phrase.span, TieRule.OWNER)
        self._related(actor, phrase)
        return (actor,)

    def _of_its_time(self, phrase: Phrase) -> str | None:
        """The former state that a capital stands for where only it was spoken of: Moscow is the Soviet Union."""
        if phrase.name_kind is not NameKind.METONYM or phrase.slugs[0] in self.cast:
            return None
        former = [slug for slug in self._predecessors.get(phrase.slugs[0], ()) if slug in self.cast]
        return former[0] if len(former) == 1 else None

    def _surface(self, phrase: Phrase) -> str:
        """What a name is called, with the article that "لل" hides."""
        text, start = self._document.text, phrase.span.start
        surface = phrase.span.of(text)
        return "ا" + "ل" + surface[1:] if start and text[start - 1 : start + 1] == "لل" else surface

    # bodies

    def _body(self, phrase: Phrase) -> tuple[str, ...]:
        body = phrase.body
        if body is None:
            return ()
        owners = self._owners(phrase)
        if phrase.owner_pronoun and not owners:
            return ()
        if body.reference == "state":
            return tuple(self.state_of(owner) for owner in owners)
        if not owners and body.reference in ("bare", "group", "crowd"):
            known = self._known_group(phrase, body)
            if known is not None:
                return (known,)
        if not owners and body.reference in _OF_THE_STATE:
            focus = self._focus.state(near=body.reference != "group")
            owners = (focus,) if focus is not None else ()
        if body.reference == "members" and owners and self.cast[owners[0]].iso3 is not None:
            body = replace(body, english=_REGION)
        if body.reference == "union":
            owners = tuple(owner for owner in owners if self.cast[owner].type is ActorType.IGO)
            return tuple(self._owned_body(phrase, body, owner) for owner in owners)
        return tuple(self._owned_body(phrase, body, owner) for owner in owners or (None,))

    def _known_group(self, phrase: Phrase, body: Body) -> str | None:
        """The alliance or armed group spoken of before that "the coalition" or "the rebels" are."""
        if body.english == _COALITION:
            return self.cast.named_like(_ALLIANCES, _UNIONS)
        definite = any(word.startswith(_ARTICLE) for word in body.head)
        if body.reference == "crowd":
            return self.cast.only(body) if definite else None
        if body.type is not ActorType.ARMED_GROUP or not definite or phrase.related:
            return None
        return self.cast.recent((ActorType.ARMED_GROUP,))

    def _owned_body(self, phrase: Phrase, body: Body, owner: str | None) -> str:
        if owner is not None and self.cast[owner].type is ActorType.GOVERNMENT and body.type in _ORGANS:
            owner = self.state_of(owner)
        text = self._document.text
        leader = next((other for relation, other in phrase.related if relation == "headOf"), None)
        if leader is not None and phrase.owner is None and body.type is ActorType.GOVERNMENT:
            actor = self.cast.body(body, self._resolve(leader)[0], phrase.span.of(text), named=True)
        elif phrase.name is not None:
            actor = self.cast.named(body, phrase.name.of(text), owner)
        else:
            where = phrase.place.span.of(text) if phrase.place is not None and body.reference == "abroad" else ""
            actor = self.cast.body(body, owner, phrase.span.of(text), named=phrase.owner is not None, where=where)
        holder = owner
        if owner is not None and self.cast[owner].type is ActorType.PERSON:
            holder = self.state_of(owner)
        if (
            holder is not None
            and holder != actor
            and not (holder == owner and self.cast[owner].type is ActorType.PERSON)
        ):
            predicate = predicate_of(body, self.cast[holder])
            told = phrase.owner is not None or phrase.owner_pronoun
            if predicate is not None and (told or predicate is not Predicate.LOCATED_IN):
                nation = body.english == _NATION and phrase.owner is not None
                people = body.type is ActorType.PEOPLE and not nation
                self.ties.add(actor, predicate, holder, phrase.span, TieRule.HOME if people else TieRule.OWNER)
            self.cast.belongs(actor, holder)
        self._place(actor, phrase)
        self._related(actor, phrase)
        return actor

    def _place(self, actor: str, phrase: Phrase) -> None:
        if phrase.place is None:
            return
        for place in self._resolve(phrase.place):
            if self.cast[place].type in _STATES:
                self.ties.add(actor, Predicate.LOCATED_IN, place, phrase.span, TieRule.PLACE)

    def _related(self, actor: str, phrase: Phrase) -> None:
        for relation, other in phrase.related:
            for related in self._resolve(other):
                self.cast.spoke_of((related,))
                if relation in ("supports", "headOf"):
                    self.ties.add(related, Predicate(relation), actor, phrase.span, TieRule.BESIDE)
                else:
                    self.ties.add(actor, Predicate(relation), related, phrase.span, TieRule.BESIDE)

    def _owners(self, phrase: Phrase) -> tuple[str, ...]:
        if phrase.owner is not None:
            owners = self._resolve(phrase.owner)
            self.cast.spoke_of(owners)
            return owners
        if phrase.owner_pronoun:
            return self._pronoun_owner(phrase)
        return ()

    def _pronoun_owner(self, phrase: Phrase) -> tuple[str, ...]:
        """Whose an office or a body with a suffixed pronoun is; a mission is not of the state that it is in."""
        if phrase.title is not None and self._states_here:
            return (self._states_here[-1],)
        host = self._resolve(phrase.place) if phrase.place is not None else ()
        before = [state for state in self._states_here if state not in host]
        end = phrase.place.span.start if phrase.place is not None else phrase.span.end
        words = self._document.text[phrase.span.start : end].split()
        if any(word.endswith(_OF_TWO) for word in words):
            return ()
        if any(word.endswith("ها") for word in words):
            state = before[-1] if before else self.cast.recent(_STATES)
        else:
            state = self._own_state()
        return (state,) if state and state not in host else ()

    def state_of(self, actor: str) -> str:
        """The state that an official or a body belongs to; the actor itself where none is known."""
        return self._persons.state_of(actor)

    # persons

    def _person(self, phrase: Phrase) -> tuple[str, ...]:
        for relation, other in phrase.related:
            if relation == "kin":
                bearers = self._resolve(other)
                return (self._persons.relative(phrase, bearers[0]),) if bearers else ()
        if phrase.place is not None:
            self._resolve(phrase.place)
        return self._persons.link(phrase, self._owners(phrase))

    def pair_up(self, actors: Sequence[str], recipients: Sequence[str]) -> None:
        """Remember that two sides dealt with each other, they and the states that they stand for."""
        sides = (actors, recipients) if recipients else ([*actors[:1]], [*actors[1:]])
        if len(sides[0]) == len(sides[1]) == 1:
            self.cast.pair_up(sides[0][0], sides[1][0])
            self.cast.pair_up(self.state_of(sides[0][0]), self.state_of(sides[1][0]))

    def _own_state(self) -> str | None:
        """The state of the person or body last spoken of ("بلاده")."""
        person = self.cast.recent((ActorType.PERSON,), within=8) or self.cast.recent((ActorType.GOVERNMENT,), within=8)
        if person is not None:
            state = self.state_of(person)
            if state != person:
                return state
        return self.cast.recent(_STATES)
