"""The words that the clitic segmenter is taught on, all from permissive sources, many of them generated.

- verbs, participles and masdars that mazini conjugates (CC BY 4.0; roots attested by al-Bawwab and Mir Alam);
- names of the CLDR (babel; Unicode licence);
- names of the register and words of the Arabic pack's tables (own);
- `words_ar.txt`, `prose_ar.txt` and the shipped document (own).

Each is decorated with clitics at about the rates of news.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from babel import Locale

from extraction.text.normalisation import strip_marks

_ROOM = Path(__file__).parent
_PROJECT = _ROOM.parents[1]
_ARABIC = re.compile("[ء-غف-ي]+")
_ROOTS = 1_500
_VERBS = 30_000
_PERSONS = ("3ms", "3fs", "3mp", "3md", "3fd", "1p", "1s")
_PRONOUNS = {"ه": 30, "ها": 30, "هم": 15, "هما": 6, "نا": 5, "هن": 1, "ك": 1, "كم": 2}
_ENDINGS = ("ة", "ة", "ات", "ين", "ون", "ان", "ي", "ية", "ا", "يين")


@dataclass(frozen=True, slots=True)
class Example:
    """A word to learn.

    Attributes:
        word: without vowel marks.
        start: where its stem starts, or None where the teacher is to say.
        end: where its stem ends, or None where the teacher is to say.
        weight: how often it is shown.
    """

    word: str
    start: int | None = None
    end: int | None = None
    weight: int = 1


def read_words(text: str) -> list[str]:
    """The Arabic words of a text, without vowel marks."""
    return _ARABIC.findall(strip_marks(text).text)


def collect_examples(choice: random.Random) -> Iterator[Example]:
    """All examples, in an order that depends on `choice` alone."""
    for path in (_ROOM / "prose_ar.txt", _PROJECT / "documents" / "russia-nato.txt"):
        yield from (Example(word, weight=2) for word in read_words(path.read_text(encoding="utf-8")))
    yield from _listed_words(choice)
    yield from _names(choice)
    yield from _verbs(choice)
    yield from _nouns(choice)


def _listed_words(choice: random.Random) -> Iterator[Example]:
    """`words_ar.txt`, bare and behind clitics."""
    for line in (_ROOM / "words_ar.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        for word in read_words(line):
            end = len(word) if line.startswith("=") else None
            yield Example(word, 0, end, weight=3)
            for _ in range(3):
                before = _before_noun(choice)
                yield Example(before + word, len(before), None if end is None else len(before) + end)


def _names(choice: random.Random) -> Iterator[Example]:
    """Names of the CLDR, the register and the pack's tables, bare and behind clitics."""
    locale = Locale("ar")
    foreign = {
        word
        for table in (locale.territories, locale.languages, locale.currencies, locale.scripts)
        for name in table.values()
        for word in read_words(name)
    }
    own = {
        word
        for path in sorted([*_PROJECT.glob("ontology/**/*.ttl"), *_PROJECT.glob("extraction/language/ar/*.tsv")])
        for word in read_words(path.read_text(encoding="utf-8"))
    }
    for word in sorted(own):
        yield Example(word, weight=2)
        if not word.startswith(("ال", "و", "ب", "لل")):
            yield Example(_before_noun(choice) + word)
    for word in sorted(foreign):
        if word.startswith("ال"):
            yield Example(word)
            yield Example(choice.choice(("و", "ب", "ف")) + word)
            continue
        yield Example(word, 0, None, weight=2)
        before = _before_noun(choice)
        yield Example(before + word, len(before), None)


