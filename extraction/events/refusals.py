"""What a denial does: who will not agree refuses, who will not allow warns, who will not attack gives way.

A verb of consent denied in any tense is a refusal. Only what somebody will not do is his word; what he did not do is
nothing done.
"""

from __future__ import annotations

from typing import cast

from extraction.clauses.predicates import Parsed
from extraction.frames.frames import Candidate
from extraction.lexicon.pack import LanguagePack
from extraction.text.normalisation import fold_key
from ontology.model import EventClass

_FRIENDLY = frozenset(
    {
        EventClass.AGREE,
        EventClass.AID,
        EventClass.CONCEDE,
        EventClass.CONSULT,
        EventClass.COOPERATE,
        EventClass.RETREAT,
        EventClass.SUPPORT,
    }
)
_HOSTILE = frozenset({EventClass.ASSAULT, EventClass.COERCE, EventClass.MOBILIZE})


class Refusals:
    """Finds what is done by denying.

    Args:
        pack: verbs of consent and of tolerance, and the particles that deny the future (cues.toml, "consent").
    """

    def __init__(self, pack: LanguagePack) -> None:
        consent = cast("dict[str, list[str]]", pack.cues["consent"])
        self._consent = frozenset(consent["verbs"])
        self._tolerance = frozenset(consent["tolerance"])
        self._future = frozenset(map(fold_key, consent["future"]))

    def act(self, parsed: Parsed, candidate: Candidate) -> EventClass | None:
        """The class of what is done by denying a candidate; None where nothing is."""
        frame, at = candidate.frame, candidate.predicate.at
        before = parsed.sentence.tokens[at - 1].norm.removeprefix("و").removeprefix("ف") if at else ""
        never = candidate.predicate.part.finite and before in self._future
        if never and frame.lemma in self._tolerance:
            return EventClass.THREATEN
        if frame.lemma in self._consent or (never and frame.event_class in _FRIENDLY):
            return EventClass.REJECT
        return EventClass.CONCEDE if never and frame.event_class in _HOSTILE else None
