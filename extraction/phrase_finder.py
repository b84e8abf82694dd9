"""Finds the noun phrases of a sentence that speak of actors: one pass, the longest reading at each word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from extraction.gazetteer import NameMatch
from extraction.language.pack import Body, LanguagePack, Title
from extraction.lexicon import Lexicon
from extraction.normalisation import fold_key
from extraction.person_names import PersonNames
from extraction.phrases import Phrase, PhraseKind, Sentence
from extraction.tokens import Token, TokenKind
from ontology.gazetteer import NameKind
from ontology.model import Span

_DEMONYMS = (NameKind.DEMONYM, NameKind.DEMONYM_PLURAL)
_MAX_ADJECTIVES = 2


class PhraseFinder:
    """Finds phrases with the lexicons of one language.

    Args:
        pack: bodies, titles and cues.
        lexicon: tells ordinary words from names.
        slug_types: type of each actor of the register, by slug.
    """

    def __init__(
        self, pack: LanguagePack, lexicon: Lexicon, person_slugs: frozenset[str], shared: frozenset[str]
    ) -> None:
        self._shared = shared
        self._bodies = _phrase_index(body.head for body in pack.bodies)
        self._body_of: dict[tuple[str, ...], Body] = {body.head: body for body in pack.bodies}
        self._titles = _phrase_index(title.words for title in pack.titles)
        self._title_of: dict[tuple[str, ...], Title] = {title.words: title for title in pack.titles}
        self._references = frozenset(fold_key(word) for word in pack.cues["reference"])
        self._adjectives = {fold_key(word): cast("str", slug) for word, slug in pack.cues["adjectives"].items()}
        self._fillers = pack.words("people", "fillers")
        self._former = pack.words("former", "words")
        self._counterpart = pack.words("people", "counterpart")
        self._ties: Mapping[str, str] = {
            fold_key(word): relation
            for relation, words in cast("Mapping[str, list[str]]", pack.cues["ties"]).items()
            for word in words
        }
        self._person_names = PersonNames(pack, lexicon)
        self._person_slugs = person_slugs

    def find(self, sentence: Sentence, names: Sequence[NameMatch], introduced: frozenset[str]) -> tuple[Phrase, ...]:
        """All phrases of a sentence, in order, none overlapping.

        Args:
            sentence: where to look.
            names: the register's names in it.
            introduced: slugs of persons whom the document names in full, so that a bare surname may mean them.
        """
        return _Scan(self, sentence, names, introduced).run()


class _Scan:
    """The state of one pass over one sentence."""

    def __init__(
        self, finder: PhraseFinder, sentence: Sentence, names: Sequence[NameMatch], introduced: frozenset[str]
    ) -> None:
        self.f = finder
        self.introduced = introduced
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.names: dict[int, tuple[NameMatch, int]] = {}
        self.doubtful: dict[int, tuple[NameMatch, int]] = {}
        for match in names:
            covered = [i for i, token in enumerate(self.tokens) if token.span.overlaps(match.span)]
            if covered:
                doubtful = self._is_doubtful(match, covered[0], covered[-1])
                (self.doubtful if doubtful else self.names)[covered[0]] = (match, covered[-1])

    def run(self) -> tuple[Phrase, ...]:
        found: list[Phrase] = []
        at = 0
        while at < len(self.tokens):
            phrase = self._phrase(at)
            if phrase is None:
                at += 1
            else:
                found.append(phrase)
                at = phrase.last + 1
        return tuple(found)

    def _phrase(self, at: int) -> Phrase | None:
        if self.tokens[at].kind is not TokenKind.WORD:
            return None
        named = self.names.get(at)
        body, body_last = self._longest(self.f._bodies, at)
        title, title_last = self._longest(self.f._titles, at)
        if named is not None and named[1] >= max(body_last, title_last):
            return self._name(at)
        if title and title_last >= body_last:
            person = self._person(at, self.f._title_of[title], title_last)
            if person is not None:
                return person
        if body:
            return self._body(at, self.f._body_of[body], body_last) or self._reference(at)
        return self._reference(at) or (self._name(at) if named else None) or self._untitled(at)

    def _longest(self, index: Mapping[str, tuple[tuple[str, ...], ...]], at: int) -> tuple[tuple[str, ...], int]:
        """The longest entry of a phrase index that begins at a token, and its last token; `((), -1)` without one."""
        for first in _first_words(self.tokens[at]):
            for words in index.get(first, ()):
                last = at + len(words) - 1
                if last < len(self.tokens) and all(
                    self.tokens[at + k].norm == word for k, word in enumerate(words) if k
                ):
                    return words, last
        return (), -1

    # names

    def _name(self, at: int) -> Phrase | None:
        match, last = self.names[at]
        things = [thing for thing in match.things if not thing.treaty]
        if last == at and any(thing.kind in _DEMONYMS for thing in things):
            things = [thing for thing in things if thing.slug not in self.f._person_slugs]
        if not things:
            return None
        kind = things[0].kind
        slugs = tuple(dict.fromkeys(thing.slug for thing in things))
        demonym = all(thing.kind in _DEMONYMS for thing in things)
        phrase = Phrase(
            PhraseKind.ADJECTIVE if demonym else PhraseKind.NAME,
            self.sentence.index,
            at,
            last,
            match.span,
            slugs=slugs,
            name_kind=kind,
            plural=kind is NameKind.DEMONYM_PLURAL or (demonym and self.tokens[last].norm.endswith(("ين", "ون"))),
        )
        if slugs[0] in self.f._person_slugs:
            return self._apposition(replace(phrase, kind=PhraseKind.PERSON, name=match.span))
        owner = None if demonym else self._adjective(last + 1)
        if owner is not None and phrase.name_kind is not NameKind.METONYM:
            phrase = replace(phrase, owner=owner, last=owner.last, span=Span(phrase.span.start, owner.span.end))
        return phrase

    def _is_doubtful(self, match: NameMatch, at: int, last: int) -> bool:
        """Whether a single word is more likely an ordinary word than the surname of a person."""
        if any(thing.slug not in self.f._person_slugs for thing in match.things):
            return False
        if last > at or self.introduced.intersection(thing.slug for thing in match.things):
            return False
        word = self.tokens[at].norm[len(match.proclitics) :]
        return len(word) < 4 or word in self.f._shared or self.f._person_names.is_ordinary(word)

    def _adjective(self, at: int) -> Phrase | None:
        """A demonym or an adjective of an organisation at a token."""
        if at >= len(self.tokens):
            return None
        named = self.names.get(at)
        token = self.tokens[at]
        if named is not None and not named[0].proclitics:
            things = [thing for thing in named[0].things if thing.kind in _DEMONYMS and not thing.treaty]
            if things:
                slugs = tuple(dict.fromkeys(thing.slug for thing in things))
                return Phrase(
                    PhraseKind.ADJECTIVE, self.sentence.index, at, named[1], named[0].span, slugs, things[0].kind
                )
        stem = token.norm.removeprefix("ال").removesuffix("ه")
        slug = self.f._adjectives.get(stem)
        if slug is not None:
            return Phrase(PhraseKind.ADJECTIVE, self.sentence.index, at, at, token.span, (slug,), NameKind.DEMONYM)
        return None

    def _genitive(self, at: int) -> Phrase | None:
        """A name or a body that directly follows a noun as its genitive; a proclitic ل counts as one."""
        if at >= len(self.tokens) or self.tokens[at].kind is not TokenKind.WORD:
            return None
        named = self.names.get(at)
        if named is not None:
            if named[0].proclitics not in ("", "ل"):
                return None
            phrase = self._name(at)
            return None if phrase is None or phrase.kind is PhraseKind.ADJECTIVE else phrase
        body, last = self._longest(self.f._bodies, at)
        if body and self.tokens[at].norm in (body[0], "ل" + body[0], "لل" + body[0].removeprefix("ال")):
            return self._body(at, self.f._body_of[body], last)
        return None

    # bodies

    def _body(self, at: int, body: Body, last: int) -> Phrase | None:
        owner, end = self._owner(last + 1)
        pronoun = owner is None and last == at and self._has_pronoun(at, body.head[0])
        if owner is None and not pronoun and body.reference not in ("bare", "group"):
            return None
        if body.reference == "members" and (owner is None or owner.kind is PhraseKind.ADJECTIVE):
            return None
        start = self._head_start(at, body.head[0])
        phrase = Phrase(
            PhraseKind.BODY,
            self.sentence.index,
            at,
            end if owner else last,
            Span(start, self.tokens[end if owner else last].span.end),
            body=body,
            owner=owner,
            owner_pronoun=pronoun,
        )
        return self._with_ties(phrase)

    def _owner(self, at: int) -> tuple[Phrase | None, int]:
        """The owner after a head noun: a genitive, or a demonym behind up to two other adjectives."""
        genitive = self._genitive(at)
        if genitive is not None:
            return genitive, genitive.last
        for skipped in range(_MAX_ADJECTIVES + 1):
            adjective = self._adjective(at + skipped)
            if adjective is not None:
                return adjective, adjective.last
            if at + skipped >= len(self.tokens) or not _adjectival(self.tokens[at + skipped]):
                break
        return None, at - 1

    def _with_ties(self, phrase: Phrase) -> Phrase:
        """Add the actor that a trailing participle ties to the phrase: "الموالين لروسيا", "المدعومة من إيران"."""
        at = phrase.last + 1
        if at >= len(self.tokens):
            return phrase
        relation = self.f._ties.get(self.tokens[at].norm)
        if relation is None:
            return phrase
        name_at = at + 1
        if name_at < len(self.tokens) and name_at not in self.names:
            name_at += 1
        if name_at not in self.names:
            return phrase
        other = self._name(name_at)
        if other is None:
            return phrase
        span = Span(phrase.span.start, other.span.end)
        return replace(phrase, last=other.last, span=span, related=(*phrase.related, (relation, other)))

    # persons

    def _person(self, at: int, title: Title, last: int) -> Phrase | None:
        owner: Phrase | None = None
        name: Span | None = None
        slugs: tuple[str, ...] = ()
        former = False
        pronoun = last == at and self._has_pronoun(at, title.words[0])
        here = last + 1
        while here < len(self.tokens) and name is None:
            token = self.tokens[here]
            if token.norm in self.f._fillers:
                former = former or token.norm.removeprefix("ال").removesuffix("ه") in self.f._former
                here += 1
                continue
            if owner is None and not pronoun:
                found = self._adjective(here) or self._genitive(here)
                if found is not None and not (found.slugs and found.slugs[0] in self.f._person_slugs):
                    owner, here = found, found.last + 1
                    continue
            skip = self._name_start(here, owner is not None or pronoun)
            if skip is None:
                break
            name, slugs, here = skip
        end = here - 1
        if name is None and owner is None and not pronoun:
            return self._bare_title(at, title, last)
        start = self._head_start(at, title.words[0])
        return Phrase(
            PhraseKind.PERSON,
            self.sentence.index,
            at,
            end,
            Span(start, self.tokens[end].span.end),
            slugs=slugs,
            title=title,
            former=former,
            owner=owner,
            owner_pronoun=pronoun,
            name=name,
        )

    def _name_start(self, at: int, owned: bool) -> tuple[Span, tuple[str, ...], int] | None:
        """A personal name at a token, or behind a comma where the title is complete."""
        if self.tokens[at].surface in ("،", ",") and owned and at + 1 < len(self.tokens):
            named = self.names.get(at + 1)
            if named is not None and named[0].things[0].slug in self.f._person_slugs and not named[0].proclitics:
                return self._known_person(at + 1)
            return None
        named = self.names.get(at)
        if named is not None and named[0].things[0].slug in self.f._person_slugs and not named[0].proclitics:
            return self._known_person(at)
        if named is not None:
            return None
        last = self.f._person_names.extent(self.tokens, at, frozenset(self.names))
        if last is None or last == at:
            if at in self.doubtful and not self.doubtful[at][0].proclitics:
                match = self.doubtful[at][0]
                return match.span, tuple(dict.fromkeys(thing.slug for thing in match.things)), at + 1
            if last is None:
                return None
        return Span(self.tokens[at].span.start, self.tokens[last].span.end), (), last + 1

    def _known_person(self, at: int) -> tuple[Span, tuple[str, ...], int]:
        match, last = self.names[at]
        slugs = tuple(dict.fromkeys(t.slug for t in match.things if t.slug in self.f._person_slugs))
        return match.span, slugs, last + 1

    def _bare_title(self, at: int, title: Title, last: int) -> Phrase | None:
        """A title alone refers back to its holder when it is definite ("الوزير")."""
        if not self.tokens[at].norm.lstrip("وفبلك").startswith("ال") and not self.tokens[at].article:
            return None
        start = self._head_start(at, title.words[0])
        span = Span(start, self.tokens[last].span.end)
        return Phrase(PhraseKind.PERSON, self.sentence.index, at, last, span, title=title)

    def _apposition(self, phrase: Phrase) -> Phrase:
        """A title behind a name and perhaps a comma: "إبراهيم غندور وزير الخارجية السوداني"."""
        at = phrase.last + 1
        if at < len(self.tokens) and self.tokens[at].surface in ("،", ","):
            at += 1
        if at >= len(self.tokens):
            return phrase
        title, last = self._longest(self.f._titles, at)
        if not title or self.tokens[at].norm != title[0]:
            return phrase
        owner, end = self._owner(last + 1)
        if owner is None:
            return phrase
        span = Span(phrase.span.start, self.tokens[end].span.end)
        return replace(phrase, title=self.f._title_of[title], owner=owner, last=end, span=span)

    def _untitled(self, at: int) -> Phrase | None:
        """A name that the register does not know, told by the title behind it."""
        if self.f._person_names.suspect(self.tokens, at) is False:
            return None
        last = self.f._person_names.extent(self.tokens, at, frozenset(self.names))
        if last is None or last == at:
            return None
        name = Span(self.tokens[at].span.start, self.tokens[last].span.end)
        phrase = Phrase(PhraseKind.PERSON, self.sentence.index, at, last, name, name=name)
        titled = self._apposition(phrase)
        return titled if titled.title is not None else None

    # references

    def _reference(self, at: int) -> Phrase | None:
        token = self.tokens[at]
        for form in _first_words(token):
            if form in self.f._references:
                start = token.span.end - len(form) if token.surface.endswith(form) else token.span.start
                return Phrase(
                    PhraseKind.REFERENCE,
                    self.sentence.index,
                    at,
                    at,
                    Span(start, token.span.end),
                    reference=form,
                )
        return None

    def _has_pronoun(self, at: int, head: str) -> bool:
        token = self.tokens[at]
        return token.enclitic is not None and token.norm not in _first_words_of(head)

    def _head_start(self, at: int, head: str) -> int:
        """Where the head noun begins in its token, behind conjunction and preposition."""
        token = self.tokens[at]
        bare = head.removeprefix("ال")
        index = token.norm.find(head)
        if index < 0:
            index = max(token.norm.find(bare), 0)
        return token.span.start + index


def _phrase_index(entries: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Entries by first word, the longest first."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for words in entries:
        index.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(found, key=lambda words: (-len(words), words))) for first, found in index.items()}


def _first_words(token: Token) -> tuple[str, ...]:
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
        bare = forms[-1].removesuffix(token.enclitic)
        forms += [bare, bare.removesuffix("ت") + "ه"]
    return tuple(dict.fromkeys(forms))


def _first_words_of(head: str) -> frozenset[str]:
    return frozenset({head, "و" + head, "ب" + head, "ل" + head})


def _adjectival(token: Token) -> bool:
    """Whether a word may be an adjective between a head noun and its demonym: it ends like one and has no clitics."""
    return (
        token.kind is TokenKind.WORD
        and not token.proclitics
        and token.norm.endswith(("ه", "ي", "ين", "ون", "ات", "م", "ب", "ل"))
        and len(token.norm) > 3
    )
