"""From a document's named graph back to its annotation: what `graph/quads.py` wrote, to correct by hand and load again.

Writing what is read here gives the same graph. What has no place in the graph does not come back: the order of actors
within an event, and a decade, which comes back as its years.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote

import pyoxigraph as ox

from graph.iris import DocumentIris, mint_key
from graph.store import Store
from graph.views.description import Description, describe
from graph.views.references import References, find_references
from ontology.model import (
    Actor,
    ActorType,
    Annotation,
    Confidence,
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
from ontology.terms import DCTERMS, MITHAQ, MITHAQ_NAMESPACE, OA, RDF, RDFS, SKOS

_EVENTUALITIES: Final = tuple(kind.value for kind in (MITHAQ.Event, MITHAQ.ClaimedEvent, MITHAQ.UnrealizedEvent))
_KINDS: Final = {kind.value.capitalize(): kind for kind in TreatyKind}


def read_annotation(store: Store, document: ox.NamedNode) -> Annotation:
    """The annotation of a document.

    Args:
        store: holds the document.
        document: its IRI, which is its graph's.
    """
    description = describe(store, "document-graph", [document])
    return _Reader(description, document, find_references(store, description.mentioned())).read()


class _Reader:
    """Reads one graph."""

    def __init__(self, description: Description, document: ox.NamedNode, references: References) -> None:
        self._description = description
        self._document = document
        self._references = references
        base, _, key = document.value.rpartition("document/")
        self._iris = DocumentIris(key, base)
        self._subjects = self._by_type()

    def read(self) -> Annotation:
        events = self._event_order()
        keys = {iri.value: f"e{number}" for number, iri in enumerate(events, start=1)}
        actors = [iri for kind in ActorType for iri in self._of(MITHAQ_NAMESPACE + kind.value)]
        return Annotation(
            document=self._read_document(),
            actors=tuple(self._actor(iri) for iri in sorted(actors, key=lambda iri: iri.value)),
            mentions=tuple(self._mentions(actors)),
            events=tuple(self._event(iri, keys[iri.value]) for iri in events),
            treaties=tuple(self._treaties()),
            disputes=tuple(
                self._dispute(iri, f"d{number}", keys)
                for number, iri in enumerate(self._in_text(self._of(MITHAQ.Dispute.value)), start=1)
            ),
            relations=tuple(self._relation(iri) for iri in self._in_text(self._of(MITHAQ.Relation.value))),
            extractor=self._description.text(self._document, MITHAQ.extractor) or "",
        )

    def _by_type(self) -> dict[str, list[ox.NamedNode]]:
        found: dict[str, list[ox.NamedNode]] = {}
        for triple in self._description.triples:
            subject, class_ = triple.subject, triple.object
            if triple.predicate == RDF.type and isinstance(subject, ox.NamedNode) and isinstance(class_, ox.NamedNode):
                found.setdefault(class_.value, []).append(subject)
        return found

    def _of(self, class_: str) -> list[ox.NamedNode]:
        return sorted(self._subjects.get(class_, ()), key=lambda iri: iri.value)

    def _in_text(self, iris: Iterable[ox.NamedNode]) -> list[ox.NamedNode]:
        return sorted(iris, key=lambda iri: (self._span(iri, MITHAQ.evidence), iri.value))

    def _read_document(self) -> Document:
        text, iri = self._description.text, self._document
        return Document(
            name=text(iri, MITHAQ.name) or self._iris.document_id,
            text=text(iri, MITHAQ.text) or "",
            language=text(iri, DCTERMS.language) or "",
            title=text(iri, DCTERMS.title),
            published=text(iri, DCTERMS.issued),
            source=text(iri, DCTERMS.source),
        )

    def _key(self, iri: ox.NamedNode, kind: str) -> str:
        """The id within the annotation: the slug of the register, or what the document's own key scopes."""
        own = self._iris.scoped(kind, "").value
        return unquote(iri.value.removeprefix(own) if iri.value.startswith(own) else iri.value.rpartition("/")[2])

    def _of_register(self, iri: ox.NamedNode, kind: str) -> bool:
        return not iri.value.startswith(self._iris.scoped(kind, "").value)

    def _name(self, iri: ox.NamedNode, language: str) -> str | None:
        own = self._description.literals(iri, SKOS.prefLabel) or self._references.of(iri).labels
        return next((label.value for label in own if label.language == language), None)

    def _actor(self, iri: ox.NamedNode) -> Actor:
        kind = next(kind for kind in ActorType if iri in self._subjects.get(MITHAQ_NAMESPACE + kind.value, ()))
        wikidata = self._description.object(iri, SKOS.exactMatch)
        return Actor(
            id=self._key(iri, "actor"),
            type=kind,
            name_en=self._name(iri, "en"),
            name_ar=self._name(iri, "ar"),
            iso3=self._description.text(iri, MITHAQ.iso3),
            wikidata=None if wikidata is None else wikidata.value.rpartition("/")[2],
            register=self._of_register(iri, "actor"),
        )

    def _mentions(self, actors: Iterable[ox.NamedNode]) -> list[Mention]:
        found = [
            Mention(self._key(actor, "actor"), self._place(span))
            for actor in actors
            for span in self._description.objects(actor, MITHAQ.mention)
        ]
        return sorted(found, key=lambda mention: (mention.span, mention.actor))

    def _event_order(self) -> list[ox.NamedNode]:
        """In the order of the triggers; of events that share class and trigger, in the order of their making."""

        def order(iri: ox.NamedNode) -> tuple[Span, str, int]:
            trigger, class_ = self._span(iri, MITHAQ.trigger), self._notation(iri, MITHAQ.eventClass)
            first = mint_key(class_, str(trigger.start), str(trigger.end))
            parts = (class_, str(trigger.start), str(trigger.end))
            own = self._key(iri, "event")
            number = 1 if own == first else next((n for n in range(2, 100) if own == mint_key(*parts, str(n))), 100)
            return trigger, class_, number

        return sorted((iri for kind in _EVENTUALITIES for iri in self._of(kind)), key=order)

    def _event(self, iri: ox.NamedNode, key: str) -> Event:
        description = self._description
        claim = next(iter(description.subjects(MITHAQ.content, iri)), None)
        claimant = None if claim is None else description.object(claim, MITHAQ.claimant)
        mode, place = description.object(iri, MITHAQ.mode), description.object(iri, MITHAQ.place)
        return Event(
            id=key,
            event_class=EventClass(self._notation(iri, MITHAQ.eventClass)),
            modality=Modality(self._notation(iri, MITHAQ.modality)),
            actor=self._actors(iri, MITHAQ.actor),
            recipient=self._actors(iri, MITHAQ.recipient),
            trigger=self._span(iri, MITHAQ.trigger),
            evidence=self._span(iri, MITHAQ.evidence),
            mode=None if mode is None else mode.value.rpartition("/")[2].partition("-")[2],
            attributed_to=None if claimant is None else self._key(claimant, "actor"),
            speech_act=None if claim is None else description.text(claim, MITHAQ.speechAct),
            distanced=claim is not None and description.text(claim, MITHAQ.distanced) == "true",
            place=None if place is None else description.text(place, RDFS.label),
            date=description.date(iri),
            confidence=self._confidence(iri),
        )

    def _treaties(self) -> list[Treaty]:
        kinds = {iri: kind for name, kind in _KINDS.items() for iri in self._of(MITHAQ_NAMESPACE + name)}
        found = []
        for number, iri in enumerate(self._in_text(kinds), start=1):
            register = self._of_register(iri, "treaty")
            found.append(
                Treaty(
                    id=self._key(iri, "treaty") if register else f"t{number}",
                    kind=kinds[iri],
                    name_en=self._name(iri, "en"),
                    name_ar=self._name(iri, "ar"),
                    parties=self._actors(iri, MITHAQ.party),
                    evidence=self._span(iri, MITHAQ.evidence),
                    date=self._description.date(iri),
                    register=register,
                )
            )
        return found

    def _dispute(self, iri: ox.NamedNode, key: str, events: dict[str, str]) -> Dispute:
        parts = self._description.subjects(MITHAQ.partOfDispute, iri)
        return Dispute(
            id=key,
            label_en=self._name(iri, "en"),
            label_ar=self._name(iri, "ar"),
            parties=self._actors(iri, MITHAQ.party),
            issue=Issue(self._notation(iri, MITHAQ.issue)),
            evidence=self._span(iri, MITHAQ.evidence),
            events=tuple(sorted(events[part.value] for part in parts if part.value in events)),
        )

    def _relation(self, iri: ox.NamedNode) -> Relation:
        (subject,), (object_,) = self._actors(iri, RDF.subject), self._actors(iri, RDF.object)
        predicate = self._description.objects(iri, RDF.predicate)[0].value.rpartition("#")[2]
        return Relation(subject, Predicate(predicate), object_, self._span(iri, MITHAQ.evidence))

    def _actors(self, iri: ox.NamedNode, property_: ox.NamedNode) -> tuple[str, ...]:
        return tuple(self._key(actor, "actor") for actor in self._description.objects(iri, property_))

    def _notation(self, iri: ox.NamedNode, property_: ox.NamedNode) -> str:
        return self._description.objects(iri, property_)[0].value.rpartition("/")[2]

    def _confidence(self, iri: ox.NamedNode) -> Confidence | None:
        value, reason = (self._description.text(iri, each) for each in (MITHAQ.confidence, MITHAQ.rationale))
        return None if value is None else Confidence(float(value), reason or "")

    def _span(self, iri: ox.NamedNode, property_: ox.NamedNode) -> Span:
        """The first of the spans that a property leads to."""
        return min(self._place(span) for span in self._description.objects(iri, property_))

    def _place(self, span: ox.NamedNode) -> Span:
        start, end = (self._description.text(span, each) for each in (OA.start, OA.end))
        return Span(int(start or 0), int(end or 0))
