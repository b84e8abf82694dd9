"""What a row of an actor's relations adds up, and what stands between two actors."""

from __future__ import annotations

from itertools import product

import pyoxigraph as ox
import pytest

from graph.store import Store, open_store
from graph.views import RelationOrder, RelationPaging, TieFilter, find_answers, find_dyad, find_relations
from graph.views.answers import judge_answer
from graph.views.scores import average_scores, find_scores
from graph.views.tie_values import PeriodScore, RelationView
from ontology.model import EventClass, Modality, QuadClass
from ontology.terms import MITHAQ, OA, code, mode_code
from tests.made_events import resource
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


def test_what_both_are_members_of_is_told() -> None:
    store = open_store("memory:")
    member = "<https://w3id.org/mithaq/ontology#memberOf>"
    store.update(
        f"INSERT DATA {{ <{ACTOR}egypt> {member} <urn:union> , <urn:league> ; {member} <urn:pact> ."
        f" <{ACTOR}sudan> {member} <urn:union> , <urn:league> ."
        f" <urn:e> <https://w3id.org/mithaq/ontology#party> <{ACTOR}egypt> , <{ACTOR}sudan> ;"
        " a <https://w3id.org/mithaq/ontology#Treaty> }"
    )
    (view,) = relations(store, TieFilter(counterpart=SUDAN))
    assert [each.iri.value for each in view.memberships] == ["urn:league", "urn:union"]


def test_a_row_says_where_it_is_cut_short(sample_store: Store) -> None:
    (cut,) = find_relations(
        sample_store, EGYPT, TieFilter(counterpart=SUDAN), RelationPaging(limit=1, events=0, others=0)
    ).views
    (whole,) = relations(sample_store, TieFilter(counterpart=SUDAN))
    assert (cut.truncated, cut.treaties, cut.counts) == (True, (), whole.counts)
    assert not whole.truncated


def test_between_two_actors_every_tie_stands_by_date(sample_store: Store) -> None:
    dyad = find_dyad(sample_store, EGYPT, ETHIOPIA, TieFilter(), RelationPaging(limit=10))
    assert [(entry.tie.tie, entry.tie.date) for entry in dyad.timeline.views] == [
        ("event", "2014-04"),
        ("event", "2015"),
        ("dispute", None),
    ]
    assert (dyad.relation.count, dyad.timeline.total) == (3, 3)


def test_the_pages_between_two_actors_meet(sample_store: Store) -> None:
    whole = find_dyad(sample_store, EGYPT, SUDAN, TieFilter(), RelationPaging(limit=10)).timeline
    first = find_dyad(sample_store, EGYPT, SUDAN, TieFilter(), RelationPaging(limit=2)).timeline
    second = find_dyad(sample_store, EGYPT, SUDAN, TieFilter(), RelationPaging(limit=10, after=first.after)).timeline
    assert first.views + second.views == whole.views


def test_two_actors_that_nothing_ties_have_an_empty_dyad(sample_store: Store) -> None:
    dyad = find_dyad(sample_store, ETHIOPIA, DJIBOUTI, TieFilter(), RelationPaging(limit=10))
    assert (dyad.relation.count, dyad.timeline.views) == (0, ())
    assert dyad.relation.counterpart.labels


def test_a_denial_answers_what_it_denies_and_the_other_way_round(denied_store: Store) -> None:
    dyad = find_dyad(denied_store, EGYPT, ETHIOPIA, TieFilter(latest="2014"), RelationPaging(limit=10))
    told, denied = sorted(dyad.timeline.views, key=lambda entry: entry.tie.modality.iri != ASSERTED)
    (denial,) = told.answers
    assert (denial.verdict, [each.iri for each in denial.claimants]) == ("denied", [EGYPT])
    assert denial.evidence[0].exact.startswith("Cairo says")
    (contradiction,) = denied.answers
    assert (contradiction.verdict, contradiction.claimants) == ("contradicted", ())


def test_two_acts_of_one_kind_in_one_document_answer_nothing() -> None:
    store = open_store("memory:")
    store.update(
        "PREFIX mq: <https://w3id.org/mithaq/ontology#> INSERT DATA {"
        + "".join(
            f" <urn:e{key}> mq:actor <urn:a> ; mq:recipient <urn:b> ; mq:eventClass <{code('event', 'AID').value}> ;"
            f" mq:evidence <urn:s{key}> ; mq:modality <{code('modality', said).value}> {date} ."
            f" <urn:s{key}> mq:inDocument <urn:d{where}> ."
            for key, said, date, where in [
                (1, "asserted", "; mq:date 2014", 1),
                (2, "asserted", "; mq:date 2014", 1),
                (3, "claimed", "", 1),
                (4, "negated", "", 1),
                (5, "asserted", "; mq:date 2014", 2),
                (6, "asserted", "; mq:date 2015", 2),
            ]
        )
        + " }"
    )
    answers = find_answers(store, [ox.NamedNode(f"urn:e{key}") for key in range(1, 7)])
    found = {event[-1]: [(each.verdict, each.event.iri.value[-1]) for each in of] for event, of in answers.items()}
    assert found["1"] == [("denied", "4"), ("confirmed", "5")]
    assert found["3"] == [("denied", "4")]
    assert found["5"] == [("confirmed", "1"), ("confirmed", "2")]
    assert "6" not in found


