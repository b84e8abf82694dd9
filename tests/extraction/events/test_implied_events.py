"""Events without a trigger of their own: fields of cooperation, charges, and what a speaker does by speaking."""

import pytest

from extraction.events.drafts import Draft
from extraction.events.implied_events import LIST_ITEM
from ontology.model import EventClass, Modality
from tests.extraction.made_drafts import draft_at, read

FIELDS = "تتعاون مصر والسودان في قطاعات عدة من بينها مكافحة الإرهاب، والتعاون العسكري، ومنع انتشار الأسلحة."


def drafts(text: str, event_class: EventClass) -> list[Draft]:
    return [draft for draft in read(text, "2018-04-01").drafts if draft.event_class is event_class]


def test_each_field_of_a_list_is_cooperation_of_the_same_sides() -> None:
    found = drafts(FIELDS, EventClass.COOPERATE)
    assert [draft.trigger.of(FIELDS) for draft in found] == ["تتعاون", "مكافحة", "تعاون", "منع"]
    assert {draft.candidate.actor.actors for draft in found} == {("egypt", "sudan")}
    assert [draft.candidate.actor.how == LIST_ITEM for draft in found] == [False, True, True, True]


def test_a_field_that_says_whose_it_is_is_done_by_that_side() -> None:
    text = "تطور التعاون بين روسيا وفرنسا في العديد من القطاعات ومن بينها النقل الروسي للقوات الأممية، والتجارة."
    draft = draft_at(text, "النقل")
    assert (draft.candidate.actor.actors, draft_at(text, "التجارة").candidate.actor.actors) == (
        ("russia",),
        ("russia", "france"),
    )


def test_a_field_is_what_the_head_of_its_list_is() -> None:
    text = FIELDS.replace("تتعاون", "ستتعاون")
    assert {draft.modality for draft in drafts(text, EventClass.COOPERATE)} == {Modality.PLANNED}


@pytest.mark.parametrize(
    "text",
    [
        "تتعاون مصر والسودان في مكافحة الإرهاب، ومنع انتشار الأسلحة.",
        "تحدثت مصر والسودان عن قطاعات عدة من بينها مكافحة الإرهاب، والتجارة.",
    ],
)
def test_without_an_announced_list_or_without_cooperation_nothing_is_added(text: str) -> None:
    assert not [draft for draft in read(text).drafts if draft.candidate.actor.how == LIST_ITEM]


def test_a_charge_has_the_sides_of_the_measure_that_it_is_the_ground_for() -> None:
    charge = draft_at("طردت هولندا دبلوماسيين روسا بتهمة التجسس.", "تهمة")
    assert charge.event_class is EventClass.ACCUSE
    assert charge.candidate.actor.actors == ("netherlands",)
    assert charge.candidate.recipient.actors == ("russia",)


def test_to_report_what_another_does_is_to_accuse() -> None:
    text = "قال الرئيس الفرنسي إن روسيا قصفت أوكرانيا."
    (act,) = drafts(text, EventClass.ACCUSE)
    assert act.trigger.of(text) == "قال"
    assert act.mode == "allege"
    assert act.modality is Modality.ASSERTED
    assert act.attribution is None
    assert act.candidate.actor.actors == ("france",)
    assert act.candidate.recipient.actors == ("russia",)


def test_to_announce_one_s_own_hostile_plan_is_to_threaten() -> None:
    (act,) = drafts("أعلنت فرنسا أنها ستعاقب إيران.", EventClass.THREATEN)
    assert act.candidate.actor.actors == ("france",)
    assert act.candidate.recipient.actors == ("iran",)


def test_to_announce_one_s_own_friendly_plan_is_to_promise() -> None:
    (act,) = drafts("أعلنت فرنسا أنها ستزور قطر.", EventClass.AGREE)
    assert act.candidate.actor.actors == ("france",)
    assert act.candidate.recipient.actors == ("qatar",)


def test_to_tell_what_one_did_oneself_is_no_accusation() -> None:
    assert drafts("قالت فرنسا إنها قصفت سوريا.", EventClass.ACCUSE) == []


def test_the_evidence_of_a_spoken_act_begins_with_who_speaks() -> None:
    text = "قال الرئيس الفرنسي إن روسيا قصفت أوكرانيا."
    (act,) = drafts(text, EventClass.ACCUSE)
    assert act.evidence.of(text) == text.removesuffix(".")


def test_consent_denied_is_a_refusal() -> None:
    (refusal,) = drafts("لم توافق روسيا على القرار.", EventClass.REJECT)
    assert refusal.modality is Modality.ASSERTED
    assert refusal.candidate.actor.actors == ("russia",)


def test_the_evidence_of_what_is_done_by_saying_holds_the_word_that_says_it() -> None:
    for draft in read("ستطرد بولندا دبلوماسيين روسا، حسبما ذكرت وزارة الخارجية البولندية.").drafts:
        assert draft.evidence.start <= draft.trigger.start
        assert draft.trigger.end <= draft.evidence.end


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("دعت كندا تركيا إلى سحب قواتها من سوريا.", "yield"),
        ("دعت كندا تركيا إلى استئناف المحادثات مع اليونان.", "meet"),
    ],
)
def test_a_demand_has_the_mode_of_what_is_demanded(text: str, mode: str) -> None:
    assert [draft.mode for draft in read(text).drafts if draft.event_class is EventClass.REQUEST] == [mode]


@pytest.mark.parametrize(
    ("text", "event_class"),
    [
        ("لن تتنازل إيران عن حقوقها.", EventClass.REJECT),
        ("لن تتفاوض إيران مع كندا.", EventClass.REJECT),
        ("لن تسمح كينيا للصومال بذلك.", EventClass.THREATEN),
        ("لن تقصف الهند باكستان.", EventClass.CONCEDE),
    ],
)
def test_what_somebody_will_not_do_is_done_by_saying_so(text: str, event_class: EventClass) -> None:
    ((found, modality),) = [(draft.event_class, draft.modality) for draft in read(text).drafts]
    assert (found, modality) == (event_class, Modality.ASSERTED)


def test_what_somebody_did_not_do_is_denied_only() -> None:
    ((found, modality),) = [(d.event_class, d.modality) for d in read("لم تتفاوض إيران مع كندا.").drafts]
    assert (found, modality) == (EventClass.CONSULT, Modality.NEGATED)
