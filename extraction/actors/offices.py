"""The register's terms of office, indexed: who holds which office of whom at a date."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extraction.actors.belonging import predecessors
from ontology.catalog import Catalog
from ontology.dates import EdtfDate, parse_date
from ontology.gazetteer import Tenure

HEADS = ("head-of-state", "head-of-government", "secretary-general")
"""Offices whose holder heads a state or an organisation."""

_FIRST, _LAST = "", "~"


_RECENT = 3
"""Years before a document that are its own days."""
_HISTORY = 3
"""How many bygone years make a history of a document."""
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Serving:
    """Who was in office at one date.

    Attributes:
        people: slugs of all office holders.
        holders: slug of the holder by office and by whose office it is.
        terms: all terms of office, whenever they were.
        day: first day of the date, ISO 8601; None without a date.
    """

    people: frozenset[str]
    holders: Mapping[tuple[str, str], str]
    terms: TermsOfOffice
    day: str | None = None

    def ended(self, term: Tenure) -> bool:
        """Whether a term of office was over before the date."""
        return self.day is not None and term.end is not None and parse_date(term.end).ends < self.day

    def holder(self, office: str, of: str) -> str | None:
        """Who held an office, or None where the register does not say."""
        return self.holders.get((office, of))


class TermsOfOffice:
    """All terms of the register, and which unions its states followed; made once for all documents."""

    def __init__(self, catalog: Catalog) -> None:
        self._terms = [
            (
                parse_date(tenure.start).starts if tenure.start else _FIRST,
                parse_date(tenure.end).ends if tenure.end else _LAST,
                tenure,
            )
            for tenure in catalog.tenures
        ]
        held: dict[str, set[str]] = defaultdict(set)
        by_owner: dict[str, list[Tenure]] = defaultdict(list)
        for tenure in catalog.tenures:
            held[tenure.holder].add(tenure.office)
            by_owner[tenure.of].append(tenure)
        self._held = {holder: tuple(sorted(offices)) for holder, offices in held.items()}
        self._by_owner = dict(by_owner)
        by_holder: dict[str, list[Tenure]] = defaultdict(list)
        for tenure in sorted(catalog.tenures, key=lambda tenure: (tenure.end or _LAST, tenure.start or _FIRST)):
            by_holder[tenure.holder].append(tenure)
        self._by_holder = dict(by_holder)
        led: dict[str, set[str]] = defaultdict(set)
        for tenure in catalog.tenures:
            if tenure.office in HEADS:
                led[tenure.holder].add(tenure.of)
        self.predecessors = predecessors(catalog)
        self.led: Mapping[str, frozenset[str]] = {holder: frozenset(states) for holder, states in led.items()}

    def serving(self, day: EdtfDate | None) -> Serving:
        """Who was in office at a date, to the precision of the date; nobody without a date."""
        if day is None:
            return Serving(frozenset(), {}, self)
        first, last = day.starts, day.ends
        terms = [tenure for start, end, tenure in self._terms if start <= last and first <= end]
        holders: dict[tuple[str, str], str] = {}
        for tenure in terms:
            holders.setdefault((tenure.office, tenure.of), tenure.holder)
        return Serving(frozenset(tenure.holder for tenure in terms), holders, self, first)

    def offices(self, person: str) -> tuple[str, ...]:
        """The offices that a person ever held."""
        return self._held.get(person, ())

    def of(self, owner: str) -> Sequence[Tenure]:
        """The terms of all offices of a state or an organisation."""
        return self._by_owner.get(owner, ())

    def by(self, holder: str) -> Sequence[Tenure]:
        """The terms of office of a person, the one that ended last at the end."""
        return self._by_holder.get(holder, ())


def narrated_years(text: str, published: str | None) -> tuple[EdtfDate, ...]:
    """The years that a history tells of, each once, in order of time; none for a document that tells of its own days.

    Args:
        text: of the document; years are those that it writes in digits.
        published: the date of the document, which sets bygone years apart.
    """
    years = sorted(set(_YEAR.findall(text)))
    own = int(published[:4]) if published else None
    bygone = [year for year in years if own is None or int(year) < own - _RECENT]
    return tuple(map(parse_date, years)) if len(bygone) >= _HISTORY else ()
