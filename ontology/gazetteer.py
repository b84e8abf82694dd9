"""What the register knows of an actor, a treaty or a term of office, as frozen values.

Other values are named by their slug, the last part of their IRI: `russia` for `https://w3id.org/mithaq/id/actor/russia`.
Dates are EDTF, as exact as the register states them (`1991`, `2012-05-07`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import NamedNode

from ontology.dates import EdtfDate, parse_date
from ontology.model import ActorType, TreatyKind


class NameKind(StrEnum):
    """What a name of the register is good for."""

    PREFERRED = "preferred"
    ALTERNATIVE = "alternative"
    METONYM = "metonym"
    DEMONYM = "demonym"
    DEMONYM_PLURAL = "demonym-plural"
    ACRONYM = "acronym"
    SURNAME = "surname"


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """One name: its text, its language (lower-case tag, None where the register gives none) and its kind."""

    text: str
    language: str | None
    kind: NameKind


@dataclass(frozen=True, slots=True)
class RegisterActor:
    """An actor of the register.

    Attributes:
        names: preferred names first, then by kind, language and text.
        iso2: ISO 3166-1 alpha-2 in upper case.
        iso3: ISO 3166-1 alpha-3 in upper case; of a former state its ISO 3166-3 predecessor code.
        wikidata: item id such as `Q159`.
        country: slug of the state that a person, body or group belongs to.
        part_of: slugs of what the actor is an organ of.
        successors: slugs of the states that follow a former state.
        start: when it came to be, where the register says so.
        end: when it ceased to be, where the register says so.
    """

    slug: str
    iri: NamedNode
    type: ActorType
    names: tuple[Name, ...]
    iso2: str | None = None
    iso3: str | None = None
    wikidata: str | None = None
    country: str | None = None
    part_of: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None

    def preferred(self, language: str) -> str | None:
        """The preferred name in a language (`ar`, `en`), or None."""
        return preferred_name(self.names, language)


@dataclass(frozen=True, slots=True)
class RegisterTreaty:
    """An instrument of the register; `date` is the date of signature, `parties` are slugs of actors, few and sure."""

    slug: str
    iri: NamedNode
    kind: TreatyKind
    names: tuple[Name, ...]
    date: str | None = None
    parties: tuple[str, ...] = ()
    wikidata: str | None = None

    def preferred(self, language: str) -> str | None:
        """The preferred name in a language (`ar`, `en`), or None."""
        return preferred_name(self.names, language)


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office held for a time.

    Attributes:
        holder: slug of the person.
        office: notation in the scheme of offices, such as `foreign-minister`.
        of: slug of the state or body.
        start: first date in office, or None where the register does not say.
        end: last date in office, or None while it lasts.
    """

    slug: str
    iri: NamedNode
    holder: str
    office: str
    of: str
    start: str | None = None
    end: str | None = None

    def covers(self, date: EdtfDate) -> bool:
        """Whether the office may have been held at a date, as far as the two are exact.

        >>> tenure = Tenure("a", NamedNode("urn:a"), "a", "envoy", "b", start="2012-05-07", end="2018")
        >>> tenure.covers(parse_date("2012")), tenure.covers(parse_date("2018-11")), tenure.covers(parse_date("2019"))
        (True, True, False)
        """
        begun = self.start is None or parse_date(self.start).starts <= date.ends
        return begun and (self.end is None or date.starts <= parse_date(self.end).ends)


def preferred_name(names: tuple[Name, ...], language: str) -> str | None:
    """The preferred name in a language, or None.

    >>> preferred_name((Name("Russia", "en", NameKind.PREFERRED), Name("روسيا", "ar", NameKind.PREFERRED)), "ar")
    'روسيا'
    """
    return next((name.text for name in names if name.kind is NameKind.PREFERRED and name.language == language), None)
