"""The lexicons as data: spelled so that they can match, told once, and referring to what there is."""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import chain, pairwise
from pathlib import Path

import pytest

from extraction.lexicon import pack as packs
from extraction.lexicon.pack import LanguagePack, load_pack
from extraction.readers import Reader
from extraction.text.languages import installed_languages
from extraction.text.normalisation import fold_key
from extraction.text.tokens import Token, TokenKind
from ontology.model import ActorType, EventClass, Predicate, Span
from tests.extraction.read_arabic import catalog, reader

FOLDER = Path(packs.__file__).parents[1] / "language"
FILES = sorted(path for path in FOLDER.rglob("*") if path.suffix in (".tsv", ".toml"))
TABLES = [path for path in FILES if path.suffix == ".tsv"]
KEYS = {"bodies": "head", "titles": "title"}
FAULTS = {
    "a presentation form": re.compile("[\ufb50-\ufdff\ufe70-\ufefc]"),
    "tatweel": re.compile("\u0640"),
    "a vowel mark": re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]"),
    "a letter of Persian or Urdu": re.compile("[\u06a9\u06be\u06c0-\u06c3\u06cc\u06d0\u06d2\u06d5]"),
    "an invisible character": re.compile("[\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"),
}
ROLES = frozenset({"subj", "obj", "gen"})
REFERENCES = re.compile(
    "abroad|adjacent|allies|bare|body|company|crowd|deputies|group|institution|members|ministers|mission|named|owned|"
    "person|pronoun|state|union"
)
SCOPES = re.compile("any|body|counterpart|media|none|organ|organisation|person|state")
ACTS = re.compile("allege|announce|assert|believe|demand|deny|expect|fear|hint|hope|reveal|say|warn")
HOMOGRAPHS = frozenset({"جدول", "مدد", "هاتف", "وفد"})
"""Verbs that are written like a noun of another meaning: "table", "supply", "telephone", "delegation"."""

PARTICLES = frozenset({"بناء", "تقريبا", "عدم", "غياب", "مباشره", "موقع", "نقلا"})
"""Nouns that are nearly always adverbs, prepositions or ordinary words ("directly", "according to", "site")."""

NOT_TRIGGERS = frozenset({"اتفاق"})
"""Left to the verb that governs it ("reach an agreement"), and to treaties.py."""

DIVIDED = frozenset({"اذن", "خلف", "لقاء", "وحد"})
"""Function words that are verbs or nouns as often: "then" and "permission", "behind" and "left"."""


def name(path: Path) -> str:
    return str(path.relative_to(FOLDER))


def rows(path: Path) -> list[dict[str, str]]:
    header, *lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    return [dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines]


def lists(value: object) -> Iterator[list[str]]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from lists(inner)
    elif isinstance(value, list) and all(isinstance(item, str) for item in value):
        yield value


@pytest.fixture(scope="module", params=installed_languages())
def pack(request: pytest.FixtureRequest) -> LanguagePack:
    return load_pack(request.param)


# spelling and order


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_lexicon_is_spelled_as_ordinary_text_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    for number, line in enumerate(text.split("\n"), start=1):
        assert [fault for fault, letters in FAULTS.items() if letters.search(line)] == [], f"line {number}: {line}"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_lexicon_says_where_it_comes_from(path: Path) -> None:
    if path.suffix == ".tsv":
        assert [row for row in rows(path) if not row["source"]] == []
    else:
        assert tomllib.loads(path.read_text(encoding="utf-8"))["source"]


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_the_lines_of_a_table_are_sorted_and_unique(path: Path) -> None:
    _, *lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    assert [pair for pair in pairwise(lines) if pair[0] >= pair[1]] == []


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_no_cell_of_a_table_has_space_around_it(path: Path) -> None:
    assert [row for row in rows(path) if any(cell != cell.strip() or "  " in cell for cell in row.values())] == []


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".toml"], ids=name)
def test_no_list_has_a_word_twice(path: Path) -> None:
    for words in lists(tomllib.loads(path.read_text(encoding="utf-8"))):
        assert [word for word, count in Counter(words).items() if count > 1] == []


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("sets.toml")), ids=name)
def test_the_words_of_a_set_are_sorted(path: Path) -> None:
    for words in lists(tomllib.loads(path.read_text(encoding="utf-8"))):
        assert words == sorted(words)


@pytest.mark.parametrize(
    "path", [path for path in TABLES if path.stem in ("bodies", "titles", "nouns", "speech")], ids=name
)
def test_no_two_lines_of_a_table_are_matched_by_the_same_words(path: Path) -> None:
    keys = Counter(fold_key(row[KEYS.get(path.stem, "lemma")]) for row in rows(path))
    assert [key for key, count in keys.items() if count > 1] == []


# frames


def test_every_lemma_of_a_frame_has_exactly_one_home(pack: LanguagePack) -> None:
    homes = Counter(chain((verb.lemma for verb in pack.verbs), (noun.lemma for noun in pack.nouns)))
    assert [lemma for lemma in pack.frames if not homes[lemma]] == []
    assert {lemma for lemma, count in homes.items() if count > 1} - HOMOGRAPHS == set()


def test_every_verb_and_trigger_noun_has_a_frame(pack: LanguagePack) -> None:
    trigger = {row["lemma"] for row in rows(FOLDER / pack.language / "verbs.tsv")} | {n.lemma for n in pack.nouns}
    assert trigger - set(pack.frames) == set()


def test_auxiliaries_have_no_frames(pack: LanguagePack) -> None:
    lemmas = {row["lemma"] for row in rows(FOLDER / pack.language / "auxiliaries.tsv")}
    assert lemmas & set(pack.frames) == set()


