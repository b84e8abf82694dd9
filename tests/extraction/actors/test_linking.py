import pytest

from ontology.model import ActorType
from tests.extraction.read_arabic import actors_of, read


def last_actors(text: str, published: str | None = "2018-04-01") -> tuple[str, ...]:
    mentions = read(text, published).mentions
    end = mentions[-1].span
    return tuple(mention.actor for mention in mentions if mention.span == end)


@pytest.mark.parametrize(
    ("text", "published", "who"),
    [
        ("وصل الرئيس الأمريكي. وقال ترامب إنه باق", "2018-04-01", "donald-trump"),
        ("وصل الرئيس الأمريكي. وقال أوباما إنه باق", "2011-04-01", "barack-obama"),
        ("وصل الرئيس الأمريكي. وقال إنه باق", "2018-04-01", "united-states"),
        ("وصل نائب الرئيس الأمريكي. وقال مايك بنس إنه باق", "2018-04-01", "mike-pence"),
        ("وصل ولي العهد السعودي. وقال محمد بن سلمان إنه باق", "2018-04-01", "mohammed-bin-salman"),
        ("وصل المرشد الأعلى الإيراني. وقال علي خامنئي إنه باق", "2018-04-01", "ali-khamenei"),
        ("وصل خادم الحرمين الشريفين", "2018-04-01", "salman-of-saudi-arabia"),
    ],
)
def test_a_title_alone_means_its_holder_at_the_date_if_the_document_names_him(
    text: str, published: str, who: str
) -> None:
    assert read(text, published).mentions[0].actor == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("وصل نائب وزير الخارجية الروسي", "russia"),
        ("وصل نائب رئيس الوزراء التركي", "turkey"),
        ("وصل سفير روسيا", "russia"),
    ],
)
def test_a_deputy_an_heir_and_an_envoy_hold_offices_of_their_own(text: str, who: str) -> None:
    assert last_actors(text, "2018-04-01") == (who,)


def test_a_name_spelled_otherwise_is_told_by_title_and_sound() -> None:
    actors = actors_of("قال أمين عام حلف شمال الأطلسي، يانس شتولتنبيرغ، إن الحلف موحد")
    assert actors["jens-stoltenberg"].name_ar == "يانس شتولتنبيرغ"


def test_later_spellings_and_surnames_lead_back_to_one_person() -> None:
    actors = actors_of("قال إيغور ماتوفيتش إن الوضع خطير. وأضاف ماتوفيتش أنه سيعود. وكرر ماتوفيج ذلك")
    persons = [actor for actor in actors.values() if actor.type is ActorType.PERSON]
    assert [person.name_ar for person in persons] == ["إيغور ماتوفيتش"]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("قال الرئيس الفنلندي ساولي نينيستو إن بلاده", "finland"),
        ("انتقدت بلغاريا صربيا. وصل الرئيس الفنلندي ساولي نينيستو وأعلن أن بلاده", "finland"),
    ],
)
def test_his_country_is_that_of_the_person_last_spoken_of(text: str, state: str) -> None:
    assert last_actors(text) == (state,)


def test_a_body_without_owner_belongs_to_the_state_just_named() -> None:
    actors = actors_of("اجتمعت في بلغاريا لجان كثيرة ورحب البرلمان بذلك")
    assert actors["bulgaria-parliament"].iso3 == "BGR"


def test_forces_of_his_government_are_those_of_his_state() -> None:
    actors = actors_of("قال الرئيس الفنلندي ساولي نينيستو إن قوات حكومته مستعدة")
    assert actors["finland-forces"].type is ActorType.ARMED_FORCE


def test_a_person_takes_the_country_of_his_office() -> None:
    actors = actors_of("وصل وزير الدفاع البلغاري بويان كاتروف")
    assert next(a.iso3 for a in actors.values() if a.name_ar == "بويان كاتروف") == "BGR"


def test_a_nameless_relative_is_called_by_kinship() -> None:
    actors = actors_of("نقل الجاسوس البلغاري إيفان بيتروف وابنته إلى المستشفى")
    assert "ابنة بيتروف" in {actor.name_ar for actor in actors.values()}


def test_a_surname_of_the_register_is_not_taken_by_another_state() -> None:
    actors = actors_of("وصل رئيس جزر القمر غزالي عثمان", None)
    assert "sid-ahmed-ghozali" not in actors


def test_its_forces_are_those_of_a_country_and_not_of_a_group_of_states() -> None:
    actors = actors_of("أعلنت بلغاريا أمام الدول الغربية أن قواتها مستعدة")
    assert actors["bulgaria-forces"].iso3 == "BGR"


def test_states_told_by_a_region_are_named_after_it() -> None:
    actors = actors_of("دعيت دول المحيط السوداني إلى الحوار")
    assert [a.name_en for a in actors.values() if not a.register] == ["States around Sudan"]


def test_an_official_counts_as_a_mention_of_his_state() -> None:
    actors = actors_of("وصل وزير الخارجية الفنلندي إلى موسكو. وقال الوزير الفنلندي ذلك. وأعلنت الحكومة موقفها")
    assert actors["finland-government"].iso3 == "FIN"


def test_an_organisation_keeps_the_short_name_that_the_text_uses() -> None:
    assert actors_of("قررت أوبك خفض الإنتاج")["opec"].name_ar == "أوبك"


def test_a_noun_with_the_article_takes_no_genitive() -> None:
    assert "france-military-council" not in actors_of("اتهم المجلس العسكري فرنسا بذلك")


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("وصل إلى مطار هواري بومدين وفد روسي", "houari-boumediene"),
        ("أبحرت حاملة الطائرات الأمريكية «رونالد ريغان» إلى تايوان", "ronald-reagan"),
    ],
)
def test_what_is_called_after_a_person_is_not_he(text: str, slugs: str) -> None:
    assert slugs not in actors_of(text)


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("قطعت السعودية علاقاتها بإيران إثر اعتداء على سفارتها في طهران", "saudi-arabia"),
        ("رأس الوزير وفد المملكة إلى القمة", "saudi-arabia"),
        ("قال سفير خادم الحرمين الشريفين لدى الجزائر الدكتور عبدالله البصيري ذلك", "saudi-arabia"),
        ("ردت تونس. وقالت المتحدثة باسم الخارجية سعيدة قراش ذلك", "tunisia"),
    ],
)
def test_a_body_or_an_envoy_belongs_to_the_state_that_words_tell(text: str, owner: str) -> None:
    ties = [tie for tie in read(text).linker.ties if tie.object == owner]
    assert ties


def test_a_crowd_without_a_state_is_somebody_of_its_own() -> None:
    actors = actors_of("هاجم متظاهرون السفارة الإيرانية في بغداد")
    assert actors["protesters"].name_ar == "متظاهرون"


def test_the_rebels_are_the_group_spoken_of() -> None:
    mentions = read("اتهمت رواندا حركة 23 مارس. ثم قصف الجيش المتمردين").mentions
    assert mentions[-1].actor == mentions[1].actor


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("اجتاح الاتحاد السوفييتي أفغانستان. ثم نددت موسكو", "soviet-union"),
        ("قالت روسيا إن الاتحاد السوفييتي انهار. ثم نددت موسكو", "russia"),
    ],
)
def test_a_capital_is_that_of_the_union_where_only_it_was_spoken_of(text: str, state: str) -> None:
    assert last_actors(text) == (state,)
