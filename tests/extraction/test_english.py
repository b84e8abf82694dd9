"""English is read by the same stages as Arabic, with the order of words where Arabic has endings."""

import pytest

from extraction.language.en.clitics import cuts, name_forms
from extraction.language.en.forms import entry_forms
from extraction.lexicon.forms import Part
from extraction.lexicon.pack import Verb
from ontology.gazetteer import NameKind
from ontology.model import Modality
from tests.extraction.read_english import actors_of, drafts_of, read, reader, ties_of, told


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        (Verb("ban", "banned", ("ban",), (), (), ""), {"ban", "bans", "banned", "banning"}),
        (Verb("withdraw", "withdrew", (), (), ("withdrawn",), ""), {"withdrew", "withdrawn", "withdrawing"}),
        (Verb("deny", "", ("denial",), (), (), ""), {"denies", "denied", "denying", "denials"}),
        (Verb("cut", "cut", (), (), (), ""), {"cut", "cuts", "cutting"}),
        (Verb("meet", "met", ("meeting",), (), (), ""), {"met", "meets", "meeting", "meetings"}),
    ],
)
def test_a_verb_has_its_regular_and_irregular_forms(verb: Verb, forms: set[str]) -> None:
    assert forms <= {form.text for form in entry_forms(verb)}


def test_a_past_participle_is_both_active_and_passive() -> None:
    made = [form for form in entry_forms(Verb("expel", "expelled", (), (), (), "")) if form.text == "expelled"]
    assert {(form.part, form.passive) for form in made} == {
        (Part.PERFECT, False),
        (Part.PERFECT, True),
        (Part.PASSIVE, True),
    }


def test_only_genitive_and_negation_are_cut() -> None:
    assert [cut.stem for cut in cuts("embassy's")] == ["embassy's", "embassy"]
    assert [cut.stem for cut in cuts("sanctions")] == ["sanctions"]


def test_demonyms_have_a_plural_unless_they_hiss() -> None:
    assert list(name_forms("German", NameKind.DEMONYM)) == ["german", "germans"]
    assert list(name_forms("Chinese", NameKind.DEMONYM)) == ["chinese"]
    assert list(name_forms("Germany", NameKind.PREFERRED)) == ["germany"]


@pytest.mark.parametrize(
    ("text", "part", "passive"),
    [
        ("Norway visited us.", Part.PERFECT, False),
        ("Norway was visited by Chile.", Part.PERFECT, True),
        ("The ministers visited by Chile left.", Part.PASSIVE, True),
        ("Norway agreed to visit Chile.", Part.INFINITIVE, False),
        ("Norway will visit Chile.", Part.IMPERFECT, False),
        ("The visit to Chile was short.", Part.MASDAR, False),
        ("Norway is visiting Chile.", Part.IMPERFECT, False),
        ("Before visiting Chile, Norway rested.", Part.INFINITIVE, False),
        ("Norway visits the island.", Part.IMPERFECT, False),
        ("Norway visits to the island.", Part.MASDAR, False),
    ],
)
def test_the_words_around_a_verb_tell_its_reading(text: str, part: Part, passive: bool) -> None:
    found = [p for draft in read(text).drafts for p in draft.candidate.parsed.predicates]
    visit = next(p for p in found if p.reading.form.lemma == "visit")
    assert (visit.part, visit.reading.form.passive) == (part, passive)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Give us the polish and turkey.", set()),
        ("The US and Turkey met.", {"united-states", "turkey"}),
        ("Russia's neighbours and the U.N. met.", {"russia", "united-nations"}),
        ("Russian-Turkish talks failed.", {"russia", "turkey"}),
    ],
)
def test_names_are_told_by_their_capitals(text: str, names: set[str]) -> None:
    assert actors_of(text) == names


