"""Where the date of an event can come from: its sentence, the dates told before, the day of the news.

A date is offered as said and less exact ("11 July 1995" also as July and as 1995), since what is told beside an event
of a day is often known to the month or year alone. Each way a date is come by is a source with its tags.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extraction.clauses.clauses import Grammar
from extraction.clauses.predicates import Parsed
from extraction.dates.scope import in_aside, is_bound, place_of
from extraction.dates.times import DateMention
from ontology.model import Document, Span

_LEAD = 3
"""How many sentences from the beginning tell of the day of a report."""
_DAY, _MONTH, _YEAR = len("2000-01-01"), len("2000-01"), len("2000")
_FARTHEST = 4
"""How many sentences back are told apart."""


@dataclass(frozen=True, slots=True)
class DateSource:
    """One way to come by a date.

    Attributes:
        name: what kind of way it is.
        tags: what speaks for it or against it.
    """

    value: str
    name: str
    tags: tuple[str, ...] = ()


class Timeline:
    """The dates of a document.

    Args:
        document: its text, and when it was published.
        spans: its sentences.
        dates: those of each sentence.
        grammar: closed-class words.
    """

    def __init__(
        self, document: Document, spans: Sequence[Span], dates: Sequence[Sequence[DateMention]], grammar: Grammar
    ) -> None:
        self.published = document.published or ""
        self.lead = self._find_lead(dates)
        self.past = self._share_of_past(dates)
        self._grammar = grammar
        self._dates = dates
        self._paragraphs: list[int] = []
        number = end = 0
        for span in spans:
            number += document.text.count("\n", end, span.start)
            self._paragraphs.append(number)
            end = span.start

    def opens_paragraph(self, index: int) -> bool:
        """Whether a sentence is the first of its paragraph."""
        return index == 0 or self._paragraphs[index - 1] != self._paragraphs[index]

    def placed(self, parsed: Parsed) -> list[tuple[int, DateMention]]:
        """The dates of a sentence, each with the token that it begins with."""
        found = ((place_of(parsed, date), date) for date in self._dates[parsed.sentence.index])
        return [(place, date) for place, date in found if place is not None]

    def sources(self, parsed: Parsed, at: int) -> Iterator[DateSource]:
        """All dates that an event can have.

        Args:
            parsed: its sentence.
            at: token of its trigger.
        """
        placed = sorted(self.placed(parsed), key=lambda pair: (abs(pair[0] - at), pair[0]))
        for rank, (place, date) in enumerate(placed):
            tags = (*self._way(parsed, at, place), f"of:{min(len(placed), 3)}:{min(rank, 2)}", f"kind:{date.kind}")
            yield from _said(date, (*tags, f"rank:{min(rank, 2)}"))
        yield from self._before(parsed.sentence.index)
        if self.lead is not None:
            yield DateSource(self.lead, "lead", (precision(self.lead),))
            yield DateSource(self.lead[:_MONTH], "lead-month")
        if len(self.published) >= _MONTH:
            yield DateSource(self.published, "day", (precision(self.published),))
            yield DateSource(self.published[:_MONTH], "month")
            yield DateSource(self.published[:_YEAR], "year")

    def _way(self, parsed: Parsed, at: int, place: int) -> Iterator[str]:
        """How a date of the sentence stands to the trigger."""
        low, high = sorted((at, place))
        between = [p for p in parsed.predicates if low < p.at < high]
        side = "ahead" if place > at else "behind"
        same = parsed.clauses[place] == parsed.clauses[at]
        clause = "same" if same else "other"
        yield from (clause, side, f"{clause}:{side}:{min(len(between), 3)}", f"far:{min((high - low) // 4, 5)}")
        yield f"finite:{side}:{min(sum(p.part.finite for p in between), 2)}"
        yield "opens" if place <= 2 else "inside"
        if is_bound(parsed, place, self._grammar):
            yield "bound"
        if not same and in_aside(parsed, place, self._grammar):
            yield "aside"
        nearest = min(((abs(p.at - place), p.at) for p in parsed.predicates), default=(0, at))[1]
        yield "nearest" if nearest == at else "nearer-to-another"

    def _before(self, index: int) -> Iterator[DateSource]:
        """The dates of the last sentence before that has any."""
        for back in range(index - 1, -1, -1):
            values = [date.edtf for date in self._dates[back] if date.edtf is not None]
            if not values:
                continue
            near = "near" if self._paragraphs[back] == self._paragraphs[index] else "far"
            away = f"back:{min(index - back, _FARTHEST)}"
            ends = {"only": values[0]} if len(values) == 1 else {"first": values[0], "last": values[-1]}
            for which, value in ends.items():
                name, exact = f"{near}-{which}", precision(value)
                yield DateSource(value, name, (away, exact, self.past))
                for less, shorter in _less_exact(value):
                    yield DateSource(shorter, f"{name}-{less}", (away, exact, self.past))
            return

    def _find_lead(self, dates: Sequence[Sequence[DateMention]]) -> str | None:
        """The first date of the month of publication that the beginning tells."""
        told = (date.edtf or "" for sentence in dates[:_LEAD] for date in sentence)
        month = self.published[:_MONTH]
        return next((value for value in told if month and value.startswith(month) and "/" not in value), None)

    def _share_of_past(self, dates: Sequence[Sequence[DateMention]]) -> str:
        """How much of what the document dates lies years back."""
        told = [date.edtf for sentence in dates for date in sentence if date.edtf is not None]
        old = sum(bool(self.published) and int(value[:3] + "9") < int(self.published[:4]) - 1 for value in told)
        if not told:
            return "past:undated"
        return f"past:{'all' if old == len(told) else 'most' if 2 * old > len(told) else 'some' if old else 'none'}"


def precision(value: str) -> str:
    """How exact a date is."""
    if "/" in value:
        return "interval"
    return "decade" if "X" in value else {_YEAR: "year", _MONTH: "month"}.get(len(value), "day")


def _said(date: DateMention, tags: tuple[str, ...]) -> Iterator[DateSource]:
    """What a date of the sentence can mean."""
    if date.edtf is not None:
        exact = precision(date.edtf)
        yield DateSource(date.edtf, "said", (*tags, exact))
        for less, shorter in _less_exact(date.edtf):
            yield DateSource(shorter, f"said-{less}", (tags[0], f"kind:{date.kind}", exact))
    for name, value in (("said-last", date.last), ("said-coming", date.coming)):
        if value is not None and value != date.edtf:
            yield DateSource(value, name, tags)


def _less_exact(value: str) -> Iterator[tuple[str, str]]:
    """A date as its month and its year; an interval as its two ends."""
    exact = precision(value)
    if exact == "interval":
        yield from zip(("begin", "end"), value.split("/"), strict=True)
    if exact == "day":
        yield "month", value[:_MONTH]
    if exact in ("day", "month"):
        yield "year", value[:_YEAR]
