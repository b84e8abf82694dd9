import pytest

from tests.extraction.made_drafts import read
from tests.extraction.read_arabic import relations_of

FORCES = "القوات اليمنية المدعومة من السعودية"
COUNCIL = "united-nations-security-council"
RSF = "rapid-support-forces"
ASSEMBLY = "united-nations-general-assembly"
PARLIAMENT = "council-of-representatives-of-iraq"


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("قال الرئيس الفنلندي ساولي نينيستو ذلك", ("sauli-niinisto", "headOf", "finland")),
        ("وصل الرئيس الأمريكي السابق باراك أوباما", ("barack-obama", "officeHolderOf", "united-states")),
        ("وصل المبعوث الفرنسي إلى لبنان بيير دوكان", ("بيير دوكان", "officeHolderOf", "france")),
        ("انتقد الصحفي البلغاري إيفان بيتروف القرار", ("إيفان بيتروف", "memberOf", "bulgaria")),
        ("ناقشت وزارة الخارجية البلغارية الأمر", ("وزارة الخارجية البلغارية", "partOf", "bulgaria")),
        ("أغلقت تركيا سفارة هولندا في أنقرة", ("سفارة هولندا في أنقرة", "locatedIn", "turkey")),
        ("أغلقت تركيا سفارة هولندا في أنقرة", ("سفارة هولندا في أنقرة", "partOf", "netherlands")),
        ("قتل مسلحون موالون لإيران جنديا", ("مسلحون موالون لإيران", "alliedWith", "iran")),
        ("تقدمت القوات اليمنية المدعومة من السعودية", ("saudi-arabia", "supports", FORCES)),
        ("وتضم مجموعة العشرين فرنسا وألمانيا واليابان", ("japan", "memberOf", "g20")),
        ("الاتحاد الأوروبي: فرنسا (4)، ألمانيا (4)، السويد (1)", ("sweden", "memberOf", "european-union")),
        ("النرويج عضو في حلف شمال الأطلسي ومجلس أوروبا", ("norway", "memberOf", "council-of-europe")),
        ("انضمت كرواتيا إلى حلف شمال الأطلسي", ("croatia", "memberOf", "nato")),
        ("تراجعت المجر، حليفة إيطاليا وألمانيا، عن القرار", ("hungary", "alliedWith", "germany")),
        ("أدان الاتحاد دعم إيران لحركة أنصار الله", ("iran", "supports", "houthis")),
        ("أعلن حزب الله اللبناني ذلك", ("hezbollah", "memberOf", "lebanon")),
        ("عقد مجلس روسيا والناتو اجتماعا بحضور روسيا", ("russia", "memberOf", "nato-russia-council")),
        ("انعقدت الجمعية العامة للأمم المتحدة في مقر الأمم المتحدة", (ASSEMBLY, "partOf", "united-nations")),
        ("قال رئيس مجلس النواب العراقي سليم الجبوري", ("salim-al-jabouri", "headOf", PARLIAMENT)),
        ("تدعم إيران حزب الله في لبنان", ("iran", "supports", "hezbollah")),
        ("انسحبت جبهة البوليساريو التي تساندها الجزائر", ("algeria", "supports", "polisario-front")),
        ("قال وزير الخارجية الكوري الشمالي ري يونغ هو ذلك", ("ri-yong-ho", "officeHolderOf", "north-korea")),
        ("وصلت الوزيرة الكورية الجنوبية كانغ كيونغ هوا", ("kang-kyung-wha", "officeHolderOf", "south-korea")),
        ("وصل كبير الدبلوماسيين الصينيين وانغ يي", ("wang-yi", "officeHolderOf", "china")),
        ("انسحبت جبهة النصرة المرتبطة بتنظيم القاعدة", ("al-nusra-front", "alliedWith", "al-qaeda")),
        ("صوت مجلس الأمن فيما امتنعت روسيا والهند عن التصويت", ("india", "memberOf", COUNCIL)),
        ("فشل مجلس الأمن إذ استخدمت روسيا والصين حق النقض", ("russia", "memberOf", COUNCIL)),
        ("قال كبير مستشاري الرئيس الأمريكي جو بايدن ذلك", ("joe-biden", "headOf", "united-states")),
        ("تركيا والمجر، العضوان في حلف شمال الأطلسي، رفضتا القرار", ("turkey", "memberOf", "nato")),
        ("انضم إلى الاتحاد الأوروبي عام 2004 كل من قبرص ومالطا", ("malta", "memberOf", "european-union")),
        ("تأسس الاتحاد المغاربي من خمس دول هي ليبيا وتونس والمغرب", ("tunisia", "memberOf", "arab-maghreb-union")),
        ("وقعت دول مجموعة السبع (كندا وفرنسا واليابان) البيان", ("japan", "memberOf", "g7")),
        ("نالت تنزانيا عضوية الأمم المتحدة", ("tanzania", "memberOf", "united-nations")),
        ("دخلت إسبانيا حلف شمال الأطلسي", ("spain", "memberOf", "nato")),
        ("طالبت واشنطن حليفتيها بريطانيا وفرنسا بالانسحاب", ("united-states", "alliedWith", "france")),
        ("قاتلت حركة إم 23 بدعم من رواندا", ("rwanda", "supports", "m23")),
        ("يقود الجنرال محمد حمدان دقلو قوات الدعم السريع", ("mohamed-hamdan-dagalo", "headOf", RSF)),
    ],
)  # fmt: skip
def test_a_sentence_states_a_standing_relation(text: str, relation: tuple[str, str, str]) -> None:
    assert relation in relations_of(text)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("NATO member Turkey rejected the plan.", ("turkey", "memberOf", "nato")),
        ("Turkey, which is a member of NATO, rejected the plan.", ("turkey", "memberOf", "nato")),
        ("Poland and Hungary joined NATO in 1999.", ("poland", "memberOf", "nato")),
        ("The Iran-backed Houthis attacked a ship.", ("iran", "supports", "houthis")),
        ("The United States and its ally Israel struck Iran.", ("united-states", "alliedWith", "israel")),
    ],
)
def test_an_english_sentence_states_a_standing_relation(text: str, relation: tuple[str, str, str]) -> None:
    ties = read(text, language="en").linker.ties
    assert relation in [(tie.subject, tie.predicate.value, tie.object) for tie in ties]