def _verbs(choice: random.Random) -> Iterator[Example]:
    """Finite verbs, with conjunctions, particles and object pronouns."""
    forms = [
        (slot, form)
        for slot, form in _conjugations()
        if slot not in {"ap", "pp", "vn"} and not slot.startswith("imp") and slot.split("_")[-1] in _PERSONS
    ]
    for slot, form in choice.sample(forms, _VERBS):
        before = choice.choices(("", "و", "ف"), (60, 28, 12))[0]
        if slot.startswith("ind"):
            before += choice.choices(("", "س"), (80, 20))[0]
        elif slot.startswith("sub"):
            before += choice.choices(("", "ل"), (60, 40))[0]
        stem, pronoun = form, ""
        if "pass" not in slot and choice.random() < 0.2:
            pronoun = choice.choices((*_PRONOUNS, "ني"), (*_PRONOUNS.values(), 3))[0]
            stem = form[:-1] if form.endswith("وا") else form[:-1] + "ا" if form.endswith("ى") else form
        yield Example(before + stem + pronoun, len(before), len(before) + len(stem) if pronoun else None)


def _nouns(choice: random.Random) -> Iterator[Example]:
    """Participles and masdars, inflected, with conjunctions, prepositions, the article and possessive pronouns."""
    for slot, form in _conjugations():
        if slot not in {"ap", "pp", "vn"}:
            continue
        noun = _inflect(form, choice)
        if choice.random() < 0.22:
            yield _with_pronoun(noun, choice)
        else:
            before = _before_noun(choice)
            yield Example(before + noun, len(before), None)


def _conjugations() -> Iterator[tuple[str, str]]:
    """Slots and unvocalised forms of the verbs of the roots that make most verbs, which are the commonest roots."""
    # Imported here, since it is installed for training only and this module is imported by the tests.
    mazini, lexicon = import_module("mazini"), import_module("mazini.lexicon")
    roots = sorted(lexicon.lexicon_roots(), key=lambda root: -len(lexicon.attested_wazns(root)))[:_ROOTS]
    for root in roots:
        for pattern in lexicon.attested_wazns(root):
            try:
                verb = mazini.conjugate(root, pattern)
            except mazini.MaziniError:
                continue
            for slot, forms in verb.slots.items():
                form = strip_marks(forms[0].form).text
                if _ARABIC.fullmatch(form):
                    yield slot, form


def _inflect(noun: str, choice: random.Random) -> str:
    """A gender, number or nisba form of a noun."""
    if noun.endswith("ة"):
        return noun if choice.random() < 0.7 else noun[:-1] + choice.choice(("ات", "تين", "تان"))
    if noun.endswith("ى") or choice.random() < 0.5:
        return noun
    return noun + choice.choice(_ENDINGS)


def _before_noun(choice: random.Random) -> str:
    """Conjunction, preposition and article before a noun."""
    conjunction = choice.choices(("", "و", "ف"), (70, 27, 3))[0]
    rest = choice.choices(("", "ال", "ب", "ل", "ك", "بال", "لل", "كال"), (36, 28, 10, 9, 1, 8, 7, 1))[0]
    return conjunction + rest


def _with_pronoun(noun: str, choice: random.Random) -> Example:
    """A noun with a possessive pronoun, its ending changed as before pronouns."""
    before = choice.choices(("", "و", "ف"), (70, 27, 3))[0] + choice.choices(("", "ب", "ل"), (70, 16, 14))[0]
    if noun.endswith(("ين", "ون")):
        noun = noun[:-1]
    elif noun.endswith("ة"):
        noun = noun[:-1] + "ت"
    elif noun.endswith("ى"):
        noun = noun[:-1] + "ا"
    elif noun.endswith("اء"):
        noun = noun[:-1] + choice.choice("ءئئؤ")
    pronoun = choice.choices(tuple(_PRONOUNS), tuple(_PRONOUNS.values()))[0]
    start = len(before)
    return Example(before + noun + pronoun, start, start + len(noun))


def unique(examples: Iterable[Example]) -> list[Example]:
    """One example a word, the first that says most about it."""
    best: dict[str, Example] = {}
    for example in examples:
        known = best.get(example.word)
        if known is None or (known.start is None and example.start is not None):
            best[example.word] = example
    return list(best.values())
