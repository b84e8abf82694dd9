import itertools
import time
import tomllib
import unicodedata
from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.dates.times import DateGrammar, DateKind, DateMention, find_dates, load_date_grammar
from extraction.text.normalisation import fold_key
from extraction.text.sentences import load_abbreviations, split_sentences
from ontology.dates import parse_date
from ontology.errors import DateError

LANGUAGES = Path(__file__).parents[3] / "extraction" / "language"
GRAMMARS = {language: load_date_grammar(language) for language in ("ar", "en")}


def find(text: str, published: str | None = "2018-10-05", language: str = "ar") -> tuple[DateMention, ...]:
    return find_dates(
        text, split_sentences(text, load_abbreviations()), grammar=GRAMMARS[language], published=published
    )


def values(text: str, published: str | None = "2018-10-05", language: str = "ar") -> list[tuple[str, str | None]]:
    return [(mention.span.of(text), mention.edtf) for mention in find(text, published, language)]


@pytest.mark.parametrize(
    ("text", "said", "edtf"),
    [
        ("وقع في 18 مارس 2014 اتفاقا", "18 مارس 2014", "2014-03-18"),
        ("وقع في ١٨ آذار/ مارس من عام ٢٠١٤ اتفاقا", "١٨ آذار/ مارس من عام ٢٠١٤", "2014-03-18"),
        ("منذ الأول من كانون الثاني (يناير) 1956م.", "الأول من كانون الثاني (يناير) 1956م", "1956-01-01"),
        ("في الحادي والعشرين من غشت 1998", "الحادي والعشرين من غشت 1998", "1998-08-21"),
        ("صدر يوم الثلاثاء الموافق 27 مارس 2018", "يوم الثلاثاء الموافق 27 مارس 2018", "2018-03-27"),
        ("صدر في 25/3/2018", "25/3/2018", "2018-03-25"),
        ("صدر بتاريخ 2018-03-25", "2018-03-25", "2018-03-25"),
        ("يومي 5 و6 دجنبر 2018", "يومي 5 و6 دجنبر 2018", "2018-12-05/2018-12-06"),
        ("في جويلية 1962", "جويلية 1962", "1962-07"),
        ("عام 1991", "عام 1991", "1991"),
        ("لعام 1991", "عام 1991", "1991"),
        ("في 2016 انسحبت", "2016", "2016"),
        ("اتفاق 2015 الذي ألغي", "2015", "2015"),
        ("بين عامي 1973 و1975", "بين عامي 1973 و1975", "1973/1975"),
        ("حرب 1912-13", "1912-13", "1912/1913"),
        ("من عام 1990 إلى 1995", "من عام 1990 إلى 1995", "1990/1995"),
        (
            "بين كانون الأول/ديسمبر 2017 وآذار/مارس 2018",
            "كانون الأول/ديسمبر 2017 وآذار/مارس 2018",
            "2017-12/2018-03",
        ),
        ("من مارس إلى مايو 2018", "مارس إلى مايو 2018", "2018-03/2018-05"),
        ("في صيف 2006 حربا", "2006", "2006"),
        ("في أواخر آب 1982", "آب 1982", "1982-08"),
        ("في تسعينيات القرن الماضي", "تسعينيات القرن الماضي", "199X"),
        ("منذ الثمانينات", "الثمانينات", "198X"),
        ("في 15 شعبان 1439 هـ", "15 شعبان 1439 هـ", "2018-05-01"),
        ("في 14 / 10 / 1436هـ", "14 / 10 / 1436هـ", "2015-07-30"),
        ("في رمضان 1440", "رمضان 1440", "2019-05-06/2019-06-03"),
        ("عام 1250هـ", "عام 1250هـ", "1834/1835"),
    ],
)
def test_an_arabic_date_said_in_full_has_the_value_it_says(text: str, said: str, edtf: str) -> None:
    mentions = find(text, None)
    assert [(m.span.of(text), m.edtf, m.kind) for m in mentions] == [(said, edtf, DateKind.CALENDAR)]


