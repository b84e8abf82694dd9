"""An annotation as JSON: the form of the annotation guidelines, read strictly and written back.

Reading refuses what is malformed and says where, by JSON path: an unknown key, a missing or mistyped value, a code
that is none of its closed list, a reference to an actor that is not there, a span that is not two ascending
integers. Whether a span lies in the text and its quote equals the text is judged by the gate, so that the analyst
gets one report on all such faults.
"""

from __future__ import annotations

from typing import Final

from ontology.annotation_fields import Fields, first_repeated, not_one_of, read_fields, shown
from ontology.annotation_rendering import render_annotation
from ontology.errors import AnnotationError
from ontology.model import (
    MODES,
    Actor,
    ActorType,
    Annotation,
    Dispute,
    Document,
    Event,
    EventClass,
    Issue,
    Mention,
    Modality,
    Predicate,
    Relation,
    Span,
    Treaty,
    TreatyKind,
)

__all__ = ["parse_annotation", "render_annotation"]

_EVIDENCE: Final = ("evidence", "quote", "confidence", "reason")
_ROOT: Final = ("document", "language", "title", "published", "source", "extractor", "text")
_LISTS: Final = ("actors", "mentions", "events", "treaties", "disputes", "relations")
_ACTOR: Final = ("id", "name_en", "name_ar", "type", "iso3", "wikidata", "register", "confidence", "reason")
_MENTION: Final = ("actor", "span")
_EVENT: Final = (
    *("id", "class", "mode", "modality", "actor", "recipient", "attributed_to", "speech_act", "distanced"),
    *("place", "date", "trigger", "trigger_span", *_EVIDENCE),
)
_TREATY: Final = ("id", "name_en", "name_ar", "kind", "parties", "date", "register", *_EVIDENCE)
_DISPUTE: Final = ("id", "label_en", "label_ar", "parties", "issue", "events", *_EVIDENCE)
_RELATION: Final = ("subject", "predicate", "object", *_EVIDENCE)


def parse_annotation(data: object, *, text: str | None = None) -> Annotation:
    """Read an annotation from what `json.load` gives.

    Args:
        data: the parsed JSON.
        text: the document's text, for files that do not carry it; where both are there they must be equal.

    Returns:
        The annotation. Its `quotes` hold, in order of their spans, only those that differ from the text: they are
        what the gate refuses. So `parse_annotation(render_annotation(a)) == a` for all that is read here or made
        by an extractor.

    Raises:
        AnnotationError: at the first fault, with its JSON path.
    """
    root = read_fields(data, "$", (*_ROOT, *_LISTS))
    document = _read_document(root, text)
    quotes = _Quotes(document.text)
    actors = tuple(_read_actor(fields) for fields in root.items("actors", _ACTOR))
    known = _unique(root, "actors", actors)
    events = tuple(_read_event(fields, known, quotes) for fields in root.items("events", _EVENT))
    known_events = _unique(root, "events", events)
    treaties = tuple(_read_treaty(fields, known, quotes) for fields in root.items("treaties", _TREATY))
    _unique(root, "treaties", treaties)
    disputes = tuple(_read_dispute(fields, known, known_events, quotes) for fields in root.items("disputes", _DISPUTE))
    _unique(root, "disputes", disputes)
    return Annotation(
        document=document,
        actors=actors,
        mentions=tuple(_read_mention(fields, known) for fields in root.items("mentions", _MENTION)),
        events=events,
        treaties=treaties,
        disputes=disputes,
        relations=tuple(_read_relation(fields, known, quotes) for fields in root.items("relations", _RELATION)),
        extractor=root.optional_string("extractor") or "unknown",
        quotes=quotes.that_differ(),
    )


