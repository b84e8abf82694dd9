"""Predicates that name an event: the frame that fits, its participants, its words.

Of the frames of a lemma the one whose condition holds wins, the most specific first. A frame that is no event silences
its word. Participants come from arguments.py; whether it happened and who says so from attribution.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from extraction.clauses.predicates import Parsed, Predicate
from extraction.frames.arguments import Arguments
from extraction.frames.fillers import IMPLIED, Filler
from extraction.lexicon.condition_words import ConditionWords
from extraction.lexicon.forms import Part
from extraction.lexicon.index import Reading
from extraction.lexicon.pack import MENTIONED, Condition, Frame, LanguagePack
from extraction.text.tokens import TokenKind
from ontology.model import EventClass

_WINDOW = {True: 9, False: 5}
"""How many words behind a verb (true) or a noun a condition looks at."""

_BEFORE = {True: 9, False: 2}
"""How many words before a passive (true) or a noun a condition looks at, where modifiers come first."""

_BEHIND_ANTECEDENT = 5
"""How many words but names may lead from a noun to the clause that describes it, the noun counted."""


_COMMAS = frozenset("،,")

_BEFORE_SUBJECT = 4
"""How many words from the head of a clause on its first noun stands."""

_GOVERNING = (("ب",), ("ل",), ("ك",))
"""Prepositions written with a noun."""

_ON_DEEDS = frozenset({EventClass.ACCUSE, EventClass.REJECT, EventClass.SUPPORT, EventClass.PROTEST})
"""Classes that speak of what somebody does, so that they are about him ("condemned the attack by ...")."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event as its words suggest it.

    Attributes:
        until: last token of the words that a condition was met by; the trigger's own token without one.
        product: who is made or undone by it, and takes no part ("إنشاء المجلس").
    """

    parsed: Parsed
    predicate: Predicate
    reading: Reading
    frame: Frame
    until: int
    actor: Filler
    recipient: Filler
    product: tuple[str, ...] = ()


class FrameFinder:
    """Finds the event candidates of sentences with the frames of one language.

    Args:
        pack: frames and word sets.
        modifiers_first: whether what a noun governs may stand before it ("phone talks"), as the object of a passive.
    """

    def __init__(self, pack: LanguagePack, *, modifiers_first: bool = False) -> None:
        self._modifiers_first = modifiers_first
        self._frames: Mapping[str, tuple[Frame, ...]] = pack.frames
        self._words = {
            frame.condition: ConditionWords(
                [*frame.condition.words, *(w for name in frame.condition.sets for w in pack.sets.get(name, ()))]
            )
            for frames in pack.frames.values()
            for frame in frames
        }
        self._relatives = pack.words("clauses", "relatives")
        self._prepositions = frozenset(
            word for role in pack.cues["prepositions"] for word in pack.words("prepositions", role)
        )

    def find(self, parsed: Parsed, arguments: Arguments) -> tuple[Candidate, ...]:
        """All candidates of a sentence in order."""
        chosen = {p.at: choice for p in parsed.predicates if (choice := self._choose(parsed, p)) is not None}
        found: list[Candidate] = []
        for predicate in parsed.predicates:
            if predicate.at not in chosen or self._is_outdone(chosen, predicate.at):
                continue
            reading, frame, until = chosen[predicate.at]
            if frame.event_class is None:
                continue
            fitted = replace(predicate, readings=(reading, *(r for r in predicate.readings if r != reading)))
            actor = arguments.role(fitted, frame, frame.actor)
            recipient = arguments.role(fitted, frame, frame.recipient)
            if not actor and not actor.how:
                actor = arguments.implied(fitted)
            if not recipient and not recipient.how and frame.event_class in _ON_DEEDS:
                recipient = arguments.complements.deed(fitted)
            if frame.recipient and not recipient and not recipient.how:
                recipient = arguments.anybody(fitted, actor.actors)
            product = () if frame.recipient or frame.genitive != "obj" else arguments.object(fitted).actors
            actor, recipient = _apart(_without(actor, product), recipient)
            found.append(Candidate(parsed, fitted, reading, frame, until, actor, recipient, product))
        return tuple(found)

    def _is_outdone(self, chosen: Mapping[int, tuple[Reading, Frame, int]], at: int) -> bool:
        """Whether another word says the same event better.

        A word that a condition was met by is part of the event that the condition names ("وجه انتقادات"), unless it is
        a noun of that class itself, which then has the participants ("إعلان طرد"). A reading that is no event silences
        the word that its condition was met by.
        """
        _, frame, until = chosen[at]
        for met in range(max(at + 1, until - 1), until + 1):
            if met not in chosen:
                continue
            inner_reading, inner, _ = chosen[met]
            part = inner_reading.form.part
            deed = part.nominal if met == until else part is Part.MASDAR  # "قطع العلاقات", but not "رسوم جمركية"
            if deed and inner.event_class is frame.event_class is not None:
                return True
        for other, (_, outer, last) in chosen.items():
            if last != at or other == at:
                continue
            if outer.event_class is None:
                return True
            if outer.event_class is frame.event_class and not chosen[at][0].form.part.nominal:
                return True
        return False

    def _choose(self, parsed: Parsed, predicate: Predicate) -> tuple[Reading, Frame, int] | None:
        """The reading and frame that fit best; readings come best first, a met condition outweighs their order."""
        best: tuple[tuple[int, int], Reading, Frame, int] | None = None
        first = predicate.reading
        for rank, reading in enumerate(predicate.readings):
            if reading.form.part.finite != first.form.part.finite or reading.cuts > first.cuts:
                continue
            for frame in self._frames.get(reading.form.lemma, ()):
                until = self._holds(parsed, predicate, frame.condition)
                weight = 0 if frame.condition.empty else 2 if not frame.condition.words else 3
                if until is None and (
                    self._describes(parsed, predicate, reading, frame.condition)
                    or self._is_led(parsed, predicate, frame.condition)
                ):
                    until, weight = predicate.at, 1
                if until is None:
                    continue
                key = (weight, -rank)
                if best is None or key > best[0]:
                    best = (key, reading, frame, until)
        return None if best is None else best[1:]

    def _holds(self, parsed: Parsed, predicate: Predicate, condition: Condition) -> int | None:
        """The last token that meets a condition, the trigger's own where there is none; None where it fails."""
        if condition.empty:
            return predicate.at
        met = self._met(parsed, predicate, condition)
        if met is None and self._modifiers_first:
            met = self._met_before(parsed, predicate, condition)
        if condition.negated:
            return predicate.at if met is None else None
        return met

    def _met(self, parsed: Parsed, predicate: Predicate, condition: Condition) -> int | None:
        tokens = parsed.sentence.tokens
        if "ACTOR" in condition.sets and any(p.first == predicate.at + 1 and not p.preposition for p in parsed.phrases):
            return predicate.at
        types = frozenset(kind for name in condition.sets if name != "ACTOR" for kind in MENTIONED.get(name, ()))
        mentioned = {p.first for p in parsed.phrases if types and not p.adjective and types & {*p.linked.types}}
        words = self._words[condition]
        budget = _WINDOW[predicate.part.finite]
        resume = 0
        for at in range(predicate.at + 1, len(tokens)):
            if at < resume:
                continue
            closed = parsed.behind_parenthesis(at)
            if closed is not None:
                resume = closed + 1
                continue
            budget -= at not in parsed.covered
            if budget < 0 or tokens[at].surface in ".;؛!?؟:،,":
                return None
            other = parsed.predicate_at(at)
            if other is not None and other.part.finite:
                return None
            last = words.last_at(tokens, at, behind=at == predicate.at + 1)
            if last is not None:
                return last
            if at in mentioned:
                return predicate.at
        return None

    def _describes(self, parsed: Parsed, predicate: Predicate, reading: Reading, condition: Condition) -> bool:
        """Whether the noun that the clause of a verb describes meets a condition ("العقوبات التي فرضتها")."""
        begins = None if condition.negated else self._describing_from(parsed, predicate, reading)
        if begins is None:
            return False
        tokens = parsed.sentence.tokens
        budget = _BEHIND_ANTECEDENT
        for at in range(begins - 1, -1, -1):
            other = parsed.predicate_at(at)
            comma = at == begins - 1 and tokens[at].surface in _COMMAS
            budget -= at not in parsed.covered and not comma
            closed = tokens[at].kind is not TokenKind.WORD and not comma
            if budget < 0 or closed or (other is not None and other.part.finite):
                return False
            last = self._words[condition].last_at(tokens, at, behind=False)
            if last is not None and last < begins:
                return True
        return False

    def _is_led(self, parsed: Parsed, predicate: Predicate, condition: Condition) -> bool:
        """Whether the noun that opens the clause of a verb, its subject, meets a condition ("أن القوات دخلت").

        A particle or an auxiliary may open the clause; a noun behind a preposition is no subject.
        """
        if self._modifiers_first or condition.negated or not predicate.part.finite:
            return False
        tokens, clause = parsed.sentence.tokens, parsed.clauses[predicate.at]
        begins = next((k for k in range(predicate.at) if parsed.clauses[k] == clause), predicate.at)
        for at in range(begins, min(begins + _BEFORE_SUBJECT, predicate.at)):
            governed = at > begins and tokens[at - 1].norm in self._prepositions
            if governed or tokens[at].proclitics[-1:] in _GOVERNING:
                return False
            if self._words[condition].last_at(tokens, at, behind=False) is not None:
                return True
        return False

    def _describing_from(self, parsed: Parsed, predicate: Predicate, reading: Reading) -> int | None:
        """The first word of the clause or participle that describes the noun before it; None where there is none.

        A relative pronoun opens such a clause; behind an indefinite noun the pronoun on the verb tells it.
        """
        tokens = parsed.sentence.tokens
        at = predicate.at
        if self._modifiers_first or not at:
            return None
        if not predicate.part.finite:
            return at if reading.form.part is predicate.part is Part.PASSIVE else None
        relative = parsed.relative_before(at, self._relatives)
        if relative is not None:
            return relative
        resumes = reading.enclitic and not reading.conjunction
        return at if resumes and tokens[at - 1].kind is TokenKind.WORD else None

    def _met_before(self, parsed: Parsed, predicate: Predicate, condition: Condition) -> int | None:
        """The trigger's own token if a word right before a noun, or before a passive in its clause, meets it."""
        passive = predicate.reading.form.passive
        if not passive and not predicate.part.nominal:
            return None
        tokens = parsed.sentence.tokens
        words = self._words[condition]
        for at in range(predicate.at - 1, max(predicate.at - 1 - _BEFORE[passive], -1), -1):
            other = parsed.predicate_at(at)
            if tokens[at].kind is not TokenKind.WORD or (other is not None and other.part.finite):
                return None
            if words.last_at(tokens, at, behind=False) is not None:
                return predicate.at
        return None


def _without(filler: Filler, actors: tuple[str, ...]) -> Filler:
    """A filler less some actors; found no way if nobody is left."""
    kept = tuple(actor for actor in filler.actors if actor not in actors)
    return filler if kept == filler.actors else replace(filler, actors=kept, how=filler.how if kept else "")


def _apart(actor: Filler, recipient: Filler) -> tuple[Filler, Filler]:
    """Nobody acts on himself: whoever was found for both roles keeps the one that the words give him."""
    both = set(actor.actors) & set(recipient.actors)
    if not both:
        return actor, recipient
    if actor.how in IMPLIED:
        return replace(actor, actors=tuple(a for a in actor.actors if a not in both)), recipient
    return actor, replace(recipient, actors=tuple(a for a in recipient.actors if a not in both))
