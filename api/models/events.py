"""The JSON of events and claims."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.http.negotiation import Languages
from api.models.common import Collection, Evidence, Model, Reference, key_of, local_name
from graph.views import values


class Attribution(Model):
    """Who says so."""

    id: str
    iri: str
    """IRI of the claim."""
    claimant: tuple[Reference, ...]
    speech_act: Annotated[str | None, Field(examples=["كشف"])]
    """The verb or noun of speech, as in the text."""
    distanced: bool
    """Whether the document keeps its distance from the wording ("what it called")."""
    evidence: tuple[Evidence, ...]

    @classmethod
    def of(cls, attribution: values.Attribution, languages: Languages) -> Attribution:
        """Render an attribution."""
        return cls(
            id=key_of(attribution.iri),
            iri=attribution.iri.value,
            claimant=Reference.of_all(attribution.claimants, languages),
            speech_act=attribution.speech_act,
            distanced=attribution.distanced,
            evidence=Evidence.of_all(attribution.evidence, languages),
        )


class Event(Model):
    """Something done or said between actors, coded with PLOVER; `type` says whether it happened."""

    id: str
    iri: str
    type: Annotated[str, Field(examples=["Event"])]
    """`Event` (the document says it happened), `ClaimedEvent` (someone's word) or `UnrealizedEvent`."""
    event_class: Annotated[Reference, Field()]
    """One of the 16 classes of PLOVER; its `id` is the code."""
    mode: Reference | None
    modality: Reference
    """asserted, claimed, planned, hypothetical, attempted or negated."""
    actor: tuple[Reference, ...]
    """Those who act; all sides of a mutual event."""
    recipient: tuple[Reference, ...]
    """Those acted on."""
    place: Reference | None
    date: Annotated[str | None, Field(examples=["2014-03-18"])]
    """EDTF, as exact as the text allows."""
    trigger: tuple[Evidence, ...]
    """The words that name the event."""
    evidence: tuple[Evidence, ...]
    """The clauses that state it."""
    claims: tuple[Attribution, ...]
    """Whose word it is; none where the document speaks for itself."""
    part_of_dispute: tuple[Reference, ...]
    confidence: Annotated[float | None, Field(ge=0, le=1)]
    rationale: str | None
    """Reason for the confidence."""

    @classmethod
    def of(cls, view: values.EventView, languages: Languages) -> Event:
        """Render an event."""
        return cls(
            id=key_of(view.iri),
            iri=view.iri.value,
            type=local_name(view.type),
            event_class=Reference.of(view.event_class, languages),
            mode=Reference.of_one(view.mode, languages),
            modality=Reference.of(view.modality, languages),
            actor=Reference.of_all(view.actors, languages),
            recipient=Reference.of_all(view.recipients, languages),
            place=Reference.of_one(view.place, languages),
            date=view.date,
            trigger=Evidence.of_all(view.triggers, languages),
            evidence=Evidence.of_all(view.evidence, languages),
            claims=tuple(Attribution.of(attribution, languages) for attribution in view.attributions),
            part_of_dispute=Reference.of_all(view.disputes, languages),
            confidence=view.confidence,
            rationale=view.rationale,
        )


class EventList(Collection):
    """Events, the earliest first, the undated last."""

    events: tuple[Event, ...]


class Answer(Model):
    """Another telling of an event that speaks for or against it."""

    verdict: Annotated[str, Field(examples=["denied"])]
    """`confirmed`, `repeated`, `denied` or `contradicted`."""
    event: Reference
    modality: Reference
    claimant: tuple[Reference, ...]
    """Whose word it is; none where the document speaks for itself."""
    evidence: tuple[Evidence, ...]

    @classmethod
    def of_all(cls, answers: tuple[values.Answer, ...], languages: Languages) -> tuple[Answer, ...]:
        """Render answers."""
        return tuple(
            cls(
                verdict=answer.verdict,
                event=Reference.of(answer.event, languages),
                modality=Reference.of(answer.modality, languages),
                claimant=Reference.of_all(answer.claimants, languages),
                evidence=Evidence.of_all(answer.evidence, languages),
            )
            for answer in answers
        )


class Claim(Attribution):
    """A claim: who says it, in which words, what it claims, and what speaks for or against that."""

    content: tuple[Event, ...]
    answers: tuple[Answer, ...]
    """Other tellings of the same, ten at most of each event, those against it first."""

    @classmethod
    def of_view(cls, view: values.ClaimView, languages: Languages) -> Claim:
        """Render a claim."""
        return cls(
            **dict(Attribution.of(view.attribution, languages)),
            content=tuple(Event.of(event, languages) for event in view.content),
            answers=Answer.of_all(view.answers, languages),
        )


class ClaimList(Collection):
    """Claims in the order of the documents."""

    claims: tuple[Claim, ...]
