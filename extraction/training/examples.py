"""Annotated documents as training sees them: the drafts that the reader makes, beside what the annotation says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extraction.dates.dating import Dating
from extraction.document_reading import standing_for
from extraction.events.drafts import Draft
from extraction.pipeline import Extractor
from extraction.text.normalisation import fold_key
from ontology.annotation import parse_annotation
from ontology.model import Actor, Annotation, Document, Event, Span

_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Example:
    """A document with its gold annotation and the drafts that the reader makes of it.

    Attributes:
        standing: the state or body that each person and body stands for.
        sentences: in how many sentences everybody is named.
        matches: gold event by draft, one to one.
        same: gold actor id by the reader's.
        dating: the dates that its events can have.
        weight: how much the document counts against others.
    """

    gold: Annotation
    drafts: tuple[Draft, ...]
    actors: dict[str, Actor]
    standing: dict[str, str]
    sentences: dict[str, int]
    matches: dict[int, Event]
    same: dict[str, str]
    dating: Dating
    weight: float = 1.0


def read_example(extractor: Extractor, folder: Path, name: str, weight: float = 1.0) -> Example:
    """Read one annotated document."""
    text = (folder / f"{name}.txt").read_text(encoding="utf-8")
    meta = json.loads((folder / f"{name}.meta.json").read_text(encoding="utf-8"))
    gold = parse_annotation(json.loads((folder / f"{name}.json").read_text(encoding="utf-8")), text=text)
    document = Document(name, text, meta["language"], meta.get("title"), meta.get("published"), meta.get("source"))
    reading = extractor.begin(document)
    reading.read()
    actors = {actor.id: actor for actor in reading.linker.cast}
    same = pair_actors(gold.actors, tuple(actors.values()))
    return Example(
        gold,
        tuple(reading.drafts),
        actors,
        standing_for(reading.linker.ties),
        dict(reading.salience.sentences),
        _pair_events(gold.events, reading.drafts, same),
        same,
        reading.dating,
        weight,
    )


def pair_actors(gold: Sequence[Actor], found: Sequence[Actor]) -> dict[str, str]:
    """The annotated actor by the reader's, one to one, the most alike first."""
    ranked = sorted(
        ((_alike(g, f), g.id, f.id) for g in gold for f in found), key=lambda row: (-row[0], row[1], row[2])
    )
    same: dict[str, str] = {}
    for likeness, gold_id, found_id in ranked:
        if likeness > 0 and found_id not in same and gold_id not in same.values():
            same[found_id] = gold_id
    return same


def _alike(gold: Actor, found: Actor) -> float:
    if gold.wikidata and gold.wikidata == found.wikidata:
        return 3.0
    ours, theirs = _names(gold), _names(found)
    if ours & theirs:
        return 2.0
    best = max((_shared(a, b) for a in ours for b in theirs), default=0.0)
    return best if best >= _OVERLAP and gold.type is found.type else 0.0


def _names(actor: Actor) -> set[str]:
    names = (fold_key(name or "").split() for name in (actor.name_en, actor.name_ar))
    return {" ".join(w.removeprefix("ال") for w in words if w not in ("the", "of")) for words in names} - {""}


def _shared(first: str, second: str) -> float:
    one, two = set(first.split()), set(second.split())
    return len(one & two) / len(one | two)


def _pair_events(gold: Sequence[Event], drafts: Sequence[Draft], same: dict[str, str]) -> dict[int, Event]:
    scored = []
    for g, event in enumerate(gold):
        for d, draft in enumerate(drafts):
            near = overlap(event.evidence, draft.evidence)
            if event.event_class is draft.event_class and near >= _OVERLAP:
                shared = sum(
                    same.get(who) in ids
                    for ids, filler in (
                        (event.actor, draft.candidate.actor),
                        (event.recipient, draft.candidate.recipient),
                    )
                    for who in filler.actors
                )
                inside = draft.trigger.overlaps(event.trigger)
                scored.append((near + shared + 2 * inside, g, d))
    matches: dict[int, Event] = {}
    taken: set[int] = set()
    for _, g, d in sorted(scored, key=lambda row: (-row[0], row[1], row[2])):
        if d not in matches and g not in taken:
            matches[d] = gold[g]
            taken.add(g)
    return matches


def overlap(first: Span, second: Span) -> float:
    """The shared length of two spans over the length of the shorter one."""
    shared = min(first.end, second.end) - max(first.start, second.start)
    return max(0, shared) / max(1, min(first.end - first.start, second.end - second.start))
