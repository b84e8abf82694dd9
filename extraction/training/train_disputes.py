"""Train the model that ranks quarrels, from annotated documents.

    python -m extraction.training.train_disputes FOLDER... [--only NAME...] [--folds K] [--write]

A FOLDER is like that of `train_ranking`. Every document is judged by a model of those of other folds; the threshold is
the middle of the three steps that are best for the disputes so found. The weights name features only.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extraction.disputes.disputes import Candidate, choose
from extraction.document_reading import standing_for
from extraction.pipeline import Extractor, load_extractor
from extraction.ranking import LinearModel, save_model
from extraction.readers import load_models
from extraction.training.examples import pair_actors
from extraction.training.logistic import fit
from ontology.annotation import parse_annotation
from ontology.catalog import load_catalog
from ontology.model import Document

_MODEL = Path(__file__).parents[1] / "models" / "dispute.tsv"
_PENALTY = 0.003
_THRESHOLDS = tuple(step / 100 for step in range(6, 56, 2))


@dataclass(frozen=True, slots=True)
class Quarrels:
    """The candidates of a document, which of them are annotated, and how many disputes are."""

    candidates: tuple[Candidate, ...]
    right: tuple[bool, ...]
    annotated: int


def read_quarrels(extractor: Extractor, folder: Path, name: str) -> Quarrels:
    """Read one annotated document."""
    text = (folder / f"{name}.txt").read_text(encoding="utf-8")
    meta = json.loads((folder / f"{name}.meta.json").read_text(encoding="utf-8"))
    gold = parse_annotation(json.loads((folder / f"{name}.json").read_text(encoding="utf-8")), text=text)
    document = Document(name, text, meta["language"], meta.get("title"), meta.get("published"), meta.get("source"))
    reading = extractor.begin(document)
    reading.read()
    annotation = reading.decide(load_models())
    actors = {actor.id: actor for actor in reading.linker.cast}
    same = pair_actors(gold.actors, tuple(actors.values()))
    candidates = reading.r.disputes.candidates(
        reading.passages, annotation.events, actors, standing_for(reading.linker.ties)
    )
    known = {(frozenset(d.parties), d.issue) for d in gold.disputes}
    right = tuple((frozenset(same.get(p, f"*{p}") for p in c.parties), c.issue) in known for c in candidates)
    return Quarrels(tuple(candidates), right, len(gold.disputes))


def train(documents: Sequence[Quarrels], folds: int) -> tuple[LinearModel, float]:
    """The model of all documents with the threshold that is best by folds, and the F1 that it gets there."""
    by_fold = [fit_quarrels([d for k, d in enumerate(documents) if k % folds != fold]) for fold in range(folds)]
    models = [by_fold[k % folds] for k in range(len(documents))]
    scores = {threshold: _f1(documents, models, threshold) for threshold in _THRESHOLDS}
    smooth = {
        middle: scores[below] + scores[middle] + scores[above]
        for below, middle, above in zip(_THRESHOLDS, _THRESHOLDS[1:], _THRESHOLDS[2:], strict=False)
    }
    threshold = max(smooth, key=lambda step: smooth[step])
    return replace(fit_quarrels(documents), threshold=threshold), scores[threshold]


def fit_quarrels(documents: Sequence[Quarrels]) -> LinearModel:
    """The model of what is a dispute, without a threshold."""
    rows = [candidate.features for document in documents for candidate in document.candidates]
    labels = [right for document in documents for right in document.right]
    return fit(rows, labels, penalty=_PENALTY)


def _f1(documents: Sequence[Quarrels], models: Sequence[LinearModel], threshold: float) -> float:
    hits = found = wanted = 0
    for document, model in zip(documents, models, strict=True):
        chosen = choose(document.candidates, replace(model, threshold=threshold))
        right = [candidate for candidate, fits in zip(document.candidates, document.right, strict=True) if fits]
        hits += sum(any(candidate is other for other in right) for candidate in chosen)
        found += len(chosen)
        wanted += document.annotated
    return 2 * hits / (found + wanted) if found + wanted else 0.0


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--only", nargs="*", default=None)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    extractor = load_extractor(load_catalog())
    documents = [
        read_quarrels(extractor, path.parent, path.stem)
        for folder in options.folders
        for path in sorted(folder.glob("*.txt"))
        if not options.only or path.stem in options.only
    ]
    model, f1 = train(documents, options.folds)
    print(f"F1 by folds {f1:.3f} at threshold {model.threshold}")
    if options.write:
        save_model(model, _MODEL)


if __name__ == "__main__":
    main()
