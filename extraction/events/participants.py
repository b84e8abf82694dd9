"""Those around a trigger who could take part, and what speaks for each.

The grammar's own answer (arguments.py) is one feature among others: place, preposition, distance, what kind of phrase
names the actor, and what part the actor had in the events around it and before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field

from extraction.actors.cast import Cast
from extraction.clauses.predicates import Governed, Parsed
from extraction.discourse.salience import Salience
from extraction.frames.frames import Candidate
from ontology.model import EventClass

_NEAR = (0, 1, 2, 4, 7, 12)


class Parts:
    """What part everybody had in the candidates told so far, kept as counts: looked up as fast in a long document."""

    def __init__(self) -> None:
        self._acted: Counter[tuple[EventClass | None, str]] = Counter()
        self._received: Counter[tuple[EventClass | None, str]] = Counter()
        self._met: dict[str, set[str]] = {}

    def add(self, candidate: Candidate) -> None:
        """Remember a candidate."""
        event_class = candidate.frame.event_class
        for counts, filler in ((self._acted, candidate.actor), (self._received, candidate.recipient)):
            for actor in dict.fromkeys(filler.actors):
                counts[None, actor] += 1
                counts[event_class, actor] += 1
        together = {*candidate.actor.actors, *candidate.recipient.actors}
        for actor in together:
            self._met.setdefault(actor, set()).update(together)

    def acted(self, actor: str, event_class: EventClass | None = None) -> int:
        """In how many candidates, of a class or of any, somebody acted."""
        return self._acted[event_class, actor]

    def received(self, actor: str, event_class: EventClass | None = None) -> int:
        """In how many candidates, of a class or of any, somebody was acted on."""
        return self._received[event_class, actor]

    def met(self, actor: str) -> Set[str]:
        """Who took part in the same candidates, the actor himself among them."""
        return self._met.get(actor, set())


@dataclass(frozen=True, slots=True)
class Context:
    """Who was in play before a candidate.

    Attributes:
        topic: the subject of the sentence before.
        speaker: the source to which the candidate is attributed.
        last_actor, last_recipient: of the candidate before.
        parts: what part everybody had in the candidates before it.
        siblings: the candidates of its sentence, itself among them.
        salience: whom the sentences before speak of.
    """

    topic: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    last_actor: tuple[str, ...] = ()
    last_recipient: tuple[str, ...] = ()
    parts: Parts = field(default_factory=Parts)
    siblings: tuple[Candidate, ...] = ()
    salience: Salience = field(default_factory=Salience)


@dataclass(frozen=True, slots=True)
class Bystander:
    """Somebody who could take part in an event.

    Attributes:
        actor: id.
        features: names of what speaks for or against a part in it.
        steps: words from the trigger to the nearest phrase of the sentence that means the actor; None without one.
    """

    actor: str
    features: tuple[str, ...]
    steps: int | None


def describe_bystanders(parsed: Parsed, candidate: Candidate, cast: Cast, context: Context) -> tuple[Bystander, ...]:
    """Everybody who could take part."""
    salient = cast.most_spoken_of()
    everybody: list[str] = [actor for phrase in parsed.phrases for actor in phrase.actors]
    for others in (
        candidate.actor.actors,
        candidate.recipient.actors,
        *_groups(context),
        salient,
        context.salience.recent(),
    ):
        everybody.extend(others)
    described = []
    for actor in dict.fromkeys(actor for actor in everybody if actor not in candidate.product):
        plain = [
            *_by_rule(candidate, actor),
            *_by_place(parsed, candidate, actor),
            *_by_context(context, salient, actor),
            *_by_history(context, candidate, actor),
            *_by_neighbours(context, candidate, actor),
            *_by_form(parsed, candidate, actor, context.salience),
            *context.salience.features(actor),
            f"type:{cast[actor].type}",
        ]
        steps = min(
            (p.first - candidate.predicate.at for p in parsed.phrases if actor in p.actors), key=abs, default=None
        )
        described.append(Bystander(actor, tuple(cross(plain, candidate)), steps))
    return tuple(described)


def _groups(context: Context) -> tuple[tuple[str, ...], ...]:
    return (context.topic, context.speaker, context.last_actor, context.last_recipient)


def _by_rule(candidate: Candidate, actor: str) -> Iterable[str]:
    for role, filler in (("actor", candidate.actor), ("recipient", candidate.recipient)):
        if actor in filler.actors:
            yield f"rule:{role}:{filler.how}"
            yield f"rule:{role}"
        elif filler.actors:
            yield f"rule:{role}:other"
        else:
            yield f"rule:{role}:nobody:{filler.how}"


def _by_place(parsed: Parsed, candidate: Candidate, actor: str) -> Iterable[str]:
    at = candidate.predicate.at
    own = [phrase for phrase in parsed.phrases if actor in phrase.actors]
    if not own:
        yield "place:absent"
        return
    nearest = min(own, key=lambda phrase: abs(phrase.first - at))
    side = "after" if nearest.first > at else "before"
    yield f"place:{side}:{_marked(nearest)}"
    yield f"far:{side}:{_bucket(abs(nearest.first - at))}"
    same = parsed.clauses[nearest.first] == parsed.clauses[at]
    yield f"clause:{side}:{'same' if same else 'other'}"
    yield f"kind:{nearest.linked.phrase.kind}"
    low, high = sorted((nearest.first, at))
    between = sum(low < p.at < high for p in parsed.predicates)
    yield f"predicates-between:{side}:{min(between, 3)}"
    order = sum(low < phrase.first < high for phrase in parsed.phrases)
    yield f"order:{side}:{min(order, 3)}"
    if nearest.coordinated:
        yield "coordinated"


def _marked(phrase: Governed) -> str:
    if phrase.shared_role:
        return phrase.shared_role
    return "adjective" if phrase.adjective else "bare"


def _bucket(distance: int) -> int:
    return max(step for step in _NEAR if step <= distance)


def _by_context(context: Context, salient: Sequence[str], actor: str) -> Iterable[str]:
    for name, group in zip(("topic", "speaker", "last-actor", "last-recipient"), _groups(context), strict=True):
        if actor in group:
            yield name
    if actor in salient:
        yield f"salient:{salient.index(actor)}"


def _by_history(context: Context, candidate: Candidate, actor: str) -> Iterable[str]:
    """What part the actor had in what the document told before, above all in events of the same class."""
    for name, same in (("class", candidate.frame.event_class), ("any", None)):
        yield f"acted:{name}:{min(context.parts.acted(actor, same), 3)}"
        yield f"received:{name}:{min(context.parts.received(actor, same), 3)}"
    opponents = context.parts.met(actor)
    if opponents & set(candidate.actor.actors):
        yield "met-actor"
    if opponents & set(candidate.recipient.actors):
        yield "met-recipient"


def _by_neighbours(context: Context, candidate: Candidate, actor: str) -> Iterable[str]:
    """What part the actor has in the candidates right before and behind, by the grammar alone."""
    order = sorted(context.siblings, key=lambda other: other.predicate.at)
    here = next((n for n, other in enumerate(order) if other is candidate), None)
    if here is None:
        return
    for name, n in (("before", here - 1), ("behind", here + 1)):
        if 0 <= n < len(order):
            for role, filler in (("actor", order[n].actor), ("recipient", order[n].recipient)):
                if actor in filler.actors:
                    yield f"neighbour:{name}:{role}"


def _by_form(parsed: Parsed, candidate: Candidate, actor: str, salience: Salience) -> Iterable[str]:
    """Whether the ending of a verb, and the pronoun on a word, may mean the actor."""
    predicate = candidate.predicate
    own = [phrase for phrase in parsed.phrases if actor in phrase.actors and phrase.feminine is not None]
    nearest = min(own, key=lambda phrase: abs(phrase.first - predicate.at), default=None)
    feminine = salience.feminine(actor) if nearest is None else nearest.feminine
    form = predicate.reading.form
    place = "here" if nearest is not None else "absent"
    if predicate.part.finite and not form.first_person:
        if form.plural or form.dual:
            yield "many"
        elif feminine is not None:
            yield f"agrees:{form.feminine == feminine}:{place}"
    pronoun = predicate.reading.enclitic
    if pronoun:
        yield f"pronoun:{place}"
        if pronoun in ("ه", "ها") and feminine is not None:
            yield f"pronoun-agrees:{(pronoun == 'ها') == feminine}"


def cross(plain: Sequence[str], candidate: Candidate) -> Iterable[str]:
    """Each feature alone, and with the class, the part of speech and what the frame expects."""
    part = (
        "finite" if candidate.predicate.part.finite else "nominal" if candidate.predicate.part.acts_as_noun else "other"
    )
    mutual = any({"مع", "بين"} & {*source} for source in candidate.frame.actor)
    expects = "mutual" if mutual else "two" if candidate.frame.recipient else "one"
    event_class = candidate.frame.event_class
    for feature in plain:
        yield feature
        yield f"{feature}&{part}"
        yield f"{feature}&{part}&{expects}"
        if event_class is not None:
            yield f"{feature}&{event_class}"
