"""Verbs of speech in a sentence: who speaks, and where what is said begins and ends.

What is said stands behind a complementizer, a colon or a quotation mark, before the verb in quotation marks, or is the
noun that the verb governs. A verb of speech without a subject goes on with the last speaker of the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extraction.clauses.clauses import Grammar, WordOrder
from extraction.clauses.predicates import Parsed, Predicate
from extraction.frames.arguments import Arguments
from extraction.lexicon.forms import Part
from extraction.lexicon.pack import LanguagePack, SpeechVerb
from extraction.text.tokens import Token, TokenKind
from extraction.voices.speakers import PERFECT, Speakers
from extraction.voices.voices import QUOTES, Source, SourceKind, Voice

_STRONG = frozenset(".؛;!?؟…")
_COMMAS = frozenset("،,")
_OPENER_REACH = 30
_APPOSED = 5
_SHORTEST = 2
_TURN = 5
"""How far behind a word that turns against it the next verb of speech is."""
_SAY = "قال"
_INNA = frozenset({"إن", "إنه", "إنها", "إنهم", "إنهما", "إننا", "إنني", "إنّ", "إني"})
_TELLING = frozenset({"say", "reveal", "assert", "announce", "hint", "deny"})
"""Acts whose speaker the next sentences go on with."""
_JOINING = ("و", "او", "عبر")
BACKGROUND = ("حيث", "فيما", "بينما", "وهو", "وهي", "علما")
"""Words with which, behind a comma, the document tells something else."""


class SpeechVerbs:
    """Reads verbs of speech with the cues of one language."""

    def __init__(self, pack: LanguagePack, grammar: Grammar) -> None:
        self._speech = pack.speech
        self._grammar = grammar
        self._turning = pack.words("reporting", "turning")
        self._same = pack.words("reporting", "turning_same")
        self._resuming = pack.words("reporting", "resuming")
        self.speakers = Speakers(pack, grammar)

    def speech(self, predicate: Predicate) -> SpeechVerb | None:
        """The verb of speech that a finite verb, or an active participle that is no attribute, is a form of."""
        reading = predicate.reading
        if reading.form.part.finite or (reading.form.part is Part.ACTIVE and not reading.article):
            speech = self._speech.get(reading.form.lemma)
            resumed = speech is not None and reading.enclitic and speech.act in ("say", "announce")
            to_come = speech is not None and reading.future and speech.act == "say"
            return None if resumed or to_come else speech
        return None

    def is_speech(self, predicate: Predicate) -> bool:
        """Whether a predicate is a finite verb of speech, also one whose object is named already ("ما أعلنته")."""
        return predicate.part.finite and predicate.reading.form.lemma in self._speech

    def find(self, parsed: Parsed, arguments: Arguments, voice: Voice) -> Iterator[Source]:
        """The sources that the verbs of speech of a sentence give; the voice hears who spoke last."""
        verbs = [(p, speech) for p in self._predicates(parsed) if (speech := self.speech(p)) is not None]
        voice.heard = None
        for predicate, speech in verbs:
            source = self._spoken(parsed, predicate, speech, arguments, voice)
            if source is not None:
                if source.speaker is not None and (source.act in _TELLING or self._leads(parsed, predicate, arguments)):
                    voice.speaker = voice.heard = source.speaker
                yield self._until_next(parsed, source, [p for p, _ in verbs])
        for predicate in parsed.predicates:
            source = self._nominal(parsed, predicate)
            if source is not None:
                yield source

    def _predicates(self, parsed: Parsed) -> list[Predicate]:
        """The predicates of a sentence, with participles like "saying" that are counted as closed-class words."""
        found = {p.at: p for p in parsed.predicates}
        for at, token in enumerate(parsed.sentence.tokens):
            if at not in found and token.norm.endswith(("ا", "ه", "ين")):
                readings = self._grammar.lexicon.readings(token)
                if readings and readings[0].form.part is Part.ACTIVE:
                    found[at] = Predicate(at, readings)
        return [found[at] for at in sorted(found)]

    def _leads(self, parsed: Parsed, verb: Predicate, arguments: Arguments) -> bool:
        """Whether a verb has its own subject, and no noun before it that it would only describe."""
        before = parsed.sentence.tokens[verb.at - 1] if verb.at else None
        heads = before is None or before.kind is not TokenKind.WORD or before.norm in PERFECT
        joined = heads or bool(verb.reading.conjunction)
        return joined and self.speakers.subject(parsed, verb, len(parsed.sentence.tokens), arguments) is not None

    def _nominal(self, parsed: Parsed, noun: Predicate) -> Source | None:
        """What a masdar of speech with its speaker has as its content: "إعلان فلان عن"."""
        speech = self._speech.get(noun.reading.form.lemma)
        if noun.part is not Part.MASDAR or speech is None or speech.act == "say" or noun.reading.enclitic:
            return None
        beside = next((p for p in parsed.phrases if p.first == noun.at + 1 and not p.preposition and p.actors), None)
        if beside is None:
            return None
        last = content_end(parsed, beside.last)
        tokens = parsed.sentence.tokens
        while last + 1 < len(tokens) and tokens[last + 1].surface in _COMMAS and last - beside.last < _APPOSED:
            last = content_end(parsed, last + 1)
        return Source(beside.actors[0], SourceKind.OBJECT, speech.act, speech.claim, noun.at, beside.last + 1, last)

    def _spoken(
        self, parsed: Parsed, verb: Predicate, speech: SpeechVerb, arguments: Arguments, voice: Voice
    ) -> Source | None:
        opener = self._opener(parsed, verb, speech, voice)
        order = self._grammar.order
        if order is not None:
            before = self._said_before(parsed, verb, speech, order)
            if before is not None and (opener is None or parsed.sentence.tokens[opener].surface not in QUOTES):
                speaker = self.speakers.speaker(parsed, verb, len(parsed.sentence.tokens), arguments, voice)
                return Source(speaker, SourceKind.QUOTATION, speech.act, speech.claim, verb.at, *before)
            if opener is None and speech.claim and order.opens_clause(parsed.sentence.tokens, verb.at + 1):
                opener = verb.at + 1
        quoted = _quoted_before(parsed, verb.at) if opener is None and verb.part.finite else None
        if (
            opener is None
            and quoted is None
            and (speech.act == "say" or (verb.reading.enclitic and speech.act != "allege"))
        ):
            return None
        limit = opener if opener is not None else content_end(parsed, verb.at) + 1
        speaker = self.speakers.speaker(parsed, verb, limit, arguments, voice)
        if quoted is not None:
            return Source(speaker, SourceKind.QUOTATION, speech.act, speech.claim, verb.at, quoted, verb.at - 1)
        if opener is None:
            last = _object_end(parsed, verb.at, limit - 1)
            return Source(speaker, SourceKind.OBJECT, speech.act, speech.claim, verb.at, verb.at + 1, last)
        tokens = parsed.sentence.tokens
        kind = SourceKind.CLAUSE if tokens[opener].kind is TokenKind.WORD else SourceKind.QUOTATION
        return Source(speaker, kind, speech.act, speech.claim, verb.at, opener, _stretch_end(tokens, opener))

    def _said_before(
        self, parsed: Parsed, verb: Predicate, speech: SpeechVerb, order: WordOrder
    ) -> tuple[int, int] | None:
        """What was said before the verb and its subject, up to a comma or a quotation mark: "..., he said"."""
        tokens = parsed.sentence.tokens
        if not speech.claim or not verb.part.finite:
            return None
        start = order.verb_start(tokens, verb.at)
        subject = next((p for p in parsed.phrases if p.last == start - 1 and not p.adjective), None)
        comma = (order.noun_start(tokens, subject.first) if subject is not None else start) - 1
        while comma > 0 and tokens[comma].kind is TokenKind.WORD and order.is_adverb(tokens[comma]):
            comma -= 1
        if comma < _SHORTEST or tokens[comma].surface not in _COMMAS | QUOTES:
            return None
        quoted = tokens[comma].surface in QUOTES or tokens[comma - 1].surface in QUOTES
        told = any(p.part.finite and p.at < comma for p in parsed.predicates)
        return (0, comma) if quoted or (told and not self._is_aside(parsed, comma)) else None

    def _is_aside(self, parsed: Parsed, comma: int) -> bool:
        """Whether a comma closes an aside behind a subject, or a clause of time before it."""
        tokens = parsed.sentence.tokens
        opens = tokens[0].norm in self._grammar.subordinators or self._grammar.marker_before(tokens, 1) != ""
        return opens or any(tokens[k].norm in self._grammar.relatives for k in range(comma))

    def _until_next(self, parsed: Parsed, source: Source, verbs: Sequence[Predicate]) -> Source:
        """What is said ends where the next thing is said, and where the document goes on in its own voice."""
        tokens = parsed.sentence.tokens
        if source.kind is not SourceKind.CLAUSE:
            return source
        speaking = {verb.at: verb for verb in verbs}
        told = False
        for at in range(source.first + 1, source.last + 1):
            if sum(token.surface in QUOTES for token in tokens[source.first : at]) % 2 == 1:
                continue
            other = speaking.get(at) or parsed.predicate_at(at)
            behind_comma = tokens[at - 1].surface in _COMMAS
            if behind_comma and tokens[at].norm in BACKGROUND:
                return source.until(at - 1)
            if behind_comma and (tokens[at].norm in self._resuming or self._turns(tokens, at, speaking)):
                return source.until(at - 1)
            if other is None:
                continue
            if at in speaking and (other.reading.conjunction or (other.part is Part.ACTIVE and behind_comma)):
                return source.until(at - 1)
            past = other.part is Part.PERFECT
            joined = behind_comma and bool(other.reading.conjunction)
            if past and not told and (joined or tokens[at - 1].norm == "وقد"):
                return source.until(at - 1)
            told = told or past
        return source

    def _turns(self, tokens: Sequence[Token], at: int, speaking: Mapping[int, Predicate]) -> bool:
        """Whether the document turns to what somebody else says, or to what the speaker denies: "غير أن فلانا نفى"."""
        turn = tokens[at].norm.lstrip("و")
        if turn not in self._turning and turn not in self._same:
            return False
        acts = [speech.act for k in range(at + 1, at + _TURN) if k in speaking and (speech := self.speech(speaking[k]))]
        return any(turn in self._turning or act != "demand" for act in acts)

    def _may_quote(self, speech: SpeechVerb) -> bool:
        """Whether what a verb governs can be in quotation marks: behind an accusation they hold whoever is accused."""
        return speech.claim and speech.act != "allege"

    def _opener(self, parsed: Parsed, verb: Predicate, speech: SpeechVerb, voice: Voice) -> int | None:
        """The word or sign behind a verb of speech that opens what was said.

        Only "to say" has `إن`; so it reaches over relative clauses with other verbs of speech, and they do not take it.
        """
        tokens = parsed.sentence.tokens
        says = speech.lemma == _SAY
        reach = range(verb.at + 1, min(verb.at + 1 + _OPENER_REACH, len(tokens)))
        if says:
            quoting = next((k for k in reach if tokens[k].surface == ":"), len(tokens))
            inna = (k for k in reach if tokens[k].surface in _INNA and k not in parsed.covered)
            said = next((k for k in inna if k < quoting), None)
            if said is not None:
                return said
        for k in reach:
            token = tokens[k]
            if token.surface in _STRONG:
                return None
            if k in parsed.covered:
                continue  # part of a name: "سي إن إن"
            if token.norm in self._grammar.content_openers and (
                token.surface.lstrip("وف").startswith("إ") is says or speech.act == "say"
            ):
                return k
            if token.surface == ":":
                return k
            if token.surface in QUOTES and self._may_quote(speech) and self._quotes(parsed, verb.at, k, voice):
                return k
            other = parsed.predicate_at(k)
            if not says and other is not None and other.part.finite and self.speech(other) is not None:
                return None
        return None

    def _quotes(self, parsed: Parsed, verb: int, mark: int, voice: Voice) -> bool:
        """Whether a quotation mark opens what was said: no name, no single word of the noun that the verb governs."""
        tokens = parsed.sentence.tokens
        names = [p for p in parsed.phrases if p.first - 1 == mark]
        named = any(tokens[p.last + 1].surface in QUOTES for p in names if p.last + 1 < len(tokens))
        if voice.closes(tokens[mark]) or named:
            return False
        governed = (p for p in parsed.predicates if verb < p.at < mark and p.part.nominal)
        return all(self._grammar.marker_before(tokens, p.at) for p in governed)


def _quoted_before(parsed: Parsed, verb: int) -> int | None:
    """Where a quotation begins that ends right before a verb of speech ("...، قال فلان")."""
    tokens = parsed.sentence.tokens
    marks = [k for k in range(verb) if tokens[k].surface in QUOTES]
    if tokens[verb].norm.startswith("و") or len(marks) < 2 or verb - marks[-1] > 2:
        return None
    return marks[-2]


def _stretch_end(tokens: Sequence[Token], opener: int) -> int:
    """The last token of what a complementizer, colon or quotation mark opens."""
    mark = opener
    if tokens[opener].surface == ":" and opener + 1 < len(tokens) and tokens[opener + 1].surface in QUOTES:
        mark = opener + 1
    if tokens[mark].surface in QUOTES:
        closing = [k for k in range(mark + 1, len(tokens)) if tokens[k].surface in QUOTES]
        if len(closing) % 2 == 1:
            return closing[-1]
    return len(tokens) - 1


def content_end(parsed: Parsed, at: int) -> int:
    """The last token of the noun that a word governs, with all that depends on it: up to the next verb or stop."""
    tokens = parsed.sentence.tokens
    last = at
    for k in range(at + 1, len(tokens)):
        other = parsed.predicate_at(k)
        finite = other is not None and all(reading.form.part.finite for reading in other.readings)
        if tokens[k].surface in _STRONG or tokens[k].surface == ":" or finite:
            break
        if tokens[k].surface in _COMMAS and _verb_follows(parsed, k):
            break
        last = k
    return last


def _object_end(parsed: Parsed, verb: int, first_end: int) -> int:
    """The same for a verb whose object stands behind an insertion: "اتهمت فرنسا، في بيان، إيران بالتدخل"."""
    told = any(verb < p.at <= first_end for p in parsed.predicates)
    comma = first_end + 1
    closing = None if told or comma >= len(parsed.sentence.tokens) else parsed.behind_parenthesis(comma)
    return first_end if closing is None else content_end(parsed, closing)


def _verb_follows(parsed: Parsed, comma: int) -> bool:
    """Whether a comma ends a noun with all that depends on it: no noun is joined to it behind the comma."""
    tokens = parsed.sentence.tokens
    joined = comma + 1 < len(tokens) and tokens[comma + 1].norm.startswith(_JOINING)
    first = next((p for p in parsed.predicates if p.at > comma), None)
    if not joined or first is None or tokens[comma + 1].norm in BACKGROUND:
        return True
    noun = any(reading.form.part.nominal for reading in first.readings)
    if first.at == comma + 1 and tokens[first.at].surface.endswith("ى"):
        return True  # "ونفى" is no "ونفي"
    return first.part.finite and not noun
