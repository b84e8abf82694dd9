"""The year of a day or month that is said without one: that of the news, or that of the story it goes on in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from extraction.dates.setting import DateKind, Reading, Setting, reading_of, year_of
from ontology.dates import Precision


def in_year(
    parts: Mapping[str, str], setting: Setting, said: tuple[int, int | None], say: Callable[[int], str | None]
) -> Reading | None:
    """A day or month in the year that the expression says or that completes it; `said` is the month and the day."""
    if "year" in parts:
        return reading_of(say(int(parts["year"])), DateKind.CALENDAR)
    if "same" in parts:
        year = setting.year_before
        return Reading(say(year + setting.number("same", parts)) if year else None, DateKind.ANAPHORIC)
    if "the_unit" in parts:
        away = setting.number("relative_year", parts) if "relative_year" in parts else 0
        return Reading(say(setting.year + away) if setting.year else None, DateKind.RELATIVE)
    candidates = _candidate_years(setting, *said)
    if candidates is None and "relative" in parts:
        year = setting.year if setting.number("relative", parts) == 0 else None
        return Reading(say(year) if year else None, DateKind.RELATIVE)
    if candidates is None:
        year = setting.year_told
        return Reading(say(year) if year else None, DateKind.COMPLETED)
    last, coming = candidates
    if "relative" in parts:
        away = setting.number("relative", parts)
        year = setting.year if away == 0 else last if away < 0 else coming
        return Reading(say(year) if year else None, DateKind.RELATIVE)
    if _is_told_as_history(setting):
        return Reading(say(_year_of_history(setting, said[0])), DateKind.COMPLETED)
    year = coming if setting.future or _is_nearer_ahead(setting, last, coming, *said) else last
    return Reading(say(year), DateKind.COMPLETED, say(coming), say(last))


def _candidate_years(setting: Setting, month: int, day: int | None) -> tuple[int, int] | None:
    """The years of the last such day or month before publication and of the next one after it.

    The month of publication itself is the last one, the day too.
    """
    published = setting.month
    if published is None:
        return None
    now = (published.month, published.day if setting.day and day else 0)
    then = (month, day or 0)
    if now[1] == 0:
        then = (month, 0)
    last = published.year if then <= now else published.year - 1
    return last, last + 1 if then != now else last


def _is_told_as_history(setting: Setting) -> bool:
    """Whether the text goes on in a year long before publication, to which a date without a year then belongs.

    It does in the paragraph of any such year, and elsewhere as long as no date of the news came since.
    """
    now, before = setting.year, setting.year_told
    if now is None or before is None or before >= now - 1:
        return False
    last = setting.year_before
    if setting.is_near:
        return True
    return year_of(setting.previous_day) == before and last is not None and last < now - 1


def _year_of_history(setting: Setting, month: int) -> int:
    """The year of a month in a story of the past: that told last, or the next where the story is beyond the month."""
    day, year = setting.previous_day, setting.year_told or 0
    before = setting.year_before or year
    if before != year or day is None or day.finish.precision not in {Precision.DAY, Precision.MONTH}:
        return max(before, year)
    return year if month >= day.finish.first.month else year + 1


def _is_nearer_ahead(setting: Setting, last: int, coming: int, month: int, day: int | None) -> bool:
    """Whether the next such date is less than half as far from publication as the last one."""
    published = setting.month
    if published is None:
        return False
    ahead = (date(coming, month, min(day or 15, 28)) - published).days
    back = (published - date(last, month, min(day or 15, 28))).days
    return 2 * ahead < back
