"""The date expressions of a language, compiled from `language/<code>/dates.toml`.

A pattern of the file is a regular expression over folded text in which `{name}` stands for a table of words, a number
or a part that several patterns share. Every part is bounded and the parts of a repetition begin differently, so that
matching is linear in the length of the text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from extraction.text.normalisation import fold, fold_key
from ontology.errors import LexiconError

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_NUMBERS = {
    "year": "1[0-9]{3}|20[0-9]{2}",
    "year_end": "1[0-9]{3}|20[0-9]{2}|[0-9]{2}(?![0-9])",
    "hijri_year": "1[2-5][0-9]{2}",
    "month_number": "0?[1-9]|1[0-2]",
    "day_number": "0?[1-9]|[12][0-9]|3[01]",
}
_TABLES = {
    "hijri_month": "hijri_months",
    "weekday": "weekdays",
    "ordinal": "ordinals",
    "count": "counts",
    "unit": "units",
    "single": "singles",
    "dual": "duals",
    "the_unit": "the_units",
    "relative": "relatives",
    "relative_year": "relatives",
    "relative_unit": "relatives",
    "day_word": "day_words",
    "same": "same",
    "decade": "decades",
    "century": "centuries",
    "month": "months",
    "alias_month": "months",
    "day": "ordinals",
    "day_end": "ordinals",
}


@dataclass(frozen=True, slots=True)
class DatePattern:
    """One kind of date expression.

    Attributes:
        rule: how its value is computed, a name of `rules.RULES`.
        expression: over folded text; group `date` is the expression, the other groups its parts.
    """

    rule: str
    expression: re.Pattern[str]

    def parts(self, found: re.Match[str]) -> dict[str, str]:
        """The parts that matched, by name; of a part that the pattern names twice the one that matched."""
        said = {name.rstrip("0123456789"): part for name, part in found.groupdict().items() if part and name != "date"}
        return {name.replace("plain_month", "month"): part for name, part in said.items()}


@dataclass(frozen=True, slots=True)
class RangePattern:
    """What makes an interval of two dates: what stands before the first and between the two."""

    before: re.Pattern[str]
    between: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class DateGrammar:
    """The date expressions of a language.

    Attributes:
        tables: for each table the value of each folded word.
        patterns: in the order of the file.
        ranges: what makes an interval of two dates.
        future: finds a word that says that something is still to come.
        capitalised: whether names of months and days begin with a capital.
        day_first: whether `3/4/2018` begins with the day; where not, it is no day at all unless it can be only one.
    """

    tables: Mapping[str, Mapping[str, str]]
    patterns: tuple[DatePattern, ...]
    ranges: tuple[RangePattern, ...]
    future: re.Pattern[str]
    capitalised: bool
    day_first: bool

    def value(self, part: str, said: str) -> str:
        """The value of a part of a date as the file gives it: `مارس` is `3`; digits are themselves."""
        key = fold_key(said)
        return key if key.isdigit() else self.tables[_TABLES[part]][key]


def load_date_grammar(language: str) -> DateGrammar:
    """Read and compile the date expressions of a language; keep the result, it is made once.

    Raises:
        LexiconError: the file lacks a table, or names one that is not there.
    """
    name = f"extraction/language/{language}/dates.toml"
    data = tomllib.loads(files(f"extraction.language.{language}").joinpath("dates.toml").read_text(encoding="utf-8"))
    try:
        compiler = _Compiler(data)
        return DateGrammar(
            tables=compiler.tables,
            patterns=tuple(DatePattern(p["rule"], compiler.compile(p["text"])) for p in data["patterns"]),
            ranges=tuple(compiler.compile_range(r["before"], r["between"]) for r in data["ranges"]),
            future=compiler.compile_cues(),
            capitalised=data["capitalised"],
            day_first=data["day_first"],
        )
    except (KeyError, re.error) as error:
        raise LexiconError(f"{name}: {error} is missing or malformed.") from error


class _Compiler:
    """Turns the patterns of one file into regular expressions."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self.tables: dict[str, dict[str, str]] = {
            table: {fold_key(word): value for value, words in data[table].items() for word in words}
            for table in set(_TABLES.values())
        }

    def compile(self, text: str) -> re.Pattern[str]:
        """A pattern of the file, at the beginning of a word but for clitics, to the end of a word."""
        opened = text if "«" in text else f"«{text}»"
        expression = self._expand(fold(opened).text, {})
        date = expression.replace("«", "(?P<date>").replace("»", r"(?![ء-يa-z0-9]))", 1)
        return _spaced(rf"(?<![ء-يa-z0-9]){self._data['before']}{date}")

    def compile_range(self, before: str, between: str) -> RangePattern:
        """The two parts of a range, to be matched right before the first date and between the two."""
        lead = rf"(?:\A|[^ء-يa-z0-9])[وف]?{fold(before).text} \Z" if before else ""
        return RangePattern(_spaced(lead), _spaced(" ?" + fold(between).text))

    def compile_cues(self) -> re.Pattern[str]:
        """Words, and the pattern of words, that speak of the future."""
        cues = self._data["cues"]
        words = _alternatives([*map(fold_key, cues["future"])])
        return re.compile(rf"(?<![ء-يa-z])[وف]?(?:{words}|{cues['future_pattern']})(?![ء-يa-z])")

    def _expand(self, text: str, seen: dict[str, int]) -> str:
        """The text with every placeholder replaced; a part that occurs again has a number after its name."""

        def replace(found: re.Match[str]) -> str:
            name = found[1]
            if name in self._data["macros"]:
                return self._expand(fold(self._data["macros"][name]).text, seen)
            if name in {"lead", "counted"}:
                return f"(?:{_alternatives(map(fold_key, self._data['cues'][name]))})"
            seen[name] = seen.get(name, 0) + 1
            group = name if seen[name] == 1 else f"{name}{seen[name]}"
            return self._part(name, group)

        return _PLACEHOLDER.sub(replace, text)

    def _part(self, name: str, group: str) -> str:
        """The expression of one part."""
        if name in _NUMBERS:
            return f"(?P<{group}>(?<![0-9])(?:{_NUMBERS[name]}))(?![0-9])"
        if name in {"day", "day_end"}:
            ordinals = _alternatives(self.tables["ordinals"])
            return f"(?:ال)?(?P<{group}>(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])|{ordinals})"
        if name in {"month", "plain_month"}:
            ambiguous = set(map(fold_key, self._data["cues"]["ambiguous_months"])) if name == "plain_month" else set()
            months = _alternatives(set(self.tables["months"]) - ambiguous)
            every = _alternatives(self.tables["months"])
            alias = rf"(?: ?(?:[/(–-]|slash) ?(?P<alias_{group}>{every}) ?\)?)?"
            return f"(?P<{group}>{months})(?![ء-يa-z]){alias}"
        words = _alternatives(self.tables[_TABLES[name]])
        digits = "[1-9][0-9]{,2}|" if name == "count" else ""
        return f"(?P<{group}>{digits}{words})(?![ء-يa-z])"


def _spaced(expression: str) -> re.Pattern[str]:
    """The expression with room for more than one space wherever it has one; a space in brackets stays one."""
    return re.compile(re.sub(r" (?!\])", " +", expression).replace("+?", "*"))


def _alternatives(words: Iterable[str]) -> str:
    """Words as alternatives, longer ones first, so that one that begins another does not hide it."""
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=lambda w: (-len(w), w)))
