"""Who a person phrase means, and the office that it says he holds.

A name of the register is taken by country and office where several bear it; a name that the register spells otherwise
is told by title and sound; a title alone means its holder.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from extraction.actors.cast import Cast
from extraction.actors.offices import HEADS, Serving
from extraction.actors.ties import TieRule, Ties
from extraction.lexicon.pack import Title
from extraction.phrases.phrase import Phrase
from extraction.text.normalisation import fold_key
from extraction.text.spelling import any_same_name
from ontology.catalog import Catalog
from ontology.model import ActorType, Document, Predicate, Span

_STATES = (ActorType.STATE, ActorType.FORMER_STATE)
_FORCES = (ActorType.ARMED_FORCE, ActorType.ARMED_GROUP)
_STANDING = (Predicate.HEAD_OF, Predicate.OFFICE_HOLDER_OF, Predicate.PART_OF, Predicate.MEMBER_OF)


class PersonLinker:
    """Resolves the persons of one document.

    Args:
        catalog: the register.
        cast: the actors of the document.
        ties: the relations of the document; offices are added to them.
        document: what is read.
        serving: who held an office at the document's date.
        focus: the state that is meant where none is said.

    Attributes:
        named: whom the document names anywhere; an official whom it does not name is the body or the state.
    """

    def __init__(
        self,
        catalog: Catalog,
        cast: Cast,
        ties: Ties,
        document: Document,
        serving: Serving,
        focus: Callable[[], str | None],
    ) -> None:
        self._catalog = catalog
        self._cast = cast
        self._ties = ties
        self._document = document
        self._serving = serving
        self._focus = focus
        self._last_title: Title | None = None
        self.named: frozenset[str] = frozenset()

    def link(self, phrase: Phrase, owners: Sequence[str]) -> tuple[str, ...]:
        """The person that a phrase means; the owner where nobody is named and no holder known."""
        owner = owners[0] if owners else None
        if phrase.name is None:
            return self._unnamed(phrase, owner)
        title = self._title(phrase)
        person = self._named(phrase, owner, title)
        if phrase.owner is None and owner is not None and title is not None and title.scope == "state":
            owner = self._default_owner(person) if person in self._catalog.actors else owner
        if title is not None:
            self._office(phrase, title, person, owner)
            self._last_title = title if title.scope != "none" else self._last_title
        if owner is not None and owner != person:
            self._cast.belongs(person, self.state_of(owner))
        return (person,)

    def hold(self, phrase: Phrase, person: str, owner: str | None) -> None:
        """Note a further office of a person."""
        title = self._title(phrase)
        if title is not None:
            self._office(phrase, title, person, owner)

    def relative(self, phrase: Phrase, of: str) -> str:
        """A relative of a person: by her own name, else "ابنة" and his."""
        text = self._document.text
        if phrase.name is not None:
            if phrase.slugs:
                return self._cast.known(phrase.slugs[0])
            person = self._cast.person(phrase.name.of(text), of)
            self._cast.relatives.add(person)
            return person
        return self._cast.relative(phrase.span.of(text), of)

    def state_of(self, actor: str) -> str:
        """The state that an official or a body belongs to; the actor itself where none is known."""
        seen = {actor}
        here = actor
        while self._cast[here].type not in _STATES:
            held = [tie.object for tie in self._ties.of(here) if tie.predicate in _STANDING]
            entry = self._catalog.actors.get(here)
            if entry is not None and entry.country in self._catalog.actors and entry.country is not None:
                held.append(entry.country)
            held = [other for other in held if other not in seen]
            if not held:
                return actor
            here = self._cast.known(held[0]) if held[0] not in self._cast else held[0]
            seen.add(here)
        return here

    # who

    def _named(self, phrase: Phrase, owner: str | None, title: Title | None) -> str:
        surface = cast("Span", phrase.name).of(self._document.text)
        if phrase.slugs:
            return self._cast.call(self._cast.known(self._candidate(phrase.slugs, owner)), surface)
        bearer = self._cast.bearer(surface)
        if bearer is None:
            bearer = self._spelled_otherwise(surface, owner, title)
            if bearer is not None:
                self._cast.known(bearer)
        return self._cast.call(bearer, surface) if bearer is not None else self._cast.person(surface, owner)

    def _candidate(self, slugs: Sequence[str], owner: str | None) -> str:
        """Which bearer of a name: the one spoken of, the one of the owner's country, the one in office, the first."""
        spoken = [slug for slug in slugs if slug in self._cast]
        state = self.state_of(owner) if owner is not None else None
        fitting = [slug for slug in slugs if state is not None and self._catalog.actors[slug].country == state]
        serving = [slug for slug in slugs if slug in self._serving.people]
        for choice in (fitting if owner else [], spoken, serving, list(slugs)):
            if choice:
                return choice[0]
        return slugs[0]

    def _spelled_otherwise(self, surface: str, owner: str | None, title: Title | None) -> str | None:
        """Whom the register spells otherwise: the holder of the office, if the name sounds like his."""
        if title is None:
            return None
        of = owner if owner is not None else self._focus()
        if of is None:
            return None
        others = () if owner is not None else tuple(a.id for a in self._cast if a.type in _STATES and a.iso3)
        for body in dict.fromkeys((of, self.state_of(of), *others)):
            for tenure in self._serving.terms.of(body):
                language = self._document.language
                names = [n.text for n in self._catalog.actors[tenure.holder].names if n.language == language]
                names = [name for name in names if " " in name or " " not in surface]
                if (tenure.office == title.office or owner is not None) and any_same_name(surface, names):
                    return tenure.holder
        return self._same_office(surface, self.state_of(of), title) if owner is not None else None

    def _same_office(self, surface: str, state: str, title: Title) -> str | None:
        """The one holder of an office with a surname, whatever given name he goes by ("William", "Bill")."""
        last = fold_key(surface).split()[-1]
        bearers = {
            tenure.holder
            for tenure in self._serving.terms.of(state)
            if tenure.office == title.office
            and any(fold_key(name.text).split()[-1] == last for name in self._catalog.actors[tenure.holder].names)
        }
        return bearers.pop() if len(bearers) == 1 and " " in surface else None

    # offices

    def _title(self, phrase: Phrase) -> Title | None:
        """The title of a phrase; a counterpart has the office of the person before him."""
        title = phrase.title
        if title is None or title.scope != "counterpart":
            return title
        held = self._last_title
        if phrase.slugs:
            offices = self._serving.terms.offices(phrase.slugs[0])
            if held is None or held.office not in offices:
                heads = not set(offices).isdisjoint(HEADS)
                predicate = Predicate.HEAD_OF if heads else Predicate.OFFICE_HOLDER_OF
                return Title(title.words, predicate, next(iter(offices), title.office), "state")
        return held if held is not None else Title(title.words, title.predicate, title.office, "state")

    def _office(self, phrase: Phrase, title: Title, person: str, owner: str | None) -> None:
        if title.scope == "none":
            return
        if owner is None and title.scope in ("state", "organ"):
            owner = self._default_owner(person)
        if owner is not None and self._cast[owner].type is ActorType.PERSON:
            owner = self._employer(owner)
        self._cast.hold(person, title.office, owner)
        if owner is None or owner == person:
            return
        predicate = Predicate.OFFICE_HOLDER_OF if phrase.former and title.office else title.predicate
        if title.office == "commander" and not phrase.former and self._cast[owner].type in _FORCES:
            predicate = Predicate.HEAD_OF
        if phrase.organ is not None and self._cast[owner].type in _STATES:
            owner = self._organ(phrase, owner)
        self._ties.add(person, predicate, owner, phrase.span, TieRule.TITLE)

    def _organ(self, phrase: Phrase, owner: str) -> str:
        """The body that a title's own words name, of the state that follows."""
        if phrase.organ is None or phrase.title is None:
            return owner
        start = phrase.span.start + len(phrase.title.words[0]) + 1
        end = phrase.name.start if phrase.name is not None and phrase.name.start > start else phrase.span.end
        surface = self._document.text[start:end].strip(" ،,")
        body = self._cast.body(phrase.organ, owner, surface, named=phrase.owner is not None)
        self._ties.add(body, Predicate.PART_OF, owner, phrase.span, TieRule.TITLE)
        return body

    def _default_owner(self, person: str) -> str | None:
        """The state of a person where the text does not say it: the register's, or the one that was spoken of."""
        if person in self._catalog.actors:
            country = self._catalog.actors[person].country
            return self._cast.known(country) if country in self._catalog.actors and country else None
        if any(True for _ in self._ties.of(person)):
            return None
        return self._focus()

    def _employer(self, person: str) -> str | None:
        """Whom a person's people work for: what he himself holds an office of."""
        tie = next((tie for tie in self._ties.of(person) if tie.predicate in _STANDING), None)
        if tie is not None:
            return tie.object
        state = self.state_of(person)
        return state if state != person else None

    def _unnamed(self, phrase: Phrase, owner: str | None) -> tuple[str, ...]:
        title = phrase.title
        if title is None:
            return ()
        if title.scope == "counterpart":
            title = self._last_title or title
        elif title.scope != "none":
            self._last_title = title
        held = self._cast.holder(title.office, owner)
        if held is not None:
            return (held,)
        if owner is None:
            recent = self._cast.recent((ActorType.PERSON,))
            return (recent,) if recent else ()
        if self._cast[owner].type is ActorType.PERSON:
            return (owner,)
        serving = self._serving.holder(title.office, owner)
        styled = phrase.owner is not None and phrase.owner.first == phrase.first  # a king by his style
        if serving is not None and (styled or serving in self.named) and not phrase.former:
            person = self._cast.known(serving)
            self._office(phrase, title, person, owner)
            return (person,)
        return (owner,)