@pytest.mark.parametrize(
    ("text", "said", "edtf"),
    [
        ("On July 26, 1956, he announced", "July 26, 1956", "1956-07-26"),
        ("on Monday, 27 March 2018", "Monday, 27 March 2018", "2018-03-27"),
        ("on the 5th of June 2017", "the 5th of June 2017", "2017-06-05"),
        ("by Sept. 2017", "Sept. 2017", "2017-09"),
        ("in 1882, Britain", "1882", "1882"),
        ("the 1967 war", "1967", "1967"),
        ("between 1973 and 1975", "between 1973 and 1975", "1973/1975"),
        ("in the late 1990s", "the late 1990s", "199X"),
        ("on 25/3/2018", "25/3/2018", "2018-03-25"),
        ("on 3/4/2018", "3/4/2018", "2018"),
        ("March 5-7, 2018", "March 5-7, 2018", "2018-03-05/2018-03-07"),
    ],
)
def test_an_english_date_said_in_full_has_the_value_it_says(text: str, said: str, edtf: str) -> None:
    mentions = find(text, None, "en")
    assert [(m.span.of(text), m.edtf, m.kind) for m in mentions] == [(said, edtf, DateKind.CALENDAR)]


@pytest.mark.parametrize(
    ("text", "day", "month", "year"),
    [
        ("أمس", "2018-10-04", "2018-10", "2018"),
        ("أول أمس", "2018-10-03", "2018-10", "2018"),
        ("غدا", "2018-10-06", "2018-10", "2018"),
        ("الخميس الماضي", "2018-10-04", "2018-10", "2018"),
        ("الجمعة المقبل", "2018-10-12", "2018-10", "2018"),
        ("الأسبوع الماضي", "2018-09", "2018-10", None),
        ("الشهر الجاري", "2018-10", "2018-10", "2018"),
        ("في الثالث من الشهر الجاري", "2018-10-03", "2018-10-03", None),
        ("قبل أيام", "2018-10", "2018-10", None),
        ("الشهر المقبل", "2018-11", "2018-11", None),
        ("هذا العام", "2018", "2018", "2018"),
        ("السنة الماضية", "2017", "2017", "2017"),
        ("ديسمبر المقبل", "2018-12", "2018-12", None),
        ("أكتوبر الماضي", "2018-10", "2018-10", None),
        ("8 أكتوبر الجاري", "2018-10-08", "2018-10-08", "2018-10-08"),
        ("مايو من العام الماضي", "2017-05", "2017-05", "2017-05"),
        ("قبل عامين", "2016", "2016", "2016"),
        ("منذ ثلاثة أشهر", "2018-07", "2018-07", None),
    ],
)
def test_a_relative_date_goes_as_far_as_publication_is_exact(text: str, day: str, month: str, year: str | None) -> None:
    for published, edtf in (("2018-10-05", day), ("2018-10", month), ("2018", year), (None, None)):
        mention = find(f"وصل {text} إلى القاهرة", published)[0]
        assert (mention.edtf, mention.kind) == (edtf, DateKind.RELATIVE), published


@pytest.mark.parametrize(
    ("text", "edtf", "coming"),
    [
        ("التقى الوزيران الثلاثاء", "2018-10-02", "2018-10-09"),
        ("التقى الوزيران الجمعة", "2018-10-05", "2018-10-05"),
        ("سيلتقي الوزيران يوم الثلاثاء", "2018-10-09", "2018-10-09"),
        ("ومن المقرر أن يصلا مساء الأحد", "2018-10-07", "2018-10-07"),
        ("وافق في 2 أكتوبر", "2018-10-02", "2019-10-02"),
        ("اجتمعوا في يونيو", "2018-06", "2019-06"),
        ("مفاوضات يومي 5 و6 ديسمبر", "2018-12-05/2018-12-06", "2018-12-05/2018-12-06"),
    ],
)
def test_an_open_date_is_the_past_one_unless_the_clause_or_the_calendar_says_otherwise(
    text: str, edtf: str, coming: str
) -> None:
    (mention,) = find(text)
    assert (mention.edtf, mention.coming) == (edtf, coming)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("قطعت العلاقات عام 2015 ثم عادت بعد ذلك بعام", ["2015", "2016"]),
        ("اجتمعوا في 3 مايو 2015 وكان قد وصل قبل ذلك بيوم", ["2015-05-03", "2015-05-02"]),
        ("انسحبت عام 1979. وفي العام نفسه وقعت", ["1979", "1979"]),
        ("أعلن في 26 يوليو 1956 التأميم. وفي 29 أكتوبر بدأت الحرب", ["1956-07-26", "1956-10-29"]),
        ("وصل في 3 مايو 2010 وغادر في اليوم التالي", ["2010-05-03", "2010-05-04"]),
        ("في 6 و7 يونيو 1967، وفي 5 يونيو", ["1967-06-06/1967-06-07", "1967-06-05"]),
        ("في مثل هذا اليوم من عام 1963 وقعا الاتفاق", ["1963-10-05"]),
        ("تمر اليوم ستون سنة على الحرب", ["1958-10-05"]),
        ("وقعا في أيلول 1987 هدنة، وفي مايو من العام التالي اعترفا.", ["1987-09", "1988-05"]),
        ("بدأ في 6 يوليو 1995 الهجوم، وعصر الحادي عشر سقطت المدينة.", ["1995-07-06", "1995-07-11"]),
        ("زار تونس في 20 يوليو 2002، وبعد يومين زار المغرب.", ["2002-07-20", "2002-07-22"]),
        ("بدأت في كانون الأول 1982.\nوجاء الوزير في نيسان.", ["1982-12", "1983-04"]),
    ],
)
def test_a_date_can_rest_on_the_one_before_it(text: str, found: list[str]) -> None:
    assert [mention.edtf for mention in find(text)] == found


