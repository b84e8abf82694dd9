"""Instruments that a document names or describes, and who is party to them.

A name of the register is an instrument; so is a noun of agreement that somebody signs, reaches or leaves, or that is
said to be between somebody. One instrument is told once: the first full telling is its evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from extraction.arguments import Arguments
from extraction.cast import Cast
from extraction.frames import Candidate
from extraction.gazetteer import NameMatch
from extraction.language.pack import LanguagePack
from extraction.normalisation import fold_key
from extraction.predicates import Parsed, Predicate
from ontology.catalog import Catalog
from ontology.model import EventClass, Span, Treaty, TreatyKind

_MAKING = frozenset({EventClass.SUPPORT, EventClass.AGREE})
_NEAR = 6


class TreatyFinder:
    """Collects the instruments of one document."""

    def __init__(self, pack: LanguagePack, catalog: Catalog, text: str) -> None:
        self._kinds = {
            tuple(fold_key(word).split()): TreatyKind(kind)
            for kind, words in pack.cues["treaties"].items()
            for word in cast("list[str]", words)
        }
        self._catalog = catalog
        self._text = text
        self._found: dict[str, Treaty] = {}

    def treaties(self) -> tuple[Treaty, ...]:
        """All instruments found so far, in order."""
        return tuple(self._found.values())

    def named(self, match: NameMatch, cast_: Cast) -> None:
        """An instrument of the register that the text names."""
        for thing in match.things:
            if thing.treaty and thing.slug not in self._found:
                entry = self._catalog.treaties[thing.slug]
                parties = tuple(p for p in entry.parties if p in cast_)
                self._found[thing.slug] = Treaty(
                    thing.slug,
                    entry.kind,
                    entry.preferred("en"),
                    parties,
                    match.span,
                    name_ar=entry.preferred("ar"),
                    date=entry.date,
                    register=True,
                )
                return

    def described(self, parsed: Parsed, candidates: Sequence[Candidate], arguments: Arguments) -> None:
        """Instruments that a sentence describes by a noun of agreement."""
        for at in range(len(parsed.sentence.tokens)):
            kind, last = self._kind_at(parsed, at)
            if kind is None:
                continue
            parties = self._parties(parsed, at, candidates, arguments)
            if not parties:
                continue
            self._add(parsed, kind, at, last, parties)

    def _add(self, parsed: Parsed, kind: TreatyKind, at: int, last: int, parties: tuple[str, ...]) -> None:
        for known in self._found.values():
            if known.kind is kind and set(known.parties) & set(parties):
                return
        tokens = parsed.sentence.tokens
        end = min(last + 4, len(tokens) - 1)
        while end > last and parsed.clauses[end] != parsed.clauses[at]:
            end -= 1
        span = Span(tokens[at].span.start, tokens[end].span.end)
        key = f"treaty-{len(self._found) + 1}"
        name = span.of(self._text)
        self._found[key] = Treaty(key, kind, None, parties, span, name_ar=name)

    def _kind_at(self, parsed: Parsed, at: int) -> tuple[TreatyKind | None, int]:
        tokens = parsed.sentence.tokens
        if any(p.first <= at <= p.last for p in parsed.phrases):
            return None, at
        for words, kind in sorted(self._kinds.items(), key=lambda pair: -len(pair[0])):
            first = tokens[at].norm
            stems = {first, first.removeprefix("ال"), tokens[at].stem}
            if len(first) > 4 and first[0] in "وفبل":
                stems |= {first[1:], first[1:].removeprefix("ال"), first[2:] if first.startswith("لل") else first}
            if words[0] in stems and all(
                at + k < len(tokens) and tokens[at + k].norm == word for k, word in enumerate(words) if k
            ):
                return kind, at + len(words) - 1
        return None, at

    def _parties(
        self, parsed: Parsed, at: int, candidates: Sequence[Candidate], arguments: Arguments
    ) -> tuple[str, ...]:
        """Who is said to make it (the event beside the noun), or between whom it is said to be."""
        noun = parsed.predicate_at(at) or _bare_predicate(parsed, at)
        if noun is not None:
            between = arguments.oblique(noun, "بين") or arguments.oblique(noun, "مع")
            if len(between.actors) > 1:
                return between.actors
        for candidate in candidates:
            if candidate.frame.event_class in _MAKING and abs(candidate.predicate.at - at) <= _NEAR:
                both = tuple(dict.fromkeys((*candidate.actor.actors, *candidate.recipient.actors)))
                if both:
                    return both
        return ()


def _bare_predicate(parsed: Parsed, at: int) -> Predicate | None:
    """The nearest predicate before a noun in its clause, through which its phrases can be found."""
    before = [p for p in parsed.predicates if p.at < at and parsed.clauses[p.at] == parsed.clauses[at]]
    return before[-1] if before else None
