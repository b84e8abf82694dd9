"""What speaks for each bystander, and how two models and the grammar share the decision."""

from dataclasses import replace

import pytest

from extraction.drafts import Draft
from extraction.fillers import NOBODY, Filler
from extraction.participants import Parts, choose_participants
from extraction.ranking import LinearModel
from tests.extraction.made_drafts import draft_at, read

NEVER, ALWAYS = LinearModel({"bias": -20.0}), LinearModel({"bias": 20.0})
EXPELS = "طردت بولندا ثلاثة دبلوماسيين روس بعد زيارة الرئيس التركي."


def features(draft: Draft, actor: str) -> set[str]:
    return set(dict(draft.bystanders)[actor])


def with_fillers(draft: Draft, actor: Filler, recipient: Filler) -> Draft:
    return replace(draft, candidate=replace(draft.candidate, actor=actor, recipient=recipient))


@pytest.fixture(scope="module")
def expels() -> Draft:
    return draft_at(EXPELS, "طردت", "2018-04-01")


def test_everybody_whom_the_sentence_names_is_a_bystander(expels: Draft) -> None:
    assert {"poland", "russia", "recep-tayyip-erdogan"} <= set(dict(expels.bystanders))


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


# the decision


def test_whom_the_clause_names_stands_whatever_the_models_say(expels: Draft) -> None:
    assert choose_participants(expels, NEVER, NEVER) == (("poland",), ("russia",))
    assert choose_participants(expels, ALWAYS, ALWAYS) == (("poland",), ("russia",))


def test_where_the_words_name_nobody_the_models_decide(expels: Draft) -> None:
    silent = with_fillers(expels, NOBODY, NOBODY)
    assert choose_participants(silent, NEVER, NEVER) == ((), ())
    by_place = LinearModel({"bias": -10.0, "order:after:0": 20.0})
    actors, _ = choose_participants(silent, by_place, NEVER)
    assert actors == ("poland",)


@pytest.mark.parametrize("how", ["control", "governing", "topic", "pronoun", "any:with"])
def test_who_is_only_implied_is_left_to_the_models(expels: Draft, how: str) -> None:
    implied = with_fillers(expels, Filler(("poland",), how=how), NOBODY)
    assert choose_participants(implied, NEVER, NEVER) == ((), ())


def test_a_subject_that_is_nobody_known_is_not_replaced(expels: Draft) -> None:
    nobody = with_fillers(expels, Filler(how="something-else"), NOBODY)
    assert choose_participants(nobody, ALWAYS, NEVER) == ((), ())


def test_nobody_is_on_both_sides_and_the_likelier_role_wins(expels: Draft) -> None:
    silent = with_fillers(expels, NOBODY, NOBODY)
    likely, likelier = LinearModel({"bias": 1.0}), LinearModel({"bias": 2.0})
    everybody = tuple(dict(silent.bystanders))
    assert choose_participants(silent, likelier, likely) == (everybody, ())
    assert choose_participants(silent, likely, likelier) == ((), everybody)


def test_a_list_item_keeps_the_sides_of_its_list() -> None:
    text = "تتعاون مصر والسودان في قطاعات عدة من بينها مكافحة الإرهاب، ومنع انتشار الأسلحة في ليبيا."
    item = draft_at(text, "منع")
    assert choose_participants(item, ALWAYS, ALWAYS) == (("egypt", "sudan"), ())
