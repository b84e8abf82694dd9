import pytest

from tests.extraction.parsed_sentences import clauses_of, parse_sentence


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("زارت قطر مصر، وانتقدت تركيا", ["زارت قطر مصر", "وانتقدت تركيا"]),
        ("زارت قطر مصر وانتقدت تركيا", ["زارت قطر مصر", "وانتقدت تركيا"]),
        ("أعلنت قطر أن مصر تعاونت", ["أعلنت قطر", "أن مصر تعاونت"]),
        ("انتقدت قطر التي زارتها مصر", ["انتقدت قطر", "التي زارتها مصر"]),
        ("زارت قطر مصر بينما انتقدت تركيا", ["زارت قطر مصر", "بينما انتقدت تركيا"]),
        ("زارت قطر مصر: تعاون جديد", ["زارت قطر مصر", "تعاون جديد"]),
    ],
)
def test_a_clause_ends_at_punctuation_a_subordinator_and_a_coordinated_verb(text: str, clauses: list[str]) -> None:
    assert clauses_of(text) == clauses


def test_a_coordinated_noun_ends_no_clause() -> None:
    assert len(clauses_of("زارت قطر وتركيا مصر")) == 1


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("تعاونت قطر مع مصر", "مع"),
        ("تعاونت قطر إلى جانب مصر", "مع"),
        ("هاجمت قطر قوات داخل مصر", "في"),
        ("انتقلت قطر نحو مصر", "إلى"),
        ("قدمت قطر مساعدات لمصر", "ل"),
        ("قدمت قطر مساعدات للسودان", "ل"),
        ("اعترفت قطر بمصر", "ب"),
        ("الخلاف فيما بين مصر", "بين"),
        ("قصف من جانب مصر", "من قبل"),
        ("انتقادات إزاء مصر", "تجاه"),
        ('تعاونت قطر مع "مصر"', "مع"),
        ("زارت قطر مصر", ""),
    ],
)
def test_a_phrase_has_the_role_of_what_governs_it(text: str, role: str) -> None:
    last = parse_sentence(text).phrases[-1]
    assert last.actors in (("egypt",), ("sudan",))
    assert last.preposition == role


def test_coordinated_phrases_share_their_preposition() -> None:
    phrases = parse_sentence("تعاونت قطر مع مصر وتركيا والسودان").phrases
    assert [phrase.preposition for phrase in phrases] == ["", "مع", "مع", "مع"]
    assert [phrase.coordinated for phrase in phrases] == [False, False, True, True]


def test_a_demonym_has_the_preposition_of_the_noun_that_it_qualifies() -> None:
    (phrase,) = parse_sentence("تعاون مع الجانب المصري").phrases[:1]
    assert phrase.preposition == "مع"


def test_a_comma_joins_the_names_of_a_list() -> None:
    phrases = parse_sentence("وقعت قطر، مصر وتركيا اتفاقا").phrases
    assert [phrase.coordinated for phrase in phrases[:3]] == [False, True, True]


@pytest.mark.parametrize("word", ["من", "وفي", "التي", "لم", "عليها", "وبين", "أنه"])
def test_function_words_are_closed_class(word: str) -> None:
    parsed = parse_sentence(f"زارت {word} مصر")
    assert [p.at for p in parsed.predicates] == [0]


@pytest.mark.parametrize("word", ["فك", "حرب", "زيارة", "قمة"])
def test_nouns_of_politics_are_not(word: str) -> None:
    parsed = parse_sentence(f"بعد {word} مصر")
    assert [p.at for p in parsed.predicates] == [1]


@pytest.mark.parametrize("word", ["هنأ", "وهنأ"])
def test_a_verb_that_only_its_hamza_tells_from_a_function_word_is_a_verb(word: str) -> None:
    parsed = parse_sentence(f"{word} الرئيس الروسي مصر")
    assert [p.reading.form.lemma for p in parsed.predicates] == ["هنأ"]
