"""Those around a trigger, and what speaks for each."""

import pytest

from extraction.events.drafts import Draft
from extraction.events.participants import Parts
from tests.extraction.made_drafts import draft_at, read

EXPELS = "طردت بولندا ثلاثة دبلوماسيين روس بعد زيارة الرئيس أردوغان."


def features(draft: Draft, actor: str) -> set[str]:
    return {f for b in draft.bystanders if b.actor == actor for f in b.features}


@pytest.fixture(scope="module")
def expels() -> Draft:
    return draft_at(EXPELS, "طردت", "2018-04-01")


def test_everybody_whom_the_sentence_names_is_a_bystander(expels: Draft) -> None:
    assert {"poland", "russia", "recep-tayyip-erdogan"} <= {b.actor for b in expels.bystanders}


def test_whom_the_words_name_is_marked_so(expels: Draft) -> None:
    assert {"rule:actor", "rule:actor:after", "place:after:bare", "clause:after:same"} <= features(expels, "poland")
    assert {"rule:recipient", "rule:recipient:object"} <= features(expels, "russia")
    assert "rule:actor" not in features(expels, "russia")


def test_a_feature_is_crossed_with_class_and_part_of_speech(expels: Draft) -> None:
    assert {"rule:actor&SANCTION", "rule:actor&finite", "rule:actor&finite&two"} <= features(expels, "poland")


def test_who_stands_farther_away_has_another_distance(expels: Draft) -> None:
    assert "far:after:1" in features(expels, "poland")
    assert not {"far:after:0", "far:after:1"} & features(expels, "recep-tayyip-erdogan")


def test_who_only_took_part_before_is_absent_from_the_sentence() -> None:
    draft = draft_at("انتقدت فنلندا اليونان. طردت بولندا ثلاثة دبلوماسيين روس.", "طردت")
    assert "place:absent" in features(draft, "finland")
    assert {"acted:any:1", "received:any:0", "last-actor"} <= features(draft, "finland")
    assert {"acted:any:0", "received:any:1", "last-recipient"} <= features(draft, "greece")


def test_enemies_that_met_before_are_known_to_each_other() -> None:
    draft = draft_at("هاجمت فنلندا اليونان. انتقدت فنلندا اليونان.", "انتقدت")
    assert "met-actor" in features(draft, "greece")
    assert "met-recipient" in features(draft, "finland")


def test_what_everybody_did_before_is_counted_by_class() -> None:
    parts = Parts()
    for draft in read("هاجمت فنلندا اليونان. انتقدت فنلندا بولندا. هاجمت فنلندا بولندا.").drafts:
        parts.add(draft.candidate)
    attack = draft_at("هاجمت فنلندا اليونان.", "هاجمت").candidate.frame.event_class
    assert parts.acted("finland") == 3
    assert parts.acted("finland", attack) == 2
    assert parts.received("poland", attack) == 1
    assert parts.met("greece") == {"finland", "greece"}
    assert parts.acted("sweden") == 0
    assert parts.met("sweden") == set()


def test_the_part_in_the_neighbouring_candidate_is_a_feature() -> None:
    draft = draft_at("طردت بولندا دبلوماسيين روس وانتقدت فنلندا اليونان.", "انتقدت")
    assert {"neighbour:before:actor"} <= features(draft, "poland")
    assert {"neighbour:before:recipient"} <= features(draft, "russia")
    assert not any(feature.startswith("neighbour") for feature in features(draft, "finland"))
