"""Who does it and to whom, by word order, prepositions, genitives, adjectives and pronouns."""

import pytest

from extraction.events.drafts import Draft
from tests.extraction.made_drafts import draft_at


def sides(draft: Draft) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return draft.candidate.actor.actors, draft.candidate.recipient.actors


def between(text: str, trigger: str) -> tuple[str, str]:
    """Actors and recipients of the draft at a trigger, each as one string."""
    actors, recipients = sides(draft_at(text, trigger, "2018-04-01"))
    return " ".join(actors), " ".join(recipients)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("طردت بولندا ثلاثة دبلوماسيين روس.", "طردت"),
        ("بولندا طردت ثلاثة دبلوماسيين روس.", "طردت"),
        ("وقد طردت بولندا أمس ثلاثة دبلوماسيين روس.", "طردت"),
        ("بولندا: طرد ثلاثة دبلوماسيين روس.", "طرد"),
        ("بولندا التي طردت دبلوماسيين روسا حذرت.", "طردت"),
        ("أعلنت بولندا طرد ثلاثة دبلوماسيين روس.", "طرد"),
        ("قامت بولندا بطرد ثلاثة دبلوماسيين روس.", "طرد"),
        ("تم طرد ثلاثة دبلوماسيين روس من قبل بولندا.", "طرد"),
    ],
)
def test_who_expels_whom_whatever_the_order_of_the_words(text: str, trigger: str) -> None:
    assert between(text, trigger) == ("poland", "russia")


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "recipient"),
    [
        ("زار الرئيس التركي اليونان.", "زار", "turkey", "greece"),
        ("هاجمت إسرائيل سوريا.", "هاجمت", "israel", "syria"),
        ("فرضت واشنطن عقوبات على إيران.", "عقوبات", "united-states", "iran"),
        ("سحبت فرنسا سفيرها من تركيا.", "سحبت", "france", "turkey"),
        ("قدمت اليابان مساعدات للأردن.", "مساعدات", "japan", "jordan"),
        ("شنت تركيا هجوما على سوريا.", "هجوما", "turkey", "syria"),
        ("دعم الاتحاد السوفييتي مصر.", "دعم", "soviet-union", "egypt"),
        ("هددت كوريا الشمالية اليابان بضربة.", "هددت", "north-korea", "japan"),
    ],
)
def test_objects_and_prepositions_mark_the_recipient(text: str, trigger: str, actor: str, recipient: str) -> None:
    assert between(text, trigger) == (actor, recipient)


def test_coordinated_subjects_all_act_and_coordinated_objects_are_all_acted_on() -> None:
    assert between("هاجمت إيران وإسرائيل العراق.", "هاجمت") == ("iran israel", "iraq")
    assert between("دعمت روسيا سوريا وإيران.", "دعمت") == ("russia", "syria iran")


def test_a_relative_clause_has_the_noun_before_it_as_its_subject() -> None:
    assert between("انتقدت فرنسا التي تدعم أرمينيا القرار.", "تدعم") == ("france", "armenia")


def test_a_relative_clause_that_takes_up_the_noun_before_it_has_its_own_subject() -> None:
    assert between("انتقدت فرنسا أذربيجان التي هاجمت أرمينيا جيشها.", "هاجمت")[0] == "armenia"
    assert between("نددت إيران بالمجلس الذي صادقت روسيا على قراره.", "صادقت")[0] == "russia"


def test_whom_a_verb_has_as_its_pronoun_is_not_its_subject() -> None:
    assert between("انتقدت قطر متمردين سوريين دربتهم تركيا.", "دربتهم")[0] == "turkey"


def test_what_belongs_to_a_dropped_subject_does_nothing_itself() -> None:
    assert between("أعلنت فرنسا أنها لن تسحب قواتها من مالي.", "تسحب")[0] == "france"
    assert between("اتهمت قطر إيران وهددت جارتها بالرد.", "هددت")[0] == "qatar"


@pytest.mark.parametrize(
    ("text", "trigger"),
    [("نددت قطر بالقرار الذي أيدته روسيا.", "أيدته"), ("واجهت قطر تهما يرفضها العراق.", "يرفضها")],
)
def test_a_pronoun_that_means_a_thing_means_nobody(text: str, trigger: str) -> None:
    assert between(text, trigger)[1] == ""


def test_what_a_noun_of_action_governs_is_no_subject_of_the_verb_before_it() -> None:
    assert between("زارت تركيا قطر. ثم رفضت دعم روسيا لسوريا.", "رفضت")[0] == "turkey"


def test_a_relative_clause_with_a_pronoun_names_who_carries_out_the_noun() -> None:
    assert between("نددت فرنسا بالهجوم الذي شنته تركيا على سوريا.", "الهجوم")[0] == "turkey"


def test_a_dropped_subject_is_that_of_the_sentence_before() -> None:
    assert between("زارت تركيا قطر. ثم فرضت عقوبات على روسيا.", "عقوبات") == ("turkey", "russia")


