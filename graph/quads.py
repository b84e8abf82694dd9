"""From an annotation to the quads of its document's named graph: pure, deterministic, without blank nodes.

What an annotation says wrongly is written as it is said, so that the gate can refuse it with a reason: a date that is
none becomes a plain string, a quote that differs from the text stays the quote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.hostility import find_hostility
from graph.iris import DocumentIris, mint_key, register_iri
from ontology.dates import parse_date
from ontology.errors import DateError
from ontology.model import (
    Actor,
    Annotation,
    Dispute,
    Event,
    Mention,
    Modality,
    Relation,
    Span,
    Treaty,
)
from ontology.terms import (
    DCTERMS,
    DEFAULT_BASE,
    MITHAQ,
    MITHAQ_NAMESPACE,
    OA,
    RDF,
    RDFS,
    SKOS,
    WIKIDATA_NAMESPACE,
    XSD,
    code,
    mode_code,
)


def build_quads(annotation: Annotation, *, base: str = DEFAULT_BASE) -> tuple[Quad, ...]:
    """The quads of a document's named graph, sorted, each once.

    Args:
        annotation: what the document says; a reference that leads nowhere is left to the gate.
        base: under which IRIs are minted; ends in a slash.
    """
    document = DocumentIris(annotation.document.id, base).document
    triples = sorted(build_triples(annotation, base=base), key=str)
    return tuple(Quad(triple.subject, triple.predicate, triple.object, document) for triple in triples)


def build_triples(annotation: Annotation, *, base: str = DEFAULT_BASE) -> set[Triple]:
    """The same without the name of the graph and in no order, for who puts them into a store."""
    return _Builder(annotation, DocumentIris(annotation.document.id, base)).build()


def event_kind(modality: Modality) -> NamedNode:
    """The class of an event by the way the document presents it.

    >>> event_kind(Modality.ATTEMPTED) == MITHAQ.UnrealizedEvent
    True
    """
    if modality is Modality.ASSERTED:
        return MITHAQ.Event
    return MITHAQ.ClaimedEvent if modality is Modality.CLAIMED else MITHAQ.UnrealizedEvent


class _Builder:
    """Collects the triples of one annotation."""

    def __init__(self, annotation: Annotation, iris: DocumentIris) -> None:
        self._annotation = annotation
        self._iris = iris
        self._quotes = dict(annotation.quotes)
        self._actors = {actor.id: self._actor_iri(actor) for actor in annotation.actors}
        self._keys: Counter[str] = Counter()
        self._triples: set[Triple] = set()

    def build(self) -> set[Triple]:
        annotation = self._annotation
        self._write_document()
        for actor in annotation.actors:
            self._write_actor(actor)
        for mention in annotation.mentions:
            self._write_mention(mention)
        events = {event.id: (event, self._write_event(event)) for event in annotation.events}
        for treaty in annotation.treaties:
            self._write_treaty(treaty)
        for dispute in annotation.disputes:
            self._write_dispute(dispute, events)
        for relation in annotation.relations:
            self._write_relation(relation)
        return self._triples

    def _write_document(self) -> None:
        document, iri = self._annotation.document, self._iris.document
        self._add(iri, RDF.type, MITHAQ.Document)
        if document.is_table:
            self._add(iri, RDF.type, MITHAQ.EventTable)
        self._add(iri, MITHAQ.name, Literal(document.name))
        self._add(iri, MITHAQ.text, Literal(document.text))
        self._add(iri, DCTERMS.language, Literal(document.language))
        self._add(iri, MITHAQ.extractor, Literal(self._annotation.extractor))
        if document.title is not None:
            self._add(iri, DCTERMS.title, Literal(document.title))
        if document.source is not None:
            self._add(iri, DCTERMS.source, Literal(document.source))
        if document.published is not None:
            self._add(iri, DCTERMS.issued, _date_literal(document.published))

    def _write_actor(self, actor: Actor) -> None:
        iri = self._actors[actor.id]
        self._add(iri, RDF.type, NamedNode(f"{MITHAQ_NAMESPACE}{actor.type.value}"))
        if actor.register:
            return
        self._add_names(iri, actor.name_en, actor.name_ar)
        if actor.iso3 is not None:
            self._add(iri, MITHAQ.iso3, Literal(actor.iso3))
        if actor.wikidata is not None:
            self._add(iri, SKOS.exactMatch, NamedNode(f"{WIKIDATA_NAMESPACE}{actor.wikidata}"))

    def _write_mention(self, mention: Mention) -> None:
        self._add(self._actor(mention.actor), MITHAQ.mention, self._write_span(mention.span))

    def _write_event(self, event: Event) -> NamedNode:
        key = self._mint(event.event_class.value, str(event.trigger.start), str(event.trigger.end))
        iri = self._iris.scoped("event", key)
        self._add(iri, RDF.type, event_kind(event.modality))
        self._add(iri, MITHAQ.eventClass, code("event", event.event_class.value))
        self._add(iri, MITHAQ.modality, code("modality", event.modality.value))
        if event.mode is not None:
            self._add(iri, MITHAQ.mode, mode_code(event.event_class, event.mode))
        for actor in event.actor:
            self._add(iri, MITHAQ.actor, self._actor(actor))
        for recipient in event.recipient:
            self._add(iri, MITHAQ.recipient, self._actor(recipient))
        if event.place is not None:
            place = self._iris.place(event.place)
            self._add(iri, MITHAQ.place, place)
            self._add(place, RDF.type, MITHAQ.Place)
            self._add(place, RDFS.label, Literal(event.place, language="en"))
        self._add_date(iri, event.date)
        self._add(iri, MITHAQ.trigger, self._write_span(event.trigger))
        self._add(iri, MITHAQ.evidence, self._write_span(event.evidence))
        if event.confidence is not None:
            self._add(iri, MITHAQ.confidence, _decimal_literal(event.confidence.value))
            self._add(iri, MITHAQ.rationale, Literal(event.confidence.reason))
        if event.attributed_to is not None:
            claim = self._iris.scoped("claim", key)
            self._write_claim(event, claim, iri)
            self._add(claim, MITHAQ.claimant, self._actor(event.attributed_to))
        return iri

    def _write_claim(self, event: Event, iri: NamedNode, content: NamedNode) -> None:
        self._add(iri, RDF.type, MITHAQ.Claim)
        self._add(iri, MITHAQ.content, content)
        self._add(iri, MITHAQ.evidence, self._write_span(event.evidence))
        if event.speech_act is not None:
            self._add(iri, MITHAQ.speechAct, Literal(event.speech_act))
        if event.distanced:
            self._add(iri, MITHAQ.distanced, Literal("true", datatype=XSD.boolean))

    def _write_treaty(self, treaty: Treaty) -> None:
        evidence = treaty.evidence
        iri = (
            register_iri("treaty", treaty.id)
            if treaty.register
            else self._iris.scoped("treaty", self._mint(treaty.kind.value, str(evidence.start), str(evidence.end)))
        )
        self._add(iri, RDF.type, NamedNode(f"{MITHAQ_NAMESPACE}{treaty.kind.value.capitalize()}"))
        self._add(iri, MITHAQ.evidence, self._write_span(evidence))
        for party in treaty.parties:
            self._add(iri, MITHAQ.party, self._actor(party))
        if not treaty.register:
            self._add_names(iri, treaty.name_en, treaty.name_ar)
            self._add_date(iri, treaty.date)

    def _write_dispute(self, dispute: Dispute, events: Mapping[str, tuple[Event, NamedNode]]) -> None:
        key = self._mint(dispute.issue.value, *sorted(self._actor(party).value for party in dispute.parties))
        iri = self._iris.scoped("dispute", key)
        self._add(iri, RDF.type, MITHAQ.Dispute)
        self._add_names(iri, dispute.label_en, dispute.label_ar)
        self._add(iri, MITHAQ.issue, code("issue", dispute.issue.value))
        self._add(iri, MITHAQ.evidence, self._write_span(dispute.evidence))
        for party in dispute.parties:
            self._add(iri, MITHAQ.party, self._actor(party))
        for event in dispute.events:
            part = events[event][1] if event in events else self._iris.scoped("event", event)
            self._add(part, MITHAQ.partOfDispute, iri)
        hostility = find_hostility(events[event][0] for event in dispute.events if event in events)
        if hostility is not None:
            self._add(iri, MITHAQ.hostility, code("hostility", hostility.value))

    def _write_relation(self, relation: Relation) -> None:
        subject, value = self._actor(relation.subject), self._actor(relation.object)
        predicate = NamedNode(f"{MITHAQ_NAMESPACE}{relation.predicate.value}")
        iri = self._iris.scoped("relation", mint_key(subject.value, predicate.value, value.value))
        self._add(iri, RDF.type, MITHAQ.Relation)
        self._add(iri, RDF.subject, subject)
        self._add(iri, RDF.predicate, predicate)
        self._add(iri, RDF.object, value)
        self._add(iri, MITHAQ.evidence, self._write_span(relation.evidence))
        self._add(subject, predicate, value)

    def _write_span(self, span: Span) -> NamedNode:
        iri = self._iris.span(span)
        for kind in (MITHAQ.Span, OA.TextPositionSelector, OA.TextQuoteSelector):
            self._add(iri, RDF.type, kind)
        self._add(iri, OA.start, Literal(str(span.start), datatype=XSD.integer))
        self._add(iri, OA.end, Literal(str(span.end), datatype=XSD.integer))
        self._add(iri, OA.exact, Literal(self._quotes.get(span, span.of(self._annotation.document.text))))
        self._add(iri, MITHAQ.inDocument, self._iris.document)
        return iri

    def _actor(self, actor_id: str) -> NamedNode:
        """The IRI of an actor; of one that is not among the actors, an IRI that the gate finds nothing under."""
        return self._actors.get(actor_id) or self._iris.scoped("actor", actor_id)

    def _actor_iri(self, actor: Actor) -> NamedNode:
        if actor.register:
            return register_iri("actor", actor.id)
        if actor.scheme is not None:
            return self._iris.of_scheme("actor", actor.scheme, actor.id)
        return self._iris.scoped("actor", actor.id)

    def _mint(self, *parts: str) -> str:
        """The key of a thing; what has the parts of an earlier one (one trigger, two events) is told apart by order."""
        key = mint_key(*parts)
        self._keys[key] += 1
        return key if self._keys[key] == 1 else mint_key(*parts, str(self._keys[key]))

    def _add(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> None:
        self._triples.add(Triple(subject, predicate, value))

    def _add_names(self, iri: NamedNode, english: str | None, arabic: str | None) -> None:
        for name, language in ((english, "en"), (arabic, "ar")):
            if name is not None:
                self._add(iri, SKOS.prefLabel, Literal(name, language=language))

    def _add_date(self, iri: NamedNode, date: str | None) -> None:
        for predicate, literal in _date_literals(date):
            self._add(iri, predicate, literal)


def _date_literals(date: str | None) -> Iterable[tuple[NamedNode, Literal]]:
    if date is None:
        return ()
    try:
        return parse_date(date).literals()
    except DateError:
        return ((MITHAQ.date, Literal(date)),)


def _date_literal(date: str) -> Literal:
    """One literal for a date of publication, which is no interval; another is left as a string to the gate."""
    literals = [literal for predicate, literal in _date_literals(date) if predicate == MITHAQ.date]
    return literals[0] if literals else Literal(date)


def _decimal_literal(value: float) -> Literal:
    """A decimal as the store keeps it: no exponent, no trailing zeros."""
    return Literal(f"{Decimal(str(value)).normalize():f}", datatype=XSD.decimal)
