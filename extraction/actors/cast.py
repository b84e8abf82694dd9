"""The actors of one document: each once, under one id, with what it is called and when it was last spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extraction.lexicon.pack import Body
from extraction.phrases.told_names import ToldNames
from extraction.text.normalisation import fold_key
from ontology.catalog import Catalog, RegisterActor
from ontology.gazetteer import NameKind
from ontology.model import Actor, ActorType

_DECAY = 0.85
_PAIRS = 12
_NOTHING = 1e-12
"""The weight below which mentions far back change no order."""

_MIN_SHARED_WORDS = 2
_LEADING = 3


class Cast:
    """Collects actors while a document is read from its beginning to its end.

    Args:
        catalog: the register, for all that it knows.
        language: of the document; unknown actors get their name in it.
        bodies: the head nouns of the language, by which a body of the register is known to be a parliament.
    """

    def __init__(self, catalog: Catalog, language: str, bodies: Sequence[Body] = ()) -> None:
        self._catalog = catalog
        self._language = language
        self._actors: dict[str, Actor] = {}
        self._history: list[str] = []
        self._pairs: list[tuple[str, str]] = []
        self._counts: dict[str, int] = {}  # by actor, the one spoken of last at the end
        self._offices: dict[str, set[tuple[str, str | None]]] = {}
        self._called: dict[str, str] = {}
        self._heads = {body.head: body for body in bodies}
        self._bodies: dict[tuple[str, str | None], str] = {}
        self._bare: set[str] = set()
        self._leading: list[str] = []
        self.names = ToldNames()
        self.relatives: set[str] = set()

    def __iter__(self) -> Iterator[Actor]:
        return iter(self._actors.values())

    def __getitem__(self, actor: str) -> Actor:
        return self._actors[actor]

    def __contains__(self, actor: str) -> bool:
        return actor in self._actors

    def known(self, slug: str) -> str:
        """An actor of the register; entered when it is first spoken of."""
        if slug not in self._actors:
            entry = self._catalog.actors[slug]
            self._actors[slug] = _from_register(entry, self._catalog)
            if entry.type is ActorType.GOVERNMENT and entry.country is not None:
                template = self._template(entry.preferred("ar") or "")
                self._bodies.setdefault((template, entry.country), slug)
        return slug

    def _template(self, name: str) -> str:
        """The English template of the longest head noun that a name begins with, or empty."""
        words = tuple(fold_key(name).split())
        heads = [self._heads[words[:end]] for end in range(len(words), 0, -1) if words[:end] in self._heads]
        return heads[0].english if heads else ""

    def call(self, person: str, surface: str) -> str:
        """Give a person the fullest name by which the document itself calls him."""
        known = self._actors[person]
        arabic = self._language == "ar"
        name = known.name_ar if arabic else known.name_en
        self.names.add(fold_key(surface), person)
        if person not in self._called or len(surface.split()) > len(self._called[person].split()):
            self._called[person] = surface
            if " " in surface or not name:
                named = replace(known, name_ar=surface) if arabic else replace(known, name_en=surface)
                self._actors[person] = named
        return person

    def call_as(self, actor: str, surface: str) -> None:
        """What is no country is called as the document first calls it: "البلدان الغربية" for the West."""
        known = self._actors[actor]
        country = known.iso3 is not None and known.type is ActorType.STATE
        if not known.register or country or known.type is ActorType.PERSON or " " in self._called.get(actor, ""):
            return
        if " " not in surface and (actor in self._called or known.type in (ActorType.STATE, ActorType.FORMER_STATE)):
            return
        self._called[actor] = surface
        named = replace(known, name_ar=surface) if self._language == "ar" else replace(known, name_en=surface)
        self._actors[actor] = named

    def body(self, body: Body, owner: str | None, surface: str, *, named: bool = False, where: str = "") -> str:
        """A body, force or group by its head noun and owner; the same two are the same actor.

        Args:
            body: the head noun.
            owner: whose it is.
            surface: what the document calls it here.
            named: whether the surface says whose it is; a name that does replaces one that does not.
            where: the place that tells it from others of its owner ("the embassy in Cairo").
        """
        key = (f"{body.english} in {where}" if where else body.english, owner)
        actor = self._bodies.get(key) or self._longer_name(body, surface)
        if actor is None:
            english = " in ".join(filter(None, (self._english(body, owner), where)))
            actor = _slug(english) if owner is None or owner not in self._actors else f"{owner}-{_slug(key[0])}"
            self._bodies[key] = actor
            self._bodies.setdefault((body.english, owner), actor)
            iso3 = self._actors[owner].iso3 if owner in self._actors else None
            arabic = surface if self._language == "ar" else None
            self._actors[actor] = Actor(actor, body.type, english, arabic, iso3=iso3)
            if not named:
                self._bare.add(actor)
        elif named and actor in self._bare:
            self._bare.discard(actor)
            if self._language == "ar":
                self._actors[actor] = replace(self._actors[actor], name_ar=surface)
        return actor

    def only(self, body: Body) -> str | None:
        """The only body, force or group so far with a head noun, whoever owns it."""
        found = {actor for (english, _), actor in self._bodies.items() if english == body.english}
        return found.pop() if len(found) == 1 else None

    def _longer_name(self, body: Body, surface: str) -> str | None:
        """An actor of the same type whose name has all words of a name of several: "القوة العربية" is the joint one."""
        words = _bare_words(surface)
        if len(words) < _MIN_SHARED_WORDS:
            return None
        alike = [a for a in self._actors.values() if a.type is body.type and words < _bare_words(a.name_ar or "")]
        return alike[0].id if len(alike) == 1 else None

    def named(self, body: Body, name: str, owner: str | None) -> str:
        """A paper, a channel or an institution by its own name."""
        key = (fold_key(name), None)
        actor = self._bodies.get(key)
        if actor is None:
            kind = body.type.value.casefold()
            actor = f"{kind}-{sum(a.type is body.type for a in self._actors.values()) + 1}"
            self._bodies[key] = actor
            iso3 = self._actors[owner].iso3 if owner in self._actors else None
            arabic = self._language == "ar"
            self._actors[actor] = Actor(actor, body.type, None if arabic else name, name if arabic else None, iso3=iso3)
        return actor

    def person(self, surface: str, owner: str | None) -> str:
        """A person by a name that the register does not know; a last name leads back to the full one."""
        found = self.bearer(surface)
        if found is None:
            found = self._new_person(surface, owner)
        elif len(surface.split()) > 1 and not self._actors[found].register and found not in self._called:
            self.call(found, surface)
        self.names.add(fold_key(surface), found)
        return found

    def relative(self, surface: str, of: str) -> str:
        """A nameless relative of a person, told by kinship: "ابنة سكريبال"."""
        known = self._actors[of]
        surname = ((known.name_ar if self._language == "ar" else known.name_en) or "").split()[-1:]
        bare = surface.removesuffix("ها").removesuffix("ه")
        kin = bare.removesuffix("ت") + "ة" if bare.endswith("ت") else bare
        name = " ".join([kin, *surname])
        person = self.names.get(fold_key(name)) or self._new_person(name, of)
        self.names.add(fold_key(name), person)
        return person

    def _new_person(self, name: str, owner: str | None) -> str:
        actor = f"person-{sum(a.type is ActorType.PERSON for a in self._actors.values()) + 1}"
        iso3 = self._actors[owner].iso3 if owner in self._actors else None
        arabic = self._language == "ar"
        self._actors[actor] = Actor(
            actor, ActorType.PERSON, None if arabic else name, name if arabic else None, iso3=iso3
        )
        return actor

    def bearer(self, surface: str) -> str | None:
        """Who bears a name that was met before, by full or last name, in any spelling."""
        return self.names.bearer(fold_key(surface))

    def belongs(self, actor: str, owner: str) -> None:
        """Give an actor without a country the country of its owner."""
        if self._actors[actor].iso3 is None and owner in self._actors and self._actors[actor].type is not ActorType.IGO:
            self._actors[actor] = replace(self._actors[actor], iso3=self._actors[owner].iso3)

    def spoke_of(self, actors: Iterable[str]) -> None:
        """Remember that actors were just mentioned."""
        for actor in actors:
            self._history.append(actor)
            self._counts[actor] = self._counts.pop(actor, 0) + 1
            leading = {*self._leading, actor}
            self._leading = sorted(leading, key=lambda actor: (-self._counts[actor], actor))[:_LEADING]

    def hold(self, person: str, office: str, owner: str | None) -> None:
        """Remember which office a person was introduced with."""
        self._offices.setdefault(person, set()).add((office, owner))

    def holder(self, office: str, owner: str | None) -> str | None:
        """The person last spoken of who was introduced with an office (of an owner, where one is given)."""
        for actor in reversed(self._counts):
            for held, of in self._offices.get(actor, ()):
                if (held == office or held.endswith(f"-{office}")) and (owner is None or of == owner):
                    return actor
        return None

    def recent(self, types: Iterable[ActorType], *, among: Iterable[str] = (), within: int = 40) -> str | None:
        """The actor of some types (and some ids, where given) that was last spoken of."""
        wanted, chosen = frozenset(types), frozenset(among)
        for actor in reversed(self._history[-within:]):
            if self._actors[actor].type in wanted and (not chosen or actor in chosen):
                return actor
        return None

    def salient(self, types: Iterable[ActorType], number: int) -> tuple[str, ...]:
        """The actors of some types that the document speaks of most, recent mentions weighing more.

        A mention weighs 0.85 of the one after it. Fewer than `number` are returned as none: half a pair is no pair.
        """
        wanted = frozenset(types)
        fitting = {actor for actor in self._counts if self._actors[actor].type in wanted}
        weights: dict[str, float] = {}
        weight = 1.0
        for actor in reversed(self._history):
            if weight < _NOTHING and len(weights) >= min(number, len(fitting)):
                break
            if actor in fitting:
                weights[actor] = weights.get(actor, 0.0) + weight
                weight *= _DECAY
        ranked = sorted(weights, key=lambda actor: (-weights[actor], actor))
        return tuple(ranked[:number]) if len(ranked) >= number else ()

    def pair_up(self, one: str, other: str) -> None:
        """Remember that two actors dealt with each other."""
        if one != other:
            self._pairs.append((one, other))

    def pair(self, types: Iterable[ActorType]) -> tuple[str, ...]:
        """The two of some types that "both" are: who dealt with each other of late, else who is spoken of most.

        The last pair weighs 1, each one before it 0.85 of the next; groups of states are no country.
        """
        wanted = frozenset(types)
        weights: dict[tuple[str, str], float] = {}
        for distance, pair in enumerate(reversed(self._pairs[-_PAIRS:])):
            if all(self._actors[actor].type in wanted and not self._is_group(actor) for actor in pair):
                key = (min(pair), max(pair))
                weights[key] = weights.get(key, 0.0) + _DECAY**distance
        best = max(weights, key=lambda pair: weights[pair], default=None)
        return self.salient(wanted, 2) if best is None else best

    def _is_group(self, actor: str) -> bool:
        return self._actors[actor].type is ActorType.STATE and self._actors[actor].iso3 is None

    def most_spoken_of(self) -> tuple[str, ...]:
        """The three actors that the document has spoken of most so far."""
        return tuple(self._leading)

    def named_like(self, words: Iterable[str], types: Iterable[ActorType]) -> str | None:
        """The actor last spoken of whose name has one of some words."""
        wanted = [fold_key(word) for word in words]
        kinds = frozenset(types)
        for actor in reversed(self._counts):
            names = fold_key(self._actors[actor].name_ar or self._actors[actor].name_en or "").split()
            if self._actors[actor].type in kinds and any(
                word in (name, name.removeprefix("ال")) for word in wanted for name in names
            ):
                return actor
        return None

    def _english(self, body: Body, owner: str | None) -> str:
        actor = self._actors.get(owner) if owner is not None else None
        state = (actor.name_en if actor else None) or ""
        demonym = state
        if owner is not None and owner in self._catalog.actors:
            names = self._catalog.actors[owner].names
            demonym = next((n.text for n in names if n.kind is NameKind.DEMONYM and n.language == "en"), state)
        filled = body.english.format(state=state, demonym=demonym, organisation=state)
        filled = re.sub(r"\s+(of|for)\s*$", "", " ".join(filled.split()))
        return filled[:1].upper() + filled[1:]


def _bare_words(name: str) -> frozenset[str]:
    return frozenset(word.removeprefix("ال") for word in fold_key(name).split())


def _from_register(entry: RegisterActor, catalog: Catalog) -> Actor:
    iso3 = entry.iso3
    if iso3 is None and entry.country in catalog.actors and entry.country is not None:
        iso3 = catalog.actors[entry.country].iso3
    return Actor(
        entry.slug,
        entry.type,
        entry.preferred("en"),
        entry.preferred("ar"),
        iso3=iso3,
        wikidata=entry.wikidata,
        register=True,
    )


def _slug(name: str) -> str:
    """A name as an id: `Government of {state}` is `government-of`.

    >>> _slug("Ministry of Foreign Affairs of {state}")
    'ministry-of-foreign-affairs'
    """
    plain = re.sub(r"\{\w+\}", "", name).casefold()
    words = re.findall(r"[a-z0-9]+", plain)
    while words and words[-1] in ("of", "for"):
        words.pop()
    return "-".join(words) or "body"
