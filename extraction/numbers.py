"""Numbers in digits and in words, with their value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ontology.model import Span


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number that the text says.

    Attributes:
        span: the words or digits of the number alone ("60 ألف"), without an approximating word before it.
        value: its value; of a vague number the least that it can be (مئات: 100).
        exact: False for a vague number (عشرات) and for one behind an approximating word (نحو 60).
    """

    span: Span
    value: int | float
    exact: bool


@dataclass(frozen=True, slots=True)
class NumberGrammar:
    """The number words of a language, from `language/<code>/numbers.toml`."""

    language: str


def load_number_grammar(language: str) -> NumberGrammar:
    """Read the number words of a language; keep the result, it is made once.

    Raises:
        LexiconError: the file breaks its own rules.
    """
    return NumberGrammar(language)


def find_numbers(text: str, sentences: Sequence[Span], *, grammar: NumberGrammar) -> tuple[NumberMention, ...]:
    """The numbers of the text, in order, none inside another."""
    del text, sentences, grammar
    return ()
