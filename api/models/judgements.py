"""The JSON of judgements of identity and of the log of changes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from api.http.negotiation import Languages
from api.models.common import Collection, Model, Reference, key_of
from graph.views import values
from graph.views.proposals import Ground
from ontology.model import Verdict

Words = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]


class PostedJudgement(Model):
    """What somebody judges of two actors."""

    one: Annotated[Words, Field(examples=["russia"])]
    """Id or IRI of an actor."""
    other: Annotated[Words, Field(examples=["0e8a1f2b3c4d5e6f-russian-federation"])]
    """Id or IRI of the other one."""
    verdict: Verdict
    reason: Annotated[Words, Field(examples=["the same state, by its full name"])]
    author: Annotated[Words, Field(examples=["n.haddad"])]


class Judgement(Model):
    """A judgement whether two actors are one."""

    id: str
    iri: str
    judged: tuple[Reference, ...]
    """The two, by the ids and names that documents and register give them."""
    verdict: Reference
    """`same`, `different` or `unsure`."""
    reason: str
    author: str
    at: Annotated[str, Field(examples=["2026-01-31T10:00:00Z"])]

    @classmethod
    def of(cls, view: values.JudgementView, languages: Languages) -> Judgement:
        """Render a judgement."""
        return cls(
            id=key_of(view.iri),
            iri=view.iri.value,
            judged=Reference.of_all(view.judged, languages),
            verdict=Reference.of(view.verdict, languages),
            reason=view.reason,
            author=view.author,
            at=view.at,
        )


class JudgementList(Collection):
    """Judgements, the earliest first."""

    judgements: tuple[Judgement, ...]


class Reason(Model):
    """A ground for two actors being one."""

    ground: Ground
    """`name`, `surname`, `type`, `country` or `office` (one acts while the other holds it)."""
    detail: Annotated[str, Field(examples=["USA"])]
    """What it rests on: the name with its spelling folded, the type, the state, the date."""
    weight: Annotated[float, Field(ge=0, le=1)]
    """What it adds to the score."""


class Proposal(Model):
    """Two actors that are probably one, and that nobody has judged."""

    one: Reference
    """The actor of the register, where one of the two is."""
    other: Reference
    score: Annotated[float, Field(ge=0, le=1)]
    """The sum of the weights of the reasons."""
    reasons: tuple[Reason, ...]


class ProposalList(Collection):
    """Pairs to judge, the surest first."""

    proposals: tuple[Proposal, ...]


class Change(Model):
    """An entry in the log of changes."""

    sequence: Annotated[str, Field(examples=["000000000042-000000"])]
    """Its place in the log: give the last one seen as `since` to get what came after it."""
    kind: Annotated[str, Field(examples=["merged"])]
    """`added`, `replaced` or `withdrawn` (a document, another graph, a judgement); `merged` or `split` (an actor)."""
    changed: Annotated[str, Field(examples=["https://w3id.org/mithaq/id/document/0e8a1f2b3c4d5e6f"])]
    """IRI of what changed; a document's is also that of its graph."""
    merged_into: str | None
    """Of an actor that was merged: IRI of the one that it stands under from then on."""
    at: Annotated[str, Field(examples=["2026-01-31T10:00:00Z"])]

    @classmethod
    def of(cls, view: values.ChangeView) -> Change:
        """Render an entry."""
        return cls(
            sequence=view.sequence,
            kind=view.kind,
            changed=view.changed.value,
            merged_into=None if view.survivor is None else view.survivor.value,
            at=view.at,
        )


class ChangeList(Collection):
    """Entries of the log in the order in which they were written."""

    last: str | None
    """Place of the last entry here, to ask on with as `since`; what was asked with, where nothing came after it."""
    changes: tuple[Change, ...]
