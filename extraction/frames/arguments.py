"""Who does it and to whom: the participants of a predicate, found by place, preposition and pronoun.

There is no parser. The order of Arabic clauses (verb, subject, object; or subject first), the prepositions of
frames.tsv and the clause boundaries say most of it; a dropped subject is that of the governing verb, then the topic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extraction.clauses.clauses import Grammar
from extraction.clauses.predicates import Parsed, Predicate
from extraction.discourse.discourse import Discourse
from extraction.frames.clause_shape import ClauseShape
from extraction.frames.complements import Complements
from extraction.frames.control import Control
from extraction.frames.fillers import AGENTLESS, IMPLIED, NOBODY, SOMETHING_ELSE, Filler, filler_of, join
from extraction.frames.subject_places import SubjectPlaces
from extraction.frames.taken_up import TakenUp
from extraction.lexicon.forms import Part
from extraction.lexicon.pack import Frame
from extraction.phrases.agreement import Case

_SAID_BEFORE = frozenset({"topic", "governing"})


class Arguments:
    """Finds the participants of the predicates of one sentence.

    Args:
        parsed: the sentence.
        grammar: closed-class words.
        discourse: who is in play, for what the sentence leaves out.
    """

    def __init__(
        self,
        parsed: Parsed,
        grammar: Grammar,
        discourse: Discourse,
    ) -> None:
        self._parsed = parsed
        self._tokens = parsed.sentence.tokens
        self._grammar = grammar
        self._discourse = discourse
        self._antecedent = discourse.antecedents.possessor
        self.complements = Complements(parsed, grammar, self._antecedent)
        self._shape = ClauseShape(parsed, grammar)
        self._control = Control(parsed, grammar, self)
        self._taken_up = TakenUp(parsed, grammar, self._shape, self.subject, discourse.feminine)
        self._subjects: dict[int, Filler] = {}
        self._lexical_verbs = [
            p for p in parsed.predicates if p.part.finite and p.reading.form.lemma not in grammar.copulas
        ]
        self._places = SubjectPlaces(parsed, grammar, self._shape, self.complements, self._lexical_verbs)

    def role(self, predicate: Predicate, frame: Frame, sources: Sequence[tuple[str, ...]]) -> Filler:
        """The first of several sources that the clause names somebody for, else the first that implies somebody.

        The roles of one source are taken together.
        """
        implied = NOBODY
        for source in sources:
            found = [self._source(predicate, frame, name) for name in source]
            if any(filler is SOMETHING_ELSE for filler in found):
                return SOMETHING_ELSE
            fillers = [filler for filler in found if filler]
            if len(fillers) > 1 and any(len(f.actors) > 1 and f.how.startswith("prep:") for f in fillers):
                fillers = [f for f in fillers if f.how not in IMPLIED]  # "between" names all sides
            if fillers and any(f.how not in IMPLIED for f in fillers):
                return join(fillers)
            if fillers:
                implied = implied or join(fillers)
            elif not implied and AGENTLESS in found:
                implied = AGENTLESS
        return implied

    def implied(self, predicate: Predicate) -> Filler:
        """Who may act where nothing in the clause says it: the subject of what governs the predicate."""
        found = self._control.governing_subject(predicate)
        return replace(found, how="governing") if found else NOBODY

    def anybody(self, predicate: Predicate, taken: tuple[str, ...]) -> Filler:
        """Whoever else stands behind the predicate, for a role whose own sources yield nobody."""
        for group in self.complements.groups(predicate):
            filler = filler_of(group)
            if filler.actors and not set(filler.actors) & set(taken):
                return replace(filler, how=f"any:{group[0].shared_role or 'bare'}")
        return NOBODY

    def genitive(self, predicate: Predicate) -> Filler:
        """Whom the genitive of a noun names."""
        return self._taken_up.of_masdar(predicate) or self.complements.genitive(predicate)

    def _source(self, predicate: Predicate, frame: Frame, name: str) -> Filler:
        if name == "subj":
            return self.subject(predicate, frame.genitive)
        if name == "obj":
            return self.object(predicate, frame.genitive)
        if name == "gen":
            return self.genitive(predicate) or self._performer(predicate)
        found = self.complements.oblique(predicate, name)
        return self._other_than_subject(predicate, found, name) if found.how == "pronoun" else found

    def _other_than_subject(self, predicate: Predicate, found: Filler, role: str) -> Filler:
        """Whom the pronoun of a preposition means, who is not the subject of what governs it ("فرضت عليها")."""
        described = None if predicate.reading.enclitic else self._described(predicate)
        if described is not None and self.subject(predicate).how != "relative":
            return replace(found, actors=described.actors)
        pronoun = self._grammar.prepositional_pronoun(self._tokens[found.first or 0], role)
        other = self._discourse.antecedents.other(pronoun, found.first or 0, self._named_subject(predicate))
        return replace(found, actors=other)

    def _described(self, predicate: Predicate) -> Filler | None:
        """Whom the clause of a verb describes, or nobody where it is a thing; None for a clause of its own."""
        if not predicate.part.finite:
            return None
        relative = self._shape.relative(predicate)
        if relative is None:
            return NOBODY if self._shape.describes_thing(predicate) else None
        return self._shape.antecedent_of(relative)

    def _named_subject(self, predicate: Predicate) -> tuple[str, ...]:
        """The subject of a predicate where its own clause names it."""
        subject = self.subject(predicate)
        return () if subject.how in IMPLIED else subject.actors

    def subject(self, predicate: Predicate, genitive: str = "subj") -> Filler:
        """Who does what the predicate says."""
        if self._is_passive(predicate):
            return self.complements.oblique(predicate, self._grammar.agent) or AGENTLESS
        if predicate.part.finite:
            return self._surface_subject(predicate)
        if predicate.part.nominal:
            return self._nominal_subject(predicate, genitive)
        return (
            self._taken_up.of_participle(predicate)
            or self._places.before(predicate)
            or self._control.governing_subject(predicate)
        )

    def _is_passive(self, predicate: Predicate) -> bool:
        """Whether its form says so, or an agent stands behind a verb."""
        return predicate.passive or (predicate.part is Part.PERFECT and self.complements.has_agent(predicate))

    def _surface_subject(self, predicate: Predicate) -> Filler:
        """What agrees with a verb: who acts, or of a passive who is acted on."""
        if predicate.at not in self._subjects:
            self._subjects[predicate.at] = NOBODY  # a circle of dropped subjects ends here
            self._subjects[predicate.at] = self._finite_subject(predicate)
        return self._subjects[predicate.at]

    def _finite_subject(self, predicate: Predicate) -> Filler:
        behind = self._places.behind(predicate)
        relative = self._shape.relative(predicate)
        if relative is not None and not predicate.reading.enclitic:
            antecedent = self._shape.antecedent_of(relative)
            if not (behind and self._places.takes_up(predicate)):
                return replace(antecedent, how="relative")
        pronoun = self._taken_up.pronoun_before(predicate)
        if pronoun is not None:
            meant = Filler(self._antecedent(self._tokens[pronoun].enclitic or "", pronoun), how="pronoun")
            return self._taken_up.of_pronoun(pronoun) or meant
        if predicate.reading.form.first_person:
            return self._first_person(predicate)
        before = NOBODY if relative is not None else self._places.before(predicate)
        if before and not (behind and predicate.reading.enclitic):
            return replace(before, how="before")
        label = self._shape.label(predicate)
        if label and not (behind and self._places.names_person(behind)):
            return replace(label, how="before")
        if behind:
            return behind
        if self._shape.has_fronted_subject(predicate, self._lexical_verbs) or self._shape.has_other_subject(predicate):
            return SOMETHING_ELSE
        return (
            self._coordinate_subject(predicate)
            or self._control.governing_subject(predicate)
            or Filler(self._discourse.topic, how="topic")
        )

    def _coordinate_subject(self, predicate: Predicate) -> Filler:
        """The subject of the verb that a verb behind "and" goes on from, past what that one says."""
        if not predicate.reading.conjunction:
            return NOBODY
        for other in reversed(self._lexical_verbs):
            if other.at >= predicate.at or other.part is not predicate.part or self._shape.is_subordinate(other):
                continue
            subject = self._surface_subject(other)
            return replace(subject, first=None, last=None, how="coordinate") if subject else NOBODY
        return NOBODY

    def _first_person(self, predicate: Predicate) -> Filler:
        """Who says "I" or "we": whoever speaks in the sentence, else who spoke last."""
        here = (
            self._places.before(predicate) or self._shape.label(predicate) or self._control.governing_subject(predicate)
        )
        if not here or here.how in _SAID_BEFORE:
            here = Filler(self._discourse.speaker or self._discourse.topic)
        actors = self._discourse.we(here.actors) if predicate.reading.form.plural else here.actors
        return Filler(actors, how="speaker")

    def _nominal_subject(self, predicate: Predicate, genitive: str) -> Filler:
        controlled = self._control.object_control(predicate)
        if controlled:
            return controlled
        if self._control.is_charged(predicate):
            return SOMETHING_ELSE  # who accuses is left open: the pronoun is the accused
        own = self.genitive(predicate)
        if genitive == "obj" and own and self.complements.has_dative(own):
            return own
        adjective = self.complements.qualifier(predicate)
        if genitive in ("subj", "both", "") and own:
            return replace(own, how="genitive")
        if adjective:
            return replace(filler_of([adjective]), how="adjective")
        return (
            self.complements.oblique(predicate, self._grammar.agent)
            or self._performer(predicate)
            or self._control.governing_subject(predicate)
            or self._shape.label(predicate)
        )

    def _performer(self, predicate: Predicate) -> Filler:
        """The subject of a relative clause that says who carries it out ("الدوريات التي تنفذها روسيا")."""
        for at in range(predicate.at + 1, min(predicate.at + 4, len(self._tokens))):
            if self._parsed.predicate_at(at) is not None:
                return NOBODY
            if self._tokens[at].norm in self._grammar.relatives:
                verbs = [p for p in self._parsed.predicates if at < p.at <= at + 3 and p.part.finite]
                if verbs and verbs[-1].reading.enclitic:
                    return replace(self.subject(verbs[-1]), how="performer")
                return NOBODY
        return NOBODY

    def object(self, predicate: Predicate, genitive: str = "obj") -> Filler:
        """Whom the predicate acts on, where no preposition marks it."""
        if self._is_passive(predicate):
            return replace(self._surface_subject(predicate), how="passive")
        if predicate.reading.enclitic:
            if predicate.part.nominal and genitive != "obj" and not self._control.is_charged(predicate):
                return NOBODY
            described = self._described(predicate)
            if described is not None:
                return replace(described, how="pronoun")
            doer = self._named_subject(predicate) if predicate.part.finite else ()
            other = self._discourse.antecedents.other(predicate.reading.enclitic, predicate.at, doer)
            return Filler(other, how="pronoun")
        if predicate.part.nominal:
            own = self.genitive(predicate)
            taken = self._control.object_control(predicate)
            if (genitive in ("obj", "both") or taken) and not (genitive == "obj" and self.complements.has_dative(own)):
                return own
            return self.complements.oblique(predicate, self._grammar.receiver)
        groups = self.complements.bare_groups(predicate)
        standing = self.complements.object_pronoun(predicate)
        if standing:
            return standing
        subject = self.subject(predicate)
        rest = [g for g in groups if subject.first is None or g[0].first != subject.first]
        rest = [g for g in rest if g[0].case is not Case.SUBJECT]
        start = subject.last if subject.last is not None and subject.last > predicate.at else predicate.at
        if rest and self.complements.is_direct(start, rest[0][0]):
            return replace(filler_of(rest[0]), how="object")
        adjectives = [p for p in self.complements.after(predicate) if p.adjective]
        return replace(filler_of(adjectives[:1]), how="object-adjective") if adjectives else NOBODY
