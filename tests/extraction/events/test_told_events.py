"""Whoever answers an event that the words only take up answers those behind it."""

import pytest

from tests.extraction.made_drafts import draft_at


def recipients(text: str, trigger: str) -> tuple[str, ...]:
    return draft_at(text, trigger, "2018-04-01").candidate.recipient.actors


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("اتهمت تركيا السويد بإيواء مسلحين، وهو ما نفته السويد.", "نفته", ("turkey",)),
        ("طردت بولندا دبلوماسيين روسا، الأمر الذي أدانته موسكو.", "أدانته", ("poland",)),
        ("تحدث التقرير عن إمكانية انضمام جورجيا إلى حلف الناتو، وهو أمر رفضته روسيا.", "رفضته", ("georgia", "nato")),
        ("تحدثوا عن انضمام جورجيا إلى حلف الناتو، وهو أمر رفضته روسيا وعدته خطا أحمر.", "خطا", ("georgia", "nato")),
        ("طردت بولندا دبلوماسيين روسا. ونددت إيران بهذا القرار.", "ونددت", ("poland",)),
        ("قصفت إسرائيل مواقع في سوريا. وأدان الأردن هذا الهجوم.", "وأدان", ("israel",)),
        ("اتهمت كينيا إثيوبيا ببيع حقول النفط. ونفت إثيوبيا ذلك.", "ونفت", ("kenya",)),
    ],
)
def test_an_event_taken_up_is_answered_to_those_behind_it(text: str, trigger: str, expected: tuple[str, ...]) -> None:
    assert recipients(text, trigger) == expected


def test_whoever_is_named_as_recipient_stands() -> None:
    text = "طردت بولندا دبلوماسيين روسا، وهو ما اتهمت موسكو ألمانيا بتدبيره."
    assert recipients(text, "اتهمت") == ("germany",)


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("طلبت فرنسا من إيران هدنة. ووافقت إيران على الفور.", "ووافقت", ("france",)),
        ("طلبت فرنسا من إيران الإفراج عن السجناء. ورفضت إيران.", "ورفضت", ("france",)),
        ("طلبت فرنسا من إيران هدنة. ووافقت تركيا على الفور.", "ووافقت", ()),
    ],
)
def test_whoever_was_asked_replies_to_whoever_asked(text: str, trigger: str, expected: tuple[str, ...]) -> None:
    assert recipients(text, trigger) == expected


def test_a_pointing_word_of_time_takes_up_nothing() -> None:
    text = "طردت بولندا دبلوماسيين روسا. وأدانت فرنسا هذا العام إيران."
    assert recipients(text, "وأدانت") == ("iran",)
