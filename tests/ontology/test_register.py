"""The gazetteer's files obey the rules that the reading of texts relies on.

Every rule is a function from actors to the faults it finds, so that it can be shown to find one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files

import pycountry
import pyoxigraph
import pytest
from babel import Locale

ACTOR = "https://w3id.org/mithaq/id/actor/"
MQ = "https://w3id.org/mithaq/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
WD = "http://www.wikidata.org/entity/"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

GAZETTEER = (
    "armed_groups",
    "bodies",
    "collectives",
    "companies",
    "former_states",
    "media",
    "organisations",
    "parties",
    "states",
)
TYPES = {
    "armed_groups": {"ArmedForce", "ArmedGroup", "Party"},
    "bodies": {"ArmedForce", "Company", "Government", "IGO", "NGO", "Party"},
    "collectives": {"ArmedGroup", "Company", "Government", "NGO", "People", "State"},
    "companies": {"Company"},
    "former_states": {"FormerState", "State"},
    "media": {"Media"},
    "organisations": {"ArmedForce", "IGO", "NGO", "Party"},
    "parties": {"NGO", "Party"},
    "states": {"State"},
}

NAMES = ("prefLabel", "altLabel", "acronym", "metonym")
FOLDED = str.maketrans("أإآٱىة", "اااايه", "\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")
UNWANTED = re.compile("[\u0640\u064b-\u0652\u0670\u06a9\u06cc\u06a4\u06af\u067e\u0686\u06c1\ufb50-\ufdff\ufe70-\ufeff]")

# States whose Arabic name here is not CLDR's, each with the reason.
OTHER_THAN_CLDR = {
    "CD": "CLDR tells the two Congos apart by their capitals; newspapers use the full name",
    "CG": "CLDR tells the two Congos apart by their capitals; newspapers use the full name",
    "DK": "newspapers write الدنمارك",
    "HU": "newspapers write المجر",
    "MM": "CLDR adds the old name in brackets",
    "PS": "CLDR names the territories; the entry is the state",
    "SA": "newspapers use the short name, as CLDR does for other states",
    "AE": "newspapers use the short name, as CLDR does for other states",
    "GB": "newspapers use the short name",
    "UY": "newspapers and the United Nations write أوروغواي",
    "TL": "newspapers use the name by direction",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor as its file states it: values by local name of the property, literals with their language."""

    slug: str
    file: str = "states"
    types: tuple[str, ...] = ("State",)
    values: Mapping[str, tuple[tuple[str, str | None], ...]] = field(default_factory=dict)

    def texts(self, *properties: str, language: str | None = None) -> Iterator[str]:
        """Values of properties, of one language where given."""
        for name in properties:
            yield from (text for text, tag in self.values.get(name, ()) if language in (None, tag))

    def one(self, name: str) -> str | None:
        """The first value of a property."""
        return next(self.texts(name), None)


def fold(name: str) -> str:
    """The spelling under which the reader compares names."""
    return name.translate(FOLDED).casefold()


def read(file: str) -> list[Entry]:
    """The actors of a file of the register, in the order of the file."""
    data = (files("ontology") / "register" / f"{file}.ttl").read_bytes()
    properties: dict[str, dict[str, list[tuple[str, str | None]]]] = defaultdict(lambda: defaultdict(list))
    for quad in pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.TURTLE):
        if isinstance(quad.subject, pyoxigraph.NamedNode) and quad.subject.value.startswith(ACTOR):
            tag = quad.object.language if isinstance(quad.object, pyoxigraph.Literal) else None
            value = str(getattr(quad.object, "value", ""))
            properties[quad.subject.value][re.split("[#/]", quad.predicate.value)[-1]].append((value, tag))
    return [
        Entry(
            slug=subject.removeprefix(ACTOR),
            file=file,
            types=tuple(value.removeprefix(MQ) for value, _ in values["type"]),
            values={name: tuple(found) for name, found in values.items() if name != "type"},
        )
        for subject, values in properties.items()
    ]


@pytest.fixture(scope="module")
def gazetteer() -> list[Entry]:
    return [entry for file in GAZETTEER for entry in read(file)]


def without_both_languages(entries: Iterable[Entry]) -> list[str]:
    """Actors without exactly one preferred name in Arabic and one in English."""
    return [e.slug for e in entries if sorted(tag or "" for _, tag in e.values.get("prefLabel", ())) != ["ar", "en"]]


