"""The catalog reads the ontology and the register, refuses what breaks their rules, and is quick."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

import ontology
from ontology.catalog import ONTOLOGY_FILES, Catalog, Name, NameKind, Tenure, digest_catalog, load_catalog
from ontology.errors import IdentifierError, LexiconError
from ontology.model import MODES, ActorType, EventClass, Issue, Modality, TreatyKind
from ontology.terms import MITHAQ, ONTOLOGY_GRAPH, REGISTER_GRAPH, code

HEAD = """\
@prefix actor: <https://w3id.org/mithaq/id/actor/> .
@prefix mq: <https://w3id.org/mithaq/ontology#> .
@prefix office: <https://w3id.org/mithaq/code/office/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix tenure: <https://w3id.org/mithaq/id/tenure/> .
@prefix treaty: <https://w3id.org/mithaq/id/treaty/> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

EXAMPLE = """\
actor:ruritania a mq:State ;
    skos:prefLabel "Ruritania"@en , "روريتانيا"@ar ;
    skos:altLabel "Kingdom of Ruritania"@en ;
    mq:metonym "Strelsau"@en , "سترلساو"@ar ;
    mq:demonym "روريتاني"@ar ; mq:demonymPlural "روريتان"@ar ; mq:acronym "RUR" ;
    mq:iso2 "RU" ; mq:iso3 "RUR" ; skos:exactMatch wd:Q159 , <https://example.org/ruritania> .
actor:greater-ruritania a mq:FormerState ; skos:prefLabel "Greater Ruritania"@en ;
    mq:start "1871"^^xsd:gYear ; mq:end "1918-11-11"^^xsd:date ; mq:successor actor:ruritania .
actor:rudolf a mq:Person ; skos:prefLabel "Rudolf Elphberg"@en ; mq:surname "Elphberg"@en ; mq:country actor:ruritania ;
    mq:tenure tenure:rudolf-head-of-state-ruritania-1894 .
tenure:rudolf-head-of-state-ruritania-1894 a mq:Tenure ; mq:holder actor:rudolf ; mq:office office:head-of-state ;
    mq:of actor:ruritania ; mq:start "1894"^^xsd:gYear .
treaty:strelsau a mq:Ceasefire ; skos:prefLabel "Truce of Strelsau"@en ; mq:party actor:ruritania ;
    mq:date "1894-05"^^xsd:gYearMonth .
"""


