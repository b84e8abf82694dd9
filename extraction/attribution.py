"""Who says so, and whether it happened: attribution and modality of an event candidate.

An event in the complement of a verb of speech, in a quotation, or beside "according to" is its source's word. Modality
follows the cues before the trigger in its clause; negation outweighs attempt, attempt a plan, a plan a possibility.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extraction.arguments import Arguments
from extraction.clauses import Grammar
from extraction.frames import Candidate
from extraction.language.forms import Part
from extraction.language.pack import LanguagePack, SpeechVerb
from extraction.predicates import Parsed, Predicate
from ontology.model import EventClass, Modality

_QUOTES = frozenset('"«»“”')
_REACH = 5
_VERBAL = frozenset(
    {
        EventClass.AGREE,
        EventClass.SUPPORT,
        EventClass.CONCEDE,
        EventClass.REQUEST,
        EventClass.ACCUSE,
        EventClass.REJECT,
        EventClass.THREATEN,
    }
)
"""Classes of PLOVER that are acts of speech."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose word an event is.

    Attributes:
        speaker: id of the source.
        word: the token of the verb or preposition that says so.
        claim: whether it is only the source's word.
        distanced: whether the document keeps its distance from the wording.
    """

    speaker: str
    word: int
    claim: bool
    distanced: bool = False


class Attributor:
    """Reads attribution and modality with the cues of one language."""

    def __init__(self, pack: LanguagePack, grammar: Grammar) -> None:
        self._speech: Mapping[str, SpeechVerb] = pack.speech
        self._grammar = grammar
        self._according = tuple(tuple(w.split()) for w in sorted(pack.words("reporting", "according")))
        self._distancing = tuple(tuple(w.split()) for w in sorted(pack.words("reporting", "distancing")))
        self._alleged = pack.words("reporting", "alleged")
        self._purpose = tuple(tuple(w.split()) for w in sorted(pack.words("purpose", "words")))
        self._cues = {
            modality: tuple(tuple(w.split()) for w in sorted(pack.words("modality", modality.value)))
            for modality in (Modality.NEGATED, Modality.ATTEMPTED, Modality.PLANNED, Modality.HYPOTHETICAL)
        }
        self._verb_negation = pack.words("negation", "verb")
        self._noun_negation = pack.words("negation", "noun") | pack.words("negation", "copula")

    # who says so

    def attribution(self, parsed: Parsed, candidate: Candidate, arguments: Arguments) -> Attribution | None:
        """Whose word the candidate is, or None for the document's own voice."""
        said = self._said(parsed, candidate, arguments) or self._according_to(parsed)
        if said is None:
            return None
        distanced = self._cue_before(parsed, candidate.predicate.at, self._distancing)
        return Attribution(said.speaker, said.word, said.claim, distanced)

    def _said(self, parsed: Parsed, candidate: Candidate, arguments: Arguments) -> Attribution | None:
        at = candidate.predicate.at
        for verb in reversed([p for p in parsed.predicates if p.at < at]):
            speech = self._speech_verb(verb)
            if speech is None or not self._opens(parsed, verb.at, at):
                continue
            speaker = arguments.subject(verb)
            if speaker:
                return Attribution(speaker.actors[0], verb.at, speech.claim)
        return None

    def _speech_verb(self, predicate: Predicate) -> SpeechVerb | None:
        for reading in predicate.readings:
            part = reading.form.part
            if (part.finite or part is Part.ACTIVE) and reading.form.lemma in self._speech:
                return self._speech[reading.form.lemma]
        return None

    def _opens(self, parsed: Parsed, verb: int, at: int) -> bool:
        """Whether the words after a verb of speech are what was said, up to a token."""
        tokens = parsed.sentence.tokens
        return any(
            tokens[k].norm in self._grammar.complementizers or tokens[k].surface in _QUOTES or tokens[k].surface == ":"
            for k in range(verb + 1, at)
        )

    def _according_to(self, parsed: Parsed) -> Attribution | None:
        norms = [token.norm for token in parsed.sentence.tokens]
        for phrase in parsed.phrases:
            for words in self._according:
                start = phrase.first - len(words)
                if start >= 0 and tuple(norms[start : phrase.first]) == words and phrase.actors:
                    return Attribution(phrase.actors[0], start, True)
        return None

    # whether it happened

    def modality(self, parsed: Parsed, candidate: Candidate, attribution: Attribution | None) -> Modality:
        """How the document presents the candidate."""
        irrealis = self._irrealis(parsed, candidate)
        if irrealis is not None:
            return irrealis
        if attribution is not None and attribution.claim and not self._performs(candidate, attribution):
            return Modality.CLAIMED
        return Modality.ASSERTED

    def _performs(self, candidate: Candidate, attribution: Attribution) -> bool:
        """Whether the speaker does the thing by saying it: nobody merely claims his own demand or refusal."""
        return candidate.frame.event_class in _VERBAL and attribution.speaker in candidate.actor.actors

    def _irrealis(self, parsed: Parsed, candidate: Candidate) -> Modality | None:
        predicate = candidate.predicate
        if self._is_negated(parsed, predicate):
            return Modality.NEGATED
        if candidate.reading.future:
            return Modality.PLANNED
        for modality, cues in self._cues.items():
            if self._cue_before(parsed, predicate.at, cues):
                return modality
        if self._cue_before(parsed, predicate.at, self._purpose, reach=1):
            return Modality.PLANNED
        return self._mood(parsed, predicate)

    def _mood(self, parsed: Parsed, predicate: Predicate) -> Modality | None:
        """A subjunctive behind "to", or a masdar of purpose, has not happened yet."""
        tokens = parsed.sentence.tokens
        if predicate.part is not Part.IMPERFECT:
            return None
        if predicate.reading.particle == "ل":
            return Modality.PLANNED
        if predicate.at and tokens[predicate.at - 1].surface in ("أن", "بأن", "ان"):
            return Modality.HYPOTHETICAL
        return None

    def _is_negated(self, parsed: Parsed, predicate: Predicate) -> bool:
        tokens = parsed.sentence.tokens
        for at in range(predicate.at - 1, max(predicate.at - 3, -1), -1):
            norm = tokens[at].norm
            bare = norm[1:] if norm[:1] in ("و", "ف") else norm
            if (
                predicate.part.finite
                and predicate.at - at == 1
                and (norm in self._verb_negation or bare in self._verb_negation)
            ):
                return True
            if norm in self._noun_negation or bare in self._noun_negation or norm.lstrip("بل") in self._noun_negation:
                return True
        return False

    def _cue_before(self, parsed: Parsed, at: int, cues: tuple[tuple[str, ...], ...], *, reach: int = _REACH) -> bool:
        """Whether one of some cues stands before a token, in its clause and near."""
        tokens = parsed.sentence.tokens
        low = max(at - reach, 0)
        while low < at and parsed.clauses[low] < parsed.clauses[at] - 1:
            low += 1
        for start in range(low, at):
            if any(token.surface in ".؛;" for token in tokens[start:at]):
                continue
            for words in cues:
                norms = [token.norm for token in tokens[start : start + len(words)]]
                if norms and norms[0] != words[0]:
                    norms[0] = norms[0].lstrip("وفبل").removeprefix("ال") if len(norms[0]) > 3 else norms[0]
                if tuple(norms) == words:
                    return True
        return False
