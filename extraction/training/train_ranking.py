"""Train the models that decide what is an event and who takes part, from annotated documents.

    python -m extraction.training.train_ranking FOLDER [--only NAME...] [--folds 9] [--write]

FOLDER holds `<name>.txt`, `<name>.meta.json` and `<name>.json` for each document. Documents are never both trained on
and judged: the figures printed and the thresholds come from folds by document. The weights name features only.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extraction.casting import Casting
from extraction.document_reading import standing_for
from extraction.drafts import Decided, Draft
from extraction.normalisation import fold_key
from extraction.pipeline import Extractor, load_extractor
from extraction.ranking import LinearModel, save_model
from extraction.selection import Told, describe_event
from extraction.training.logistic import best_threshold, fit
from ontology.annotation import parse_annotation
from ontology.catalog import load_catalog
from ontology.model import Actor, Annotation, Document, Event, Span

_MODELS = Path(__file__).parents[1] / "models"
_PENALTY = {"actor": 0.01, "recipient": 0.01, "event": 0.02}
_OVERLAP = 0.5
_NOBODY = LinearModel({}, threshold=1.1)
"""A model that chooses nobody."""


@dataclass(frozen=True, slots=True)
class Example:
    """A document with its gold annotation and the drafts that the reader makes of it.

    Attributes:
        standing: the state or body that each person and body stands for.
        matches: gold event by draft, one to one.
        same: gold actor id by the reader's.
    """

    gold: Annotation
    drafts: tuple[Draft, ...]
    actors: dict[str, Actor]
    standing: dict[str, str]
    matches: dict[int, Event]
    same: dict[str, str]


_Weigh = Callable[[Example], Iterator[tuple[float, bool]]]
"""How sure a model is of everybody who could have a part in the events of a document, and whether it is right."""


def read_example(extractor: Extractor, folder: Path, name: str) -> Example:
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
        _pair_events(gold.events, reading.drafts, same),
        same,
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


def fit_actors(examples: Sequence[Example]) -> LinearModel:
    """The model of who acts, from the drafts that are events."""
    rows, labels = [], []
    for example in examples:
        casting = Casting(example.actors, example.standing)
        for at, event in example.matches.items():
            for bystander in example.drafts[at].bystanders:
                rows.append(casting.actor_features(example.drafts[at], bystander))
                labels.append(example.same.get(bystander.actor) in event.actor)
    return fit(rows, labels, penalty=_PENALTY["actor"])


def fit_recipients(examples: Sequence[Example], actor: LinearModel) -> LinearModel:
    """The model of who is acted on, from the drafts that are events, given whom a model chose as actors."""
    rows, labels = [], []
    for example in examples:
        for at, bystander, features in recipient_rows(example, actor):
            rows.append(features)
            labels.append(example.same.get(bystander) in example.matches[at].recipient)
    return fit(rows, labels, penalty=_PENALTY["recipient"])


def recipient_rows(example: Example, actor: LinearModel) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Draft, bystander and features of everybody who could be acted on in the events of a document."""
    casting = Casting(example.actors, example.standing)
    for at, draft in enumerate(example.drafts):
        decided = casting.decide(draft, actor, _NOBODY)
        if at in example.matches:
            for bystander in draft.bystanders:
                yield at, bystander.actor, casting.recipient_features(draft, bystander, decided.actor)
        casting.dealings.add(decided)


def fit_events(examples: Sequence[Example], decided: Sequence[Sequence[Decided]]) -> LinearModel:
    """The model of what is an event."""
    rows, labels = [], []
    for example, drafts in zip(examples, decided, strict=True):
        rows += event_rows(example, drafts)
        labels += [at in example.matches for at in range(len(drafts))]
    return fit(rows, labels, penalty=_PENALTY["event"])


def event_rows(example: Example, drafts: Sequence[Decided]) -> list[tuple[str, ...]]:
    """The features of the drafts of a document."""
    sentences = [d.draft.candidate.parsed.sentence.index for d in drafts]
    together = {n: [d for d, index in zip(drafts, sentences, strict=True) if index == n] for n in set(sentences)}
    told = Told()
    rows = []
    for decided, sentence in zip(drafts, sentences, strict=True):
        rows.append(describe_event(decided, told, together[sentence], example.actors))
        told.add(decided)
    return rows


def decide(example: Example, actor: LinearModel, recipient: LinearModel) -> list[Decided]:
    """The drafts of a document with the participants that models choose."""
    casting = Casting(example.actors, example.standing)
    return [casting.tell(draft, actor, recipient) for draft in example.drafts]


@dataclass(frozen=True, slots=True)
class Trained:
    """Models with the thresholds that were best on documents not trained on."""

    actor: LinearModel
    recipient: LinearModel
    event: LinearModel
    folded: tuple[tuple[LinearModel, LinearModel, LinearModel], ...]


