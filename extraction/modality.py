"""Whether it happened: how the document presents an event candidate.

Cues govern the trigger: they come before it with no other verb between, or behind it as its adjective; the nearest
speaks. Without one, tense, aim and the act of speech around the trigger say it.
"""

from __future__ import annotations

from extraction.attribution import Attribution
from extraction.clauses import Grammar
from extraction.cue_words import CueWords, word_stems
from extraction.frames import Candidate
from extraction.language.forms import Part
from extraction.language.pack import LanguagePack
from extraction.normalisation import fold_key
from extraction.predicates import Parsed, Predicate
from extraction.tokens import Token, TokenKind
from extraction.voices import QUOTES
from ontology.model import EventClass, Modality

_STRONG = frozenset(".؛;!?؟…:")
_REACH = 9
_NOUN_REACH = 4
_BEHIND = 4
_CUED = (Modality.ATTEMPTED, Modality.NEGATED, Modality.PLANNED, Modality.HYPOTHETICAL)
_BACKGROUND = ("بعد", "بسبب")
_QUESTIONS = ("؟", "?")
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
        self._relatives = grammar.relatives
        self._asking = pack.words("modality", "asking")
        self._cues = {m: CueWords(pack.words("modality", m.value)) for m in _CUED}
        self._behind = {
            m: pack.words("modality", f"{m.value}_behind")
            for m in (Modality.PLANNED, Modality.HYPOTHETICAL, Modality.CLAIMED)
        }
        self._conditions = CueWords(pack.words("modality", "condition"))
        self._days = pack.words("modality", "days")
        self._purpose = CueWords(pack.words("purpose", "words"))
        self._verb_negation = pack.words("negation", "verb") | pack.words("negation", "copula")
        self._noun_negation = pack.words("negation", "noun") | pack.words("negation", "copula")

    def modality(self, parsed: Parsed, candidate: Candidate, attribution: Attribution | None) -> Modality:
        """How the document presents the candidate."""
        irrealis = self._irrealis(parsed, candidate, attribution)
        if irrealis is not None:
            return irrealis
        if attribution is not None and attribution.claim and not attribution.performed(candidate):
            return Modality.CLAIMED
        return Modality.ASSERTED

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
        if predicate.part is Part.PERFECT and not _may_be_noun(parsed, predicate):
            return None
        behind = self.cue_behind(parsed, predicate)
        if behind is not None:
            return behind
        cued = self._cued(parsed, predicate)
        alleged = attribution is not None and attribution.source.act == "allege"
        if cued is not None:
            return Modality.CLAIMED if alleged and cued is Modality.ATTEMPTED else cued
        if candidate.reading.future:
            return None if _promises(candidate, attribution) else Modality.PLANNED
        if self.is_background(parsed, predicate):
            return None
        return self._prospect(parsed, candidate, attribution)

    def _prospect(self, parsed: Parsed, candidate: Candidate, attribution: Attribution | None) -> Modality | None:
        """What tense, aim and speech act say of the trigger."""
        predicate = candidate.predicate
        act = attribution.source.act if attribution is not None else ""
        if self.governing_tense(parsed, predicate) == "future" or self.is_scheduled(parsed, predicate):
            return Modality.PLANNED
        if act in _ACTS:
            return _ACTS[act]
        return Modality.PLANNED if self.is_purpose(parsed, candidate) else None

    def _cued(self, parsed: Parsed, predicate: Predicate) -> Modality | None:
        """The modality of the nearest cue that governs the trigger; of one place, attempts before plans."""
        places = {m: self.governing_cue(parsed, predicate, m) for m in _CUED}
        found = [(-at, order, m) for order, m in enumerate(_CUED) if (at := places[m]) is not None]
        return min(found)[2] if found else None

    # cues

    def governing_tense(self, parsed: Parsed, predicate: Predicate) -> str:
        """The tense of the verb that a nominal trigger depends on, in its clause."""
        if predicate.part.finite and not _may_be_noun(parsed, predicate):
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

    def _verb_is_negated(self, parsed: Parsed, predicate: Predicate) -> bool:
        """Whether a denied verb governs a nominal trigger: "لم يتم التوصل إلى تسوية"."""
        tokens = parsed.sentence.tokens
        for other in reversed([p for p in parsed.predicates if p.at < predicate.at and p.part.finite]):
            same = parsed.clauses[other.at] == parsed.clauses[predicate.at]
            if not same or predicate.at - other.at > _NOUN_REACH or not other.at:
                return False
            return tokens[other.at - 1].norm.removeprefix("و").removeprefix("ف") in self._verb_negation
        return False

    def governing_cue(self, parsed: Parsed, predicate: Predicate, modality: Modality) -> int | None:
        """The nearest cue of a modality that governs a trigger, or None."""
        tokens = parsed.sentence.tokens
        covered = parsed.covered
        gap = 0
        for at in range(predicate.at - 1, max(predicate.at - 3 * _REACH, -1), -1):
            token = tokens[at]
            if token.surface in _STRONG:
                return None
            other = parsed.predicate_at(at)
            verb = other is not None and other.part.finite
            if at not in covered and self._is_cue(parsed, at, predicate.at, modality):
                return at if verb or gap <= _NOUN_REACH else None
            if verb or (other is not None and other.part is Part.ACTIVE and not other.reading.article):
                return None
            gap += at not in covered and token.kind is TokenKind.WORD
            if gap > _REACH:
                return None
        return None

    def _is_cue(self, parsed: Parsed, at: int, trigger: int, modality: Modality) -> bool:
        """Whether a word is a cue, as it stands or as a form of the verb; with its preposition, where it needs one."""
        tokens = parsed.sentence.tokens
        predicate = parsed.predicate_at(at)
        heads = word_stems(tokens[at])
        definite = {head for head in heads if f"ال{head}" in heads}
        if predicate is not None:
            heads |= {fold_key(reading.form.lemma) for reading in predicate.readings}
        if predicate is not None and predicate.part.finite:
            definite = set()
        for head in heads:
            for governed in self._cues[modality].behind(head):
                marked = all(any(_begins(t, word) for t in tokens[at + 1 : trigger + 1]) for word in governed)
                if marked and (governed or head not in definite):
                    return True
        return False

    def cue_behind(self, parsed: Parsed, predicate: Predicate) -> Modality | None:
        """What an adjective behind the trigger says: "talks expected", "the coming talks"."""
        if predicate.part.finite:
            return None
        tokens = parsed.sentence.tokens
        for at in range(predicate.at + 1, min(predicate.at + 1 + _BEHIND, len(tokens))):
            token = tokens[at]
            if token.kind is not TokenKind.WORD and token.surface not in QUOTES:
                return None
            for modality, words in self._behind.items():
                if token.norm in words:
                    return modality
            other = parsed.predicate_at(at)
            if other is not None and other.part.finite:
                tells = at == predicate.at + 1 or tokens[at - 1].norm in self._relatives
                return Modality.PLANNED if other.reading.future and tells else None
        return None

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
        return not predicate.part.finite and any(self._grammar.marker_before(tokens, k) in _BACKGROUND for k in heads)

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
        if candidate.reading.particle == "ل" and (predicate.part in (Part.IMPERFECT, Part.MASDAR)):
            return True
        tokens = parsed.sentence.tokens
        at = predicate.at - 1
        while (light := parsed.predicate_at(at)) is not None and light.part is Part.MASDAR:
            if light.reading.particle == "ل":
                return True
            at -= 1
        return any(self._purpose.length_at(tokens, predicate.at - k) == k for k in (1, 2) if predicate.at >= k)


def _promises(candidate: Candidate, attribution: Attribution | None) -> bool:
    """Whether a speaker promises or threatens by saying what he will do: that is done by saying it."""
    by_saying = candidate.frame.event_class in (EventClass.AGREE, EventClass.THREATEN)
    return by_saying and attribution is not None and attribution.performed(candidate)


def _may_be_noun(parsed: Parsed, predicate: Predicate) -> bool:
    """Whether a word that reads like a verb may be its masdar, inside its clause: "حاولت روسيا بيع"."""
    at = predicate.at
    inside = at > 0 and parsed.sentence.tokens[at - 1].kind is TokenKind.WORD and not predicate.reading.conjunction
    return inside and any(reading.form.part.nominal for reading in predicate.readings)


def _begins(token: Token, word: str) -> bool:
    """Whether a token is a word, or begins with it where it is a preposition of one letter."""
    if len(word) == 1:
        return token.norm.startswith(word) or token.norm[:2] == "و" + word
    return token.norm == word or (token.norm.startswith(word) and len(token.norm) <= len(word) + 2)