def badly_spelt(entries: Iterable[Entry]) -> list[str]:
    """Literals that are not NFC, have stray spaces, or letters that ordinary Arabic text does not have."""
    texts = [text for e in entries for text in e.texts(*NAMES, "demonym", "demonymPlural")]
    return [t for t in texts if unicodedata.normalize("NFC", t) != t or UNWANTED.search(t) or " ".join(t.split()) != t]


def in_the_wrong_language(entries: Iterable[Entry]) -> list[str]:
    """Literals with Arabic letters that are not tagged so, and the reverse."""
    properties = (*NAMES, "demonym", "demonymPlural")
    pairs = [pair for e in entries for name in properties for pair in e.values.get(name, ())]
    return [text for text, tag in pairs if tag != ("ar" if re.search("[\u0620-\u064a]", text) else "en")]


def claimed_twice(entries: Iterable[Entry]) -> list[str]:
    """Names, acronyms and metonyms that two actors have, compared as the reader does."""
    claims: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for name in entry.texts(*NAMES):
            claims[fold(name)].add(entry.slug)
    return [f"{name}: {sorted(slugs)}" for name, slugs in claims.items() if len(slugs) > 1]


def told_twice(entries: Iterable[Entry]) -> list[str]:
    """Names of one actor that differ only in what folding takes away; metonyms that are names too."""
    groups = (("prefLabel", "altLabel"), ("prefLabel", "altLabel", "metonym"), ("acronym",), ("demonym",))
    counts = [(e.slug, Counter(map(fold, e.texts(*group)))) for e in entries for group in groups]
    return [f"{slug}: {name}" for slug, counter in counts for name, times in counter.items() if times > 1]


def with_article(entries: Iterable[Entry]) -> list[str]:
    """Arabic demonyms that have the article, or are no nisba; plurals that the reader makes by rule."""
    entries = list(entries)
    singular = [name for e in entries for name in e.texts("demonym", language="ar")]
    plural = [name for e in entries for name in e.texts("demonymPlural")]
    found = [name for name in singular if name.startswith("ال") or not name.endswith("ي")]
    return found + [name for name in plural if name.startswith("ال") or name.endswith(("ون", "ين"))]


def with_wrong_wikidata(entries: Iterable[Entry]) -> list[str]:
    """Matches that are no Wikidata item, and items that two actors have."""
    items = [item for e in entries for item in e.texts("exactMatch")]
    wrong = [item for item in items if not re.fullmatch(re.escape(WD) + "Q[1-9][0-9]*", item)]
    return wrong + [item for item, times in Counter(items).items() if times > 1]


def with_wrong_years(entries: Iterable[Entry]) -> list[str]:
    """Actors that ended before they began, or end without being something of the past."""
    years = [(e, e.one("start") or "0000", e.one("end")) for e in entries]
    ended = [e.slug for e, start, end in years if end is not None and end < start]
    return ended + [e.slug for e, _, end in years if e.types == ("State",) and end and e.file == "states"]


def with_codes_of_others(entries: Iterable[Entry]) -> list[str]:
    """ISO codes on what is no state, and two states with one code."""
    entries = list(entries)
    wrong = [e.slug for e in entries if e.one("iso3") and not {"State", "FormerState"} & set(e.types)]
    codes = Counter(code for e in entries for code in e.texts("iso2", "iso3"))
    return wrong + [code for code, times in codes.items() if times > 1]


def in_circles(entries: Iterable[Entry]) -> list[str]:
    """Actors that are, step by step, an organ of themselves."""
    wholes = {ACTOR + e.slug: set(e.texts("partOf")) for e in entries}

    def above(iri: str) -> set[str]:
        seen: set[str] = set()
        queue = [iri]
        while queue:
            new = wholes.get(queue.pop(), set()) - seen
            seen |= new
            queue += new
        return seen

    return [iri.removeprefix(ACTOR) for iri in wholes if iri in above(iri)]


