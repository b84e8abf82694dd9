"""Who takes part in each event of a document: the models decide, in the order of the telling.

Actors come first; the recipient is then weighed against them: whom they dealt with before, who shares their country,
who stands nearest of the others. What was decided before is remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations, product

from extraction.discourse.salience import rank_actors, rank_countries
from extraction.events.drafts import Decided, Draft
from extraction.events.implied_events import LIST_ITEM
from extraction.events.participants import Bystander, cross
from extraction.frames.fillers import IMPLIED, Filler
from extraction.ranking import LinearModel
from ontology.model import Actor, ActorType, EventClass

_BESIDE = 3
_MANY = 99
_SOME = 6


@dataclass(frozen=True, slots=True)
class Dealing:
    """The last event between two actors.

    Attributes:
        number: which event of the document it was.
        count: how many there were.
        by_other: whether the other one acted.
    """

    number: int
    count: int
    by_other: bool
    event_class: EventClass


class Dealings:
    """Who dealt with whom in the events told so far."""

    def __init__(self) -> None:
        self._met: dict[tuple[str, str], Dealing] = {}
        self._last: dict[str, int] = {}
        self._number = 0

    def of(self, actor: str, other: str) -> Dealing | None:
        """The last event between two actors; None where there was none."""
        return self._met.get((actor, other))

    def last(self, actor: str) -> int:
        """The number of the last event that somebody had a part in; 0 without one."""
        return self._last.get(actor, 0)

    def add(self, decided: Decided) -> None:
        """Remember an event: of a mutual one all actors dealt with each other."""
        self._number += 1
        self._last.update(dict.fromkeys((*decided.actor, *decided.recipient), self._number))
        pairs = product(decided.actor, decided.recipient) if decided.recipient else permutations(decided.actor, 2)
        for one, other in pairs:
            self._meet(one, other, decided.draft.event_class, by_other=False)
            self._meet(other, one, decided.draft.event_class, by_other=bool(decided.recipient))

    def _meet(self, one: str, other: str, event_class: EventClass, *, by_other: bool) -> None:
        before = self._met.get((one, other))
        count = 1 if before is None else before.count + (before.number < self._number)
        self._met[one, other] = Dealing(self._number, count, by_other, event_class)


@dataclass(slots=True)
class Casting:
    """Chooses the participants of the drafts of one document, from the first to the last.

    Attributes:
        actors: of the document, by id.
        standing: the state or body that each person and body stands for.
        sentences: in how many sentences of the document everybody is named.
        dealings: what was decided so far, by those who dealt with each other.
    """

    actors: Mapping[str, Actor]
    standing: Mapping[str, str]
    sentences: Mapping[str, int] = field(default_factory=dict)
    dealings: Dealings = field(default_factory=Dealings)
    _ranks: Mapping[str, int] = field(init=False)
    _countries: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        """Rank everybody by how much the document speaks of them."""
        self._ranks = rank_actors(self.sentences)
        self._countries = rank_countries(self.sentences, self.actors)

    def tell(self, draft: Draft, actor_model: LinearModel, recipient_model: LinearModel) -> Decided:
        """Decide a draft, and remember who dealt with whom for those behind it."""
        decided = self.decide(draft, actor_model, recipient_model)
        self.dealings.add(decided)
        return decided

    def decide(self, draft: Draft, actor_model: LinearModel, recipient_model: LinearModel) -> Decided:
        """The draft with its participants; nobody is both.

        Where the words name a participant by place or preposition, that stands; the models decide where the grammar is
        silent, or only implies somebody. Of two roles the likelier wins.
        """
        named_actor, named_recipient = draft.candidate.actor, draft.candidate.recipient
        keep_actor, keep_recipient = is_named(named_actor), is_named(named_recipient)
        actors = list(named_actor.actors) if keep_actor else []
        recipients = [who for who in named_recipient.actors if who not in actors] if keep_recipient else []
        if named_actor.how == LIST_ITEM:
            return Decided(draft, tuple(actors), tuple(recipients))
        acts = {b.actor: actor_model.probability(self.actor_features(draft, b)) for b in draft.bystanders}
        if not keep_actor:
            actors = [who for who, sure in acts.items() if sure >= actor_model.threshold and who not in recipients]
            actors = self._once(actors)
        receives = {
            b.actor: recipient_model.probability(self.recipient_features(draft, b, actors)) for b in draft.bystanders
        }
        if not keep_recipient:
            recipients = self._once([who for who, sure in receives.items() if sure >= recipient_model.threshold])
            both = set(actors) & set(recipients)
            lost = {who for who in both if not keep_actor and receives[who] > acts[who]}
            actors = [who for who in actors if who not in lost]
            recipients = [who for who in recipients if who not in both - lost]
        likely = {who: acts[who] for who in actors if who in acts}
        likely |= {who: receives[who] for who in recipients if who in receives}
        return Decided(draft, tuple(actors), tuple(recipients), likely)

    def _once(self, chosen: Sequence[str]) -> list[str]:
        """Those chosen without whoever stands for another of them: a state and its ministry act once."""
        return [who for who in chosen if self.standing.get(who) not in chosen]

    def actor_features(self, draft: Draft, bystander: Bystander) -> tuple[str, ...]:
        """What speaks for somebody as the actor."""
        others = draft.candidate.recipient.actors
        plain = [*self._beside(draft, bystander, others, "recipient"), *self._in_document(draft, bystander)]
        return (*bystander.features, *cross(plain, draft.candidate))

    def recipient_features(self, draft: Draft, bystander: Bystander, chosen: Sequence[str]) -> tuple[str, ...]:
        """What speaks for somebody as the recipient of what the chosen actors do."""
        plain = [*self._beside(draft, bystander, chosen, "actor"), *self._dealt_with(bystander.actor, chosen)]
        plain += [*self._in_document(draft, bystander), *self._other_side(bystander.actor, chosen)]
        return (*bystander.features, *cross(plain, draft.candidate))

    def _beside(self, draft: Draft, bystander: Bystander, others: Sequence[str], role: str) -> Iterable[str]:
        """How somebody stands to those who have the other role."""
        who = bystander.actor
        if not others:
            yield f"no-{role}"
        if who in others:
            yield f"is-{role}"
            return
        country = {self.actors[other].iso3 for other in others} - {None}
        if self.actors[who].iso3 in country:
            yield f"country-of-{role}"
        if any(self.standing.get(other) == who or self.standing.get(who) == other for other in others):
            yield f"stands-for-{role}"
        rivals = [
            b
            for b in draft.bystanders
            if b.actor not in others and b.steps is not None and self.actors[b.actor].iso3 not in country
        ]
        if bystander.steps is None or bystander not in rivals:
            return
        if len(rivals) == 1:
            yield f"only-other-than-{role}"
        side = [abs(b.steps) for b in rivals if b.steps is not None and (b.steps > 0) == (bystander.steps > 0)]
        place = "after" if bystander.steps > 0 else "before"
        yield f"{'nearest' if abs(bystander.steps) <= min(side) else 'farther'}:{place}:{role}"

    def _in_document(self, draft: Draft, bystander: Bystander) -> Iterable[str]:
        """How much the document speaks of somebody and their country, and who stands beside them for the same side."""
        who = bystander.actor
        absent = "absent" if bystander.steps is None else "here"
        rank = self._ranks.get(who)
        yield f"rank:{_rank(rank)}:{absent}"
        country = self.actors[who].iso3
        yield f"country-rank:{'none' if country is None else _rank(self._countries.get(country))}:{absent}"
        if bystander.steps is None:
            if any(self.standing.get(b.actor) == who for b in draft.bystanders if b.steps is not None):
                yield "stood-for-here"
            return
        for other in draft.bystanders:
            if other.steps is None or other is bystander or abs(other.steps - bystander.steps) > _BESIDE:
                continue
            if self.standing.get(other.actor) == who:
                yield "stood-for-beside"
            elif self.standing.get(who) == other.actor:
                yield "stands-for-beside"

    def _other_side(self, who: str, chosen: Sequence[str]) -> Iterable[str]:
        """Whether somebody is of the other of the two countries that the document speaks of most."""
        country = self.actors[who].iso3
        mine = self._countries.get(country, _MANY) if country else _MANY
        ours = {self._countries.get(c, _MANY) if (c := self.actors[other].iso3) else _MANY for other in chosen}
        if mine <= 1 and ours and 1 - mine in ours:
            yield "other-side-of-document"
            if self.actors[who].type is ActorType.STATE:
                yield "other-state-of-document"

    def _dealt_with(self, who: str, chosen: Sequence[str]) -> Iterable[str]:
        """Whether the actors dealt with somebody in what was told before, and who did what last."""
        known = [dealing for ours in chosen if (dealing := self.dealings.of(ours, who)) is not None]
        if not known:
            return
        last = max(known, key=lambda dealing: dealing.number)
        yield f"dealt-with:{min(last.count, 3)}"
        if last.number == max(self.dealings.last(ours) for ours in chosen):
            yield "dealt-with-last"
        yield f"{'answers' if last.by_other else 'goes-on'}:{last.event_class}"


def _rank(rank: int | None) -> str:
    """A rank as the models know it: the first three apart."""
    return "none" if rank is None else str(min(rank, 3) if rank < _SOME else _SOME)


def is_named(filler: Filler) -> bool:
    """Whether the clause itself names the participant."""
    return bool(filler) and filler.how not in IMPLIED and not filler.how.startswith("any:")
