"""The JSON of actors."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.http.negotiation import Languages
from api.models.common import Collection, Evidence, Model, Reference
from graph.views import names, values
from graph.views.actor_search import FoundActors


class Name(Model):
    """One of the names of a thing."""

    text: Annotated[str, Field(examples=["الكرملين"])]
    language: Annotated[str | None, Field(examples=["ar"])]
    kind: Annotated[str, Field(examples=["metonym"])]
    """The property that it is a value of: `prefLabel`, `altLabel`, `acronym`, `surname`, `metonym`, `demonym`."""


class Counts(Model):
    """How much the graph knows of an actor, in every modality."""

    mentions: int
    documents: int
    """Documents that mention it."""
    events: int
    """Events in which it acts or is acted on."""
    claims: int
    """Claims that it makes."""
    treaties: int
    disputes: int


class Tenure(Model):
    """An office held for a time."""

    office: Reference | None
    of: Reference | None
    """The state or body whose office it is."""
    date: Annotated[str | None, Field(examples=["2012-05-07/.."])]
    """EDTF interval; `..` where it is open."""


class StandingRelation(Model):
    """A standing relation of an actor to others."""

    predicate: Annotated[str, Field(examples=["memberOf"])]
    objects: tuple[Reference, ...]


class Actor(Reference):
    """An actor: what it is called, what it is, where it stands."""

    names: tuple[Name, ...]
    iso2: Annotated[str | None, Field(examples=["RU"])]
    """ISO 3166-1 alpha-2."""
    iso3: Annotated[str | None, Field(examples=["RUS"])]
    """ISO 3166-1 alpha-3 of the state itself, or of the one it belongs to."""
    exact_match: tuple[str, ...]
    """The same actor elsewhere, such as in Wikidata."""
    relations: tuple[StandingRelation, ...]
    tenure: tuple[Tenure, ...]
    counts: Counts
    first_date: Annotated[str | None, Field(examples=["1991"])]
    """Earliest date of an event with this actor."""
    last_date: Annotated[str | None, Field(examples=["2014-03"])]
    """Latest date of an event with this actor."""
    first_mention: Evidence | None
    """In the earliest document that has a date of publication; in any where none has."""
    last_mention: Evidence | None
    """In the latest document."""

    @classmethod
    def of_view(cls, view: values.ActorView, languages: Languages) -> Actor:
        """Render an actor."""
        return cls(
            **dict(Reference.of(view.reference, languages)),
            names=tuple(Name(text=name.text.value, language=name.text.language, kind=name.kind) for name in view.names),
            iso2=view.iso2,
            iso3=view.iso3,
            exact_match=tuple(iri.value for iri in view.exact_matches),
            relations=tuple(
                StandingRelation(predicate=predicate, objects=Reference.of_all(objects, languages))
                for predicate, objects in view.relations.items()
            ),
            tenure=tuple(
                Tenure(
                    office=Reference.of_one(tenure.office, languages),
                    of=Reference.of_one(tenure.of, languages),
                    date=tenure.date,
                )
                for tenure in view.tenures
            ),
            counts=Counts(
                mentions=view.counts.mentions,
                documents=view.counts.documents,
                events=view.counts.events,
                claims=view.counts.claims,
                treaties=view.counts.treaties,
                disputes=view.counts.disputes,
            ),
            first_date=view.counts.first_date,
            last_date=view.counts.last_date,
            first_mention=Evidence.of_one(view.first_mention, languages),
            last_mention=Evidence.of_one(view.last_mention, languages),
        )


class NameMatch(Model):
    """Why an actor was found: the best of its names, and how it fits what was sought."""

    name: Name
    fit: Annotated[str, Field(examples=["exact"])]
    """`exact`, `words` (all words are in the name), `prefix`, `typo`, or `part` of a word."""
    score: Annotated[float, Field(ge=0, le=100, examples=[95.0])]
    """100 is the preferred name itself; less for other kinds of name, and the less of the name was sought."""

    @classmethod
    def of(cls, match: names.NameMatch) -> NameMatch:
        """Render a match."""
        name = Name(text=match.name.value, language=match.name.language, kind=match.kind)
        return cls(name=name, fit=match.fit.value, score=match.score)


class FoundActor(Actor):
    """An actor of a list."""

    match: NameMatch | None
    """How it fits the name sought; null where none was."""


class Facet(Model):
    """A value that actors of a list have, and how many on all pages have it."""

    value: Reference
    count: Annotated[int, Field(ge=1)]


class ActorFacets(Model):
    """What the actors on all pages are."""

    type: tuple[Facet, ...]
    country: tuple[Facet, ...]
    """The state that they are or belong to."""


class ActorList(Collection):
    """Actors: those that a name fits best first, without a name the most mentioned."""

    truncated: bool
    """Whether a name fits more actors than are ranked (1,000)."""
    facets: ActorFacets
    actors: tuple[FoundActor, ...]

    @classmethod
    def of_found(
        cls, found: FoundActors, views: tuple[values.ActorView, ...], following: str | None, languages: Languages
    ) -> ActorList:
        """Render a page of a list."""
        facets = {
            name: tuple(Facet(value=Reference.of(facet.reference, languages), count=facet.count) for facet in facets)
            for name, facets in found.facets.items()
        }
        matches = (found.matches.get(view.reference.iri.value) for view in views)
        return cls(
            total=found.page.total,
            next=following,
            truncated=found.truncated,
            facets=ActorFacets(type=facets.get("type", ()), country=facets.get("country", ())),
            actors=tuple(
                FoundActor(**dict(Actor.of_view(view, languages)), match=None if match is None else NameMatch.of(match))
                for view, match in zip(views, matches, strict=True)
            ),
        )
