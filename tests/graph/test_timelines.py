"""An actor's time: entries by date, events by period; how far disputes went, and where parties of treaties stand."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from graph.store import Store, open_store
from graph.views import (
    EntryKind,
    Period,
    TieFilter,
    count_periods,
    describe_timeline,
    find_iris,
    find_timeline,
    view_claims,
    view_disputes,
    view_document,
    view_treaties,
)
from graph.views.scores import find_scores
from ontology.terms import MITHAQ, code
from tests.sample_graph import ACTOR, NILE_IRI

EGYPT, ETHIOPIA = (ox.NamedNode(f"{ACTOR}{slug}") for slug in ("egypt", "ethiopia"))


def test_a_timeline_is_in_order_of_the_dates_with_the_undated_last(sample_store: Store) -> None:
    page = find_timeline(sample_store, EGYPT, TieFilter(), kind=None, after=None, limit=100)
    dates = [entry.tie.date or "~" for entry in page.views]
    assert dates == sorted(dates)
    assert {entry.tie.tie for entry in page.views} == {"event", "treaty", "dispute"}
    assert page.total == len(page.views) == 8


def test_an_entry_has_its_words_and_all_that_have_part_in_it(sample_store: Store) -> None:
    ties = TieFilter(event_class=code("event", "SANCTION"))
    (entry,) = find_timeline(sample_store, EGYPT, ties, kind=None, after=None, limit=10).views
    assert (entry.tie.role, entry.tie.evidence[0].exact) == (
        "actor",
        "وطردت مصر السفير الإثيوبي في أبريل 2014 بعد خلاف على السد",
    )
    assert [(each.role, each.participant.iri) for each in entry.participants] == [
        ("actor", EGYPT),
        ("recipient", ETHIOPIA),
    ]
    assert entry.participants[1].participant.labels
    assert MITHAQ.eventClass in {triple.predicate for triple in describe_timeline(sample_store, [entry]).triples}


def test_the_pages_of_a_timeline_meet(sample_store: Store) -> None:
    whole = find_timeline(sample_store, EGYPT, TieFilter(), kind=None, after=None, limit=100)
    first = find_timeline(sample_store, EGYPT, TieFilter(), kind=None, after=None, limit=3)
    second = find_timeline(sample_store, EGYPT, TieFilter(), kind=None, after=first.after, limit=100)
    assert first.views + second.views == whole.views


def test_offices_stand_on_the_timelines_of_both_sides() -> None:
    store = open_store("memory:")
    store.update(
        "PREFIX mq: <https://w3id.org/mithaq/ontology#> PREFIX office: <https://w3id.org/mithaq/code/office/>"
        f"INSERT DATA {{ <urn:term> mq:holder <urn:somebody> ; mq:of <{ACTOR}egypt> ; mq:office office:head-of-state ;"
        " mq:start 1956 ; mq:end 1970 }"
    )
    for actor, role in ((ox.NamedNode("urn:somebody"), "holder"), (EGYPT, "held")):
        (entry,) = find_timeline(store, actor, TieFilter(), kind=EntryKind.OFFICE, after=None, limit=10).views
        assert (entry.tie.role, entry.tie.date) == (role, "1956/1970")


@pytest.mark.parametrize(
    ("period", "counts"),
    [(Period.YEAR, {"2014": 2, "2015": 1}), (Period.MONTH, {"2014-03": 1, "2014-04": 1, "2015": 1})],
)
def test_events_are_added_up_by_period(period: Period, counts: dict[str, int], sample_store: Store) -> None:
    periods = count_periods(sample_store, EGYPT, TieFilter(), period)
    assert {each.period: each.count for each in periods} == counts


def test_a_period_counts_what_happened_in_its_score_alone(sample_store: Store) -> None:
    scores = find_scores(sample_store)
    expelled = scores.score(code("event", "SANCTION"), code("mode", "SANCTION-expel"))
    supported = scores.score(code("event", "SUPPORT"), None)
    assert expelled is not None
    assert supported is not None
    (first, _) = count_periods(sample_store, EGYPT, TieFilter(), Period.YEAR)
    assert first.score == pytest.approx((expelled + supported) / 2)
    assert first.modalities == {"asserted": 2}
    assert {quad.iri for quad, _ in first.quads} == {
        code("quad", "material-conflict"),
        code("quad", "verbal-cooperation"),
    }
    negated = TieFilter(modality=code("modality", "negated"), earliest="2014")
    assert count_periods(sample_store, EGYPT, negated, Period.YEAR) == ()


def test_a_dispute_says_how_hostile_it_was_each_year(sample_store: Store) -> None:
    page = find_iris(sample_store, "disputes", after=None, limit=10)
    ((dispute,), _) = view_disputes(sample_store, page.views)
    (level,) = dispute.levels
    assert (level.period, level.events) == ("2014", 1)
    assert level.hostility is not None
    assert level.hostility.iri == code("hostility", "none")
    assert level.hostility.labels


def test_a_claimed_assault_raises_no_level() -> None:
    store = open_store("memory:")
    store.update(
        "PREFIX mq: <https://w3id.org/mithaq/ontology#> PREFIX code: <https://w3id.org/mithaq/code/>"
        "INSERT DATA { <urn:d> a mq:Dispute ; mq:issue <https://w3id.org/mithaq/code/issue/territory> ."
        " <urn:e> mq:partOfDispute <urn:d> ; mq:eventClass <https://w3id.org/mithaq/code/event/ASSAULT> ;"
        " mq:modality <https://w3id.org/mithaq/code/modality/claimed> ; mq:date 2014 ."
        " <urn:f> mq:partOfDispute <urn:d> ; mq:eventClass <https://w3id.org/mithaq/code/event/MOBILIZE> ;"
        " mq:mode <https://w3id.org/mithaq/code/mode/MOBILIZE-troops> ;"
        " mq:modality <https://w3id.org/mithaq/code/modality/asserted> }"
    )
    ((dispute,), _) = view_disputes(store, [ox.NamedNode("urn:d")])
    levels = [(level.period, level.hostility and level.hostility.iri) for level in dispute.levels]
    assert levels == [("2014", None), (None, code("hostility", "display"))]


def test_a_treaty_says_where_each_party_stands() -> None:
    store = open_store("memory:")
    steps = [("a", "signed", 1990), ("a", "ratified", 1992), ("a", "withdrew", 2001), ("b", "acceded", 1995)]
    store.update(
        "PREFIX mq: <https://w3id.org/mithaq/ontology#> INSERT DATA { <urn:t> a mq:Treaty ; mq:party <urn:a>, <urn:c> ."
        + "".join(
            f" <urn:p{number}> mq:instrument <urn:t> ; mq:participant <urn:{party}> ; mq:date {year} ;"
            f" mq:treatyAction <https://w3id.org/mithaq/code/treaty-action/{action}> ."
            for number, (party, action, year) in enumerate(reversed(steps))
        )
        + " }"
    )
    ((treaty,), _) = view_treaties(store, [ox.NamedNode("urn:t")])
    assert [step.date for step in treaty.participations] == ["1990", "1992", "1995", "2001"]
    standings = {
        each.party.iri.value[-1]: (each.action and each.action.iri.value.rpartition("/")[2], each.since, each.until)
        for each in treaty.standings
    }
    assert standings == {"a": ("withdrew", "1990", "2001"), "c": (None, None, None), "b": ("acceded", "1995", None)}


def test_a_claim_comes_with_what_denies_it(denied_store: Store) -> None:
    page = find_iris(denied_store, "claims", after=None, limit=10, claimant=EGYPT)
    ((claim,), _) = view_claims(denied_store, page.views)
    (answer,) = claim.answers
    assert (answer.verdict, answer.claimants) == ("contradicted", ())


def test_a_document_says_what_it_added(sample_store: Store) -> None:
    document, _ = view_document(sample_store, NILE_IRI)
    contents = {each.class_.iri: (each.count, each.new) for each in document.contents}
    assert contents[MITHAQ.Event] == (2, 2)
    assert contents[MITHAQ.State] == (4, 0)
    assert contents[MITHAQ.ArmedGroup] == (1, 1)
