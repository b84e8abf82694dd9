"""The forms of a language pack, indexed: which lemmas a word of the text may be a form of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from extraction.lexicon.forms import Form, Part
from extraction.lexicon.pack import LanguagePack, Noun, Verb
from extraction.text.normalisation import fold_key
from extraction.text.tokens import Token, TokenKind


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: a form of a lemma with the clitics around it.

    Attributes:
        conjunction: conjunction written with the word, or empty.
        particle: preposition or future particle written with the word, or empty.
        article: whether the word carries the article.
        enclitic: suffixed pronoun, or empty.
    """

    form: Form
    conjunction: str
    particle: str
    article: bool
    enclitic: str

    @property
    def cuts(self) -> int:
        """How many clitics were cut off."""
        return sum(map(bool, (self.conjunction, self.particle, self.enclitic)))

    @property
    def future(self) -> bool:
        """Whether the word itself says that it will happen ("ستطرد")."""
        return self.form.part is Part.IMPERFECT and self.particle == "س"


@dataclass(frozen=True, slots=True)
class Cut:
    """One way to cut a word into clitics and stem."""

    conjunction: str
    particle: str
    article: bool
    stem: str
    enclitic: str


@dataclass(frozen=True, slots=True)
class Morphology:
    """How a language makes forms and writes clitics: what a pack's code provides.

    Attributes:
        verb: all forms of a verb of the pack.
        noun: all forms of a trigger noun of the pack.
        cuts: all ways to cut a folded word.
    """

    verb: Callable[[Verb], Iterable[Form]]
    noun: Callable[[Noun], Iterable[Form]]
    cuts: Callable[[str], Iterable[Cut]]


class Lexicon:
    """Which lemmas the words of a text are forms of."""

    def __init__(self, pack: LanguagePack, morphology: Morphology) -> None:
        self._forms: Mapping[str, tuple[Form, ...]] = _index(pack, morphology)
        self._cuts = morphology.cuts
        self._whole = _ordinary_words(pack)
        self.readings_of = lru_cache(maxsize=1 << 16)(self._readings_of)

    def readings(self, token: Token) -> tuple[Reading, ...]:
        """All readings of a token, the ones with fewest clitics first; none for numbers and punctuation.

        A final teh marbuta, which folding makes a heh, is no pronoun: "أسلحة" is not "I arm him".
        """
        if token.kind is not TokenKind.WORD:
            return ()
        found = self.readings_of(token.norm)
        return tuple(r for r in found if not r.enclitic) if token.surface.endswith("ة") else found

    def knows(self, norm: str) -> bool:
        """Whether a folded word is a form of the lexicon as it stands, no clitic cut off."""
        return norm in self._forms

    def _readings_of(self, norm: str) -> tuple[Reading, ...]:
        found: list[Reading] = []
        for cut in self._cuts(norm):
            if found and cut.enclitic and not found[0].enclitic:
                break  # a word that is a form as it stands carries no pronoun (يتهم is not يت + هم)
            if cut.conjunction and norm in self._whole:
                continue
            for form in self._forms.get(cut.stem, ()):
                if _fits(form, cut):
                    found.append(Reading(form, cut.conjunction, cut.particle, cut.article, cut.enclitic))
        return tuple(found)


def _ordinary_words(pack: LanguagePack) -> frozenset[str]:
    """Words of the pack that begin with a letter that could be a conjunction but is their own (وزارة)."""
    words = {word for words in pack.sets.values() for word in words}
    words |= {word for frames in pack.frames.values() for frame in frames for word in frame.condition.words}
    words |= {word for body in pack.bodies for word in body.head} | {w for title in pack.titles for w in title.words}
    return frozenset(words)


def _index(pack: LanguagePack, morphology: Morphology) -> dict[str, tuple[Form, ...]]:
    forms: dict[str, list[Form]] = defaultdict(list)
    for verb in pack.verbs:
        for form in morphology.verb(verb):
            if form not in forms[form.text]:
                forms[form.text].append(form)
    for noun in pack.nouns:
        for form in morphology.noun(noun):
            if form not in forms[form.text]:
                forms[form.text].append(form)
    return {text: tuple(sorted(found, key=lambda form: not _listed(form, text))) for text, found in forms.items()}


def _listed(form: Form, text: str) -> bool:
    """Whether a noun stands in the pack as it is written; it goes before what is derived from a verb (تدريبات)."""
    return form.part in (Part.NOUN, Part.ADJECTIVE) and fold_key(form.lemma) == text


def _fits(form: Form, cut: Cut) -> bool:
    """Whether clitics and form go together: verbs take no article, only the imperfect the future particle."""
    if form.bound and not cut.enclitic:
        return False
    if form.part.finite:
        if cut.article or cut.particle in ("ب", "ك"):
            return False
        if cut.particle == "س":
            return form.part is Part.IMPERFECT
        return cut.particle != "ل" or form.part is Part.IMPERFECT
    if cut.particle == "س":
        return False
    if cut.enclitic:
        return form.bound or not (form.text.endswith("ه") and form.feminine)
    return True