@pytest.mark.parametrize(
    ("text", "ties"),
    [
        ("Norwegian Foreign Minister Karl Testmann left.", {("Karl Testmann", "officeHolderOf", "norway")}),
        ("Karl Testmann, Norway's foreign minister, left.", {("Karl Testmann", "officeHolderOf", "norway")}),
        ("The president of Chile, Ana Probanda, left.", {("Ana Probanda", "headOf", "chile")}),
        ("Ana B. Probanda was the Chilean ambassador.", {("Ana B. Probanda", "officeHolderOf", "chile")}),
        ("Chilean Foreign Minister Omar al-Testi left.", {("Omar al-Testi", "officeHolderOf", "chile")}),
        (
            "The Chilean Embassy in Oslo closed.",
            {("Embassy of Chile in Oslo", "partOf", "chile"), ("Embassy of Chile in Oslo", "locatedIn", "norway")},
        ),
    ],
)
def test_titles_and_bodies_tell_whose_they_are(text: str, ties: set[tuple[str, str, str]]) -> None:
    assert ties <= ties_of(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Norway expelled two Chilean diplomats.", ("SANCTION", ("norway",), ("chile",))),
        ("Two Chilean diplomats were expelled by Norway.", ("SANCTION", ("norway",), ("chile",))),
        ("Norway's annexation of Chile was short.", ("COERCE", ("norway",), ("chile",))),
        ("The annexation of Chile by Norway was short.", ("COERCE", ("norway",), ("chile",))),
        ("A Norwegian invasion of Chile began.", ("ASSAULT", ("norway",), ("chile",))),
        ("Norway, Chile and Peru condemned Japan.", ("ACCUSE", ("norway", "chile", "peru"), ("japan",))),
        ("Talks between Norway and Chile went on.", ("CONSULT", ("norway", "chile"), ())),
        ("Norway met with Chile.", ("CONSULT", ("norway", "chile"), ())),
        ("Norway imposed sanctions on Chile.", ("SANCTION", ("norway",), ("chile",))),
        ("Norway, which borders nobody, called on Chile to disarm.", ("REQUEST", ("norway",), ("chile",))),
        ("Norway severed diplomatic relations with Chile.", ("SANCTION", ("norway",), ("chile",))),
    ],
)
def test_participants_stand_where_the_grammar_puts_them(
    text: str, event: tuple[str, tuple[str, ...], tuple[str, ...]]
) -> None:
    assert event in told(text)


def test_the_object_of_an_accusation_did_it() -> None:
    assert ("ASSAULT", ("norway",), ("chile",)) in told("Peru accused Norway of attacking Chile.")


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Norway visited Chile.", Modality.ASSERTED),
        ("Norway will visit Chile.", Modality.PLANNED),
        ("Chile will be visited by Norway.", Modality.PLANNED),
        ("Norway may visit Chile.", Modality.HYPOTHETICAL),
        ("Norway did not visit Chile.", Modality.NEGATED),
        ("Norway has never visited Chile.", Modality.NEGATED),
        ("Norway tried to visit Chile.", Modality.ATTEMPTED),
        ("Norway agreed to visit Chile.", Modality.PLANNED),
        ("Peru said Norway visited Chile.", Modality.CLAIMED),
        ("Norway visited Chile, Peru said.", Modality.CLAIMED),
        ("Norway visited Chile, the Peruvian foreign ministry said.", Modality.CLAIMED),
    ],
)
def test_auxiliaries_cues_and_speakers_tell_whether_it_happened(text: str, modality: Modality) -> None:
    visits = [d for d in drafts_of(text) if d.candidate.frame.lemma == "visit"]
    assert [draft.modality for draft in visits] == [modality]


@pytest.mark.parametrize(
    "text",
    [
        "Peru said that Norway had attacked Chile.",
        "Peru said Norway had attacked Chile.",
        "Norway had attacked Chile, Peru said.",
        "According to Peru, Norway attacked Chile.",
        "Norway attacked Chile, according to the Peruvian side.",
        "Peru expressed concern that Norway had attacked Chile.",
    ],
)
def test_what_is_said_is_its_speakers_word_with_or_without_that(text: str) -> None:
    attack = next(d for d in drafts_of(text) if d.candidate.frame.lemma == "attack")
    assert attack.attribution is not None
    assert attack.attribution.speaker == "peru"


def test_a_modifier_before_a_noun_can_meet_a_condition() -> None:
    assert [draft.mode for draft in drafts_of("The phone talks of Norway and Chile went on.")] == ["phone"]


def test_the_subject_of_a_passive_can_meet_a_condition() -> None:
    assert [d.mode for d in drafts_of("Relations with Chile were severed by Norway.")] == ["discontinue"]


def test_a_particle_must_follow_its_verb_at_once() -> None:
    assert told("Norway called on Chile.") == [("REQUEST", ("norway",), ("chile",))]
    assert told("Norway called the talks on Chile long.")[0][0] != "REQUEST"


def test_two_frames_of_a_lemma_never_have_the_same_condition() -> None:
    for lemma, frames in reader().pack.frames.items():
        conditions = [frame.condition for frame in frames]
        assert len(conditions) == len(set(conditions)), lemma
