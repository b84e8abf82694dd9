"""The register's terms of office, indexed: who holds which office of whom at a date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ontology.catalog import Catalog
from ontology.dates import EdtfDate, parse_date
from ontology.gazetteer import Tenure

HEADS = ("head-of-state", "head-of-government", "secretary-general")
"""Offices whose holder heads a state or an organisation."""

_FIRST, _LAST = "", "~"


@dataclass(frozen=True, slots=True)
class Serving:
    """Who was in office at one date.

    Attributes:
        people: slugs of all office holders.
        holders: slug of the holder by office and by whose office it is.
        terms: all terms of office, whenever they were.
    """

    people: frozenset[str]
    holders: Mapping[tuple[str, str], str]
    terms: TermsOfOffice

    def holder(self, office: str, of: str) -> str | None:
        """Who held an office, or None where the register does not say."""
        return self.holders.get((office, of))


class TermsOfOffice:
    """All terms of the register; made once for all documents."""

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
        led: dict[str, set[str]] = defaultdict(set)
        for tenure in catalog.tenures:
            if tenure.office in HEADS:
                led[tenure.holder].add(tenure.of)
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
        return Serving(frozenset(tenure.holder for tenure in terms), holders, self)

    def offices(self, person: str) -> tuple[str, ...]:
        """The offices that a person ever held."""
        return self._held.get(person, ())

    def of(self, owner: str) -> Sequence[Tenure]:
        """The terms of all offices of a state or an organisation."""
        return self._by_owner.get(owner, ())
