"""Rows of coded events as annotations: classes, actors, and the row as the evidence."""

from __future__ import annotations

import pytest

from extraction.event_tables import Row, TableReader, load_relations, read_lines
from graph.quads import build_quads
from ontology.errors import DocumentError
from ontology.model import MODES, Annotation, EventClass, Modality
from tests.sample_graph import catalog

LINES = [
    "Egypt\tHost a visit\tSudan\t2014-03-01",
    "Police_(Nigeria)\tArrest,_detain, or charge with legal action\tBoko_Haram\t2014-03-02",
    "Egypt\tMake statement\tSudan\t2014-03-03",
    "Attacker (Pakistan)\tattempt to assassinate\tA. N. Other\t2014-03-04",
]


@pytest.fixture(scope="module")
def reader() -> TableReader:
    return TableReader(catalog())


def block(reader: TableReader, lines: list[str]) -> Annotation:
    rows = [reader.read_row(number, text) for number, text in read_lines(lines)]
    return reader.read_block(rows, name="made", source="made by hand")


def test_the_words_behind_an_event_are_its_row(reader: TableReader) -> None:
    read = block(reader, LINES)
    text = read.document.text
    assert text == "".join(f"{line}\n" for line in LINES)
    assert [event.evidence.of(text) for event in read.events] == [LINES[0], LINES[1], LINES[3]]
    assert [event.trigger.of(text) for event in read.events] == [
        "Host a visit",
        "Arrest,_detain, or charge with legal action",
        "attempt to assassinate",
    ]


def test_a_code_becomes_a_class_with_mode_and_modality(reader: TableReader) -> None:
    coded = [(event.event_class, event.mode, event.modality, event.date) for event in block(reader, LINES).events]
    assert coded == [
        (EventClass.CONSULT, "visit", Modality.ASSERTED, "2014-03-01"),
        (EventClass.COERCE, "arrest", Modality.ASSERTED, "2014-03-02"),
        (EventClass.ASSAULT, "targeted", Modality.ATTEMPTED, "2014-03-04"),
    ]


def test_actors_are_those_of_the_register_where_it_has_the_name(reader: TableReader) -> None:
    found = {actor.id: actor for actor in block(reader, LINES).actors}
    assert {key for key, actor in found.items() if actor.register} == {"egypt", "sudan", "boko-haram"}
    police = found["police-nigeria"]
    assert (police.name_en, police.type, police.iso3) == ("Police (Nigeria)", "Government", "NGA")
    assert (found["attacker-pakistan"].type, found["a-n-other"].type) == ("People", "Person")


def test_an_actor_that_the_register_does_not_know_is_one_in_all_blocks(reader: TableReader) -> None:
    subjects = [
        {quad.subject.value for quad in build_quads(block(reader, lines))} for lines in (LINES[1:2], LINES[1:3])
    ]
    police = "https://w3id.org/mithaq/id/actor/icews-police-nigeria"
    assert all(police in found for found in subjects)


def test_a_block_is_the_same_document_whenever_it_is_read(reader: TableReader) -> None:
    assert block(reader, LINES) == block(reader, [f"{line}\r\n" for line in LINES])
    assert block(reader, LINES).document.is_table


def test_empty_lines_and_a_byte_order_mark_are_no_rows() -> None:
    assert list(read_lines(["\ufeffa\n", "\n", " \n", "b"])) == [(1, "a"), (4, "b")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Egypt\tConsult\tSudan", "3 cells"),
        ("Egypt\tConsult\tSudan\t2014-03-01\t0", "5 cells"),
        ("Egypt\tBefriend\tSudan\t2014-03-01", "'Befriend' is the name of no CAMEO code"),
        ("Egypt\tConsult\tSudan\t2014-02-30", "2014-02-30"),
        ("Egypt\tConsult\tSudan\t2014-03", "YYYY-MM-DD"),
        ("Egypt\tConsult\tSudan\t2014-03-01/2014-03-02", "YYYY-MM-DD"),
        ("Egypt\tConsult\t _ \t2014-03-01", "the object is empty"),
    ],
)
def test_a_bad_line_is_named_with_what_is_wrong(line: str, said: str, reader: TableReader) -> None:
    with pytest.raises(DocumentError, match=r"^line 7: ") as caught:
        reader.read_row(7, line)
    assert said in str(caught.value)


def test_every_code_has_a_class_and_a_mode_of_it_except_public_statements() -> None:
    relations = load_relations()
    assert len(relations) > 290
    for name, relation in relations.items():
        assert (relation.event_class is None) == relation.code.startswith("01"), name
        assert relation.mode is None or relation.mode in MODES[EventClass(relation.event_class or "")], name


def test_a_row_keeps_its_number(reader: TableReader) -> None:
    assert reader.read_row(3, LINES[0]) == Row(3, LINES[0], ("Egypt", "Host a visit", "Sudan", "2014-03-01"))
