"""The register's treaties: names in two languages, spelling that can match, dates and parties."""

import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ontology.model import TreatyKind

TREATIES = Path(__file__).parents[2] / "ontology" / "register" / "treaties.ttl"
MQ = "https://w3id.org/mithaq/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
TREATY = "https://w3id.org/mithaq/id/treaty/"
NAME_PROPERTIES = (SKOS + "prefLabel", SKOS + "altLabel", MQ + "acronym")
FORBIDDEN = re.compile("[\u064b-\u065f\u0670\u0640\u06a9\u06cc\u06d2\u06c1\u200b-\u200f\ufb50-\ufdff\ufe70-\ufeff]")

# Names that several treaties share: the document's date or parties decide, each with the reason.
SHARED_NAMES: dict[str, str] = {}

Values = dict[str, list[Literal | NamedNode]]


@pytest.fixture(scope="module")
def treaties() -> dict[str, Values]:
    found: dict[str, Values] = defaultdict(lambda: defaultdict(list))
    for quad in parse(TREATIES.read_bytes(), RdfFormat.TURTLE):
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, Literal | NamedNode)
        if quad.subject.value.startswith(TREATY):
            found[quad.subject.value.removeprefix(TREATY)][quad.predicate.value].append(quad.object)
    return found


def names(treaty: Values, language: str, properties: tuple[str, ...] = NAME_PROPERTIES) -> list[str]:
    return [
        value.value
        for name in properties
        for value in treaty[name]
        if isinstance(value, Literal) and value.language == language
    ]


def faults_of_spelling(text: str) -> list[str]:
    """The literals of a Turtle text that ordinary newspaper text can never match."""
    return [
        value
        for value in re.findall(r'"([^"]*)"', text)
        if value != unicodedata.normalize("NFC", value) or FORBIDDEN.search(value) or value != " ".join(value.split())
    ]


def test_names_are_spelt_as_ordinary_text_spells_them() -> None:
    assert faults_of_spelling(TREATIES.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("fault", ["اتفـاق الطائف", "اتفاق کامب", "مُذكرة", "ﺍﺗﻔﺎﻕ", "اتفاق  الطائف", "Lisbon "])
def test_the_spelling_check_finds_a_fault(fault: str) -> None:
    assert faults_of_spelling(f'skos:altLabel "{fault}"@ar .') == [fault]


def test_treaties_stand_in_the_order_of_their_slugs() -> None:
    slugs = re.findall(r"^treaty:(\S+) a mq:", TREATIES.read_text(encoding="utf-8"), re.M)
    assert slugs == sorted(set(slugs))
    assert [slug for slug in slugs if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []


def test_the_file_says_where_its_names_come_from() -> None:
    assert re.search(r'dcterms:source "[^"]+"@en', TREATIES.read_text(encoding="utf-8"))


def test_a_treaty_is_of_one_kind_that_the_model_knows(treaties: dict[str, Values]) -> None:
    kinds = {MQ + kind.value.capitalize() for kind in TreatyKind}
    assert [
        slug
        for slug, treaty in treaties.items()
        if len(treaty[RDF_TYPE]) != 1 or treaty[RDF_TYPE][0].value not in kinds
    ] == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_treaty_has_one_preferred_name(treaties: dict[str, Values], language: str) -> None:
    assert [slug for slug, treaty in treaties.items() if len(names(treaty, language, (SKOS + "prefLabel",))) != 1] == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_two_treaties_share_a_name(treaties: dict[str, Values], language: str) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for slug, treaty in treaties.items():
        for name in names(treaty, language):
            owners[name].add(slug)
    shared = {name for name, slugs in owners.items() if len(slugs) > 1}
    listed = {name for name in SHARED_NAMES if bool(re.search("[\u0621-\u064a]", name)) is (language == "ar")}
    assert shared == listed


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_name_of_a_treaty_stands_twice(treaties: dict[str, Values], language: str) -> None:
    labels = (SKOS + "prefLabel", SKOS + "altLabel")
    assert [
        slug
        for slug, treaty in treaties.items()
        if len(set(names(treaty, language, labels))) != len(names(treaty, language, labels))
    ] == []


def test_arabic_names_are_in_arabic_letters_and_english_ones_are_not(treaties: dict[str, Values]) -> None:
    wrong = [
        name
        for treaty in treaties.values()
        for language, expected in (("ar", True), ("en", False))
        for name in names(treaty, language)
        if bool(re.search("[\u0621-\u064a]", name)) is not expected
    ]
    assert wrong == []


def test_every_treaty_has_one_date_of_known_precision(treaties: dict[str, Values]) -> None:
    pattern = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
    assert [
        slug
        for slug, treaty in treaties.items()
        if len(treaty[MQ + "date"]) != 1 or not pattern.fullmatch(treaty[MQ + "date"][0].value)
    ] == []


def test_every_party_is_in_the_register(treaties: dict[str, Values]) -> None:
    described = {
        quad.subject.value
        for path in TREATIES.parent.glob("*.ttl")
        for quad in parse(path.read_bytes(), RdfFormat.TURTLE)
        if isinstance(quad.subject, NamedNode) and quad.predicate.value == RDF_TYPE
    }
    assert [
        (slug, party.value)
        for slug, treaty in treaties.items()
        for party in treaty[MQ + "party"]
        if party.value not in described
    ] == []


def test_a_resolution_carries_its_number_in_its_preferred_names(treaties: dict[str, Values]) -> None:
    assert [
        (slug, name)
        for slug, treaty in treaties.items()
        if (number := re.fullmatch(r"un-\S+-resolution-(\d+)\S*", slug))
        for name in names(treaty, "ar", (SKOS + "prefLabel",)) + names(treaty, "en", (SKOS + "prefLabel",))
        if not re.search(rf"\b{number.group(1)}\b", name)
    ] == []


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("الاتفاق النووي الإيراني", "joint-comprehensive-plan-of-action"),
        ("معاهدة حظر الانتشار النووي", "treaty-on-the-non-proliferation-of-nuclear-weapons"),
        ("برنامج المشاركة من أجل السلام", "partnership-for-peace"),
        ("القرار 1701", "un-security-council-resolution-1701"),
        ("سايكس بيكو", "sykes-picot-agreement"),
    ],
)
def test_a_name_of_the_newspapers_leads_to_its_treaty(treaties: dict[str, Values], name: str, slug: str) -> None:
    assert [owner for owner, treaty in treaties.items() if name in names(treaty, "ar")] == [slug]


def test_the_register_holds_the_treaties_that_analysts_meet(treaties: dict[str, Values]) -> None:
    assert len(treaties) >= 500
