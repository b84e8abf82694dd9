"""What lookups answer with: frozen values, in no language and no format, for any way in to render.

Dates are EDTF as the graph holds them: `2014`, `2014-03`, `2014-03-18`, an interval `1973/1975`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import pyoxigraph as ox

View = TypeVar("View")


@dataclass(frozen=True, slots=True)
class Page(Generic[View]):
    """One page of a list.

    Attributes:
        total: how many there are on all pages together.
        after: the key that the next page starts after; None on the last page.
    """

    views: tuple[View, ...]
    total: int
    after: str | None


@dataclass(frozen=True, slots=True)
class Reference:
    """Another resource, with what one needs to name it.

    Attributes:
        labels: preferred labels in every language there is; empty where the graph names none.
    """

    iri: ox.NamedNode
    types: tuple[ox.NamedNode, ...] = ()
    labels: tuple[ox.Literal, ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that the things of a list have, and how many have it."""

    reference: Reference
    count: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words behind a statement: code points of the document's text, end excluded."""

    span: ox.NamedNode
    document: Reference
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document with a statement that they prove."""

    statement: Reference
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so: the claim without what it claims.

    Attributes:
        speech_act: the verb or noun of speech, as in the text.
        distanced: whether the document keeps its distance from the wording.
    """

    iri: ox.NamedNode
    claimants: tuple[Reference, ...]
    speech_act: str | None
    distanced: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """An event, a claimed or an unrealized one (`type` says which).

    Attributes:
        confidence: 0 to 1, with its reason in `rationale`.
    """

    iri: ox.NamedNode
    type: ox.NamedNode
    event_class: Reference
    mode: Reference | None
    modality: Reference
    actors: tuple[Reference, ...]
    recipients: tuple[Reference, ...]
    place: Reference | None
    date: str | None
    triggers: tuple[Evidence, ...]
    evidence: tuple[Evidence, ...]
    attributions: tuple[Attribution, ...]
    disputes: tuple[Reference, ...]
    confidence: float | None
    rationale: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Another telling of an event that speaks for or against it.

    Attributes:
        verdict: `confirmed` by a document's own word or by one that says the same of what did not happen, `repeated` as
            another's word, `denied` or `contradicted`.
        event: the other telling.
        claimants: whose word it is; none where the document speaks for itself.
    """

    verdict: str
    event: Reference
    modality: Reference
    claimants: tuple[Reference, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim: who says it, in which words, what it claims, and what speaks for or against that."""

    attribution: Attribution
    content: tuple[EventView, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office held for a time."""

    office: Reference | None
    of: Reference | None
    date: str | None


@dataclass(frozen=True, slots=True)
class ActorName:
    """A name with the kind of name it is: the local name of its property, such as `prefLabel` or `metonym`."""

    text: ox.Literal
    kind: str


@dataclass(frozen=True, slots=True)
class ActorCounts:
    """How much the graph knows of an actor; events and their dates count both roles and every modality."""

    mentions: int = 0
    documents: int = 0
    events: int = 0
    claims: int = 0
    treaties: int = 0
    disputes: int = 0
    first_date: str | None = None
    last_date: str | None = None


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor: what it is called, what it is, where it stands.

    Attributes:
        relations: standing relations by the local name of the predicate, this actor as subject.
        first_mention: in the earliest document that has a date; in any where none has.
        last_mention: in the latest document.
    """

    reference: Reference
    names: tuple[ActorName, ...]
    iso2: str | None
    iso3: str | None
    exact_matches: tuple[ox.NamedNode, ...]
    relations: Mapping[str, tuple[Reference, ...]]
    tenures: tuple[Tenure, ...]
    counts: ActorCounts
    first_mention: Evidence | None
    last_mention: Evidence | None


@dataclass(frozen=True, slots=True)
class SpanView:
    """A stretch of a document with the things that it mentions, names or proves.

    Attributes:
        property: local name of the property that leads from the thing to the span: `mention`, `trigger`, `evidence`.
    """

    span: ox.NamedNode
    start: int
    end: int
    exact: str
    property: str
    resource: Reference


@dataclass(frozen=True, slots=True)
class ClassCount:
    """The things of one class that a document tells of; `new` are those that no other graph says anything about."""

    class_: Reference
    count: int
    new: int


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document; `text`, `spans` and `contents` only where asked for."""

    reference: Reference
    name: str | None
    title: str | None
    language: str | None
    issued: str | None
    source: str | None
    extractor: str | None
    text: str | None
    spans: tuple[SpanView, ...]
    contents: tuple[ClassCount, ...]


@dataclass(frozen=True, slots=True)
class JudgementView:
    """What somebody judged of two actors.

    Attributes:
        judged: the two, by the identifiers and names that documents and register give them.
        at: when, ISO 8601 in UTC.
    """

    iri: ox.NamedNode
    judged: tuple[Reference, ...]
    verdict: Reference
    reason: str
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """An entry in the log of changes.

    Attributes:
        sequence: its place; what sorts later was written later.
        kind: notation of its code: added, replaced, withdrawn, merged or split.
        changed: a named graph (a document's is the document), a judgement, or the actor that was merged or split.
        survivor: of an actor that was merged, the one that it stands under from then on.
        at: when, ISO 8601 in UTC.
    """

    sequence: str
    kind: str
    changed: ox.NamedNode
    survivor: ox.NamedNode | None
    at: str
