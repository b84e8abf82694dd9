"""Whether it happened: how the document presents an event candidate.

Cues govern the trigger: they come before it with no other verb between, or behind it as its adjective; the nearest
speaks. Without one, tense, aim and the act of speech around the trigger say it.
"""

from __future__ import annotations

from typing import cast

from extraction.clauses.clauses import Grammar
from extraction.clauses.predicates import Parsed, Predicate, is_circumstance
from extraction.frames.frames import Candidate
from extraction.lexicon.cue_words import CueWords, word_stems
from extraction.lexicon.forms import Part
from extraction.lexicon.pack import LanguagePack
from extraction.text.normalisation import fold_key
from extraction.text.tokens import TokenKind
from extraction.voices.attribution import Attribution
from extraction.voices.governing_cues import GoverningCues, may_be_noun
from ontology.model import EventClass, Modality

_STRONG = frozenset(".؛;!?؟…:")
_NOUN_REACH = 4
_BACKGROUND = ("بعد", "بسبب")
_COMMAS = frozenset("،,")
_QUESTIONS = ("؟", "?")
_CLEFT = frozenset({"هو", "هي", "هم", "هما"})
"""Pronouns between a subject and a relative clause that tells what it did: "إن فلانا هو الذي بادر"."""
_ACTS = {
    "plan": Modality.PLANNED,
    "hope": Modality.PLANNED,
    "expect": Modality.PLANNED,
    "warn": Modality.HYPOTHETICAL,
    "fear": Modality.HYPOTHETICAL,
}


