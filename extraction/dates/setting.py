"""What a date expression is read against: the date of publication, the dates said before it, the clause.

Arithmetic on dates of any precision is here too, since that is how far a setting can answer.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from extraction.dates.grammar import DateGrammar
from ontology.dates import EdtfDate, Precision


class DateKind(StrEnum):
    """How a date is said, which tells what its value rests on."""

    CALENDAR = "calendar"
    """Said in full: `18 مارس 2014`, `عام 1991`, a decade, an interval, a Hijri date."""
    COMPLETED = "completed"
    """A day or month without its year, completed from the date of publication or from a year said before."""
    RELATIVE = "relative"
    """Said from the date of publication: أمس, الثلاثاء, الأسبوع الماضي, هذا العام."""
    ANAPHORIC = "anaphoric"
    """Said from the date before it in the text: بعد ذلك بعام, في العام نفسه."""
    OFFSET = "offset"
    """Said of what is named behind it, from the date of what it goes with: غداة زيارته, بعد يومين من."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of an expression.

    Attributes:
        edtf: as exact as said, or None where nothing fixes it.
        kind: what the value rests on.
        coming: the value if the event is still to come, where the expression leaves that open.
        last: the value if the event is over, where the expression leaves that open.
        away: unit and number that what is named behind lies away from what the expression goes with.
    """

    edtf: str | None
    kind: DateKind
    coming: str | None = None
    last: str | None = None
    away: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is read against.

    Attributes:
        grammar: of the document's language.
        published: date of publication, as exact as known.
        previous: value of the last date before in the text, or None.
        previous_day: value of the last date before that is no bare year: what goes on telling day by day.
        is_near: whether that date stands in the same paragraph.
        future: whether the clause speaks of the future.
    """

    grammar: DateGrammar
    published: EdtfDate | None
    previous: EdtfDate | None
    previous_day: EdtfDate | None
    is_near: bool
    future: bool

    @property
    def day(self) -> date | None:
        """The day of publication, where it is known to the day."""
        return self._first({Precision.DAY})

    @property
    def month(self) -> date | None:
        """The first known day of the month of publication, where it is known to the month."""
        return self._first({Precision.DAY, Precision.MONTH})

    @property
    def year(self) -> int | None:
        """The year of publication, where it is known."""
        first = self._first({Precision.DAY, Precision.MONTH, Precision.YEAR})
        return first.year if first else None

    def _first(self, precise: set[Precision]) -> date | None:
        if self.published is None or self.published.begin.precision not in precise:
            return None
        return self.published.begin.first

    @property
    def year_before(self) -> int | None:
        """The year of the date before in the text."""
        return year_of(self.previous)

    @property
    def year_told(self) -> int | None:
        """The year that a day or month without a year goes on in: that of the last day or month before."""
        return year_of(self.previous_day) or self.year_before

    def number(self, part: str, parts: Mapping[str, str]) -> int:
        """The number that a part of the expression stands for."""
        return int(self.grammar.value(part, parts[part]))


def year_of(value: EdtfDate | None) -> int | None:
    """The year that a date ends in."""
    return None if value is None or value.finish.precision is Precision.DECADE else value.finish.first.year


def add_units(start: str, unit: str, away: int) -> str | None:
    """A date so many units away: a number of weeks, months or years gives a month or a year, never more.

    >>> add_units("2018-07-11", "week", -1), add_units("2018-01", "month", -2)
    ('2018-07', '2017-11')
    """
    if "X" in start:
        return None
    year, month, day = (int(part) if part else None for part in [*start.split("-"), "", ""][:3])
    if year is None or unit == "year":
        return None if year is None else str(year + away)
    if month is None:
        # A day or two from a date that is known to the year is most likely of that year.
        return str(year) if away == 0 or (abs(away) <= 2 and unit == "day") else None
    if unit == "month":
        months = year * 12 + month - 1 + away
        return f"{months // 12}-{months % 12 + 1:02}"
    if day is None:
        return f"{year}-{month:02}" if abs(away) * (7 if unit == "week" else 1) <= 7 else None
    moved = date(year, month, day) + timedelta(days=away * (7 if unit == "week" else 1))
    return moved.isoformat() if unit == "day" else moved.isoformat()[:7]


def calendar_day(year: int, month: int, day: int) -> str | None:
    """A day in ISO 8601, or None where the calendar has none."""
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return f"{year:04}-{month:02}-{day:02}"


def reading_of(edtf: str | None, kind: DateKind) -> Reading | None:
    """The reading of a value; None without one."""
    return None if edtf is None else Reading(edtf, kind)
