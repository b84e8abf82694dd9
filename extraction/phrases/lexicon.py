"""The bodies, titles and cues of one language, indexed for finding noun phrases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from extraction.lexicon.index import Lexicon
from extraction.lexicon.pack import Body, LanguagePack, Title
from extraction.phrases.person_names import PersonNames
from extraction.text.normalisation import fold_key
from extraction.text.spelling import sounds_like
from extraction.text.tokens import Token
from ontology.catalog import Catalog, RegisterActor
from ontology.model import ActorType, Predicate

_MIN_DISTINCTIVE = 4

WordIndex = Mapping[str, tuple[tuple[str, ...], ...]]


class PhraseLexicon:
    """What the phrase finder looks up.

    Args:
        pack: bodies, titles and cues.
        lexicon: tells ordinary words from names.
        catalog: who is a person, and which words are part of the names of several people.
    """

    def __init__(self, pack: LanguagePack, lexicon: Lexicon, catalog: Catalog) -> None:
        self.lexicon = lexicon
        self.people = frozenset(slug for slug, actor in catalog.actors.items() if actor.type is ActorType.PERSON)
        self.unions = frozenset(slug for slug, actor in catalog.actors.items() if actor.type is ActorType.IGO)
        self.media = frozenset(slug for slug, actor in catalog.actors.items() if actor.type is ActorType.MEDIA)
        self.first_names = {slug: _first_names(catalog.actors[slug]) for slug in self.people}
        self.person_names = PersonNames(pack, lexicon, frozenset().union(*self.first_names.values()))
        self.countries = {slug: catalog.actors[slug].country for slug in self.people}
        self.shared = _shared_names(catalog, self.people)
        self.bodies = phrase_index(body.head for body in pack.bodies)
        self.body_of: dict[tuple[str, ...], Body] = {body.head: body for body in pack.bodies}
        self.titles = phrase_index(title.words for title in pack.titles)
        self.title_of: dict[tuple[str, ...], Title] = {title.words: title for title in pack.titles}
        self.references = frozenset(fold_key(word) for word in pack.cues["reference"])
        self.adjectives = {fold_key(word): cast("str", slug) for word, slug in pack.cues["adjectives"].items()}
        self.fillers = pack.words("people", "fillers")
        self.former = pack.words("former", "words")
        self.speech = frozenset(pack.speech)
        self.counterparts = {
            word: Title((word,), Predicate.OFFICE_HOLDER_OF, "", "counterpart")
            for word in pack.words("people", "counterpart")
        }
        self.crowns = {fold_key(words): cast("str", slug) for words, slug in pack.cues["crowns"].items()}
        self.kin = pack.words("people", "kin")
        self.posts = pack.words("people", "posts")
        self.office_words = pack.words("people", "offices")
        self.counts = pack.words("people", "counts")
        self.nationals = tuple(pack.words("people", "nationals"))
        self.namesakes = pack.words("people", "namesakes")
        self.portfolios = pack.words("people", "portfolio")
        self.media_heads = pack.words("people", "media")
        self.leaders = pack.words("ties_before", "headOf")
        self.ties: Mapping[str, str] = {
            fold_key(word): relation
            for relation, words in cast("Mapping[str, list[str]]", pack.cues["ties"]).items()
            for word in words
        }

    def can_be(self, slug: str, given: str) -> bool:
        """Whether a folded given name can be that of a person of the register, in any spelling."""
        return any(sounds_like(given, name) for name in self.first_names[slug])

    def is_distinctive(self, surname: str) -> bool:
        """Whether a surname alone tells who is meant: no ordinary word and not part of anybody else's name."""
        word = fold_key(surname)
        return len(word) >= _MIN_DISTINCTIVE and word not in self.shared and not self.person_names.is_ordinary(word)


def phrase_index(entries: Iterable[tuple[str, ...]]) -> WordIndex:
    """Entries by first word, the longest first."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for words in entries:
        index.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(found, key=lambda words: (-len(words), words))) for first, found in index.items()}


def longest_entry(index: WordIndex, tokens: Sequence[Token], at: int) -> tuple[tuple[str, ...], int]:
    """The longest entry that begins at a token, and its last token; `((), -1)` without one.

    The first word may carry clitics before it, the last one a suffixed pronoun ("وزير خارجيته").
    """
    best: tuple[tuple[str, ...], int] = ((), -1)
    for first in first_words(tokens[at]):
        for words in index.get(first, ()):
            last = at + len(words) - 1
            if last > best[1] and last < len(tokens) and _continues(tokens, at, words):
                best = (words, last)
                break
    return best


def _continues(tokens: Sequence[Token], at: int, words: Sequence[str]) -> bool:
    inner = range(1, len(words) - 1)
    if any(tokens[at + k].norm != words[k] for k in inner):
        return False
    return len(words) == 1 or words[-1] in (tokens[at + len(words) - 1].norm, *bare_forms(tokens[at + len(words) - 1]))


def first_words(token: Token) -> tuple[str, ...]:
    """What an entry may begin with at a token: its word, and the word without proclitics and pronoun."""
    forms = [token.norm]
    rest = token.norm
    if len(rest) > 3 and rest[0] in "وف":
        rest = rest[1:]
        forms.append(rest)
    if len(rest) > 3 and rest.startswith("لل"):
        forms += ["ال" + rest[2:], rest[2:]]
    if len(rest) > 3 and rest[0] in "بلك":
        forms.append(rest[1:])
    if token.enclitic:
        for form in tuple(forms):
            forms += _without_pronoun(form, token.enclitic)
    return tuple(dict.fromkeys(forms))


def bare_forms(token: Token) -> tuple[str, ...]:
    """A word without its suffixed pronoun, in both spellings of a final teh; none where it has no pronoun."""
    return tuple(_without_pronoun(token.norm, token.enclitic)) if token.enclitic else ()


def _without_pronoun(form: str, pronoun: str) -> list[str]:
    if not form.endswith(pronoun) or len(form) - len(pronoun) < 2:
        return []
    bare = form.removesuffix(pronoun)
    return [bare, bare.removesuffix("ت") + "ه"]


def _first_names(person: RegisterActor) -> frozenset[str]:
    """The folded first words of a person's Arabic names of several words."""
    names = [fold_key(name.text).split() for name in person.names if name.language == "ar"]
    return frozenset(words[0] for words in names if len(words) > 1)


def _shared_names(catalog: Catalog, people: frozenset[str]) -> frozenset[str]:
    """Words that are part of the names of several people of the register: alone they tell nobody."""
    bearers: dict[str, set[str]] = {}
    for slug in people:
        for name in catalog.actors[slug].names:
            for word in fold_key(name.text).split():
                bearers.setdefault(word, set()).add(slug)
    return frozenset(word for word, slugs in bearers.items() if len(slugs) > 1)
