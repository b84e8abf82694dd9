"""Standing contentions: who quarrels with whom over what, ranked by all that a document says of it.

Every pair or group that an event of conflict or a noun of contention sets against each other is a candidate with every
issue that the words around suggest. A linear model weighs how often, how strongly and where that is said.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import combinations, product

from extraction.contentions import Passage, Sides
from extraction.language.pack import LanguagePack
from extraction.ranking import LinearModel
from ontology.model import Actor, ActorType, Confidence, Dispute, Event, EventClass, Issue, Modality, Span

_MATERIAL = frozenset({EventClass.SANCTION, EventClass.MOBILIZE, EventClass.COERCE, EventClass.ASSAULT})
_VERBAL = frozenset({EventClass.REJECT, EventClass.ACCUSE, EventClass.THREATEN, EventClass.PROTEST})
_MILD = frozenset({EventClass.REQUEST})
_WEIGHTS = {**dict.fromkeys(_MATERIAL, 2.0), **dict.fromkeys(_VERBAL, 1.5), **dict.fromkeys(_MILD, 0.5)}
_SEIZURE = 4.0
SEIZED = "seizure"
"""A feature that decides by itself: land that one side took from the other is disputed between them."""

_DEFAULT_ISSUE = {
    EventClass.SANCTION: Issue.DIPLOMATIC,
    EventClass.REJECT: Issue.DIPLOMATIC,
    EventClass.ACCUSE: Issue.SECURITY,
    EventClass.PROTEST: Issue.REGIME,
    EventClass.REQUEST: Issue.DIPLOMATIC,
}
_SPECIFIC = {
    Issue.NUCLEAR: 2.0,
    Issue.MEMBERSHIP: 2.0,
    Issue.ECONOMIC: 1.5,
    Issue.TERRITORY: 1.5,
    Issue.RESOURCE: 1.5,
    Issue.SECURITY: 0.7,
    Issue.REGIME: 0.7,
}
_MANY = 8
_STAR = 4
_MOST = 6
_MOST_ISSUES = 2
_STEPS = (1, 2, 3, 5)
_GROUPS = (ActorType.ARMED_GROUP, ActorType.PARTY, ActorType.PEOPLE, ActorType.NGO)


@dataclass(slots=True)
class Quarrel:
    """What speaks for a quarrel between some parties, before it is decided over what."""

    parties: frozenset[str]
    events: list[Event] = field(default_factory=list)
    nouns: int = 0
    between: int = 0
    star: bool = False
    issues: dict[Issue, list[tuple[Span, bool]]] = field(default_factory=dict)

    @property
    def weight(self) -> float:
        """How much speaks for it."""
        return sum(_weight(event) for event in self.events) + self.nouns + 2.0 * self.between


def _weight(event: Event) -> float:
    """How much one event speaks for a quarrel; land taken outweighs all else (the top of the MID scale of force)."""
    return _SEIZURE if event.mode == "seize" else _WEIGHTS[event.event_class]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quarrel with one of its issues."""

    quarrel: Quarrel
    parties: tuple[str, ...]
    issue: Issue
    evidence: Span
    features: tuple[str, ...]


