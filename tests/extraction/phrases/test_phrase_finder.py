import pytest

from extraction.phrases.phrase import PhraseKind
from extraction.phrases.told_names import ToldNames
from tests.extraction.read_arabic import phrases_of


def spans(text: str) -> list[str]:
    return [phrase.span.of(text) for phrase in phrases_of(text)]


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        ("التقى المبعوث الفرنسي إلى لبنان بيير دوكان وفدا", "المبعوث الفرنسي إلى لبنان بيير دوكان", "بيير دوكان"),
        (
            "وصل وزير الدفاع البرتغالي، جواو كرافينيو، إلى بغداد",
            "وزير الدفاع البرتغالي، جواو كرافينيو",
            "جواو كرافينيو",
        ),
        ("صرح وزير خارجيته ناصر بوريطة بذلك", "وزير خارجيته ناصر بوريطة", "ناصر بوريطة"),
        ("حضر العميل البلغاري المزدوج إيفان بيتروف", "العميل البلغاري المزدوج إيفان بيتروف", "إيفان بيتروف"),
        ("قال إيغور ماتوف إن الوضع خطير", "إيغور ماتوف", "إيغور ماتوف"),
    ],
)
def test_a_person_is_found_with_title_owner_and_name(text: str, phrase: str, name: str) -> None:
    found = phrases_of(text)[0]
    assert found.kind is PhraseKind.PERSON
    assert found.span.of(text) == phrase
    assert found.name is not None
    assert found.name.of(text) == name


def test_an_unknown_name_is_told_by_the_title_behind_it() -> None:
    text = "ذكرت كاتيا مارينوفا، المتحدثة باسم الحكومة البلغارية، أن الزيارة ألغيت"
    found = phrases_of(text)[0]
    assert found.name is not None
    assert found.name.of(text) == "كاتيا مارينوفا"
    assert found.title is not None
    assert found.owner is not None
    assert found.owner.span.of(text) == "الحكومة البلغارية"


def test_holders_of_one_title_are_each_found_with_their_state() -> None:
    text = "استقبل الرئيس الفرنسي إيمانويل ماكرون والألماني فرانك شتاينماير الوفد"
    first, second = phrases_of(text)
    assert first.title == second.title
    assert [p.owner.slugs[0] for p in (first, second) if p.owner] == ["france", "germany"]
    assert second.span.of(text) == "الألماني فرانك شتاينماير"


def test_a_title_ends_where_the_name_of_an_organisation_begins() -> None:
    text = "التقى رئيس المجلس الأوروبي الوفد"
    found = phrases_of(text)[0]
    assert found.title is not None
    assert found.title.words == ("رئيس",)
    assert found.owner is not None
    assert found.owner.slugs[0] == "european-council"


def test_a_body_without_owner_takes_the_place_behind_it() -> None:
    text = "وافق البرلمان في السويد على القرار"
    found = phrases_of(text)[0]
    assert found.span.of(text) == "البرلمان في السويد"
    assert found.owner is not None
    assert found.owner.slugs == ("sweden",)


def test_an_embassy_has_the_place_where_it_is() -> None:
    text = "أغلقت تركيا سفارة هولندا في أنقرة"
    embassy = phrases_of(text)[1]
    assert embassy.span.of(text) == "سفارة هولندا في أنقرة"
    assert embassy.place is not None
    assert embassy.place.slugs == ("turkey",)


def test_a_group_goes_on_with_who_backs_it() -> None:
    text = "قتل مسلحون موالون لإيران جنديا"
    found = phrases_of(text)[0]
    assert found.span.of(text) == "مسلحون موالون لإيران"
    assert [(relation, other.slugs[0]) for relation, other in found.related] == [("alliedWith", "iran")]


@pytest.mark.parametrize(
    "text",
    [
        "وصل وفد إلى الحدود بين القريتين",
        "وكان حكم الشاه قوة كبيرة في المنطقة",
        "أبدى رأيه في الأمر على نحو واضح",
        "تعزيز الأمن القومي والتعاون الثقافي",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    assert [phrase for phrase in phrases_of(text) if phrase.slugs or phrase.name] == []


def test_a_surname_means_whom_the_document_named_before() -> None:
    text = "وأضاف ماتوف أن الوضع خطير"
    assert phrases_of(text) == ()
    told = ToldNames()
    told.add("ايفان ماتوف", "person-1")
    (found,) = phrases_of(text, told=told)
    assert found.span.of(text) == "ماتوف"


def test_a_quoted_paper_is_found_by_its_noun() -> None:
    text = 'نشرت صحيفة "دنيفنيك" تقريرا'
    (found,) = phrases_of(text)
    assert found.name is not None
    assert found.name.of(text) == "دنيفنيك"


@pytest.mark.parametrize("end", range(0, 60, 7))
def test_a_sentence_may_end_anywhere(end: int) -> None:
    text = "قال وزير الدفاع البرتغالي، جواو كرافينيو في سفارة هولندا إلى"[:end]
    assert all(phrase.span.end <= end for phrase in phrases_of(text)) if text else True


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ضم المزيد من دول المحيط السوداني إلى الحوار", "دول المحيط السوداني"),
        ("شجعت دول ليبية الحوار", None),
        ("أعلن مجلس الجامعة القرار", "مجلس الجامعة"),
    ],
)
def test_states_by_region_and_councils_by_their_union(text: str, found: str | None) -> None:
    bodies = [phrase.span.of(text) for phrase in phrases_of(text) if phrase.kind is PhraseKind.BODY]
    assert bodies == ([found] if found else [])


def test_a_name_with_its_own_title_word_is_read_whole() -> None:
    text = "استقبل خادم الحرمين الشريفين الملك سلمان بن عبدالعزيز آل سعود الوفد"
    found = phrases_of(text)[0]
    assert found.slugs == ("salman-of-saudi-arabia",)
    assert found.span.of(text) == text.removeprefix("استقبل ").removesuffix(" الوفد")


def test_one_unknown_word_behind_an_honorific_is_no_name() -> None:
    assert [phrase.name for phrase in phrases_of("عقدت بشرم الشيخ يومى الأحد والاثنين")] == [None]


def test_a_state_behind_a_state_is_no_adjective_of_it() -> None:
    text = "انتقدت ألمانيا روسيا"
    assert [phrase.slugs for phrase in phrases_of(text)] == [("germany",), ("russia",)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قال محافظ البنك المركزي محمد رضا فرزان إن الوضع جيد", "محمد رضا فرزان"),
        ("دعا رئيس لجنة العلاقات الخارجية في المجلس بوب ماندل إلى التهدئة", "بوب ماندل"),
        ("استدعت كندا القنصل السعودي في عدن عبد الله الخالد", "عبد الله الخالد"),
        ("عاد سياماك بهروزي إلى بلاده", "سياماك بهروزي"),
    ],
)
def test_a_full_name_is_found_behind_an_office_and_without_title(text: str, name: str) -> None:
    assert name in [phrase.name.of(text) for phrase in phrases_of(text) if phrase.name is not None]


def test_what_is_named_after_a_person_is_no_person() -> None:
    assert [p.name for p in phrases_of("هبطت الطائرة في مطار خوسيه مارتين") if p.name is not None] == []


def test_counted_nationals_are_people_and_not_their_state() -> None:
    assert ("خمسة أمريكيين", PhraseKind.BODY) in [
        (phrase.span.of(text), phrase.kind) for text in ("أفرجت إيران عن خمسة أمريكيين",) for phrase in phrases_of(text)
    ]
