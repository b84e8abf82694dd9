"""Verbs, masdars and participles of a sentence, each with the reading that fits its place, and their subjects.

Unvocalised Arabic writes many verbs like their masdars (طرد "expelled", "expulsion"). A word is read as a noun behind
a preposition, an article or another noun that governs it, and as a verb at the head of a clause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from extraction.actors.linking import LinkedPhrase
from extraction.clauses.clauses import Grammar
from extraction.lexicon.forms import Form, Part
from extraction.lexicon.index import Reading
from extraction.phrases.agreement import Case
from extraction.phrases.phrase import PhraseKind, Sentence
from extraction.text.tokens import TokenKind


@dataclass(frozen=True, slots=True)
class Governed:
    """A linked phrase with its place in the sentence.

    Attributes:
        preposition: role name of what governs it, or empty.
        coordinated: whether it is joined to the phrase before it.
        shared_role: what the models call its preposition, in every language.
    """

    linked: LinkedPhrase
    preposition: str
    coordinated: bool
    shared_role: str = ""

    @property
    def first(self) -> int:
        """Its first token."""
        return self.linked.phrase.first

    @property
    def last(self) -> int:
        """Its last token."""
        return self.linked.phrase.last

    @property
    def actors(self) -> tuple[str, ...]:
        """The ids it means."""
        return self.linked.actors

    @property
    def feminine(self) -> bool | None:
        """Whether a verb agrees with it in the feminine, as far as its kind tells; None where it does not."""
        return self.linked.feminine

    @property
    def case(self) -> Case:
        """Which case its ending shows."""
        return self.linked.case

    @property
    def adjective(self) -> bool:
        """Whether it is a demonym or an owner that qualifies a noun."""
        phrase = self.linked.phrase
        return phrase.possessive or (phrase.kind is PhraseKind.ADJECTIVE and not phrase.plural)


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that predicates something, in the reading that fits its place.

    Attributes:
        at: its token.
        readings: best first.
        vowelled_passive: whether a written vowel says that a verb is passive.
    """

    at: int
    readings: tuple[Reading, ...]
    vowelled_passive: bool = False

    @property
    def reading(self) -> Reading:
        """The reading that fits best."""
        return self.readings[0]

    @property
    def passive(self) -> bool:
        """Whether the form or a written vowel says that a verb is passive."""
        return self.part.finite and (self.reading.form.passive or self.vowelled_passive)

    @property
    def part(self) -> Part:
        """Which part of its lemma's paradigm the word is."""
        return self.readings[0].form.part


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence with all that is known of it before events are read.

    Attributes:
        covered: the tokens of the phrases.
    """

    sentence: Sentence
    clauses: tuple[int, ...]
    phrases: tuple[Governed, ...]
    predicates: tuple[Predicate, ...]
    covered: frozenset[int] = field(init=False, repr=False, compare=False)
    _at: Mapping[int, Predicate] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index what is asked for at every token."""
        covered = frozenset(k for phrase in self.phrases for k in range(phrase.first, phrase.last + 1))
        object.__setattr__(self, "covered", covered)
        object.__setattr__(self, "_at", {predicate.at: predicate for predicate in self.predicates})

    def predicate_at(self, token: int) -> Predicate | None:
        """The predicate at a token."""
        return self._at.get(token)

    def relative_before(self, verb: int, relatives: Set[str]) -> int | None:
        """The relative pronoun shortly before a verb, whose clause the verb is ("الذي كانت القاهرة قد سحبته")."""
        for at in range(verb - 1, max(verb - 1 - _TO_RELATIVE, -1), -1):
            if self.sentence.tokens[at].norm in relatives:
                return at
            if self.clauses[at] != self.clauses[verb]:
                return None
        return None

    def behind_parenthesis(self, at: int) -> int | None:
        """The comma that closes a short insertion without a verb ("، الأحد،"); None where a token opens none."""
        tokens, comma = self.sentence.tokens, at
        if tokens[comma].surface not in _COMMAS:
            return None
        for here in range(comma + 1, min(comma + 2 + _INSERTION, len(tokens))):
            if tokens[here].surface in _COMMAS:
                return here if here > comma + 1 else None
            inside = self._at.get(here)
            if tokens[here].kind is not TokenKind.WORD or (inside is not None and inside.part.finite):
                return None
        return None


