"""How sure every item of an annotation is, with the rule and the words that gave it.

What speaks for an item is a few named features: what the deciding model said, how an actor was met, which rule gave a
relation. A small model over them gives a number that means what it says: of the items given 0.8 about 80 % are right.
`extraction/training/train_confidence.py` makes the models and measures how well they keep that promise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from extraction.actors.ties import TieRule
from extraction.phrases.phrase import Phrase
from extraction.ranking import LinearModel
from ontology.model import Actor, Annotation, Confidence, Dispute, Event, Predicate, Relation, Span, Treaty

_STEPS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_COUNTS = (2, 3, 5, 9)

_Item = TypeVar("_Item", Actor, Event, Treaty, Dispute, Relation)


class ItemKind(StrEnum):
    """What an annotation is made of, each kind with a model of its own."""

    ACTOR = "actor"
    EVENT = "event"
    TREATY = "treaty"
    DISPUTE = "dispute"
    RELATION = "relation"


@dataclass(frozen=True, slots=True)
class Grounds:
    """What speaks for an item: features for the model, and the reason for the reader."""

    features: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Origins:
    """Where the items of an annotation come from.

    Attributes:
        phrases: by actor, the phrase that first spoke of him; none where only the words around another did.
        rules: by subject, predicate and object, the rule that gave a relation.
    """

    phrases: Mapping[str, Phrase]
    rules: Mapping[tuple[str, Predicate, str], TieRule]


AllGrounds = Mapping[ItemKind, tuple[Grounds, ...]]
"""By kind, what speaks for each item, in the order of the annotation."""


def find_grounds(annotation: Annotation, origins: Origins) -> AllGrounds:
    """What speaks for every item; events and disputes carry what their models said as confidence."""
    return {
        ItemKind.ACTOR: tuple(_of_actors(annotation, origins)),
        ItemKind.EVENT: tuple(_decided(event.confidence, f"modality:{event.modality}") for event in annotation.events),
        ItemKind.TREATY: tuple(_of_treaty(treaty, annotation.document.text) for treaty in annotation.treaties),
        ItemKind.DISPUTE: tuple(_decided(item.confidence) for item in annotation.disputes),
        ItemKind.RELATION: tuple(_of_relation(item, annotation, origins) for item in annotation.relations),
    }


def judge(annotation: Annotation, grounds: AllGrounds, models: Mapping[ItemKind, LinearModel]) -> Annotation:
    """The annotation with a confidence for every item of the kinds that there is a model for."""
    return replace(
        annotation,
        actors=_judged(annotation.actors, grounds[ItemKind.ACTOR], models.get(ItemKind.ACTOR)),
        events=_judged(annotation.events, grounds[ItemKind.EVENT], models.get(ItemKind.EVENT)),
        treaties=_judged(annotation.treaties, grounds[ItemKind.TREATY], models.get(ItemKind.TREATY)),
        disputes=_judged(annotation.disputes, grounds[ItemKind.DISPUTE], models.get(ItemKind.DISPUTE)),
        relations=_judged(annotation.relations, grounds[ItemKind.RELATION], models.get(ItemKind.RELATION)),
    )


def _judged(items: Sequence[_Item], grounds: Sequence[Grounds], model: LinearModel | None) -> tuple[_Item, ...]:
    if model is None:
        return tuple(items)
    return tuple(
        replace(item, confidence=Confidence(round(model.probability(ground.features), 2), ground.reason))
        for item, ground in zip(items, grounds, strict=True)
    )


def _decided(said: Confidence | None, *features: str) -> Grounds:
    """What a model that chose the item said of it."""
    if said is None:
        return Grounds(features, "")
    return Grounds((*features, *(f"sure>={step}" for step in _STEPS if said.value >= step)), said.reason)


def _of_actors(annotation: Annotation, origins: Origins) -> Iterable[Grounds]:
    mentions = Counter(mention.actor for mention in annotation.mentions)
    events = Counter(
        actor for event in annotation.events for actor in {*event.actor, *event.recipient, event.attributed_to}
    )
    first_tie: dict[str, Span] = {}
    for relation in annotation.relations:
        for end in (relation.subject, relation.object):
            first_tie.setdefault(end, relation.evidence)
    for actor in annotation.actors:
        phrase = origins.phrases.get(actor.id)
        how = _met(actor, phrase)
        features = [
            f"type:{actor.type}",
            f"met:{how}",
            *_at_least("mentions", mentions[actor.id]),
            "in-events" if events[actor.id] else "in-no-event",
            "related" if actor.id in first_tie else "unrelated",
        ]
        words = _words(phrase.span if phrase is not None else first_tie.get(actor.id), annotation.document.text)
        part = f"{_count(mentions[actor.id], 'mention')}, {_count(events[actor.id], 'event')}"
        yield Grounds(tuple(features), f"{how}{words} ({part})")


def _met(actor: Actor, phrase: Phrase | None) -> str:
    """How the document first spoke of an actor."""
    known = "in the register" if actor.register else "not in the register"
    if phrase is None:
        return f"named within another phrase, {known}"
    if phrase.title is not None:
        return f"title and name, {known}" if phrase.name is not None or phrase.slugs else f"title alone, {known}"
    return f"{phrase.kind}, {known}"


def _of_treaty(treaty: Treaty, text: str) -> Grounds:
    told = "name in the register" if treaty.register else "description"
    features = (f"told:{told}", *_at_least("parties", len(treaty.parties)))
    sides = _count(len(treaty.parties), "side")
    return Grounds(features, f"{told}{_words(treaty.evidence, text)} ({sides})")


def _of_relation(relation: Relation, annotation: Annotation, origins: Origins) -> Grounds:
    rule = origins.rules[relation.subject, relation.predicate, relation.object]
    active = {actor for event in annotation.events for actor in (*event.actor, *event.recipient)}
    both = relation.subject in active and relation.object in active
    features = (f"rule:{rule}", f"predicate:{relation.predicate}", "both-act" if both else "not-both-act")
    return Grounds(features, f"{rule}{_words(relation.evidence, annotation.document.text)}")


def _words(span: Span | None, text: str) -> str:
    """The words of a span in one line, behind a colon; nothing without a span."""
    return "" if span is None else f": {' '.join(span.of(text).split())}"


def _at_least(name: str, count: int) -> Iterable[str]:
    return (f"{name}>={step}" for step in _COUNTS if count >= step)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
