"""What an annotation becomes: the triples of the contract, each once, in a fixed order."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.hostility import Hostility, find_hostility
from graph.quads import build_quads, event_kind
from ontology.catalog import load_catalog
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
from ontology.terms import MITHAQ, OA, RDF
from tests.sample_graph import nile_annotation, summit_annotation

PREFIXES = """
PREFIX mq: <https://w3id.org/mithaq/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX code: <https://w3id.org/mithaq/code/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX id: <https://w3id.org/mithaq/id/>
PREFIX actor: <https://w3id.org/mithaq/id/actor/>
"""
TEXT = "قالت مصر إن السودان انسحب من الاتفاق بين 1973 و1975."
DOCUMENT = Document("withdrawal", TEXT, "ar")
EGYPT = Actor("egypt", ActorType.STATE, "Egypt", "مصر", register=True)
SUDAN = Actor("السودان/2", ActorType.STATE, "Sudan", None, iso3="SDN", wikidata="Q1049")
WITHDRAWAL = Event(
    "e1",
    EventClass.SANCTION,
    Modality.CLAIMED,
    ("السودان/2",),
    ("egypt",),
    trigger=Span(20, 24),
    evidence=Span(0, 51),
    mode="withdraw",
    attributed_to="egypt",
    speech_act="قالت",
    distanced=True,
    place="Khartoum",
    date="1973/1975",
    confidence=Confidence(0.80, "frame of withdrawal"),
)


def annotate(**fields: object) -> Annotation:
    return replace(Annotation(DOCUMENT, actors=(EGYPT, SUDAN)), **fields)  # type: ignore[arg-type]


def store_of(annotation: Annotation) -> ox.Store:
    store = ox.Store()
    store.extend(ox.Quad(*quad.triple) for quad in build_quads(annotation))  # type: ignore[call-arg]
    return store


def ask(annotation: Annotation, pattern: str) -> bool:
    return bool(store_of(annotation).query(f"{PREFIXES} ASK {{ {pattern} }}"))


def describe(annotation: Annotation, node: str) -> set[tuple[str, str]]:
    """Predicate and object of a node found by a pattern, without the base of IRIs."""
    rows = store_of(annotation).query(f"{PREFIXES} SELECT ?p ?o {{ {node} ?node ?p ?o }}")
    assert isinstance(rows, ox.QuerySolutions)
    return {(shorten(row["p"]), shorten(row["o"])) for row in rows}


def shorten(term: object) -> str:
    text = str(term).replace(DOCUMENT.id, "DOC")
    for prefix in (
        "https://w3id.org/mithaq/ontology#",
        "https://w3id.org/mithaq/",
        "http://www.w3.org/2001/XMLSchema#",
    ):
        text = text.replace(prefix, "")
    return text.replace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:").replace("http://www.w3.org/ns/", "")


def test_a_claimed_event_is_written_in_full() -> None:
    found = describe(annotate(events=(WITHDRAWAL,)), "?node mq:eventClass ?class .")
    assert found == {
        ("<rdf:type>", "<ClaimedEvent>"),
        ("<eventClass>", "<code/event/SANCTION>"),
        ("<mode>", "<code/mode/SANCTION-withdraw>"),
        ("<modality>", "<code/modality/claimed>"),
        ("<actor>", "<id/actor/DOC-السودان%2F2>"),
        ("<recipient>", "<id/actor/egypt>"),
        ("<place>", "<id/place/khartoum>"),
        ("<start>", '"1973"^^<gYear>'),
        ("<end>", '"1975"^^<gYear>'),
        ("<trigger>", "<id/document/DOC#char=20,24>"),
        ("<evidence>", "<id/document/DOC#char=0,51>"),
        ("<confidence>", '"0.8"^^<decimal>'),
        ("<rationale>", '"frame of withdrawal"'),
    }


def test_an_attributed_event_has_a_claim_beside_it() -> None:
    annotation = annotate(events=(WITHDRAWAL,))
    found = describe(annotation, "?node a mq:Claim .")
    (content,) = [value for predicate, value in found if predicate == "<content>"]
    assert found == {
        ("<rdf:type>", "<Claim>"),
        ("<claimant>", "<id/actor/egypt>"),
        ("<content>", content),
        ("<evidence>", "<id/document/DOC#char=0,51>"),
        ("<speechAct>", '"قالت"'),
        ("<distanced>", '"true"^^<boolean>'),
    }
    assert ask(annotation, "?claim mq:content ?event . ?event mq:eventClass code:event\\/SANCTION")
    assert ask(annotate(events=(replace(WITHDRAWAL, attributed_to=None),)), "?claim a mq:Claim") is False


def test_a_document_is_written_with_its_whole_text_and_no_time_stamp() -> None:
    document = replace(DOCUMENT, title="انسحاب", published="2014-03", source="https://example.org/news")
    assert describe(annotate(document=document, actors=()), "?node a mq:Document .") == {
        ("<rdf:type>", "<Document>"),
        ("<name>", '"withdrawal"'),
        ("<text>", f'"{TEXT}"'),
        ("<extractor>", '"mithaq"'),
        ("<http://purl.org/dc/terms/language>", '"ar"'),
        ("<http://purl.org/dc/terms/title>", '"انسحاب"'),
        ("<http://purl.org/dc/terms/source>", '"https://example.org/news"'),
        ("<http://purl.org/dc/terms/issued>", '"2014-03"^^<gYearMonth>'),
    }


def test_a_span_says_where_and_what() -> None:
    annotation = annotate(mentions=(Mention("egypt", Span(5, 8)),))
    assert describe(annotation, "?actor mq:mention ?node .") == {
        ("<rdf:type>", "<Span>"),
        ("<rdf:type>", "<oa#TextPositionSelector>"),
        ("<rdf:type>", "<oa#TextQuoteSelector>"),
        ("<oa#start>", '"5"^^<integer>'),
        ("<oa#end>", '"8"^^<integer>'),
        ("<oa#exact>", '"مصر"'),
        ("<inDocument>", "<id/document/DOC>"),
    }


def test_an_actor_of_the_register_repeats_its_type_and_mentions_only() -> None:
    annotation = annotate(mentions=(Mention("egypt", Span(5, 8)),))
    assert describe(annotation, "VALUES ?node { actor:egypt }") == {
        ("<rdf:type>", "<State>"),
        ("<mention>", "<id/document/DOC#char=5,8>"),
    }


def test_another_actor_is_scoped_by_its_document_and_described() -> None:
    assert describe(annotate(), "?node mq:iso3 ?code .") == {
        ("<rdf:type>", "<State>"),
        ("<http://www.w3.org/2004/02/skos/core#prefLabel>", '"Sudan"@en'),
        ("<iso3>", '"SDN"'),
        ("<http://www.w3.org/2004/02/skos/core#exactMatch>", "<http://www.wikidata.org/entity/Q1049>"),
    }


@pytest.mark.parametrize("kind", list(TreatyKind))
def test_a_treaty_is_of_the_class_of_its_kind(kind: TreatyKind) -> None:
    treaty = Treaty("t1", kind, "The accord", ("egypt",), Span(29, 36), name_ar="الاتفاق", date="1973")
    assert describe(annotate(treaties=(treaty,)), "?node mq:party ?party .") == {
        ("<rdf:type>", f"<{kind.value.capitalize()}>"),
        ("<http://www.w3.org/2004/02/skos/core#prefLabel>", '"The accord"@en'),
        ("<http://www.w3.org/2004/02/skos/core#prefLabel>", '"الاتفاق"@ar'),
        ("<party>", "<id/actor/egypt>"),
        ("<date>", '"1973"^^<gYear>'),
        ("<evidence>", "<id/document/DOC#char=29,36>"),
    }


def test_a_treaty_of_the_register_keeps_its_iri_and_repeats_no_name() -> None:
    treaty = Treaty("camp-david", TreatyKind.TREATY, "Camp David", ("egypt",), Span(29, 36), date="1979", register=True)
    assert describe(annotate(treaties=(treaty,)), "VALUES ?node { id:treaty\\/camp-david }") == {
        ("<rdf:type>", "<Treaty>"),
        ("<party>", "<id/actor/egypt>"),
        ("<evidence>", "<id/document/DOC#char=29,36>"),
    }


def test_a_dispute_is_tied_to_its_events_and_as_hostile_as_what_happened() -> None:
    mobilized = replace(WITHDRAWAL, id="e2", event_class=EventClass.MOBILIZE, modality=Modality.ASSERTED, mode="troops")
    dispute = Dispute("d1", "Water", ("egypt", "السودان/2"), Issue.RESOURCE, Span(0, 51), "المياه", ("e1", "e2"))
    annotation = annotate(events=(WITHDRAWAL, mobilized), disputes=(dispute,))
    assert describe(annotation, "?node a mq:Dispute .") == {
        ("<rdf:type>", "<Dispute>"),
        ("<http://www.w3.org/2004/02/skos/core#prefLabel>", '"Water"@en'),
        ("<http://www.w3.org/2004/02/skos/core#prefLabel>", '"المياه"@ar'),
        ("<party>", "<id/actor/egypt>"),
        ("<party>", "<id/actor/DOC-السودان%2F2>"),
        ("<issue>", "<code/issue/resource>"),
        ("<hostility>", "<code/hostility/display>"),
        ("<evidence>", "<id/document/DOC#char=0,51>"),
    }
    assert ask(annotation, "?e mq:partOfDispute ?d ; a mq:Event . ?f mq:partOfDispute ?d ; a mq:ClaimedEvent")
    assert not ask(annotate(disputes=(replace(dispute, events=()),)), "?dispute mq:hostility ?level")


def test_a_relation_is_a_statement_and_a_direct_triple() -> None:
    relation = Relation("السودان/2", Predicate.ALLIED_WITH, "egypt", Span(0, 51))
    annotation = annotate(relations=(relation,))
    assert describe(annotation, "?node a mq:Relation .") == {
        ("<rdf:type>", "<Relation>"),
        ("<rdf:subject>", "<id/actor/DOC-السودان%2F2>"),
        ("<rdf:predicate>", "<alliedWith>"),
        ("<rdf:object>", "<id/actor/egypt>"),
        ("<evidence>", "<id/document/DOC#char=0,51>"),
    }
    assert ask(annotation, "?sudan mq:alliedWith actor:egypt")


@pytest.mark.parametrize(
    ("modality", "kind"),
    [
        (Modality.ASSERTED, MITHAQ.Event),
        (Modality.CLAIMED, MITHAQ.ClaimedEvent),
        (Modality.PLANNED, MITHAQ.UnrealizedEvent),
        (Modality.HYPOTHETICAL, MITHAQ.UnrealizedEvent),
        (Modality.ATTEMPTED, MITHAQ.UnrealizedEvent),
        (Modality.NEGATED, MITHAQ.UnrealizedEvent),
    ],
)
def test_only_what_the_document_says_happened_is_an_event(modality: Modality, kind: ox.NamedNode) -> None:
    assert event_kind(modality) == kind
    assert ask(annotate(events=(replace(WITHDRAWAL, modality=modality),)), f"?event mq:mode ?mode ; a {kind}")


def test_a_date_that_is_none_is_left_to_the_gate_as_a_string() -> None:
    document = replace(DOCUMENT, published="2014/2015")
    annotation = annotate(document=document, events=(replace(WITHDRAWAL, date="1973-02-30"),))
    assert ask(annotation, '?event mq:date "1973-02-30" . ?document dcterms:issued "2014/2015"')


def test_a_quote_that_differs_is_left_to_the_gate() -> None:
    annotation = annotate(events=(WITHDRAWAL,), quotes=((Span(0, 51), "قالت مصر شيئا آخر"),))
    assert ask(annotation, '?event mq:evidence/oa:exact "قالت مصر شيئا آخر" ; mq:trigger/oa:exact "انسح"')


def test_two_events_of_one_class_and_trigger_stay_two() -> None:
    annotation = annotate(events=(WITHDRAWAL, replace(WITHDRAWAL, id="e2", modality=Modality.NEGATED)))
    assert ask(annotation, "?one a mq:ClaimedEvent . ?other a mq:UnrealizedEvent FILTER(?one != ?other)")
    first, second = build_quads(annotate(events=(WITHDRAWAL,))), build_quads(annotation)
    assert set(first) < set(second)


def test_the_quads_are_sorted_all_in_the_documents_graph_and_without_blank_nodes() -> None:
    for annotation in (nile_annotation(), summit_annotation()):
        quads = build_quads(annotation)
        assert list(quads) == sorted(set(quads), key=lambda quad: str(quad.triple))
        assert {quad.graph_name for quad in quads} == {quad.subject for quad in quads if quad.predicate == MITHAQ.text}
        terms = [term for quad in quads for term in (quad.subject, quad.object)]
        assert not any(isinstance(term, ox.BlankNode) for term in terms)


def test_building_twice_gives_the_same_quads() -> None:
    assert build_quads(nile_annotation()) == build_quads(nile_annotation())


def test_every_term_that_is_written_is_in_the_ontology() -> None:
    described = {quad.subject for quad in load_catalog().quads_ontology()}
    for annotation in (nile_annotation(), summit_annotation(), annotate(events=(WITHDRAWAL,))):
        quads = build_quads(annotation)
        terms = {quad.predicate for quad in quads} | {quad.object for quad in quads if quad.predicate == RDF.type}
        terms |= {quad.object for quad in quads if "/code/" in str(quad.object)}
        own = {term for term in terms if isinstance(term, ox.NamedNode) and "w3id.org/mithaq" in term.value}
        assert own <= described


@given(st.data(), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_every_quote_is_the_text_between_its_offsets(data: st.DataObject, text: str) -> None:
    def draw_span() -> Span:
        start = data.draw(st.integers(0, len(text) - 1))
        return Span(start, data.draw(st.integers(start + 1, len(text))))

    event = replace(WITHDRAWAL, trigger=draw_span(), evidence=draw_span(), attributed_to=None)
    annotation = Annotation(
        replace(DOCUMENT, text=text),
        actors=(EGYPT, SUDAN),
        mentions=tuple(Mention("egypt", draw_span()) for _ in range(data.draw(st.integers(0, 3)))),
        events=(event,),
    )
    values = {(quad.subject, quad.predicate): quad.object for quad in build_quads(annotation)}
    spans = {subject for subject, predicate in values if predicate == OA.exact}
    assert spans
    for span in spans:
        start, end, exact = (values[span, term] for term in (OA.start, OA.end, OA.exact))
        assert isinstance(start, ox.Literal)
        assert isinstance(end, ox.Literal)
        assert isinstance(exact, ox.Literal)
        assert exact.value == text[int(start.value) : int(end.value)]
        assert str(span) == f"<{str(values[span, MITHAQ.inDocument])[1:-1]}#char={start.value},{end.value}>"


@pytest.mark.parametrize(
    ("event_class", "mode", "level"),
    [
        (EventClass.ASSAULT, "aerial", Hostility.USE_OF_FORCE),
        (EventClass.ASSAULT, None, Hostility.USE_OF_FORCE),
        (EventClass.COERCE, "seize", Hostility.USE_OF_FORCE),
        (EventClass.COERCE, "restrict", Hostility.NONE),
        (EventClass.MOBILIZE, "troops", Hostility.DISPLAY),
        (EventClass.MOBILIZE, None, Hostility.DISPLAY),
        (EventClass.MOBILIZE, "police", Hostility.NONE),
        (EventClass.THREATEN, "violence", Hostility.THREAT),
        (EventClass.THREATEN, "territory", Hostility.THREAT),
        (EventClass.THREATEN, "relations", Hostility.NONE),
        (EventClass.SANCTION, "expel", Hostility.NONE),
    ],
)
def test_an_event_has_a_level_of_hostility(event_class: EventClass, mode: str | None, level: Hostility) -> None:
    event = replace(WITHDRAWAL, event_class=event_class, mode=mode, modality=Modality.ASSERTED)
    assert find_hostility([event]) is level


def test_a_rumour_makes_no_dispute_more_hostile() -> None:
    rumour = replace(WITHDRAWAL, event_class=EventClass.ASSAULT, mode=None)
    protest = replace(WITHDRAWAL, event_class=EventClass.REJECT, mode=None, modality=Modality.ASSERTED)
    assert find_hostility([rumour]) is None
    assert find_hostility([protest, rumour]) is Hostility.NONE
    assert find_hostility([]) is None