@pytest.mark.parametrize(
    "text",
    [
        "لم تنضم كرواتيا إلى حلف شمال الأطلسي",
        "النرويج ليست عضوا في الاتحاد الأوروبي",
        "طلبت الدول الأعضاء في حلف شمال الأطلسي من روسيا التراجع",
        "تعارض روسيا انضمام كرواتيا إلى حلف شمال الأطلسي",
    ],
)
def test_who_is_no_member_is_not_called_one(text: str) -> None:
    assert not [r for r in relations_of(text) if r[1] == "memberOf" and r[0] in ("croatia", "norway", "russia")]


@pytest.mark.parametrize("text", ["لا تدعم إيران حزب الله", "تدعم إيران فرنسا"])
def test_who_backs_nobody_or_no_group_is_no_backer(text: str) -> None:
    assert not [r for r in relations_of(text) if r[1] == "supports"]


def test_who_heads_a_state_at_the_date_is_its_head_without_a_title() -> None:
    head = ("emmanuel-macron", "headOf", "france")
    assert head in relations_of("زار إيمانويل ماكرون مصانع فرنسا", "2019-03-01")
    assert head not in relations_of("زار إيمانويل ماكرون مصانع فرنسا", "2009-03-01")


def test_a_possessive_does_not_give_an_officer_of_the_register_to_another_state() -> None:
    found = relations_of("زارت فرنسا لبنان، وقال وزير خارجيتها سيرغي لافروف ذلك")
    assert ("sergei-lavrov", "officeHolderOf", "russia") in found


