"""Who says what a verb of speech says: its subject, the owner of "a source" or "a statement", the last speaker."""

from __future__ import annotations

from extraction.actors.cast import Cast
from extraction.clauses.clauses import Grammar
from extraction.clauses.predicates import Governed, Parsed, Predicate, agrees
from extraction.frames.arguments import Arguments
from extraction.lexicon.cue_words import word_stems
from extraction.lexicon.forms import Part
from extraction.lexicon.pack import LanguagePack
from extraction.text.normalisation import fold_key
from extraction.text.tokens import Token, TokenKind
from extraction.voices.voices import Voice
from ontology.model import ActorType

_COMMAS = frozenset("،,")
_OWNER_REACH = 5
_APPOSED = 5
_GOVERNING = ("الي", "عن", "علي")
_RELAYED = "عن"
_FOUND = ("before", "after", "relative", "label")
PERFECT = ("قد", "فقد", "لقد", "وقد")
"""Particles between a subject and its verb in the perfect."""


class Speakers:
    """Finds the speakers of one language."""

    def __init__(self, pack: LanguagePack, grammar: Grammar) -> None:
        self._grammar = grammar
        self._nouns = pack.words("reporting", "nouns") | pack.words("reporting", "unnamed")
        self._titles = frozenset(word for title in pack.titles for word in title.words[:1])
        self._relaying = pack.words("reporting", "relaying")
        self._continuing = pack.words("reporting", "continuing")

    def is_source_noun(self, token: Token) -> bool:
        """Whether a word is a noun for a statement or for a source without a name."""
        return bool(word_stems(token) & self._nouns)

    def speaker(self, parsed: Parsed, verb: Predicate, limit: int, arguments: Arguments, voice: Voice) -> str | None:
        """Who speaks: the subject, the owner of a noun of speech, the last speaker; None where it is not told."""
        phrase = self.relayed(parsed, verb, limit) or self.subject(parsed, verb, limit, arguments)
        if phrase is not None:
            return person_beside(parsed, phrase, limit, voice.cast) or phrase.actors[0]
        noun = self._source_noun(parsed, verb.at, limit)
        if noun is not None:
            owner = self._owner(parsed, noun, limit)
            return owner or (voice.speaker if parsed.sentence.tokens[noun].article else None)
        if verb.part is Part.ACTIVE:
            return voice.heard or self._main_subject(parsed, verb, arguments) or voice.speaker
        if self._has_other_subject(parsed, verb.at, limit):
            name = parsed.sentence.tokens[verb.at + 1]
            known = _bearer(name.norm, voice.cast)
            return known or (voice.speaker if self._goes_on(verb) or word_stems(name) & self._titles else None)
        goes_on = voice.speaker if self._goes_on(verb) else None
        return voice.heard or goes_on or self._main_subject(parsed, verb, arguments) or voice.speaker

    def relays(self, verb: Predicate) -> bool:
        """Whether a verb relays what somebody else says."""
        return fold_key(verb.reading.form.lemma) in self._relaying

    def relayed(self, parsed: Parsed, verb: Predicate, limit: int) -> Governed | None:
        """Whom a verb of relaying relays: "نقلت الوكالة عن فلان قوله"."""
        if not self.relays(verb):
            return None
        inside = (p for p in parsed.phrases if verb.at < p.first < limit and p.actors and not p.adjective)
        return next((p for p in inside if p.preposition == _RELAYED), None)

    def _main_subject(self, parsed: Parsed, verb: Predicate, arguments: Arguments) -> str | None:
        """The subject of the first verb of the sentence, or whoever the sentence goes on with."""
        for other in parsed.predicates:
            if other.part.finite and other.at <= verb.at:
                subject = arguments.subject(other)
                if subject:
                    return subject.actors[0]
        return None

    def subject(self, parsed: Parsed, verb: Predicate, limit: int, arguments: Arguments) -> Governed | None:
        """The phrase that is the subject of a verb of speech."""
        if not verb.part.finite:
            return None
        tokens = parsed.sentence.tokens
        bare = [p for p in parsed.phrases if p.actors and not p.preposition and not p.adjective]
        subject = arguments.subject(verb)
        found = subject.how in _FOUND and subject.first is not None and subject.first < limit
        if subject.how == "before" and verb.reading.conjunction and subject.last != verb.at - 1:
            found = False
        if found and subject.how == "after" and self._governed(parsed, verb.at, subject.first or 0):
            found = False
        adjacent = subject.how == "before" and subject.last == verb.at - 1
        if not (found and (adjacent or subject.how == "relative")):
            start = verb.at + 1
            while (title := next((p for p in parsed.phrases if p.first == start and not p.actors), None)) is not None:
                start = title.last + 1  # a title that names nobody: "القائم بأعمال وزير الداخلية فلان"
            behind = [p for p in bare if p.first == start < limit and agrees(verb, p)]
            if behind:
                return behind[0]
        if verb.at and tokens[verb.at - 1].norm in PERFECT:
            heads = [p for p in bare if p.last < verb.at and tokens[p.first - 1].norm.lstrip("و").startswith("كان")]
            return heads[0] if heads else _apposed_subject(parsed, verb.at)
        if found:
            return next((p for p in parsed.phrases if p.first == subject.first and p.actors), None)
        return None if verb.reading.conjunction else _apposed_subject(parsed, verb.at)

    def _governed(self, parsed: Parsed, verb: int, first: int) -> bool:
        """Whether a preposition of what is said stands between a verb of speech and a phrase."""
        return any(token.norm in _GOVERNING for token in parsed.sentence.tokens[verb + 1 : first])

    def _goes_on(self, verb: Predicate) -> bool:
        return any(fold_key(reading.form.lemma) in self._continuing for reading in verb.readings)

    def _source_noun(self, parsed: Parsed, verb: int, limit: int) -> int | None:
        """A noun for a statement or source that is the subject of a verb of speech."""
        tokens = parsed.sentence.tokens
        clause = parsed.clauses[verb]
        before = [k for k in range(max(verb - 8, 0), verb) if parsed.clauses[k] == clause]
        places = [*range(verb + 1, min(limit, verb + 4)), *before]
        return next((k for k in places if self.is_source_noun(tokens[k])), None)

    def _owner(self, parsed: Parsed, noun: int, limit: int) -> str | None:
        """Whom an unnamed source or a statement belongs to: "مصدر حكومي يوناني", "بيان لوزارة الدفاع"."""
        definite = parsed.sentence.tokens[noun].article
        for phrase in parsed.phrases:
            near = noun < phrase.first <= noun + _OWNER_REACH and phrase.first < limit
            if near and phrase.actors and (not definite or phrase.first == noun + 1):
                return phrase.actors[0]
        return None

    def _has_other_subject(self, parsed: Parsed, verb: int, limit: int) -> bool:
        """Whether a noun that names no actor follows the verb as its subject."""
        at = verb + 1
        tokens = parsed.sentence.tokens
        if at >= min(limit, len(tokens)) or tokens[at].kind is not TokenKind.WORD:
            return False
        if self._grammar.is_closed_class(tokens[at]) or parsed.predicate_at(at) is not None:
            return False
        if any(p.first == at and p.actors for p in parsed.phrases):
            return False  # whoever is named there is spoken to
        return not tokens[at].norm.startswith(("ب", "ل")) and not self._grammar.marker_before(tokens, at + 1)


