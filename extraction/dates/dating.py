"""Which date an event has, chosen by a model among all that it can have.

What a rule says (event_dates.py) is one of the sources. The model weighs each source by how the event is told: by a
verb in the perfect or by a noun, as fact or as somebody's word, in the lead or far below. No date is an option too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extraction.clauses.clauses import Grammar
from extraction.dates.options import DateSource, Timeline, precision
from extraction.events.drafts import Draft
from extraction.lexicon.forms import Part
from extraction.ranking import LinearModel
from extraction.text.normalisation import fold_key
from ontology.model import Modality


@dataclass(frozen=True, slots=True)
class DateOption:
    """A date that an event can have; no value is no date."""

    value: str | None
    features: tuple[str, ...]


class Dating:
    """Dates the events of a document.

    Args:
        timeline: its dates.
        grammar: closed-class words.
    """

    def __init__(self, timeline: Timeline, grammar: Grammar) -> None:
        self._timeline = timeline
        self._grammar = grammar
        self._pluperfect = frozenset(map(fold_key, grammar.pluperfect))

    def date(self, draft: Draft, model: LinearModel) -> str | None:
        """The date that a model gives an event; of options as good the first."""
        return max(self.options(draft), key=lambda option: model.score(option.features)).value

    def options(self, draft: Draft) -> tuple[DateOption, ...]:
        """All dates that an event can have, each with what speaks for it."""
        found: dict[str | None, list[DateSource]] = {None: []}
        for source in self._timeline.sources(draft.candidate.parsed, draft.candidate.predicate.at):
            found.setdefault(source.value, []).append(source)
        rule = DateSource(draft.date or "", "rule", ("said" if draft.dated else "told",))
        found.setdefault(draft.date, []).append(rule)
        event = tuple(self._event(draft))
        telling = _telling(draft)
        return tuple(DateOption(value, _features(value, from_, event, telling)) for value, from_ in found.items())

    def _event(self, draft: Draft) -> Iterator[str]:
        """How an event is told."""
        parsed, part = draft.candidate.parsed, draft.candidate.predicate.part
        index, at = parsed.sentence.index, draft.candidate.predicate.at
        placed = self._timeline.placed(parsed)
        here = any(parsed.clauses[place] == parsed.clauses[at] for place, _ in placed)
        voice = "own" if draft.attribution is None else str(draft.attribution.source.kind)
        yield from (f"part:{part}", f"modality:{draft.modality}", f"voice:{voice}", f"{voice}:{_stance(draft)}")
        yield from (f"place:{min(index, 5)}", f"place:{min(index, 3)}:{_group(part)}", f"heading:{draft.heading}")
        yield from (self._timeline.past, f"{self._timeline.past}:{_stance(draft)}")
        yield from (f"dates:{min(len(placed), 2)}", f"dates-here:{here}:{bool(placed)}")
        yield f"opens-paragraph:{self._timeline.opens_paragraph(index)}"
        yield f"lead:{precision(self._timeline.lead) if self._timeline.lead else 'none'}"
        yield f"published:{len(self._timeline.published)}"
        yield from self._syntax(draft)

    def _syntax(self, draft: Draft) -> Iterator[str]:
        """Where the trigger stands in its sentence."""
        parsed, predicate = draft.candidate.parsed, draft.candidate.predicate
        tokens, at = parsed.sentence.tokens, draft.candidate.predicate.at
        if draft.quoted:
            yield "quoted"
        if draft.candidate.reading.article:
            yield "article"
        if any(token.norm.lstrip("وف") in self._pluperfect for token in tokens[:at]):
            yield "pluperfect"
        clause = range(parsed.clauses.index(parsed.clauses[at]), at)
        if any(tokens[k].norm.lstrip("وف") in self._grammar.relatives for k in clause):
            yield "relative"
        verbs = [p for p in parsed.predicates if p.part.finite]
        yield "first-verb" if verbs and verbs[0].at == at else "verb" if predicate.part.finite else "no-verb"
        before = [verb for verb in verbs if verb.at < at]
        if before and not predicate.part.finite:
            same = parsed.clauses[before[-1].at] == parsed.clauses[at]
            yield f"under:{before[-1].part}:{'same' if same else 'other'}"


def _features(
    value: str | None, sources: Sequence[DateSource], event: Sequence[str], telling: Sequence[str]
) -> tuple[str, ...]:
    """What speaks for a date: each way to come by it, alone and with how the event is told."""
    names = dict.fromkeys(source.name for source in sources) if sources else {}
    if value is None:
        names = {"none": None, **names}
    tags = [*names, *(f"{source.name}|{tag}" for source in sources for tag in source.tags)]
    features = [*tags, *(f"{tag}&{way}" for tag in tags for way in telling)]
    features += [f"{name}&{feature}" for name in names for feature in event]
    if value is not None:
        exact = f"value:{precision(value)}"
        features += [exact, *(f"{exact}&{way}" for way in telling)]
    return tuple(dict.fromkeys(features))


def _telling(draft: Draft) -> tuple[str, str]:
    return _group(draft.candidate.predicate.part), _stance(draft)


def _group(part: Part) -> str:
    return "noun" if part.acts_as_noun else "participle" if part.participle else str(part)


def _stance(draft: Draft) -> str:
    """Whether an event happened, will happen, or neither is sure."""
    return str(draft.modality) if draft.modality in (Modality.ASSERTED, Modality.PLANNED) else "open"
