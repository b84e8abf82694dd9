"""Instruments that a document names or describes, and who is party to them.

A name of the register is an instrument; so is a description (instruments.py) of one that is not merely wished for.
One instrument is told once: its first full telling is its evidence, and the body outweighs the headline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from extraction.actors.cast import Cast
from extraction.clauses.predicates import Parsed
from extraction.dates.times import DateMention
from extraction.events.drafts import Draft
from extraction.phrases.gazetteer import NameMatch
from extraction.treaties.instruments import Instrument, InstrumentFinder
from ontology.catalog import Catalog
from ontology.model import ActorType, EventClass, Modality, Span, Treaty, TreatyKind

_MAKING = frozenset({EventClass.SUPPORT, EventClass.AGREE})
_UNREAL = frozenset({Modality.NEGATED, Modality.ATTEMPTED, Modality.HYPOTHETICAL})
_SIDES = frozenset(
    {
        ActorType.STATE,
        ActorType.FORMER_STATE,
        ActorType.IGO,
        ActorType.GOVERNMENT,
        ActorType.ARMED_GROUP,
        ActorType.PARTY,
        ActorType.PEOPLE,
    }
)
"""Types of actors that can be a side of an instrument."""
_AGREED = frozenset({TreatyKind.AGREEMENT, TreatyKind.TREATY, TreatyKind.CEASEFIRE, TreatyKind.MEMORANDUM})
"""Kinds that a headline and the body may call by each other's name."""
_ORGANS = ("un-security-council", "un-general-assembly")
_NEAR = 6
_GOVERNS = 4
_REACH = 14
_AROUND = 80
"""Code points around an instrument within which the place that it is later called by is named."""


