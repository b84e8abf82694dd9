"""The actors of one document: each once, under one id, with what it is called and when it was last spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extraction.language.pack import Body
from extraction.normalisation import fold_key
from ontology.catalog import Catalog, RegisterActor
from ontology.gazetteer import NameKind
from ontology.model import Actor, ActorType

_DECAY = 0.85


class Cast:
    """Collects actors while a document is read from its beginning to its end.

    Args:
        catalog: the register, for all that it knows.
        language: of the document; unknown actors get their name in it.
    """

    def __init__(self, catalog: Catalog, language: str) -> None:
        self._catalog = catalog
        self._language = language
        self._actors: dict[str, Actor] = {}
        self._history: list[str] = []
        self._offices: dict[str, set[tuple[str, str | None]]] = {}
        self._names: dict[str, str] = {}
        self._called: dict[str, str] = {}

    def __iter__(self) -> Iterator[Actor]:
        return iter(self._actors.values())

    def __getitem__(self, actor: str) -> Actor:
        return self._actors[actor]

    def __contains__(self, actor: str) -> bool:
        return actor in self._actors

    def known(self, slug: str) -> str:
        """An actor of the register; entered when it is first spoken of."""
        if slug not in self._actors:
            self._actors[slug] = _from_register(self._catalog.actors[slug], self._catalog)
        return slug

    def call(self, person: str, surface: str) -> str:
        """Give a person the fullest name by which the document itself calls him."""
        known = self._actors[person]
        arabic = self._language == "ar"
        name = known.name_ar if arabic else known.name_en
        if person not in self._called or len(surface.split()) > len(self._called[person].split()):
            self._called[person] = surface
            if " " in surface or not name:
                named = replace(known, name_ar=surface) if arabic else replace(known, name_en=surface)
                self._actors[person] = named
        return person

    def body(self, body: Body, owner: str | None, surface: str) -> str:
        """A body, force or group by its head noun and owner; the same two are the same actor."""
        english = self._english(body, owner)
        actor = _slug(english) if owner is None or owner not in self._actors else f"{owner}-{_slug(body.english)}"
        if actor not in self._actors:
            iso3 = self._actors[owner].iso3 if owner in self._actors else None
            self._actors[actor] = Actor(
                actor,
                body.type,
                english,
                surface if self._language == "ar" else None,
                iso3=iso3,
            )
        return actor

    def person(self, surface: str, owner: str | None) -> str:
        """A person by a name that the register does not know; a last name leads back to the full one."""
        key = fold_key(surface)
        found = self._names.get(key)
        if found is None:
            last = key.split()[-1]
            bearers = {actor for name, actor in self._names.items() if name.split()[-1] in (last, "ال" + last)}
            found = bearers.pop() if len(bearers) == 1 else None
        if found is None:
            found = f"person-{sum(a.type is ActorType.PERSON for a in self._actors.values()) + 1}"
            iso3 = self._actors[owner].iso3 if owner in self._actors else None
            arabic = self._language == "ar"
            self._actors[found] = Actor(
                found, ActorType.PERSON, None if arabic else surface, surface if arabic else None, iso3=iso3
            )
        self._names.setdefault(key, found)
        return found

    def bearer(self, surface: str) -> str | None:
        """Who bears a name that was met before, by full or last name."""
        key = fold_key(surface)
        if key in self._names:
            return self._names[key]
        bearers = {
            a for name, a in self._names.items() if name.split()[-1] in (key, "ال" + key, key.removeprefix("ال"))
        }
        return bearers.pop() if len(bearers) == 1 else None

    def belongs(self, actor: str, owner: str) -> None:
        """Give an actor without a country the country of its owner."""
        if self._actors[actor].iso3 is None and owner in self._actors and self._actors[actor].type is not ActorType.IGO:
            self._actors[actor] = replace(self._actors[actor], iso3=self._actors[owner].iso3)

    def spoke_of(self, actors: Iterable[str]) -> None:
        """Remember that actors were just mentioned."""
        self._history.extend(actors)

    def hold(self, person: str, office: str, owner: str | None) -> None:
        """Remember which office a person was introduced with."""
        self._offices.setdefault(person, set()).add((office, owner))

    def holder(self, office: str, owner: str | None) -> str | None:
        """The person last spoken of who was introduced with an office (of an owner, where one is given)."""
        for actor in reversed(self._history):
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
        weights: dict[str, float] = {}
        weight = 1.0
        for actor in reversed(self._history):
            if self._actors[actor].type in wanted:
                weights[actor] = weights.get(actor, 0.0) + weight
                weight *= _DECAY
        ranked = sorted(weights, key=lambda actor: (-weights[actor], actor))
        return tuple(ranked[:number]) if len(ranked) >= number else ()

    def most_spoken_of(self, number: int) -> tuple[str, ...]:
        """The actors that the document has spoken of most so far."""
        counts: dict[str, int] = {}
        for actor in self._history:
            counts[actor] = counts.get(actor, 0) + 1
        return tuple(sorted(counts, key=lambda actor: (-counts[actor], actor))[:number])

    def named_like(self, words: Iterable[str], types: Iterable[ActorType]) -> str | None:
        """The actor last spoken of whose name has one of some words."""
        wanted = [fold_key(word) for word in words]
        kinds = frozenset(types)
        for actor in reversed(self._history):
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