class ModalityReader:
    """Reads modality with the cues of one language."""

    def __init__(self, pack: LanguagePack, grammar: Grammar) -> None:
        self._grammar = grammar
        self._governing = GoverningCues(pack, grammar)
        self._asking = pack.words("modality", "asking")
        self._conditions = CueWords(pack.words("modality", "condition"))
        self._possible = pack.words("modality", "possible")
        self._condition_of_past = frozenset(cast("list[str]", pack.cues["modality"]["condition_of_past"]))
        self._stipulating = tuple(fold_key(w) for w in cast("list[str]", pack.cues["modality"]["stipulating"]))
        self._past_time = pack.words("modality", "past_time")
        self._exceptions = pack.words("negation", "exception")
        self._undergoing = pack.words("purpose", "undergoing")
        self._days = pack.words("modality", "days")
        self._purpose = CueWords(pack.words("purpose", "words"))
        self._verb_negation = pack.words("negation", "verb") | pack.words("negation", "copula")
        self._noun_negation = pack.words("negation", "noun") | pack.words("negation", "copula")

    def modality(self, parsed: Parsed, candidate: Candidate, attribution: Attribution | None) -> Modality:
        """How the document presents the candidate."""
        irrealis = self._irrealis(parsed, candidate, attribution)
        if irrealis is not None:
            return irrealis
        if attribution is None or not attribution.claim or attribution.performed(candidate):
            return Modality.ASSERTED
        taken = self._is_presupposed(parsed, candidate.predicate, attribution.source.first)
        return Modality.ASSERTED if taken else Modality.CLAIMED

    def _is_presupposed(self, parsed: Parsed, predicate: Predicate, first: int) -> bool:
        """Whether who speaks takes it for granted: in a relative clause, or as the time of what he tells."""
        if self.is_background(parsed, predicate):
            return True
        tokens = parsed.sentence.tokens
        clause = range(max(first, parsed.clauses.index(parsed.clauses[predicate.at])), predicate.at)
        relatives = self._grammar.relatives - self._grammar.complementizers
        return any(tokens[k].norm.lstrip("وف") in relatives and tokens[k - 1].norm not in _CLEFT for k in clause)

    def _irrealis(self, parsed: Parsed, candidate: Candidate, attribution: Attribution | None) -> Modality | None:
        predicate = candidate.predicate
        order = self._grammar.order
        mood = order.mood(parsed.sentence.tokens, predicate.at) if order is not None else None
        if mood is Modality.NEGATED or self.is_negated(parsed, predicate):
            return Modality.NEGATED
        if self.is_asked(parsed) or self.is_conditional(parsed, predicate):
            return Modality.HYPOTHETICAL
        if mood is not None:
            return mood
        particle = self._particle(parsed, predicate)
        if particle is not None:
            return particle
        if predicate.part is Part.PERFECT and not may_be_noun(parsed, predicate):
            return None
        behind = self._governing.behind(parsed, predicate)
        if behind is not None:
            return behind
        if self.is_background(parsed, predicate) or is_circumstance(parsed, predicate):
            return None
        cued = self._governing.nearest(parsed, predicate)
        alleged = attribution is not None and attribution.source.act == "allege"
        if cued is not None:
            return Modality.CLAIMED if alleged and cued is Modality.ATTEMPTED else cued
        if candidate.reading.future:
            return None if _promises(candidate, attribution) else Modality.PLANNED
        return self._prospect(parsed, candidate, attribution)

    def _particle(self, parsed: Parsed, predicate: Predicate) -> Modality | None:
        """What the particle before a verb says: قد with an imperfect, إن with a perfect, على أن behind a comma."""
        tokens = parsed.sentence.tokens
        if not predicate.at or may_be_noun(parsed, predicate):
            return None
        before = tokens[predicate.at - 1]
        if predicate.part is Part.IMPERFECT and before.norm in self._possible:
            return Modality.HYPOTHETICAL
        if predicate.part is Part.PERFECT and before.surface.lstrip("وف") in self._condition_of_past:
            return Modality.HYPOTHETICAL
        comma = predicate.at - 1 - len(self._stipulating)
        words = tuple(token.norm for token in tokens[comma + 1 : predicate.at])
        stipulated = comma > 0 and words == self._stipulating and tokens[comma].surface in _COMMAS
        return Modality.PLANNED if stipulated and predicate.part is Part.IMPERFECT else None

    def _prospect(self, parsed: Parsed, candidate: Candidate, attribution: Attribution | None) -> Modality | None:
        """What tense, aim and speech act say of the trigger."""
        predicate = candidate.predicate
        act = attribution.source.act if attribution is not None else ""
        if self.governing_tense(parsed, predicate) == "future" or self.is_scheduled(parsed, predicate):
            return Modality.PLANNED
        if act in _ACTS:
            return _ACTS[act]
        return Modality.PLANNED if self.is_purpose(parsed, candidate) else None

    def governing_tense(self, parsed: Parsed, predicate: Predicate) -> str:
        """The tense of the verb that a nominal trigger depends on, in its clause."""
        if predicate.part.finite and not may_be_noun(parsed, predicate):
            return "itself"
        clause = parsed.clauses[predicate.at]
        tokens = parsed.sentence.tokens
        for other in reversed([p for p in parsed.predicates if p.at < predicate.at]):
            circumstance = other.part is Part.ACTIVE and tokens[other.at].norm.endswith("ا")
            if parsed.clauses[other.at] != clause or circumstance or predicate.part is Part.ACTIVE:
                break
            if not other.part.finite:
                continue
            near = "near" if predicate.at - other.at <= 3 else "far"
            if other.reading.future:
                return "future"
            return f"{other.part}:{near}"
        return "none"

    def is_negated(self, parsed: Parsed, predicate: Predicate) -> bool:
        """Whether a particle denies the verb, or a noun of absence governs the masdar."""
        tokens = parsed.sentence.tokens
        if self._is_excepted(parsed, predicate):
            return False
        low = max(predicate.at - 3, 0)
        for at in range(low, predicate.at):
            gap = predicate.at - at
            between = tokens[at + 1 : predicate.at]
            if any(token.kind is not TokenKind.WORD for token in between):
                continue
            denies = tokens[at].norm.removeprefix("و").removeprefix("ف") in self._verb_negation
            if predicate.part.finite and gap == 1 and denies:
                return True
            if not predicate.part.finite and gap <= 2 and word_stems(tokens[at]) & self._noun_negation:
                return True
        return not predicate.part.finite and self._verb_is_negated(parsed, predicate)

    def _is_excepted(self, parsed: Parsed, predicate: Predicate) -> bool:
        """Whether an exception takes a denial back: "did not return until", "asked for nothing but"."""
        tokens = parsed.sentence.tokens
        for at in range(predicate.at + 1, len(tokens)):
            if tokens[at].surface in _STRONG:
                return False
            if tokens[at].norm in self._exceptions:
                opened = at + 1 < len(tokens) and tokens[at + 1].norm in self._grammar.complementizers
                return not opened  # "إلا أن" goes on with something else
        return False

    def _verb_is_negated(self, parsed: Parsed, predicate: Predicate) -> bool:
        """Whether a denied verb governs a nominal trigger: "لم يتم التوصل إلى تسوية"."""
        tokens = parsed.sentence.tokens
        for other in reversed([p for p in parsed.predicates if p.at < predicate.at and p.part.finite]):
            same = parsed.clauses[other.at] == parsed.clauses[predicate.at]
            if not same or predicate.at - other.at > _NOUN_REACH or not other.at:
                return False
            return tokens[other.at - 1].norm.removeprefix("و").removeprefix("ف") in self._verb_negation
        return False

    def is_asked(self, parsed: Parsed) -> bool:
        """Whether a sentence asks if it is so; other questions take for granted what they ask about."""
        tokens = parsed.sentence.tokens
        asks = any(token.norm.removeprefix("و").removeprefix("ف") in self._asking for token in tokens)
        return asks and tokens[-1].surface in _QUESTIONS

    def is_background(self, parsed: Parsed, predicate: Predicate) -> bool:
        """Whether a nominal trigger tells the time or the cause of the rest: that has happened, whatever the rest."""
        tokens = parsed.sentence.tokens
        low = max(predicate.at - 2, 1)
        heads = [k for k in range(low, predicate.at + 1) if k == predicate.at or parsed.predicate_at(k) is None]
        return not predicate.part.finite and any(
            word_stems(tokens[k - 1]) & self._past_time and self._grammar.marker_before(tokens, k) in _BACKGROUND
            for k in heads
        )

    def is_conditional(self, parsed: Parsed, predicate: Predicate) -> bool:
        """Whether a word of condition opens the clause of the trigger or one right before it."""
        tokens = parsed.sentence.tokens
        clause = parsed.clauses[predicate.at]
        for at in range(predicate.at - 1, -1, -1):
            if tokens[at].surface in _STRONG or clause - parsed.clauses[at] > 1:
                return False
            if self._conditions.length_at(tokens, at):
                return True
        return False

    def is_scheduled(self, parsed: Parsed, predicate: Predicate) -> bool:
        """Whether a present tense with a day, or behind a future, tells what is about to happen: "يلتقي الخميس"."""
        verb = predicate
        if not predicate.part.finite:
            tense = self.governing_tense(parsed, predicate)
            if not tense.startswith(Part.IMPERFECT.value):
                return False
            verb = [p for p in parsed.predicates if p.at < predicate.at and p.part.finite][-1]
        tokens = parsed.sentence.tokens
        before = [p for p in parsed.predicates if p.at < verb.at and p.part.finite]
        if before and before[-1].reading.future and not verb.reading.conjunction:
            return True
        clause = parsed.clauses[verb.at]
        days = [at for at, n in enumerate(parsed.clauses) if n == clause and tokens[at].norm in self._days]
        return bool(days) and not before

    def is_purpose(self, parsed: Parsed, candidate: Candidate) -> bool:
        """Whether the trigger is an aim: a subjunctive or masdar behind "in order to"."""
        predicate = candidate.predicate
        tokens = parsed.sentence.tokens
        if candidate.reading.particle == "ل" and self._is_outcome(parsed, predicate):
            return False
        definite = predicate.part is Part.MASDAR and candidate.reading.article  # "إدانته لقصف" names no aim
        if candidate.reading.particle == "ل" and (predicate.part is Part.IMPERFECT or definite):
            return True
        at = predicate.at - 1
        while (light := parsed.predicate_at(at)) is not None and light.part is Part.MASDAR:
            if light.reading.particle == "ل":
                return True
            at -= 1
        return any(self._purpose.length_at(tokens, predicate.at - k) == k for k in (1, 2) if predicate.at >= k)

    def _is_outcome(self, parsed: Parsed, predicate: Predicate) -> bool:
        """Whether a lam tells what came of it, behind a comma, or what somebody underwent: "تعرضت لقصف"."""
        if predicate.part is Part.IMPERFECT:
            return predicate.at > 0 and parsed.sentence.tokens[predicate.at - 1].surface in _COMMAS
        verb = next((p for p in reversed(parsed.predicates) if p.at < predicate.at and p.part.finite), None)
        if verb is None or parsed.clauses[verb.at] != parsed.clauses[predicate.at]:
            return False
        return fold_key(verb.reading.form.lemma) in self._undergoing


def _promises(candidate: Candidate, attribution: Attribution | None) -> bool:
    """Whether a speaker promises or threatens by saying what he will do: that is done by saying it."""
    by_saying = candidate.frame.event_class in (EventClass.AGREE, EventClass.THREATEN)
    return by_saying and attribution is not None and attribution.performed(candidate)
