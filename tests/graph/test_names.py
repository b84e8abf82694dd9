"""Which names fit what somebody looks for, and in which order."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from extraction.text.normalisation import fold_key
from graph.admission import admit_catalog
from graph.store import Store, open_store
from graph.views import ActorFilter, find_names, search_actors
from graph.views.names import NameFit, judge_name, split_name
from ontology.terms import MITHAQ
from tests.sample_graph import ACTOR, NILE_IRI, catalog, gate

EGYPT = ox.NamedNode(f"{ACTOR}egypt")


@pytest.fixture(scope="module")
def register() -> Store:
    store = open_store("memory:")
    assert admit_catalog(catalog(), store, gate=gate()).admitted
    return store


def slugs(store: Store, sought: str, **filters: ox.NamedNode) -> list[str]:
    found = search_actors(store, ActorFilter(sought, **filters), after=None, limit=5, fold=fold_key)
    return [iri.value.removeprefix(ACTOR) for iri in found.page.views]


@pytest.mark.parametrize(
    ("sought", "slug"),
    [
        ("أمريكا", "united-states"),
        ("أميركا", "united-states"),
        ("امريكه", "united-states"),
        ("ناتو", "nato"),
        ("الناتو", "nato"),
        ("NATO", "nato"),
        ("بوتين", "vladimir-putin"),
        ("Puttin", "vladimir-putin"),
        ("فلادمير بوتين", "vladimir-putin"),
        ("turkiye", "turkey"),
        ("الكرملين", "russia"),
    ],
)
def test_the_actor_meant_comes_first_whatever_the_spelling(sought: str, slug: str, register: Store) -> None:
    assert slugs(register, sought)[0] == slug


@pytest.mark.parametrize("sought", ["مِصر", "مصر", "EGYPT", "gypt", "القاهرة", "Egipt"])
def test_names_are_found_whatever_their_spelling(sought: str, sample_store: Store) -> None:
    assert slugs(sample_store, sought) == ["egypt"]


@pytest.mark.parametrize("sought", ["zzz", "؟!", "Egyptology department", "ego"])
def test_what_nobody_is_called_finds_nobody(sought: str, sample_store: Store) -> None:
    assert find_names(sample_store, sought, [MITHAQ.Actor], fold=fold_key) == ()


@pytest.mark.parametrize(
    ("sought", "name", "fit"),
    [
        ("nato", "NATO", NameFit.EXACT),
        ("putin", "Vladimir Putin", NameFit.WORDS),
        ("putin vladimir", "Vladimir Putin", NameFit.WORDS),
        ("vlad", "Vladimir Putin", NameFit.PREFIX),
        ("اميركا", "أمريكا", NameFit.TYPO),
        ("luropea", "Bluropean", NameFit.PART),
        ("un", "Bund", None),
        ("iran", "Iraq and Syria", NameFit.TYPO),
        ("abc", "abd", None),
    ],
)
def test_a_name_is_judged_by_its_worst_word(sought: str, name: str, fit: NameFit | None) -> None:
    assert judge_name(split_name(fold_key(sought)), split_name(fold_key(name)))[0] is fit


def test_a_closer_name_scores_more() -> None:
    name = ("vladimir", "putin")
    scores = [judge_name(words, name)[1] for words in (name, ("putin",), ("put",), ("puttin",), ("ladim",), ("x",))]
    assert scores == sorted(set(scores), reverse=True)


def test_every_match_says_which_name_it_is_and_how_it_fits(sample_store: Store) -> None:
    (match,) = find_names(sample_store, "القاهره", [MITHAQ.Actor], fold=fold_key)
    assert (match.resource, match.name.value, match.kind, match.fit) == (EGYPT, "القاهرة", "metonym", NameFit.EXACT)


def test_a_type_and_a_country_keep_what_fits(register: Store) -> None:
    russia = ox.NamedNode(f"{ACTOR}russia")
    assert slugs(register, "ivanov", type=MITHAQ.State) == []
    persons = slugs(register, "sergei", type=MITHAQ.Person, country=russia)
    assert "sergei-ivanov" in persons or "sergei-lavrov" in persons
    assert slugs(register, "russia", country=russia)[0] == "russia"


def test_facets_count_all_pages(sample_store: Store) -> None:
    found = search_actors(sample_store, ActorFilter(document=NILE_IRI), after=None, limit=1, fold=fold_key)
    kinds = {facet.reference.iri: facet.count for facet in found.facets["type"]}
    assert kinds == {MITHAQ.State: 4, MITHAQ.IGO: 1, MITHAQ.ArmedGroup: 1}
    assert sum(kinds.values()) == found.page.total


def test_pages_of_a_search_meet_without_a_gap(register: Store) -> None:
    walked: list[ox.NamedNode] = []
    after: str | None = None
    while True:
        page = search_actors(register, ActorFilter("europe"), after=after, limit=7, fold=fold_key).page
        walked += page.views
        after = page.after
        if after is None:
            break
    whole = search_actors(register, ActorFilter("europe"), after=None, limit=1000, fold=fold_key).page
    assert tuple(walked) == whole.views
    assert len(walked) == page.total > 7
