"""What a row of an actor's relations adds up, and what stands between two actors."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from graph.store import Store
from graph.views import RelationOrder, RelationPaging, TieFilter, find_answers, find_dyad, find_relations
from graph.views.answers import judge_answer
from graph.views.scores import average_scores, find_scores
from graph.views.tie_values import PeriodScore, RelationView
from ontology.model import EventClass, Modality, QuadClass
from ontology.terms import code, mode_code
from tests.sample_graph import ACTOR

EGYPT, ETHIOPIA, SUDAN, DJIBOUTI = (
    ox.NamedNode(f"{ACTOR}{slug}") for slug in ("egypt", "ethiopia", "sudan", "djibouti")
)
ASSERTED = code("modality", "asserted")


def relations(store: Store, ties: TieFilter | None = None, **paging: RelationOrder) -> tuple[RelationView, ...]:
    return find_relations(store, EGYPT, ties or TieFilter(), RelationPaging(limit=10, events=3, **paging)).views


def with_ethiopia(store: Store) -> RelationView:
    (view,) = relations(store, TieFilter(counterpart=ETHIOPIA))
    return view


def test_ties_are_counted_by_kind_and_by_quad_class(sample_store: Store) -> None:
    view = with_ethiopia(sample_store)
    assert view.counts == {"dispute": 1, "event": 2}
    assert {quad.quad_class.iri: (quad.count, quad.modalities) for quad in view.quads} == {
        code("quad", "verbal-cooperation"): (1, {"asserted": 1}),
        code("quad", "material-conflict"): (1, {"asserted": 1}),
    }


def test_the_score_is_the_mean_of_modes_and_classes_year_by_year(sample_store: Store) -> None:
    scores = find_scores(sample_store)
    expel = scores.score(code("event", "SANCTION"), mode_code(EventClass.SANCTION, "expel"))
    consult = scores.score(code("event", "CONSULT"), None)
    assert expel is not None
    assert consult is not None
    assert expel < 0 < consult
    score = with_ethiopia(sample_store).score
    assert score is not None
    assert score.mean == pytest.approx((expel + consult) / 2)
    assert score.periods == (PeriodScore("2014", expel, 1), PeriodScore("2015", consult, 1))


def test_what_did_not_happen_counts_in_no_score(sample_store: Store) -> None:
    (view,) = relations(sample_store, TieFilter(counterpart=DJIBOUTI))
    assert (view.counts, view.score) == ({"event": 1}, None)
    (planned,) = relations(sample_store, TieFilter(counterpart=DJIBOUTI, modality=code("modality", "planned")))
    assert planned.score is not None


def test_no_events_have_no_score() -> None:
    assert average_scores([]) is None


def test_the_strongest_ties_say_why_they_are(sample_store: Store) -> None:
    strongest = with_ethiopia(sample_store).strongest
    assert [strong.tie.tie for strong in strongest] == ["event", "event", "dispute"]
    assert strongest[0].tie.kind.iri == code("event", "SANCTION")
    assert strongest[0].rationale.startswith("asserted, cooperation score -")
    assert all(strong.tie.evidence for strong in strongest)


@pytest.mark.parametrize(
    ("order", "first"),
    [
        (RelationOrder.CLOSEST, ETHIOPIA),
        (RelationOrder.LATEST, ETHIOPIA),
        (RelationOrder.COOPERATION, SUDAN),
        (RelationOrder.CONFLICT, ETHIOPIA),
    ],
)
def test_counterparts_come_in_the_order_wanted(order: RelationOrder, first: ox.NamedNode, sample_store: Store) -> None:
    views = relations(sample_store, order=order)
    assert views[0].counterpart.iri == first
    walked, after = [], None
    while True:
        page = find_relations(sample_store, EGYPT, TieFilter(), RelationPaging(1, 0, after=after, order=order))
        walked += [view.counterpart.iri for view in page.views]
        after = page.after
        if after is None:
            break
    assert walked == [view.counterpart.iri for view in views]


@pytest.mark.parametrize(
    ("ties", "counts"),
    [
        (TieFilter(counterpart=ETHIOPIA, quad=code("quad", QuadClass.MATERIAL_CONFLICT)), {"event": 1}),
        (TieFilter(counterpart=ETHIOPIA, earliest="2015"), {"event": 1}),
        (TieFilter(counterpart=ETHIOPIA, latest="2014"), {"event": 1}),
        (TieFilter(counterpart=SUDAN, earliest="2014-03-15", latest="2014-03"), {"event": 1, "treaty": 1}),
    ],
)
def test_a_filter_keeps_the_ties_that_fit(ties: TieFilter, counts: dict[str, int], sample_store: Store) -> None:
    (view,) = relations(sample_store, ties)
    assert view.counts == counts


def test_a_row_says_where_it_is_cut_short(sample_store: Store) -> None:
    (cut,) = find_relations(
        sample_store, EGYPT, TieFilter(counterpart=SUDAN), RelationPaging(limit=1, events=0, others=0)
    ).views
    (whole,) = relations(sample_store, TieFilter(counterpart=SUDAN))
    assert (cut.truncated, cut.treaties, cut.counts) == (True, (), whole.counts)
    assert not whole.truncated


def test_between_two_actors_every_tie_stands_by_date(sample_store: Store) -> None:
    dyad = find_dyad(sample_store, EGYPT, ETHIOPIA, TieFilter(), after=None, limit=10)
    assert [(entry.tie.tie, entry.tie.date) for entry in dyad.timeline.views] == [
        ("event", "2014-04"),
        ("event", "2015"),
        ("dispute", None),
    ]
    assert (dyad.relation.count, dyad.timeline.total) == (3, 3)


def test_the_pages_between_two_actors_meet(sample_store: Store) -> None:
    whole = find_dyad(sample_store, EGYPT, SUDAN, TieFilter(), after=None, limit=10).timeline
    first = find_dyad(sample_store, EGYPT, SUDAN, TieFilter(), after=None, limit=2).timeline
    second = find_dyad(sample_store, EGYPT, SUDAN, TieFilter(), after=first.after, limit=10).timeline
    assert first.views + second.views == whole.views


def test_two_actors_that_nothing_ties_have_an_empty_dyad(sample_store: Store) -> None:
    dyad = find_dyad(sample_store, ETHIOPIA, DJIBOUTI, TieFilter(), after=None, limit=10)
    assert (dyad.relation.count, dyad.timeline.views) == (0, ())
    assert dyad.relation.counterpart.labels


def test_a_denial_answers_what_it_denies_and_the_other_way_round(denied_store: Store) -> None:
    dyad = find_dyad(denied_store, EGYPT, ETHIOPIA, TieFilter(latest="2014"), after=None, limit=10)
    told, denied = sorted(dyad.timeline.views, key=lambda entry: entry.tie.modality.iri != ASSERTED)
    (denial,) = told.answers
    assert (denial.verdict, [each.iri for each in denial.claimants]) == ("denied", [EGYPT])
    assert denial.evidence[0].exact.startswith("Cairo says")
    (contradiction,) = denied.answers
    assert (contradiction.verdict, contradiction.claimants) == ("contradicted", ())


def test_what_nobody_else_tells_has_no_answer(sample_store: Store) -> None:
    dyad = find_dyad(sample_store, EGYPT, ETHIOPIA, TieFilter(), after=None, limit=10)
    assert [entry.answers for entry in dyad.timeline.views] == [(), (), ()]
    assert find_answers(sample_store, []) == {}


@pytest.mark.parametrize(
    ("told", "answered", "verdict"),
    [
        (Modality.CLAIMED, Modality.ASSERTED, "confirmed"),
        (Modality.CLAIMED, Modality.CLAIMED, "repeated"),
        (Modality.ASSERTED, Modality.NEGATED, "denied"),
        (Modality.NEGATED, Modality.CLAIMED, "contradicted"),
        (Modality.NEGATED, Modality.NEGATED, "repeated"),
        (Modality.CLAIMED, Modality.HYPOTHETICAL, None),
        (Modality.NEGATED, Modality.PLANNED, None),
    ],
)
def test_modalities_decide_what_one_telling_makes_of_another(
    told: Modality, answered: Modality, verdict: str | None
) -> None:
    assert judge_answer(told, answered) == verdict