class DisputeFinder:
    """Ranks quarrels with the cues of one language.

    Args:
        pack: words of issues.
        model: weighs the features of candidates.
    """

    def __init__(self, pack: LanguagePack, model: LinearModel) -> None:
        self._issues = {Issue(name): pack.words("issues", name) for name in pack.cues["issues"]}
        self._forums = pack.words("disputes", "forums")
        self._model = model

    def find(
        self,
        passages: Sequence[Passage],
        events: Sequence[Event],
        actors: Mapping[str, Actor],
        owners: Mapping[str, str],
    ) -> tuple[Dispute, ...]:
        """The disputes of a document, in the order of their evidence.

        Args:
            passages: the sentences.
            events: in the order of the text.
            actors: by id.
            owners: the state or organisation that a person or body stands for, by id.
        """
        found = choose(self.candidates(passages, events, actors, owners), self._model)
        found.sort(key=lambda candidate: (candidate.evidence.start, candidate.issue, candidate.parties))
        return tuple(
            _dispute(f"dispute-{number}", candidate, actors, self._model)
            for number, candidate in enumerate(found, start=1)
        )

    def candidates(
        self,
        passages: Sequence[Passage],
        events: Sequence[Event],
        actors: Mapping[str, Actor],
        owners: Mapping[str, str],
    ) -> list[Candidate]:
        """All quarrels with all issues that the words suggest, with their features."""
        sides = Sides(actors, owners, self._forums)
        quarrels = self._quarrels(passages, events, sides)
        total = sum(quarrel.weight for quarrel in quarrels if len(quarrel.parties) == 2) or 1.0
        ranked = sorted(quarrels, key=lambda quarrel: (-quarrel.weight, sorted(quarrel.parties)))
        told = [(frozenset(sides.of(p.actors)), frozenset(self._issues_of(p.stems()))) for p in passages]
        everywhere = [issues for _, issues in told]
        found = []
        for rank, quarrel in enumerate(ranked):
            together = [issues for around, issues in told if quarrel.parties <= around]
            scores = {issue: _issue_score(issue, quarrel.issues[issue]) for issue in quarrel.issues}
            for place, issue in enumerate(sorted(scores, key=lambda issue: (-scores[issue], issue))):
                features = [
                    *_of_quarrel(quarrel, rank, quarrel.weight / total, actors),
                    *_of_issue(quarrel, issue, place, together, everywhere),
                    f"issue-share:{int(min(scores[issue] / sum(scores.values()), 0.99) * 5)}",
                ]
                evidence = next((span for span, strong in quarrel.issues[issue] if strong), quarrel.issues[issue][0][0])
                found.append(Candidate(quarrel, sides.final(quarrel.parties), issue, evidence, tuple(features)))
        return found

    def _quarrels(self, passages: Sequence[Passage], events: Sequence[Event], sides: Sides) -> list[Quarrel]:
        found: dict[frozenset[str], Quarrel] = {}
        for event in events:
            if event.event_class not in _WEIGHTS or event.modality is Modality.NEGATED:
                continue
            at = bisect_right(passages, event.evidence.start, key=lambda passage: passage.span.end)
            passage = passages[at] if at < len(passages) and passages[at].span.overlaps(event.evidence) else None
            for parties in _opponents(event, sides):
                quarrel = found.setdefault(parties, Quarrel(parties))
                quarrel.events.append(event)
                self._note(quarrel, event, passage)
        for passage in passages:
            for named in passage.quarrels:
                self._contend(found, passage, sides.of(named), sides)
        return _gather(list(found.values()))

    def _contend(
        self, found: dict[frozenset[str], Quarrel], passage: Passage, between: tuple[str, ...], sides: Sides
    ) -> None:
        """Note a noun of contention: it makes a quarrel of those it names, and speaks for quarrels of those near."""
        issues = self._issues_of(passage.stems()) or [Issue.SECURITY]
        if len(between) > 1:
            parties = frozenset(between)
            quarrel = found.setdefault(parties, Quarrel(parties))
            quarrel.between += 1
            for issue in issues:
                quarrel.issues.setdefault(issue, []).append((passage.span, False))
            return
        around = set(sides.of(passage.actors))
        for parties, quarrel in found.items():
            if parties <= around:
                quarrel.nouns += 1
                for issue in issues:
                    quarrel.issues.setdefault(issue, []).append((passage.span, False))

    def _note(self, quarrel: Quarrel, event: Event, passage: Passage | None) -> None:
        """Note what an event is over: by the words of its clause, of its sentence, and by its class."""
        near = self._issues_of(passage.stems(event.evidence)) if passage else []
        far = self._issues_of(passage.stems()) if passage else []
        default = _DEFAULT_ISSUE.get(event.event_class, Issue.SECURITY)
        for issue in dict.fromkeys((*near, *far, default)):
            quarrel.issues.setdefault(issue, []).append((event.evidence, issue in near))

    def _issues_of(self, stems: Iterable[str]) -> list[Issue]:
        words = frozenset(stems)
        return [issue for issue, cues in self._issues.items() if words & cues]


def _of_issue(
    quarrel: Quarrel, issue: Issue, place: int, together: Sequence[Set[Issue]], everywhere: Sequence[Set[Issue]]
) -> Iterable[str]:
    """The features of an issue.

    Args:
        quarrel: what it would be the issue of.
        issue: the issue.
        place: how many of its issues are likelier.
        together: the issues of each passage that names all parties.
        everywhere: the issues of each passage.
    """
    yield f"issue:{issue}"
    yield f"issue-place:{min(place, 3)}"
    told = quarrel.issues[issue]
    yield from _at_least("issue-told", len(told))
    yield from _at_least("issue-near", sum(strong for _, strong in told))
    yield from _at_least("issue-together", sum(issue in issues for issues in together))
    yield from _at_least("issue-anywhere", sum(issue in issues for issues in everywhere))
    if everywhere and issue in everywhere[0]:
        yield "issue-in-title"
    if any(_DEFAULT_ISSUE.get(event.event_class, Issue.SECURITY) is issue for event in quarrel.events):
        yield "issue-by-class"
    if issue is Issue.TERRITORY and any(event.mode == "seize" for event in quarrel.events):
        yield SEIZED


def _issue_score(issue: Issue, told: Sequence[tuple[Span, bool]]) -> float:
    """How much speaks for an issue; words of a clause outweigh those of its sentence, rare issues common ones."""
    return _SPECIFIC.get(issue, 1.0) * sum(2.0 if near else 0.5 for _, near in told)


