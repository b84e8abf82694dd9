"""Logistic regression over named features, by gradient descent with an L2 penalty; numpy is for training only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from extraction.ranking import LinearModel
from extraction.training.descent import Vector, descend

_STEPS = 400
_LEAST = 3
_NEARLY = 0.999


def fit(
    rows: Sequence[Sequence[str]], labels: Sequence[bool], weights: Sequence[float] | None = None, *, penalty: float
) -> LinearModel:
    """A model of rows of features and their labels.

    Args:
        rows: the features of each example.
        labels: whether the answer is yes.
        weights: how much each example counts; all the same where none are given.
        penalty: weight of half the squared weights, per example.
    """
    counts = Counter(feature for row in rows for feature in set(row))
    names = sorted(feature for feature, count in counts.items() if count >= _LEAST)
    index = {name: column for column, name in enumerate(names)}
    columns = [[*{index[feature] for feature in row if feature in index}, len(names)] for row in rows]
    share = np.ones(len(labels)) if weights is None else np.asarray(weights, dtype=np.float64)
    found = _descend(columns, len(names) + 1, np.asarray(labels, dtype=np.float64), share / share.sum(), penalty)
    model = {name: float(found[column]) for name, column in index.items()}
    return LinearModel({**model, "bias": float(found[-1])})


def _descend(
    columns: Sequence[Sequence[int]],
    width: int,
    labels: Vector,
    share: Vector,
    penalty: float,
) -> Vector:
    """The weights of the columns; those of a row are its features, the bias last."""
    lengths = np.asarray([len(row) for row in columns])
    flat = np.asarray([column for row in columns for column in row])
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    decay = np.full(width, penalty)
    decay[-1] = 0.0

    def gradient(weights: Vector) -> Vector:
        scores = np.add.reduceat(weights[flat], starts)
        missing = (1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30))) - labels) * share
        return np.bincount(flat, np.repeat(missing, lengths), width) + decay * weights

    return descend(gradient, width, steps=_STEPS)


def best_threshold(
    probabilities: Sequence[float], labels: Sequence[bool], missed: float, weights: Sequence[float] | None = None
) -> float:
    """The highest probability from which yes gives nearly the best F1, `missed` yeses being out of reach.

    F1 is flat around its best; of thresholds within a thousandth of it the highest is taken, since a false answer
    costs a reader more than a missing one.
    """
    ranked = sorted(zip(probabilities, labels, weights or [1.0] * len(labels), strict=True), reverse=True)
    total = sum(weight for _, label, weight in ranked if label) + missed
    scores: dict[float, float] = {}  # by threshold, the highest first; of equal probabilities the last one counts
    hits = found = 0.0
    for probability, label, weight in ranked:
        hits += label * weight
        found += weight
        scores[probability] = 2 * hits / (found + total) if total else 0.0
    best = max(scores.values(), default=0.0)
    if best == 0.0:
        return 0.5
    return next(probability for probability, score in scores.items() if score >= _NEARLY * best)
