"""Events that a sentence implies without a trigger of their own: fields of cooperation listed, acts done by speaking.

To announce one's own plan is to agree or to threaten; to report what another does to somebody is to accuse (annotation
guidelines, "A future meeting announced", "A promise or an offer of cooperation").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from extraction.clauses.clauses import Grammar, clause_span
from extraction.clauses.predicates import Parsed
from extraction.events.drafts import Draft
from extraction.frames.arguments import Arguments
from extraction.frames.fillers import NOBODY, Filler
from extraction.frames.frames import Candidate
from extraction.lexicon.pack import Condition, Frame, LanguagePack
from extraction.voices.attribution import Attribution, Side
from ontology.model import EventClass, Modality, Span

_HOSTILE = frozenset(
    {EventClass.COERCE, EventClass.ASSAULT, EventClass.MOBILIZE, EventClass.SANCTION, EventClass.THREATEN}
)
_FRIENDLY = frozenset(
    {EventClass.CONSULT, EventClass.COOPERATE, EventClass.AID, EventClass.SUPPORT, EventClass.RETREAT}
)
_PRIOR = 0.4
_CONTENT_MODES: Mapping[EventClass, Mapping[EventClass, str]] = MappingProxyType(
    {
        EventClass.REQUEST: {
            EventClass.RETREAT: "yield",
            EventClass.CONCEDE: "yield",
            EventClass.COERCE: "yield",
            EventClass.CONSULT: "meet",
            EventClass.AID: "assist",
        },
        EventClass.THREATEN: {EventClass.ASSAULT: "violence"},
    }
)
"""The mode of a demand or a threat by the class of what is demanded or threatened with."""

_CONTENT_REACH = 8
"""How many words behind a demand its content may stand."""

LIST_ITEM = "list"
"""How the actors of a list item are found: they are those of the list's head."""


class ListExpander:
    """Reads the items of a list of fields as what the noun before the list names."""

    def __init__(self, pack: LanguagePack, grammar: Grammar) -> None:
        self._openers = pack.words("lists", "openers")
        self._fields = pack.words("lists", "fields")
        self._receiver: str = grammar.receiver

    def expand(self, parsed: Parsed, candidates: Sequence[Candidate], arguments: Arguments) -> tuple[Candidate, ...]:
        """The candidates of a sentence with those of its list items, in order.

        In "cooperation in many fields, among them fighting terrorism, and trade" each field is cooperation between the
        same sides, whatever its noun would name alone; one that says whose it is is done by that side for whom it names
        ("the Russian transport for the mission").
        """
        heads = [c for c in candidates if c.frame.event_class is EventClass.COOPERATE]
        opener = self._opener(parsed, heads[0].predicate.at) if heads else None
        if opener is None:
            return tuple(candidates)
        head = heads[0]
        items: dict[int, Candidate] = {}
        for clause in sorted({n for at, n in enumerate(parsed.clauses) if at > opener}):
            named = [
                p
                for p in parsed.predicates
                if parsed.clauses[p.at] == clause and p.at > opener and any(r.form.part.nominal for r in p.readings)
            ]
            if named:
                first = named[0]
                frame = replace(head.frame, prior=_PRIOR)
                own = arguments.complements.qualifier(first)
                sides = own.actors if own is not None else head.actor.actors
                served = NOBODY if own is None else arguments.complements.oblique(first, self._receiver)
                doing = Filler(sides, how=LIST_ITEM)
                items[first.at] = Candidate(parsed, first, first.reading, frame, first.at, doing, served)
        kept = [c for c in candidates if c.predicate.at <= opener]
        return (*kept, *(items[at] for at in sorted(items)))

    def _opener(self, parsed: Parsed, at: int) -> int | None:
        """The last word of the opener of a list behind a noun of fields."""
        field = False
        for k in range(at + 1, len(parsed.sentence.tokens)):
            norm = parsed.sentence.tokens[k].norm
            field = field or norm in self._fields or norm.removeprefix("ال") in self._fields
            if field and (norm in self._openers or norm.removeprefix("و") in self._openers):
                return k
        return None


