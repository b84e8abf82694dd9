"""What lookups answer with, on a graph whose right answers one can read off its two texts."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from graph.store import Store, open_store
from graph.views import (
    RelationPaging,
    TieFilter,
    describe_relations,
    find_iris,
    find_references,
    find_relations,
    find_resource,
    view_actors,
    view_claims,
    view_disputes,
    view_document,
    view_documents,
    view_events,
    view_treaties,
)
from graph.views.tie_values import RelationView
from graph.views.values import EventView
from ontology.errors import IdentifierError
from ontology.terms import MITHAQ, MITHAQ_NAMESPACE, code
from tests.sample_graph import ACTOR, NILE, NILE_IRI, SUMMIT

EGYPT, ETHIOPIA, SUDAN = (ox.NamedNode(f"{ACTOR}{slug}") for slug in ("egypt", "ethiopia", "sudan"))


def events_of(store: Store, **values: ox.NamedNode) -> tuple[EventView, ...]:
    page = find_iris(store, "events", after=None, limit=100, **values)
    return view_events(store, page.views)[0]


def relation(store: Store, actor: ox.NamedNode, counterpart: ox.NamedNode, *, events: int = 10) -> RelationView:
    page = find_relations(store, actor, TieFilter(counterpart=counterpart), RelationPaging(limit=10, events=events))
    assert page.total == 1
    return page.views[0]


def test_pages_meet_without_a_gap_and_agree_on_the_total(sample_store: Store) -> None:
    whole = find_iris(sample_store, "events", after=None, limit=100)
    walked: list[ox.NamedNode] = []
    after: str | None = None
    for _ in range(len(whole.views)):
        page = find_iris(sample_store, "events", after=after, limit=1)
        assert page.total == whole.total
        walked += page.views
        after = page.after
    assert walked == list(whole.views)
    assert after is None
    assert whole.total == 6


@pytest.mark.parametrize("kind", ["actors", "claims", "disputes", "documents", "events", "treaties"])
def test_a_long_list_is_cut_by_the_store_as_a_short_one_is_here(
    kind: str, sample_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def walk() -> list[tuple[int, tuple[ox.NamedNode, ...]]]:
        pages, after = [], None
        while True:
            page = find_iris(sample_store, kind, after=after, limit=2)
            pages.append((page.total, page.views))
            after = page.after
            if after is None:
                return pages

    short = walk()
    monkeypatch.setattr("graph.views.lists._COUNTED_AT_ONCE", 1)
    assert walk() == short


def test_an_event_has_its_parties_its_date_and_the_words(sample_store: Store) -> None:
    (event,) = events_of(sample_store, **{"class": code("event", "SANCTION")})
    assert [actor.iri for actor in event.actors] == [EGYPT]
    assert [recipient.iri for recipient in event.recipients] == [ETHIOPIA]
    assert event.mode is not None
    assert event.mode.iri.value.endswith("SANCTION-expel")
    assert event.date == "2014-04"
    assert [words.exact for words in event.triggers] == ["طردت"]
    assert all(NILE[words.start : words.end] == words.exact for words in event.evidence)
    assert event.evidence[0].document.labels[0].value == "مصر وجيرانها"


def test_a_claimed_event_says_whose_word_it_is(sample_store: Store) -> None:
    (event,) = events_of(sample_store, modality=code("modality", "claimed"))
    (attribution,) = event.attributions
    assert event.type == MITHAQ.ClaimedEvent
    assert [claimant.iri for claimant in attribution.claimants] == [ETHIOPIA]
    assert attribution.speech_act == "قالت"


def test_a_claim_has_what_it_claims(sample_store: Store) -> None:
    (iri,) = find_iris(sample_store, "claims", after=None, limit=10, claimant=ETHIOPIA, about=EGYPT).views
    ((claim,), description) = view_claims(sample_store, [iri])
    assert [event.event_class.iri for event in claim.content] == [code("event", "AID")]
    assert claim.content[0].triggers[0].exact == "تدعم"
    assert any(triple.predicate == MITHAQ.claimant for triple in description.triples)


def test_a_planned_event_is_no_event_that_happened(sample_store: Store) -> None:
    (event,) = events_of(sample_store, modality=code("modality", "planned"))
    assert event.type == MITHAQ.UnrealizedEvent


def test_a_treaty_has_names_parties_and_words(sample_store: Store) -> None:
    (iri,) = find_iris(sample_store, "treaties", after=None, limit=10, document=NILE_IRI).views
    ((treaty,), _) = view_treaties(sample_store, [iri])
    assert [label.value for label in treaty.reference.labels] == ["اتفاقية النيل", "Nile Water Agreement"]
    assert [party.iri for party in treaty.parties] == [EGYPT, SUDAN]
    assert treaty.date == "2014-03"
    assert treaty.evidence[0].exact.startswith("وقّعت")


def test_a_dispute_has_its_issue_and_its_events(sample_store: Store) -> None:
    (iri,) = find_iris(sample_store, "disputes", after=None, limit=10, party=ETHIOPIA).views
    ((dispute,), _) = view_disputes(sample_store, [iri])
    (sanction,) = events_of(sample_store, **{"class": code("event", "SANCTION")})
    assert dispute.issue.iri == code("issue", "resource")
    assert dispute.events == (sanction.iri,)
    assert [reference.iri for reference in sanction.disputes] == [iri]


def test_an_actor_has_its_names_and_what_is_counted_of_it(sample_store: Store) -> None:
    ((egypt, sudan), _) = view_actors(sample_store, [EGYPT, SUDAN])
    assert ("مصر", "prefLabel") in {(name.text.value, name.kind) for name in egypt.names}
    assert ("القاهرة", "metonym") in {(name.text.value, name.kind) for name in egypt.names}
    assert egypt.iso3 == "EGY"
    assert (egypt.counts.mentions, egypt.counts.documents, egypt.counts.events) == (2, 2, 6)
    assert (egypt.counts.treaties, egypt.counts.disputes, egypt.counts.claims) == (1, 1, 0)
    assert (egypt.counts.first_date, egypt.counts.last_date) == ("2014-03", "2015")
    assert [other.iri.value for other in sudan.relations["memberOf"]] == [f"{ACTOR}african-union"]


def test_a_document_comes_with_its_text_and_every_span_in_it(sample_store: Store) -> None:
    document, description = view_document(sample_store, NILE_IRI)
    assert document.text == NILE
    assert (document.name, document.language, document.issued) == ("nile", "ar", "2014-05-01")
    assert len(document.spans) > 10
    assert all(NILE[span.start : span.end] == span.exact for span in document.spans)
    assert {span.property for span in document.spans} == {"mention", "trigger", "evidence"}
    assert any(triple.predicate == MITHAQ.text for triple in description.triples)


def test_documents_in_a_list_leave_their_text_out(sample_store: Store) -> None:
    page = find_iris(sample_store, "documents", after=None, limit=10)
    views, description = view_documents(sample_store, page.views)
    assert [view.name for view in views] == ["nile", "summit"]
    assert [view.text for view in views] == [None, None]
    assert not any(triple.predicate == MITHAQ.text for triple in description.triples)
    assert SUMMIT not in str(description.triples)


def test_two_actors_are_tied_by_events_and_disputes(sample_store: Store) -> None:
    ties = relation(sample_store, EGYPT, ETHIOPIA)
    assert [(group.event_class.iri, group.count) for group in ties.events] == [
        (code("event", "CONSULT"), 1),
        (code("event", "SANCTION"), 1),
    ]
    assert [group.modalities for group in ties.events] == [{"asserted": 1}, {"asserted": 1}]
    assert [tie.role for group in ties.events for tie in group.ties] == ["mutual", "actor"]
    assert [tie.kind.iri for tie in ties.disputes] == [code("issue", "resource")]
    assert (ties.first_date, ties.last_date) == ("2014-04", "2015")
    assert ties.count == 3


def test_the_other_side_sees_the_same_ties_in_the_other_role(sample_store: Store) -> None:
    ties = relation(sample_store, ETHIOPIA, EGYPT)
    assert [tie.role for group in ties.events for tie in group.ties] == ["mutual", "recipient"]


def test_every_tie_of_a_document_has_its_words(sample_store: Store) -> None:
    page = find_relations(sample_store, EGYPT, TieFilter(), RelationPaging(limit=10, events=10))
    ties = [
        tie
        for view in page.views
        for group in (*(events.ties for events in view.events), view.treaties, view.disputes)
        for tie in group
    ]
    assert len(ties) > 5
    assert all((NILE + SUMMIT).count(words.exact) for tie in ties for words in tie.evidence)
    assert all(tie.evidence for tie in ties)


def test_a_claimed_tie_names_its_claimant(sample_store: Store) -> None:
    filter_ = TieFilter(modality=code("modality", "claimed"))
    page = find_relations(sample_store, EGYPT, filter_, RelationPaging(limit=10, events=10))
    (view,) = page.views
    assert [claimant.iri for claimant in view.events[0].ties[0].claimants] == [ETHIOPIA]
    assert view.events[0].modalities == {"claimed": 1}


def test_a_membership_ties_with_the_words_that_state_it(sample_store: Store) -> None:
    ties = relation(sample_store, SUDAN, ox.NamedNode(f"{ACTOR}african-union"))
    (tie,) = ties.relations
    assert (tie.kind.iri, tie.role) == (MITHAQ.memberOf, "subject")
    assert tie.evidence[0].exact == "والسودان عضو في الاتحاد الأفريقي"


def test_a_treaty_ties_its_parties_beside_the_event_of_signing(sample_store: Store) -> None:
    ties = relation(sample_store, EGYPT, SUDAN)
    assert [tie.statement.labels[-1].value for tie in ties.treaties if tie.statement] == ["Nile Water Agreement"]
    assert {group.event_class.iri: group.modalities for group in ties.events} == {
        code("event", "CONSULT"): {"negated": 1},
        code("event", "SUPPORT"): {"asserted": 1},
    }


def test_counts_stay_whole_where_the_words_are_cut_short(sample_store: Store) -> None:
    ties = relation(sample_store, EGYPT, ETHIOPIA, events=0)
    assert [(group.count, group.ties) for group in ties.events] == [(1, ()), (1, ())]


def test_counterparts_come_by_pages_the_closest_first(sample_store: Store) -> None:
    whole = find_relations(sample_store, EGYPT, TieFilter(), RelationPaging(limit=100, events=0))
    first = find_relations(sample_store, EGYPT, TieFilter(), RelationPaging(limit=1, events=0))
    second = find_relations(sample_store, EGYPT, TieFilter(), RelationPaging(limit=100, events=0, after=first.after))
    ranks = [(view.documented, view.count) for view in whole.views]
    assert ranks == sorted(ranks, reverse=True)
    assert first.views + second.views == whole.views
    assert (first.total, second.after) == (len(whole.views), None)


def test_what_a_document_says_comes_before_what_the_register_alone_says(sample_store: Store) -> None:
    store = open_store("memory:")
    store.replace_graph(None, sample_store.graph(None))
    for predicate in ("memberOf", "partOf", "alliedWith", "supports", "headOf"):
        store.update(f"INSERT DATA {{ <{ACTOR}egypt> <{MITHAQ_NAMESPACE}{predicate}> <{ACTOR}friend> }}")
    page = find_relations(store, EGYPT, TieFilter(), RelationPaging(limit=10, events=0))
    assert (page.views[-1].counterpart.iri.value, page.views[-1].count) == (f"{ACTOR}friend", 5)
    assert page.views[-1].documented == 0
    assert page.views[0].documented == 3


def test_a_tie_filter_keeps_to_one_document(sample_store: Store) -> None:
    page = find_relations(sample_store, EGYPT, TieFilter(document=NILE_IRI), RelationPaging(limit=10, events=10))
    documents = {
        words.document.iri
        for view in page.views
        for group in view.events
        for tie in group.ties
        for words in tie.evidence
    }
    assert documents == {NILE_IRI}


def test_the_triples_of_relations_hold_the_statements_and_their_words(sample_store: Store) -> None:
    page = find_relations(sample_store, SUDAN, TieFilter(), RelationPaging(limit=10, events=10))
    description = describe_relations(sample_store, SUDAN, page.views)
    predicates = {triple.predicate for triple in description.triples}
    assert {MITHAQ.memberOf, MITHAQ.eventClass, MITHAQ.inDocument, MITHAQ.party} <= predicates


def test_an_unknown_resource_is_refused_by_kind_and_name(sample_store: Store) -> None:
    with pytest.raises(IdentifierError, match="no Actor <urn:nobody>"):
        find_resource(sample_store, [ox.NamedNode("urn:nobody")], MITHAQ.Actor)


def test_a_resource_of_another_kind_is_unknown(sample_store: Store) -> None:
    with pytest.raises(IdentifierError):
        find_resource(sample_store, [EGYPT], MITHAQ.Document)


def test_a_resource_without_labels_still_has_a_reference(sample_store: Store) -> None:
    nobody = ox.NamedNode("urn:nobody")
    assert find_references(sample_store, [nobody]).of(nobody).labels == ()