def register(folder: Path, **files: str) -> Path:
    """A folder with the ontology and these files as its register."""
    for name in ONTOLOGY_FILES:
        shutil.copy(Path(ontology.__file__).parent / name, folder / name)
    (folder / "register").mkdir()
    for name, body in files.items():
        (folder / "register" / f"{name}.ttl").write_text(HEAD + body, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


def test_an_actor_has_its_names_by_kind_its_codes_and_its_wikidata_item(tmp_path: Path) -> None:
    actor = load_catalog(register(tmp_path, states=EXAMPLE)).actors["ruritania"]
    assert (actor.type, actor.iso2, actor.iso3, actor.wikidata) == (ActorType.STATE, "RU", "RUR", "Q159")
    assert actor.names == (
        Name("روريتانيا", "ar", NameKind.PREFERRED),
        Name("Ruritania", "en", NameKind.PREFERRED),
        Name("Kingdom of Ruritania", "en", NameKind.ALTERNATIVE),
        Name("سترلساو", "ar", NameKind.METONYM),
        Name("Strelsau", "en", NameKind.METONYM),
        Name("روريتاني", "ar", NameKind.DEMONYM),
        Name("روريتان", "ar", NameKind.DEMONYM_PLURAL),
        Name("RUR", None, NameKind.ACRONYM),
    )
    assert (actor.preferred("ar"), actor.preferred("fr")) == ("روريتانيا", None)


def test_former_states_persons_treaties_and_tenures_are_read(tmp_path: Path) -> None:
    found = load_catalog(register(tmp_path, states=EXAMPLE))
    former, person = found.actors["greater-ruritania"], found.actors["rudolf"]
    assert (former.start, former.end, former.successors) == ("1871", "1918-11-11", ("ruritania",))
    assert (person.type, person.country) == (ActorType.PERSON, "ruritania")
    truce = found.treaties["strelsau"]
    assert (truce.kind, truce.parties, truce.date) == (TreatyKind.CEASEFIRE, ("ruritania",), "1894-05")
    (tenure,) = found.tenures
    assert tenure == Tenure(
        "rudolf-head-of-state-ruritania-1894", tenure.iri, "rudolf", "head-of-state", "ruritania", "1894", None
    )


def test_files_may_add_to_an_actor_of_another_file(tmp_path: Path) -> None:
    more = 'actor:ruritania skos:altLabel "مملكة روريتانيا"@ar .'
    found = load_catalog(register(tmp_path, states=EXAMPLE, variants=more))
    assert Name("مملكة روريتانيا", "ar", NameKind.ALTERNATIVE) in found.actors["ruritania"].names


def test_references_to_actors_that_the_register_does_not_hold_are_listed(tmp_path: Path) -> None:
    found = load_catalog(register(tmp_path, states=EXAMPLE.replace("actor:ruritania a", "actor:zenda a")))
    tenure = "rudolf-head-of-state-ruritania-1894"
    assert found.unknown_references() == tuple(
        (slug, "ruritania") for slug in ("greater-ruritania", "rudolf", tenure, "strelsau")
    )


def test_without_a_register_there_is_still_the_ontology(tmp_path: Path) -> None:
    found = load_catalog(register(tmp_path))
    assert not found.actors
    assert found.quads_register() == ()
    assert found.code_list("event")


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("actor:a a mq:State ;\n  %% .", 10, "is no Turtle"),
        ('actor:a a mq:Nation ; skos:prefLabel "A"@en .', 9, "has mq:Nation"),
        ('actor:a a mq:State , mq:IGO ; skos:prefLabel "A"@en .', 9, "has mq:"),
        ('actor:a skos:prefLabel "A"@en .', 9, "has no class"),
        ("actor:a a mq:State .", 9, "has no skos:prefLabel"),
        ('actor:a a mq:State ; skos:prefLabel "A" .', 9, "in a language"),
        ('actor:a a mq:State ; skos:prefLabel "A"@en , "B"@en .', 9, "in a language"),
        ('actor:a a mq:State ; skos:prefLabel " A"@en .', 9, "begins or ends with a space"),
        ("actor:a a mq:State ; skos:prefLabel actor:b .", 9, "must be a literal"),
        ('actor:a a mq:State ; skos:prefLabel "A"@en ; mq:iso3 "rus" .', 9, "'rus'"),
        ('actor:a a mq:State ; skos:prefLabel "A"@en ; mq:iso3 "RUS" , "SUN" .', 9, "there can be one"),
        ('actor:a a mq:State ; skos:prefLabel "A"@en ; mq:isoo3 "RUS" .', 9, "ontology#isoo3"),
        ('actor:a a mq:State ; skos:prefLabel "A"@en ; mq:country "b" .', 9, "must be an IRI"),
        ('actor:a a mq:State ; skos:prefLabel "A"@en ; mq:country treaty:b .', 9, "treaty/b"),
        ('actor:a a mq:State ; skos:prefLabel "A"@en ; skos:exactMatch wd:Q1 , wd:Q2 .', 9, "Q1, Q2"),
        ('actor:a a mq:State ; skos:prefLabel "A"@en ; skos:exactMatch wd:P1 .', 9, "P1"),
        ('actor:a a mq:State ; skos:prefLabel "A"@en ; mq:start "1991" .', 9, "datatype"),
        ('actor:a a mq:State ; skos:prefLabel "A"@en ; mq:start "1991-02-30"^^xsd:date .', 9, "1991-02-30"),
        ('actor:A_b a mq:State ; skos:prefLabel "A"@en .', 9, "lower-case"),
        ('actor:a a mq:State ; skos:prefLabel "A"@en ; mq:partOf [ ] .', None, "blank node"),
        ('treaty:a a mq:State ; skos:prefLabel "A"@en .', 9, "has mq:State"),
        ('treaty:a a mq:Treaty ; skos:prefLabel "A"@en ; mq:iso3 "RUS" .', 9, "iso3"),
        (
            "tenure:a a mq:Tenure ; mq:holder actor:a ; mq:of actor:b .",
            9,
            "has no <https://w3id.org/mithaq/ontology#office>",
        ),
        ("tenure:a a mq:Tenure ; mq:holder actor:a ; mq:of actor:b ; mq:office actor:c .", 9, "actor/c"),
        (
            'actor:b a mq:State ; skos:prefLabel "B"@en ; mq:partOf actor:a .\n\nactor:a a mq:State .',
            11,
            "has no skos:prefLabel",
        ),
    ],
)
def test_an_entry_that_breaks_a_rule_is_refused_with_file_and_line(
    tmp_path: Path, body: str, line: int | None, words: str
) -> None:
    with pytest.raises(LexiconError) as fault:
        load_catalog(register(tmp_path, states=body))
    path = tmp_path / "register" / "states.ttl"
    assert str(fault.value).startswith(f"{path}:{line}: " if line else f"{path}: ")
    assert words in str(fault.value)


