"""Gender and case by the endings of head nouns."""

import pytest

from extraction.phrases.agreement import Case, case_of, is_feminine
from extraction.text.normalisation import fold_key

MASCULINE = frozenset(map(fold_key, ("رئيس", "أمين", "جيش", "برلمان")))
PLURALS = frozenset(map(fold_key, ("قادة", "قراصنة")))


@pytest.mark.parametrize(
    ("head", "feminine"),
    [
        ("الوزارة", True),
        ("سفارتها", True),
        ("السلطات", True),
        ("الرئيس", False),
        ("جيشها", False),
        ("قادة", None),
        ("القراصنة", None),
    ],
)
def test_endings_and_a_list_tell_the_gender(head: str, feminine: bool | None) -> None:
    assert is_feminine(head, MASCULINE, PLURALS) is feminine


@pytest.mark.parametrize(
    ("head", "case"),
    [("الأمريكيين", Case.OBJECT), ("الأمريكيون", Case.SUBJECT), ("الأمين", Case.ANY), ("البرلمان", Case.ANY)],
)
def test_a_sound_plural_shows_its_case(head: str, case: Case) -> None:
    assert case_of(head, MASCULINE) is case
