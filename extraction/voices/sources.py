"""Whose word each stretch of a sentence is: reported speech, quotations, "according to", accusations.

Verbs of speech are read in speech.py. A quotation goes on over sentences until it is closed. What a news agency relays
is the document's own voice (annotation guidelines, "Settled cases").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from typing import cast

from extraction.actors.cast import Cast
from extraction.clauses.clauses import Grammar
from extraction.clauses.predicates import Governed, Parsed
from extraction.frames.arguments import Arguments
from extraction.lexicon.cue_words import CueWords, word_stems
from extraction.lexicon.pack import LanguagePack
from extraction.text.normalisation import fold_key
from extraction.text.tokens import TokenKind
from extraction.voices.speakers import person_beside
from extraction.voices.speech import BACKGROUND, SpeechVerbs, content_end
from extraction.voices.voices import QUOTES, Source, SourceKind, Voice
from ontology.model import ActorType

_SOURCE_REACH = 6
_LIGHT_REACH = 4
_OPENING = 3
_IN = "في"
_STANDING = ("جاء", "ورد")
"""Verbs of what stands in a statement."""
_PLACES = (ActorType.STATE, ActorType.FORMER_STATE)
_FULL_STOPS = (".", "؟", "!")
_NAMING = frozenset({"انه", "انها", "انهم"})
"""With these what somebody says goes on as the name of a thing: "على ما قالت إنه معسكر"."""
_COMMAS = frozenset("،,")


class SourceFinder:
    """Finds the sources of sentences with the cues of one language."""

    def __init__(self, pack: LanguagePack, grammar: Grammar) -> None:
        self._verbs = SpeechVerbs(pack, grammar)
        self._order = grammar.order
        self._openers = grammar.content_openers
        self._relatives = grammar.relatives
        self._according = CueWords(pack.words("reporting", "according"))
        self._accusing = pack.words("reporting", "accusing")
        self._fearing = pack.words("reporting", "fearing")
        self._naming = CueWords(pack.words("reporting", "naming"))
        self._statements = pack.words("reporting", "nouns")
        self._pretexts = CueWords(pack.words("reporting", "pretexts"))
        self._alleged = pack.words("reporting", "alleged")
        self._blame, self._blaming = pack.words("reporting", "blame"), pack.words("reporting", "blaming")
        self._nouns = self._accusing | self._fearing | self._statements
        self._planning = frozenset(cast("list[str]", pack.cues["reporting"]["planning"]))
        self._attempts = pack.words("modality", "attempted")
        self._agencies = pack.words("reporting", "agencies")

    def find(self, parsed: Parsed, arguments: Arguments, voice: Voice) -> tuple[Source, ...]:
        """The sources of a sentence; the voice hears who spoke last."""
        voice.begin(parsed)
        found = [*_listed(parsed, voice), *_continued(parsed, voice), *self._headed(parsed, voice)]
        found += self._according_to(parsed, voice)
        found += [self._in_effect(parsed, source) for source in self._verbs.find(parsed, arguments, voice)]
        found += self._by_nouns(parsed, arguments, tuple(found), voice)
        _hold_quotation(parsed, found, voice)
        if parsed.sentence.tokens[-1].surface == ":" and self._plans(parsed):
            voice.listing = "plan"
        return tuple(source for source in found if not self._relays(source, voice.cast))

    def _in_effect(self, parsed: Parsed, source: Source) -> Source:
        """A warning of attempts alleges that they are made."""
        stretch = parsed.sentence.tokens[source.first : source.last + 1]
        if source.act == "warn" and any(word_stems(token) & self._attempts for token in stretch):
            return replace(source, act="allege")
        return source

    def _plans(self, parsed: Parsed) -> bool:
        """Whether a sentence tells what somebody agrees on or decides."""
        return any(reading.form.lemma in self._planning for p in parsed.predicates for reading in p.readings[:1])

    def _relays(self, source: Source, actors: Cast) -> bool:
        """Whether the speaker is a news agency, whose word is the document's own voice."""
        if source.speaker is None or actors[source.speaker].type is not ActorType.MEDIA:
            return False
        return bool(self._agencies & set(fold_key(actors[source.speaker].name_ar or "").split()))

    def _according_to(self, parsed: Parsed, voice: Voice) -> Iterator[Source]:
        """Sources that "according to" and the like name, over their whole sentence."""
        tokens = parsed.sentence.tokens
        for start in range(len(tokens)):
            length = self._according.length_at(tokens, start)
            phrase = self._named_after(parsed, start + length) if length else None
            if phrase is None or any(token.norm in _NAMING for token in tokens[phrase.last + 1 : phrase.last + 2]):
                continue
            speaker = person_beside(parsed, phrase, len(tokens), voice.cast) or phrase.actors[0]
            voice.speaker = speaker
            yield Source(
                speaker,
                SourceKind.ACCORDING,
                "say",
                True,
                start,
                *_clause_around(parsed, start, phrase.last, self._relatives),
            )

    def _named_after(self, parsed: Parsed, at: int) -> Governed | None:
        """The phrase at a token, words like "a source" or "said" before it aside."""
        tokens = parsed.sentence.tokens
        sourced = False
        for k in range(at, min(at + _SOURCE_REACH, len(tokens))):
            phrase = next((p for p in parsed.phrases if p.actors and self._start(parsed, p) == k), None)
            if phrase is not None:
                return phrase
            predicate = parsed.predicate_at(k)
            spoken = predicate is not None and self._verbs.is_speech(predicate)
            if predicate is not None and self._verbs.speakers.relays(predicate):
                return self._verbs.speakers.relayed(parsed, predicate, content_end(parsed, k) + 1)
            sourced = sourced or spoken or self._verbs.speakers.is_source_noun(tokens[k])
            if not sourced or tokens[k].kind is not TokenKind.WORD or tokens[k].norm in self._relatives:
                return None
        return None

    def _start(self, parsed: Parsed, phrase: Governed) -> int:
        """Where a phrase begins with its determiner and adjectives, where they stand before it."""
        order = self._order
        return phrase.first if order is None else order.noun_start(parsed.sentence.tokens, phrase.first)

    def _by_nouns(self, parsed: Parsed, arguments: Arguments, told: Sequence[Source], voice: Voice) -> Iterator[Source]:
        """What nouns of accusation, of fear and of speech have as their content."""
        tokens = parsed.sentence.tokens
        for at, token in enumerate(tokens):
            stems = word_stems(token)
            yield from self._laid(parsed, arguments, at, voice)
            naming = self._naming.length_at(tokens, at)
            last = at + max(naming, 1) - 1
            if not naming and stems.isdisjoint(self._nouns):
                continue
            end = content_end(parsed, min(last + 1, len(tokens) - 1) if naming else last)
            beside = next((p for p in parsed.phrases if p.first == at + 1 and p.actors and not p.preposition), None)
            named = None if token.enclitic or beside is None else beside.actors[0]
            if stems & self._accusing:
                named = named or _light_subject(parsed, at, arguments, voice)
                if end + 1 < len(tokens) and tokens[end].norm in self._openers:
                    end = len(tokens) - 1
                yield Source(named, SourceKind.NOUN, "allege", True, at, at + 1, end)
            elif naming or stems & self._fearing:
                act = "allege" if naming else "fear"
                speaker = named or _teller(told, at) or _subject_before(parsed, at, arguments)
                yield Source(speaker, SourceKind.NOUN, act, True, last, last + 1, end)
            elif stems & self._statements:
                yield from self._statement(parsed, at, voice)

    def _laid(self, parsed: Parsed, arguments: Arguments, at: int, voice: Voice) -> Iterator[Source]:
        """What somebody lays to another's charge: on a pretext, as "alleged", with the blame for it."""
        tokens = parsed.sentence.tokens
        stems = word_stems(tokens[at])
        last = at + max(self._pretexts.length_at(tokens, at), 1) - 1
        pretext = self._pretexts.length_at(tokens, at) > 0
        alleged = bool(stems & self._alleged)
        blame = bool(stems & self._blame)
        verb = next((p for p in reversed(parsed.predicates) if p.at < at and p.part.finite), None)
        if verb is None or not (pretext or alleged or blame) or (pretext and verb.passive):
            return
        if blame and fold_key(verb.reading.form.lemma) not in self._blaming:
            return
        subject = arguments.subject(verb)
        named = subject and (subject.first is None or subject.first < at)
        speaker = subject.actors[0] if named else voice.heard
        first, end = (max(at - 2, 0), at) if alleged else (last + 1, content_end(parsed, last))
        yield Source(speaker, SourceKind.NOUN, "allege", True, last, first, end)

    def _statement(self, parsed: Parsed, at: int, voice: Voice) -> Iterator[Source]:
        """What stands behind a statement and a colon or, in it, a conjunction: "جاء في بيان لوزارة الدفاع: ..."."""
        tokens = parsed.sentence.tokens
        colon = content_end(parsed, at) + 1
        stands = any(p.at < at and p.reading.form.lemma in _STANDING for p in parsed.predicates)
        if stands and tokens[at - 1].norm == _IN:
            colon = next((k for k in range(at, colon) if tokens[k].norm in self._openers), colon)
        owners = [p for p in parsed.phrases if at < p.first < colon and p.actors]
        opens = colon < len(tokens) and (tokens[colon].surface == ":" or tokens[colon].norm in self._openers)
        if owners and opens:
            voice.speaker = owners[0].actors[0]
            yield Source(voice.speaker, SourceKind.QUOTATION, "say", True, at, colon, len(tokens) - 1)

    def _headed(self, parsed: Parsed, voice: Voice) -> Iterator[Source]:
        """What stands behind the name of a speaker and a colon at the head of a sentence: "ترامب: ..."."""
        tokens = parsed.sentence.tokens
        phrase = next((p for p in parsed.phrases if p.first == 0 and p.actors and not p.adjective), None)
        if phrase is None or phrase.last + 2 >= len(tokens) or tokens[phrase.last + 1].surface != ":":
            return
        speaker = phrase.actors[0]
        dateline = voice.cast[speaker].type in _PLACES and tokens[-1].surface in _FULL_STOPS
        if not dateline:
            yield Source(speaker, SourceKind.QUOTATION, "say", True, phrase.last, phrase.last + 1, len(tokens) - 1)


