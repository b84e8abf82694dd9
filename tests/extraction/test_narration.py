"""The date of what is told without one: where the narration stands, not where a pluperfect goes back to."""

import pytest

from extraction.document_reading import DocumentReading
from ontology.model import Document
from tests.extraction.made_drafts import extractor

LEAD = "طردت بولندا، الخميس، ثلاثة دبلوماسيين روس."


def reading(text: str, published: str | None = "2022-07-14") -> DocumentReading:
    made = extractor().begin(Document("made-up", text, "ar", None, published, None))
    made.read()
    return made


def date_of(text: str, trigger: str, published: str | None = "2022-07-14") -> str | None:
    at = text.rindex(trigger)
    return next(d.date for d in reading(text, published).drafts if at <= d.trigger.start < at + len(trigger))


def test_a_verb_of_the_same_sentence_has_its_day() -> None:
    assert date_of("زار الرئيس الفرنسي روسيا في 3 مايو 2015 وانتقد بولندا.", "انتقد") == "2015-05-03"


def test_what_follows_a_dated_lead_belongs_to_its_month() -> None:
    assert date_of(f"{LEAD}\nوانتقدت روسيا القرار البولندي.", "انتقدت") == "2022-07"


def test_a_pluperfect_has_its_own_date_and_takes_nobody_along() -> None:
    text = f"{LEAD}\nوكانت روسيا قد أغلقت الحدود عام 1993. وانتقدت بولندا روسيا."
    assert date_of(text, "أغلقت") == "1993"
    assert date_of(text, "انتقدت") == "2022-07"


def test_a_pluperfect_without_a_date_has_none() -> None:
    assert date_of(f"{LEAD}\nوكانت روسيا قد انتقدت بولندا.", "انتقدت") is None


@pytest.mark.parametrize("published", [None, "2019-01-01"])
def test_a_lead_that_is_no_news_of_the_document_gives_no_date(published: str | None) -> None:
    text = "طردت بولندا ثلاثة دبلوماسيين روس في 3 مايو 2015.\nوانتقدت روسيا بولندا."
    assert date_of(text, "انتقدت", published) is None


def test_a_year_told_in_a_paragraph_does_not_reach_into_the_next() -> None:
    text = "أغلقت روسيا الحدود عام 1993.\nوانتقدت بولندا روسيا."
    assert date_of(text, "انتقدت") is None


def test_a_report_without_a_date_is_of_the_month_of_its_publication() -> None:
    assert date_of("طردت بولندا ثلاثة دبلوماسيين روس.\nوانتقدت روسيا بولندا.", "انتقدت") == "2022-07"


def test_a_participle_and_a_noun_beside_a_verb_have_its_date() -> None:
    text = "زار الرئيس الفرنسي روسيا في 3 مايو 2015، داعيا بولندا إلى الحوار، ثم أجرى محادثات مع الصين."
    assert date_of(text, "داعيا") == "2015-05-03"
    assert date_of(text, "محادثات") == "2015-05-03"


def test_a_verb_in_the_past_has_the_weekday_that_is_over() -> None:
    text = "صوتت روسيا السبت لصالح قرار يدين بولندا."
    assert date_of(text, "يدين") == "2022-07-09"


def test_each_of_two_joined_verbs_has_the_date_of_its_own_clause() -> None:
    text = "زار الرئيس الفرنسي روسيا في فبراير 2010، ثم طردت بولندا سفير روسيا في مايو 2011."
    assert date_of(text, "طردت") == "2011-05"


def test_the_date_of_the_last_time_is_not_that_of_the_event() -> None:
    assert date_of("زار الرئيس الفرنسي روسيا، الخميس، للمرة الأولى منذ عام 2009.", "زار") == "2022-07-14"


def test_the_date_of_a_speech_is_not_that_of_what_is_announced() -> None:
    assert date_of("أعلنت روسيا الخميس أن بولندا ستطرد دبلوماسيين.", "تطرد") is None


def test_what_lay_so_far_before_the_main_verb_is_counted_from_its_date() -> None:
    assert date_of(f"{LEAD}\nوجاء القرار اليوم غداة قصف روسيا المدينة.", "قصف", "2022-07-14") == "2022-07-13"
    assert date_of("انتقدت روسيا أمس بولندا، بعد يومين من طرد السفير.", "طرد", "2022-07-14") == "2022-07-11"
