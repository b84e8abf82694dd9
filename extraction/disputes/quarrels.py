"""Who may be in dispute with whom, and all that a document says for it.

Candidates are those whom an event of conflict or a noun of contention sets against each other, those who stand together
in a sentence of conflict, whoever one accuses another of helping, and the parties of disputes that the text names.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from extraction.disputes.contentions import Passage, Sides
from extraction.disputes.known_disputes import KnownDispute
from ontology.model import Event, EventClass, Issue, Modality, Span

MATERIAL = frozenset({EventClass.SANCTION, EventClass.MOBILIZE, EventClass.COERCE, EventClass.ASSAULT})
VERBAL = frozenset({EventClass.REJECT, EventClass.ACCUSE, EventClass.THREATEN, EventClass.PROTEST})
MILD = frozenset({EventClass.REQUEST})
CONFLICT = MATERIAL | VERBAL | MILD
_CHARGES = frozenset({EventClass.ACCUSE, EventClass.THREATEN, EventClass.REJECT, EventClass.SANCTION})
_DEFAULT_ISSUE = {
    EventClass.SANCTION: Issue.DIPLOMATIC,
    EventClass.REJECT: Issue.DIPLOMATIC,
    EventClass.PROTEST: Issue.REGIME,
    EventClass.REQUEST: Issue.DIPLOMATIC,
}
_HELP = frozenset(EventClass) - CONFLICT
_MANY = 8
_CROWD = 10
_STAR = 4
_CLOSE = 3
_NEAR = 8
_THREE = 3


@dataclass(slots=True)
class IssueSigns:
    """What speaks for an issue, with the first place that does.

    Attributes:
        clauses: events between or beside the parties whose clause has its words.
        sentences: passages of the parties that have its words.
        by_class: events whose class it follows from.
        seizures: events that took land.
        named: passages that call a known dispute of the parties over it by name; of these `together` name all
            parties, `beside` at least one.
    """

    evidence: Span
    clauses: int = 0
    sentences: int = 0
    by_class: int = 0
    seizures: int = 0
    named: int = 0
    together: int = 0
    beside: int = 0
    in_title: bool = False


@dataclass(slots=True)
class Quarrel:
    """What speaks for a quarrel between some parties.

    Attributes:
        direct: events of conflict between them.
        friendly: how many other events are between them.
        signs: by passage, what shows them there.
        origins: how a group of more than two was found.
    """

    parties: frozenset[str]
    direct: list[Event] = field(default_factory=list)
    friendly: int = 0
    signs: dict[int, set[str]] = field(default_factory=dict)
    origins: set[str] = field(default_factory=set)
    issues: dict[Issue, IssueSigns] = field(default_factory=dict)

    def issue(self, issue: Issue, evidence: Span) -> IssueSigns:
        """The signs of an issue, begun with this evidence where there are none yet."""
        return self.issues.setdefault(issue, IssueSigns(evidence))

    def count(self, sign: str) -> int:
        """In how many passages there is a sign."""
        return sum(sign in signs for signs in self.signs.values())


@dataclass(frozen=True, slots=True)
class _Scene:
    """A passage with its place, the parties that it names, and the events of conflict and other events in it."""

    passage: Passage
    place: int
    here: tuple[str, ...]
    hostile: tuple[Event, ...]
    others: tuple[Event, ...]


class QuarrelCollector:
    """Collects the quarrels of one document, passage by passage.

    Args:
        sides: whom each actor counts as.
        cues: words of each issue.
    """

    def __init__(self, sides: Sides, cues: Mapping[Issue, frozenset[str]]) -> None:
        self._sides = sides
        self._cues = cues
        self._quarrels: dict[frozenset[str], Quarrel] = {}

    def issues_of(self, stems: frozenset[str]) -> tuple[Issue, ...]:
        """The issues that some words speak of."""
        return tuple(issue for issue, words in self._cues.items() if stems & words)

    def collect(
        self,
        passages: Sequence[Passage],
        events: Sequence[Event],
        told: Mapping[KnownDispute, tuple[int, ...]],
    ) -> list[Quarrel]:
        """All quarrels of a document.

        Args:
            passages: the sentences.
            events: in the order of the text.
            told: where the text calls disputes between its actors by name.
        """
        happened: dict[int, list[Event]] = {}
        for event in events:
            at = bisect_right(passages, event.evidence.start, key=lambda passage: passage.span.end)
            happened.setdefault(at, []).append(event)
        for place, passage in enumerate(passages):
            self._read(passage, place, happened.get(place, ()))
        for dispute, places in told.items():
            self._name(dispute, places, passages)
        return _gather([quarrel for quarrel in self._quarrels.values() if quarrel.issues])

    def _quarrel(self, parties: Iterable[str], place: int, *signs: str) -> Quarrel:
        """The quarrel between some parties, which a passage shows by some signs."""
        everybody = frozenset(parties)
        quarrel = self._quarrels.setdefault(everybody, Quarrel(everybody))
        quarrel.signs.setdefault(place, set()).update(signs)
        return quarrel

    def _read(self, passage: Passage, place: int, events: Sequence[Event]) -> None:
        hostile = tuple(e for e in events if e.event_class in CONFLICT and e.modality is not Modality.NEGATED)
        others = tuple(e for e in events if e.event_class in _HELP)
        scene = _Scene(passage, place, self._sides.of(passage.actors), hostile, others)
        touched: dict[frozenset[str], Quarrel] = {}
        for quarrel in (*self._stand_together(scene), *self._contend(scene), *self._oppose(scene)):
            touched[quarrel.parties] = quarrel
        for event in others:
            for pair in combinations(self._sides.of((*event.actor, *event.recipient)), 2):
                known = self._quarrels.get(frozenset(pair))
                if known is not None:
                    known.friendly += 1
        issues = self.issues_of(passage.stems()) if touched else ()
        for quarrel in touched.values():
            for issue in issues:
                quarrel.issue(issue, passage.span).sentences += 1
            if passage.nouns and not quarrel.issues:
                quarrel.issue(Issue.SECURITY, passage.span)

    def _stand_together(self, scene: _Scene) -> Iterator[Quarrel]:
        """Each pair that a sentence of conflict names."""
        if not (scene.hostile or scene.passage.nouns) or len(scene.here) > _CROWD:
            return
        signs = [sign for sign, found in (("hostile", scene.hostile), ("noun", scene.passage.nouns)) if found]
        where: dict[str, list[int]] = {}
        for naming in scene.passage.namings:
            for side in self._sides.of(naming.actors):
                where.setdefault(side, []).append(naming.at)
        for pair in combinations(scene.here, 2):
            if self._act_together(scene, *pair):
                continue
            apart = min(abs(one - other) for one, other in product(where[pair[0]], where[pair[1]]))
            near = ["close"] if apart <= _CLOSE else ["near"] if apart <= _NEAR else []
            yield self._quarrel(pair, scene.place, *signs, *near, *(["alone"] if len(scene.here) == 2 else []))
        if len(scene.here) == _THREE and scene.hostile:
            three = self._quarrel(scene.here, scene.place, "hostile")
            three.origins.add("named together")
            yield three

    def _act_together(self, scene: _Scene, one: str, other: str) -> bool:
        """Whether two parties are on the same side of an event of conflict."""
        return any(
            ({one, other} <= set(self._sides.of(event.actor)) and event.recipient)
            or {one, other} <= set(self._sides.of(event.recipient))
            for event in scene.hostile
        )

    def _contend(self, scene: _Scene) -> Iterator[Quarrel]:
        """Those between whom a noun of contention is said to be, or whose adjectives qualify it."""
        for noun in scene.passage.nouns:
            said = (("between", scene.passage.between(noun)), ("adjectives", scene.passage.qualifying(noun)))
            for sign, actors in said:
                parties = self._sides.of(actors)
                if 1 < len(parties) <= _MANY:
                    whole = self._quarrel(parties, scene.place, sign)
                    whole.origins |= {sign} if len(parties) > 2 else set()
                    for pair in combinations(parties, 2):
                        self._quarrel(pair, scene.place, sign)
                    yield whole

    def _oppose(self, scene: _Scene) -> Iterator[Quarrel]:
        """Those whom events of conflict set against each other, and those who stand in their clauses."""
        for event in scene.hostile:
            for parties, origin in self._opponents(event, scene):
                quarrel = self._quarrel(parties, scene.place, "event")
                quarrel.origins |= {origin} if origin else set()
                quarrel.direct.append(event)
                self._note(quarrel, event, scene.passage)
                quarrel.issue(_DEFAULT_ISSUE.get(event.event_class, Issue.SECURITY), event.evidence).by_class += 1
                if event.mode == "seize":
                    quarrel.issue(Issue.TERRITORY, event.evidence).seizures += 1
                yield quarrel
            inside = [n.actors for n in scene.passage.namings if n.span.overlaps(event.evidence)]
            beside = self._sides.of(actor for actors in inside for actor in actors)
            for pair in combinations(beside, 2) if len(scene.here) <= _CROWD else ():
                if self._act_together(scene, *pair):
                    continue
                self._note(self._quarrel(pair, scene.place, "clause"), event, scene.passage)

    def _note(self, quarrel: Quarrel, event: Event, passage: Passage) -> None:
        """Note what an event is over by the words of its clause."""
        for issue in self.issues_of(passage.stems(event.evidence)):
            quarrel.issue(issue, event.evidence).clauses += 1

    def _opponents(self, event: Event, scene: _Scene) -> list[tuple[frozenset[str], str]]:
        """Each pair that an event sets against each other, all together where there are more, with where from."""
        acting, suffering = self._sides.of(event.actor), self._sides.of(event.recipient)
        everybody = frozenset((*acting, *suffering))
        pairs = product(acting, suffering) if suffering else combinations(acting, 2)
        found = [(frozenset(p), "") for p in pairs if p[0] != p[1] and (suffering or event.event_class in MATERIAL)]
        if acting and suffering and 2 < len(everybody) <= _MANY:
            found.append((everybody, "one event"))
        for pair in product(event.actor, event.recipient):
            if self._sides.are_rivals_at_home(*pair):
                found.append((frozenset(pair), "rivals at home"))
        if event.event_class in _CHARGES and len(everybody) == 2:
            found += self._accomplices(event, everybody, scene)
        return list(dict.fromkeys(found))

    def _accomplices(
        self, event: Event, opponents: frozenset[str], scene: _Scene
    ) -> Iterator[tuple[frozenset[str], str]]:
        """Accuser and accused with the third whom the accused helps or harms: "تتهم كيغالي بدعم متمردي إم 23"."""
        for other in (*scene.hostile, *scene.others):
            taking_part = self._sides.of((*other.actor, *other.recipient))
            third = [side for side in taking_part if side not in opponents]
            if other is not event and len(third) == 1 and len(taking_part) > 1:
                yield opponents | {third[0]}, "accused of help" if other.event_class in _HELP else "accused of harm"

    def _name(self, dispute: KnownDispute, places: tuple[int, ...], passages: Sequence[Passage]) -> None:
        """Note that the text calls a dispute by name."""
        parties = self._sides.counted(dispute.parties)
        quarrel = self._quarrels.setdefault(parties, Quarrel(parties))
        signs = quarrel.issue(dispute.issue, passages[places[0]].span)
        present = [frozenset(self._sides.of(passages[place].actors)) for place in places]
        signs.named += len(places)
        signs.together += sum(parties <= here for here in present)
        signs.beside += sum(bool(parties & here) for here in present)
        signs.in_title = signs.in_title or places[0] == 0


def _gather(quarrels: Sequence[Quarrel]) -> list[Quarrel]:
    """Quarrels, with those of many against one by the same kind of act gathered into one."""
    kept = list(quarrels)
    for hub in sorted({party for quarrel in quarrels for party in quarrel.parties}):
        spokes = [q for q in kept if hub in q.parties and len(q.parties) == 2 and q.direct]
        classes = {event.event_class for spoke in spokes for event in spoke.direct}
        if len(spokes) < _STAR or len(classes) != 1:
            continue
        star = Quarrel(frozenset(party for spoke in spokes for party in spoke.parties), origins={"star"})
        for spoke in spokes:
            star.direct += [event for event in spoke.direct if event not in star.direct]
            for issue, signs in spoke.issues.items():
                whole = star.issue(issue, signs.evidence)
                whole.clauses += signs.clauses
                whole.by_class += signs.by_class
        kept = [q for q in kept if not q.parties <= star.parties or q.count("between") or not q.direct]
        kept.append(star)
    return kept
