"""Train the models that say how sure an item is, and measure whether they keep their word.

    python -m extraction.training.train_confidence FOLDER[=WEIGHT]... [--only NAME...] [--folds 8] [--write]

The folders are those of `train_ranking`. Every document is read by models that never saw it, and every item judged by a
confidence that never saw its document. The table shows, for items given about the same confidence, how many there are,
what they were given and how many of them are right. Right is an actor or a treaty that the annotation has, an event of
the same class in the same clause, a dispute with its parties and issue, a relation as it stands.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from extraction.confidence import AllGrounds, ItemKind, find_grounds
from extraction.disputes.disputes import DisputeFinder
from extraction.document_reading import DocumentReading
from extraction.pipeline import Extractor, load_extractor
from extraction.ranking import LinearModel, load_model, save_model
from extraction.readers import Models, load_models
from extraction.training.examples import overlap, pair_actors, read_example
from extraction.training.logistic import fit
from extraction.training.train_disputes import fit_quarrels, read_quarrels
from extraction.training.train_ranking import train, weighted
from ontology.annotation import parse_annotation
from ontology.catalog import load_catalog
from ontology.model import Annotation, Document, Event, Treaty

Shelved = tuple[Path, str, float]
"""A document for training: its folder, its name and its weight."""

_MODELS = Path(__file__).parents[1] / "models"
_PENALTY = 0.03
_OVERLAP = 0.5
_BOUNDS = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 1.01)

_Item = TypeVar("_Item", Event, Treaty)


@dataclass(frozen=True, slots=True)
class Judged:
    """The items of one kind in one document: what speaks for each, and whether it is right."""

    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


def right_items(gold: Annotation, found: Annotation) -> dict[ItemKind, tuple[bool, ...]]:
    """Whether each item of an annotation is in the one made by hand, in order, by kind."""
    same = pair_actors(gold.actors, found.actors)
    disputes = {(frozenset(dispute.parties), dispute.issue) for dispute in gold.disputes}
    relations = {(relation.subject, relation.predicate, relation.object) for relation in gold.relations}
    return {
        ItemKind.ACTOR: tuple(actor.id in same for actor in found.actors),
        ItemKind.EVENT: _paired(gold.events, found.events, lambda g, f: _same_event(g, f, same)),
        ItemKind.TREATY: _paired(gold.treaties, found.treaties, _same_treaty),
        ItemKind.DISPUTE: tuple(
            (frozenset(same.get(party, f"*{party}") for party in dispute.parties), dispute.issue) in disputes
            for dispute in found.disputes
        ),
        ItemKind.RELATION: tuple(
            (same.get(relation.subject), relation.predicate, same.get(relation.object)) in relations
            for relation in found.relations
        ),
    }


def _paired(
    gold: Sequence[_Item], found: Sequence[_Item], likeness: Callable[[_Item, _Item], float]
) -> tuple[bool, ...]:
    """Which of the found are paired with one of the gold, one to one, the most alike first."""
    scored = [(likeness(one, other), g, f) for g, one in enumerate(gold) for f, other in enumerate(found)]
    taken: set[int] = set()
    right: set[int] = set()
    for score, g, f in sorted(scored, key=lambda row: (-row[0], row[1], row[2])):
        if score > 0 and g not in taken and f not in right:
            taken.add(g)
            right.add(f)
    return tuple(at in right for at in range(len(found)))


def _same_event(gold: Event, found: Event, same: Mapping[str, str]) -> float:
    near = overlap(gold.evidence, found.evidence)
    if gold.event_class is not found.event_class or near < _OVERLAP:
        return 0.0
    actors = len(set(gold.actor) & {same.get(who) for who in found.actor})
    recipients = len(set(gold.recipient) & {same.get(who) for who in found.recipient})
    return near + actors + recipients + gold.trigger.overlaps(found.trigger)


def _same_treaty(gold: Treaty, found: Treaty) -> float:
    named = {gold.name_en, gold.name_ar} & {found.name_en, found.name_ar} - {None}
    return 1.0 if named else overlap(gold.evidence, found.evidence)


def read_judged(reading: DocumentReading, models: Models, gold: Annotation) -> dict[ItemKind, Judged]:
    """The items that models find in a document that was read, each with whether it is right."""
    annotation = reading.assemble(models)
    grounds: AllGrounds = find_grounds(annotation, reading.origins())
    right = right_items(gold, annotation)
    return {kind: Judged(tuple(ground.features for ground in grounds[kind]), right[kind]) for kind in ItemKind}


def fit_confidence(documents: Iterable[Judged]) -> LinearModel:
    """The confidence of one kind of item."""
    known = list(documents)
    rows = [row for document in known for row in document.rows]
    return fit(rows, [right for document in known for right in document.right], penalty=_PENALTY)


def judge_by_folds(documents: Sequence[Judged], folds: int) -> list[tuple[float, bool]]:
    """What every item is given by a confidence that never saw its document, and whether it is right."""
    answers = []
    for start in range(folds):
        model = fit_confidence(document for at, document in enumerate(documents) if at % folds != start)
        for document in documents[start::folds]:
            answers += [
                (model.probability(row), right) for row, right in zip(document.rows, document.right, strict=True)
            ]
    return answers


@dataclass(frozen=True, slots=True)
class Bin:
    """Items given about the same confidence: how many, what they were given, how many are right."""

    items: int
    given: float
    right: float


def reliability(answers: Sequence[tuple[float, bool]]) -> tuple[Bin, ...]:
    """The bins of a reliability table that hold any item, the least sure first."""
    bins = []
    for low, high in pairwise(_BOUNDS):
        inside = [(given, right) for given, right in answers if low <= given < high]
        if inside:
            given, right = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            bins.append(Bin(len(inside), given, right))
    return tuple(bins)


def calibration_error(bins: Sequence[Bin]) -> float:
    """How far confidence is from what is right, on average over the items (expected calibration error)."""
    return sum(bin_.items * abs(bin_.given - bin_.right) for bin_ in bins) / max(sum(bin_.items for bin_ in bins), 1)


def read_by_folds(extractor: Extractor, shelf: Sequence[Shelved], folds: int) -> list[dict[ItemKind, Judged]]:
    """The items of all documents, each document read by models that never saw it."""
    trained = train([read_example(extractor, *shelved) for shelved in shelf], folds)
    quarrels = [read_quarrels(extractor, folder, name) for folder, name, _ in shelf]
    threshold = load_model(_MODELS / "dispute.tsv").threshold
    dating = load_models().date
    judged = []
    for at, (folder, name, _) in enumerate(shelf):
        fold = at % folds
        actor, recipient, event = trained.folded[fold]
        dispute = fit_quarrels([other for k, other in enumerate(quarrels) if k % folds != fold])
        reading, gold = _read(extractor, folder, name)
        finder = DisputeFinder(reading.r.pack, replace(dispute, threshold=threshold))
        reading.r = replace(reading.r, disputes=finder)
        judged.append(read_judged(reading, Models(event, actor, recipient, dating), gold))
    return judged


def _read(extractor: Extractor, folder: Path, name: str) -> tuple[DocumentReading, Annotation]:
    text = (folder / f"{name}.txt").read_text(encoding="utf-8")
    meta = json.loads((folder / f"{name}.meta.json").read_text(encoding="utf-8"))
    gold = parse_annotation(json.loads((folder / f"{name}.json").read_text(encoding="utf-8")), text=text)
    reading = extractor.begin(Document(name, text, meta["language"], meta.get("title"), meta.get("published")))
    reading.read()
    return reading, gold


def main() -> None:
    """Train and measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=weighted)
    parser.add_argument("--only", nargs="*", default=None)
    parser.add_argument("--folds", type=int, default=8)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    shelf = [
        (folder, path.stem, weight)
        for folder, weight in options.folders
        for path in sorted(folder.glob("*.txt"))
        if options.only is None or path.stem in options.only
    ]
    documents = read_by_folds(load_extractor(load_catalog()), shelf, options.folds)
    everything = []
    for kind in ItemKind:
        answers = judge_by_folds([document[kind] for document in documents], options.folds)
        _show(kind.value, answers)
        everything += answers
        if options.write:
            model = fit_confidence(document[kind] for document in documents)
            save_model(model, _MODELS / "confidence" / f"{kind}.tsv")
    _show("all", everything)


def _show(name: str, answers: Sequence[tuple[float, bool]]) -> None:
    bins = reliability(answers)
    print(f"{name}: {len(answers)} items, calibration error {calibration_error(bins):.3f}")
    for bin_ in bins:
        print(f"  {bin_.items:5} items   given {bin_.given:.2f}   right {bin_.right:.2f}")


if __name__ == "__main__":
    main()
