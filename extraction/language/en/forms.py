"""The written forms of English verbs and nouns, generated from the base forms that a dictionary gives.

A verb is listed by its base form; past and past participle only where they are not made with -ed, or double their last
letter (`banned`), two spellings with a semicolon. What is derived from a verb as a noun ("expulsion") is listed with
it. Regular spelling follows Quirk et al., 3.3-3.10: -e is dropped before -ed and -ing, -y becomes -i after a consonant,
sibilants take -es.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extraction.lexicon.forms import Form, Part
from extraction.lexicon.pack import Noun, Verb
from extraction.text.normalisation import fold_key

_DOUBLED = re.compile(r"([bdglmnprt])\1ed\Z")
_SIBILANT = ("s", "x", "z", "ch", "sh")


def entry_forms(verb: Verb) -> Iterator[Form]:
    """All forms of a verb of the pack: base, -s, past, participles, gerund, and the nouns derived from it.

    >>> sorted({form.text for form in entry_forms(Verb("expel", "expelled", ("expulsion",), (), (), ""))})
    ['expel', 'expelled', 'expelling', 'expels', 'expulsion', 'expulsions']
    """
    lemma = verb.lemma
    base = fold_key(lemma)
    yield Form(base, lemma, Part.IMPERFECT, plural=True)
    yield Form(base, lemma, Part.INFINITIVE)
    yield Form(with_s(base), lemma, Part.IMPERFECT)
    for past in map(fold_key, verb.imperfect.split(";")):
        yield from _past_forms(verb, base, past or _with_ed(base))
    for noun in verb.masdars:
        yield from _noun(lemma, noun, (), Part.MASDAR)


def _past_forms(verb: Verb, base: str, past: str) -> Iterator[Form]:
    """Past, participles and gerund; two spellings of the past (`cancelled;canceled`) make two of each."""
    lemma = verb.lemma
    participle = fold_key(verb.passive[0]) if verb.passive else past
    yield Form(past, lemma, Part.PERFECT)
    yield Form(participle, lemma, Part.PERFECT)
    for part in (Part.PERFECT, Part.PASSIVE):
        yield Form(participle, lemma, part, passive=True)
    for part in (Part.IMPERFECT, Part.INFINITIVE, Part.ACTIVE):
        yield Form(_with_ing(base, past), lemma, part)


def trigger_noun_forms(noun: Noun) -> Iterator[Form]:
    """All forms of a trigger noun or adjective of the pack; a noun without listed plural is used as it stands."""
    if noun.adjective:
        yield Form(fold_key(noun.lemma), noun.lemma, Part.ADJECTIVE)
    else:
        yield Form(fold_key(noun.lemma), noun.lemma, Part.NOUN)
        for plural in noun.plurals:
            yield Form(fold_key(plural), noun.lemma, Part.NOUN, plural=True)


def _noun(lemma: str, noun: str, plurals: tuple[str, ...], part: Part) -> Iterator[Form]:
    stem = fold_key(noun)
    yield Form(stem, lemma, part)
    for plural in plurals or (() if stem.endswith("s") else (with_s(stem),)):
        yield Form(fold_key(plural), lemma, part, plural=True)


def with_s(stem: str) -> str:
    """The plural of a noun, the third person of a verb.

    >>> [with_s(stem) for stem in ("veto", "clash", "deny", "ally", "survey")]
    ['vetoes', 'clashes', 'denies', 'allies', 'surveys']
    """
    if stem.endswith(_SIBILANT) or re.search(r"[^aeiou]o\Z", stem):
        return stem + "es"
    if re.search(r"[^aeiou]y\Z", stem):
        return stem[:-1] + "ies"
    return stem + "s"


def _with_ed(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if re.search(r"[^aeiou]y\Z", base):
        return base[:-1] + "ied"
    return base + "ed"


def _with_ing(base: str, past: str) -> str:
    if _DOUBLED.search(past) and past != base + "ed":
        return past.removesuffix("ed") + "ing"
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    if re.search(r"(?:\A|[^aeiou]|qu)[aeiou][tpgnbdm]\Z", base) and past != base + "ed":
        return base + base[-1] + "ing"  # cut, cutting; but meet, meeting
    return base + "ing"
