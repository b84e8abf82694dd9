"""Events told by likening them to the one before: "مثلما حدث مع تركيا", "كما فعلت فرنسا".

The verb that likens has no content of its own; it repeats the event with another side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from extraction.clauses.clauses import Grammar
from extraction.clauses.predicates import Parsed, Predicate
from extraction.frames.arguments import Arguments
from extraction.frames.fillers import IMPLIED, Filler
from extraction.frames.frames import Candidate
from extraction.lexicon.pack import LanguagePack
from extraction.text.normalisation import fold_key

LIKENED = "likened"
"""How the sides of an event are found that is likened to another."""

_PRIOR = 0.5


class Comparisons:
    """Reads the verbs that liken with the words of one language.

    Args:
        pack: the words (cues.toml, "likening").
        grammar: closed-class words.
    """

    def __init__(self, pack: LanguagePack, grammar: Grammar) -> None:
        words = cast("dict[str, list[str]]", pack.cues["likening"])
        self._openers = tuple(tuple(fold_key(opener).split()) for opener in words["openers"])
        self._doing = frozenset(words["doing"])
        self._happening = frozenset(words["happening"])
        self._companion = grammar.companion

    def expand(self, parsed: Parsed, candidates: Sequence[Candidate], arguments: Arguments) -> tuple[Candidate, ...]:
        """The candidates of a sentence with those that are likened to one before them, in order."""
        likened = [
            found
            for predicate in parsed.predicates
            if predicate.reading.form.lemma in self._doing | self._happening
            and self._is_opened(parsed, predicate.at)
            and (found := self._liken(predicate, candidates, arguments)) is not None
        ]
        return tuple(sorted((*candidates, *likened), key=lambda c: c.predicate.at)) if likened else tuple(candidates)

    def _is_opened(self, parsed: Parsed, at: int) -> bool:
        """Whether the words right before a verb liken."""
        tokens = parsed.sentence.tokens
        return any(tuple(t.norm for t in tokens[max(at - len(words), 0) : at]) == words for words in self._openers)

    def _liken(self, predicate: Predicate, candidates: Sequence[Candidate], arguments: Arguments) -> Candidate | None:
        before = [c for c in candidates if c.predicate.at < predicate.at]
        if not before:
            return None
        model = before[-1]
        target = arguments.complements.oblique(predicate, self._companion)
        doer = arguments.subject(predicate) if predicate.reading.form.lemma in self._doing else Filler()
        other = doer if doer.how not in IMPLIED else Filler()
        if not target and not other:
            return None
        return replace(
            model,
            predicate=predicate,
            reading=predicate.reading,
            frame=replace(model.frame, prior=_PRIOR),
            until=predicate.at,
            actor=replace(other or model.actor, how=LIKENED),
            recipient=replace(target or model.recipient, how=LIKENED),
        )
