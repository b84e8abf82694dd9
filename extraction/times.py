"""Date expressions, resolved as exactly as the text and the date of publication allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ontology.model import Span


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


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression.

    Attributes:
        span: the expression without prepositions before it (`عام 1991`, `18 مارس 2014`, `بين عامي 1973 و1975`).
        edtf: its value (`2014-03-18`, `2014-03`, `2014`, `199X`, `1973/1975`), or None where nothing fixes it
            (أمس in a text without a date of publication).
        kind: how it is said.
    """

    span: Span
    edtf: str | None
    kind: DateKind


@dataclass(frozen=True, slots=True)
class DateGrammar:
    """The date words of a language, from `language/<code>/dates.toml`."""

    language: str


def load_date_grammar(language: str) -> DateGrammar:
    """Read the date words of a language; keep the result, it is made once.

    Raises:
        LexiconError: the file breaks its own rules.
    """
    return DateGrammar(language)


def find_dates(
    text: str, sentences: Sequence[Span], *, grammar: DateGrammar, published: str | None
) -> tuple[DateMention, ...]:
    """The date expressions of the text, in order, none inside another."""
    del text, sentences, grammar, published
    return ()
