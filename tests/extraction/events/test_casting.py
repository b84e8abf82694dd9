"""How two models and the grammar share the decision who takes part, and what the recipient is weighed against."""

from dataclasses import replace

import pytest

from extraction.document_reading import standing_for
from extraction.events.casting import Casting
from extraction.events.drafts import Draft
from extraction.frames.fillers import NOBODY, Filler
from extraction.ranking import LinearModel
from tests.extraction.made_drafts import draft_at, read

NEVER, ALWAYS = LinearModel({"bias": -20.0}), LinearModel({"bias": 20.0})
EXPELS = "طردت بولندا ثلاثة دبلوماسيين روس بعد زيارة رجب طيب أردوغان."


def casting(text: str) -> Casting:
    reading = read(text, "2018-04-01")
    return Casting({actor.id: actor for actor in reading.linker.cast}, standing_for(reading.linker.ties))


def chosen(
    draft: Draft, actor: LinearModel, recipient: LinearModel, text: str = EXPELS
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    decided = casting(text).decide(draft, actor, recipient)
    return decided.actor, decided.recipient


def with_fillers(draft: Draft, actor: Filler, recipient: Filler) -> Draft:
    return replace(draft, candidate=replace(draft.candidate, actor=actor, recipient=recipient))


@pytest.fixture(scope="module")
def expels() -> Draft:
    return draft_at(EXPELS, "طردت", "2018-04-01")


def test_whom_the_clause_names_stands_whatever_the_models_say(expels: Draft) -> None:
    assert chosen(expels, NEVER, NEVER) == (("poland",), ("russia",))
    assert chosen(expels, ALWAYS, ALWAYS) == (("poland",), ("russia",))


def test_where_the_words_name_nobody_the_models_decide(expels: Draft) -> None:
    silent = with_fillers(expels, NOBODY, NOBODY)
    assert chosen(silent, NEVER, NEVER) == ((), ())
    by_place = LinearModel({"bias": -10.0, "order:after:0": 20.0})
    actors, _ = chosen(silent, by_place, NEVER)
    assert actors == ("poland",)


@pytest.mark.parametrize("how", ["control", "coordinate", "governing", "topic", "pronoun", "deed", "any:with"])
def test_who_is_only_implied_is_left_to_the_models(expels: Draft, how: str) -> None:
    implied = with_fillers(expels, Filler(("poland",), how=how), NOBODY)
    assert chosen(implied, NEVER, NEVER) == ((), ())


def test_where_the_subject_is_nobody_known_the_models_may_know_better(expels: Draft) -> None:
    nobody = with_fillers(expels, Filler(how="something-else"), NOBODY)
    assert chosen(nobody, NEVER, NEVER) == ((), ())
    assert chosen(nobody, ALWAYS, NEVER)[0]


def test_nobody_is_on_both_sides_and_the_likelier_role_wins(expels: Draft) -> None:
    silent = with_fillers(expels, NOBODY, NOBODY)
    likely, likelier = LinearModel({"bias": 1.0}), LinearModel({"bias": 2.0})
    everybody = tuple(b.actor for b in silent.bystanders)
    assert chosen(silent, likelier, likely) == (everybody, ())
    assert chosen(silent, likely, likelier) == ((), everybody)


def test_who_stands_for_somebody_chosen_is_not_chosen_beside_him() -> None:
    text = "قالت وزارة الخارجية الروسية إن روسيا ترفض الاتهامات بعد طرد دبلوماسيين."
    silent = with_fillers(draft_at(text, "طرد"), NOBODY, NOBODY)
    assert {"russia", "russia-ministry-of-foreign-affairs"} <= {b.actor for b in silent.bystanders}
    actors, _ = chosen(silent, ALWAYS, NEVER, text)
    assert "russia" in actors
    assert "russia-ministry-of-foreign-affairs" not in actors


def test_a_list_item_keeps_the_sides_of_its_list() -> None:
    text = "تتعاون مصر والسودان في قطاعات عدة من بينها مكافحة الإرهاب، ومنع انتشار الأسلحة في ليبيا."
    item = draft_at(text, "منع")
    assert chosen(item, ALWAYS, ALWAYS, text) == (("egypt", "sudan"), ())


# against whom the recipient is weighed


def recipient_features(text: str, trigger: str, who: str, actors: tuple[str, ...]) -> set[str]:
    draft = draft_at(text, trigger, "2018-04-01")
    made = casting(text)
    for earlier in read(text, "2018-04-01").drafts:
        if earlier.trigger.start < draft.trigger.start:
            made.tell(earlier, NEVER, NEVER)
    bystander = next(b for b in draft.bystanders if b.actor == who)
    return set(made.recipient_features(draft, bystander, actors))


def test_who_shares_the_country_of_the_actor_is_marked_so() -> None:
    text = "انتقدت وزارة الخارجية الروسية بولندا وقالت موسكو إنها سترد."
    assert "country-of-actor" in recipient_features(text, "انتقدت", "russia", ("russia-ministry-of-foreign-affairs",))
    assert "country-of-actor" not in recipient_features(
        text, "انتقدت", "poland", ("russia-ministry-of-foreign-affairs",)
    )


def test_whom_the_actor_dealt_with_before_is_known_with_what_he_did() -> None:
    text = "طردت بولندا ثلاثة دبلوماسيين روس. انتقدت روسيا القرار."
    found = recipient_features(text, "انتقدت", "poland", ("russia",))
    assert {"dealt-with:1", "dealt-with-last", "answers:SANCTION"} <= found
    assert "goes-on:SANCTION" in recipient_features(text, "انتقدت", "russia", ("poland",))
    assert not {"dealt-with:1"} & recipient_features("انتقدت روسيا بولندا.", "انتقدت", "poland", ("russia",))


def test_the_nearest_of_those_who_do_not_act_is_told_from_the_others() -> None:
    text = "طردت بولندا ثلاثة دبلوماسيين روس بعد زيارة رجب طيب أردوغان."
    assert "nearest:after:actor" in recipient_features(text, "طردت", "russia", ("poland",))
    assert "farther:after:actor" in recipient_features(text, "طردت", "recep-tayyip-erdogan", ("poland",))


def test_the_other_of_the_two_countries_that_a_document_speaks_of_is_told_from_all_others() -> None:
    text = "انتقدت روسيا بولندا. ردت بولندا على روسيا. زار أردوغان روسيا. اتهمت بولندا موسكو بالتجسس."
    draft = draft_at(text, "اتهمت", "2018-04-01")
    reading = read(text, "2018-04-01")
    made = replace(casting(text), sentences=reading.salience.sentences)
    by_actor = {b.actor: set(made.recipient_features(draft, b, ["poland"])) for b in draft.bystanders}
    assert "other-state-of-document" in by_actor["russia"]
    assert "other-side-of-document" not in by_actor["recep-tayyip-erdogan"]
