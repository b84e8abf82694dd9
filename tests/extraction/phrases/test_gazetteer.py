from itertools import pairwise

import pytest

from extraction.language.ar import clitics
from extraction.phrases.gazetteer import Gazetteer
from extraction.text.normalisation import fold
from tests.extraction.read_arabic import catalog, reader


def found(text: str) -> list[tuple[str, str, str]]:
    """Slug, words and proclitics of each name."""
    names = reader().gazetteer.find(fold(text))
    return [(name.things[0].slug, name.span.of(text), name.proclitics) for name in names]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وصل إلى روسيا", ("russia", "روسيا", "")),
        ("قال لروسيا", ("russia", "روسيا", "ل")),
        ("وبفرنسا", ("france", "فرنسا", "وب")),
        ("الدبلوماسيون الروسية", ("russia", "الروسية", "")),
        ("حلف شمال الأطلسي", ("nato", "حلف شمال الأطلسي", "")),
        ("مجلس روسيا والناتو", ("nato-russia-council", "مجلس روسيا والناتو", "")),
    ],
)
def test_a_name_is_found_whole_and_without_what_is_written_before_it(text: str, name: tuple[str, str, str]) -> None:
    assert name in found(text)


def test_names_do_not_overlap_and_come_in_order() -> None:
    names = reader().gazetteer.find(fold("زار رئيس روسيا مصر ثم حلف شمال الأطلسي"))
    assert all(a.span.end <= b.span.start for a, b in pairwise(names))
    assert [name.things[0].slug for name in names] == ["russia", "egypt", "nato"]


def test_a_negated_adjective_may_stand_inside_a_name() -> None:
    text = "نقلت قوات المساعدة الدولية غير العسكرية لإرساء الأمن"
    assert found(text) == [("isaf", text.removeprefix("نقلت "), "")]
    strict = Gazetteer(catalog(), ("ar",), clitics.demonym_forms, clitics.name_proclitics())
    assert "isaf" not in [thing.slug for name in strict.find(fold(text)) for thing in name.things]


def test_an_empty_text_has_no_names() -> None:
    assert found("") == []