def _of_quarrel(quarrel: Quarrel, rank: int, share: float, actors: Mapping[str, Actor]) -> Iterable[str]:
    yield f"parties:{min(len(quarrel.parties), 4)}"
    yield f"rank:{min(rank, 5)}"
    classes = [event.event_class for event in quarrel.events]
    yield from _at_least("events", len(classes))
    yield from _at_least("material", sum(c in _MATERIAL for c in classes))
    yield from _at_least("verbal", sum(c in _VERBAL for c in classes))
    yield from _at_least("nouns", quarrel.nouns)
    yield from _at_least("between", quarrel.between)
    yield f"share:{int(min(share, 0.99) * 5)}"
    if quarrel.star:
        yield "star"
    types = {actors[party].type for party in quarrel.parties}
    yield "states" if types == {ActorType.STATE} else "groups" if types & set(_GROUPS) else "others"
    countries = {actors[party].iso3 for party in quarrel.parties}
    yield "one country" if len(countries) == 1 and None not in countries else "several countries"
    if any(actors[p].type is ActorType.STATE and actors[p].iso3 is None for p in quarrel.parties):
        yield "collective"


def _at_least(name: str, count: int) -> Iterable[str]:
    for step in _STEPS:
        if count >= step:
            yield f"{name}>={step}"


def choose(candidates: Iterable[Candidate], model: LinearModel) -> list[Candidate]:
    """The likeliest candidates: one an issue for parties and part of them, few issues for one quarrel."""
    chosen: list[Candidate] = []
    ranked = sorted(candidates, key=lambda c: (-model.probability(c.features), c.issue, c.parties))
    for candidate in ranked:
        parties = candidate.quarrel.parties
        same = [c for c in chosen if c.quarrel.parties == parties]
        alike = [c.quarrel.parties for c in chosen if c.issue is candidate.issue]
        nested = any(known <= parties or parties <= known for known in alike)
        likely = SEIZED in candidate.features or model.accepts(candidate.features)
        if len(chosen) < _MOST and len(same) < _MOST_ISSUES and not nested and likely:
            chosen.append(candidate)
    return chosen


def _opponents(event: Event, sides: Sides) -> list[frozenset[str]]:
    """Who an event of conflict sets against each other: each pair, and all together where there are more."""
    acting, suffering = sides.of(event.actor), sides.of(event.recipient)
    if not suffering and event.event_class in _MATERIAL:
        pairs = [frozenset(pair) for pair in combinations(acting, 2)]
    else:
        pairs = [frozenset(pair) for pair in product(acting, suffering) if pair[0] != pair[1]]
    everybody = frozenset((*acting, *suffering))
    if suffering and len(everybody) > 2 and len(everybody) <= _MANY and acting:
        pairs.append(everybody)
    return list(dict.fromkeys(pairs))


def _gather(quarrels: Sequence[Quarrel]) -> list[Quarrel]:
    """Quarrels, with those of many against one over the same kind of act gathered into one."""
    kept = list(quarrels)
    for hub in sorted({party for quarrel in quarrels for party in quarrel.parties}):
        spokes = [q for q in kept if hub in q.parties and len(q.parties) == 2 and _is_of_one_act(q)]
        classes = {event.event_class for spoke in spokes for event in spoke.events}
        if len(spokes) < _STAR or len(classes) != 1:
            continue
        star = Quarrel(frozenset(party for spoke in spokes for party in spoke.parties), star=True)
        for spoke in spokes:
            star.events += [event for event in spoke.events if event not in star.events]
            for issue, told in spoke.issues.items():
                star.issues.setdefault(issue, []).extend(told)
        kept = [quarrel for quarrel in kept if not quarrel.parties <= star.parties or quarrel.between]
        kept.append(star)
    return kept


def _is_of_one_act(quarrel: Quarrel) -> bool:
    """Whether a quarrel is told by one kind of event alone."""
    return bool(quarrel.events) and len({event.event_class for event in quarrel.events}) == 1


def _dispute(key: str, candidate: Candidate, actors: Mapping[str, Actor], model: LinearModel) -> Dispute:
    quarrel = candidate.quarrel
    parties = candidate.parties
    names = [actors[party].name_en or actors[party].name_ar or party for party in parties]
    label = f"{', '.join(names[:-1])} and {names[-1]}: {candidate.issue.value}"
    events = tuple(dict.fromkeys(event.id for event in quarrel.events))
    sure = Confidence(model.probability(candidate.features), _reason(candidate))
    return Dispute(key, label, parties, candidate.issue, candidate.evidence, events=events, confidence=sure)


def _reason(candidate: Candidate) -> str:
    """The events and words that make a quarrel, and what its issue is told by."""
    quarrel = candidate.quarrel
    classes = sorted({event.event_class.value for event in quarrel.events})
    told = [f"events of conflict: {len(quarrel.events)} ({', '.join(classes)})"] if classes else []
    nouns = quarrel.nouns + quarrel.between
    told += [f"words of contention: {nouns}"] if nouns else []
    near = any(strong for _, strong in quarrel.issues[candidate.issue])
    by = "words beside an event" if near else "words of its sentences or the kind of event"
    return "; ".join((*told, f"{candidate.issue} by {by}"))