def test_a_missing_file_of_the_ontology_is_named(tmp_path: Path) -> None:
    register(tmp_path)
    (tmp_path / "codes.ttl").unlink()
    with pytest.raises(LexiconError, match=r"codes\.ttl: cannot be read"):
        load_catalog(tmp_path)


def test_two_loads_give_the_same_values_in_the_same_order(catalog: Catalog) -> None:
    again = load_catalog()
    assert list(again.actors.values()) == list(catalog.actors.values())
    assert (again.tenures, list(again.treaties.values())) == (catalog.tenures, list(catalog.treaties.values()))
    assert list(again.codes) == list(catalog.codes)
    assert again.quads_ontology() == catalog.quads_ontology()
    assert again.quads_register() == catalog.quads_register()
    assert list(catalog.actors) == sorted(catalog.actors)


def test_the_quads_stand_in_the_graphs_of_ontology_and_register(catalog: Catalog) -> None:
    assert {quad.graph_name for quad in catalog.quads_ontology()} == {ONTOLOGY_GRAPH}
    assert {quad.graph_name for quad in catalog.quads_register()} == {REGISTER_GRAPH}


def test_codes_and_terms_have_labels_in_both_languages(catalog: Catalog) -> None:
    assert catalog.labels(code("modality", "claimed")) == {"en": "claimed", "ar": "مدعى"}
    assert catalog.labels(MITHAQ.Treaty) == {"en": "treaty", "ar": "معاهدة"}


def test_an_unknown_code_or_list_is_an_identifier_error(catalog: Catalog) -> None:
    with pytest.raises(IdentifierError, match="event/BEFRIEND"):
        catalog.labels(code("event", "BEFRIEND"))
    with pytest.raises(IdentifierError, match="there are cameo, change, context"):
        catalog.code_list("events")


@pytest.mark.parametrize(("scheme", "closed"), [("event", EventClass), ("modality", Modality), ("issue", Issue)])
def test_a_code_list_is_its_enumeration_in_the_same_order(catalog: Catalog, scheme: str, closed: type) -> None:
    assert [entry.notation for entry in catalog.code_list(scheme)] == [member.value for member in closed]


def test_the_modes_are_those_of_the_guidelines_each_under_its_class(catalog: Catalog) -> None:
    modes: dict[EventClass, set[str]] = {event_class: set() for event_class in EventClass}
    for entry in catalog.code_list("mode"):
        assert entry.broader is not None
        modes[EventClass(catalog.codes[entry.broader].notation)].add(entry.notation)
    assert modes == MODES


def test_scores_agree_with_quad_classes_where_the_manual_contradicts_itself(catalog: Catalog) -> None:
    quads = {entry.notation: (entry.quad_class, entry.cooperation_score) for entry in catalog.code_list("event")}
    assert quads["SANCTION"] == (code("quad", "material-conflict"), Decimal("-6.0"))
    assert quads["ACCUSE"] == (code("quad", "verbal-conflict"), Decimal("-3.0"))
    for quad_class, score in quads.values():
        assert quad_class is not None
        assert score is not None
        assert (score > 0) == quad_class.value.endswith("cooperation")


def test_every_mode_but_execute_has_a_score_on_the_side_of_its_class(catalog: Catalog) -> None:
    for entry in catalog.code_list("mode"):
        if entry.iri == code("mode", "ASSAULT-execute"):
            assert entry.cooperation_score is None
        elif entry.broader != code("event", "REQUEST"):  # the one class at zero: to ask for help is 0.5
            assert entry.broader is not None
            of_class = catalog.codes[entry.broader].cooperation_score
            assert entry.cooperation_score is not None
            assert of_class is not None
            assert entry.cooperation_score * of_class > 0


def test_levels_of_hostility_ascend(catalog: Catalog) -> None:
    assert [entry.notation for entry in catalog.code_list("hostility")] == [
        *("none", "threat", "display", "use-of-force", "war")
    ]


def test_a_register_of_two_thousand_actors_is_read_whole(tmp_path: Path) -> None:
    body = EXAMPLE + "".join(
        f'actor:a{number} a mq:State ; skos:prefLabel "A{number}"@en , "أ{number}"@ar ; '
        f'skos:altLabel "B{number}"@en , "ب{number}"@ar , "C{number}"@en ; mq:metonym "D{number}"@en ; '
        f'mq:metonym "د{number}"@ar ; mq:demonym "ه{number}"@ar ; mq:iso3 "ABC" ; skos:exactMatch wd:Q{number + 1} .\n'
        for number in range(2000)
    )
    folder = register(tmp_path, states=body)
    assert len(load_catalog(folder).actors) == 2003


def test_the_digest_of_the_files_is_that_of_the_catalog_read_from_them(catalog: Catalog) -> None:
    assert digest_catalog() == catalog.digest
