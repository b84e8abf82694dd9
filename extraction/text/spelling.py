"""Whether two foreign names are spellings of one name: Arabic writes شتولتنبيرغ, ستولتنبرغ and ستولتنبرج.

Foreign names are written by ear: long vowels come and go, and letters that sound alike take each other's place. Names
are compared without vowels, one letter for each sound; of long ones one sound may differ.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extraction.text.normalisation import fold_key

_SOUNDS = str.maketrans(
    {
        "ا": None, "و": None, "ي": None, "ء": None, "ئ": None, "ؤ": None, "ع": None,
        "ث": "ت", "ط": "ت", "ص": "س", "ش": "س", "ز": "س", "ذ": "د", "ض": "د", "ظ": "د",
        **dict.fromkeys("aeiouyw'-"), "c": "k", "q": "k", "z": "s",
        "غ": "ك", "ج": "ك", "ق": "ك", "خ": "ك", "ح": "ه",
    }
)  # fmt: skip
_DOUBLED = re.compile(r"([a-z])\1")
_MIN_WITH_SLIP = 5


def skeleton(word: str) -> str:
    """The sounds of a folded word without article, vowels and final h.

    >>> skeleton("شتولتنبيرغ") == skeleton("ستولتنبرج"), skeleton("al-moualem") == skeleton("muallem")
    (True, True)
    """
    bare = word.removeprefix("ال").removeprefix("al-").removeprefix("el-").removesuffix("ه")
    return _DOUBLED.sub(r"\1", bare.translate(_SOUNDS))


def sounds_like(one: str, other: str) -> bool:
    """Whether two folded words are spellings of one name."""
    if one.removeprefix("ال") == other.removeprefix("ال"):
        return True
    a, b = skeleton(one), skeleton(other)
    if a == b:
        return len(a) > 1 and abs(len(one) - len(other)) < _MIN_WITH_SLIP
    return min(len(a), len(b)) >= _MIN_WITH_SLIP and _differ_by_one(a, b)


def same_name(one: str, other: str) -> bool:
    """Whether two names can be one person's in any spelling: the last words alike, and the first if both have one.

    >>> same_name("ينس ستولتنبرغ", "شتولتنبيرغ")
    True
    """
    a, b = fold_key(one).split(), fold_key(other).split()
    if not a or not b or not sounds_like(a[-1], b[-1]):
        return False
    return len(a) == 1 or len(b) == 1 or sounds_like(a[0], b[0])


def any_same_name(name: str, others: Sequence[str]) -> bool:
    """Whether a name can be one of several."""
    return any(same_name(name, other) for other in others)


def _differ_by_one(one: str, other: str) -> bool:
    """Whether one letter changed, added or left out turns one word into the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    same = next((i for i, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other)))
    if len(one) == len(other):
        return one[same + 1 :] == other[same + 1 :]
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[same + 1 :] == shorter[same:]
