"""What a model is told of a quarrel and of one of its issues, as named features.

They say how often, how strongly and where a document speaks of it; they hold no text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extraction.disputes.contentions import Passage, Sides
from extraction.disputes.known_disputes import KnownDispute
from extraction.disputes.quarrels import MATERIAL, MILD, VERBAL, IssueSigns, Quarrel
from ontology.model import ActorType, Issue

_STATES = frozenset({ActorType.STATE, ActorType.FORMER_STATE})
_GROUPS = frozenset({ActorType.ARMED_GROUP, ActorType.PARTY, ActorType.PEOPLE, ActorType.NGO})
_SPECIFIC = {
    Issue.NUCLEAR: 2.0,
    Issue.MEMBERSHIP: 2.0,
    Issue.ECONOMIC: 1.5,
    Issue.TERRITORY: 1.5,
    Issue.RESOURCE: 1.5,
    Issue.SECURITY: 0.7,
    Issue.REGIME: 0.7,
}
"""Issues whose words are rarer say more."""
_STEPS = (1, 2, 3, 5)
_SIGNS = ("close", "near", "alone", "hostile", "noun", "between", "adjectives", "clause")
_LEAD = 2
_UNSEEN = 9


class FeatureReader:
    """The features of all quarrels of one document.

    Args:
        passages: the sentences.
        issues: those that the words of each passage speak of.
        sides: whom each actor counts as.
        told: where the text calls disputes between its actors by name.
        rivals: the disputes between actors of the document that have a name, named or not.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        issues: Sequence[frozenset[Issue]],
        sides: Sides,
        told: Mapping[KnownDispute, tuple[int, ...]],
        rivals: Iterable[KnownDispute],
    ) -> None:
        self._sides = sides
        self._length = max(1, len(passages))
        self._anywhere = Counter(issue for told_of in issues for issue in told_of)
        self._of_title = issues[0] if issues else frozenset()
        here = [sides.of(passage.actors) for passage in passages]
        count: dict[str, int] = {}
        for parties in here:
            for party in parties:
                count[party] = count.get(party, 0) + 1
        ranked = sorted(count, key=lambda party: (-count[party], party))
        self._rank = {party: rank for rank, party in enumerate(ranked)}
        self._title = frozenset(here[0]) if here else frozenset()
        self._lead = frozenset(party for parties in here[:_LEAD] for party in parties)
        self._rivals: dict[frozenset[str], set[Issue]] = {}
        self._named: dict[Issue, list[frozenset[str]]] = {}
        for known in rivals:
            counted = sides.counted(known.parties)
            self._rivals.setdefault(counted, set()).add(known.issue)
            if known in told:
                self._named.setdefault(known.issue, []).append(counted)

    def of_quarrel(self, quarrel: Quarrel) -> Iterator[str]:
        """What speaks for a quarrel, whatever it is over."""
        yield f"parties:{min(len(quarrel.parties), 4)}"
        classes = [event.event_class for event in quarrel.direct]
        yield from _at_least("direct", len(classes))
        for name, kinds in (("material", MATERIAL), ("verbal", VERBAL), ("mild", MILD)):
            yield from _at_least(name, sum(kind in kinds for kind in classes))
        yield from _at_least("friendly", quarrel.friendly)
        yield from _at_least("passages", len(quarrel.signs))
        for sign in _SIGNS:
            yield from _at_least(sign, quarrel.count(sign))
        for origin in sorted(quarrel.origins):
            yield f"origin:{origin}"
        first, second = sorted(self._rank.get(party, _UNSEEN) for party in quarrel.parties)[:2]
        yield f"most told:{min(first, 4)}"
        yield f"next told:{min(second, 5)}"
        yield f"told:{min(first, 2)}-{min(second, 4)}"
        if quarrel.parties <= self._lead:
            yield "title" if quarrel.parties <= self._title else "lead"
        yield from self._of_parties(quarrel)

    def _of_parties(self, quarrel: Quarrel) -> Iterator[str]:
        actors = [self._sides.actors[party] for party in sorted(quarrel.parties)]
        yield self._kind(quarrel)
        yield "one country" if self._at_home(quarrel) else "several countries"
        if any(actor.type is ActorType.STATE and actor.iso3 is None for actor in actors):
            yield "collective"

    def _kind(self, quarrel: Quarrel) -> str:
        types = {self._sides.actors[party].type for party in quarrel.parties}
        return "states" if types <= _STATES else "groups" if types & _GROUPS else "others"

    def _at_home(self, quarrel: Quarrel) -> bool:
        countries = {self._sides.actors[party].iso3 for party in quarrel.parties}
        return len(countries) == 1 and None not in countries

    def of_issue(self, quarrel: Quarrel, issue: Issue, place: int, share: float) -> Iterator[str]:
        """What speaks for an issue of a quarrel.

        Args:
            quarrel: what it would be the issue of.
            issue: the issue.
            place: how many of its issues are likelier.
            share: its part of what speaks for any issue.
        """
        signs = quarrel.issues[issue]
        yield f"issue:{issue}"
        yield f"issue-place:{min(place, 3)}"
        yield f"issue-share:{int(min(share, 0.99) * 5)}"
        yield f"issue-part:{int(min(signs.sentences / max(1, len(quarrel.signs)), 0.99) * 4)}"
        yield f"{issue} in place {min(place, 2)}"
        yield f"{issue} of {self._kind(quarrel)}"
        yield from [f"{issue} at home"] if self._at_home(quarrel) else []
        yield from _at_least("issue-clauses", signs.clauses)
        yield from _at_least("issue-sentences", signs.sentences)
        yield from _at_least("issue-by-class", signs.by_class)
        yield from _at_least("issue-anywhere", self._anywhere[issue])
        yield f"issue-everywhere:{int(self._anywhere[issue] / self._length * 5)}"
        if issue in self._of_title:
            yield "issue-in-title"
        if signs.seizures:
            yield "seizure"
        for kind in sorted({event.event_class for event in quarrel.direct}):
            yield f"{issue} by {kind}"
        yield from self._of_names(quarrel.parties, issue, signs)

    def _of_names(self, parties: frozenset[str], issue: Issue, signs: IssueSigns) -> Iterator[str]:
        """What the names of known disputes say."""
        yield from _at_least("named", signs.named)
        yield from _at_least("named-together", signs.together)
        yield from _at_least("named-beside", signs.beside)
        if signs.in_title:
            yield "named-in-title"
        over = self._rivals.get(parties, ())
        if signs.named:
            yield f"named:{issue}"
        elif issue in over:
            yield "rivals"
        others = [other for other in over if other is not issue]
        if any(parties in self._named.get(other, ()) for other in others):
            yield "named over another issue"
        elif others:
            yield "rivals over another issue"
        named = self._named.get(issue, ())
        if any(other < parties for other in named):
            yield "named for fewer"
        if any(other > parties for other in named):
            yield "named for more"
        if any(other != parties and len(other & parties) == 1 for other in named):
            yield "named for others"


def weigh_issues(quarrel: Quarrel) -> dict[Issue, float]:
    """How much speaks for each issue; words of a clause outweigh those of its sentence, rare issues common ones."""
    return {
        issue: _SPECIFIC.get(issue, 1.0) * (3 * s.clauses + s.sentences + 0.5 * s.by_class + 4 * s.seizures)
        for issue, s in quarrel.issues.items()
    }


def _at_least(name: str, count: int) -> Iterator[str]:
    for step in _STEPS:
        if count >= step:
            yield f"{name}>={step}"