_COMMAS = frozenset("،,")
_INSERTION = 5
_TO_RELATIVE = 5
"""How many words stand from the relative pronoun to the verb of its clause, the pronoun counted."""

_DAMMA = "\u064f"
_BEHIND_DAMMA = 2
"""Letters behind the damma of a passive perfect, at least; that of an ending ("I") has none behind it."""

_LONGER = 4
"""Letters of the lemmas of the forms V to X, which begin with ت or ا."""

_DETERMINERS = frozenset({"اي", "ايه", "كل", "بعض", "اول", "ثاني", "اخر", "احدث", "اكبر"})
"""Words that only a noun follows."""

_BEFORE_JUSSIVE = frozenset({"لم", "لما", "لا", "ان", "الا"})

_CIRCUMSTANCE = ("ا", "ه", "ين", "g")
"""Endings of a participle that has neither article nor preposition and is no subject."""
_PARTICLES = frozenset({"قد", "لقد", "لم", "لن", "سوف", "وقد", "فقد"})


def parse(sentence: Sentence, linked: Sequence[LinkedPhrase], grammar: Grammar) -> Parsed:
    """Find the predicates of a sentence and what governs its phrases."""
    phrases = tuple(_governed(sentence, linked, i, grammar) for i in range(len(linked)))
    covered = {
        i for p in phrases for i in range(p.first, p.last + 1) if p.linked.phrase.kind is not PhraseKind.REFERENCE
    }
    found = []
    for at, token in enumerate(sentence.tokens):
        if token.kind is TokenKind.WORD and at not in covered and not grammar.is_closed_class(token):
            named = at - 1 in covered
            readings = _fitting(sentence, at, grammar.lexicon.readings(token), grammar, after_name=named)
            if readings:
                readings = _agreeing(readings, at, phrases)
                found.append(Predicate(at, readings, is_vowelled_passive(token.surface, readings[0].form)))
    return Parsed(sentence, grammar.boundaries(sentence, covered), phrases, tuple(found))


def _governed(sentence: Sentence, linked: Sequence[LinkedPhrase], index: int, grammar: Grammar) -> Governed:
    role = grammar.preposition(sentence, linked, index)
    coordinated = grammar.coordinated(sentence, linked, index)
    return Governed(linked[index], role, coordinated, grammar.shared_role(role))


def agrees(verb: Predicate, subject: Governed) -> bool:
    """Whether a phrase behind a verb may be its subject, by case and gender.

    With a feminine subject farther off a verb need not agree; a phrase farther off may be the genitive of its subject.
    """
    form = verb.reading.form
    if subject.case is Case.OBJECT and subject.first == verb.at + 1:
        return False
    if subject.feminine is None or form.plural or form.dual or form.first_person:
        return True
    return form.feminine == subject.feminine or (subject.feminine and subject.first - verb.at > 1)


def disagrees(verb: Form, subject: Governed) -> bool:
    """Whether a verb shows that a phrase beside it is not its subject: a singular differs in gender."""
    singular = verb.part.finite and not (verb.plural or verb.dual or verb.first_person)
    return singular and subject.feminine is not None and verb.feminine != subject.feminine


def _agreeing(readings: tuple[Reading, ...], at: int, phrases: Sequence[Governed]) -> tuple[Reading, ...]:
    """The readings of a word without the verbs that disagree with the bare phrase right behind it, or right before.

    "تدخل" is "she enters", and "he intervened" where an army does it. Where all verbs disagree it is no subject.
    """
    if not readings[0].form.part.finite or len(readings) < 2:
        return readings
    bare = [p for p in phrases if not p.preposition and not p.adjective]
    beside = [p for p in bare if p.first == at + 1] or [p for p in bare if p.last == at - 1]
    if not beside or not disagrees(readings[0].form, beside[0]):
        return readings
    verbs = tuple(r for r in readings if r.form.part.finite and not disagrees(r.form, beside[0]))
    return (*verbs, *(r for r in readings if not r.form.part.finite)) if verbs else readings


def is_circumstance(parsed: Parsed, predicate: Predicate) -> bool:
    """Whether a participle tells what the subject does meanwhile: "داعيا", "calling on"."""
    norm = parsed.sentence.tokens[predicate.at].norm
    reading = predicate.reading
    bare = not reading.article and not reading.particle
    return predicate.part is Part.ACTIVE and bare and norm.endswith(_CIRCUMSTANCE)


