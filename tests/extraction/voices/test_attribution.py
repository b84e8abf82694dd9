import pytest

from extraction.voices.attribution import Side
from ontology.model import Modality
from tests.extraction.made_drafts import draft_at

OPENING = "وصل وزير الخارجية السوداني علي كرتي إلى القاهرة. "


def speaker(text: str, trigger: str) -> str | None:
    draft = draft_at(text, trigger)
    return draft.attribution.attributed_to(draft.modality) if draft.attribution else None


@pytest.mark.parametrize(
    ("text", "trigger", "who"),
    [
        ("قالت فرنسا إن إيران هاجمت سفينة في البحر.", "هاجمت", "france"),
        ("وكانت فرنسا قد أكدت أن إيران هاجمت سفينة في البحر.", "هاجمت", "france"),
        ("وفقا لفرنسا، هاجمت إيران سفينة في البحر.", "هاجمت", "france"),
        ("هاجمت إيران سفينة في البحر، حسبما ذكرت فرنسا.", "هاجمت", "france"),
        ('"هاجمت إيران السفينة أمس"، قالت فرنسا.', "هاجمت", "france"),
        ("قال مصدر دبلوماسي فرنسي إن إيران هاجمت سفينة في البحر.", "هاجمت", "france"),
        ("وجاء في بيان لفرنسا: هاجمت إيران السفينة.", "هاجمت", "france"),
        ("نقلت رويترز عن مسؤول فرنسي قوله إن إيران هاجمت سفينة.", "هاجمت", "france"),
        ('قالت فرنسا: "الوضع سيئ"، متهمة إيران بدعم المتمردين.', "دعم", "france"),
        ("اتهمت فرنسا إيران بدعم المتمردين في اليمن.", "دعم", "france"),
        ("الاتهامات الفرنسية بدعم المتمردين في اليمن كثيرة.", "دعم", "france"),
        ("وجهت فرنسا اتهامات إلى إيران بدعم المتمردين في اليمن.", "دعم", "france"),
        ("تراجعت إيران بعدما اتهمتها فرنسا بدعم المتمردين في اليمن.", "دعم", "france"),
        ("أدانت فرنسا ما وصفته تدخل إيران في اليمن.", "تدخل", "france"),
        ("هاجمت إيران سفينة في البحر، بحسب ما أعلنته فرنسا.", "هاجمت", "france"),
        ("هاجمت إيران سفينة في البحر، حسبما نقلت وكالة رويترز عن فرنسا.", "هاجمت", "france"),
        ("قالت فرنسا إن إيران هي التي هاجمت السفينة.", "هاجمت", "france"),
        ("ردت فرنسا التي اتهمت إيران بدعم المتمردين.", "دعم", "france"),
        ("قالت فرنسا إن إيران عرضت دعم المتمردين في اليمن.", "عرضت", "france"),
        ("تشكو فرنسا من دعم إيران للمتمردين في اليمن.", "دعم", "france"),
        ("من جهته قال الرئيس الفرنسي إن إيران هاجمت سفينة.", "هاجمت", "france"),
        ("قالت فرنسا لشبكة سي إن إن إن إيران هاجمت سفينة.", "هاجمت", "france"),
        ("اتهمت فرنسا، في كلمة أمام الأمم المتحدة، إيران بدعم المتمردين.", "دعم", "france"),
        ("تشتبه فرنسا في دعم إيران للمتمردين.", "دعم", "france"),
        ("فرنسا: إيران هاجمت سفينة", "هاجمت", "france"),
        ("جاء في بيان فرنسي أن إيران هاجمت سفينة.", "هاجمت", "france"),
        ("تفيد معلومات فرنسية بأن إيران هاجمت سفينة.", "هاجمت", "france"),
    ],
)
def test_a_claim_belongs_to_whoever_says_it(text: str, trigger: str, who: str) -> None:
    assert speaker(text, trigger) == who


