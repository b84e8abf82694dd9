import pytest

from ontology.model import TreatyKind
from tests.extraction.made_drafts import read


def told(text: str) -> list[tuple[TreatyKind, str]]:
    return [(t.kind, t.evidence.of(text)) for t in read(text).treaties.treaties()]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("وقعت فرنسا وإيران اتفاقا بشأن المياه.", TreatyKind.AGREEMENT, "اتفاقا بشأن المياه"),
        ("انتقدت تركيا الاتفاق بين فرنسا وإيران.", TreatyKind.AGREEMENT, "الاتفاق بين فرنسا وإيران"),
        ("رحبت تركيا بالاتفاقية التي أبرمتها فرنسا.", TreatyKind.AGREEMENT, "الاتفاقية التي أبرمتها فرنسا"),
        ("انضمت فرنسا إلى اتفاقية «البحر الهادئ» أمس.", TreatyKind.AGREEMENT, "اتفاقية «البحر الهادئ» أمس"),
        ("وقعت فرنسا وإيران مذكرة تفاهم حول النقل.", TreatyKind.MEMORANDUM, "مذكرة تفاهم حول النقل"),
        ("صوت المجلس على مشروع قرار يدعو إلى وقف الحرب.", TreatyKind.RESOLUTION, "مشروع قرار يدعو إلى وقف الحرب"),
        ("القرار الذي تبناه مجلس الأمن واضح.", TreatyKind.RESOLUTION, "القرار الذي تبناه مجلس الأمن واضح"),
        ("توصلت فرنسا وإيران إلى اتفاق في باريس.", TreatyKind.AGREEMENT, "اتفاق في باريس"),
        ("ألغت إيران معاهدة عام 1937.", TreatyKind.TREATY, "معاهدة عام 1937"),
        ("سوت تركيا المسألة باتفاق وقع عام 2004.", TreatyKind.AGREEMENT, "اتفاق وقع عام 2004"),
        ("دانت تركيا الغزو في القرار 660.", TreatyKind.RESOLUTION, "القرار 660"),
        ("وقعت فرنسا السبت في العاصمة القطرية اتفاقا مع إيران.", TreatyKind.AGREEMENT, "اتفاقا مع إيران"),
        ("وقع البلدان إعلان مبادئ في باريس.", TreatyKind.AGREEMENT, "إعلان مبادئ في باريس"),
        ("أبرمت فرنسا مذكرة تفاهم أمس.", TreatyKind.MEMORANDUM, "مذكرة تفاهم أمس"),
        ("وقعت فرنسا وإيران أمس وثيقة إنهاء النزاع.", TreatyKind.CHARTER, "وثيقة إنهاء النزاع"),
        ("علقت فرنسا اتفاقها مع إيران.", TreatyKind.AGREEMENT, "اتفاقها مع إيران"),
        ("خرقت تركيا اتفاق بازل.", TreatyKind.AGREEMENT, "اتفاق بازل"),
        ("صوتت الجمعية العامة على قرار يدين تركيا.", TreatyKind.RESOLUTION, "قرار يدين تركيا"),
        ("وقعت فرنسا وإيران اتفاقا يمهلهما عاما.", TreatyKind.AGREEMENT, "وقعت فرنسا وإيران اتفاقا يمهلهما عاما"),
    ],
)
def test_a_description_of_an_instrument_says_between_whom_about_what_or_by_whom(
    text: str, kind: TreatyKind, words: str
) -> None:
    assert told(text) == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "رحبت تركيا بالاتفاق.",
        "تم الاتفاق على تعزيز التجارة.",
        "لم تتوصل فرنسا وإيران إلى اتفاق بشأن المياه.",
        "فشلت فرنسا وإيران في التوصل إلى اتفاق بشأن المياه.",
        "أيدت فرنسا تجمعات مناهضة لاتفاق مع إيران.",
        "كان قرار فرنسا مفاجئا.",
        "جاء إعلان مسؤولين فرنسيين أمس.",
        "أصدرت المحكمة مذكرة اعتقال.",
        "أعلن الوزير أن الاتفاق «باطل».",
        "ترفض تركيا أي اتفاق بشأن المياه.",
    ],
)
def test_a_bare_word_an_agreeing_or_what_was_not_reached_is_no_instrument(text: str) -> None:
    assert told(text) == []


