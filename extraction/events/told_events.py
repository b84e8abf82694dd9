"""Words that take up an event just told: "وهو ما نفته طهران", "الأمر الذي أدانته باريس", "رفضت هذه الاتهامات".

Whoever answers an event answers those behind it: whoever claims it, else whoever did it; of a joint act all sides. A
proposal, too, is agreed to or refused by those to whom it was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

from extraction.actors.linking import Linker
from extraction.clauses.clauses import Grammar
from extraction.clauses.predicates import Parsed, Predicate
from extraction.events.casting import is_named
from extraction.events.drafts import Draft
from extraction.frames.fillers import NOBODY, Filler
from extraction.frames.frames import Candidate
from extraction.lexicon.pack import LanguagePack
from extraction.text.normalisation import fold_key
from extraction.text.tokens import Token
from ontology.model import EventClass, Modality

_ANSWERS = frozenset(
    {
        EventClass.ACCUSE,
        EventClass.REJECT,
        EventClass.SUPPORT,
        EventClass.PROTEST,
        EventClass.THREATEN,
        EventClass.AGREE,
        EventClass.CONCEDE,
    }
)
"""Classes of what is done in answer to an event."""

_JOINT = frozenset({EventClass.AGREE, EventClass.CONSULT, EventClass.SUPPORT, EventClass.COOPERATE, EventClass.CONCEDE})
"""Classes whose sides do it together."""

_WORDS = frozenset({EventClass.ACCUSE, EventClass.REQUEST, EventClass.THREATEN})
"""Classes of what is said to somebody, which a denial answers rather than the deed."""

_GOVERNING = ("ب", "ل")
"""Prepositions written with the word that they govern."""

_ASKING = frozenset({EventClass.AGREE, EventClass.REQUEST})
"""Classes of proposals, offers and demands."""

_REPLIES = frozenset({EventClass.AGREE, EventClass.REJECT, EventClass.CONCEDE})
"""Classes of what is said to them."""

_REACH = 5
"""How many words behind a predicate its object may stand."""

_OPENER = 10
"""How many words before a verb its clause may begin with words that take up an event."""

_BACK = 4
"""How many events back one that is taken up may lie."""


class ToldEvents:
    """Finds whom an event is directed at that answers another.

    Args:
        pack: the words that take up an event (cues.toml, "told").
        grammar: closed-class words.
    """

    def __init__(self, pack: LanguagePack, grammar: Grammar) -> None:
        told = cast("dict[str, list[str]]", pack.cues["told"])
        self._grammar = grammar
        self._denials = frozenset(told["denials"])
        self._openers = tuple(tuple(fold_key(words).split()) for words in told["openers"])
        self._alone = frozenset(map(fold_key, told["alone"]))
        self._pointing = frozenset(map(fold_key, told["pointing"]))
        self._nouns = frozenset(map(fold_key, told["nouns"]))

    def answered(self, candidate: Candidate, told: Sequence[Draft], linker: Linker) -> Filler:
        """Those behind the event that a candidate answers; nobody where it takes up none.

        Args:
            candidate: what may be an answer.
            told: the drafts before it, the last one last.
            linker: who is in the document, and which state everybody stands for.
        """
        event_class, doers = candidate.frame.event_class, candidate.actor.actors
        if event_class not in _ANSWERS or not doers:
            return NOBODY
        if not self._takes_up(candidate.parsed, candidate.predicate):
            return _asker(candidate, told[: -_BACK - 1 : -1])
        own = {linker.state_of(actor) for actor in doers}
        last = told[: -_BACK - 1 : -1]
        words = [draft for draft in last if draft.event_class in _WORDS or _claimant(draft)]
        for draft in (*words, *last) if candidate.frame.lemma in self._denials else last:
            for group in _behind(draft):
                others = tuple(dict.fromkeys(actor for actor in group if linker.state_of(actor) not in own))
                if others:
                    return Filler(others, how="told")
        return NOBODY

    def _takes_up(self, parsed: Parsed, predicate: Predicate) -> bool:
        return self._is_opened(parsed, predicate) or self._has_pointing_object(parsed, predicate)

    def _is_opened(self, parsed: Parsed, predicate: Predicate) -> bool:
        """Whether its clause begins with words that stand for what was told.

        Other verbs between have a pronoun for it, as has the verb that governs a noun ("وهو أمر رفضته وعدته إهانة").
        """
        verbs = 0
        for start in range(predicate.at - 1, max(predicate.at - 1 - _OPENER, -1), -1):
            if parsed.clauses[start] < parsed.clauses[predicate.at] - 1 - verbs:
                return False
            if self._opens(parsed.sentence.tokens, start, predicate.at):
                return predicate.part.finite or verbs > 0
            other = parsed.predicate_at(start)
            if (
                other is not None
                and other.part.finite
                and not self._opens(parsed.sentence.tokens, start - 1, start + 1)
            ):
                if not other.reading.enclitic:
                    return False
                verbs += 1
        return False

    def _opens(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        norms = tuple(token.norm for token in tokens[max(start, 0) : end])
        return any(norms[: len(words)] == words for words in self._openers)

    def _points(self, norm: str) -> bool:
        """Whether a word points back, a preposition written with it or not ("بهذه")."""
        return norm in self._pointing or (norm[:1] in _GOVERNING and norm[1:] in self._pointing)

    def _has_pointing_object(self, parsed: Parsed, predicate: Predicate) -> bool:
        """Whether the object is a word that points back, or one with a noun of what was said or done."""
        tokens = parsed.sentence.tokens
        for at in range(predicate.at + 1, min(predicate.at + 1 + _REACH, len(tokens))):
            other = parsed.predicate_at(at)
            if parsed.clauses[at] != parsed.clauses[predicate.at] or (other is not None and other.part.finite):
                return False
            if self._grammar.marker_before(tokens, at):
                continue
            norm = tokens[at].norm
            if norm in self._alone:
                return True
            if self._points(norm) and at + 1 < len(tokens):
                return tokens[at + 1].norm.removeprefix("ال") in self._nouns
        return False


def _asker(candidate: Candidate, last: Sequence[Draft]) -> Filler:
    """Whoever proposed something to, or asked it of, those who now agree or refuse."""
    replies = candidate.predicate.part.finite and candidate.frame.recipient
    for draft in last if replies and candidate.frame.event_class in _REPLIES else ():
        asked = draft.candidate.recipient
        if draft.event_class in _ASKING and is_named(asked) and set(asked.actors) & set(candidate.actor.actors):
            return replace(draft.candidate.actor, first=None, last=None, how="told")
    return NOBODY


def _behind(draft: Draft) -> Iterable[Sequence[str]]:
    """Those who stand behind an event, the likeliest first."""
    claimant = _claimant(draft)
    if claimant is not None:
        yield (claimant,)
    actors, recipients = draft.candidate.actor.actors, draft.candidate.recipient.actors
    yield (*actors, *recipients) if draft.event_class in _JOINT else actors


def _claimant(draft: Draft) -> str | None:
    """Whose mere word an event is."""
    said = draft.attribution
    return said.speaker if said is not None and draft.modality is Modality.CLAIMED else None
