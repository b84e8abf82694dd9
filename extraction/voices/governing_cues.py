"""Cues of modality that govern a trigger: before it with no other verb between, or behind it as its adjective.

A noun governs a verb only through a conjunction ("his promise that they will leave"); no cue reaches over a relative
pronoun, or over a word with which the sentence turns to something else.
"""

from __future__ import annotations

from extraction.clauses.clauses import Grammar
from extraction.clauses.predicates import Parsed, Predicate
from extraction.lexicon.cue_words import CueWords, word_stems
from extraction.lexicon.forms import Part
from extraction.lexicon.pack import LanguagePack
from extraction.text.normalisation import fold_key
from extraction.text.tokens import Token, TokenKind
from extraction.voices.voices import QUOTES
from ontology.model import Modality

_STRONG = frozenset(".؛;!?؟…:")
_REACH = 9
_NOUN_REACH = 4
_BEHIND = 4
_CUED = (Modality.ATTEMPTED, Modality.NEGATED, Modality.PLANNED, Modality.HYPOTHETICAL)


class GoverningCues:
    """Finds the cues of one language."""

    def __init__(self, pack: LanguagePack, grammar: Grammar) -> None:
        self._relatives = grammar.relatives
        self._turning = pack.words("modality", "turning")
        self._participles = pack.words("modality", "participles")
        self._openers = pack.words("modality", "openers")
        self._cues = {m: CueWords(pack.words("modality", m.value)) for m in _CUED}
        self._behind = {
            m: pack.words("modality", f"{m.value}_behind")
            for m in (Modality.PLANNED, Modality.HYPOTHETICAL, Modality.CLAIMED)
        }

    def nearest(self, parsed: Parsed, predicate: Predicate) -> Modality | None:
        """The modality of the nearest cue that governs the trigger; of one place, attempts before plans."""
        places = {m: self._governor(parsed, predicate, m) for m in _CUED}
        found = [(-at, order, m) for order, m in enumerate(_CUED) if (at := places[m]) is not None]
        return min(found)[2] if found else None

    def behind(self, parsed: Parsed, predicate: Predicate) -> Modality | None:
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

    def _governor(self, parsed: Parsed, predicate: Predicate, modality: Modality) -> int | None:
        """The nearest cue of a modality that governs a trigger, or None."""
        tokens = parsed.sentence.tokens
        covered = parsed.covered
        gap = 0
        finite = predicate.part.finite and not may_be_noun(parsed, predicate)
        opened = predicate.reading.particle != ""
        for at in range(predicate.at - 1, max(predicate.at - 3 * _REACH, -1), -1):
            token = tokens[at]
            if token.surface in _STRONG:
                return None
            words = {token.norm, token.norm[1:] if token.norm[0] in "وف" else token.norm}
            opened = opened or not self._openers.isdisjoint(words)
            if not self._relatives.isdisjoint(words) or not self._turning.isdisjoint(words):
                return None
            other = parsed.predicate_at(at)
            verb = other is not None and other.part.finite
            governs = not finite or opened or at == predicate.at - 1
            if governs and at not in covered and self._is_cue(parsed, at, predicate.at, modality):
                return at if verb or gap <= _NOUN_REACH else None
            if verb or self._is_participle(token, other):
                return None
            gap += at not in covered and token.kind is TokenKind.WORD
            if gap > _REACH:
                return None
        return None

    def _is_participle(self, token: Token, predicate: Predicate | None) -> bool:
        """Whether a word is a participle that goes on with what else the subject does: "مؤكدا"."""
        if predicate is not None:
            return predicate.part is Part.ACTIVE and not predicate.reading.article
        return token.norm in self._participles

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


def may_be_noun(parsed: Parsed, predicate: Predicate) -> bool:
    """Whether a word that reads like a verb may be its masdar, inside its clause: "حاولت روسيا بيع"."""
    at = predicate.at
    inside = at > 0 and parsed.sentence.tokens[at - 1].kind is TokenKind.WORD and not predicate.reading.conjunction
    return inside and any(reading.form.part.nominal for reading in predicate.readings)


def _begins(token: Token, word: str) -> bool:
    """Whether a token is a word, or begins with it where it is a preposition of one letter."""
    if len(word) == 1:
        return token.norm.startswith(word) or token.norm[:2] == "و" + word
    return token.norm == word or (token.norm.startswith(word) and len(token.norm) <= len(word) + 2)
