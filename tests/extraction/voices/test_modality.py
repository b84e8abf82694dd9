import pytest

from ontology.model import Modality
from tests.extraction.made_drafts import draft_at

ASSERTED, CLAIMED, PLANNED = Modality.ASSERTED, Modality.CLAIMED, Modality.PLANNED
HYPOTHETICAL, ATTEMPTED, NEGATED = Modality.HYPOTHETICAL, Modality.ATTEMPTED, Modality.NEGATED


@pytest.mark.parametrize(
    ("text", "trigger", "modality"),
    [
        ("طردت فرنسا السفير الإيراني.", "طردت", ASSERTED),
        ("وقد طردت فرنسا السفير الإيراني.", "طردت", ASSERTED),
        ("كما طردت فرنسا السفير الإيراني.", "طردت", ASSERTED),
        ("ستطرد فرنسا السفير الإيراني.", "تطرد", PLANNED),
        ("تعتزم فرنسا طرد السفير الإيراني.", "طرد", PLANNED),
        ("اتفقت فرنسا وإيران على تعزيز التعاون العسكري.", "التعاون", PLANNED),
        ("ستبدأ فرنسا مفاوضات مع إيران.", "مفاوضات", PLANNED),
        ("تلتقي فرنسا وإيران الخميس في جنيف.", "تلتقي", PLANNED),
        ("تحدثت فرنسا عن المفاوضات المقبلة مع إيران.", "المفاوضات", PLANNED),
        ("القمة التي ستعقد في باريس مهمة.", "القمة", PLANNED),
        ("أرسلت فرنسا وفدا لإعادة إطلاق المفاوضات مع إيران.", "المفاوضات", PLANNED),
        ("أرسلت فرنسا وفدا لإجراء مفاوضات مع إيران.", "مفاوضات", PLANNED),
        ("لم تطرد فرنسا السفير الإيراني.", "تطرد", NEGATED),
        ("لن تطرد فرنسا السفير الإيراني.", "تطرد", NEGATED),
        ("انتقدت فرنسا عدم انسحاب إيران من سوريا.", "انسحاب", NEGATED),
        ("فشلت فرنسا في التوصل إلى اتفاق مع إيران.", "التوصل", NEGATED),
        ("حاولت فرنسا طرد السفير الإيراني.", "طرد", ATTEMPTED),
        ("تسعى فرنسا إلى طرد السفير الإيراني.", "طرد", ATTEMPTED),
        ("هل تطرد فرنسا السفير الإيراني؟", "تطرد", HYPOTHETICAL),
        ("لماذا طردت فرنسا السفير الإيراني؟", "طردت", ASSERTED),
        ("إذا طردت فرنسا السفير الإيراني تأزم الوضع.", "طردت", HYPOTHETICAL),
        ("تزداد المخاوف من هجوم إيران على السعودية.", "هجوم", HYPOTHETICAL),
        ("تحدثت فرنسا عن إمكانية انسحاب إيران من سوريا.", "انسحاب", HYPOTHETICAL),
        ("حذرت فرنسا من هجوم إيران على السعودية.", "هجوم", HYPOTHETICAL),
        ("طالبت فرنسا إيران بالانسحاب من سوريا.", "الانسحاب", HYPOTHETICAL),
        ("لم تطرد فرنسا السفير الإيراني إلا في مايو.", "تطرد", ASSERTED),
        ("قد تطرد فرنسا السفير الإيراني.", "تطرد", HYPOTHETICAL),
        ("ستغلق إيران المضيق إن هاجمت فرنسا سوريا.", "هاجمت", HYPOTHETICAL),
        ("أدانت فرنسا قرار تركيا الذي يطرد السفير الإيراني.", "يطرد", ASSERTED),
        ("أحجمت فرنسا عن طرد السفير الإيراني.", "طرد", NEGATED),
        ("وافقت فرنسا على إرسال قوات إلى سوريا.", "إرسال", PLANNED),
        ("تعرضت سفينة فرنسا لقصف إيراني.", "قصف", ASSERTED),
        ("مهدت فرنسا لتوقيع اتفاق مع إيران.", "توقيع", ASSERTED),
        ("قررت فرنسا طرد السفير الإيراني.", "طرد", ASSERTED),
        ("ألغت فرنسا القمة، على أن تلتقي إيران في جنيف.", "تلتقي", PLANNED),
        ("طلبت فرنسا تمديد المهلة، داعية إيران إلى الحوار.", "داعية", ASSERTED),
    ],
)
def test_cues_that_govern_the_trigger_tell_whether_it_happened(text: str, trigger: str, modality: Modality) -> None:
    assert draft_at(text, trigger).modality is modality


@pytest.mark.parametrize(
    ("text", "trigger", "modality"),
    [
        ("قالت فرنسا إن إيران هاجمت سفينة في البحر.", "هاجمت", CLAIMED),
        ("قالت فرنسا إنها تدين إيران.", "تدين", ASSERTED),
        ("أعلنت فرنسا طرد السفير الإيراني.", "طرد", ASSERTED),
        ("أكدت فرنسا هجوم إيران على السعودية.", "هجوم", CLAIMED),
        ("أكدت فرنسا دعم إيران لسوريا.", "دعم", ASSERTED),
        ("قالت فرنسا إن السفينة التي هاجمتها إيران غرقت.", "هاجمت", ASSERTED),
        ('اتهمت فرنسا "الميليشيا" بقصف السفينة.', "قصف", CLAIMED),
        ("كشفت فرنسا عن هجوم إيران على السعودية.", "هجوم", CLAIMED),
        ("حذرت فرنسا من محاولات الهجوم على السعودية.", "الهجوم", CLAIMED),
        ("قالت فرنسا إنها ستطرد السفير الإيراني.", "تطرد", PLANNED),
        ("اتهمت فرنسا إيران بدعم المتمردين في اليمن.", "دعم", CLAIMED),
    ],
)
def test_what_others_do_is_claimed_and_what_the_speaker_does_by_speaking_is_asserted(
    text: str, trigger: str, modality: Modality
) -> None:
    assert draft_at(text, trigger).modality is modality


def test_a_verb_between_cue_and_trigger_ends_the_scope_of_the_cue() -> None:
    assert draft_at("حاولت فرنسا الوساطة ثم طردت السفير الإيراني.", "طردت").modality is ASSERTED


def test_what_came_before_a_plan_has_happened() -> None:
    text = "ستلتقي فرنسا وإيران في جنيف بعد هجوم تركيا على سوريا."
    assert draft_at(text, "هجوم").modality is ASSERTED


def test_the_items_of_a_list_that_was_agreed_on_are_planned() -> None:
    text = "اتفقت فرنسا وإيران على ما يلي:\n1- تعزيز التعاون العسكري بين البلدين.\nوهاجمت تركيا سوريا."
    assert draft_at(text, "التعاون").modality is PLANNED
    assert draft_at(text, "هاجمت").modality is ASSERTED
