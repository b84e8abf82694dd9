"""Train the models that decide what is an event and who takes part, from annotated documents.

    python -m extraction.training.train_ranking FOLDER[=WEIGHT]... [--only NAME...] [--folds 9] [--write]

A FOLDER holds `<name>.txt`, `<name>.meta.json` and `<name>.json` for each document, each of which counts WEIGHT times
as much as one of weight 1. Documents are never both trained on and judged: the figures printed, folder by folder, and
the thresholds come from folds by document. The weights name features only.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extraction.events.casting import Casting
from extraction.events.drafts import Decided
from extraction.events.selection import Told, describe_event
from extraction.pipeline import load_extractor
from extraction.ranking import LinearModel, save_model
from extraction.training.examples import Example, read_example
from extraction.training.logistic import best_threshold, fit
from ontology.catalog import load_catalog

_MODELS = Path(__file__).parents[1] / "models"
_PENALTY = {"actor": 0.003, "recipient": 0.003, "event": 0.01}
_NOBODY = LinearModel({}, threshold=1.1)
"""A model that chooses nobody."""


_Weigh = Callable[[Example], Iterator[tuple[float, bool]]]
"""How sure a model is of everybody who could have a part in the events of a document, and whether it is right."""


def fit_actors(examples: Sequence[Example]) -> LinearModel:
    """The model of who acts, from the drafts that are events."""
    rows, labels, weights = [], [], []
    for example in examples:
        casting = Casting(example.actors, example.standing, example.sentences)
        for at, event in example.matches.items():
            for bystander in example.drafts[at].bystanders:
                rows.append(casting.actor_features(example.drafts[at], bystander))
                labels.append(example.same.get(bystander.actor) in event.actor)
                weights.append(example.weight)
    return fit(rows, labels, weights, penalty=_PENALTY["actor"])


def fit_recipients(examples: Sequence[Example], actor: LinearModel) -> LinearModel:
    """The model of who is acted on, from the drafts that are events, given whom a model chose as actors."""
    rows, labels, weights = [], [], []
    for example in examples:
        for at, bystander, features in recipient_rows(example, actor):
            rows.append(features)
            labels.append(example.same.get(bystander) in example.matches[at].recipient)
            weights.append(example.weight)
    return fit(rows, labels, weights, penalty=_PENALTY["recipient"])


def recipient_rows(example: Example, actor: LinearModel) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Draft, bystander and features of everybody who could be acted on in the events of a document."""
    casting = Casting(example.actors, example.standing, example.sentences)
    for at, draft in enumerate(example.drafts):
        decided = casting.decide(draft, actor, _NOBODY)
        if at in example.matches:
            for bystander in draft.bystanders:
                yield at, bystander.actor, casting.recipient_features(draft, bystander, decided.actor)
        casting.dealings.add(decided)


def fit_events(examples: Sequence[Example], decided: Sequence[Sequence[Decided]]) -> LinearModel:
    """The model of what is an event."""
    rows, labels, weights = [], [], []
    for example, drafts in zip(examples, decided, strict=True):
        rows += event_rows(example, drafts)
        labels += [at in example.matches for at in range(len(drafts))]
        weights += [example.weight] * len(drafts)
    return fit(rows, labels, weights, penalty=_PENALTY["event"])


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
    casting = Casting(example.actors, example.standing, example.sentences)
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
    events, probabilities, labels, weights = [], [], [], []
    for part in parts:
        others = [i for i in range(len(examples)) if i not in part]
        model = fit_events([examples[i] for i in others], [decided[i] for i in others])
        events.append(model)
        for i in part:
            probabilities += [model.probability(row) for row in event_rows(examples[i], decided[i])]
            labels += [at in examples[i].matches for at in range(len(decided[i]))]
            weights += [examples[i].weight] * len(decided[i])
    missed = sum(e.weight * (len(e.gold.events) - len(e.matches)) for e in examples)
    threshold = best_threshold(probabilities, labels, missed, weights)
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
        casting = Casting(example.actors, example.standing, example.sentences)
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
    weights: list[float] = []
    wanted = 0.0
    for weigh, part in zip(models, parts, strict=True):
        for i in part:
            pairs += weigh(examples[i])
            weights += [examples[i].weight] * (len(pairs) - len(weights))
            wanted += examples[i].weight * sum(len(getattr(event, role)) for event in examples[i].matches.values())
    labels = [label for _, label in pairs]
    found = sum(weight for weight, label in zip(weights, labels, strict=True) if label)
    return best_threshold([sure for sure, _ in pairs], labels, wanted - found, weights)


def folded_figures(
    examples: Sequence[Example], trained: Trained, among: Sequence[int] | None = None
) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of events, actors and recipients, each document judged by models that never saw it.

    Events count when class and clause agree with a gold event; participants are judged on the gold events found.

    Args:
        examples: those that the models were trained on.
        trained: the models.
        among: the places of the examples that are judged; all where none are given.
    """
    counts = {name: [0, 0, 0] for name in ("events", "actor", "recipient")}
    for i in range(len(examples)) if among is None else among:
        example = examples[i]
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
    parser.add_argument("folders", nargs="+", type=weighted)
    parser.add_argument("--only", nargs="*", default=None)
    parser.add_argument("--folds", type=int, default=9)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    extractor = load_extractor(load_catalog())
    examples: list[Example] = []
    shares: dict[Path, range] = {}
    for folder, weight in options.folders:
        start = len(examples)
        names = sorted(p.stem for p in folder.glob("*.txt") if options.only is None or p.stem in options.only)
        examples += [read_example(extractor, folder, name, weight) for name in names]
        shares[folder] = range(start, len(examples))
    trained = train(examples, options.folds)
    for folder, among in shares.items():
        print(folder)
        for name, (precision, recall, f1) in folded_figures(examples, trained, among).items():
            print(f"{name:10} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
    if options.write:
        for name in ("actor", "recipient", "event"):
            save_model(getattr(trained, name), _MODELS / f"{name}.tsv")


def weighted(option: str) -> tuple[Path, float]:
    """A folder with the weight of its documents: `documents=0.5`, 1 where none is given."""
    folder, _, weight = option.partition("=")
    return Path(folder), float(weight or 1)


if __name__ == "__main__":
    main()