def _clause_around(parsed: Parsed, start: int, end: int, relatives: Set[str]) -> tuple[int, int]:
    """What "according to" is said of: its sentence, or the clause with a verb of its own that it is set off in."""
    tokens = parsed.sentence.tokens
    commas = [k for k, token in enumerate(tokens[:-1]) if token.surface in _COMMAS]
    if start - 1 not in commas:
        return 0, len(tokens) - 1
    before = (k + 1 for k in reversed(commas) if k < start - 1)
    first = next((k for k in before if _opens_clause(parsed, k, relatives)), 0)
    turns = (k for k in commas if k > end and (tokens[k + 1].norm in BACKGROUND or _joins_verb(parsed, k + 1)))
    return first, next(turns, len(tokens) - 1)


def _opens_clause(parsed: Parsed, at: int, relatives: Set[str]) -> bool:
    """Whether a main clause opens at a token: a verb stands there, with its own subject where it is joined."""
    verb = next((p for p in parsed.predicates if at <= p.at < at + _OPENING and p.part.finite), None)
    if verb is None or any(token.norm in relatives for token in parsed.sentence.tokens[at : verb.at]):
        return False
    named = any(p.first == verb.at + 1 and p.actors and not p.preposition for p in parsed.phrases)
    return named or not verb.reading.conjunction