class TreatyFinder:
    """Collects the instruments of one document."""

    def __init__(self, finder: InstrumentFinder, catalog: Catalog, text: str) -> None:
        self._finder = finder
        self._catalog = catalog
        self._text = text
        self._found: dict[str, Treaty] = {}
        self._topics: dict[str, str] = {}
        self._called: dict[str, str] = {}
        self._plural: set[str] = set()
        self._full: set[str] = set()
        self._names: list[Span] = []
        body = text.find("\n")
        self._headline = body if body >= 0 else 0

    def treaties(self) -> tuple[Treaty, ...]:
        """All instruments found so far, in order."""
        return tuple(self._found.values())

    def named(self, match: NameMatch, cast: Cast) -> None:
        """An instrument of the register that the text names."""
        for thing in match.things:
            if not thing.treaty:
                continue
            self._names.append(match.span)
            self._add_named(thing.slug, match.span, cast)
            return

    def _add_named(self, slug: str, span: Span, cast: Cast) -> None:
        known = self._found.get(slug)
        entry = self._catalog.treaties[slug]
        if known is None:
            parties = tuple(p for p in entry.parties if p in cast)
            self._found[slug] = Treaty(
                slug,
                entry.kind,
                entry.preferred("en"),
                parties,
                span,
                name_ar=entry.preferred("ar"),
                date=entry.date,
                register=True,
            )
        elif known.evidence.end <= self._headline:
            self._found[slug] = replace(known, evidence=span)

    def described(self, parsed: Parsed, drafts: Sequence[Draft], dates: Sequence[DateMention], cast: Cast) -> None:
        """Instruments that a sentence describes."""
        tokens = parsed.sentence.tokens
        names = list(takewhile(lambda name: name.end > parsed.sentence.span.start, reversed(self._names)))
        taken = {k for k, token in enumerate(tokens) for name in names if name.overlaps(token.span)}
        for instrument in self._finder.find(parsed, taken):
            first = tokens[instrument.first]
            if not (instrument.draft or first.article) and _is_unreal(instrument, drafts):
                continue
            maker = _maker(parsed, instrument, drafts)
            start = first.stem_span.start - 2 * first.article
            span = Span(max(start, first.span.start), tokens[instrument.last].span.end)
            slug = self._numbered(instrument.number)
            if slug is not None:
                self._add_named(slug, span, cast)
                continue
            parties = self._parties(instrument, drafts, cast)
            said = [d.edtf for d in dates if d.edtf is not None and d.span.overlaps(span)]
            if instrument.weak and not said and maker is None:
                continue
            name = Span(span.start, tokens[instrument.core].span.end)
            if maker is not None and name.end < span.end:
                span = Span(tokens[maker].stem_span.start, span.end)
            self._add(instrument, span, name.of(self._text), parties, said[0] if said else None)

    def _numbered(self, number: str) -> str | None:
        """The resolution of the United Nations that the register knows by a number."""
        slugs = (f"{organ}-resolution-{number.replace('/', '-')}" for organ in _ORGANS)
        return next((slug for slug in slugs if slug in self._catalog.treaties), None) if number else None

    def _parties(self, instrument: Instrument, drafts: Sequence[Draft], cast: Cast) -> tuple[str, ...]:
        """The sides that the description names, with those of the event that makes the instrument."""
        parties = list(instrument.parties)
        for draft in drafts:
            near = abs(draft.candidate.predicate.at - instrument.first) <= _NEAR
            if draft.event_class in _MAKING and near and len(parties) < 2:
                parties += [*draft.candidate.actor.actors, *draft.candidate.recipient.actors]
        return tuple(p for p in dict.fromkeys(parties) if cast[p].type in _SIDES)

    def _add(self, instrument: Instrument, span: Span, name: str, parties: tuple[str, ...], date: str | None) -> None:
        for key, known in self._found.items():
            if self._is_same(key, known, instrument, parties, date):
                again = (
                    replace(known, evidence=span)
                    if known.register
                    else replace(known, evidence=span, name_ar=name, parties=known.parties or parties)
                )
                fuller = instrument.full and key not in self._full
                if known.evidence.end <= self._headline or (known.register and fuller):
                    self._found[key] = again
                self._full |= {key} if instrument.full else set()
                return
        key = f"treaty-{len(self._found) + 1}"
        self._topics[key] = instrument.number or instrument.topic
        self._called[key] = instrument.name
        self._plural |= {key} if instrument.plural else set()
        self._full |= {key} if instrument.full else set()
        self._found[key] = Treaty(key, instrument.kind, None, parties, span, name_ar=name, date=date)

    def _is_same(
        self, key: str, known: Treaty, instrument: Instrument, parties: tuple[str, ...], date: str | None
    ) -> bool:
        """Whether a description tells a known instrument again."""
        if (key in self._plural) != instrument.plural:
            return False
        heading = known.evidence.end <= self._headline and not known.register
        if heading and {known.kind, instrument.kind} <= _AGREED:
            return True
        if known.kind is not instrument.kind:
            return False
        if known.evidence.end <= self._headline and not known.register:
            return True
        if date is not None and known.date is not None and date[:4] == known.date[:4]:
            return True
        if known.register:
            return bool(set(parties) & set(known.parties)) and len(known.parties) <= len(parties) + 1
        if instrument.kind is TreatyKind.RESOLUTION:
            if instrument.number:
                return instrument.number == self._topics.get(key)
            return bool(set(known.parties) & set(parties))
        return self._refers_back(key, known, instrument, parties, date)

    def _refers_back(
        self, key: str, known: Treaty, instrument: Instrument, parties: tuple[str, ...], date: str | None
    ) -> bool:
        """Whether a description that bears no number takes up a known one; an indefinite noun seldom does."""
        if date is not None and known.date is not None:
            return False
        named, name = self._called.get(key, ""), instrument.name
        if named and name:
            return named == name
        if name:
            first = known.evidence
            behind = self._text[first.end : first.end + _AROUND].partition(".")[0]
            return name in self._text[max(0, first.start - _AROUND) : first.end] + behind
        topic = bool(instrument.topic) and self._topics.get(key) == instrument.topic
        if not instrument.definite:
            return topic and (not known.parties or not parties or set(known.parties) == set(parties))
        shared = set(known.parties) & set(parties)
        return bool(shared) or topic or not known.parties or not parties


def _maker(parsed: Parsed, instrument: Instrument, drafts: Sequence[Draft]) -> int | None:
    """Where an event before makes the instrument, with no other verb between: "وقع الطرفان في جنيف اتفاقا"."""
    at = instrument.first
    verbs = [p.at for p in parsed.predicates if p.part.finite and p.at < at]
    for draft in drafts:
        made = draft.candidate.predicate.at
        real = draft.modality in (Modality.ASSERTED, Modality.CLAIMED)
        near = at - _GOVERNS <= made <= at or (made in verbs[-1:] and at - _REACH <= made)
        if draft.event_class in _MAKING and real and near:
            return made
    return None


def _is_unreal(instrument: Instrument, drafts: Sequence[Draft]) -> bool:
    """Whether the event that would make the instrument is denied, tried or only possible."""
    for draft in drafts:
        at = draft.candidate.predicate.at
        governs = instrument.first - _GOVERNS <= at <= instrument.first
        if governs and draft.event_class in _MAKING and draft.modality in _UNREAL:
            return True
    return False
