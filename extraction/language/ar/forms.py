"""The written forms of Arabic verbs, participles and nouns, generated from the base forms that a dictionary gives.

The forms are unvocalised and folded, as they are matched. Generation follows the paradigms of Wright's Grammar
(I, §§ 80-181): strong verbs take endings only; defective verbs (دعا، ألقى) drop or change their last radical before
endings, hollow verbs (قال، زار) shorten before consonants and in the jussive. The passive of a sound verb is written
like its active, so no form is made for it; where it differs (قيل) the lexicon names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extraction.lexicon.forms import Form, Part
from extraction.lexicon.pack import Noun, Verb
from extraction.text.normalisation import fold_key


def verb_forms(lemma: str, imperfect: str) -> Iterator[Form]:
    """All written forms of a verb in the perfect and the imperfect.

    Args:
        lemma: perfect, third person masculine singular.
        imperfect: third person masculine singular.

    >>> sorted({f.text for f in verb_forms("دعا", "يدعو") if f.plural and f.part is Part.PERFECT})
    ['دعو', 'دعوا', 'دعونا']
    """
    yield from _perfect(lemma, fold_key(lemma))
    yield from _imperfect(lemma, imperfect, hollow=_is_hollow(fold_key(lemma)))


def _perfect(lemma: str, stem: str) -> Iterator[Form]:
    part = Part.PERFECT
    defective = _is_defective_perfect(lemma, stem)
    base = stem[:-1] if defective else stem
    yield Form(stem, lemma, part)
    yield Form(base + "ت", lemma, part, feminine=True)
    yield Form(base + "تا", lemma, part, feminine=True, dual=True)
    yield Form(base + "وا", lemma, part, plural=True)
    yield Form(base + "و", lemma, part, plural=True, bound=True)
    if lemma.endswith("أ"):
        yield Form(stem[:-1] + "ؤوا", lemma, part, plural=True)
    if defective:
        weak = "و" if stem.endswith("ا") and len(stem) == 3 else "ي"
        yield Form(base + weak + "ا", lemma, part, dual=True)
        yield Form(base + weak + "نا", lemma, part, plural=True, first_person=True)
        yield Form(base + "ا", lemma, part, bound=True)
        return
    yield Form(stem + "ا", lemma, part, dual=True)
    short = stem[:-2] + stem[-1] if _is_hollow(stem) else stem
    yield Form(short + "نا", lemma, part, plural=True, first_person=True)
    if stem != short:
        yield Form(short + "ت", lemma, part, first_person=True)


def _imperfect(lemma: str, imperfect: str, *, hollow: bool) -> Iterator[Form]:
    part = Part.IMPERFECT
    stem = fold_key(imperfect)
    defective = imperfect[-1] in "يىوا" and len(stem) > 3  # not يبدأ, whose hamza is folded to alef
    for prefix in "يتنا":
        feminine, first = prefix == "ت", prefix in "نا"
        whole = prefix + stem[1:]
        yield Form(whole, lemma, part, feminine=feminine, plural=prefix == "ن", first_person=first)
        if first:
            continue  # shortened first persons are rare and look like everyday words (أدن، نقل)
        if defective:
            yield Form(whole[:-1], lemma, part, feminine=feminine, jussive=True)
            if whole.endswith("ي"):
                yield Form(whole[:-1] + "ا", lemma, part, feminine=feminine, bound=True)
        elif hollow:
            yield Form(whole[:-2] + whole[-1], lemma, part, feminine=feminine, jussive=True)
        plural_base = whole[:-1] if defective else whole
        for base in (plural_base, *((whole[:-1] + "ؤ",) if imperfect.endswith("أ") else ())):
            for ending in ("ون", "وا"):
                yield Form(base + ending, lemma, part, plural=True)
            yield Form(base + "و", lemma, part, plural=True, bound=True)
        yield Form(whole + "ان", lemma, part, feminine=feminine, dual=True)
        yield Form(whole + "ا", lemma, part, feminine=feminine, dual=True)


def noun_forms(lemma: str, noun: str, part: Part, plurals: tuple[str, ...] = ()) -> Iterator[Form]:
    """The written forms of a noun, a masdar, an adjective or a participle.

    Args:
        lemma: the entry that the forms lead to.
        noun: the singular, masculine for adjectives and participles.
        part: which part of the entry's paradigm the noun is.
        plurals: broken plurals, where the noun has any.

    >>> [f.text for f in noun_forms("زار", "زيارة", Part.MASDAR)]
    ['زياره', 'زيارت', 'زيارات', 'زيارتان', 'زيارتين', 'زيارتا', 'زيارتي']
    """
    stem = fold_key(noun)
    gendered = part.participle or part is Part.ADJECTIVE
    if stem.endswith("ه") and noun.endswith("ة"):
        base = stem[:-1]
        yield Form(stem, lemma, part, feminine=True)
        yield Form(base + "ت", lemma, part, feminine=True, bound=True)
        yield Form(base + "ات", lemma, part, feminine=True, plural=True)
        for dual in ("تان", "تين", "تا", "تي"):
            yield Form(base + dual, lemma, part, feminine=True, dual=True)
    else:
        yield from _masculine(lemma, stem, part)
        if gendered:
            yield from _gendered(lemma, stem, part)
        else:
            yield Form(stem + "ات", lemma, part, plural=True)
    for plural in plurals:
        broken = fold_key(plural)
        yield Form(broken, lemma, part, plural=True)
        if broken.endswith("ه"):
            yield Form(broken[:-1] + "ت", lemma, part, plural=True, bound=True)
        elif not broken.endswith("ا"):
            yield Form(broken + "ا", lemma, part, plural=True)
        if broken.endswith("ء"):
            yield Form(broken[:-1] + "ئ", lemma, part, plural=True, bound=True)


def _masculine(lemma: str, stem: str, part: Part) -> Iterator[Form]:
    yield Form(stem, lemma, part)
    if not stem.endswith(("ا", "ء")):
        yield Form(stem + "ا", lemma, part)
    if stem.endswith("ء"):
        yield Form(stem[:-1] + "ئ", lemma, part, bound=True)
        yield Form(stem[:-1] + "ؤ", lemma, part, bound=True)
    if stem.endswith("ا"):
        yield Form(stem, lemma, part, bound=True)
    for dual in ("ان", "ين"):
        yield Form(stem + dual, lemma, part, dual=True)


def _gendered(lemma: str, stem: str, part: Part) -> Iterator[Form]:
    base = stem[:-1] if stem.endswith("ي") and part.participle else stem
    yield Form(stem + "ه", lemma, part, feminine=True)
    yield Form(stem + "ت", lemma, part, feminine=True, bound=True)
    yield Form(stem + "ات", lemma, part, feminine=True, plural=True)
    for ending in ("ون", "ين"):
        yield Form(base + ending, lemma, part, plural=True)
    for bound in ("و", "ي"):
        yield Form(base + bound, lemma, part, plural=True)
    for dual in ("تان", "تين"):
        yield Form(stem + dual, lemma, part, feminine=True, dual=True)


def _is_defective_perfect(lemma: str, stem: str) -> bool:
    """Whether the last radical is weak: دعا, ألقى; but not بدأ, whose hamza is folded to alef."""
    return lemma.endswith("ى") or (lemma.endswith("ا") and len(stem) >= 3)


def _is_hollow(stem: str) -> bool:
    return len(stem) >= 3 and stem[-2] == "ا" and stem[-1] not in "اء"


def entry_forms(verb: Verb) -> Iterator[Form]:
    """All forms of a verb of the pack: finite forms, masdars, participles."""
    yield from map(_seated, _all_forms(verb))


def _seated(form: Form) -> Form:
    """A form with the hamza before "و" on its folded seat (يهنئون is matched as يهنؤون)."""
    return replace(form, text=fold_key(form.text)) if "ئو" in form.text else form


def passive_perfect(lemma: str) -> str:
    """The perfect passive where its letters tell it from the active: of the forms III and VI, and of hollow IV and X.

    None where it would be a common word of another kind: "ووجه" (and directed), "تحويل" (transfer).

    >>> [passive_perfect(lemma) for lemma in ("حاصر", "تبادل", "أدار", "استعان", "استأنف", "طرد")]
    ['حوصر', 'تبودل', 'أدير', 'استعين', 'استؤنف', '']
    """
    if lemma.startswith("استأ"):
        return lemma.replace("أ", "ؤ", 1)
    if lemma[-2:-1] == "ا" and (lemma.startswith("است") or (lemma[0] == "أ" and len(lemma) == 4)):
        return f"{lemma[:-2]}ي{lemma[-1]}"
    long = len(lemma) == 5 if lemma[0] == "ت" else len(lemma) == 4 and lemma[0] not in "أآاو"
    return f"{lemma[:-3]}و{lemma[-2:]}" if long and lemma[-3] == "ا" and lemma[-2] not in "ويء" else ""


def _all_forms(verb: Verb) -> Iterator[Form]:
    if verb.imperfect:
        yield from verb_forms(verb.lemma, verb.imperfect)
    passive = fold_key(verb.passive_perfect or passive_perfect(verb.lemma))
    if passive:
        for ending in ("", "ت", "وا", "ا", "تا"):
            yield Form(passive + ending, verb.lemma, Part.PERFECT, feminine=ending == "ت", passive=True)
    for part, words in ((Part.MASDAR, verb.masdars), (Part.ACTIVE, verb.active), (Part.PASSIVE, verb.passive)):
        for word in words:
            yield from noun_forms(verb.lemma, word, part)


def trigger_noun_forms(noun: Noun) -> Iterator[Form]:
    """All forms of a trigger noun or adjective of the pack."""
    part = Part.ADJECTIVE if noun.adjective else Part.NOUN
    yield from map(_seated, noun_forms(noun.lemma, noun.lemma, part, noun.plurals))
