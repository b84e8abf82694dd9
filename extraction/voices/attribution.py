"""Who says so: whose word an event candidate is, and how the speaker stands to what he says.

Of the sources that cover a trigger (sources.py) the innermost speaks; one who is not named leaves the word to nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from extraction.actors.cast import Cast
from extraction.clauses.clauses import Grammar
from extraction.frames.frames import Candidate
from extraction.lexicon.pack import LanguagePack
from extraction.text.tokens import Token
from extraction.voices.voices import Source, SourceKind
from ontology.model import Actor, EventClass, Modality

_CAUSES = frozenset({"بعد", "بسبب"})
"""Prepositions of what goes on before the speaking."""
_TOWARDS = frozenset({EventClass.REQUEST, EventClass.ACCUSE, EventClass.REJECT, EventClass.THREATEN})
"""Acts of speech against others: whoever calls a thing a provocation accuses."""
_MAKING_KNOWN = ("announce", "assert")
"""Acts whose noun names what is so: "announced the end of"; of what is said, also "confirmed its support for"."""
_VERBAL = frozenset(
    {
        EventClass.AGREE,
        EventClass.SUPPORT,
        EventClass.REQUEST,
        EventClass.ACCUSE,
        EventClass.REJECT,
        EventClass.THREATEN,
    }
)
"""Classes of PLOVER that are acts of speech."""


class Side(StrEnum):
    """How a speaker stands to who acts in what he says."""

    SELF = "self"
    OWN = "own"
    OTHER = "other"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose word an event is.

    Attributes:
        speaker: id of the source; None where a claim names nobody.
        source: the words that say so.
        side: how the speaker stands to the actors of the event.
        distanced: whether the document keeps its distance from the wording.
    """

    speaker: str | None
    source: Source
    side: Side
    distanced: bool = False

    @property
    def word(self) -> int:
        """The token of the verb or preposition that says so; -1 in an earlier sentence."""
        return self.source.word

    @property
    def claim(self) -> bool:
        """Whether it is only the source's word."""
        return self.source.claim

    def performed(self, candidate: Candidate) -> bool:
        """Whether the speaker does the thing by saying it: nobody merely claims his own demand or announcement."""
        event_class = candidate.frame.event_class
        if self.source.act == "allege":
            return self.source.kind is SourceKind.NOUN and event_class is EventClass.ACCUSE
        if self.source.act == "reveal":
            return False
        if self.source.kind is SourceKind.OBJECT and self.source.act in _MAKING_KNOWN:
            return self.source.act == "announce" or event_class in _VERBAL
        if self.side is Side.NOBODY:
            voiced = self.source.kind is not SourceKind.ACCORDING and not candidate.predicate.part.finite
            return voiced and event_class in _TOWARDS
        if self.side is Side.OTHER:
            return False
        reported = self.source.kind is SourceKind.ACCORDING and self.side is Side.OWN
        return event_class in _VERBAL or self.source.kind is SourceKind.OBJECT or reported

    def reported_by(self, outer: Attribution, candidate: Candidate) -> bool:
        """Whether somebody else says that the speaker does it by speaking: "A said that B had offered to sign"."""
        own = self.side is Side.SELF and self.performed(candidate)
        return own and outer.claim and outer.source.covers(self.word) and outer.speaker != self.speaker

    def beside(self, acting: Sequence[str], cast: Mapping[str, Actor]) -> Attribution:
        """The same with those who act in the end: an official whose state does what he announces speaks for it."""
        if self.speaker is None or self.speaker in acting or self.side is Side.OTHER:
            return self
        country = cast[self.speaker].iso3
        own = country is not None and any(cast[actor].iso3 == country for actor in acting)
        return replace(self, side=Side.OWN) if own else self

    def attributed_to(self, modality: Modality) -> str | None:
        """Whom an event is attributed to; what is asserted only to who speaks for the actor or announces his deed."""
        announced = self.source.kind is SourceKind.OBJECT and self.side is Side.OTHER
        return self.speaker if modality is not Modality.ASSERTED or self.side is Side.OWN or announced else None


class Attributor:
    """Reads attribution with the cues of one language."""

    def __init__(self, pack: LanguagePack, grammar: Grammar) -> None:
        self._grammar = grammar
        self._distancing = tuple(tuple(w.split()) for w in sorted(pack.words("reporting", "distancing")))

    def attribution(self, candidate: Candidate, sources: Sequence[Source], cast: Cast) -> Attribution | None:
        """Whose word the candidate is, or None for the document's own voice."""
        at = candidate.predicate.at
        covering = [source for source in sources if source.covers(at) and not self._beside(source, candidate)]
        if not covering:
            return None
        ranked = sorted(covering, key=lambda source: (source.last - source.first, -source.word))
        distanced = self._keeps_distance(candidate.parsed.sentence.tokens, at)
        told = [Attribution(s.speaker, s, _side(s.speaker, candidate, cast), distanced) for s in ranked]
        return next((outer for outer in told[1:] if told[0].reported_by(outer, candidate)), told[0])

    def _beside(self, source: Source, candidate: Candidate) -> bool:
        """Whether a noun behind a verb of speech tells when or why it was said, not what was said."""
        tokens = candidate.parsed.sentence.tokens
        at = candidate.predicate.at
        if source.kind is not SourceKind.OBJECT or not source.claim:
            return False
        nouns = [p.at for p in candidate.parsed.predicates if source.first <= p.at <= at and not p.part.finite]
        markers = [self._grammar.marker_before(tokens, k) for k in nouns]
        return bool(_CAUSES & set(markers)) or (markers[:1] in (["في"], ["مع"]) and source.act != "allege")

    def _keeps_distance(self, tokens: Sequence[Token], at: int) -> bool:
        norms = [token.norm for token in tokens[max(at - 4, 0) : at + 3]]
        return any(tuple(norms[k : k + len(words)]) == words for words in self._distancing for k in range(len(norms)))


def _side(speaker: str | None, candidate: Candidate, cast: Cast) -> Side:
    actors = candidate.actor.actors
    if speaker in actors or candidate.reading.form.first_person:
        return Side.SELF
    if speaker is None or not actors:
        return Side.NOBODY
    country = cast[speaker].iso3
    if country is not None and any(cast[actor].iso3 == country for actor in actors):
        return Side.OWN
    return Side.OTHER
