"""Dates exactly as precise as the text: the part of EDTF that documents need, its order, and its RDF literals.

Supported are a year, a month, a day, a decade (`198X`) and an interval of two of these (`1973/1975`), in the proleptic
Gregorian calendar, years 0001 to 9999, digits 0 to 9. This is a part of EDTF levels 0 and 1
(https://www.loc.gov/standards/datetime/). A date is kept with its precision, never filled up: `2014` is not 1 January.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pyoxigraph import Literal, NamedNode

from ontology.errors import DateError
from ontology.terms import MITHAQ, XSD

_POINT = re.compile(r"(?P<year>[0-9]{3}(?:[0-9]|X))(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_WAY_OUT = "write YYYY, YYYY-MM, YYYY-MM-DD, a decade such as 198X, or an interval such as 1973/1975"


class Precision(StrEnum):
    """How exact one date is."""

    DECADE = "decade"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """One date that is no interval: a decade, a year, a month or a day.

    Attributes:
        text: as said, in EDTF.
        first: the first day that it can mean.
        last: the last day that it can mean, included.
    """

    text: str
    precision: Precision
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date or an interval, as exact as said; `begin` and `finish` are the same value unless it is an interval.

    Dates order by their first possible day, then by their last; two dates that are equal in both are the same
    stretch of time, even if written apart (`1980/1989` and `198X`), and yet not equal values.
    """

    text: str
    begin: CalendarDate
    finish: CalendarDate

    @property
    def is_interval(self) -> bool:
        """Whether two dates were given."""
        return "/" in self.text

    @property
    def starts(self) -> str:
        """The first possible day, ISO 8601.

        >>> parse_date("2014-02").starts
        '2014-02-01'
        """
        return self.begin.first.isoformat()

    @property
    def ends(self) -> str:
        """The last possible day, included, ISO 8601.

        >>> parse_date("2016-02").ends
        '2016-02-29'
        """
        return self.finish.last.isoformat()

    def literals(self) -> tuple[tuple[NamedNode, Literal], ...]:
        """The properties and values that say this date in RDF.

        One `mq:date` for a year, month or day; `mq:start` and `mq:end` for an interval or a decade, which
        XML Schema has no type for.

        >>> [(p.value.rpartition("#")[2], v.value) for p, v in parse_date("198X").literals()]
        [('start', '1980'), ('end', '1989')]
        """
        if not self.is_interval and self.begin.precision is not Precision.DECADE:
            return ((MITHAQ.date, _literal(self.begin)),)
        return ((MITHAQ.start, _literal(self.begin)), (MITHAQ.end, _literal(self.finish, at_end=True)))

    def overlaps(self, other: EdtfDate) -> bool:
        """Whether there is a day that both can mean.

        >>> parse_date("2014").overlaps(parse_date("2014-03-18")), parse_date("2014").overlaps(parse_date("2015/2016"))
        (True, False)
        """
        return self.begin.first <= other.finish.last and other.begin.first <= self.finish.last

    def contains(self, other: EdtfDate) -> bool:
        """Whether every day that the other can mean lies in this one.

        >>> parse_date("2014").contains(parse_date("2014-03")), parse_date("2014-03").contains(parse_date("2014"))
        (True, False)
        """
        return self.begin.first <= other.begin.first and other.finish.last <= self.finish.last

    def precedes(self, other: EdtfDate) -> bool:
        """Whether it is over before the other begins, whatever day either means.

        >>> parse_date("2013").precedes(parse_date("2014-03")), parse_date("2014").precedes(parse_date("2014-03"))
        (True, False)
        """
        return self.finish.last < other.begin.first

    def __lt__(self, other: EdtfDate) -> bool:
        return (self.begin.first, self.finish.last) < (other.begin.first, other.finish.last)


def parse_date(text: str) -> EdtfDate:
    """Read a date in EDTF.

    Raises:
        DateError: if it is not in the supported part, is no day of the calendar, or ends before it begins.

    >>> parse_date("2014-03-18").begin.precision
    <Precision.DAY: 'day'>
    >>> parse_date("2014-13")
    Traceback (most recent call last):
    ontology.errors.DateError: '2014-13' is no date of the calendar: month must be in 1..12
    """
    points = [_parse_point(part, text) for part in text.split("/")]
    if len(points) > 2:
        raise DateError(f"{text!r} has more than one '/'; {_WAY_OUT}")
    begin, finish = points[0], points[-1]
    if finish.last < begin.first:
        raise DateError(f"{text!r} ends before it begins; write the earlier date first")
    return EdtfDate(text, begin, finish)


def read_literal(literal: Literal) -> EdtfDate:
    """The date that an `xsd:date`, `xsd:gYearMonth` or `xsd:gYear` says.

    Raises:
        DateError: if the literal has another datatype or is none of its datatype's values.

    >>> read_literal(Literal("2014-03", datatype=XSD.gYearMonth)).ends
    '2014-03-31'
    """
    precisions = {XSD.gYear: Precision.YEAR, XSD.gYearMonth: Precision.MONTH, XSD.date: Precision.DAY}
    precision = precisions.get(literal.datatype)
    if precision is None:
        raise DateError(f"{literal} is no date: its datatype must be xsd:date, xsd:gYearMonth or xsd:gYear")
    found = parse_date(literal.value)
    if found.is_interval or found.begin.precision is not precision:
        raise DateError(f"{literal} is none of the values of its datatype; a {precision} was due")
    return found


def _parse_point(part: str, text: str) -> CalendarDate:
    """Read one side of an interval, or the whole of a date; `text` is what the message shows."""
    match = _POINT.fullmatch(part)
    if match is None or (part[3] == "X" and match["month"]):
        raise DateError(f"{text!r} is no date; {_WAY_OUT}")
    if part[3] == "X":
        year = int(part[:3]) * 10
        precision, first_year, last_year, months = Precision.DECADE, year or 1, year + 9, (1, 12)
    else:
        first_year = last_year = int(match["year"])
        precision, months = Precision.YEAR, (1, 12)
    if match["month"]:
        precision, months = Precision.MONTH, (int(match["month"]), int(match["month"]))
    try:
        if match["day"]:
            day = date(first_year, months[0], int(match["day"]))
            return CalendarDate(part, Precision.DAY, day, day)
        first = date(first_year, months[0], 1)
        last = date(last_year, months[1], calendar.monthrange(last_year, months[1])[1])
    except ValueError as fault:
        raise DateError(f"{text!r} is no date of the calendar: {fault}") from fault
    return CalendarDate(part, precision, first, last)


def _literal(point: CalendarDate, *, at_end: bool = False) -> Literal:
    """One date as the literal of its precision; a decade as its first or last year."""
    if point.precision is Precision.DECADE:
        return Literal(f"{(point.last if at_end else point.first).year:04}", datatype=XSD.gYear)
    datatypes = {Precision.YEAR: XSD.gYear, Precision.MONTH: XSD.gYearMonth, Precision.DAY: XSD.date}
    return Literal(point.text, datatype=datatypes[point.precision])