def test_a_counterpart_has_the_office_of_the_person_before() -> None:
    found = relations_of("التقى الرئيس الفنلندي ساولي نينيستو نظيره الروسي فلاديمير بوتين")
    assert ("vladimir-putin", "headOf", "russia") in found


def test_a_person_may_hold_a_second_office() -> None:
    found = relations_of("وصل الرئيس التشادي إدريس ديبي وهو رئيس الاتحاد الأفريقي", "2016-07-25")
    assert {("idriss-deby", "headOf", "chad"), ("idriss-deby", "headOf", "african-union")} <= found


def test_who_speaks_for_a_person_holds_an_office_where_he_does() -> None:
    found = relations_of("نفت كاتيا مارينوفا، المتحدثة باسم نينيستو، ذلك بعد لقاء الرئيس الفنلندي ساولي نينيستو")
    assert ("كاتيا مارينوفا", "officeHolderOf", "finland") in found


def test_the_leader_of_a_government_heads_it() -> None:
    found = relations_of("تشكلت في قطر حكومة مؤقتة برئاسة خالد العطية")
    name = "حكومة مؤقتة برئاسة خالد العطية"
    assert {("khalid-al-attiyah", "headOf", name), (name, "partOf", "qatar")} <= found


def test_examples_of_members_are_members() -> None:
    found = relations_of("وجهت تحذيرا لبعض الدول الأعضاء في الاتحاد الأفريقي، مثل كينيا وغانا")
    assert {("kenya", "memberOf", "african-union"), ("ghana", "memberOf", "african-union")} <= found


def test_a_list_of_members_begins_right_behind_its_participle() -> None:
    found = relations_of("عرض حلف شمال الأطلسي سياسته المؤلفة من الدفاع القوي والحوار الجيد مع روسيا")
    assert ("russia", "memberOf", "nato") not in found


def test_a_group_may_head_a_state_that_nobody_else_heads() -> None:
    found = relations_of("اعترفت بالجمهورية الصحراوية بزعامة جبهة البوليساريو")
    assert ("polisario-front", "headOf", "sahrawi-arab-democratic-republic") in found


def test_nothing_is_an_organ_of_a_group_of_states() -> None:
    assert not [r for r in relations_of("تشكلت قوة عربية كبيرة في المنطقة") if r[1] == "partOf"]


def test_a_group_named_by_whom_it_sides_with_is_in_its_country() -> None:
    found = relations_of("دعمت الانفصاليين الموالين لروسيا في شرق أوكرانيا")
    assert {r[1:] for r in found} >= {("alliedWith", "russia"), ("locatedIn", "ukraine")}


def test_member_states_belong_to_their_union() -> None:
    found = relations_of("طلب الاتحاد الأوروبي من دول الاتحاد الأوروبي ذلك")
    assert ("eu-member-states", "memberOf", "european-union") in found


def test_an_office_that_the_text_does_not_say_is_that_of_the_register() -> None:
    later = relations_of("بنت فنزويلا صداقتها مع إيران منذ عهد هوغو تشافيز", "2020-05-24")
    assert ("hugo-chavez", "officeHolderOf", "venezuela") in later
    said = "أعلن هوغو تشافيز في 2006 أن فنزويلا ترفض ذلك"
    assert ("hugo-chavez", "officeHolderOf", "venezuela") in relations_of(said, "2020-05-24")
    history = f"{said}. وأجرت فنزويلا استفتاء في 2007. وانتخبت مجلسها في 2010."
    assert ("hugo-chavez", "headOf", "venezuela") in relations_of(history, "2020-05-24")


def test_who_leads_the_opposition_does_not_head_the_state() -> None:
    found = relations_of("قال زعيم المعارضة التركية كمال كليتشدار أوغلو ذلك")
    assert [relation[1:] for relation in found] == [("memberOf", "turkey")]
