"""Standing contentions: who quarrels with whom over what, ranked by all that a document says of it.

Every quarrel (quarrels.py) with every issue that the words around it suggest is a candidate. A linear model weighs how
often, how strongly and where it is told (dispute_features.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extraction.disputes.contentions import Passage, Sides
from extraction.disputes.features import FeatureReader, weigh_issues
from extraction.disputes.known_disputes import KnownDisputes
from extraction.disputes.quarrels import Quarrel, QuarrelCollector
from extraction.lexicon.pack import LanguagePack
from extraction.ranking import LinearModel
from ontology.model import Actor, Confidence, Dispute, Event, Issue, Span

_MOST = 8
_MOST_ISSUES = 3


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
        self._known = KnownDisputes()
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
        rivals = [known for known in self._known.rows if known.parties <= actors.keys()]
        named = self._known.told(passages) if rivals else {}
        told = {known: named[known] for known in rivals if known in named}
        collector = QuarrelCollector(sides, self._issues)
        issues = [frozenset(collector.issues_of(passage.stems())) for passage in passages]
        features = FeatureReader(passages, issues, sides, told, rivals)
        found = []
        for quarrel in collector.collect(passages, events, told):
            weights = weigh_issues(quarrel)
            total = sum(weights.values()) or 1.0
            of_quarrel = tuple(features.of_quarrel(quarrel))
            for place, issue in enumerate(sorted(weights, key=lambda issue: (-weights[issue], issue))):
                of_issue = features.of_issue(quarrel, issue, place, weights[issue] / total)
                evidence = quarrel.issues[issue].evidence
                parties = sides.final(quarrel.parties)
                found.append(Candidate(quarrel, parties, issue, evidence, (*of_quarrel, *of_issue)))
        return found


def choose(candidates: Iterable[Candidate], model: LinearModel) -> list[Candidate]:
    """The likeliest candidates: one an issue for parties and part of them, few issues for one quarrel."""
    chosen: list[Candidate] = []
    likely = [(model.probability(c.features), c) for c in candidates]
    likely = [(sure, c) for sure, c in likely if sure >= model.threshold]
    for _, candidate in sorted(likely, key=lambda pair: (-pair[0], pair[1].issue, pair[1].parties)):
        parties = candidate.quarrel.parties
        same = [c for c in chosen if c.quarrel.parties == parties]
        alike = [c.quarrel.parties for c in chosen if c.issue is candidate.issue]
        nested = any(known <= parties or parties <= known for known in alike)
        if len(chosen) < _MOST and len(same) < _MOST_ISSUES and not nested:
            chosen.append(candidate)
    return chosen


def _dispute(key: str, candidate: Candidate, actors: Mapping[str, Actor], model: LinearModel) -> Dispute:
    parties = candidate.parties
    names = [actors[party].name_en or actors[party].name_ar or party for party in parties]
    label = f"{', '.join(names[:-1])} and {names[-1]}: {candidate.issue.value}"
    events = tuple(dict.fromkeys(event.id for event in candidate.quarrel.direct))
    sure = Confidence(model.probability(candidate.features), _reason(candidate))
    return Dispute(key, label, parties, candidate.issue, candidate.evidence, events=events, confidence=sure)


def _reason(candidate: Candidate) -> str:
    """The events and words that make a quarrel, and what its issue is told by."""
    quarrel, signs = candidate.quarrel, candidate.quarrel.issues[candidate.issue]
    classes = sorted({event.event_class.value for event in quarrel.direct})
    told = [f"events of conflict: {len(quarrel.direct)} ({', '.join(classes)})"] if classes else []
    nouns = quarrel.count("noun")
    told += [f"words of contention: {nouns}"] if nouns else []
    told += [f"a known dispute named: {signs.named}"] if signs.named else []
    by = "words beside an event" if signs.clauses else "words of its sentences or the kind of event"
    return "; ".join((*told, f"{candidate.issue} by {by}"))