class _Quotes:
    """What the file says stands at its spans, beside what the text says."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._said: dict[Span, tuple[str, str]] = {}

    def note(self, fields: Fields, key: str, span: Span, quote: str) -> None:
        """Keep a quote; two that differ at one span are a fault of the file."""
        said, where = self._said.setdefault(span, (quote, fields.path))
        if said != quote:
            raise fields.fault(key, f"{shown(quote)} where {where} says {shown(said)} of the same span")

    def evidence(self, fields: Fields) -> Span:
        """The span of `evidence`, its `quote` kept."""
        span = fields.span("evidence")
        quote = fields.verbatim("quote")
        if quote is not None:
            self.note(fields, "quote", span, quote)
        return span

    def trigger(self, fields: Fields, evidence: Span) -> Span:
        """The span of `trigger`: `trigger_span`, else the first place in the evidence where the words stand."""
        words = fields.string("trigger")
        span = fields.optional_span("trigger_span")
        if span is None:
            clause, _ = self._said.get(evidence, (evidence.of(self.text), ""))
            place = clause.find(words)
            sound = evidence.end <= len(self.text) and clause == evidence.of(self.text)
            if place < 0 and sound:
                way_out = "copy it letter for letter, or give trigger_span"
                raise fields.fault(
                    "trigger", f"{shown(words)} does not stand in the evidence {shown(clause)}; {way_out}"
                )
            span = Span(evidence.start + max(place, 0), evidence.start + max(place, 0) + len(words))
        self.note(fields, "trigger", span, words)
        return span

    def that_differ(self) -> tuple[tuple[Span, str], ...]:
        """The quotes that the text does not bear out, in order of their spans."""
        return tuple((span, said) for span, (said, _) in sorted(self._said.items()) if said != span.of(self.text))


def _read_document(root: Fields, text: str | None) -> Document:
    """The document, with the text from the file or from beside it."""
    inside = root.verbatim("text")
    if inside is not None and text is not None and inside != text:
        raise root.fault("text", "differs from the text that was given; give one of the two")
    words = inside if inside is not None else text
    if words is None or not words.strip():
        raise root.fault("text", "is missing; it must be the text that the offsets count in")
    return Document(
        name=root.string("document"),
        text=words,
        language=_language(root),
        title=root.optional_string("title"),
        published=root.optional_date("published"),
        source=root.optional_string("source"),
    )


def _language(root: Fields) -> str:
    root.string("language")
    return root.optional_string("language", pattern=r"[a-z]{2}", example='"ar" (ISO 639-1)') or ""


def _unique(root: Fields, key: str, read: tuple[Actor | Event | Treaty | Dispute, ...]) -> frozenset[str]:
    """The ids of what was read; one that repeats is a fault."""
    ids = [value.id for value in read]
    place = first_repeated(ids)
    if place is not None:
        raise AnnotationError(f"{root.path}.{key}[{place}].id", f"{shown(ids[place])} is taken; ids are unique")
    return frozenset(ids)


def _read_actor(fields: Fields) -> Actor:
    name_en, name_ar = fields.optional_string("name_en"), fields.optional_string("name_ar")
    if name_en is None and name_ar is None:
        raise fields.fault("name_en", "is missing, and name_ar too; an actor has a name in one of the two languages")
    return Actor(
        id=fields.string("id"),
        type=fields.code("type", ActorType),
        name_en=name_en,
        name_ar=name_ar,
        iso3=fields.optional_string("iso3", pattern=r"[A-Z]{3}", example='"RUS" (ISO 3166-1 alpha-3)'),
        wikidata=fields.optional_string("wikidata", pattern=r"Q[1-9][0-9]*", example='"Q159"'),
        register=fields.flag("register"),
        confidence=fields.confidence(),
    )


def _read_mention(fields: Fields, known: frozenset[str]) -> Mention:
    return Mention(fields.reference("actor", known), fields.span("span"))


def _read_event(fields: Fields, known: frozenset[str], quotes: _Quotes) -> Event:
    event_class = fields.code("class", EventClass)
    evidence = quotes.evidence(fields)
    return Event(
        id=fields.string("id"),
        event_class=event_class,
        mode=_read_mode(fields, event_class),
        modality=fields.code("modality", Modality),
        actor=fields.references("actor", known),
        recipient=fields.references("recipient", known),
        attributed_to=fields.optional_reference("attributed_to", known),
        speech_act=fields.optional_string("speech_act"),
        distanced=fields.flag("distanced"),
        place=fields.optional_string("place"),
        date=fields.optional_date("date"),
        trigger=quotes.trigger(fields, evidence),
        evidence=evidence,
        confidence=fields.confidence(),
    )


def _read_mode(fields: Fields, event_class: EventClass) -> str | None:
    """A mode of the class, or None."""
    mode = fields.optional_string("mode")
    if mode is not None and mode not in MODES[event_class]:
        allowed = sorted(MODES[event_class])
        if not allowed:
            raise fields.fault("mode", f"{shown(mode)}, but {event_class.value} has no modes; write null")
        raise fields.fault("mode", f"{not_one_of(mode, allowed)} (the modes of {event_class.value})")
    return mode


def _read_treaty(fields: Fields, known: frozenset[str], quotes: _Quotes) -> Treaty:
    return Treaty(
        id=fields.string("id"),
        kind=fields.code("kind", TreatyKind),
        name_en=fields.optional_string("name_en"),
        name_ar=fields.optional_string("name_ar"),
        parties=fields.references("parties", known),
        date=fields.optional_date("date"),
        register=fields.flag("register"),
        evidence=quotes.evidence(fields),
        confidence=fields.confidence(),
    )


def _read_dispute(fields: Fields, known: frozenset[str], known_events: frozenset[str], quotes: _Quotes) -> Dispute:
    events = fields.references("events", known_events, kind="event") if fields.values.get("events") is not None else ()
    return Dispute(
        id=fields.string("id"),
        label_en=fields.optional_string("label_en"),
        label_ar=fields.optional_string("label_ar"),
        parties=fields.references("parties", known),
        issue=fields.code("issue", Issue),
        events=events,
        evidence=quotes.evidence(fields),
        confidence=fields.confidence(),
    )


def _read_relation(fields: Fields, known: frozenset[str], quotes: _Quotes) -> Relation:
    return Relation(
        subject=fields.reference("subject", known),
        predicate=fields.code("predicate", Predicate),
        object=fields.reference("object", known),
        evidence=quotes.evidence(fields),
        confidence=fields.confidence(),
    )