def test_a_dropped_subject_is_that_of_the_verb_before() -> None:
    assert between("انتقدت ألمانيا إيران وأعلنت فرض عقوبات على روسيا.", "عقوبات") == ("germany", "russia")


def test_a_label_before_a_colon_is_the_subject_of_what_follows() -> None:
    assert between("السويد: طرد دبلوماسي روسي.", "طرد") == ("sweden", "russia")


# genitives


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "recipient"),
    [
        ("بدأت زيارة بوتين إلى أنقرة.", "زيارة", "vladimir-putin", "turkey"),
        ("استمر هجوم الحوثيين على السعودية.", "هجوم", "houthis", "saudi-arabia"),
        ("رحبت قطر بانسحاب فرنسا من مالي.", "انسحاب", "france", "mali"),
        ("رفضت روسيا انضمام أوكرانيا إلى الناتو.", "انضمام", "ukraine", "nato"),
    ],
)
def test_the_genitive_of_a_visit_an_attack_or_an_accession_is_who_does_it(
    text: str, trigger: str, actor: str, recipient: str
) -> None:
    assert between(text, trigger) == (actor, recipient)


@pytest.mark.parametrize(
    ("text", "trigger", "recipient"),
    [
        ("نددت موسكو بطرد الدبلوماسيين الروس.", "طرد", "russia"),
        ("أدانت قطر احتلال أوكرانيا.", "احتلال", "ukraine"),
    ],
)
def test_the_genitive_of_an_expulsion_or_a_seizure_is_who_suffers_it(text: str, trigger: str, recipient: str) -> None:
    assert between(text, trigger)[1] == recipient


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "recipient"),
    [
        ("نددت باريس بغزو روسيا لأوكرانيا.", "غزو", "russia", "ukraine"),
        ("أدانت قطر احتلال العراق للكويت.", "احتلال", "iraq", "kuwait"),
        ("أثار اعتقال مصر لصحفي سوداني غضبا.", "اعتقال", "egypt", "sudan"),
        ("استمر دعم إيران لسوريا.", "دعم", "iran", "syria"),
    ],
)
def test_a_genitive_before_a_dative_is_who_does_it(text: str, trigger: str, actor: str, recipient: str) -> None:
    assert between(text, trigger) == (actor, recipient)


def test_the_agent_of_a_masdar_stands_behind_by() -> None:
    assert between("غزو أوكرانيا من قبل روسيا كارثة.", "غزو") == ("russia", "ukraine")


# control


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "recipient"),
    [
        ("اتهمت أنقرة دمشق بدعم المسلحين الأكراد.", "اتهمت", "turkey", "syria"),
        ("اتهمت السعودية إيران بتسليح الحوثيين.", "تسليح", "iran", "houthis"),
        ("دعت فرنسا إيران إلى سحب قواتها من سوريا.", "سحب", "iran", "syria"),
        ("طالبت قطر مصر بالإفراج عن الصحفيين.", "الإفراج", "egypt", ""),
    ],
)
def test_whoever_is_accused_or_asked_does_what_follows(text: str, trigger: str, actor: str, recipient: str) -> None:
    assert between(text, trigger) == (actor, recipient)


def test_who_announces_does_what_is_announced() -> None:
    assert between("أعلنت بريطانيا قطع العلاقات مع إيران.", "قطع") == ("united-kingdom", "iran")


# both sides


@pytest.mark.parametrize(
    ("text", "trigger", "actors"),
    [
        ("جرت محادثات بين روسيا وتركيا.", "محادثات", "russia turkey"),
        ("اندلعت اشتباكات بين إيران والعراق.", "اشتباكات", "iran iraq"),
        ("أجرت اليابان محادثات مع كندا.", "محادثات", "japan canada"),
        ("عقد الرئيس الروسي لقاء مع أردوغان.", "لقاء", "russia recep-tayyip-erdogan"),
        ("تعاونت اليابان مع كندا.", "تعاونت", "japan canada"),
        ("التقى الرئيس الروسي نظيره التركي.", "التقى", "russia turkey"),
        ("وقعت الهند وباكستان وإيران مذكرة.", "وقعت", "india pakistan iran"),
    ],
)
def test_what_is_mutual_has_all_sides_as_actors(text: str, trigger: str, actors: str) -> None:
    assert between(text, trigger) == (actors, "")


# adjectives and participles


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "recipient"),
    [
        ("استمرت الغارات الروسية على لبنان.", "الغارات", "russia", "lebanon"),
        ("استمرت الغارات الجوية الروسية على لبنان.", "الغارات", "russia", "lebanon"),
        ("استمر القصف التركي لسوريا.", "القصف", "turkey", "syria"),
        ("الهجمات الإيرانية والتركية على العراق مستمرة.", "الهجمات", "iran turkey", "iraq"),
        ("طالت الحرب العراقية الإيرانية.", "الحرب", "iraq iran", ""),
    ],
)
def test_a_demonym_that_qualifies_a_noun_says_who_does_it(text: str, trigger: str, actor: str, recipient: str) -> None:
    assert between(text, trigger) == (actor, recipient)


