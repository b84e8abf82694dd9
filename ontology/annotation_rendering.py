"""An annotation written as JSON, in the form that the annotation guidelines fix."""

from __future__ import annotations

from ontology.model import Actor, Annotation, Confidence, Dispute, Event, Relation, Span, Treaty


def render_annotation(annotation: Annotation) -> dict[str, object]:
    """The annotation as what `json.dump` takes.

    The keys of the guidelines are always there, null where nothing is known; the further ones only where they say
    something. Every item carries the quote at its evidence: what the annotation's author says stands there, else
    what the text says.
    """
    document = annotation.document
    quoted = _Quoted(document.text, annotation.quotes)
    return {
        "document": document.name,
        "language": document.language,
        "title": document.title,
        "published": document.published,
        "source": document.source,
        "extractor": annotation.extractor,
        "text": document.text,
        "actors": [_render_actor(actor) for actor in annotation.actors],
        "mentions": [{"actor": mention.actor, "span": _pair(mention.span)} for mention in annotation.mentions],
        "events": [_render_event(event, quoted) for event in annotation.events],
        "treaties": [_render_treaty(treaty, quoted) for treaty in annotation.treaties],
        "disputes": [_render_dispute(dispute, quoted) for dispute in annotation.disputes],
        "relations": [_render_relation(relation, quoted) for relation in annotation.relations],
    }


class _Quoted:
    """What stands at a span: what the author says, else what the text says."""

    def __init__(self, text: str, quotes: tuple[tuple[Span, str], ...]) -> None:
        self._text = text
        self._quotes = dict(quotes)

    def at(self, span: Span) -> str:
        return self._quotes.get(span, span.of(self._text))


def _render_actor(actor: Actor) -> dict[str, object]:
    rendered: dict[str, object] = {
        "id": actor.id,
        "name_en": actor.name_en,
        "name_ar": actor.name_ar,
        "type": actor.type.value,
        "iso3": actor.iso3,
        "wikidata": actor.wikidata,
    }
    return rendered | _flag("register", actor.register) | _confidence(actor.confidence)


def _render_event(event: Event, quoted: _Quoted) -> dict[str, object]:
    rendered: dict[str, object] = {
        "id": event.id,
        "class": event.event_class.value,
        "mode": event.mode,
        "modality": event.modality.value,
        "actor": list(event.actor),
        "recipient": list(event.recipient),
        "attributed_to": event.attributed_to,
        "place": event.place,
        "date": event.date,
        "trigger": quoted.at(event.trigger),
        "trigger_span": _pair(event.trigger),
    }
    if event.speech_act is not None:
        rendered["speech_act"] = event.speech_act
    return (
        rendered
        | _flag("distanced", event.distanced)
        | _evidence(event.evidence, quoted)
        | _confidence(event.confidence)
    )


def _render_treaty(treaty: Treaty, quoted: _Quoted) -> dict[str, object]:
    rendered: dict[str, object] = {"id": treaty.id, "name_en": treaty.name_en}
    if treaty.name_ar is not None:
        rendered["name_ar"] = treaty.name_ar
    rendered |= {"kind": treaty.kind.value, "parties": list(treaty.parties), "date": treaty.date}
    return (
        rendered
        | _flag("register", treaty.register)
        | _evidence(treaty.evidence, quoted)
        | _confidence(treaty.confidence)
    )


def _render_dispute(dispute: Dispute, quoted: _Quoted) -> dict[str, object]:
    rendered: dict[str, object] = {"id": dispute.id, "label_en": dispute.label_en}
    if dispute.label_ar is not None:
        rendered["label_ar"] = dispute.label_ar
    rendered |= {"parties": list(dispute.parties), "issue": dispute.issue.value}
    if dispute.events:
        rendered["events"] = list(dispute.events)
    return rendered | _evidence(dispute.evidence, quoted) | _confidence(dispute.confidence)


def _render_relation(relation: Relation, quoted: _Quoted) -> dict[str, object]:
    rendered: dict[str, object] = {
        "subject": relation.subject,
        "predicate": relation.predicate.value,
        "object": relation.object,
    }
    return rendered | _evidence(relation.evidence, quoted) | _confidence(relation.confidence)


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _evidence(span: Span, quoted: _Quoted) -> dict[str, object]:
    return {"evidence": _pair(span), "quote": quoted.at(span)}


def _flag(key: str, value: bool) -> dict[str, object]:
    return {key: True} if value else {}


def _confidence(confidence: Confidence | None) -> dict[str, object]:
    return {} if confidence is None else {"confidence": confidence.value, "reason": confidence.reason}
