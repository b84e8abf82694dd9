"""Date expressions, resolved as exactly as the text and the date of publication allow.

The words and patterns of a language are data (`language/<code>/dates.toml`, compiled by `grammar`); what they mean
is arithmetic (`rules`). Here they are found in the text and read in order, since a date can rest on the one before
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extraction.dates.grammar import DateGrammar, load_date_grammar
from extraction.dates.rules import RULES
from extraction.dates.setting import DateKind, Reading, Setting
from extraction.text.normalisation import Folded, fold
from ontology.dates import EdtfDate, Precision, parse_date
from ontology.errors import DateError
from ontology.model import Span

__all__ = ["DateGrammar", "DateKind", "DateMention", "find_dates", "load_date_grammar"]

_JOINING = frozenset(" ,،-–والىيحتandtohrugil")
"""Letters of the words that join two dates: و, إلى, حتى, and, to, through, till."""
_CLAUSE = re.compile(r"[.،؛,;:!؟?\"«»“”()]")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression.

    Attributes:
        span: the expression with the words that belong to it (`عام 1991`, `يوم الثلاثاء`, `بين عامي 1973 و1975`).
        edtf: its value (`2014-03-18`, `2014-03`, `2014`, `199X`, `1973/1975`), or None where nothing fixes it
            (أمس in a text without a date of publication).
        kind: what the value rests on.
        coming: its value if the event is still to come, where the expression leaves open whether it is (a bare weekday,
            a month without a year); else None.
        last: its value if the event is over, where the expression leaves that open; else None.
        away: how far from it, as unit and number, what is named behind an `OFFSET` lies; else None.
    """

    span: Span
    edtf: str | None
    kind: DateKind
    coming: str | None = None
    last: str | None = None
    away: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class _Match:
    """An expression in a folded sentence, not yet read."""

    start: int
    end: int
    rule: str
    parts: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Told:
    """The dates told so far: the last one, where it ends, and the last one that is no bare year."""

    last: EdtfDate | None = None
    last_day: EdtfDate | None = None
    end: int = 0

    def go_on(self, end: int, edtf: str | None) -> _Told:
        """With one date more; one without a value changes nothing."""
        if edtf is None:
            return self
        last = parse_date(edtf)
        is_year = last.finish.precision in {Precision.YEAR, Precision.DECADE}
        return _Told(last, self.last_day if is_year else last, end)


def find_dates(
    text: str, sentences: Sequence[Span], *, grammar: DateGrammar, published: str | None
) -> tuple[DateMention, ...]:
    """The date expressions of the text, in order, none inside another.

    Args:
        text: the document's text.
        sentences: where to look, in order.
        grammar: of the text's language.
        published: date of publication in EDTF; relative expressions go as far as it is exact.

    Raises:
        DateError: `published` is no date.

    >>> text = "زار القاهرة أمس، ووقع اتفاقا في آذار/مارس 2014"
    >>> grammar = load_date_grammar("ar")
    >>> found = find_dates(text, [Span(0, len(text))], grammar=grammar, published="2018-03-01")
    >>> [(mention.span.of(text), mention.edtf, mention.kind.value) for mention in found]
    [('أمس', '2018-02-28', 'relative'), ('آذار/مارس 2014', '2014-03', 'calendar')]
    """
    issued = parse_date(published) if published else None
    told = _Told()
    mentions: list[DateMention] = []
    for sentence in sentences:
        folded = fold(sentence.of(text))
        matches = _share_years(_select(_matches(text, sentence, folded, grammar)), folded.text)
        for match in _join_ranges(matches, folded.text, grammar):
            at = sentence.start + folded.offsets[match[0].start]
            is_near = told.last is not None and "\n" not in text[told.end : at]
            future = _speaks_of_future(folded.text, match[0].start, grammar)
            reading = _read(match, Setting(grammar, issued, told.last, told.last_day, is_near, future))
            if reading is None:
                continue
            inner = folded.span(match[0].start, match[-1].end)
            span = Span(sentence.start + inner.start, sentence.start + inner.end)
            mentions.append(DateMention(span, reading.edtf, reading.kind, reading.coming, reading.last, reading.away))
            told = told.go_on(span.end, reading.edtf)
    return tuple(mentions)


def _matches(text: str, sentence: Span, folded: Folded, grammar: DateGrammar) -> Iterator[_Match]:
    """All matches of all patterns in a sentence, overlapping ones too."""
    for pattern in grammar.patterns:
        for found in pattern.expression.finditer(folded.text):
            if grammar.capitalised and not _is_capitalised(text, sentence, folded, found):
                continue
            yield _Match(found.start("date"), found.end("date"), pattern.rule, pattern.parts(found))


def _is_capitalised(text: str, sentence: Span, folded: Folded, found: re.Match[str]) -> bool:
    """Whether the names of months and days in a match begin with a capital (`May`, not `may`)."""
    names = ("month", "plain_month", "weekday")
    starts = [found.start(name) for name in names if name in found.groupdict() and found[name]]
    return all(text[sentence.start + folded.offsets[start]].isupper() for start in starts)


def _select(matches: Iterable[_Match]) -> list[_Match]:
    """The longest matches that do not overlap, in the order of the text; of two as long the pattern named first."""
    chosen: list[_Match] = []
    for match in sorted(matches, key=lambda m: m.start - m.end):
        if all(match.end <= other.start or other.end <= match.start for other in chosen):
            chosen.append(match)
    return sorted(chosen, key=lambda m: m.start)


def _share_years(matches: list[_Match], folded: str) -> list[_Match]:
    """The matches; a day or month takes the year of the one that it is joined with (`June 6 and June 7, 1967`)."""
    shared = matches[:]
    for at in range(len(shared) - 2, -1, -1):
        one, other = shared[at], shared[at + 1]
        lacks_year = one.rule in {"days", "months"} and not {"year", "relative", "same", "the_unit"} & set(one.parts)
        between = folded[one.end : other.start]
        if lacks_year and "year" in other.parts and "month" in other.parts and not set(between) - _JOINING:
            shared[at] = replace(one, parts={**one.parts, "year": other.parts["year"]})
    return shared


def _join_ranges(matches: list[_Match], folded: str, grammar: DateGrammar) -> Iterator[tuple[_Match, ...]]:
    """The matches, two that make an interval together."""
    at = 0
    while at < len(matches):
        pair = matches[at : at + 2]
        if len(pair) == 2 and any(
            pattern.between.fullmatch(folded, pair[0].end, pair[1].start)
            and pattern.before.search(folded, max(0, pair[0].start - 20), pair[0].start)
            for pattern in grammar.ranges
        ):
            yield (pair[0], pair[1])
            at += 2
        else:
            yield (matches[at],)
            at += 1


def _speaks_of_future(folded: str, at: int, grammar: DateGrammar) -> bool:
    """Whether a word before the expression in its clause says that something is still to come."""
    clause = _CLAUSE.split(folded[max(0, at - 120) : at])[-1]
    return grammar.future.search(clause) is not None


def _read(match: tuple[_Match, ...], setting: Setting) -> Reading | None:
    """The value of an expression, or of the interval of two."""
    if len(match) == 1:
        return RULES[match[0].rule](match[0].parts, setting)
    first, last = match
    final = RULES[last.rule](last.parts, setting)
    begin = RULES[first.rule](first.parts, setting)
    if begin is None or final is None or begin.edtf is None or final.edtf is None:
        return begin or final
    edtf = f"{begin.edtf.split('/')[0]}/{final.edtf.split('/')[-1]}"
    try:
        parse_date(edtf)
    except DateError:
        return final
    return Reading(edtf, final.kind)
