"""Choice among options by named features (conditional logit), by gradient descent with an L2 penalty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extraction.ranking import LinearModel
from extraction.training.descent import Vector, descend

_STEPS = 250
_LEAST = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """Options to choose among.

    Attributes:
        options: the features of each.
        right: which of them is right.
        weight: how much the choice counts.
    """

    options: tuple[tuple[str, ...], ...]
    right: int
    weight: float = 1.0


def fit_choices(choices: Sequence[Choice], *, penalty: float) -> LinearModel:
    """A model whose score is highest for the right options (McFadden 1974).

    Args:
        choices: what to learn from.
        penalty: weight of half the squared weights, for a total weight of choices of one.
    """
    counts = Counter(name for choice in choices for option in choice.options for name in option)
    names = sorted(name for name, count in counts.items() if count >= _LEAST)
    index = {name: column for column, name in enumerate(names)}
    # The last column is that of features too rare to learn from: it has no weight in the model.
    rows = [[index[n] for n in o if n in index] or [len(names)] for choice in choices for o in choice.options]
    sizes = np.asarray([len(choice.options) for choice in choices])
    right = np.concatenate([np.arange(len(choice.options)) == choice.right for choice in choices])
    share = np.asarray([choice.weight for choice in choices])
    found = _descend(rows, len(names) + 1, sizes, right, np.repeat(share / share.sum(), sizes), penalty)
    return LinearModel({name: float(found[column]) for name, column in index.items()})


def _descend(
    rows: Sequence[Sequence[int]],
    width: int,
    sizes: NDArray[np.int64],
    right: NDArray[np.bool_],
    share: Vector,
    penalty: float,
) -> Vector:
    """The weights of features."""
    lengths = np.asarray([len(row) for row in rows])
    flat = np.asarray([column for row in rows for column in row])
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    firsts = np.concatenate(([0], np.cumsum(sizes)[:-1]))

    def gradient(weights: Vector) -> Vector:
        scores = np.add.reduceat(weights[flat], starts)
        odds = np.exp(scores - np.repeat(np.maximum.reduceat(scores, firsts), sizes))
        missing = (odds / np.repeat(np.add.reduceat(odds, firsts), sizes) - right) * share
        return np.bincount(flat, np.repeat(missing, lengths), width) + penalty * weights

    return descend(gradient, width, steps=_STEPS)
