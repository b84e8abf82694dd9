"""Which drafts are events that an analyst would put on the timeline, each told once.

A model weighs the frame's prior against the place, the participants and what was told before. A happening that the
document tells again is one event: its first full telling stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extraction.events.drafts import Decided, Draft
from extraction.events.implied_events import LIST_ITEM
from extraction.ranking import LinearModel
from ontology.model import Actor, EventClass, Span

Sides = tuple[frozenset[str], frozenset[str]]

_BODY = 4
"""The sentence from which all count as the body."""

_STEPS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


class Told:
    """What the document has told so far, by class, kept as sets: looked up as fast in a long document."""

    def __init__(self) -> None:
        self._lemmas: set[tuple[EventClass, str]] = set()
        self._sides: set[tuple[EventClass, Sides]] = set()
        self._both: set[tuple[EventClass, str, Sides]] = set()
        self._last: dict[EventClass, Span] = {}

    def add(self, decided: Decided) -> None:
        """Remember a draft."""
        event_class, lemma, sides = _told_as(decided)
        self._lemmas.add((event_class, lemma))
        self._sides.add((event_class, sides))
        self._both.add((event_class, lemma, sides))
        self._last[event_class] = decided.draft.evidence

    def features(self, decided: Decided) -> Iterable[str]:
        """How a draft stands to what was told before it."""
        event_class, lemma, sides = _told_as(decided)
        if (event_class, lemma) in self._lemmas:
            yield "lemma-before"
            if decided.draft.candidate.reading.article:
                yield "definite-again"
        if (event_class, sides) in self._sides:
            yield "sides-before"
            if (event_class, lemma, sides) in self._both:
                yield "told-before"
        last = self._last.get(event_class)
        if last is not None and last.overlaps(decided.draft.evidence):
            yield "class-in-clause"


def _told_as(decided: Decided) -> tuple[EventClass, str, Sides]:
    sides = frozenset(decided.actor), frozenset(decided.recipient)
    return decided.draft.event_class, decided.draft.candidate.frame.lemma, sides


def describe_event(
    decided: Decided, told: Told, siblings: Sequence[Decided], actors: dict[str, Actor]
) -> tuple[str, ...]:
    """The names of the features that speak for or against a draft.

    Args:
        decided: the draft with its participants.
        told: the drafts before it in the document.
        siblings: the drafts of its sentence, itself among them.
        actors: by id.
    """
    draft = decided.draft
    plain = [*_of_frame(draft), *_of_participants(decided, actors), *_of_place(draft, len(siblings))]
    plain += _of_sentence(draft)
    plain += [*told.features(decided), *_beside(decided, siblings)]
    crossed = [f"{feature}&{draft.event_class}" for feature in plain if not feature.startswith("lemma")]
    return (*plain, *crossed)


def _of_frame(draft: Draft) -> Iterable[str]:
    frame, reading = draft.candidate.frame, draft.candidate.reading
    for step in _STEPS:
        if frame.prior >= step:
            yield f"prior>={step}"
    yield f"class:{draft.event_class}"
    yield f"part:{draft.candidate.predicate.part}"
    yield f"lemma:{frame.lemma}"
    yield "condition" if not frame.condition.empty else "unconditional"
    if draft.mode:
        yield "mode"
    for name, value in (
        ("conjunction", reading.conjunction),
        ("particle", reading.particle),
        ("enclitic", reading.enclitic),
    ):
        if value:
            yield f"{name}"
    if reading.article:
        yield "article"
    if reading.form.plural:
        yield "plural"


def _of_participants(decided: Decided, actors: dict[str, Actor]) -> Iterable[str]:
    draft = decided.draft
    yield f"actor:{draft.candidate.actor.how or 'nobody'}"
    yield f"recipient:{draft.candidate.recipient.how or 'nobody'}"
    yield f"actors:{min(len(decided.actor), 2)}"
    yield f"recipients:{min(len(decided.recipient), 2)}"
    if draft.candidate.frame.recipient and not decided.recipient:
        yield "recipient-missing"
    for role, ids in (("actor", decided.actor), ("recipient", decided.recipient)):
        for who in ids[:1]:
            yield f"{role}-type:{actors[who].type}"
    countries = {actors[who].iso3 for who in (*decided.actor, *decided.recipient)}
    yield "foreign" if len(countries) > 1 else "domestic"


def _of_place(draft: Draft, siblings: int) -> Iterable[str]:
    yield f"modality:{draft.modality}"
    yield "attributed" if draft.attribution else "own-voice"
    if draft.heading:
        yield "heading"
    if draft.quoted:
        yield "quoted"
    yield f"countries:{min(draft.countries, 3)}"
    yield f"rank:{min(draft.rank, 3)}"
    yield f"siblings:{min(siblings, 6)}"
    length = draft.evidence.end - draft.evidence.start
    yield f"length:{min(length // 30, 6)}"
    if draft.dated:
        yield "dated"


def _of_sentence(draft: Draft) -> Iterable[str]:
    """Where the sentence stands in the document, and the trigger in it: a lead tells more events than what follows."""
    predicate, parsed = draft.candidate.predicate, draft.candidate.parsed
    yield f"sentence:{min(parsed.sentence.index, _BODY)}"
    yield f"tokens:{min(len(parsed.sentence.tokens) // 10, 6)}"
    clause = parsed.clauses[predicate.at]
    yield f"into-clause:{min(predicate.at - parsed.clauses.index(clause), 3)}"
    before = sum(p.at < predicate.at and parsed.clauses[p.at] == clause for p in parsed.predicates)
    yield f"predicates-before:{min(before, 2)}"
    proclitics = parsed.sentence.tokens[predicate.at].proclitics
    yield f"proclitic:{proclitics[-1] if proclitics else 'none'}:{predicate.part}"


def _beside(decided: Decided, siblings: Sequence[Decided]) -> Iterable[str]:
    """How it stands to the other drafts of its clause, of which an analyst would keep the weightiest."""
    draft = decided.draft
    others = [o.draft for o in siblings if o is not decided and o.draft.evidence.overlaps(draft.evidence)]
    rivals = sorted(o.candidate.frame.prior for o in others)
    prior = draft.candidate.frame.prior
    yield "alone-in-clause" if not rivals else "weightiest" if prior > rivals[-1] else "outweighed"
    if rivals and rivals[-1] >= prior + 0.3:
        yield "far-outweighed"
    at = draft.candidate.predicate.at
    for name, distance in (("behind", at - 1), ("two-behind", at - 2), ("before", at + 1), ("two-before", at + 2)):
        if any(o.candidate.predicate.at == distance for o in others):
            yield f"trigger-{name}"
    if any(o.candidate.predicate.at < at for o in others):
        yield "later-in-clause"
    if any(o.event_class is draft.event_class for o in others):
        yield "class-beside"


def select_events(
    drafts: Sequence[Decided], actors: dict[str, Actor], model: LinearModel
) -> tuple[tuple[Decided, float], ...]:
    """The drafts that are events, with how sure that is."""
    by_sentence: dict[int, list[Decided]] = {}
    for decided in drafts:
        by_sentence.setdefault(decided.draft.candidate.parsed.sentence.index, []).append(decided)
    chosen: list[tuple[Decided, float]] = []
    probability = 0.0
    told = Told()
    for decided in drafts:
        siblings = by_sentence[decided.draft.candidate.parsed.sentence.index]
        if decided.draft.candidate.actor.how != LIST_ITEM:  # an item of a list is what the head of the list is
            probability = model.probability(describe_event(decided, told, siblings, actors))
        told.add(decided)
        if probability >= model.threshold:
            chosen.append((decided, probability))
    return tuple(_without_headings_told_again(chosen))


def _without_headings_told_again(chosen: Sequence[tuple[Decided, float]]) -> Iterable[tuple[Decided, float]]:
    """The events without those of a heading that the body tells of the same actor (guidelines, "Settled cases").

    A heading says in brief what the body says in full, so that their participants need not be the same.
    """
    told: dict[EventClass, set[str]] = {}
    kept: list[tuple[Decided, float]] = []
    for decided, sure in reversed(chosen):
        in_body = told.setdefault(decided.draft.event_class, set())
        if not decided.draft.heading:
            in_body.update(decided.actor)
        elif in_body and (not decided.actor or in_body & set(decided.actor)):
            continue
        kept.append((decided, sure))
    return reversed(kept)
