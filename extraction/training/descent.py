"""Gradient descent with Adam, for models whose gradient is known; numpy is for training only."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

_RATE = 0.05


def descend(gradient: Callable[[Vector], Vector], width: int, *, steps: int) -> Vector:
    """The weights that Adam (Kingma and Ba 2015) comes to from zero, on the whole batch at every step.

    Args:
        gradient: of what is made small, at some weights.
        width: how many weights there are.
        steps: how often they move.
    """
    weights = np.zeros(width)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        slope = gradient(weights)
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        weights = weights - _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights
