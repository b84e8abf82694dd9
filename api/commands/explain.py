"""`mithaq extract --explain`: every item with how sure its reader is and why, for a person to judge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ontology.model import Actor, Annotation, Confidence, Dispute, Event, Relation, Treaty

_MARGIN = " " * 8
_LONGEST_QUOTE = 160


def explain(annotation: Annotation) -> Iterator[str]:
    """The lines that explain an annotation: its items by kind, each with its confidence and its reason."""
    names = {actor.id: actor.name_en or actor.name_ar or actor.id for actor in annotation.actors}
    text = annotation.document.text
    yield annotation.document.name
    sections: tuple[tuple[str, list[tuple[str, Confidence | None]]], ...] = (
        ("actors", [(_actor(actor), actor.confidence) for actor in annotation.actors]),
        ("events", [(_event(event, names, text), event.confidence) for event in annotation.events]),
        ("treaties", [(_treaty(treaty, names), treaty.confidence) for treaty in annotation.treaties]),
        ("disputes", [(_dispute(dispute, names), dispute.confidence) for dispute in annotation.disputes]),
        ("relations", [(_relation(relation, names), relation.confidence) for relation in annotation.relations]),
    )
    for title, items in sections:
        if items:
            yield ""
            yield title
        for told, confidence in items:
            yield f"  {'   ?' if confidence is None else format(confidence.value, '.2f')}  {told}"
            for reason in (confidence.reason if confidence else "no reason given").split("; "):
                yield _MARGIN + reason


def _actor(actor: Actor) -> str:
    names = " · ".join(filter(None, (actor.name_ar, actor.name_en)))
    return f"{names} ({actor.type})"


def _event(event: Event, names: Mapping[str, str], text: str) -> str:
    who, whom = _people(event.actor, names), _people(event.recipient, names)
    sides = f"{who} → {whom}" if whom else who
    coded = f"{event.event_class} {event.mode}" if event.mode else f"{event.event_class}"
    quote = " ".join(event.evidence.of(text).split())
    shortened = quote if len(quote) <= _LONGEST_QUOTE else f"{quote[:_LONGEST_QUOTE]}…"
    return f"{coded}: {sides or 'nobody named'}\n{_MARGIN}«{shortened}»"


def _treaty(treaty: Treaty, names: Mapping[str, str]) -> str:
    name = treaty.name_ar or treaty.name_en or treaty.id
    parties = _people(treaty.parties, names)
    return f"{name} ({treaty.kind}){f', {parties}' if parties else ''}"


def _dispute(dispute: Dispute, names: Mapping[str, str]) -> str:
    return f"{dispute.issue}: {_people(dispute.parties, names)}"


def _relation(relation: Relation, names: Mapping[str, str]) -> str:
    subject, other = (names.get(end, end) for end in (relation.subject, relation.object))
    return f"{subject} {relation.predicate} {other}"


def _people(actors: Iterable[str], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(actor, actor) for actor in actors)
