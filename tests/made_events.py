"""Small made-up graphs of events, for tests that compare answers: what is drawn is well formed, and varied."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox
from hypothesis import strategies as st

from ontology.terms import DCTERMS, DEFAULT_BASE, MITHAQ, MITHAQ_NAMESPACE, OA, RDF, SKOS, XSD, code

ACTORS = tuple(f"a{number}" for number in range(5))
DOCUMENTS = tuple(f"{number}" * 16 for number in range(1, 4))
CLASSES = ("CONSULT", "SANCTION", "ASSAULT", "AID")
MODALITIES = ("asserted", "claimed", "negated")
_DATES = (None, "2013", "2014-03", "2014-03-18", "2014-01/2015-02", "2014/..")
_TYPES = ("State", "Person", "Government", "ArmedForce")
_STANDING = ("memberOf", "country", "partOf", "alliedWith")


@dataclass(frozen=True)
class MadeDocument:
    """What one document says: the triples of its named graph."""

    iri: ox.NamedNode
    triples: tuple[ox.Triple, ...]


def resource(kind: str, key: str) -> ox.NamedNode:
    return ox.NamedNode(f"{DEFAULT_BASE}{kind}/{key}")


_actor = st.sampled_from(ACTORS)
_event = st.fixed_dictionaries(
    {
        "class": st.sampled_from(CLASSES),
        "modality": st.sampled_from(MODALITIES),
        "actors": st.sets(_actor, min_size=1, max_size=2),
        "recipients": st.sets(_actor, max_size=2),
        "date": st.sampled_from(_DATES),
        "confidence": st.sampled_from((None, "0.5", "0.9")),
        "claimant": st.none() | _actor,
        "evidence": st.booleans(),
    }
)
_party = st.fixed_dictionaries(
    {"kind": st.sampled_from(("Dispute", "Treaty")), "parties": st.sets(_actor, min_size=2, max_size=3)}
)
_relation = st.tuples(_actor, st.sampled_from(_STANDING), _actor, st.booleans())
_description = st.fixed_dictionaries(
    {
        "types": st.dictionaries(_actor, st.sampled_from(_TYPES), min_size=1),
        "names": st.dictionaries(_actor, st.sampled_from(("North", "South", "شمال"))),
        "mentions": st.lists(_actor, max_size=3),
        "events": st.lists(_event, max_size=5),
        "parties": st.lists(_party, max_size=2),
        "relations": st.lists(_relation, max_size=3),
        "issued": st.sampled_from((None, "2014-05-01", "2015")),
    }
)


def documents(max_size: int) -> st.SearchStrategy[list[MadeDocument]]:
    """Series of documents; one that comes twice replaces what it said."""
    told = st.builds(_build, st.sampled_from(DOCUMENTS), _description)
    return st.lists(told, min_size=1, max_size=max_size)


def claimed_meeting() -> MadeDocument:
    """A meeting that somebody claims of whom nothing else is said."""
    event = {
        "class": "CONSULT",
        "actors": {"a0"},
        "recipients": {"a3"},
        "modality": "asserted",
        "evidence": True,
        "confidence": None,
        "date": None,
        "claimant": "a1",
    }
    said = {"types": {"a0": "State", "a3": "State"}, "names": {}, "mentions": [], "issued": None, "parties": []}
    return _build("3333333333333333", {**said, "relations": [], "events": [event]})


def meeting_of_a_government() -> MadeDocument:
    """A meeting of the government a2, which is an organ of a0."""
    event = {
        "class": "CONSULT",
        "actors": {"a2"},
        "recipients": {"a3"},
        "modality": "asserted",
        "evidence": True,
        "confidence": None,
        "date": None,
        "claimant": None,
    }
    types = {"a0": "State", "a2": "Government", "a3": "State"}
    said = {"types": types, "names": {}, "mentions": [], "issued": None, "parties": []}
    return _build("3333333333333333", {**said, "relations": [("a2", "partOf", "a0", False)], "events": [event]})


def _build(key: str, said: dict) -> MadeDocument:  # type: ignore[type-arg]
    made = _Made(key)
    for slug, type_ in said["types"].items():
        made.add(resource("actor", slug), RDF.type, ox.NamedNode(f"{MITHAQ_NAMESPACE}{type_}"))
    for slug, name in said["names"].items():
        made.add(resource("actor", slug), SKOS.prefLabel, ox.Literal(name, language="ar" if name > "z" else "en"))
    for slug in said["mentions"]:
        made.add(resource("actor", slug), MITHAQ.mention, made.span())
    if said["issued"]:
        made.add(made.document, DCTERMS.issued, _date(said["issued"]))
    for number, event in enumerate(said["events"]):
        made.add_event(number, event)
    for number, party in enumerate(said["parties"]):
        made.add_party(number, party)
    for number, (subject, predicate, value, stated) in enumerate(said["relations"]):
        if subject != value:
            made.add_relation(number, subject, ox.NamedNode(f"{MITHAQ_NAMESPACE}{predicate}"), value, stated)
    return MadeDocument(made.document, tuple(dict.fromkeys(made.triples)))


class _Made:
    def __init__(self, key: str) -> None:
        self.key = key
        self.document = resource("document", key)
        self.triples = [ox.Triple(self.document, RDF.type, MITHAQ.Document)]
        self._spans = 0

    def add(self, subject: ox.NamedNode, predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal) -> None:
        self.triples.append(ox.Triple(subject, predicate, value))

    def span(self) -> ox.NamedNode:
        start, self._spans = self._spans, self._spans + 10
        span = ox.NamedNode(f"{self.document.value}#char={start},{start + 9}")
        self.add(span, MITHAQ.inDocument, self.document)
        self.add(span, OA.start, ox.Literal(start))
        self.add(span, OA.end, ox.Literal(start + 9))
        self.add(span, OA.exact, ox.Literal(f"words {start}"))
        return span

    def add_event(self, number: int, event: dict) -> None:  # type: ignore[type-arg]
        iri = resource("event", f"{self.key}-{number}")
        asserted = event["modality"] == "asserted"
        self.add(iri, RDF.type, MITHAQ.Event if asserted else MITHAQ.UnrealizedEvent)
        self.add(iri, MITHAQ.eventClass, code("event", event["class"]))
        self.add(iri, MITHAQ.modality, code("modality", event["modality"]))
        for slug in event["actors"]:
            self.add(iri, MITHAQ.actor, resource("actor", slug))
        for slug in event["recipients"]:
            self.add(iri, MITHAQ.recipient, resource("actor", slug))
        if event["confidence"]:
            self.add(iri, MITHAQ.confidence, ox.Literal(event["confidence"], datatype=XSD.decimal))
        self._add_date(iri, event["date"])
        if event["evidence"]:
            self.add(iri, MITHAQ.evidence, self.span())
        if event["claimant"]:
            claim = resource("claim", f"{self.key}-{number}")
            self.add(claim, MITHAQ.content, iri)
            self.add(claim, MITHAQ.claimant, resource("actor", event["claimant"]))

    def add_party(self, number: int, party: dict) -> None:  # type: ignore[type-arg]
        iri = resource(party["kind"].lower(), f"{self.key}-{number}")
        self.add(iri, RDF.type, ox.NamedNode(f"{MITHAQ_NAMESPACE}{party['kind']}"))
        self.add(iri, MITHAQ.evidence, self.span())
        for slug in party["parties"]:
            self.add(iri, MITHAQ.party, resource("actor", slug))

    def add_relation(self, number: int, subject: str, predicate: ox.NamedNode, value: str, stated: bool) -> None:
        first, second = resource("actor", subject), resource("actor", value)
        self.add(first, predicate, second)
        if stated:
            iri = resource("relation", f"{self.key}-{number}")
            self.add(iri, RDF.subject, first)
            self.add(iri, RDF.predicate, predicate)
            self.add(iri, RDF.object, second)
            self.add(iri, MITHAQ.evidence, self.span())

    def _add_date(self, iri: ox.NamedNode, date: str | None) -> None:
        if date is None:
            return
        if "/" not in date:
            self.add(iri, MITHAQ.date, _date(date))
            return
        for predicate, text in zip((MITHAQ.start, MITHAQ.end), date.split("/"), strict=True):
            if text != "..":
                self.add(iri, predicate, _date(text))


def _date(text: str) -> ox.Literal:
    kinds = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
    return ox.Literal(text, datatype=kinds[len(text)])