def test_every_word_set_is_used_by_a_frame(pack: LanguagePack) -> None:
    used = {name for frames in pack.frames.values() for frame in frames for name in frame.condition.sets}
    assert set(pack.sets) - used == set()


def test_every_role_of_a_frame_is_one_that_the_cues_name(pack: LanguagePack) -> None:
    known = ROLES | set(pack.cues["prepositions"])
    for frame in chain.from_iterable(pack.frames.values()):
        assert {role for source in (*frame.actor, *frame.recipient) for role in source} - known == set(), frame


def test_a_frame_names_a_class_and_a_prior_and_what_its_genitive_is(pack: LanguagePack) -> None:
    for frame in chain.from_iterable(pack.frames.values()):
        assert 0.0 <= frame.prior <= 1.0, frame
        assert frame.genitive in ("", "subj", "obj", "both"), frame
        assert frame.event_class is None or (isinstance(frame.event_class, EventClass) and frame.prior > 0), frame


def test_no_two_readings_of_a_lemma_have_the_same_condition(pack: LanguagePack) -> None:
    for frames in pack.frames.values():
        assert [c for c, count in Counter(f.condition for f in frames).items() if count > 1] == [], frames[0].lemma


# verbs, bodies, titles, speech, cues


@pytest.mark.parametrize("path", [path for path in TABLES if "ar" in path.parts and path.stem in ("verbs",)], ids=name)
def test_an_arabic_imperfect_begins_with_yeh(path: Path) -> None:
    assert [row["lemma"] for row in rows(path) if row["imperfect"] and not row["imperfect"].startswith("ي")] == []


@pytest.mark.parametrize("path", [path for path in TABLES if path.stem == "nouns"], ids=name)
def test_a_trigger_noun_is_a_noun_or_an_adjective(path: Path) -> None:
    assert {row["kind"] for row in rows(path)} <= {"noun", "adjective"}


def test_a_body_is_of_a_type_and_a_kind_that_the_code_reads(pack: LanguagePack) -> None:
    for body in pack.bodies:
        assert isinstance(body.type, ActorType)
        assert REFERENCES.fullmatch(body.reference), body
        assert set(re.findall(r"{(.*?)}", body.english)) <= {"state", "demonym", "organisation", "name"}, body


def test_a_title_has_a_relation_and_a_scope_that_the_code_reads(pack: LanguagePack) -> None:
    for title in pack.titles:
        assert isinstance(title.predicate, Predicate)
        assert SCOPES.fullmatch(title.scope), title


def test_whoever_deputises_for_a_minister_does_not_hold_his_office(pack: LanguagePack) -> None:
    deputies = [title for title in pack.titles if title.words[0] in ("نائب", "مساعد", "وكيل", "deputy", "assistant")]
    assert [title for title in deputies if title.office.endswith("-minister") and "-" not in title.office[:-9]] == []


def test_every_verb_of_speech_has_forms_and_a_known_act(pack: LanguagePack) -> None:
    lemmas = {verb.lemma for verb in pack.verbs}
    assert set(pack.speech) - lemmas == set()
    assert [speech for speech in pack.speech.values() if not ACTS.fullmatch(speech.act)] == []


@pytest.mark.parametrize(
    ("table", "key"), [("control", "object"), ("consent", "verbs"), ("charges", "lemmas"), ("relations", "joins")]
)
def test_every_lemma_that_the_cues_name_has_forms(pack: LanguagePack, table: str, key: str) -> None:
    lemmas = {verb.lemma for verb in pack.verbs} | {noun.lemma for noun in pack.nouns}
    assert [lemma for lemma in next(lists(pack.cues[table].get(key, [])), []) if lemma not in lemmas] == []


def test_every_slug_that_the_cues_name_is_in_the_register(pack: LanguagePack) -> None:
    adjectives = {str(slug) for slug in pack.cues["adjectives"].values()}
    nouns = {
        slug for noun in pack.cues["reference"].values() if isinstance(noun, dict) for slug in noun.get("names", ())
    }
    assert (adjectives | nouns) - set(catalog().actors) == set()


def test_a_noun_that_refers_back_names_types_of_actors(pack: LanguagePack) -> None:
    known = {"types", "names", "words", "number", "own", "other", "countries", "default"}
    for noun, meaning in pack.cues["reference"].items():
        if isinstance(meaning, dict):
            assert set(meaning) <= known, noun
            assert [ActorType(kind) for kind in meaning["types"]], noun


# closed-class words


def word(norm: str) -> Token:
    return Token(Span(0, len(norm)), norm, norm, (), norm, Span(0, len(norm)), False, None, TokenKind.WORD)


def names_event(arabic: Reader, lemma: str) -> bool:
    return any(frame.event_class for frame in arabic.pack.frames.get(lemma, ()))


def test_no_closed_class_word_hides_a_noun_that_names_an_event() -> None:
    arabic = reader()
    nouns = {noun.lemma for noun in arabic.pack.nouns if names_event(arabic, noun.lemma)}
    nouns |= {masdar for verb in arabic.pack.verbs if names_event(arabic, verb.lemma) for masdar in verb.masdars}
    hidden = {key for key in map(fold_key, nouns) if arabic.grammar.is_closed_class(word(key))}
    assert hidden - PARTICLES - NOT_TRIGGERS == set()


def test_no_function_word_is_read_as_a_form_that_names_an_event() -> None:
    arabic = reader()
    rules = tomllib.loads((FOLDER / "ar" / "clitics.toml").read_text(encoding="utf-8"))
    words = {fold_key(text) for text in (*rules["whole"], *rules["after_preposition"])}
    swallowed = {
        key
        for key in words
        if not arabic.grammar.is_closed_class(word(key))
        and any(names_event(arabic, reading.form.lemma) for reading in arabic.lexicon.readings(word(key)))
    }
    assert swallowed - DIVIDED == set()
