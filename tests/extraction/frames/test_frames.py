"""Which reading of a word its context chooses, and which of two words names the event."""

import pytest

from extraction.events.drafts import Draft
from ontology.model import EventClass
from tests.extraction.made_drafts import draft_at, read


def coded(draft: Draft) -> str:
    return f"{draft.event_class} {draft.mode or ''}".strip()


def events_of(text: str) -> list[tuple[str, str]]:
    """Trigger and class of all drafts of a text."""
    return [(draft.trigger.of(text), draft.event_class.value) for draft in read(text).drafts]


@pytest.mark.parametrize(
    ("text", "trigger", "code"),
    [
        ("طردت هولندا السفير الروسي.", "طردت", "SANCTION expel"),
        ("طردت هولندا مهاجرين من السودان.", "طردت", "COERCE deport"),
        ("سحبت فرنسا سفيرها من تركيا.", "سحبت", "SANCTION withdraw"),
        ("سحبت فرنسا قواتها من مالي.", "سحبت", "RETREAT withdraw"),
        ("قطعت مصر علاقاتها مع قطر.", "قطعت", "SANCTION discontinue"),
        ("نددت باريس بضم روسيا للقرم.", "ضم", "COERCE seize"),
        ("نددت باريس بضم روسيا أراضي أوكرانية.", "ضم", "COERCE seize"),
        ("استدعت كينيا سفيرها من الصومال.", "استدعت", "SANCTION withdraw"),
        ("نددت باريس بالقوات التي أرسلتها تركيا إلى ليبيا.", "أرسلتها", "MOBILIZE troops"),
        ("رحبت باريس بالقرم التي أهداها الاتحاد السوفييتي لأوكرانيا.", "أهداها", "RETREAT"),
        ("استدعت كينيا السفير الصومالي.", "استدعت", "ACCUSE disapprove"),
        ("رفعت الهند الرسوم الجمركية على واردات باكستان.", "رفعت", "SANCTION discontinue"),
        ("رفعت الهند العقوبات عن باكستان.", "رفعت", "CONCEDE"),
        ("أوقفت الشرطة الماليزية كوريا.", "أوقفت", "COERCE arrest"),
        ("أوقفت فرنسا مساعدات مالي.", "أوقفت", "SANCTION discontinue"),
        ("وقع الرئيس الروسي في باريس معاهدة مع فرنسا.", "وقع", "SUPPORT"),
        ("صادرت ليبيا أموال مصر.", "صادرت", "COERCE seize"),
        ("دانت فرنسا هجوم روسيا.", "دانت", "ACCUSE disapprove"),
        ("قاطعت كينيا جلسات المحكمة.", "قاطعت", "PROTEST boycott"),
        ("وصفت كندا القرار بأنه خطوة مهمة.", "وصفت", "SUPPORT"),
        ("وصفت كندا القرار بأنه خطوة استفزازية.", "وصفت", "ACCUSE disapprove"),
    ],
)
def test_the_words_behind_a_trigger_choose_its_reading(text: str, trigger: str, code: str) -> None:
    assert coded(draft_at(text, trigger)) == code


@pytest.mark.parametrize(
    ("text", "trigger", "code"),
    [
        ("رفضت إيران العقوبات الاقتصادية التي فرضتها كندا.", "فرضت", "SANCTION discontinue"),
        ("نددت مصر بغارات شنتها تركيا.", "شنت", "ASSAULT aerial"),
        ("رحبت فرنسا بالقمة التي كانت قد عقدت في تونس.", "عقدت", "CONSULT multilateral"),
        ("تعهدت كندا برفع القيود المفروضة على إيران.", "مفروضة", "SANCTION discontinue"),
    ],
)
def test_the_noun_that_a_relative_clause_describes_chooses_its_reading(text: str, trigger: str, code: str) -> None:
    assert coded(draft_at(text, trigger)) == code


def test_a_relative_clause_behind_a_comma_describes_a_noun_with_a_long_name() -> None:
    text = "قابلت كندا السفير المصري لدى السودان حسام عيسى، الذي كانت القاهرة قد سحبته في أغسطس."
    assert coded(draft_at(text, "سحبت")) == "SANCTION withdraw"


