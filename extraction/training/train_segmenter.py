"""Trains the model of the clitic segmenter, `language/ar/segmenter.crfsuite`.

Run with two packages beside the project's own: `arabic-morph-segmenter` 0.1.0 (MIT; the teacher; without its
dependencies, since only its weights are read) and `mazini` 0.2.2 (CC BY 4.0; verb forms):

    pip install --no-deps arabic-morph-segmenter==0.1.0 mazini==0.2.2
    python -m extraction.training.train_segmenter

The teacher labels prefix, stem and suffix, inflection included; here only what is a clitic stays one (و ف أ ب ل ك س
ال before, pronouns after). Where the making of a word says where its stem is and the teacher disagrees, the word is
left out, unless it is a listed one. Words of the test's gold list are never learnt; closed-class words are left to the
rules.

Measured on the model that ships (76,389 words learnt, 0.6 MB), rules and model together, words split exactly:

- 97.6 % of 4,000 generated words held out, against teacher and making;
- 96.9 % of the 417 words split by hand in `tests/extraction/text/gold/clitics.tsv`, never learnt (97.2 % of their 457
  occurrences; three of the thirteen that fail are names of cities, which the register finds before any splitting);
- 99.1 % of 9,246 words of news and encyclopedia text, against the teacher, which errs in about a third of the rest;
- 24,000 to 29,000 words a second on one core that is shared, nothing remembered.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

import pycrfsuite

from extraction.text.clitics import CliticRules, Segmenter, letter_features, load_clitic_rules
from extraction.text.normalisation import fold_text
from extraction.training.teacher import Teacher
from extraction.training.words import Example, collect_examples, unique

_PROJECT = Path(__file__).parents[2]
_MODEL = _PROJECT / "extraction" / "language" / "ar" / "segmenter.crfsuite"
_GOLD = _PROJECT / "tests" / "extraction" / "text" / "gold" / "clitics.tsv"
_WEIGHTS = Path("assets", "arabic_morph_segmenter_bilstm_crf.pt")
_SEED = 20_181_005
_HELD_OUT = 4_000
_PARAMETERS = {"c1": 0.3, "c2": 0.01, "max_iterations": 150, "feature.minfreq": 2}

_PREFIX = re.compile("[وف]?أ?(?:لل|(?:[بلك]|س)?(?:ال)?)(?=[أايتن]?$)")
"""Clitics of what the teacher calls prefix; after them may stand the letter of the imperfect, which is the stem's."""

_SUFFIX = re.compile("[اتيونةءئؤ]*?(ه|ها|هم|هن|هما|ك|كم|كما|كن|نا|ني)")
"""What the teacher calls suffix: inflection, then a pronoun. A final ي is nearly always the nisba's, so it is none."""


def clitic_bounds(word: str, labels: str) -> tuple[int, int] | None:
    """Where the stem of a word starts and ends by the teacher's labels, or None where they make no sense.

    >>> clitic_bounds("وسيكتبونها", "PPPSSSXXXX")
    (2, 8)
    """
    parts = re.fullmatch("(P*)S+(X*)", labels)
    if parts is None:
        return None
    before = _PREFIX.match(word[: parts.end(1)])
    if before is None:
        return None
    after = _SUFFIX.fullmatch(word[parts.start(2) :])
    return before.end(), len(word) - (len(after[1]) if after else 0)


def label(word: str, bounds: tuple[int, int]) -> str:
    """One letter a letter: P before the stem, S in it, E after it."""
    start, end = bounds
    return "P" * start + "S" * (end - start) + "E" * (len(word) - end)


def teach(examples: Iterable[Example], taught: Mapping[str, str], rules: CliticRules) -> list[tuple[str, str, int]]:
    """Words with their labels and weights; those in which teacher and making disagree are left out."""
    lessons = []
    for example in examples:
        word = example.word
        if not 3 <= len(word) <= 20 or fold_text(word) in rules.words:
            continue
        bounds = clitic_bounds(word, taught[word])
        if bounds is None and (example.start is None or example.end is None):
            continue
        teacher = bounds or (0, len(word))
        start = teacher[0] if example.start is None else example.start
        end = teacher[1] if example.end is None else example.end
        if start < end and (example.weight > 1 or (start, end) == teacher):
            lessons.append((word, label(word, (start, end)), example.weight))
    return lessons


def train(lessons: Iterable[tuple[str, str, int]], path: Path) -> None:
    """Fit the model and write it."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for word, labels, weight in lessons:
        features = letter_features(word)
        for _ in range(weight):
            trainer.append(features, list(labels))
    trainer.set_params(_PARAMETERS)
    trainer.train(str(path))


def accuracy(segmenter: Segmenter, answers: Mapping[str, str]) -> float:
    """Share of the words that are split as the answers say."""
    right = 0
    for word, labels in answers.items():
        cut = segmenter.segment(word)
        right += label(word, (cut.start, cut.end)) == labels
    return right / len(answers)


def read_gold(path: Path) -> dict[str, str]:
    """The words of the gold list with their labels."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = [line.split("\t") for line in lines]
    return {word: "P" * len(before) + "S" * len(stem) + "E" * len(after) for word, before, stem, after in rows}


def main() -> None:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description="Train the clitic segmenter.")
    parser.add_argument("--out", type=Path, default=_MODEL)
    out: Path = parser.parse_args().out
    spec = find_spec("arabic_morph_segmenter")
    if spec is None or spec.origin is None:
        raise SystemExit("arabic-morph-segmenter is not installed: pip install --no-deps arabic-morph-segmenter==0.1.0")
    gold = read_gold(_GOLD)
    choice = random.Random(_SEED)
    examples = [example for example in unique(collect_examples(choice)) if example.word not in gold]
    taught = Teacher(Path(spec.origin).parent / _WEIGHTS).label([example.word for example in examples])
    rules = load_clitic_rules()
    lessons = teach(examples, taught, rules)
    choice.shuffle(lessons)
    train(lessons[_HELD_OUT:], out)
    segmenter = Segmenter(rules, out.read_bytes(), memory=0)
    held_out = {word: labels for word, labels, _ in lessons[:_HELD_OUT]}
    start = time.process_time()
    generated = accuracy(segmenter, held_out)
    speed = len(held_out) / (time.process_time() - start)
    print(f"words learnt {len(lessons) - _HELD_OUT:,}, model {out.stat().st_size:,} bytes")
    print(f"right: held out {generated:.2%}, gold {accuracy(segmenter, gold):.2%}; {speed:,.0f} words/s")


if __name__ == "__main__":
    main()