def test_a_passive_participle_names_the_event() -> None:
    draft = draft_at("عاد الدبلوماسيون المطرودون إلى موسكو.", "المطرودون")
    assert draft.event_class == "SANCTION"
    assert draft.candidate.predicate.part == "passive"


# pronouns


def test_a_pronoun_on_a_noun_is_who_does_it() -> None:
    assert between("انتقدت فرنسا تركيا، وأعلنت دعمها للسودان.", "دعمها") == ("france", "sudan")


def test_his_country_is_that_of_who_speaks() -> None:
    text = "قال وزير الخارجية الفرنسي إن بلاده طردت دبلوماسيين روسا."
    assert between(text, "طردت") == ("france", "russia")


def test_nobody_is_on_both_sides() -> None:
    for text in ("هاجمت إيران وإسرائيل العراق.", "انتقدت فرنسا سياسة فرنسا.", "طردت روسيا سفيرها."):
        actors, recipients = sides(draft_at(text, text.split()[0]))
        assert not set(actors) & set(recipients)


def test_a_subject_that_is_nobody_known_is_not_filled_by_another() -> None:
    assert "russia" not in sides(draft_at("زارت روسيا قطر. ثم هاجم المتظاهرون السفارة.", "هاجم"))[0]


def test_the_words_behind_a_participant_say_how_it_was_found() -> None:
    draft = draft_at("سحبت فرنسا سفيرها من تركيا.", "سحبت")
    assert draft.candidate.actor.how == "after"
    assert draft.candidate.recipient.how == "prep:from"


# subjects that a clause takes up


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "recipient"),
    [
        ("أعلنت تركيا في ختام اجتماع الحكومة يوم أمس أنها طردت دبلوماسيين من إسرائيل.", "طردت", "turkey", "israel"),
        ("تدعم تركيا قطر، لكنها ترفض مطالب السعودية.", "ترفض", "turkey", "saudi-arabia"),
        ("رفضت تركيا تصريحات الوزير العراقي، متهمة العراق بدعم إيران.", "متهمة", "turkey", "iraq"),
        ("انتقد الرئيس الفرنسي تركيا مجددا، متهما إسرائيل بالتصعيد.", "متهما", "france", "israel"),
    ],
)
def test_that_she_and_a_participle_behind_a_comma_have_the_subject_before(
    text: str, trigger: str, actor: str, recipient: str
) -> None:
    assert between(text, trigger) == (actor, recipient)


def test_a_pronoun_that_is_acted_on_is_not_the_subject_of_its_own_verb() -> None:
    assert between("انتقدت قطر إيران، واتهمتها قطر بدعم الإرهاب.", "اتهمتها") == ("qatar", "iran")


# agreement


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "recipient"),
    [
        ("سحبت البحرين سفيرها وطردت القائم بالأعمال الإيراني.", "طردت", "bahrain", "iran"),
        ("تغيبت إثيوبيا عن الاجتماع واتهمت الأمريكيين بدعم مصر.", "اتهمت", "ethiopia", "united-states"),
        ("أبدت روسيا قلقها، وحثت الصين الهند على ضبط النفس.", "حثت", "china", "india"),
        ("نيروبي - هاجمت إثيوبيا الصومال.", "هاجمت", "ethiopia", "somalia"),
        ("وبعد غزو الكويت دعم الأردن العراق.", "دعم", "jordan", "iraq"),
        ("اتهمت فرنسا إيران، فطردت إيران السفير الفرنسي.", "فطردت", "iran", "france"),
        ("أما مصر فطردت السفير الإيراني.", "فطردت", "egypt", "iran"),
        ("تدخل الجيش الأمريكي في العراق.", "تدخل", "united-states-army", "iraq"),
    ],
)
def test_who_does_not_agree_with_a_verb_or_stands_in_the_dateline_is_not_its_subject(
    text: str, trigger: str, actor: str, recipient: str
) -> None:
    assert between(text, trigger) == (actor, recipient)


def test_what_is_made_takes_no_part_in_its_making() -> None:
    draft = draft_at("تم إنشاء مجلس التعاون الخليجي في قمة حضرتها الكويت.", "إنشاء")
    assert draft.candidate.product == ("gulf-cooperation-council",)
    assert "gulf-cooperation-council" not in {bystander.actor for bystander in draft.bystanders}


def test_a_relative_clause_names_who_carries_out_a_noun_with_a_genitive_role() -> None:
    assert between("نددت فرنسا بالدوريات الجوية التي تنفذها روسيا.", "الدوريات")[0] == "russia"
