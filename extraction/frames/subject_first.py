"""Who does it and to whom, in a language that puts the subject before its verb and the qualifier before its noun.

The subject is the phrase before the verb and its auxiliaries; a passive has its agent behind a preposition and its
object before it. A noun has its subject or object as a qualifier before it ("Russia's annexation", "the Turkish
incursion") or as a genitive behind it ("the annexation of Crimea"). Infinitives and participles have none of their own:
the object of the verb that governs them does it ("urged Iran to stop"), else its subject.
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from extraction.clauses.clauses import Grammar, WordOrder
from extraction.clauses.predicates import Governed, Parsed, Predicate
from extraction.discourse.discourse import Discourse
from extraction.frames.arguments import Arguments
from extraction.frames.fillers import NOBODY, Filler, filler_of
from extraction.lexicon.forms import Part
from extraction.text.tokens import TokenKind

_MAX_QUALIFIER_GAP = 3
_MAX_GENITIVE_GAP = 4
_MAX_REACH = 12


class SubjectFirstArguments(Arguments):
    """Finds the participants of the predicates of one sentence; see `Arguments`."""

    def __init__(
        self,
        parsed: Parsed,
        grammar: Grammar,
        discourse: Discourse,
    ) -> None:
        super().__init__(parsed, grammar, discourse)
        self._order = cast("WordOrder", grammar.order)

    def _start(self, predicate: Predicate) -> int:
        """The first auxiliary of a verb."""
        return self._order.verb_start(self._tokens, predicate.at)

    def subject(self, predicate: Predicate, genitive: str = "subj") -> Filler:
        """Who does what the predicate says."""
        if predicate.reading.form.passive:
            return self.complements.oblique(predicate, self._grammar.agent)
        if predicate.part.finite or predicate.part.nominal:
            return super().subject(predicate, genitive)
        if predicate.part in (Part.INFINITIVE, Part.ACTIVE):
            return self._nonfinite_subject(predicate)
        return self._places.before(predicate) or self._control.governing_subject(predicate)

    def _finite_subject(self, predicate: Predicate) -> Filler:
        start = self._start(predicate)
        antecedent = self._antecedent_before(start)
        if antecedent:
            return replace(antecedent, how="relative")
        before = self._subject_before(start) or self._shape.label(predicate)
        if before:
            return replace(before, how="before")
        if start == 0 or self._tokens[start - 1].kind is TokenKind.PUNCTUATION:
            after = self.complements.bare_groups(predicate)
            if after and after[0][0].first == predicate.at + 1 and self._is_inverted(start, after[0][-1]):
                return replace(filler_of(after[0]), how="after")
        if self._continues(start):
            return self._control.governing_subject(predicate)
        return NOBODY

    def _is_inverted(self, start: int, subject: Governed) -> bool:
        """Whether verb and subject stand behind what was said, and nothing but an apposition behind them."""
        if start == 0:
            return False
        end = subject.last + 1
        return end >= len(self._tokens) or self._tokens[end].kind is TokenKind.PUNCTUATION

    def _continues(self, start: int) -> bool:
        """Whether a verb goes on with the subject of the one before it: behind a comma or a coordinator."""
        if start == 0:
            return False
        before = self._tokens[start - 1]
        return before.kind is TokenKind.PUNCTUATION or self._order.is_coordinator(before)

    def _antecedent_before(self, start: int) -> Filler:
        """What a relative pronoun right before the verb refers to."""
        at = start - 1
        if at < 1 or self._tokens[at].norm not in self._grammar.relatives:
            return NOBODY
        if self._tokens[at - 1].surface == ",":
            at -= 1
        found = next((p for p in reversed(self._parsed.phrases) if p.last == at - 1), None)
        return filler_of([found]) if found is not None and not found.adjective else NOBODY

    def _subject_before(self, start: int) -> Filler:
        """The ungoverned phrase before a verb, asides between commas left out."""
        end = self._skip_asides(start)
        group: list[Governed] = []
        for phrase in reversed([p for p in self._parsed.phrases if p.last < end]):
            if not group:
                if phrase.last != end - 1 and not self._only_adverbs(phrase.last + 1, end):
                    break
                if phrase.adjective:
                    break
            group.append(phrase)
            if not phrase.coordinated:
                break
        if not group or group[-1].preposition:
            return NOBODY
        return filler_of(group[::-1])

    def _skip_asides(self, start: int) -> int:
        """The token before which the subject ends: an aside or a relative clause between commas may follow it."""
        end = start
        while end > 1 and self._tokens[end - 1].surface in ('"', "”", "“"):
            end -= 1
        if end < 2 or self._tokens[end - 1].surface not in (",", ")", "–", "—"):
            return end
        for at in range(end - 2, max(end - 2 - _MAX_REACH, 0), -1):
            if self._tokens[at].surface in (",", "(", "–", "—"):
                has_phrase_before = any(p.last == at - 1 and not p.adjective for p in self._parsed.phrases)
                return at if has_phrase_before else end
        return end

    def _only_adverbs(self, first: int, end: int) -> bool:
        return all(
            self._order.is_adverb(self._tokens[k]) or self._tokens[k].kind is TokenKind.NUMBER
            for k in range(first, end)
        )

    def _nonfinite_subject(self, predicate: Predicate) -> Filler:
        start = self._start(predicate)
        tokens = self._tokens
        marked = start > 0 and (tokens[start].norm == "to" or self._grammar.marker_before(tokens, start) != "")
        edge = start - 1 if tokens[start].norm != "to" else start
        near = next((p for p in reversed(self._parsed.phrases) if p.last < start), None)
        if predicate.part is Part.ACTIVE and near is not None and near.last == start - 1 and not near.adjective:
            return replace(filler_of([near]), how="before")
        if marked and near is not None and not near.adjective and 0 <= edge - near.last - 1 <= 1:
            verb = next((p for p in reversed(self._parsed.predicates) if p.at < near.first), None)
            if verb is not None and verb.reading.form.lemma in self._grammar.object_control:
                group = next((g for g in self.complements.groups(verb) if near in g), [near])
                return replace(filler_of(group), how="object-control")
        return self._control.governing_subject(predicate)

    # nouns

    def _nominal_subject(self, predicate: Predicate, genitive: str) -> Filler:
        own = self._of(predicate)
        if own and genitive in ("subj", "both", ""):
            return replace(own, how="genitive")
        qualifiers = self._qualifiers(predicate)
        agent = self.complements.oblique(predicate, self._grammar.agent)
        if agent or qualifiers:
            return agent or replace(filler_of(qualifiers), how="adjective")
        return (
            self._controlled_noun(predicate)
            or self._control.governing_subject(predicate)
            or self._shape.label(predicate)
        )

    def _controlled_noun(self, predicate: Predicate) -> Filler:
        """Whoever is accused of it or asked for it: "blamed Israel for the strike"."""
        verb = next((p for p in reversed(self._parsed.predicates) if p.at < predicate.at), None)
        if verb is None or verb.reading.form.lemma not in self._grammar.object_control:
            return NOBODY
        if predicate.at - verb.at > _MAX_REACH or not any(
            self._grammar.marker_before(self._tokens, k) for k in range(verb.at + 2, predicate.at + 1)
        ):
            return NOBODY
        groups = [g for g in self.complements.groups(verb) if g[-1].last < predicate.at]
        return replace(filler_of(groups[0]), how="object-control") if groups else NOBODY

    def _qualifiers(self, predicate: Predicate) -> list[Governed]:
        """The phrases that qualify a noun from before, joined ones together: "the British and French refusal"."""
        found: list[Governed] = []
        limit = predicate.at
        for phrase in reversed([p for p in self._parsed.phrases if p.last < predicate.at]):
            if not found and not self._is_qualifier(phrase, limit):
                break
            found.append(phrase)
            if not phrase.coordinated:
                break
        return found[::-1]

    def _is_qualifier(self, phrase: Governed, limit: int) -> bool:
        """Whether only adjectives stand between a phrase and the noun; a phrase that is no adjective must be next."""
        between = self._tokens[phrase.last + 1 : limit]
        if len(between) > (_MAX_QUALIFIER_GAP if phrase.adjective else 1):
            return False
        return all(t.kind is TokenKind.WORD and not self._grammar.is_closed_class(t) for t in between) and not any(
            self._parsed.predicate_at(k) is not None and self._is_finite(k) for k in range(phrase.last + 1, limit)
        )

    def _is_finite(self, at: int) -> bool:
        predicate = self._parsed.predicate_at(at)
        return predicate is not None and predicate.part.finite

    def _of(self, predicate: Predicate) -> Filler:
        """The genitive right behind a noun."""
        for group in self.complements.groups(predicate):
            head = group[0]
            if head.preposition not in self._grammar.genitives or head.first - predicate.at - 1 > _MAX_GENITIVE_GAP:
                return NOBODY
            return replace(filler_of(group), how="genitive")
        return NOBODY

    def genitive(self, predicate: Predicate) -> Filler:
        """Whose a noun is: its genitive, else what qualifies it."""
        own = self._of(predicate)
        if own:
            return own
        qualifiers = self._qualifiers(predicate)
        return replace(filler_of(qualifiers), how="adjective") if qualifiers else NOBODY

    # objects

    def object(self, predicate: Predicate, genitive: str = "obj") -> Filler:
        """Whom the predicate acts on, where no preposition marks it."""
        if predicate.reading.form.passive:
            start = self._start(predicate)
            found = self._antecedent_before(start) or self._subject_before(start)
            return replace(found, how="object") if found else NOBODY
        if predicate.part.nominal:
            if genitive in ("obj", "both"):
                return self._of(predicate)
            return self.complements.oblique(predicate, self._grammar.receiver)
        subject = self.subject(predicate) if predicate.part.finite else NOBODY
        for group in self.complements.groups(predicate):
            if group[0].first == subject.first:
                continue
            if group[0].preposition or not self.complements.is_direct(predicate.at, group[0]):
                return NOBODY
            how = "object-adjective" if group[0].adjective else "object"
            return replace(filler_of(group), how=how)
        return NOBODY