def _joins_verb(parsed: Parsed, at: int) -> bool:
    """Whether a verb with a conjunction stands at a token."""
    verb = parsed.predicate_at(at)
    return verb is not None and verb.part.finite and bool(verb.reading.conjunction)


def _light_subject(parsed: Parsed, at: int, arguments: Arguments, voice: Voice) -> str | None:
    """The subject of the verb that has a noun as its object: "وجهت اتهامات", "ألقى اللوم"."""
    verb = next((p for p in reversed(parsed.predicates) if p.at < at and p.part.finite), None)
    if verb is None or at - verb.at > _LIGHT_REACH or parsed.clauses[verb.at] != parsed.clauses[at]:
        return None
    subject = arguments.subject(verb)
    if subject and subject.first is not None and subject.first < at:
        return subject.actors[0]
    return voice.heard


def _teller(told: Sequence[Source], at: int) -> str | None:
    """Who tells the words around a token."""
    covering = [source for source in told if source.covers(at)]
    return min(covering, key=lambda source: source.last - source.first).speaker if covering else None


def _subject_before(parsed: Parsed, at: int, arguments: Arguments) -> str | None:
    """The subject of the verb that a word depends on."""
    for predicate in reversed([p for p in parsed.predicates if p.at < at and p.part.finite]):
        subject = arguments.subject(predicate)
        if subject:
            return subject.actors[0]
    return None


def _listed(parsed: Parsed, voice: Voice) -> Iterator[Source]:
    """The items of a list that a sentence announced: "اتفق الجانبان على ما يلي: 1- ..."."""
    tokens = parsed.sentence.tokens
    if voice.listing is not None and tokens[0].kind is not TokenKind.WORD:
        yield Source(None, SourceKind.CONTINUED, voice.listing, False, -1, 0, len(tokens) - 1)
    elif voice.listing is not None:
        voice.listing = None


def _continued(parsed: Parsed, voice: Voice) -> Iterator[Source]:
    """A quotation that an earlier sentence opened, or that this one closes without having opened it."""
    tokens = parsed.sentence.tokens
    said = voice.quoting
    marks = [k for k, token in enumerate(tokens) if token.surface in QUOTES]
    if said is None and len(marks) == 1 and voice.closes(tokens[marks[0]]):
        said = voice.quoted
    if said is not None:
        close = marks[0] if marks else len(tokens)
        yield Source(said.speaker, SourceKind.CONTINUED, said.act, said.claim, -1, 0, close - 1)


def _hold_quotation(parsed: Parsed, found: Sequence[Source], voice: Voice) -> None:
    """Remember a quotation that the sentence leaves open, and forget one that it closes."""
    tokens = parsed.sentence.tokens
    marks = [k for k, token in enumerate(tokens) if token.surface in QUOTES]
    if not marks:
        return
    spoken = [s for s in found if s.word < marks[-1] and s.kind is not SourceKind.NOUN]
    voice.quoted = spoken[-1] if spoken else voice.quoted
    was_open = voice.quoting is not None
    left_open = (len(marks) + was_open) % 2 == 1 and not voice.closes(tokens[marks[-1]])
    voice.quoting = voice.quoted if left_open else None