def train(examples: Sequence[Example], folds: int) -> Trained:
    """Train on all examples; thresholds come from folds by document."""
    parts = [list(range(start, len(examples), folds)) for start in range(min(folds, len(examples)))]
    rest = [[e for i, e in enumerate(examples) if i not in part] for part in parts]
    actors = [fit_actors(others) for others in rest]
    limit = _threshold(examples, parts, [_acting(model) for model in actors], "actor")
    actors = [replace(model, threshold=limit) for model in actors]
    recipients = [fit_recipients(others, model) for others, model in zip(rest, actors, strict=True)]
    weighed = [_receiving(*models) for models in zip(actors, recipients, strict=True)]
    floor = _threshold(examples, parts, weighed, "recipient")
    recipients = [replace(model, threshold=floor) for model in recipients]
    decided: dict[int, list[Decided]] = {}
    for fold, part in enumerate(parts):
        for i in part:
            decided[i] = decide(examples[i], actors[fold], recipients[fold])
    events, probabilities, labels = [], [], []
    for part in parts:
        others = [i for i in range(len(examples)) if i not in part]
        model = fit_events([examples[i] for i in others], [decided[i] for i in others])
        events.append(model)
        for i in part:
            probabilities += [model.probability(row) for row in event_rows(examples[i], decided[i])]
            labels += [at in examples[i].matches for at in range(len(decided[i]))]
    missed = sum(len(e.gold.events) - len(e.matches) for e in examples)
    threshold = best_threshold(probabilities, labels, missed)
    events = [replace(m, threshold=threshold) for m in events]
    everything = [decided[i] for i in range(len(examples))]
    actor = replace(fit_actors(examples), threshold=limit)
    return Trained(
        actor,
        replace(fit_recipients(examples, actor), threshold=floor),
        replace(fit_events(examples, everything), threshold=threshold),
        tuple(zip(actors, recipients, events, strict=True)),
    )


def _acting(model: LinearModel) -> _Weigh:
    def weigh(example: Example) -> Iterator[tuple[float, bool]]:
        casting = Casting(example.actors, example.standing)
        for at, event in example.matches.items():
            for bystander in example.drafts[at].bystanders:
                features = casting.actor_features(example.drafts[at], bystander)
                yield model.probability(features), example.same.get(bystander.actor) in event.actor

    return weigh


def _receiving(actor: LinearModel, model: LinearModel) -> _Weigh:
    def weigh(example: Example) -> Iterator[tuple[float, bool]]:
        for at, bystander, features in recipient_rows(example, actor):
            yield model.probability(features), example.same.get(bystander) in example.matches[at].recipient

    return weigh


def _threshold(
    examples: Sequence[Example], parts: Sequence[Sequence[int]], models: Sequence[_Weigh], role: str
) -> float:
    """The threshold that is best for documents that the models did not see."""
    pairs: list[tuple[float, bool]] = []
    wanted = 0
    for weigh, part in zip(models, parts, strict=True):
        for i in part:
            pairs += weigh(examples[i])
            wanted += sum(len(getattr(event, role)) for event in examples[i].matches.values())
    labels = [label for _, label in pairs]
    return best_threshold([sure for sure, _ in pairs], labels, wanted - sum(labels))


def folded_figures(examples: Sequence[Example], trained: Trained) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of events, actors and recipients, each document judged by models that never saw it.

    Events count when class and clause agree with a gold event; participants are judged on the gold events found.
    """
    counts = {name: [0, 0, 0] for name in ("events", "actor", "recipient")}
    for i, example in enumerate(examples):
        actor, recipient, event = trained.folded[i % len(trained.folded)]
        decided = decide(example, actor, recipient)
        chosen = [event.accepts(row) for row in event_rows(example, decided)]
        _count(counts["events"], len(example.gold.events), sum(chosen), sum(chosen[at] for at in example.matches))
        for at, gold in example.matches.items():
            for name, ids, wanted in (
                ("actor", decided[at].actor, gold.actor),
                ("recipient", decided[at].recipient, gold.recipient),
            ):
                _count(counts[name], len(wanted), len(ids), sum(example.same.get(who) in wanted for who in ids))
    return {name: _scores(*row) for name, row in counts.items()}


def _count(row: list[int], gold: int, found: int, both: int) -> None:
    row[0] += gold
    row[1] += found
    row[2] += both


def _scores(gold: int, found: int, both: int) -> tuple[float, float, float]:
    precision, recall = both / max(found, 1), both / max(gold, 1)
    return precision, recall, 2 * both / max(gold + found, 1)


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*", default=None)
    parser.add_argument("--folds", type=int, default=9)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    extractor = load_extractor(load_catalog())
    names = options.only or sorted(p.stem for p in options.folder.glob("*.txt"))
    examples = [read_example(extractor, options.folder, name) for name in names]
    trained = train(examples, options.folds)
    for name, (precision, recall, f1) in folded_figures(examples, trained).items():
        print(f"{name:10} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
    if options.write:
        for name in ("actor", "recipient", "event"):
            save_model(getattr(trained, name), _MODELS / f"{name}.tsv")


if __name__ == "__main__":
    main()
