"""What a date expression means: arithmetic on its parts, the date of publication and the date said before it.

Every rule returns EDTF as exact as the expression, or None where nothing fixes it. Conventions of news are used where
an expression is open: a bare weekday is the last one on or before the day of publication unless the clause speaks of
the future; a day or month without a year is the nearest one, with the past preferred.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from hijridate import Hijri

from extraction.dates.completion import in_year
from extraction.dates.setting import DateKind, Reading, Setting, add_units, calendar_day, reading_of
from ontology.dates import Precision

Parts = Mapping[str, str]
Rule = Callable[[Parts, Setting], Reading | None]


def read_iso(parts: Parts, setting: Setting) -> Reading | None:
    """`2018-03-25`."""
    del setting
    return reading_of(
        calendar_day(int(parts["year"]), int(parts["month_number"]), int(parts["day_number"])), DateKind.CALENDAR
    )


def read_numeric(parts: Parts, setting: Setting) -> Reading | None:
    """`25/3/2018`; where either may come first and it matters, only the year is sure."""
    day, month = int(parts["day_number"]), int(parts["month_number"])
    if not setting.grammar.day_first and day <= 12 and day != month:
        return Reading(parts["year"], DateKind.CALENDAR)
    return reading_of(calendar_day(int(parts["year"]), month, day), DateKind.CALENDAR)


def read_days(parts: Parts, setting: Setting) -> Reading | None:
    """`18 مارس 2014`, `يومي 5 و6 ديسمبر`, `السادس من يوليو`."""
    day, month = setting.number("day", parts), setting.number("month", parts)
    last = setting.number("day_end", parts) if "day_end" in parts else day
    if last < day:
        return None

    def say(year: int) -> str | None:
        first = calendar_day(year, month, day)
        final = calendar_day(year, month, last)
        return first if first == final or final is None else f"{first}/{final}"

    return in_year(parts, setting, (month, day), say)


def read_months(parts: Parts, setting: Setting) -> Reading | None:
    """`مارس 2014`, `آذار/مارس الماضي`, `يونيو`; two months side by side that are not one are an interval."""
    month = setting.number("month", parts)
    alias = setting.number("alias_month", parts) if "alias_month" in parts else month

    def say(year: int) -> str:
        return f"{year}-{month:02}" if alias <= month else f"{year}-{month:02}/{year}-{alias:02}"

    return in_year(parts, setting, (month, None), say)


def read_years(parts: Parts, setting: Setting) -> Reading | None:
    """`عام 1991`, `عامي 1973 و1975`, `1912-13`."""
    del setting
    year, end = parts["year"], parts.get("year_end")
    if end is None:
        return Reading(year, DateKind.CALENDAR)
    end = year[: 4 - len(end)] + end
    return Reading(f"{year}/{end}", DateKind.CALENDAR) if int(end) > int(year) else None


def read_decades(parts: Parts, setting: Setting) -> Reading | None:
    """`تسعينيات القرن الماضي`; without a century that of the twentieth is meant."""
    century = setting.grammar.value("century", parts["century"]) if "century" in parts else "19"
    return Reading(f"{century}{setting.grammar.value('decade', parts['decade'])}X", DateKind.CALENDAR)


def read_day_words(parts: Parts, setting: Setting) -> Reading | None:
    """`أمس`, `اليوم`."""
    return Reading(_shift(setting, "day", setting.number("day_word", parts)), DateKind.RELATIVE)


def read_weekdays(parts: Parts, setting: Setting) -> Reading | None:
    """`الثلاثاء`, `الأربعاء المقبل`, `الخميس من الأسبوع الماضي`."""
    if setting.day is None:
        return Reading(_shift(setting, "day", 0), DateKind.RELATIVE)
    weekday = setting.number("weekday", parts)
    if "relative_unit" in parts:
        monday = setting.day - timedelta(days=setting.day.weekday())
        weeks = setting.number("relative_unit", parts)
        return Reading((monday + timedelta(days=weekday + 7 * weeks)).isoformat(), DateKind.RELATIVE)
    back, ahead = (setting.day.weekday() - weekday) % 7, (weekday - setting.day.weekday()) % 7
    last, coming = setting.day - timedelta(days=back), setting.day + timedelta(days=ahead)
    relative = setting.number("relative", parts) if "relative" in parts else None
    if relative is not None:
        near = last if relative < 0 else coming
        shifted = near + timedelta(days=7 * relative) if near == setting.day else near
        return Reading(shifted.isoformat(), DateKind.RELATIVE)
    said = coming if setting.future else last
    return Reading(said.isoformat(), DateKind.RELATIVE, coming.isoformat(), last.isoformat())


def read_units(parts: Parts, setting: Setting) -> Reading | None:
    """`الشهر الماضي`, `هذا العام`, `مطلع الشهر`."""
    away = setting.number("relative", parts) if "relative" in parts else 0
    return Reading(_shift(setting, setting.grammar.value("the_unit", parts["the_unit"]), away), DateKind.RELATIVE)


def read_ago(parts: Parts, setting: Setting) -> Reading | None:
    """`قبل عامين`, `منذ ثلاثة أشهر`."""
    unit, many = _duration(parts, setting)
    return Reading(_shift(setting, unit, -many), DateKind.RELATIVE)


def read_later(parts: Parts, setting: Setting) -> Reading | None:
    """`بعد ذلك بعام`: counted from the date before."""
    return _from_previous(setting, *_duration(parts, setting))


def read_afterwards(parts: Parts, setting: Setting) -> Reading | None:
    """`بعد عامين`: counted from the date before, or from publication where it is still to come."""
    if not setting.future:
        return read_later(parts, setting)
    return Reading(_shift(setting, *_duration(parts, setting)), DateKind.RELATIVE)


def read_offset(parts: Parts, setting: Setting) -> Reading | None:
    """`غداة زيارته`, `بعد يومين من`: what is named behind lies so far before what the expression goes with."""
    unit, many = _duration(parts, setting) if {"dual", "single", "unit"} & set(parts) else ("day", 1)
    return Reading(None, DateKind.OFFSET, away=(unit, -many))


def read_anniversary(parts: Parts, setting: Setting) -> Reading | None:
    """`في مثل هذا اليوم قبل ثلاثين عاما`, `اليوم ستون سنة على`: the day of publication, so many years ago."""
    if setting.day is None or ("day_word" in parts and setting.number("day_word", parts) != 0):
        return None
    unit, many = _duration(parts, setting) if "unit" in parts else ("year", setting.day.year - int(parts["year"]))
    day = None if unit != "year" else calendar_day(setting.day.year - many, setting.day.month, setting.day.day)
    return reading_of(day, DateKind.RELATIVE)


def read_day_of_month(parts: Parts, setting: Setting) -> Reading | None:
    """`فجر السادس والعشرين`: a day of the month told before."""
    before = setting.previous_day
    if before is None or before.finish.precision not in {Precision.DAY, Precision.MONTH}:
        return None
    month = before.finish.first
    return reading_of(calendar_day(month.year, month.month, setting.number("day", parts)), DateKind.ANAPHORIC)


def read_earlier(parts: Parts, setting: Setting) -> Reading | None:
    """`قبل ذلك بيوم`: counted back from the date before."""
    unit, many = _duration(parts, setting)
    return _from_previous(setting, unit, -many)


def read_lately(parts: Parts, setting: Setting) -> Reading | None:
    """`قبل أيام`: the month, where a few days lead back to no other."""
    del parts
    value = _shift(setting, "day", -_FEW_DAYS)
    return Reading(value and value[: len("2000-01")], DateKind.RELATIVE)


def read_month_days(parts: Parts, setting: Setting) -> Reading | None:
    """`العاشر من الشهر الجاري`: a day of the month of publication, of one beside it, or of the date before."""
    if setting.grammar.value("the_unit", parts["the_unit"]) != "month":
        return None
    day = setting.number("day", parts)

    def say(start: str | None, away: int) -> str | None:
        month = add_units(start, "month", away) if start and len(start) >= len("2000-01") else None
        return month and calendar_day(int(month[:4]), int(month[5:7]), day)

    if "same" in parts:
        before = setting.previous.finish.text if setting.previous else None
        return Reading(say(before, setting.number("same", parts)), DateKind.ANAPHORIC)
    issued = setting.published.begin.text if setting.published else None
    away = setting.number("relative", parts) if "relative" in parts else 0
    ahead = "relative" not in parts and setting.day is not None and day > setting.day.day
    return Reading(say(issued, away), DateKind.RELATIVE, say(issued, away), say(issued, away - ahead))


def read_same(parts: Parts, setting: Setting) -> Reading | None:
    """`العام نفسه`, `الشهر التالي`: counted from the date before."""
    away = setting.number("same", parts) if "same" in parts else 0
    return _from_previous(setting, setting.grammar.value("the_unit", parts["the_unit"]), away)


def read_hijri(parts: Parts, setting: Setting) -> Reading | None:
    """`15 شعبان 1439 هـ`: the day, or the first and last day of the month or year, of the Umm al-Qura calendar."""
    year = int(parts["hijri_year"])
    month = _said_number(parts, setting, "hijri_month", "month_number")
    day = _said_number(parts, setting, "day", "day_number")
    try:
        if month and day:
            return Reading(Hijri(year, month, day).to_gregorian().isoformat(), DateKind.CALENDAR)
        first = Hijri(year, month or 1, 1).to_gregorian()
        last = Hijri(year, month or 12, Hijri(year, month or 12, 1).month_length()).to_gregorian()
    except (OverflowError, ValueError):
        # Outside 1343-1500 AH, or no such day: only the years that it can fall in, by the mean length of a Hijri year.
        start = int(year * 0.970229 + 621.5643)
        return Reading(f"{start}/{start + 1}", DateKind.CALENDAR)
    return Reading(f"{first.isoformat()}/{last.isoformat()}", DateKind.CALENDAR)


_FEW_DAYS = 4


RULES: Mapping[str, Rule] = {
    "afterwards": read_afterwards,
    "ago": read_ago,
    "anniversary": read_anniversary,
    "day_of_month": read_day_of_month,
    "day_words": read_day_words,
    "days": read_days,
    "decades": read_decades,
    "earlier": read_earlier,
    "hijri": read_hijri,
    "iso": read_iso,
    "lately": read_lately,
    "later": read_later,
    "month_days": read_month_days,
    "months": read_months,
    "numeric": read_numeric,
    "offset": read_offset,
    "same": read_same,
    "units": read_units,
    "weekdays": read_weekdays,
    "years": read_years,
}
"""The rules that a pattern of `dates.toml` can name."""


def _said_number(parts: Parts, setting: Setting, *names: str) -> int | None:
    """The number of the first of these parts that is said."""
    return next((setting.number(name, parts) for name in names if name in parts), None)


def _duration(parts: Parts, setting: Setting) -> tuple[str, int]:
    """Unit and number of a length of time."""
    if "dual" in parts:
        return setting.grammar.value("dual", parts["dual"]), 2
    if "single" in parts:
        return setting.grammar.value("single", parts["single"]), 1
    return setting.grammar.value("unit", parts["unit"]), setting.number("count", parts)


def _shift(setting: Setting, unit: str, away: int) -> str | None:
    """So many units from publication, as exact as unit and publication allow; days and weeks add up to a month."""
    return add_units(setting.published.begin.text, unit, away) if setting.published else None


def _from_previous(setting: Setting, unit: str, away: int) -> Reading:
    """So many units from the date before in the text."""
    previous = setting.previous
    value = add_units(previous.finish.text, unit, away) if previous and setting.year_before else None
    return Reading(value, DateKind.ANAPHORIC)
