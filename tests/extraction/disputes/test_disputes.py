import pytest

from extraction.disputes.disputes import Candidate, DisputeFinder, choose
from extraction.document_reading import DocumentReading, standing_for
from extraction.lexicon.pack import load_pack
from extraction.ranking import LinearModel
from ontology.model import Event, EventClass, Issue, Modality, Span
from tests.extraction.made_drafts import read

ALWAYS = LinearModel({"bias": 5.0})


def finder() -> DisputeFinder:
    return DisputeFinder(load_pack("ar"), ALWAYS)


def event(text: str, clause: str, kind: EventClass, actor: list[str], recipient: list[str]) -> Event:
    span = Span(text.index(clause), text.index(clause) + len(clause))
    return Event(f"e-{clause}", kind, Modality.ASSERTED, tuple(actor), tuple(recipient), span, span)


def quarrels(reading: DocumentReading, *events: Event) -> list[Candidate]:
    actors = {actor.id: actor for actor in reading.linker.cast}
    return finder().candidates(reading.passages, events, actors, standing_for(reading.linker.ties))


def sets(candidates: list[Candidate]) -> set[tuple[tuple[str, ...], Issue]]:
    return {(candidate.parties, candidate.issue) for candidate in candidates}


def test_an_event_of_conflict_sets_its_sides_against_each_other_over_what_its_words_name() -> None:
    text = "انتقدت فرنسا ترسيم إيران للحدود."
    found = sets(quarrels(read(text), event(text, text[:-1], EventClass.ACCUSE, ["france"], ["iran"])))
    assert (("france", "iran"), Issue.TERRITORY) in found


def test_cooperation_and_what_was_denied_make_no_quarrel() -> None:
    text = "تعاونت فرنسا وإيران."
    reading = read(text)
    assert quarrels(reading, event(text, text[:-1], EventClass.COOPERATE, ["france", "iran"], [])) == []


def test_a_noun_of_contention_makes_a_quarrel_of_those_it_stands_between() -> None:
    found = sets(quarrels(read("يستمر النزاع بين فرنسا وإيران على الجزر.")))
    assert found == {(("france", "iran"), Issue.TERRITORY)}


@pytest.mark.parametrize(
    ("text", "language", "parties"),
    [
        ("يستمر خلاف تركيا مع اليونان.", "ar", ("turkey", "greece")),
        ("تدخل الحرب الروسية ضد أوكرانيا عامها الثالث.", "ar", ("russia", "ukraine")),
        ("The dispute between Greece and Turkey goes on.", "en", ("greece", "turkey")),
        ("Russia's war against Ukraine goes on.", "en", ("russia", "ukraine")),
    ],
)
def test_whose_contention_with_whom_is_told_by_owner_and_preposition(
    text: str, language: str, parties: tuple[str, ...]
) -> None:
    passage = read(text, language=language).passages[0]
    assert [passage.between(noun) for noun in passage.nouns] == [parties]


def test_english_adjectives_stand_before_their_noun_of_contention() -> None:
    passage = read("The US-China trade war goes on.", language="en").passages[0]
    assert [passage.qualifying(noun) for noun in passage.nouns] == [("united-states", "china")]


def test_persons_and_bodies_count_as_their_states() -> None:
    text = "اتهم الرئيس الفرنسي إيمانويل ماكرون وزارة الخارجية الإيرانية بالتجسس."
    reading = read(text)
    people = [actor.id for actor in reading.linker.cast if actor.id not in ("france", "iran")]
    accusation = event(text, text[:-1], EventClass.ACCUSE, people[:1], people[1:])
    assert {candidate.parties for candidate in quarrels(reading, accusation)} == {("france", "iran")}


def test_an_organisation_before_which_quarrels_are_brought_is_no_party() -> None:
    text = "قدمت فرنسا شكوى إلى الأمم المتحدة ضد إيران."
    reading = read(text)
    complaint = event(text, text[:-1], EventClass.ACCUSE, ["france"], ["united-nations", "iran"])
    assert {candidate.parties for candidate in quarrels(reading, complaint)} == {("france", "iran")}


def test_many_against_one_by_the_same_act_are_one_quarrel() -> None:
    names = {"فرنسا": "france", "ألمانيا": "germany", "إيطاليا": "italy", "إسبانيا": "spain"}
    text = " ".join(f"طردت {name} دبلوماسيا إيرانيا." for name in names)
    made = [
        event(text, f"طردت {name} دبلوماسيا إيرانيا", EventClass.SANCTION, [slug], ["iran"])
        for name, slug in names.items()
    ]
    parties = {candidate.parties for candidate in quarrels(read(text), *made)}
    assert parties == {("france", "germany", "iran", "italy", "spain")}


def test_an_issue_is_told_once_for_parties_and_part_of_them() -> None:
    text = "قصفت فرنسا وألمانيا قوات إيران."
    reading = read(text)
    bombing = event(text, text[:-1], EventClass.ASSAULT, ["france", "germany"], ["iran"])
    candidates = quarrels(reading, bombing)
    assert len({candidate.parties for candidate in candidates}) == 3
    chosen = choose(candidates, ALWAYS)
    issues = [candidate.issue for candidate in chosen if candidate.parties == ("france", "germany", "iran")]
    pairs = [candidate for candidate in chosen if len(candidate.parties) == 2]
    assert not issues or all(candidate.issue not in issues for candidate in pairs)
    assert len(chosen) < len(candidates)


def test_what_the_model_does_not_believe_is_no_dispute() -> None:
    candidates = quarrels(read("يستمر النزاع بين فرنسا وإيران على الجزر."))
    assert choose(candidates, LinearModel({"bias": -5.0})) == []


def test_a_dispute_keeps_its_events_and_its_evidence() -> None:
    text = "انتقدت فرنسا ترسيم إيران للحدود."
    reading = read(text)
    criticism = event(text, text[:-1], EventClass.ACCUSE, ["france"], ["iran"])
    actors = {actor.id: actor for actor in reading.linker.cast}
    found = finder().find(reading.passages, [criticism], actors, {})
    assert {dispute.events for dispute in found} == {(criticism.id,)}
    assert found[0].evidence.of(text) == text[:-1]
    assert found[0].label_en is not None
    assert found[0].label_en.startswith("France and Iran: ")


def test_whom_the_accused_helps_is_party_with_accuser_and_accused() -> None:
    text = "تتهم كيغالي بوروندي بدعم حركة 23 مارس."
    accusation = event(text, text[:-1], EventClass.ACCUSE, ["rwanda"], ["burundi"])
    help_given = event(text, "بدعم حركة 23 مارس", EventClass.AID, ["burundi"], ["m23"])
    parties = {candidate.parties for candidate in quarrels(read(text), accusation, help_given)}
    assert ("burundi", "m23", "rwanda") in parties


def test_a_known_dispute_is_found_by_its_name_where_its_parties_are_named() -> None:
    found = sets(quarrels(read("زار وزير باكستاني الهند. ولم يتطرق الحديث إلى كشمير.")))
    assert (("india", "pakistan"), Issue.TERRITORY) in found
    assert quarrels(read("زار وزير باكستاني الصين. ولم يتطرق الحديث إلى كشمير.")) == []
