"""Names of persons told in a document, found again by last name and in other spellings."""

from itertools import product

import pytest

from extraction.phrases.told_names import ToldNames
from extraction.text.spelling import same_name

NAMES = [
    "ينس ستولتنبرغ",
    "شتولتنبيرغ",
    "ستولتنبرج",
    "اريك ستولتنبرغ",
    "سيرغي لافروف",
    "لافروف",
    "السيسي",
    "عبد الفتاح سيسي",
]


def told(*names: str) -> ToldNames:
    """Each name the name of another person."""
    found = ToldNames()
    for name in names:
        found.add(name, f"bearer of {name}")
    return found


@pytest.mark.parametrize(("one", "other"), [pair for pair in product(NAMES, NAMES) if pair[0] != pair[1]])
def test_a_name_is_found_just_where_the_comparison_of_names_says_so(one: str, other: str) -> None:
    bearer = f"bearer of {one}" if same_name(one, other) else None
    assert told(one).bearer(other) == bearer


def test_a_last_name_of_two_is_nobodys() -> None:
    assert told("سيرغي لافروف", "ايفان لافروف").bearer("لافروف") is None


def test_a_full_name_is_no_other_spelling_of_the_last_name_of_somebody_named_in_full() -> None:
    names = told("سيرغي لافروف")
    names.add("لافروف", "bearer of سيرغي لافروف")
    assert names.bearer("ايفان لافروف") is None


def test_a_name_goes_on_meaning_whom_it_meant_first() -> None:
    names = told("لافروف")
    names.add("لافروف", "another")
    assert names.get("لافروف") == "bearer of لافروف"


def test_only_who_was_named_in_full_has_a_surname() -> None:
    assert told("سيرغي لافروف").is_surname("لافروف")
    assert told("سيرغي لافروف").sounds_like_surname("لفروف")
    assert not told("لافروف").is_surname("لافروف")
