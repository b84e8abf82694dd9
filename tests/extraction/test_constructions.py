"""Constructions of Arabic that tell who acts and who is acted on: voice, person, gender, coordination, pronouns."""

import pytest

from tests.extraction.made_drafts import draft_at, read


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "recipient"),
    [
        ("اتُهمت روسيا بتدبير الهجوم.", "اتُهمت", (), ("russia",)),
        ("روسيا كانت تُحذر بولندا.", "تُحذر", ("russia",), ("poland",)),
        ("يُنتخب ماكرون غدا.", "يُنتخب", (), ("emmanuel-macron",)),
        ("طُرد ثلاثة دبلوماسيين روس من لندن.", "طُرد", (), ("russia",)),
        ("انتخبت فنلندا لعضوية المجلس من قبل الجمعية العامة للأمم المتحدة.", "انتخبت",
         ("united-nations-general-assembly",), ("finland",)),
        ("دعت قطر إلى رفع الحصار الذي فرضته السعودية على قطر.", "فرضت", ("saudi-arabia",), ("qatar",)),
        ("القوات المتمركزة هناك هاجمت الجيش السوري.", "هاجمت", (), ("syrian-arab-army",)),
        ("أدانت مصر ما سمته تدخل إيران في المنطقة.", "أدانت", ("egypt",), ("iran",)),
        ("اعترضت اليونان على انضمام فنلندا إلى حلف شمال الأطلسي.", "اعترضت", ("greece",), ("finland",)),
        ("نفت موسكو الاتهامات الأمريكية.", "نفت", ("russia",), ("united-states",)),
        ("فرضت واشنطن عقوبات على طهران. رفضت إيران العقوبات المفروضة عليها.", "رفضت", ("iran",), ()),
        ("أعلنت فرنسا موقفها. وهاجمت العراق.", "هاجمت", ("france",), ("iraq",)),
        ("قالت فنزويلا إنها سترد. واتهم الولايات المتحدة بشن حرب.", "اتهم", ("venezuela",), ("united-states",)),
        ("استدعت بولندا، الأحد الماضي، السفير الروسي.", "استدعت", ("poland",), ("russia",)),
    ],
)  # fmt: skip
def test_the_words_tell_who_acts_and_who_is_acted_on(
    text: str, trigger: str, actor: tuple[str, ...], recipient: tuple[str, ...]
) -> None:
    candidate = draft_at(text, trigger, "2018-04-01").candidate
    assert (candidate.actor.actors, candidate.recipient.actors) == (actor, recipient)


@pytest.mark.parametrize(
    ("text", "trigger", "who"),
    [
        ('قال الرئيس الفرنسي إيمانويل ماكرون "ندعم أوكرانيا".', "ندعم", ("france",)),
        ('قال الرئيس الفرنسي إيمانويل ماكرون "أدعم أوكرانيا".', "أدعم", ("emmanuel-macron",)),
        (
            'انتقدت بولندا روسيا. وقال الرئيس الفرنسي إيمانويل ماكرون إنه سيرد. وتابع: "ندعم بولندا".',
            "ندعم",
            ("france",),
        ),
    ],
)
def test_whoever_speaks_says_we_for_his_state_and_i_for_himself(text: str, trigger: str, who: tuple[str, ...]) -> None:
    assert draft_at(text, trigger, "2018-04-01").candidate.actor.actors == who


def test_a_verb_behind_and_goes_on_with_the_subject_of_the_main_verb() -> None:
    text = "وصفت بولندا القرار بأنه عدوان من روسيا، وطالبت بانسحاب القوات."
    actor = draft_at(text, "طالبت").candidate.actor
    assert actor.actors == ("poland",)
    assert actor.how == "coordinate"


@pytest.mark.parametrize("both", ["الجانبان", "البلدان", "الطرفان"])
def test_both_are_those_who_dealt_with_each_other_not_those_they_spoke_of(both: str) -> None:
    text = f"زار الرئيس الفرنسي روسيا. وبحث البلدان الأوضاع في سوريا والعراق واليمن. ووقع {both} اتفاقية."
    assert set(draft_at(text, "وقع", "2018-04-01").candidate.actor.actors) == {"france", "russia"}


def test_a_group_of_states_is_no_country_of_two() -> None:
    text = "اتفقت مصر والسعودية على دعم الدول العربية. وأكد الجانبان حرصهما على الأمن."
    assert set(draft_at(text, "حرص").candidate.actor.actors) == {"egypt", "saudi-arabia"}


def test_a_name_that_could_be_a_verb_does_not_cut_its_sentence() -> None:
    text = "غير أن وزير الخارجية السعودي فيصل بن فرحان أكد أن مصر طردت السفير."
    said = draft_at(text, "طردت", "2021-01-05").attribution
    assert said is not None
    assert said.speaker == "faisal-bin-farhan"


def test_an_organisation_named_behind_a_verb_meets_the_condition_of_its_frame() -> None:
    assert draft_at("انسحبت بولندا من حلف شمال الأطلسي.", "انسحبت").event_class == "SANCTION"
    assert draft_at("انسحبت بولندا من المدينة.", "انسحبت").event_class == "RETREAT"


def test_who_called_for_something_does_not_announce_it() -> None:
    drafts = read("طالبت فرنسا روسيا بالانسحاب من أوكرانيا.").drafts
    assert "AGREE" not in {draft.event_class for draft in drafts}
