"""Which drafts are told as events, and what a model sees of each."""

from dataclasses import replace

import pytest

from extraction.events.drafts import Decided
from extraction.events.selection import Told, describe_event, select_events
from extraction.ranking import LinearModel
from ontology.model import Actor
from tests.extraction.made_drafts import read

NEVER, ALWAYS = LinearModel({"bias": -20.0}), LinearModel({"bias": 20.0})
TWICE = "طردت بولندا دبلوماسيين روسا. انتقدت قطر القرار. طردت بولندا دبلوماسيين روسا."


def decided(text: str) -> tuple[list[Decided], dict[str, Actor]]:
    """The drafts of a text with the participants that its words name."""
    reading = read(text, "2018-04-01")
    drafts = [
        Decided(draft, draft.candidate.actor.actors, draft.candidate.recipient.actors) for draft in reading.drafts
    ]
    return drafts, {actor.id: actor for actor in reading.linker.cast}


def described(text: str, at: int = -1) -> set[str]:
    """The features of one draft of a text, the last unless said."""
    drafts, actors = decided(text)
    chosen = drafts[at]
    told = Told()
    for earlier in drafts[: drafts.index(chosen)]:
        told.add(earlier)
    index = chosen.draft.candidate.parsed.sentence.index
    siblings = [other for other in drafts if other.draft.candidate.parsed.sentence.index == index]
    return set(describe_event(chosen, told, siblings, actors))


def test_a_model_that_says_yes_keeps_all_in_order() -> None:
    drafts, actors = decided(TWICE)
    chosen = select_events(drafts, actors, ALWAYS)
    assert [event for event, _ in chosen] == drafts
    assert all(sure > 0.99 for _, sure in chosen)


def test_a_model_that_says_no_keeps_none() -> None:
    drafts, actors = decided(TWICE)
    assert select_events(drafts, actors, NEVER) == ()


def test_what_was_told_before_can_be_told_from_what_is_new() -> None:
    drafts, actors = decided(TWICE)
    once = LinearModel({"bias": 10.0, "told-before": -20.0})
    chosen = [event for event, _ in select_events(drafts, actors, once)]
    assert chosen == drafts[:-1]


def test_a_second_telling_is_described_by_lemma_and_sides() -> None:
    assert {"lemma-before", "sides-before", "told-before"} <= described(TWICE)
    assert not {"lemma-before", "sides-before", "told-before"} & described(TWICE, 0)


def test_the_same_word_between_others_is_another_happening() -> None:
    found = described("طردت بولندا دبلوماسيين روسا. طردت كندا دبلوماسيين صينيين.")
    assert "lemma-before" in found
    assert "told-before" not in found


def test_other_words_between_the_same_sides_may_tell_it_again() -> None:
    found = described("طردت بولندا دبلوماسيين روسا. أبعدت بولندا دبلوماسيين روسا.")
    assert "sides-before" in found
    assert "told-before" not in found


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("طردت بولندا دبلوماسيين روسا.", "class:SANCTION"),
        ("طردت بولندا دبلوماسيين روسا.", "actor-type:State"),
        ("طردت بولندا دبلوماسيين روسا.", "foreign"),
        ("انتقدت بولندا الحكومة البولندية.", "domestic"),
        ("طردت بولندا دبلوماسيين روسا عام 2014.", "dated"),
        ("لم تطرد بولندا دبلوماسيين روسا.", "modality:negated"),
        ("قالت قطر إن بولندا طردت دبلوماسيين روسا.", "attributed"),
        ("عادت العلاقات. طردت بولندا دبلوماسيين روسا.", "alone-in-clause"),
        ("بولندا تطرد دبلوماسيين روسا", "heading"),
    ],
)
def test_what_the_model_sees_of_a_draft(text: str, feature: str) -> None:
    drafts, _ = decided(text)
    expulsion = next(at for at, d in enumerate(drafts) if "طرد" in d.draft.candidate.frame.lemma or "انتقد" in text)
    assert feature in described(text, expulsion)


def test_every_feature_is_crossed_with_the_class_but_the_lemma_is_not() -> None:
    found = described("طردت بولندا دبلوماسيين روسا.")
    assert "foreign&SANCTION" in found
    assert not [feature for feature in found if feature.startswith("lemma") and "&" in feature]


def test_a_list_item_is_kept_or_dropped_with_the_head_of_its_list() -> None:
    text = "تتعاون مصر والسودان في قطاعات عدة من بينها مكافحة الإرهاب، ومنع انتشار الأسلحة."
    drafts, actors = decided(text)
    verbs_only = LinearModel({"bias": -10.0, "part:imperfect": 20.0})
    assert len(select_events(drafts, actors, verbs_only)) == len(drafts) == 3
    nouns_only = LinearModel({"bias": 10.0, "part:imperfect": -20.0})
    assert select_events(drafts, actors, nouns_only) == ()


def test_a_missing_recipient_is_described_where_the_frame_expects_one() -> None:
    drafts, actors = decided("طردت بولندا دبلوماسيين روسا.")
    alone = replace(drafts[0], recipient=())
    assert "recipient-missing" in describe_event(alone, Told(), [alone], actors)
    assert "recipient-missing" not in describe_event(drafts[0], Told(), [drafts[0]], actors)


def test_a_heading_that_the_body_tells_again_is_no_event_of_its_own() -> None:
    heading, body = "بولندا تطرد دبلوماسيين روسا", "طردت بولندا دبلوماسيين روسا."
    drafts, actors = decided(f"{heading}\n\n{body}")
    everything = LinearModel({"bias": 20.0})
    told_once = [chosen.draft.heading for chosen, _ in select_events(drafts, actors, everything)]
    assert told_once == [False]
    alone, actors = decided(heading)
    assert len(select_events(alone, actors, everything)) == 1


def test_a_heading_in_brief_gives_way_to_the_body_that_names_more() -> None:
    drafts, actors = decided("بولندا تطرد دبلوماسيين\n\nطردت بولندا ثلاثة دبلوماسيين روس.")
    told = [chosen.draft.heading for chosen, _ in select_events(drafts, actors, ALWAYS)]
    assert told == [False]


def test_a_lead_is_told_from_the_body_and_a_governed_noun_from_a_free_one() -> None:
    text = "طردت بولندا دبلوماسيين روسا. طالبت روسيا بولندا بالانسحاب."
    assert {"sentence:0", "proclitic:none:perfect"} <= described(text, 0)
    assert {"sentence:1", "proclitic:ب:masdar", "predicates-before:1"} <= described(text)
