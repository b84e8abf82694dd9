"""Noun phrases that speak of actors: names, bodies and their states, persons with their titles, nouns that refer back.

A phrase is found by its words alone; whom it means is decided in linking.py. Phrases do not overlap; a phrase inside
another (the state in "سفارة روسيا") is its owner.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extraction.lexicon.pack import Body, Title
from extraction.text.tokens import Token
from ontology.gazetteer import NameKind
from ontology.model import Span


class PhraseKind(StrEnum):
    """How a phrase speaks of an actor."""

    NAME = "name"
    ADJECTIVE = "adjective"
    BODY = "body"
    PERSON = "person"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the document with its tokens."""

    index: int
    span: Span
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that speaks of one actor or, for a reference, of several.

    Attributes:
        first, last: token indices in the sentence, both included.
        span: the phrase's words, without what is written before them.
        slugs: what the register says the name may mean, best first; empty where there is no name.
        name_kind: what kind of name stands there.
        body: the head noun of a body or group.
        title: the office of a person.
        former: whether the title is said to be a former one.
        owner: the state, organisation or body that a body or person belongs to.
        owner_pronoun: the owner is a suffixed pronoun.
        place: where a body is, or to whom an envoy is sent.
        organ: the body that the title's own words name ("رئيس البرلمان"): its holder heads it.
        name: the personal name inside a person phrase; what a body or institution is called.
        reference: the folded noun that refers back.
        possessive: whether it is written as the owner of the noun behind it ("Russia's").
        related: actors tied to the phrase by a trailing word: (relation cue, phrase).
    """

    kind: PhraseKind
    sentence: int
    first: int
    last: int
    span: Span
    slugs: tuple[str, ...] = ()
    name_kind: NameKind | None = None
    body: Body | None = None
    title: Title | None = None
    former: bool = False
    owner: Phrase | None = None
    owner_pronoun: bool = False
    place: Phrase | None = None
    organ: Body | None = None
    name: Span | None = None
    reference: str = ""
    related: tuple[tuple[str, Phrase], ...] = ()
    plural: bool = False
    possessive: bool = False
