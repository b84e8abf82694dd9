"""Who does it and to whom: the participants of a predicate, found by place, preposition and pronoun.

There is no parser. The order of Arabic clauses (verb, subject, object; or subject first), the prepositions of
frames.tsv and the clause boundaries say most of it; a dropped subject is that of the governing verb, then the topic.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extraction.clauses import Grammar
from extraction.language.pack import Frame
from extraction.predicates import Governed, Parsed, Predicate
from extraction.tokens import TokenKind

_STRONG = frozenset(".;؛!?؟:…")
_MAX_GENITIVE_GAP = 3
_MAX_SUBJECT_GAP = 6
_MAX_COMMA_REACH = 8
_CONTROL_REACH = 4


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role: actors, the tokens that name them (none for a dropped or implied one), how they were found."""

    actors: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None
    how: str = ""

    def __bool__(self) -> bool:
        return bool(self.actors)


NOBODY = Filler()


class Arguments:
    """Finds the participants of the predicates of one sentence.

    Args:
        parsed: the sentence.
        grammar: closed-class words.
        topic: who a dropped subject is when the sentence does not say.
        antecedent: whom a suffixed pronoun means, from the pronoun and the token it is on.
    """

    def __init__(
        self,
        parsed: Parsed,
        grammar: Grammar,
        topic: tuple[str, ...],
        antecedent: Callable[[str, int], tuple[str, ...]],
    ) -> None:
        self._parsed = parsed
        self._tokens = parsed.sentence.tokens
        self._grammar = grammar
        self._topic = topic
        self._antecedent = antecedent
        self._subjects: dict[int, Filler] = {}
        self._openers = grammar.complementizers - {"عن"}

    def role(self, predicate: Predicate, frame: Frame, sources: Sequence[tuple[str, ...]]) -> Filler:
        """The first of several sources that yields anybody; the roles of one source are taken together."""
        for source in sources:
            fillers = [filler for name in source if (filler := self._source(predicate, frame, name))]
            if fillers:
                return _joined(fillers)
        return NOBODY

    def _source(self, predicate: Predicate, frame: Frame, name: str) -> Filler:
        if name == "subj":
            return self.subject(predicate, frame.genitive)
        if name == "obj":
            return self.object(predicate, frame.genitive)
        if name == "gen":
            return self.genitive(predicate)
        return self.oblique(predicate, name)

    # subject

    def subject(self, predicate: Predicate, genitive: str = "subj") -> Filler:
        """Who does what the predicate says."""
        if predicate.part.finite:
            if predicate.at not in self._subjects:
                self._subjects[predicate.at] = NOBODY  # a circle of dropped subjects ends here
                self._subjects[predicate.at] = self._finite_subject(predicate)
            return self._subjects[predicate.at]
        if predicate.part.nominal:
            return self._nominal_subject(predicate, genitive)
        return self._before(predicate) or self._governing_subject(predicate)

    def _finite_subject(self, predicate: Predicate) -> Filler:
        antecedent = self._relative_antecedent(predicate)
        if antecedent and not predicate.reading.enclitic:
            return replace(antecedent, how="relative")
        before = self._before(predicate) or self._label(predicate)
        if before and not antecedent:
            return replace(before, how="before")
        after = self._bare_groups(predicate)
        if after and after[0][0].first - predicate.at <= _MAX_SUBJECT_GAP:
            return replace(_filler(after[0]), how="after")
        if predicate.reading.conjunction or not self._has_own_subject(predicate):
            return self._governing_subject(predicate) or Filler(self._topic, how="topic")
        return Filler(self._topic, how="topic") if predicate.reading.form.first_person else NOBODY

    def _has_own_subject(self, predicate: Predicate) -> bool:
        """Whether a noun follows the verb at once that no phrase covers: then somebody else is the subject."""
        at = predicate.at + 1
        if at >= len(self._tokens) or self._tokens[at].kind is not TokenKind.WORD:
            return False
        return not self._grammar.marker_before(self._tokens, at + 1) and self._tokens[at].norm.startswith("ال")

    def _nominal_subject(self, predicate: Predicate, genitive: str) -> Filler:
        own = self.genitive(predicate)
        adjective = self._qualifier(predicate)
        if genitive in ("subj", "both", "") and own:
            return replace(own, how="genitive")
        if adjective:
            return replace(_filler([adjective]), how="adjective")
        return self.oblique(predicate, "من قبل") or self._governing_subject(predicate) or self._label(predicate)

    def _governing_subject(self, predicate: Predicate) -> Filler:
        """The subject of the nearest verb before that the predicate may depend on, or whose topic it continues.

        A verb right before ("أعلن قطع العلاقات") controls what follows it; one farther off only suggests who is meant,
        and one behind whose complementizer the predicate stands says nothing.
        """
        for other in reversed([p for p in self._parsed.predicates if p.at < predicate.at]):
            if not other.part.finite:
                continue
            if any(self._tokens[k].norm in self._openers for k in range(other.at + 1, predicate.at)):
                return NOBODY
            subject = self.subject(other)
            reach = predicate.at - max(other.at, subject.last or 0)
            same = self._parsed.clauses[other.at] == self._parsed.clauses[predicate.at]
            near = same and reach <= _CONTROL_REACH and not predicate.reading.article
            return Filler(subject.actors, how="control" if near else "governing")
        return NOBODY

    def _relative_antecedent(self, predicate: Predicate) -> Filler:
        """What a relative pronoun before the verb refers to."""
        for at in range(predicate.at - 1, max(predicate.at - 4, -1), -1):
            if self._tokens[at].norm in self._grammar.relatives - {"ما", "من"}:
                before = [p for p in self._parsed.phrases if p.last < at]
                if before and at - before[-1].last <= 3:
                    return _filler([before[-1]])
                return NOBODY
            if (
                self._parsed.predicate_at(at) is not None
                and self._parsed.clauses[at] != self._parsed.clauses[predicate.at]
            ):
                break
        return NOBODY

    def _before(self, predicate: Predicate) -> Filler:
        """A subject before its verb, in the same clause, ungoverned, with no other predicate between."""
        clause = self._parsed.clauses[predicate.at]
        group: list[Governed] = []
        for phrase in reversed([p for p in self._parsed.phrases if p.last < predicate.at]):
            if self._parsed.clauses[phrase.first] != clause or phrase.adjective:
                break
            if any(phrase.last < p.at < predicate.at and p.part.finite for p in self._parsed.predicates):
                break
            if not group and predicate.at - phrase.last > _MAX_SUBJECT_GAP:
                break
            if phrase.preposition:
                break
            group.append(phrase)
            if not phrase.coordinated:
                break
        return _filler(group[::-1]) if group else NOBODY

    def _label(self, predicate: Predicate) -> Filler:
        """Whoever stands before a colon at the head of the sentence: "السويد: قامت بطرد دبلوماسي"."""
        if not self._parsed.phrases:
            return NOBODY
        first = self._parsed.phrases[0]
        colon = first.last + 1
        opens = all(token.kind is TokenKind.PUNCTUATION for token in self._tokens[: first.first])
        if opens and colon < predicate.at and self._tokens[colon].surface == ":" and not first.preposition:
            return _filler([first])
        return NOBODY

    # object and genitive

    def object(self, predicate: Predicate, genitive: str = "obj") -> Filler:
        """Whom the predicate acts on, where no preposition marks it."""
        if predicate.reading.enclitic:
            if predicate.part.nominal and genitive != "obj":
                return NOBODY
            relative = self._relative_antecedent(predicate)
            return replace(
                relative or Filler(self._antecedent(predicate.reading.enclitic, predicate.at)), how="pronoun"
            )
        if predicate.part.nominal:
            return self.genitive(predicate) if genitive in ("obj", "both") else self.oblique(predicate, "ل")
        groups = self._bare_groups(predicate)
        subject = self.subject(predicate)
        rest = [g for g in groups if subject.first is None or g[0].first != subject.first]
        if rest:
            return replace(_filler(rest[0]), how="object")
        adjectives = [p for p in self._after(predicate) if p.adjective]
        return replace(_filler(adjectives[:1]), how="object-adjective") if adjectives else NOBODY

    def genitive(self, predicate: Predicate) -> Filler:
        """The genitive of a noun: a suffixed pronoun, a phrase right behind it, or a demonym that qualifies it."""
        if predicate.reading.enclitic:
            return Filler(self._antecedent(predicate.reading.enclitic, predicate.at), how="pronoun")
        for group in self._groups(predicate):
            head = group[0]
            gap = head.first - predicate.at - 1
            if gap > _MAX_GENITIVE_GAP or (head.preposition not in ("", "من") or (head.preposition and not gap)):
                return NOBODY
            return replace(_filler(group), how="genitive")
        return NOBODY

    def _qualifier(self, predicate: Predicate) -> Governed | None:
        """A demonym behind a noun, other adjectives aside ("الغارات الجوية الروسية")."""
        for phrase in self._after(predicate):
            if phrase.first - predicate.at > 3:
                return None
            if phrase.adjective and not phrase.preposition:
                return phrase
        return None

    # obliques

    def oblique(self, predicate: Predicate, role: str) -> Filler:
        """The nearest phrase behind the predicate that a preposition governs."""
        for group in self._groups(predicate):
            if group[0].preposition == role:
                return replace(_filler(group), how=f"prep:{role}")
        return NOBODY

    # scope

    def _limit(self, predicate: Predicate) -> int:
        """The token at which the scope of a predicate ends."""
        commas = 0
        for at in range(predicate.at + 1, len(self._tokens)):
            token = self._tokens[at]
            if token.surface in _STRONG or token.norm in self._openers:
                return at
            if token.surface in ("،", ","):
                commas += 1
                if commas > 1 or at - predicate.at > _MAX_COMMA_REACH:
                    return at
            other = self._parsed.predicate_at(at)
            if other is not None and other.part.finite:
                return at
        return len(self._tokens)

    def _after(self, predicate: Predicate) -> list[Governed]:
        limit = self._limit(predicate)
        return [p for p in self._parsed.phrases if predicate.at < p.first < limit]

    def _groups(self, predicate: Predicate) -> list[list[Governed]]:
        """The phrases behind a predicate, coordinated ones together."""
        groups: list[list[Governed]] = []
        limit = self._limit(predicate)
        for phrase in self._parsed.phrases:
            if phrase.first <= predicate.at:
                continue
            if groups and phrase.coordinated:
                groups[-1].append(phrase)
            elif phrase.first < limit:
                groups.append([phrase])
        return groups

    def _bare_groups(self, predicate: Predicate) -> list[list[Governed]]:
        return [g for g in self._groups(predicate) if not g[0].preposition and not g[0].adjective]


def _filler(group: Sequence[Governed]) -> Filler:
    actors = tuple(dict.fromkeys(actor for phrase in group for actor in phrase.actors))
    return Filler(actors, group[0].first, group[-1].last) if group else NOBODY


def _joined(fillers: Sequence[Filler]) -> Filler:
    firsts = [f.first for f in fillers if f.first is not None]
    lasts = [f.last for f in fillers if f.last is not None]
    actors = tuple(dict.fromkeys(actor for f in fillers for actor in f.actors))
    return Filler(actors, min(firsts, default=None), max(lasts, default=None), fillers[0].how)
