"""Reading the numbers of a quote, in the language of its letters.

The grammars are imported with the first quote: whoever only serves need not wait for them.
"""

# ruff: noqa: PLC0415 - see above

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from ontology.model import Span

if TYPE_CHECKING:
    from extraction.dates.grammar import DateGrammar
    from extraction.text.numbers import NumberGrammar

_ARABIC = re.compile("[\u0621-\u064a]")


class NumberReader:
    """Reads the exact numbers of quotes; what it needs of a language is loaded when a quote has it."""

    def __call__(self, quote: str) -> frozenset[str]:
        """The exact numbers of a quote as digits, without those of its dates.

        >>> sorted(NumberReader()("طرد ثلاثة وعشرين دبلوماسيا و7 عمال في مارس 2018"))
        ['23', '7']
        """
        from extraction.dates.times import find_dates
        from extraction.text.numbers import find_numbers

        numbers, dates = self._arabic if _ARABIC.search(quote) else self._english
        whole = [Span(0, len(quote))]
        told = [mention.span for mention in find_dates(quote, whole, grammar=dates, published=None)]
        return frozenset(
            str(mention.value)
            for mention in find_numbers(quote, whole, grammar=numbers)
            if mention.exact and not any(mention.span.overlaps(span) for span in told)
        )

    @cached_property
    def _arabic(self) -> tuple[NumberGrammar, DateGrammar]:
        return _load_grammars("ar")

    @cached_property
    def _english(self) -> tuple[NumberGrammar, DateGrammar]:
        return _load_grammars("en")


def _load_grammars(language: str) -> tuple[NumberGrammar, DateGrammar]:
    from extraction.dates.grammar import load_date_grammar
    from extraction.text.numbers import load_number_grammar

    return load_number_grammar(language), load_date_grammar(language)