def test_a_day_takes_the_year_of_the_one_it_is_joined_with() -> None:
    assert [edtf for _, edtf in values("on June 6 and June 7, 1967", None, "en")] == ["1967-06-06", "1967-06-07"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("مارس ضغوطا على تيريزا ماي", "ar"),
        ("القرار رقم 1701 والقرار 2414 بشأن", "ar"),
        ("في 1990 موقعا و2000 جندي", "ar"),
        ("رجل في الخمسينات من عمره", "ar"),
        ("في اليوم الأول من القمة", "ar"),
        ("بين الاثنين ثقة، وخطبة الجمعة", "ar"),
        ("في 31 فبراير 2018", "ar"),
        ("She may march with 2000 soldiers in a second", "en"),
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str, language: str) -> None:
    assert values(text, language=language) == []


def test_a_date_of_publication_that_is_none_is_refused() -> None:
    with pytest.raises(DateError, match="أمس"):
        find("وصل أمس", "أمس")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_month_and_day_of_the_cldr_is_known(language: str) -> None:
    known: DateGrammar = GRAMMARS[language]
    for name in (language, "ar_LB", "ar_MA", "ar_DZ", "ar_TN") if language == "ar" else (language,):
        locale = Locale.parse(name)
        for month, said in locale.months["format"]["wide"].items():
            assert known.tables["months"][fold_key(said)] == str(month), (name, said)
    for day, said in Locale.parse(language).days["format"]["wide"].items():
        assert known.tables["weekdays"][fold_key(said)] == str(day)


@pytest.mark.parametrize("path", sorted(LANGUAGES.glob("*/dates.toml")) + sorted(LANGUAGES.glob("*/numbers.toml")))
def test_the_tables_are_clean_and_say_each_word_once(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not any("\ufb50" <= letter <= "\ufeff" or letter in "ـیک" for letter in text)
    data = tomllib.loads(text)
    assert data["source"]
    for name, table in data.items():
        if isinstance(table, dict) and name not in {"macros", "cues", "approximate", "one_of"}:
            words = [fold_key(word) for spellings in table.values() for word in spellings]
            assert len(words) == len(set(words)), name


VOCABULARY = (
    "18 2014 مارس آذار / من عام عامي و1975 1973 بين الماضي الثلاثاء يوم في قبل شهرين بعد ذلك بعام العام نفسه أمس - "
    "هـ رمضان 1439 الأول والعشرين ."
)
WORDS = st.lists(st.sampled_from(VOCABULARY.split()), max_size=25)


@given(WORDS, st.sampled_from(["2018-10-05", "2018-10", "2018", None]))
@settings(max_examples=150, deadline=None)
def test_whatever_the_text_dates_are_apart_and_valid(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    mentions = find(text, published)
    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(mentions))
    for mention in mentions:
        assert mention.span.of(text).strip() == mention.span.of(text) != ""
        assert mention.edtf is None or parse_date(mention.edtf)


@pytest.mark.parametrize("unit", ["قبل نحو ", "يوم مساء ", "1 و2 و3 ", "مارس/ ", "2014-", "تشرين ", "بين عام 1973 و"])
def test_the_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def measure(times: int) -> float:
        start = time.process_time()
        find(unit * times)
        return time.process_time() - start

    small = min(measure(300) for _ in range(3))
    assert measure(3_000) < 40 * small + 0.05
