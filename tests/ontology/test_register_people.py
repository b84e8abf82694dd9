"""The register's people: names in two languages, spelling that can match, terms of office that make sense."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

REGISTER = Path(__file__).parents[2] / "ontology" / "register"
FILES = sorted(REGISTER.glob("people_*.ttl"))
MQ = "https://w3id.org/mithaq/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
ACTOR = "https://w3id.org/mithaq/id/actor/"
TENURE = "https://w3id.org/mithaq/id/tenure/"
OFFICE = "https://w3id.org/mithaq/code/office/"
NAME_PROPERTIES = (SKOS + "prefLabel", SKOS + "altLabel", MQ + "metonym", MQ + "demonym", MQ + "demonymPlural")
FORBIDDEN = re.compile("[\u064b-\u065f\u0670\u0640\u06a9\u06cc\u06d2\u06c1\u200b-\u200f\ufb50-\ufdff\ufe70-\ufeff]")

# Surnames that stand in no full name, each with the reason why a later mention uses it.
BYNAMES: dict[tuple[str, str], str] = {}

# Full names that two people share, each with the reason.
NAMESAKES = {"أمينة محمد": "the deputy secretary-general of the United Nations and a foreign minister of Kenya"}

# Words of everyday Arabic that would be taken for people all over a text: no surname may be one of them.
EVERYDAY_WORDS = (
    "هو هي ما لي في من لو كي حق كان دان ترك بين فور سلام دار واحد شاهد سريع كامل خطاب جناح مسلم مدني شرقي غريب وادي "
    "العربي الأحمر النصر الشيخ العدل المهندس الصيد جامع أمان جيل خميس روس الأول الثاني الثالث الرابع الخامس السادس "
    "حتي قوه شان بان وان كانون رمضان شعبان الشعبي الصلح إسلامي فاز سال لين رضا ديون أشرف "
    "علي محمد أحمد حسن حسين إبراهيم إسماعيل يوسف عمر محمود خالد"
)


@dataclass
class Person:
    """What the Turtle says of one person, by property and language."""

    preferred: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    alternative: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    surnames: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    tenures: list[str] = field(default_factory=list)

    def full_names(self, language: str) -> list[str]:
        return self.preferred[language] + self.alternative[language]


@dataclass
class Term:
    """What the Turtle says of one tenure: property name to values."""

    values: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


@dataclass
class People:
    persons: dict[str, Person] = field(default_factory=lambda: defaultdict(Person))
    terms: dict[str, Term] = field(default_factory=lambda: defaultdict(Term))


@pytest.fixture(scope="module")
def people() -> People:
    found = People()
    for path in FILES:
        for quad in parse(path.read_bytes(), RdfFormat.TURTLE):
            assert isinstance(quad.subject, NamedNode)
            subject, predicate, value = quad.subject.value, quad.predicate.value, quad.object
            if subject.startswith(ACTOR):
                collect_person(found.persons[subject.removeprefix(ACTOR)], predicate, value)
            elif subject.startswith(TENURE):
                assert isinstance(value, Literal | NamedNode)
                found.terms[subject.removeprefix(TENURE)].values[predicate.removeprefix(MQ)].append(value.value)
    return found


def collect_person(person: Person, predicate: str, value: object) -> None:
    names = {
        SKOS + "prefLabel": person.preferred,
        SKOS + "altLabel": person.alternative,
        MQ + "surname": person.surnames,
    }
    if isinstance(value, Literal):
        names[predicate][value.language or ""].append(value.value)
    elif isinstance(value, NamedNode) and predicate == MQ + "tenure":
        person.tenures.append(value.value.removeprefix(TENURE))


def literals(text: str) -> Iterator[str]:
    return (match.group(1) for match in re.finditer(r'"([^"]*)"', text))


def faults_of_spelling(text: str) -> list[str]:
    """The literals of a Turtle text that ordinary newspaper text can never match."""
    return [
        value
        for value in literals(text)
        if value != unicodedata.normalize("NFC", value) or FORBIDDEN.search(value) or value != " ".join(value.split())
    ]


def occurs_in(surname: str, full_name: str) -> bool:
    """Whether the surname is a run of words of the full name, with or without the Arabic or English article."""
    bare = strip_article(surname)
    words = [strip_article(word) for word in full_name.split()]
    return f" {bare} " in f" {' '.join(words)} "


def strip_article(name: str) -> str:
    return " ".join(re.sub("^(ال|[Aa]l-|[Ee]l-)(?=..)", "", word) for word in name.split())


def is_earlier(first: str, second: str) -> bool:
    """Whether the first date lies before the second, at the coarser precision of the two."""
    length = min(len(first), len(second))
    return first[:length] < second[:length]


def test_there_is_a_file_for_every_region() -> None:
    assert {path.stem for path in FILES} == {
        "people_africa",
        "people_americas",
        "people_asia",
        "people_europe",
        "people_middle_east",
        "people_organisations",
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_names_are_spelt_as_ordinary_text_spells_them(path: Path) -> None:
    assert faults_of_spelling(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("fault", ["بوتـين", "بوتین", "كَيري", "ﺑﻮﺗﻴﻦ", "بوتين\u200f", " بوتين", "Ku\u0308nast"])
def test_the_spelling_check_finds_a_fault(fault: str) -> None:
    assert faults_of_spelling(f'mq:surname "{fault}"@ar .') == [fault]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_people_stand_in_the_order_of_their_slugs(path: Path) -> None:
    slugs = re.findall(r"^actor:(\S+) a mq:Person", path.read_text(encoding="utf-8"), re.M)
    assert slugs == sorted(set(slugs))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_says_where_its_names_come_from(path: Path) -> None:
    assert re.search(r'dcterms:source "[^"]+"@en', path.read_text(encoding="utf-8"))


def test_a_person_is_described_in_one_file_alone() -> None:
    places = Counter(
        slug for path in FILES for slug in re.findall(r"^(\S+) a mq:", path.read_text(encoding="utf-8"), re.M)
    )
    assert [slug for slug, count in places.items() if count > 1] == []


def test_slugs_are_plain_ascii_in_kebab_case(people: People) -> None:
    slugs = [*people.persons, *people.terms]
    assert [slug for slug in slugs if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_person_has_one_preferred_name_and_a_surname(people: People, language: str) -> None:
    assert [
        slug
        for slug, person in people.persons.items()
        if len(person.preferred[language]) != 1 or not person.surnames[language]
    ] == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_name_of_a_person_stands_twice(people: People, language: str) -> None:
    assert [
        slug
        for slug, person in people.persons.items()
        if len(set(person.full_names(language))) != len(person.full_names(language))
    ] == []


def test_arabic_names_are_in_arabic_letters_and_english_ones_are_not(people: People) -> None:
    arabic = re.compile("[\u0621-\u064a]")
    wrong = [
        name
        for person in people.persons.values()
        for language, expected in (("ar", True), ("en", False))
        for name in person.full_names(language) + person.surnames[language]
        if bool(arabic.search(name)) is not expected or (expected and re.search("[A-Za-z]", name))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_surname_is_part_of_a_full_name(people: People, language: str) -> None:
    assert [
        (slug, surname)
        for slug, person in people.persons.items()
        for surname in person.surnames[language]
        if not any(occurs_in(surname, name) for name in person.full_names(language)) and (slug, surname) not in BYNAMES
    ] == []


def test_every_listed_byname_is_still_needed(people: People) -> None:
    needless = [
        (slug, surname)
        for slug, surname in BYNAMES
        if surname not in people.persons[slug].surnames["ar"] + people.persons[slug].surnames["en"]
        or any(occurs_in(surname, name) for name in people.persons[slug].full_names("ar"))
        or any(occurs_in(surname, name) for name in people.persons[slug].full_names("en"))
    ]
    assert needless == []


def test_the_surname_check_minds_the_article_and_whole_words() -> None:
    assert occurs_in("سيسي", "عبد الفتاح السيسي")
    assert occurs_in("بن سلمان", "محمد بن سلمان بن عبد العزيز")
    assert not occurs_in("سلم", "محمد بن سلمان")
    assert not occurs_in("Macro", "Emmanuel Macron")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_two_people_share_a_full_name(people: People, language: str) -> None:
    shared = Counter(name for person in people.persons.values() for name in person.full_names(language))
    listed = {name for name in NAMESAKES if (name[0] > "\u0600") is (language == "ar")}
    assert {name for name, count in shared.items() if count > 1} == listed


def test_no_surname_is_an_everyday_word(people: People) -> None:
    surnames = {surname for person in people.persons.values() for surname in person.surnames["ar"]}
    assert surnames.intersection(EVERYDAY_WORDS.split()) == set()


def test_no_surname_is_the_name_of_another_actor(people: People) -> None:
    names = {
        quad.object.value
        for path in REGISTER.glob("*.ttl")
        if not path.stem.startswith("people_")
        for quad in parse(path.read_bytes(), RdfFormat.TURTLE)
        if isinstance(quad.object, Literal) and quad.predicate.value in NAME_PROPERTIES
    }
    assert [
        (slug, surname)
        for slug, person in people.persons.items()
        for surname in person.surnames["ar"]
        if surname in names
    ] == []


def test_every_actor_that_a_file_of_people_names_is_in_the_register() -> None:
    described, named = set(), set()
    for path in REGISTER.glob("*.ttl"):
        for quad in parse(path.read_bytes(), RdfFormat.TURTLE):
            assert isinstance(quad.subject, NamedNode)
            if quad.predicate.value == RDF_TYPE:
                described.add(quad.subject.value)
            if path in FILES and isinstance(quad.object, NamedNode) and quad.object.value.startswith(ACTOR):
                named.add(quad.object.value)
    assert named - described == set()


def test_every_office_is_in_the_code_list(people: People) -> None:
    codes = {
        quad.subject.value
        for quad in parse((REGISTER.parent / "codes.ttl").read_bytes(), RdfFormat.TURTLE)
        if isinstance(quad.subject, NamedNode)
    }
    assert {office for term in people.terms.values() for office in term.values["office"]} - codes == set()


def test_a_person_holds_the_tenures_that_name_the_person(people: People) -> None:
    held = {(slug, tenure) for slug, person in people.persons.items() for tenure in person.tenures}
    named = {
        (holder.removeprefix(ACTOR), tenure)
        for tenure, term in people.terms.items()
        for holder in term.values["holder"]
    }
    assert held == named


def test_a_tenure_names_one_office_one_body_and_one_start(people: People) -> None:
    assert [
        tenure
        for tenure, term in people.terms.items()
        if any(len(term.values[name]) != 1 for name in ("holder", "office", "of", "start"))
        or len(term.values["end"]) > 1
        or not term.values["office"][0].startswith(OFFICE)
    ] == []


def test_a_tenure_ends_after_it_starts(people: People) -> None:
    assert [
        tenure
        for tenure, term in people.terms.items()
        for end in term.values["end"]
        if is_earlier(end, term.values["start"][0])
    ] == []


def test_the_check_of_dates_compares_at_the_coarser_precision() -> None:
    assert is_earlier("2011", "2012-05-07")
    assert is_earlier("2012-04", "2012-05-07")
    assert not is_earlier("2012", "2012-05-07")
    assert not is_earlier("2012-05-07", "2012")


def test_two_tenures_of_one_office_by_one_person_do_not_overlap(people: People) -> None:
    terms: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for term in people.terms.values():
        key = tuple(term.values[name][0] for name in ("holder", "office", "of"))
        if key[1] not in (OFFICE + "envoy", OFFICE + "ambassador"):
            terms[key].append((term.values["start"][0], (term.values["end"] or ["9999"])[0]))
    assert [
        key
        for key, dates in terms.items()
        for (_, end), (start, _) in zip(sorted(dates), sorted(dates)[1:], strict=False)
        if is_earlier(start, end)
    ] == []


def test_the_register_holds_the_office_holders_that_analysts_meet(people: People) -> None:
    assert len(people.persons) >= 2700
    assert {"vladimir-putin", "angela-merkel", "antonio-guterres", "salva-kiir"} <= set(people.persons)


def test_the_head_of_state_of_russia_in_2014_is_one_person(people: People) -> None:
    holders = {
        term.values["holder"][0].removeprefix(ACTOR)
        for term in people.terms.values()
        if term.values["office"] == [OFFICE + "head-of-state"]
        and term.values["of"] == [ACTOR + "russia"]
        and term.values["start"][0] <= "2014-03-18" <= (term.values["end"] or ["9999"])[0]
    }
    assert holders == {"vladimir-putin"}
