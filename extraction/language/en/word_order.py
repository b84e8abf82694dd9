"""Which reading of an English word fits its place: verb or noun, finite or not, active or passive.

The words right before decide: an auxiliary, "to", a determiner, a preposition, a noun that can be a subject. What they
leave open the next word decides ("attacks on", "attacks the").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from extraction.lexicon.forms import Part
from extraction.lexicon.index import Lexicon, Reading
from extraction.lexicon.pack import LanguagePack
from extraction.text.tokens import Token, TokenKind
from ontology.model import Modality

_QUOTES = frozenset("\"“”«»'‘’")
_STOPS = frozenset(".;:,!?")
_MAX_CHAIN = 6
_CLAUSE_REACH = 20


class Auxiliary(StrEnum):
    """What stands before a verb and makes it what it is."""

    BE = "be"
    HAVE = "have"
    MODAL = "modal"
    TO = "to"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """The auxiliaries and adverbs before a verb.

    Attributes:
        nearest: the auxiliary that decides the verb's form.
        start: first token of the chain, the verb's own without one.
    """

    nearest: Auxiliary
    start: int


class EnglishOrder:
    """Chooses readings with the closed-class words of the pack; a `WordOrder`."""

    def __init__(self, pack: LanguagePack, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._subordinators = pack.words("clauses", "subordinators")
        self._auxiliaries = {
            **dict.fromkeys(pack.words("grammar", "modals"), Auxiliary.MODAL),
            **dict.fromkeys(pack.words("grammar", "have"), Auxiliary.HAVE),
            **dict.fromkeys(pack.words("grammar", "be"), Auxiliary.BE),
        }
        self._adverbs = pack.words("grammar", "adverbs")
        self._determiners = pack.words("grammar", "determiners")
        self._pronouns = pack.words("grammar", "pronouns")
        self._future = pack.words("grammar", "future")
        self._possible = pack.words("grammar", "possible")
        self._negations = pack.words("negation", "verb")
        self._times = pack.words("grammar", "times")
        self._closed = frozenset(
            word
            for table in ("prepositions", "clauses", "negation", "common")
            for key in pack.cues[table]
            for word in pack.words(table, key)
        )
        self._coordinators = pack.words("grammar", "coordinators")
        self._prepositions = frozenset(
            phrase.split()[-1] for words in pack.cues["prepositions"].values() for phrase in cast("list[str]", words)
        )
        self._particles = frozenset(tuple(pair.split()) for pair in pack.words("grammar", "particles"))

    def chain(self, tokens: Sequence[Token], at: int) -> Chain:
        """The auxiliaries before a verb."""
        nearest = Auxiliary.NONE
        start = at
        for here in range(at - 1, max(at - 1 - _MAX_CHAIN, -1), -1):
            norm = tokens[here].norm
            kind = self._auxiliary(tokens[here])
            if norm == "to" and nearest is not Auxiliary.HAVE:
                return Chain(nearest or Auxiliary.TO, here) if nearest is Auxiliary.NONE else Chain(nearest, start)
            if kind is not Auxiliary.NONE:
                nearest = nearest or kind
                start = here
            elif norm in self._adverbs or (norm.endswith("ly") and tokens[here].kind is TokenKind.WORD):
                continue
            elif tokens[here].surface not in _QUOTES:
                break
        return Chain(nearest, start)

    def _auxiliary(self, token: Token) -> Auxiliary:
        if token.norm in self._auxiliaries:
            return self._auxiliaries[token.norm]
        ending = token.enclitic or ""
        if ending == "n't" or (ending in self._auxiliaries and ending != "'s"):
            return self._auxiliaries.get(token.norm, self._auxiliaries.get(ending, Auxiliary.NONE))
        return Auxiliary.NONE

    def fitting(self, tokens: Sequence[Token], at: int, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """The readings of the part of speech that fits a place; none where the word is no predicate there."""
        parts = {(r.form.part, r.form.passive) for r in readings}
        wanted = self._wanted(tokens, at, parts)
        for part in wanted:
            fitting = tuple(r for r in readings if (r.form.part, r.form.passive) == part)
            if fitting:
                nouns = tuple(r for r in readings if r.form.part.nominal and r not in fitting and part[0].nominal)
                return fitting + nouns
        return ()

    def _wanted(self, tokens: Sequence[Token], at: int, parts: set[tuple[Part, bool]]) -> tuple[tuple[Part, bool], ...]:
        """The parts that fit, best first."""
        norm = tokens[at].norm
        nouns = ((Part.MASDAR, False), (Part.NOUN, False))
        if norm.endswith("ing") and (Part.ACTIVE, False) in parts:
            return self._of_ing(tokens, at, nouns)
        if (Part.PERFECT, True) in parts or (Part.PERFECT, False) in parts:
            past = self._of_past(tokens, at)
            base = self._of_base(tokens, at, parts) if (Part.INFINITIVE, False) in parts else ()
            return (*base, *past) if self._is_base_place(tokens, at) else (*past, *nouns, *base)
        if (Part.ADJECTIVE, False) in parts:
            return ((Part.ADJECTIVE, False), *nouns)
        return self._of_base(tokens, at, parts)

    def _is_base_place(self, tokens: Sequence[Token], at: int) -> bool:
        return self.chain(tokens, at).nearest in (Auxiliary.MODAL, Auxiliary.TO)

    def _of_ing(
        self, tokens: Sequence[Token], at: int, nouns: tuple[tuple[Part, bool], ...]
    ) -> tuple[tuple[Part, bool], ...]:
        chain = self.chain(tokens, at)
        if chain.nearest is Auxiliary.BE:
            return ((Part.IMPERFECT, False),)
        before = self._word_before(tokens, at)
        after = tokens[at + 1].norm if at + 1 < len(tokens) else ""
        if before in self._determiners or before.endswith("'s") or after in ("of", "between"):
            return (*nouns, (Part.INFINITIVE, False))
        if before in self._prepositions:
            return (
                ((Part.INFINITIVE, False), *nouns)
                if self._takes_object(tokens, at)
                else (*nouns, (Part.INFINITIVE, False))
            )
        if at == 0 or before in self._coordinators:
            return ((Part.INFINITIVE, False), *nouns)
        if not self._takes_object(tokens, at):
            return (*nouns, (Part.ACTIVE, False))
        return ((Part.ACTIVE, False), *nouns)

    def _takes_object(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether the next word could begin an object: a name, a determiner, any word that is not closed-class."""
        if at + 1 >= len(tokens) or tokens[at + 1].kind is TokenKind.PUNCTUATION:
            return tokens[at + 1].surface in _QUOTES if at + 1 < len(tokens) else False
        norm = tokens[at + 1].norm
        return norm not in self._prepositions and norm not in self._auxiliaries and norm not in self._coordinators

    def _of_past(self, tokens: Sequence[Token], at: int) -> tuple[tuple[Part, bool], ...]:
        chain = self.chain(tokens, at)
        passive, active, participle = (Part.PERFECT, True), (Part.PERFECT, False), (Part.PASSIVE, True)
        if chain.nearest is Auxiliary.BE:
            return (passive, participle, active)
        if chain.nearest in (Auxiliary.HAVE, Auxiliary.MODAL):
            return (active, passive)
        before = self._word_before(tokens, at)
        after = tokens[at + 1].norm if at + 1 < len(tokens) else ""
        if before in self._determiners and after != "by" and self._takes_object(tokens, at):
            return ()  # "the proposed name"
        if after == "by" or before in self._determiners or before in self._prepositions or before.endswith("'s"):
            return (participle, active)
        if at == 0 or tokens[at - 1].surface in (",", "،", "-", "–", "("):
            aside = after in self._prepositions and not self._has_particle(tokens, at)
            return (participle, active) if aside else (active, participle)
        if before in self._subordinators - {"that", "who", "which"}:
            return (participle, active)
        return (active, participle)

    def _of_base(
        self, tokens: Sequence[Token], at: int, parts: set[tuple[Part, bool]]
    ) -> tuple[tuple[Part, bool], ...]:
        """Base and -s forms, of which many are nouns as well."""
        nouns = ((Part.MASDAR, False), (Part.NOUN, False))
        finite, infinitive = (Part.IMPERFECT, False), (Part.INFINITIVE, False)
        chain = self.chain(tokens, at)
        base = infinitive in parts
        if base and chain.nearest is Auxiliary.TO:
            return (infinitive,)
        if chain.nearest is Auxiliary.MODAL:
            return (finite, *nouns) if base else nouns
        if finite not in parts:
            return nouns
        if not any(noun in parts for noun in nouns):
            return (finite,) if self._can_be_verb(tokens, at, base=base) else ()
        if self._is_verb_place(tokens, at, base=base):
            return (finite, *nouns)
        return nouns

    def _can_be_verb(self, tokens: Sequence[Token], at: int, *, base: bool) -> bool:
        before = self._word_before(tokens, at)
        if before in self._determiners or before.endswith("'s") or before in self._prepositions:
            return False
        previous = tokens[at - 1]
        plain = not previous.surface[:1].isupper() and not self._lexicon.readings(previous)
        agrees = (
            before.endswith("s")
            or before in self._pronouns
            or before in self._coordinators
            or previous.norm in self._closed
        )
        return not (base and plain and previous.kind is TokenKind.WORD and not agrees and not self.is_adverb(previous))

    def _is_verb_place(self, tokens: Sequence[Token], at: int, *, base: bool) -> bool:
        """Whether a word that is noun and verb is a verb: a subject before it and an object or particle behind it."""
        if not self._can_be_verb(tokens, at, base=base):
            return False
        before = self._word_before(tokens, at)
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if before in self._pronouns:
            return True
        if at == 0 or tokens[at - 1].kind is TokenKind.PUNCTUATION or before in self._coordinators:
            return False
        if after is None or after.kind is TokenKind.PUNCTUATION:
            return False
        if self._has_particle(tokens, at):
            return not base or before.endswith("s")
        names = after.surface[:1].isupper() or after.norm in self._determiners or after.norm == "that"
        if base:
            return before.endswith("s") and not tokens[at - 1].surface[:1].isupper() and names
        return names and not self._lexicon.readings(tokens[at - 1])

    def _has_particle(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether the next word goes with the verb ("call on")."""
        after = tokens[at + 1].norm if at + 1 < len(tokens) else ""
        return any((r.form.lemma, after) in self._particles for r in self._lexicon.readings(tokens[at]))

    def _word_before(self, tokens: Sequence[Token], at: int) -> str:
        """The folded word before a token, adverbs and quotation marks aside; empty behind punctuation."""
        here = at - 1
        while here >= 0 and (tokens[here].surface in _QUOTES or tokens[here].norm.endswith("ly")):
            here -= 1
        return tokens[here].norm if here >= 0 and tokens[here].kind is not TokenKind.PUNCTUATION else ""

    # what stands before a noun, a verb and a clause

    def verb_start(self, tokens: Sequence[Token], at: int) -> int:
        """The first auxiliary of a verb; the verb itself without one."""
        return self.chain(tokens, at).start

    def is_adverb(self, token: Token) -> bool:
        """Whether a word may stand between a subject and its verb."""
        return token.norm in self._adverbs or token.norm.endswith("ly") or token.norm in self._times

    def opens_clause(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether the words from a token on are a clause with a verb of its own."""
        if at >= len(tokens) or tokens[at].norm in self._prepositions or tokens[at].norm == "to":
            return False
        for here in range(at + 1, min(at + _CLAUSE_REACH, len(tokens))):
            if tokens[here].surface in _STOPS:
                return False
            if self._auxiliary(tokens[here]):
                return True
            readings = self._lexicon.readings(tokens[here])
            if readings and any(r.form.part.finite for r in self.fitting(tokens, here, readings)):
                return True
        return False

    def mood(self, tokens: Sequence[Token], at: int) -> Modality | None:
        """What the auxiliaries of a verb say: that it is to happen, may happen or did not happen."""
        chain = [tokens[k] for k in range(self.chain(tokens, at).start, at)]
        if any(token.norm in self._negations or token.enclitic == "n't" for token in chain):
            return Modality.NEGATED
        words = {token.norm for token in chain} | {token.enclitic or "" for token in chain}
        if words & self._future:
            return Modality.PLANNED
        return Modality.HYPOTHETICAL if words & self._possible else None

    def is_coordinator(self, token: Token) -> bool:
        """Whether a word joins what stands before it to what stands behind it."""
        return token.norm in self._coordinators

    def joins_clauses(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word is a coordinator behind which a verb begins a clause."""
        if tokens[at].norm not in self._coordinators:
            return False
        verb = at + 1
        while verb < len(tokens) and (self.is_adverb(tokens[verb]) or self._auxiliary(tokens[verb])):
            verb += 1
        if verb >= len(tokens):
            return False
        readings = self.fitting(tokens, verb, self._lexicon.readings(tokens[verb]))
        return bool(readings) and readings[0].form.part.finite

    def noun_start(self, tokens: Sequence[Token], at: int) -> int:
        """The determiner or the first adjective before a noun; the noun itself without one."""
        here = at
        while here and at - here < _MAX_CHAIN and self._qualifies(tokens, here - 1):
            here -= 1
        return here

    def _qualifies(self, tokens: Sequence[Token], at: int) -> bool:
        token = tokens[at]
        if token.surface in _QUOTES or token.norm in self._determiners or token.kind is TokenKind.NUMBER:
            return True
        if token.kind is not TokenKind.WORD or token.norm in self._closed:
            return False
        readings = self._lexicon.readings(token)
        return not any(r.form.part.finite or r.form.part.nominal for r in readings) or token.norm.endswith("ed")