def person_beside(parsed: Parsed, phrase: Governed, limit: int, cast: Cast) -> str | None:
    """The person whose name stands in apposition: "مراسل القناة في المدينة، فلان", "فلان، المتحدثة باسم فلانة"."""
    tokens = parsed.sentence.tokens
    named = _is_person(phrase, cast) and phrase.linked.phrase.name is not None
    for other in parsed.phrases:
        if other.preposition or other.coordinated or not other.actors or not _is_person(other, cast):
            continue
        behind = phrase.last < other.first < limit and other.first - phrase.last <= _APPOSED + 1
        between = tokens[phrase.last + 1 : other.first]
        if behind and (not named or not between) and _only_places(parsed, phrase.last, other.first):
            return other.actors[0]
        before = tokens[other.last + 1 : phrase.first]
        if other.last < phrase.first and not named and len(before) == 1 and before[0].surface in _COMMAS:
            return other.actors[0]
    return None


def _bearer(word: str, cast: Cast) -> str | None:
    """The one person of the document whose name has a word."""
    bearers = [a.id for a in cast if a.type is ActorType.PERSON and word in fold_key(a.name_ar or "").split()]
    return bearers[0] if len(bearers) == 1 else None


def _only_places(parsed: Parsed, last: int, first: int) -> bool:
    """Whether all that stands between two phrases is punctuation and prepositional phrases."""
    return not any(p.part.finite and last < p.at < first for p in parsed.predicates) and all(
        p.preposition for p in parsed.phrases if last < p.first < first
    )


def _is_person(phrase: Governed, cast: Cast) -> bool:
    return bool(phrase.actors) and cast[phrase.actors[0]].type is ActorType.PERSON


def _apposed_subject(parsed: Parsed, verb: int) -> Governed | None:
    """A subject set off by commas before its verb: "وكان رئيس المجلس، فلان، قد أعلن"."""
    tokens = parsed.sentence.tokens
    at = verb - 1
    while at > 0 and tokens[at].norm in PERFECT:
        at -= 1
    if at <= 0 or tokens[at].surface not in _COMMAS:
        return None
    return next((p for p in parsed.phrases if p.last == at - 1 and not p.preposition and p.actors), None)