def test_tellings_that_are_linked_answer_each_other_without_the_same_date() -> None:
    store = open_store("memory:")
    store.update(
        "PREFIX mq: <https://w3id.org/mithaq/ontology#> INSERT DATA {"
        + "".join(
            f" <urn:{name}> mq:actor <urn:of-{name}> ; mq:eventClass <{code('event', 'AID').value}> ; mq:date {date} ;"
            f" mq:evidence <urn:s{name}> ; mq:modality <{code('modality', said).value}> ."
            f" <urn:s{name}> mq:inDocument <urn:d{name}> ."
            for name, said, date in [("a", "claimed", '"2014-03-01"'), ("b", "asserted", '"2014-03-02"')]
        )
        + " <urn:a> mq:sameHappening <urn:b> . <urn:b> mq:sameHappening <urn:a> }"
    )
    answers = find_answers(store, [ox.NamedNode("urn:a"), ox.NamedNode("urn:b")])
    assert {event: [each.verdict for each in of] for event, of in answers.items()} == {"urn:a": ["confirmed"]}


def test_what_nobody_else_tells_has_no_answer(sample_store: Store) -> None:
    dyad = find_dyad(sample_store, EGYPT, ETHIOPIA, TieFilter(), RelationPaging(limit=10))
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


def made_relation(classes: tuple[str, ...], events: int, words: int) -> tuple[Store, ox.NamedNode]:
    """Two actors with so many events of each class, each with so many pieces of evidence."""
    store = open_store("memory:")
    one, other, document = (resource(*key) for key in (("actor", "a"), ("actor", "b"), ("document", "d")))
    triples = []
    for place, (name, number) in enumerate(product(classes, range(events))):
        event = resource("event", f"{name}-{number}")
        triples += [
            ox.Triple(event, MITHAQ.eventClass, code("event", name)),
            ox.Triple(event, MITHAQ.modality, ASSERTED),
            ox.Triple(event, MITHAQ.actor, one),
            ox.Triple(event, MITHAQ.recipient, other),
        ]
        for at in range(words):
            span = ox.NamedNode(f"{document.value}#char={place},{at + 1}")
            triples += [ox.Triple(event, MITHAQ.evidence, span), ox.Triple(span, MITHAQ.inDocument, document)]
            triples += [ox.Triple(span, OA.start, ox.Literal(place)), ox.Triple(span, OA.end, ox.Literal(at + 1))]
            triples.append(ox.Triple(span, OA.exact, ox.Literal("words")))
    store.replace_graph(None, triples)
    return store, one


def shown(store: Store, actor: ox.NamedNode, events: int = 3) -> tuple[list[tuple[int, int]], bool]:
    (view,) = find_relations(store, actor, TieFilter(), RelationPaging(limit=1, events=events)).views
    return [(of_class.count, len(of_class.ties)) for of_class in view.events], view.truncated


@pytest.mark.parametrize(
    ("classes", "events", "asked", "expected"),
    [
        (("AID", "AGREE"), 3, 3, ([(3, 3), (3, 3)], False)),
        (("AID", "AGREE"), 9, 3, ([(9, 3), (9, 3)], True)),
        (("AID", "AGREE", "ACCUSE", "CONSULT"), 2, 3, ([(2, 2), (2, 2), (2, 1), (2, 1)], True)),
        (("AID", "AGREE"), 9, 8, ([(9, 4), (9, 4)], True)),
        (("AID",), 1, 0, ([(1, 0)], True)),
    ],
)
def test_a_row_shows_a_bounded_number_of_events_and_says_so(
    classes: tuple[str, ...], events: int, asked: int, expected: tuple[list[tuple[int, int]], bool]
) -> None:
    store, actor = made_relation(classes, events, 1)
    assert shown(store, actor, asked) == expected


@pytest.mark.parametrize(("words", "truncated"), [(3, False), (4, True)])
def test_a_row_shows_a_bounded_number_of_words_and_says_so(words: int, truncated: bool) -> None:
    store, actor = made_relation(("AID",), 1, words)
    assert shown(store, actor)[1] is truncated
    (view,) = find_relations(store, actor, TieFilter(), RelationPaging(limit=1)).views
    assert len(view.events[0].ties[0].evidence) == len(view.strongest[0].tie.evidence) == 3
