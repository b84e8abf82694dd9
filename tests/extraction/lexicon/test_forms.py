from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.language.ar.clitics import cuts, demonym_forms, name_proclitics
from extraction.language.ar.forms import entry_forms, noun_forms, trigger_noun_forms, verb_forms
from extraction.lexicon.forms import Form, Part
from extraction.lexicon.pack import Noun, Verb, load_pack
from extraction.text.normalisation import fold_key
from ontology.gazetteer import NameKind

PACK = load_pack("ar")


def texts(forms: Iterable[Form], **traits: object) -> set[str]:
    return {form.text for form in forms if all(getattr(form, key) == value for key, value in traits.items())}


@pytest.mark.parametrize(
    ("lemma", "imperfect", "forms"),
    [
        ("طرد", "يطرد", "طردت طردوا طردا طردتا طردنا تطرد نطرد يطردون تطردوا يطردان تطردان"),
        ("اتهم", "يتهم", "اتهمت اتهموا تتهم يتهمون"),
        ("قال", "يقول", "قالت قالوا قلنا قلت يقل تقول يقولون"),
        ("زار", "يزور", "زارت زرنا يزور تزور يزر يزوروا"),
        ("دعا", "يدعو", "دعت دعوا دعونا دعوا يدع تدع يدعون يدعوا"),
        ("ألقى", "يلقي", "القت القوا القينا القيا يلق تلق يلقون تلقي"),
        ("بدأ", "يبدأ", "بدات بداوا بدؤوا يبدا يبداون يبدؤون"),
    ],
)
def test_the_paradigm_of_a_verb_is_written_out(lemma: str, imperfect: str, forms: str) -> None:
    assert set(forms.split()) <= texts(verb_forms(lemma, imperfect))


@pytest.mark.parametrize(
    ("lemma", "imperfect", "wrong"),
    [("قال", "يقول", "قالنا"), ("دعا", "يدعو", "دعات"), ("ألقى", "يلقي", "القيت"), ("بدأ", "يبدأ", "بدت")],
)
def test_a_weak_verb_has_none_of_the_endings_of_a_strong_one(lemma: str, imperfect: str, wrong: str) -> None:
    assert wrong not in texts(verb_forms(lemma, imperfect))


def test_a_form_knows_its_gender_its_number_and_its_person() -> None:
    forms = {form.text: form for form in verb_forms("طرد", "يطرد") if not form.bound}
    assert forms["طردت"] == Form("طردت", "طرد", Part.PERFECT, feminine=True)
    assert forms["يطردون"] == Form("يطردون", "طرد", Part.IMPERFECT, plural=True)
    assert forms["نطرد"] == Form("نطرد", "طرد", Part.IMPERFECT, plural=True, first_person=True)


def test_a_plural_loses_its_alef_before_a_pronoun() -> None:
    assert "طردو" in texts(verb_forms("طرد", "يطرد"), bound=True, part=Part.PERFECT)
    assert "يتهمو" in texts(verb_forms("اتهم", "يتهم"), bound=True, part=Part.IMPERFECT)


def test_a_passive_that_is_written_otherwise_is_listed() -> None:
    verb = Verb("قال", "يقول", ("قول",), (), (), "قيل")
    assert {"قيل", "قيلت"} <= texts(entry_forms(verb), passive=True, part=Part.PERFECT)


def test_a_feminine_masdar_has_a_plural_a_dual_and_a_form_before_pronouns() -> None:
    forms = texts(noun_forms("زار", "زيارة", Part.MASDAR))
    assert forms == {"زياره", "زيارت", "زيارات", "زيارتان", "زيارتين", "زيارتا", "زيارتي"}
    assert texts(noun_forms("زار", "زيارة", Part.MASDAR), bound=True) == {"زيارت"}


def test_a_masculine_masdar_takes_tanwin_and_a_sound_plural() -> None:
    assert {"اجتماع", "اجتماعا", "اجتماعات", "اجتماعين"} <= texts(noun_forms("اجتمع", "اجتماع", Part.MASDAR))


