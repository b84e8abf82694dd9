import pytest

from extraction.actors.ties import TieRule, Ties
from extraction.discourse.relevance import participants, relevant_actors
from ontology.catalog import Catalog
from ontology.model import Actor, ActorType, Dispute, Issue, Mention, Predicate, Span
from tests.extraction.read_arabic import catalog, read

TEXT = "السويد: طرد دبلوماسيين"


def actors(*named: tuple[str, ActorType]) -> dict[str, Actor]:
    return {name: Actor(name, kind, name, None) for name, kind in named}


def kept(found: dict[str, Actor], ties: Ties | None = None, start: int = 8) -> frozenset[str]:
    mentions = [Mention(actor, Span(start, start + 3)) for actor in found]
    register: Catalog = catalog()
    return relevant_actors(found, frozenset({"finland"}) & set(found), list(ties or Ties()), mentions, TEXT, register)


def test_a_state_that_only_locates_is_no_actor() -> None:
    found = actors(("finland", ActorType.STATE), ("sweden", ActorType.STATE), ("nato", ActorType.IGO))
    assert kept(found) == {"finland", "nato"}


def test_a_state_before_a_colon_is_what_the_line_is_about() -> None:
    assert kept(actors(("sweden", ActorType.STATE)), start=3) == {"sweden"}


def test_a_state_that_somebody_belongs_to_is_an_actor() -> None:
    ties = Ties()
    ties.add("minister", Predicate.OFFICE_HOLDER_OF, "sweden", Span(0, 3), TieRule.OWNER)
    assert kept(actors(("minister", ActorType.PERSON), ("sweden", ActorType.STATE)), ties) == {"minister", "sweden"}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("حذت كندا حذو فرنسا", {"canada", "france"}),
        ("احتج سفراء ألمانيا وبنما", {"germany", "panama"}),
        ("تقع فرنسا في أوروبا وتحدها ألمانيا وإسبانيا", {"france"}),
        ("دبي، الإمارات (CNN)", set()),
        ("عثر عليه في مصر", set()),
        ("وصل الطاقم من اليونان", set()),
        ("جرى ذلك في الحدود العراقية", set()),
    ],
)
def test_a_country_named_as_somebody_has_a_voice(text: str, who: set[str]) -> None:
    assert read(text).voiced == who


def test_an_agency_counts_where_its_country_does() -> None:
    found = actors(("yle", ActorType.MEDIA), ("reuters", ActorType.MEDIA))
    assert "reuters" not in kept(found)


def test_parties_of_disputes_take_part() -> None:
    dispute = Dispute("d1", "x", ("finland", "sweden"), Issue.TERRITORY, Span(0, 3), TieRule.OWNER)
    assert participants([], [], [dispute]) == {"finland", "sweden"}


def test_member_states_count_only_where_they_take_part() -> None:
    ties = Ties()
    ties.add("members", Predicate.MEMBER_OF, "finland", Span(0, 3), TieRule.OWNER)
    assert kept(actors(("members", ActorType.STATE), ("nato", ActorType.IGO)), ties) == {"nato"}


def test_a_body_that_only_a_title_names_brings_its_state_along() -> None:
    found = actors(("body", ActorType.GOVERNMENT), ("sweden", ActorType.STATE), ("head", ActorType.PERSON))
    ties = Ties()
    ties.add("body", Predicate.PART_OF, "sweden", Span(0, 3), TieRule.OWNER)
    ties.add("head", Predicate.HEAD_OF, "body", Span(0, 3), TieRule.OWNER)
    assert relevant_actors(found, frozenset(), list(ties), [], TEXT, catalog()) == {"body", "sweden", "head"}
