"""Dates keep the precision they are said with, order by it, and become the right literals."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal

from ontology.dates import EdtfDate, Precision, parse_date, read_literal
from ontology.errors import DateError
from ontology.terms import MITHAQ, XSD

days = st.dates().map(lambda day: day.isoformat())
months = days.map(lambda text: text[:7])
years = days.map(lambda text: text[:4])
decades = days.map(lambda text: f"{text[:3]}X")
points = st.one_of(days, months, years, decades)


@st.composite
def intervals(draw: st.DrawFn) -> str:
    one, other = sorted((parse_date(draw(points)), parse_date(draw(points))))
    return f"{one.text}/{other.text}"


edtf = st.one_of(points, intervals())


@pytest.mark.parametrize(
    ("text", "precision", "starts", "ends"),
    [
        ("2014-03-18", Precision.DAY, "2014-03-18", "2014-03-18"),
        ("2014-03", Precision.MONTH, "2014-03-01", "2014-03-31"),
        ("1900-02", Precision.MONTH, "1900-02-01", "1900-02-28"),
        ("2000-02", Precision.MONTH, "2000-02-01", "2000-02-29"),
        ("2014", Precision.YEAR, "2014-01-01", "2014-12-31"),
        ("0622", Precision.YEAR, "0622-01-01", "0622-12-31"),
        ("198X", Precision.DECADE, "1980-01-01", "1989-12-31"),
        ("000X", Precision.DECADE, "0001-01-01", "0009-12-31"),
    ],
)
def test_a_date_covers_all_the_days_it_can_mean(text: str, precision: Precision, starts: str, ends: str) -> None:
    found = parse_date(text)
    assert (found.begin.precision, found.starts, found.ends) == (precision, starts, ends)
    assert not found.is_interval


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("1973/1975", "1973-01-01", "1975-12-31"),
        ("2014-03-18/2014-04", "2014-03-18", "2014-04-30"),
        ("198X/1991-12-26", "1980-01-01", "1991-12-26"),
        ("2014/2014", "2014-01-01", "2014-12-31"),
    ],
)
def test_an_interval_runs_from_the_first_day_of_one_to_the_last_of_the_other(text: str, starts: str, ends: str) -> None:
    found = parse_date(text)
    assert (found.starts, found.ends, found.is_interval) == (starts, ends, True)


@pytest.mark.parametrize(
    "text",
    [
        *("", " 2014", "2014 ", "14", "02014", "2014-3", "2014-03-1", "2014-00", "2014-13", "2014-02-29", "2014-03-32"),
        *("0000", "2014-W12", "2014-03-18T10:00", "19XX", "198X-03", "198x", "2014~", "-0044", "٢٠١٤", "مارس 2014"),
        *("2014/", "/2014", "2014/..", "2014/2015/2016", "1975/1973", "2014-04/2014-03-31"),
    ],
)
def test_what_is_no_supported_date_is_refused_with_the_text_in_the_message(text: str) -> None:
    with pytest.raises(DateError) as fault:
        parse_date(text)
    assert repr(text) in str(fault.value)


@pytest.mark.parametrize(
    ("text", "literals"),
    [
        ("2014-03-18", [(MITHAQ.date, Literal("2014-03-18", datatype=XSD.date))]),
        ("2014-03", [(MITHAQ.date, Literal("2014-03", datatype=XSD.gYearMonth))]),
        ("2014", [(MITHAQ.date, Literal("2014", datatype=XSD.gYear))]),
        (
            "1973/1975-04",
            [
                (MITHAQ.start, Literal("1973", datatype=XSD.gYear)),
                (MITHAQ.end, Literal("1975-04", datatype=XSD.gYearMonth)),
            ],
        ),
        (
            "198X",
            [(MITHAQ.start, Literal("1980", datatype=XSD.gYear)), (MITHAQ.end, Literal("1989", datatype=XSD.gYear))],
        ),
    ],
)
def test_a_date_becomes_the_literal_of_its_precision(text: str, literals: list[tuple[object, Literal]]) -> None:
    assert list(parse_date(text).literals()) == literals


@pytest.mark.parametrize(
    "literal",
    [
        Literal("2014"),
        Literal("2014", datatype=XSD.date),
        Literal("2014-03-18", datatype=XSD.gYear),
        Literal("2014-03-18T00:00:00Z", datatype=XSD.dateTime),
        Literal("2013/2014", datatype=XSD.gYear),
        Literal("201X", datatype=XSD.gYear),
    ],
    ids=str,
)
def test_a_literal_that_is_no_date_of_its_datatype_is_refused(literal: Literal) -> None:
    with pytest.raises(DateError):
        read_literal(literal)


def test_dates_order_by_their_first_day_and_then_by_their_last() -> None:
    said = ["2014-03-18", "2014", "2013-12", "2014-03", "201X", "2013/2015"]
    in_order = ["201X", "2013/2015", "2013-12", "2014", "2014-03", "2014-03-18"]
    assert [found.text for found in sorted(map(parse_date, said))] == in_order


def test_two_spellings_of_one_stretch_of_time_are_two_values_in_no_order() -> None:
    one, other = parse_date("198X"), parse_date("1980/1989")
    assert one != other
    assert not one < other
    assert not other < one


@settings(deadline=None)
@given(edtf)
def test_a_date_is_kept_as_said_and_ends_no_earlier_than_it_starts(text: str) -> None:
    found = parse_date(text)
    assert found.text == text
    assert found.starts <= found.ends
    assert found.contains(found)
    assert found.overlaps(found)


@settings(deadline=None)
@given(edtf, edtf)
def test_of_two_dates_one_precedes_or_both_overlap(one: str, other: str) -> None:
    a, b = parse_date(one), parse_date(other)
    assert [a.precedes(b), b.precedes(a), a.overlaps(b)].count(True) == 1
    assert a.overlaps(b) == b.overlaps(a)
    assert not a.contains(b) or a.overlaps(b)


@settings(deadline=None)
@given(edtf)
def test_the_literals_say_the_same_days_when_read_back(text: str) -> None:
    found = parse_date(text)
    back = [read_literal(literal) for _, literal in found.literals()]
    assert (back[0].starts, back[-1].ends) == (found.starts, found.ends)


@settings(deadline=None)
@given(st.text(alphabet="0123456789-/X .", max_size=12))
def test_any_text_is_a_date_or_is_refused(text: str) -> None:
    try:
        found = parse_date(text)
    except DateError:
        return
    assert isinstance(found, EdtfDate)
    assert set(found.literals())