@pytest.mark.parametrize(
    "going_on",
    [
        "وأضاف أن تركيا هاجمت سفينة.",
        "وأضاف المصدر أن تركيا هاجمت سفينة.",
        "مشيرا إلى أن تركيا هاجمت سفينة.",
    ],
)
def test_a_verb_without_a_subject_goes_on_with_the_last_speaker(going_on: str) -> None:
    assert speaker(f"قالت فرنسا إن الوضع سيئ. {going_on}", "هاجمت") == "france"


def test_a_quotation_goes_on_until_it_is_closed() -> None:
    text = 'قالت فرنسا: "الوضع سيئ. لقد هاجمت إيران السفينة". ثم هاجمت تركيا قاربا.'
    assert speaker(text, "هاجمت إيران") == "france"
    assert speaker(text, "هاجمت تركيا") is None


def test_a_new_line_closes_a_quotation_that_was_left_open() -> None:
    assert speaker('قالت فرنسا: "الوضع سيئ.\nهاجمت إيران السفينة.', "هاجمت") is None


def test_what_was_said_ends_where_the_document_goes_on() -> None:
    assert speaker("قالت فرنسا إن الوضع سيئ، فيما هاجمت إيران سفينة في البحر.", "هاجمت") is None


@pytest.mark.parametrize(
    "text",
    [
        "هاجمت إيران سفينة في البحر، فيما أغلقت تركيا المضيق، بحسب فرنسا.",
        "شنت طائرات هاجمت إيران غارة على ما قالت فرنسا إنه معسكر.",
        "هاجمت إيران سفينة وفق الخطة التي وضعتها فرنسا.",
        'هاجمت إيران سفينة وقالت تركيا إن فرنسا ستواصل "المعركة".',
    ],
)
def test_only_what_a_source_speaks_for_is_its_word(text: str) -> None:
    assert speaker(text, "هاجمت") is None


def test_the_verb_of_saying_with_its_own_particle_reaches_over_a_relative_clause() -> None:
    text = "قالت فرنسا، التي أكدت موقفها، إن إيران هاجمت سفينة في البحر."
    assert speaker(text, "هاجمت") == "france"


def test_what_a_news_agency_relays_is_the_voice_of_the_document() -> None:
    assert speaker("ذكرت وكالة رويترز أن إيران هاجمت سفينة في البحر.", "هاجمت") is None


def test_a_quotation_mark_around_one_word_opens_no_speech() -> None:
    assert speaker('أعلنت فرنسا قطع العلاقات مع إيران بسبب "تورط" طهران.', "تورط") is None


def test_whoever_speaks_for_the_actor_is_on_its_side() -> None:
    draft = draft_at("قال الرئيس الفرنسي إيمانويل ماكرون إن فرنسا ستطرد السفير الإيراني.", "تطرد")
    assert draft.attribution is not None
    assert draft.attribution.side is Side.OWN


@pytest.mark.parametrize(
    ("text", "trigger", "who"),
    [
        ("قطعت فرنسا علاقاتها بإيران بدعوى تدخل طهران في شؤونها.", "تدخل", "france"),
        ("حملت فرنسا تركيا مسؤولية الهجوم على السفينة.", "الهجوم", "france"),
        ("طردت فرنسا السفير ردا على الهجوم المزعوم.", "الهجوم", "france"),
        ("بررت فرنسا القرار بأن إيران هاجمت سفينة.", "هاجمت", "france"),
        ("وردت الخرطوم بأن إيران هاجمت سفينة.", "هاجمت", "sudan"),
    ],
)
def test_who_takes_a_thing_for_granted_says_so(text: str, trigger: str, who: str) -> None:
    assert speaker(text, trigger) == who


def test_what_another_says_against_it_is_not_the_first_speakers_word() -> None:
    text = "قالت فرنسا إن إيران هاجمت سفينة، غير أن تركيا نفت الهجوم."
    assert speaker(text, "هاجمت") == "france"
    assert speaker(text, "نفت") is None


def test_what_unnamed_witnesses_tell_the_document_tells() -> None:
    draft = draft_at("قال سكان إن إيران هاجمت سفينة.", "هاجمت")
    assert draft.modality is Modality.ASSERTED