def is_vowelled_passive(surface: str, form: Form) -> bool:
    """Whether a verb is written with the damma of the passive behind its first letter.

    The active imperfect of the derived forms II to IV has it too, and no lemma tells II from I: an imperfect is
    taken for passive in the longer forms only, whose active has a fatha.
    """
    vowel = surface.find(_DAMMA)
    if vowel < 0 or not form.part.finite:
        return False
    if form.part is Part.PERFECT:
        return sum(map(str.isalpha, surface[vowel:])) >= _BEHIND_DAMMA
    return form.lemma[0] in "ات" and len(form.lemma) >= _LONGER


def _fitting(
    sentence: Sentence, at: int, readings: tuple[Reading, ...], grammar: Grammar, *, after_name: bool = False
) -> tuple[Reading, ...]:
    """The readings of a token, best first: by place as noun or verb, then with the fewest clitics."""
    if grammar.order is not None:
        return grammar.order.fitting(sentence.tokens, at, readings)
    if not after_name and _is_adjective_place(sentence, at, grammar):
        readings = tuple(r for r in readings if not r.form.part.finite or _has_verbal_ending(r.form))
    readings = tuple(r for r in readings if not r.form.jussive or _is_jussive_place(sentence, at, r))
    if not readings:
        return ()
    nominal = _nominal_place(sentence, at, grammar)
    ranked = sorted(
        readings,
        key=lambda r: (
            r.form.part.finite if nominal else not r.form.part.finite and _is_finite_place(sentence, at),
            r.form.dual and r.form.part.finite,
            r.cuts,
            r.form.bound,
            r.form.first_person,
        ),
    )
    return tuple(ranked)


def _is_adjective_place(sentence: Sentence, at: int, grammar: Grammar) -> bool:
    """Whether a word qualifies the indefinite noun before it ("على نطاق ضيق"), so that it is no verb."""
    if at < 2 or sentence.tokens[at].norm.startswith(("ي", "ت", "ا")):
        return False
    noun = sentence.tokens[at - 1]
    bare = noun.kind is TokenKind.WORD and not noun.enclitic and not noun.article
    plain = bare and not grammar.lexicon.readings(noun) and not grammar.is_closed_class(noun)
    return plain and bool(grammar.marker_before(sentence.tokens, at - 1))


def _has_verbal_ending(form: Form) -> bool:
    """Whether a perfect carries an ending that no adjective has ("بعد يومين زارت")."""
    return form.part is Part.PERFECT and (form.feminine or form.plural)


def _is_jussive_place(sentence: Sentence, at: int, reading: Reading) -> bool:
    """Whether the jussive may stand at a token: behind its particles and "let"; elsewhere "تستعد" is no "استعاد"."""
    before = sentence.tokens[at - 1].norm if at else ""
    return bool(reading.particle) or before.lstrip("وف") in _BEFORE_JUSSIVE


def _nominal_place(sentence: Sentence, at: int, grammar: Grammar) -> bool:
    """Whether a noun is expected: behind a preposition or a noun, or written with one."""
    if at == 0:
        return False
    tokens = sentence.tokens
    if grammar.marker_before(tokens, at):
        return True
    previous = tokens[at - 1]
    if previous.norm.removeprefix("و") in _DETERMINERS:
        return True
    if previous.kind is TokenKind.PUNCTUATION or tokens[at].norm.startswith("و"):
        return False
    before = grammar.lexicon.readings(previous)
    return (bool(before) and not previous.norm.startswith("ال")) or _behind_verb(sentence, at, grammar)


def _behind_verb(sentence: Sentence, at: int, grammar: Grammar) -> bool:
    """Whether a verb stands before a word in its clause, so that a second one would need a conjunction."""
    for token in reversed(sentence.tokens[max(at - 8, 0) : at]):
        if token.kind is TokenKind.PUNCTUATION or token.norm in grammar.subordinators | grammar.relatives | _PARTICLES:
            return False
        readings = grammar.lexicon.readings(token)
        if readings and all(r.form.part.finite for r in readings):
            return readings[0].form.lemma not in grammar.copulas
    return False


def _is_finite_place(sentence: Sentence, at: int) -> bool:
    """Whether a verb is expected: at the head of a sentence, behind punctuation or coordinated."""
    return at == 0 or sentence.tokens[at - 1].kind is TokenKind.PUNCTUATION or sentence.tokens[at].norm.startswith("و")