RULES: dict[Callable[[Iterable[Entry]], list[str]], tuple[Entry, ...]] = {
    without_both_languages: (Entry("a", values={"prefLabel": (("A", "en"),)}),),
    badly_spelt: (Entry("a", values={"altLabel": (("مـصر", "ar"),)}),),
    in_the_wrong_language: (Entry("a", values={"altLabel": (("مصر", "en"),)}),),
    claimed_twice: (
        Entry("a", values={"prefLabel": (("أنقرة", "ar"),)}),
        Entry("b", values={"metonym": (("انقره", "ar"),)}),
    ),
    told_twice: (Entry("a", values={"prefLabel": (("مصر", "ar"),), "metonym": (("مصر", "ar"),)}),),
    with_article: (Entry("a", values={"demonym": (("الروسي", "ar"),)}),),
    with_wrong_wikidata: (Entry("a", values={"exactMatch": (("https://www.wikidata.org/wiki/Q159", None),)}),),
    with_wrong_years: (Entry("a", values={"start": (("1991", None),), "end": (("1922", None),)}),),
    with_codes_of_others: (Entry("a", types=("IGO",), values={"iso3": (("EUU", None),)}),),
    in_circles: (Entry("a", values={"partOf": ((ACTOR + "a", None),)}),),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_gazetteer_has_no_actor(rule: Callable[[Iterable[Entry]], list[str]], gazetteer: list[Entry]) -> None:
    assert rule(gazetteer) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_faulty_actor_is_found_by_the_rule_on(rule: Callable[[Iterable[Entry]], list[str]]) -> None:
    assert rule(RULES[rule]) != []


@pytest.mark.parametrize("file", GAZETTEER)
def test_the_file_is_sorted_and_ends_in_one_newline(file: str) -> None:
    text = (files("ontology") / "register" / f"{file}.ttl").read_text(encoding="utf-8")
    slugs = re.findall(r"^actor:(\S+) a mq:", text, flags=re.MULTILINE)
    assert slugs == sorted(set(slugs))
    assert slugs == [entry.slug for entry in read(file)]
    assert text.endswith(" .\n")
    assert "dcterms:source" in text


@pytest.mark.parametrize("file", GAZETTEER)
def test_the_file_holds_the_types_that_belong_in_it(file: str) -> None:
    entries = read(file)
    assert [e.slug for e in entries if len(e.types) != 1] == []
    assert {e.types[0] for e in entries} <= TYPES[file]


def test_no_two_files_describe_the_same_actor(gazetteer: list[Entry]) -> None:
    assert [slug for slug, times in Counter(e.slug for e in gazetteer).items() if times > 1] == []


def test_every_actor_that_the_register_refers_to_is_described() -> None:
    described, meant = set(), set()
    for file in (files("ontology") / "register").iterdir():
        if file.name.endswith(".ttl"):
            for quad in pyoxigraph.parse(file.read_bytes(), format=pyoxigraph.RdfFormat.TURTLE):
                if quad.predicate.value == RDF_TYPE:
                    described.add(quad.subject)
                elif isinstance(quad.object, pyoxigraph.NamedNode) and quad.object.value.startswith(ACTOR):
                    meant.add(quad.object)
    assert sorted(iri.value for iri in meant - described) == []


def test_states_have_the_codes_of_iso_3166() -> None:
    # Kosovo has no code of ISO 3166-1; XK and XKX are user-assigned and in wide use.
    alpha = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}
    found = {(e.one("iso2"), e.one("iso3")) for e in read("states")}
    assert found <= set(alpha.items())
    assert len(found) == 197


def test_former_states_have_the_codes_of_iso_3166_3() -> None:
    historic = {country.alpha_3 for country in pycountry.historic_countries} | {"ESH"}
    codes = {code for e in read("former_states") for code in e.texts("iso3")}
    assert codes <= historic
    assert {"SUN", "YUG", "CSK", "DDR"} <= codes


def test_arabic_names_of_states_are_those_of_cldr_but_for_stated_reasons() -> None:
    names = Locale.parse("ar").territories
    own = {e.one("iso2") or "": next(e.texts("prefLabel", language="ar")) for e in read("states")}
    other = {code for code, name in own.items() if fold(name) != fold(names[code])}
    assert other == set(OTHER_THAN_CLDR)


def test_states_know_the_name_that_cldr_gives_them() -> None:
    names = Locale.parse("ar").territories
    known = {e.one("iso2") or "": set(map(fold, e.texts("prefLabel", "altLabel"))) for e in read("states")}
    assert [code for code, spellings in known.items() if fold(names[code]) not in spellings] == []


@pytest.mark.parametrize(
    ("file", "least"),
    [
        ("former_states", 60),
        ("organisations", 400),
        ("armed_groups", 150),
        ("bodies", 60),
        ("companies", 50),
        ("media", 60),
    ],
)
def test_the_file_is_as_full_as_the_reading_needs(file: str, least: int) -> None:
    assert len(read(file)) >= least
