"""Linear models over named features: small ranking decisions, with weights as data.

A model is a TSV file of feature and weight. Features are names made by the code from classes, grammatical roles,
distances and entries of the lexicon: they hold no text of any document. `extraction/training/train_ranking.py` makes
the weights from annotated documents.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

from ontology.errors import LexiconError

_BIAS = "bias"


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A logistic regression.

    Attributes:
        weights: by feature; a feature without a weight counts nothing.
        threshold: the probability from which the answer is yes.
    """

    weights: Mapping[str, float]
    threshold: float = 0.5

    def probability(self, features: Iterable[str]) -> float:
        """How likely the answer is yes, 0 to 1.

        >>> LinearModel({"bias": -1.0, "near": 2.0}).probability(["near", "unseen"]) > 0.7
        True
        """
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.score(features)))))

    def score(self, features: Iterable[str]) -> float:
        """How much speaks for it: of several options the one with the highest score is chosen."""
        return self.weights.get(_BIAS, 0.0) + sum(map(self.weights.get, features, repeat(0.0)))

    def accepts(self, features: Iterable[str]) -> bool:
        """Whether the answer is yes."""
        return self.probability(features) >= self.threshold


def load_model(path: Path) -> LinearModel:
    """Read a model from a TSV file with the columns feature and weight; the row `threshold` is the threshold.

    Raises:
        LexiconError: the file is missing or a line is not a feature and a number.
    """
    weights: dict[str, float] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise LexiconError(f"{path}: {error}") from error
    for number, line in enumerate(lines[1:], start=2):
        feature, _, weight = line.partition("\t")
        try:
            weights[feature] = float(weight)
        except ValueError as error:
            raise LexiconError(f"{path}:{number}: {weight!r} is not a number") from error
    threshold = weights.pop("threshold", 0.5)
    return LinearModel(weights, threshold)


def save_model(model: LinearModel, path: Path) -> None:
    """Write a model as `load_model` reads it, sorted, weights to four digits."""
    rows = [f"threshold\t{model.threshold:.3f}"]
    rows += [f"{feature}\t{weight:.4f}" for feature, weight in sorted(model.weights.items()) if abs(weight) >= 5e-5]
    path.write_text("feature\tweight\n" + "\n".join(sorted(rows)) + "\n", encoding="utf-8")
