import pytest

from extraction.text.spelling import same_name, sounds_like


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ينس ستولتنبرغ", "شتولتنبيرغ"),
        ("يانس شتولتنبيرغ", "ينس ستولتنبرج"),
        ("سيرغي لافروف", "سيرجي لافروف"),
        ("إبراهيم الغندور", "غندور"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("محمد بن سلمان", "محمد بن نايف"), ("يوليا ماتوفا", "سيرغي ماتوف"), ("جون كيري", "جون كينيدي"), ("", "بوتين")],
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert not same_name(one, other)


def test_short_words_must_be_equal_in_sound() -> None:
    assert not sounds_like("كير", "كيري فان")
    assert not sounds_like("بوش", "باخ")