def charge_participants(candidates: Sequence[Candidate], charges: frozenset[str]) -> tuple[Candidate, ...]:
    """Give a charge the sides of the measure that it is the ground for ("طرد دبلوماسيين بتهمة التجسس").

    Args:
        candidates: of a sentence, in order.
        charges: lemmas that name a charge.
    """
    found: list[Candidate] = []
    for candidate in candidates:
        ground = candidate.reading.particle and candidate.frame.lemma in charges
        measures = [c for c in found if c.frame.event_class in _HOSTILE]
        if ground and measures:
            measure = measures[-1]
            candidate = replace(  # noqa: PLW2901 - the same candidate, with its sides
                candidate,
                actor=replace(measure.actor, how=measure.actor.how or "control"),
                recipient=replace(measure.recipient, how="object"),
            )
        found.append(candidate)
    return tuple(found)


def with_content_modes(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Candidates of a sentence, demands and threats with the mode that the next event behind them gives.

    "دعا إلى سحب القوات" asks to yield, "دعا إلى استئناف المحادثات" to meet.
    """
    found: list[Candidate] = []
    for candidate in candidates:
        modes = _CONTENT_MODES.get(candidate.frame.event_class) if candidate.frame.event_class else None
        at = candidate.predicate.at
        behind = [c for c in candidates if modes and at < c.predicate.at <= at + _CONTENT_REACH]
        content = min(behind, key=lambda c: c.predicate.at, default=None)
        mode = modes.get(content.frame.event_class) if modes and content and content.frame.event_class else None
        found.append(replace(candidate, frame=replace(candidate.frame, mode=mode)) if mode else candidate)
    return tuple(found)


def spoken_acts(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts of a sentence with the acts that its speakers do by saying what they say."""
    added: dict[tuple[int, EventClass], Draft] = {}
    for draft in drafts:
        said = draft.attribution
        if said is None or said.speaker is None or said.word < 0:
            continue
        act = _act(draft, said)
        if act is not None:
            added.setdefault((said.word, act), _spoken(draft, said, act))
    own = {(d.candidate.predicate.at, d.event_class): d for d in drafts}
    acts = {d.candidate.predicate.at for d in drafts if d.candidate.frame.prior >= _PRIOR}
    stronger = {key for key in added if key[0] not in acts}
    kept = (d for key, d in own.items() if key not in stronger)
    return (*kept, *(added[key] for key in added if key in stronger))


def _act(draft: Draft, said: Attribution) -> EventClass | None:
    own = said.speaker in draft.candidate.actor.actors
    if draft.event_class in _HOSTILE:
        if draft.modality is Modality.PLANNED:
            return EventClass.THREATEN
        return None if own or not draft.candidate.actor else EventClass.ACCUSE
    if draft.event_class in _FRIENDLY and draft.modality in (Modality.PLANNED, Modality.HYPOTHETICAL):
        return EventClass.AGREE
    return None


def _spoken(draft: Draft, said: Attribution, act: EventClass) -> Draft:
    content = draft.candidate
    parsed = content.parsed
    blamed = content.actor.actors if act is EventClass.ACCUSE else content.recipient.actors
    frame = Frame(f"spoken {act}", Condition(), act, None, (("subj",),), (("obj",),), "subj", _PRIOR)
    token = parsed.sentence.tokens[said.word]
    speakers = content.actor.actors if act is EventClass.AGREE and said.side is Side.SELF else (said.speaker or "",)
    speaker = Filler(speakers, said.word, said.word, "speaker")
    target = Filler(tuple(a for a in blamed if a not in speakers), how="content")
    candidate = Candidate(parsed, content.predicate, content.reading, frame, content.until, speaker, target)
    saying = clause_span(parsed.sentence, parsed.clauses, said.word, said.word)
    return replace(
        draft,
        candidate=candidate,
        event_class=act,
        mode="allege" if act is EventClass.ACCUSE else None,
        modality=Modality.ASSERTED,
        attribution=None,
        trigger=token.stem_span,
        evidence=Span(min(saying.start, draft.evidence.start), max(token.span.end, draft.evidence.end)),
    )