@pytest.mark.parametrize(
    ("text", "trigger", "code"),
    [
        ("قالت كينيا إن القوات الصومالية دخلت أراضيها.", "دخلت", "COERCE seize"),
        ("ذكرت كندا أن وفدا يابانيا وصل إلى السنغال.", "وصل", "CONSULT visit"),
    ],
)
def test_the_subject_that_opens_the_clause_of_a_verb_chooses_its_reading(text: str, trigger: str, code: str) -> None:
    assert coded(draft_at(text, trigger)) == code


def test_a_noun_behind_a_preposition_is_no_subject_that_chooses_a_reading() -> None:
    assert events_of("من القوات وصل إلى كينيا تقرير.") == []


@pytest.mark.parametrize(
    ("text", "noun", "event_class"),
    [
        ("شنت تركيا هجوما على سوريا.", "هجوما", EventClass.ASSAULT),
        ("وجهت فرنسا انتقادات إلى روسيا.", "انتقادات", EventClass.ACCUSE),
        ("أعربت كندا عن قلقها إزاء إيران.", "قلق", EventClass.ACCUSE),
        ("أعربت كندا عن دعمها لأوكرانيا.", "دعم", EventClass.SUPPORT),
        ("أجرت اليابان محادثات مع كندا.", "محادثات", EventClass.CONSULT),
        ("بدأ الرئيس الروسي زيارة إلى تركيا.", "زيارة", EventClass.CONSULT),
        ("قام الناتو بإرسال قوات إلى أوكرانيا.", "إرسال", EventClass.MOBILIZE),
    ],
)
def test_a_light_verb_leaves_the_event_to_its_noun(text: str, noun: str, event_class: EventClass) -> None:
    ((trigger, found),) = events_of(text)
    assert (trigger, found) == (noun, event_class)


@pytest.mark.parametrize(
    ("text", "trigger", "event_class"),
    [
        ("ودعت مصر إلى انسحاب روسيا.", "دعت", EventClass.REQUEST),
        ("وردت روسيا بأن الاتهام باطل.", "وردت", EventClass.REJECT),
    ],
)
def test_a_conjunction_before_a_verb_makes_no_other_verb(text: str, trigger: str, event_class: EventClass) -> None:
    assert draft_at(text, trigger).event_class is event_class


@pytest.mark.parametrize(
    "text",
    [
        "أمضى الوفد ساعة في باريس.",
        "كان الحزب الحاكم في سوريا كبيرا.",
        "يقع المصنع في منطقة صناعية قرب باريس.",
        "عقد الوزير قرانه في باريس.",
        "ولد الكاتب في موسكو.",
        "يمثل الحلف تهديدا متزايدا لأمن روسيا.",
        "لا يعيش الحلف دون التماسك.",
    ],
)
def test_a_reading_that_is_no_event_makes_no_draft(text: str) -> None:
    assert events_of(text) == []


def test_a_condition_looks_past_no_comma_and_no_other_verb() -> None:
    assert coded(draft_at("سحبت فرنسا اقتراحها، وعاد سفيرها من تركيا.", "سحبت")) != "SANCTION withdraw"


def test_a_condition_on_a_name_holds_behind_any_preposition() -> None:
    for name in ("القرم", "للقرم", "بالقرم"):
        assert coded(draft_at(f"نددت باريس بضم روسيا {name}.", "ضم")) == "COERCE seize"


def test_every_draft_has_a_trigger_inside_its_evidence_and_a_mode_of_its_class() -> None:
    text = "طردت هولندا السفير الروسي، وفرضت كندا عقوبات على إيران بعد هجوم الحوثيين على السعودية."
    drafts = read(text).drafts
    assert len(drafts) >= 3
    for draft in drafts:
        assert draft.evidence.start <= draft.trigger.start < draft.trigger.end <= draft.evidence.end
        assert draft.candidate.until >= draft.candidate.predicate.at


def test_a_recipient_is_looked_for_behind_the_predicate_where_its_own_words_name_nobody() -> None:
    draft = draft_at("نددت فرنسا بقرار روسيا.", "نددت")
    assert draft.candidate.recipient.actors == ("russia",)
    assert draft.candidate.recipient.how == "deed"
