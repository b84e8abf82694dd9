"""Structural balance: whether the friend of a friend is a friend, and the enemy of an enemy too.

Of three actors that all have events with each other, an even number of hostile pairs is balanced, an odd number is not
(Heider 1946; Cartwright and Harary 1956). A pair is friendly or hostile by the sign of its mean cooperation score.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MOST_SHOWN: Final = 20
"""How many unbalanced triads are listed; the counts count all."""


@dataclass(frozen=True, slots=True)
class Triad:
    """Three actors, by IRI in order; mean scores of the first and second, second and third, first and third."""

    actors: tuple[str, str, str]
    scores: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Balance:
    """How balanced a network is.

    Attributes:
        balanced: how many triads are.
        unbalanced: how many are not; those with a pair that is neither friendly nor hostile are in neither count.
        examples: the unbalanced ones with the strongest scores first.
    """

    balanced: int
    unbalanced: int
    examples: tuple[Triad, ...]


def measure_balance(pairs: Mapping[frozenset[str], float]) -> Balance:
    """Count the triads of a network.

    Args:
        pairs: the mean score of each pair that has events.

    >>> ab, bc, ca = (frozenset(pair) for pair in ("ab", "bc", "ca"))
    >>> measure_balance({ab: 2.0, bc: 3.0, ca: -5.0}).unbalanced
    1
    """
    signed = {pair: score for pair, score in pairs.items() if score}
    neighbours: dict[str, set[str]] = {}
    for pair in signed:
        first, second = sorted(pair)
        neighbours.setdefault(first, set()).add(second)
    balanced, unbalanced = 0, []
    for first, later in neighbours.items():
        for second in later:
            for third in later & neighbours.get(second, set()):
                ends = ((first, second), (second, third), (first, third))
                one, two, three = (signed[frozenset(pair)] for pair in ends)
                if one * two * three > 0:
                    balanced += 1
                else:
                    unbalanced.append(Triad((first, second, third), (one, two, three)))
    unbalanced.sort(key=lambda triad: (-min(map(abs, triad.scores)), triad.actors))
    return Balance(balanced, len(unbalanced), tuple(unbalanced[:MOST_SHOWN]))
