"""Train the model that chooses the date of an event, from annotated documents.

    python -m extraction.training.train_dates FOLDER[=WEIGHT]... [--only NAME...] [--folds 5] [--write]

A FOLDER is like that of `train_ranking`. The figures printed, folder by folder, come from folds by document: how many
of the dates that the annotation has are right, and to how many events without one the model gives one. The weights
name features only.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from extraction.dates.dating import DateOption
from extraction.pipeline import load_extractor
from extraction.ranking import LinearModel, save_model
from extraction.training.choices import Choice, fit_choices
from extraction.training.examples import Example, read_example
from extraction.training.train_ranking import weighted
from ontology.catalog import load_catalog

_MODEL = Path(__file__).parents[1] / "models" / "date.tsv"
_PENALTY = 0.015
_UNDATED = 0.25
"""Weight of an event that is annotated without a date: annotators differ on whether the news dates what it tells."""

Dated = tuple[str | None, tuple[DateOption, ...]]
"""The date that the annotation gives an event, and those that it can have."""


def read_dated(example: Example) -> list[Dated]:
    """The annotated events of a document that a draft matches."""
    matches = sorted(example.matches.items())
    return [(event.date, example.dating.options(example.drafts[at])) for at, event in matches]


def fit_dates(documents: Iterable[Sequence[Dated]], weights: Iterable[float]) -> LinearModel:
    """The model of the events whose date is among the options."""
    choices = [
        Choice(tuple(o.features for o in options), values.index(date), weight * (_UNDATED if date is None else 1.0))
        for document, weight in zip(documents, weights, strict=True)
        for date, options in document
        if date in (values := [option.value for option in options])
    ]
    return fit_choices(choices, penalty=_PENALTY)


def judge_dates(documents: Sequence[Sequence[Dated]], models: Sequence[LinearModel]) -> tuple[int, int, int, int]:
    """Dates that are right, dates annotated, dates given to events without one, and how many events have none."""
    right = dated = given = undated = 0
    for document, model in zip(documents, models, strict=True):
        for date, options in document:
            found = max(options, key=lambda option: model.score(option.features)).value
            right += date is not None and found == date
            given += date is None and found is not None
            dated, undated = dated + (date is not None), undated + (date is None)
    return right, dated, given, undated


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=weighted)
    parser.add_argument("--only", nargs="*", default=None)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    extractor = load_extractor(load_catalog())
    documents: list[list[Dated]] = []
    weights: list[float] = []
    shares: dict[Path, range] = {}
    for folder, weight in options.folders:
        names = sorted(p.stem for p in folder.glob("*.txt") if options.only is None or p.stem in options.only)
        shares[folder] = range(len(documents), len(documents) + len(names))
        documents += [read_dated(read_example(extractor, folder, name)) for name in names]
        weights += [weight] * len(names)
    by_fold = []
    for fold in range(options.folds):
        others = [k for k in range(len(documents)) if k % options.folds != fold]
        by_fold.append(fit_dates([documents[k] for k in others], [weights[k] for k in others]))
    for folder, among in shares.items():
        models = [by_fold[k % options.folds] for k in among]
        right, dated, given, undated = judge_dates([documents[k] for k in among], models)
        print(f"{folder}: {right} of {dated} dates right; a date for {given} of {undated} events without one")
    if options.write:
        save_model(fit_dates(documents, weights), _MODEL)


if __name__ == "__main__":
    main()