def test_an_instrument_told_again_is_one_and_the_body_outweighs_the_headline() -> None:
    text = "اتفاق بين فرنسا وإيران\nوقعت فرنسا وإيران اتفاقا بشأن المياه. ينص الاتفاق بين فرنسا وإيران على التعاون."
    assert told(text) == [(TreatyKind.AGREEMENT, "اتفاقا بشأن المياه")]


def test_instruments_of_others_are_told_apart() -> None:
    text = "وقعت فرنسا وإيران اتفاقا بشأن المياه. ووقعت تركيا وروسيا اتفاقا بشأن الغاز."
    assert len(told(text)) == 2


def test_resolutions_are_told_apart_by_their_numbers() -> None:
    text = "فرض مجلس الأمن الحظر بموجب القرارين 6001 و6002. ثم رفع القرار 6001 جزئيا."
    assert told(text) == [(TreatyKind.RESOLUTION, "القرارين 6001"), (TreatyKind.RESOLUTION, "6002")]


def test_a_city_alone_is_no_instrument_that_was_made_there() -> None:
    assert told("انطلقت المحادثات في أوسلو، ثم انتقلت إلى كامب ديفيد.") == []


def test_the_body_may_call_the_agreement_of_the_headline_a_truce() -> None:
    text = "اتفاق بين فرنسا وإيران\nوقعت فرنسا وإيران هدنة بشأن المياه."
    assert told(text) == [(TreatyKind.AGREEMENT, "هدنة بشأن المياه")]


def test_the_date_in_the_description_is_that_of_the_instrument() -> None:
    (treaty,) = read("انتقدت تركيا الاتفاق بين فرنسا وإيران في عام 1975.").treaties.treaties()
    assert (treaty.date, set(treaty.parties)) == ("1975", {"france", "iran"})


def test_a_name_of_the_register_is_an_instrument_with_what_the_register_knows() -> None:
    (treaty,) = read("انسحبت فرنسا من معاهدة السماوات المفتوحة.").treaties.treaties()
    assert treaty.register
    assert treaty.name_en == "Treaty on Open Skies"


def test_an_indefinite_noun_brings_in_a_new_instrument_and_a_definite_one_refers_back() -> None:
    text = "وقعت فرنسا وإيران اتفاقا بشأن المياه. ووقعت فرنسا وإيران عام 2004 اتفاقا لإنشاء جسر."
    assert len(told(text)) == 2
    text = "وقعت فرنسا وإيران اتفاقا بشأن المياه. وانتقدت تركيا الاتفاق بين فرنسا وإيران."
    assert len(told(text)) == 1


def test_an_instrument_is_called_by_the_place_where_it_was_made() -> None:
    text = "وقعت فرنسا وإيران في باريس اتفاقا بشأن المياه. وينص اتفاق باريس الذي وقع عام 2004 على التعاون."
    assert len(told(text)) == 1
    text = "وقعت فرنسا وإيران في طهران اتفاقا بشأن المياه. وينص اتفاق باريس الذي وقع عام 2004 على التعاون."
    assert len(told(text)) == 2


def test_a_noun_that_opens_a_quoted_name_names_an_instrument() -> None:
    assert told('رحبت تركيا بما جاء في "إعلان النهر الأخضر" أمس.') == [(TreatyKind.CHARTER, "إعلان النهر الأخضر")]


def test_what_is_still_talked_over_is_no_instrument_and_a_year_is_no_number_of_one() -> None:
    assert told("بدأت فرنسا وإيران بحث اتفاق بشأن المياه.") == []
    assert len(told("يطالب قرار مجلس الأمن 1862 الصادر مطلع 2009 فرنسا بالانسحاب.")) == 1


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("طالبت تونس بتطبيق قراري مجلس الأمن رقمي 242 و338.", "ar", ["242", "338"]),
        ("ذكر البيان القرارين الدوليين 242 لعام 1967 و338 لعام 1973.", "ar", ["242", "338"]),
        ("جدد لبنان دعمه لقرارات مجلس الأمن 1559 (2004)، 1680، 1701.", "ar", ["1559", "1680", "1701"]),
        ("Resolutions 242 and 338 call for withdrawal.", "en", ["242", "338"]),
    ],
)
def test_each_number_of_a_list_is_the_resolution_that_the_register_knows(
    text: str, language: str, numbers: list[str]
) -> None:
    found = read(text, language=language).treaties.treaties()
    assert [treaty.name_en for treaty in found] == [f"UN Security Council Resolution {number}" for number in numbers]
    assert [treaty.evidence.of(text).split()[-1] for treaty in found] == numbers