def test_a_final_hamza_has_a_seat_before_a_pronoun_and_no_alef_behind_it() -> None:
    forms = texts(noun_forms("ألقى", "إلقاء", Part.MASDAR))
    assert {"القاء", "القائ", "القاؤ"} <= forms
    assert "القاءا" not in forms


def test_a_participle_is_inflected_for_gender_and_number() -> None:
    forms = texts(noun_forms("طرد", "مطرود", Part.PASSIVE))
    assert {"مطرود", "مطروده", "مطرودون", "مطرودين", "مطرودات", "مطرودا", "مطرودتان"} <= forms


def test_a_broken_plural_is_listed_and_may_take_tanwin() -> None:
    forms = texts(trigger_noun_forms(Noun("حرب", ("حروب",), adjective=False)), part=Part.NOUN, plural=True)
    assert {"حروب", "حروبا"} <= forms


def test_an_adjective_has_a_feminine_and_a_noun_has_none() -> None:
    assert "عدوانيه" in texts(trigger_noun_forms(Noun("عدواني", (), adjective=True)))
    assert "فيتوه" not in texts(trigger_noun_forms(Noun("فيتو", (), adjective=False)))


@pytest.mark.parametrize("verb", PACK.verbs[::23], ids=lambda verb: verb.lemma)
def test_every_form_is_folded_leads_back_to_its_lemma_and_is_no_single_letter(verb: Verb) -> None:
    for form in entry_forms(verb):
        assert form.text == fold_key(form.text)
        assert form.lemma == verb.lemma
        assert len(form.text) >= 2, form


def test_a_hamza_before_waw_has_the_seat_to_which_spelling_is_folded() -> None:
    (verb,) = [verb for verb in PACK.verbs if verb.lemma == "هنأ"]
    assert fold_key("يهنئون") in texts(entry_forms(verb))


# clitics


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("وستطرد", ("و", "س", False, "تطرد", "")),
        ("للحلف", ("", "ل", True, "حلف", "")),
        ("بالطرد", ("", "ب", True, "طرد", "")),
        ("فطردته", ("ف", "", False, "طردت", "ه")),
        ("وزيارتهما", ("و", "", False, "زيارت", "هما")),
    ],
)
def test_a_word_is_cut_in_every_way_that_the_script_allows(word: str, cut: tuple[str, str, bool, str, str]) -> None:
    found = [(c.conjunction, c.particle, c.article, c.stem, c.enclitic) for c in cuts(word)]
    assert cut in found


def test_the_first_cut_is_the_whole_word() -> None:
    first = next(cuts("والطرد"))
    assert (first.stem, first.conjunction, first.enclitic) == ("والطرد", "", "")


@given(st.text(alphabet="وفبلكسالهمناطرد", max_size=12))
def test_cuts_put_together_again_make_the_word(word: str) -> None:
    for cut in cuts(word):
        article = "ال" if cut.article else ""
        written = "ل" + "ل" if cut.particle == "ل" and cut.article else cut.particle + article
        assert cut.conjunction + written + cut.stem + cut.enclitic == word
        assert len(cut.stem) >= 2


def test_a_demonym_matches_in_gender_number_and_with_the_article() -> None:
    forms = set(demonym_forms("فنلندي", NameKind.DEMONYM))
    assert {"فنلندي", "فنلنديه", "الفنلنديون", "فنلنديين", "الفنلنديه", "فنلنديا"} <= forms


def test_a_name_is_not_inflected() -> None:
    assert list(demonym_forms("فنلندا", NameKind.PREFERRED)) == ["فنلندا"]


def test_what_may_stand_before_a_name_is_sorted_by_length() -> None:
    pairs = name_proclitics()
    assert list(pairs) == sorted(pairs, key=lambda pair: (len(pair[0]), pair))
    assert ("لل", "ال") in pairs
