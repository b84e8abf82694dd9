"""Descriptions of the register's files -> actors, treaties and terms of office."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, TypeVar

from pyoxigraph import Literal, NamedNode

from ontology.gazetteer import Name, NameKind, RegisterActor, RegisterTreaty, Tenure
from ontology.model import ActorType, TreatyKind
from ontology.terms import CODE_NAMESPACE, DEFAULT_BASE, MITHAQ, MITHAQ_NAMESPACE, RDF, SKOS, WIKIDATA_NAMESPACE
from ontology.turtle import Description

ACTOR_BASE: Final = f"{DEFAULT_BASE}actor/"
TREATY_BASE: Final = f"{DEFAULT_BASE}treaty/"
TENURE_BASE: Final = f"{DEFAULT_BASE}tenure/"

_Kind = TypeVar("_Kind", ActorType, TreatyKind)

_OFFICE_BASE: Final = f"{CODE_NAMESPACE}office/"
_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ACTOR_TYPES: Final = {actor_type.value: actor_type for actor_type in ActorType}
_TREATY_KINDS: Final = {kind.value.capitalize(): kind for kind in TreatyKind}
_NAMES: Final = (
    (NameKind.PREFERRED, SKOS.prefLabel),
    (NameKind.ALTERNATIVE, SKOS.altLabel),
    (NameKind.METONYM, MITHAQ.metonym),
    (NameKind.DEMONYM, MITHAQ.demonym),
    (NameKind.DEMONYM_PLURAL, MITHAQ.demonymPlural),
    (NameKind.ACRONYM, MITHAQ.acronym),
    (NameKind.SURNAME, MITHAQ.surname),
)
_ACTOR_PROPERTIES: Final = frozenset(
    {
        *(predicate for _, predicate in _NAMES),
        *(MITHAQ.iso2, MITHAQ.iso3, MITHAQ.country, MITHAQ.partOf, MITHAQ.memberOf, MITHAQ.successor),
        *(MITHAQ.start, MITHAQ.end, MITHAQ.tenure),
    }
)
_TREATY_PROPERTIES: Final = frozenset({*(p for _, p in _NAMES), MITHAQ.date, MITHAQ.party})
_TENURE_PROPERTIES: Final = frozenset({MITHAQ.holder, MITHAQ.office, MITHAQ.of, MITHAQ.start, MITHAQ.end})


def read_actor(description: Description) -> RegisterActor:
    """An actor of the register.

    Raises:
        LexiconError: if its type is unknown, it has no preferred name, or a value is wrong or there twice.
    """
    _refuse_unknown(description, _ACTOR_PROPERTIES)
    country = description.resource(MITHAQ.country)
    return RegisterActor(
        slug=_slug(description, description.subject, ACTOR_BASE),
        iri=description.subject,
        type=_type(description, _ACTOR_TYPES),
        names=_names(description),
        iso2=_matching(description, MITHAQ.iso2, r"[A-Z]{2}"),
        iso3=_matching(description, MITHAQ.iso3, r"[A-Z]{3}"),
        wikidata=_wikidata(description),
        country=None if country is None else _slug(description, country, ACTOR_BASE),
        part_of=_slugs(description, MITHAQ.partOf),
        successors=_slugs(description, MITHAQ.successor),
        start=description.date(MITHAQ.start),
        end=description.date(MITHAQ.end),
    )


def read_treaty(description: Description) -> RegisterTreaty:
    """An instrument of the register.

    Raises:
        LexiconError: if its kind is unknown, it has no preferred name, or a value is wrong or there twice.
    """
    _refuse_unknown(description, _TREATY_PROPERTIES)
    return RegisterTreaty(
        slug=_slug(description, description.subject, TREATY_BASE),
        iri=description.subject,
        kind=_type(description, _TREATY_KINDS),
        names=_names(description),
        date=description.date(MITHAQ.date),
        parties=_slugs(description, MITHAQ.party),
        wikidata=_wikidata(description),
    )


def read_tenure(description: Description) -> Tenure:
    """A term of office of the register.

    Raises:
        LexiconError: if its holder, its office or the body is missing, or a value is wrong or there twice.
    """
    _refuse_unknown(description, _TENURE_PROPERTIES)
    return Tenure(
        slug=_slug(description, description.subject, TENURE_BASE),
        iri=description.subject,
        holder=_slug(description, _required(description, MITHAQ.holder), ACTOR_BASE),
        office=_slug(description, _required(description, MITHAQ.office), _OFFICE_BASE),
        of=_slug(description, _required(description, MITHAQ.of), ACTOR_BASE),
        start=description.date(MITHAQ.start),
        end=description.date(MITHAQ.end),
    )


def _refuse_unknown(description: Description, allowed: frozenset[NamedNode]) -> None:
    """A property of the ontology that does not belong here is a slip of the pen; other vocabularies may stand."""
    for predicate in description.values:
        if predicate not in allowed and predicate.value.startswith(MITHAQ_NAMESPACE):
            names = ", ".join(sorted(term.value.removeprefix(MITHAQ_NAMESPACE) for term in allowed))
            raise description.fault(f"has <{predicate.value}>, which is none of: {names}")


def _type(description: Description, allowed: Mapping[str, _Kind]) -> _Kind:
    """Its kind, by the local name of its one class."""
    classes = [value.value for value in description.resources(RDF.type)]
    names = [found.removeprefix(MITHAQ_NAMESPACE) for found in classes if found.startswith(MITHAQ_NAMESPACE)]
    if len(names) != 1 or names[0] not in allowed:
        found = ", ".join(f"mq:{name}" for name in names) or "no class"
        raise description.fault(f"has {found}; it must have one of mq: {', '.join(sorted(allowed))}")
    return allowed[names[0]]


def _names(description: Description) -> tuple[Name, ...]:
    """All names; one preferred name in a language, and at least one preferred name."""
    if not description.by_language(SKOS.prefLabel):
        raise description.fault("has no skos:prefLabel")
    names: list[Name] = []
    for kind, predicate in _NAMES:
        found = {_name(description, literal, kind) for literal in description.literals(predicate)}
        names += sorted(found, key=lambda name: (name.language or "", name.text))
    return tuple(names)


def _name(description: Description, literal: Literal, kind: NameKind) -> Name:
    if not literal.value.strip() or literal.value != literal.value.strip():
        raise description.fault(f"has the {kind} name {literal}, which is blank or begins or ends with a space")
    return Name(literal.value, literal.language, kind)


def _required(description: Description, predicate: NamedNode) -> NamedNode:
    found = description.resource(predicate)
    if found is None:
        raise description.fault(f"has no <{predicate.value}>")
    return found


def _slug(description: Description, iri: NamedNode, base: str) -> str:
    """The last part of an IRI under a base."""
    slug = iri.value.removeprefix(base)
    if not iri.value.startswith(base) or _SLUG.fullmatch(slug) is None:
        raise description.fault(f"names <{iri.value}>, which must be <{base}…> with lower-case words joined by '-'")
    return slug


def _slugs(description: Description, predicate: NamedNode) -> tuple[str, ...]:
    return tuple(sorted({_slug(description, iri, ACTOR_BASE) for iri in description.resources(predicate)}))


def _matching(description: Description, predicate: NamedNode, pattern: str) -> str | None:
    """The one string under a predicate, of the form of the pattern."""
    found = description.string(predicate)
    if found is not None and re.fullmatch(pattern, found) is None:
        raise description.fault(f"has {found!r} as <{predicate.value}>, which must match {pattern}")
    return found


def _wikidata(description: Description) -> str | None:
    """The item id of the one skos:exactMatch in Wikidata."""
    iris = [iri.value for iri in description.resources(SKOS.exactMatch)]
    items = [iri.removeprefix(WIKIDATA_NAMESPACE) for iri in iris if iri.startswith(WIKIDATA_NAMESPACE)]
    if len(items) > 1 or any(re.fullmatch(r"Q[1-9][0-9]*", item) is None for item in items):
        raise description.fault(f"has the Wikidata ids {', '.join(items)}; there can be one, of the form Q159")
    return items[0] if items else None
