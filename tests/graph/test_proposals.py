"""Actors that are probably one are proposed with the grounds; homonyms are kept apart by state and by date."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest

from extraction.text.normalisation import fold_key
from graph.admission import admit
from graph.judgements import Judgement
from graph.judging import judge
from graph.merge import replace_merged
from graph.store import Store, open_store
from graph.views.proposals import Proposal, propose
from ontology.model import Actor, ActorType, Annotation, Mention, Span, Verdict
from ontology.terms import ONTOLOGY_GRAPH, REGISTER_GRAPH
from tests.graph.test_tellings import telling
from tests.sample_graph import ACTOR, catalog, gate

ELDER, YOUNGER = "george-h-w-bush", "george-w-bush"
STATES = ("egypt", "sudan", "united-states", "iran")


@pytest.fixture
def store() -> Store:
    """The ontology, and of the register some states and two presidents of one surname."""
    made = open_store("memory:")
    replace_merged(made, ONTOLOGY_GRAPH, [quad.triple for quad in catalog().quads_ontology()])
    wanted = (*STATES, ELDER, YOUNGER)
    subjects = {f"{ACTOR}{slug}" for slug in wanted} | {
        tenure.iri.value for tenure in catalog().tenures if tenure.holder in wanted
    }
    register = [quad.triple for quad in catalog().quads_register() if quad.subject.value in subjects]  # type: ignore[union-attr]
    replace_merged(made, REGISTER_GRAPH, register)
    return made


def document(name: str, actor: Actor, *, date: str | None = None) -> Annotation:
    """A document of its own in which an actor expels Egypt's envoy."""
    made = telling(name, actor=["egypt"], date=date)
    event = replace(made.events[0], actor=(actor.id,), recipient=("egypt",))
    return replace(made, actors=(*made.actors, actor), events=(event,), mentions=(Mention(actor.id, Span(0, 3)),))


def load(store: Store, *annotations: Annotation) -> None:
    for annotation in annotations:
        admission = admit(annotation, store, gate=gate())
        assert admission.admitted, admission.report


def person(name: str, iso3: str | None = "USA") -> Actor:
    return Actor("he", ActorType.PERSON, name, None, iso3=iso3)


def body(name: str, iso3: str | None = None, type_: ActorType = ActorType.GOVERNMENT) -> Actor:
    return Actor("body", type_, name, None, iso3=iso3)


def found(store: Store) -> list[tuple[str, str, list[str]]]:
    """The last parts of both IRIs, and the grounds."""
    return [
        (key(each.one), key(each.other), [str(reason.ground) for reason in each.reasons]) for each in proposals(store)
    ]


def proposals(store: Store) -> tuple[Proposal, ...]:
    return propose(store, fold=fold_key)


def key(iri: ox.NamedNode) -> str:
    return iri.value.rpartition("/")[2]


@pytest.mark.parametrize(("date", "slug"), [("1991-01-17", ELDER), ("2003-03-20", YOUNGER)])
def test_two_presidents_of_one_surname_are_told_apart_by_date(date: str, slug: str, store: Store) -> None:
    text = document("one", person("Bush"), date=date)
    load(store, text)
    assert found(store) == [(slug, f"{text.document.id}-he", ["surname", "type", "country", "office"])]


@pytest.mark.parametrize("actor", [person("Bush", "IRN"), person("Bush", None), body("Bush", "USA")])
def test_another_state_none_at_all_or_another_kind_is_no_proposal(actor: Actor, store: Store) -> None:
    load(store, document("one", actor, date="1960-01-01"))
    assert found(store) == []


def test_a_surname_without_a_date_that_fits_both_is_proposed_for_neither(store: Store) -> None:
    load(store, document("one", person("Bush")))
    assert found(store) == []


def test_one_name_in_two_documents_is_proposed_with_its_grounds(store: Store) -> None:
    one, two = document("one", body("Nile Commission", "EGY")), document("two", body("NILE commission", "EGY"))
    load(store, one, two)
    (proposal,) = proposals(store)
    assert {key(proposal.one), key(proposal.other)} == {f"{each.document.id}-body" for each in (one, two)}
    assert [reason.detail for reason in proposal.reasons] == ["nile commission", "Government", "EGY"]
    assert proposal.score == pytest.approx(0.8)


@pytest.mark.parametrize(
    "other", [body("Nile Commission", "SDN"), person("Nile Commission", None), body("Nile Committee", "EGY")]
)
def test_another_state_kind_or_name_is_another_actor(other: Actor, store: Store) -> None:
    load(store, document("one", body("Nile Commission", "EGY")), document("two", other))
    assert found(store) == []


def test_what_was_judged_is_proposed_no_more(store: Store) -> None:
    one, two = document("one", body("Nile Commission")), document("two", body("Nile Commission"))
    load(store, one, two)
    (proposal,) = proposals(store)
    for verdict in (Verdict.UNSURE, Verdict.DIFFERENT, Verdict.SAME):
        judge(
            Judgement(proposal.one, proposal.other, verdict, "read", "an analyst", "2026-01-01T00:00:00Z"),
            store,
            gate=gate(),
        )
        assert found(store) == []


def test_one_of_the_register_stands_for_all_of_its_name(store: Store) -> None:
    load(
        store,
        document("one", body("Iran", "IRN", ActorType.STATE)),
        document("two", body("Iran", None, ActorType.STATE)),
    )
    assert [one for one, _, _ in found(store)] == ["iran", "iran"]
