"""Persons: titles with names, and names with titles behind them; the third layer of the phrase finder."""

from __future__ import annotations

from dataclasses import replace

from extraction.lexicon.pack import Body, Title
from extraction.phrases.names import QUOTES
from extraction.phrases.phrase import Phrase, PhraseKind
from extraction.phrases.portfolios import PortfolioScan, Reading
from ontology.model import Span

COMMAS = frozenset({"،", ",", "-", "–", "—", "("})
_FOR_PERSONS = ("باسم", "عن")


class PersonScan(PortfolioScan):
    """Finds persons by title and by name with a title behind it."""

    def person(self, at: int) -> Phrase | None:
        """A person with a title at a token; a definite title alone refers back to its holder."""
        words, last = self._title_words(at)
        if not words:
            return None
        title = self.lexicon.title_of[words]
        reading = Reading(title, last + 1, self.has_pronoun(last, words[-1]), self._organ(title), self.crown(at))
        self.read(reading)
        definite = self.tokens[at].article or any(word.startswith("ال") for word in words)
        refers_back = definite and bool(title.office)  # "السياسية" alone is an adjective, no politician
        if reading.name is None and not reading.complete and not refers_back:
            return None
        return self.built(at, self.head_start(at, words[0]), reading)

    def _title_words(self, at: int) -> tuple[tuple[str, ...], int]:
        """The title at a token; it ends where a name begins that goes on behind it: "رئيس | المجلس الأوروبي"."""
        words, last = self.longest(False, at)
        for inner in range(at + 1, last + 1):
            named = self.names.get(inner)
            if named is not None and named[1] > last and words[: inner - at] in self.lexicon.title_of:
                return words[: inner - at], inner - 1
        return words, last

    def _organ(self, title: Title) -> Body | None:
        """The body that the words of a title name behind its first: "رئيس | مجلس النواب"."""
        return self.lexicon.body_of.get(title.words[1:]) if title.scope == "organ" else None

    def read(self, reading: Reading) -> None:
        """Read owner, further titles and name, in whatever order they stand."""
        while self._step(reading):
            pass
        if reading.name is None and reading.complete:
            self._read_behind(reading)
        elif reading.name is None and reading.title.scope != "none":
            start, end = reading.here, self.office_end(reading)
            if end is not None and self.read_name(reading, end):
                reading.owner = self.owner_within(start, end)

    def _step(self, reading: Reading) -> bool:
        """Read one more part; false at the end of the phrase."""
        token = self.word(reading.here)
        if token is None or reading.name is not None:
            return False
        if token.norm in self.lexicon.fillers:
            reading.former |= token.norm.removeprefix("ال").removesuffix("ه") in self.lexicon.former
            reading.here += 1
            return True
        if not reading.complete and self._read_owner(reading):
            return True
        named = self.names.get(reading.here)
        if named is not None and self.is_person([t.slug for t in named[0].things]) and named[1] > reading.here:
            return self.read_name(reading, reading.here)
        return self._read_title(reading) or self.read_name(reading, reading.here) or self._skip_adjective(reading)

    def _skip_adjective(self, reading: Reading) -> bool:
        """An adjective that nothing else explains between a complete title and a name: "العميل الروسي المزدوج"."""
        token = self.tokens[reading.here]
        if not reading.complete or not token.norm.startswith("ال") or reading.here in self.names:
            return False
        found = self.name_at(reading.here + 1)
        if found is None or (not found[1] and found[2] == reading.here + 2):
            return False
        reading.here += 1
        return True

    def _goes_on(self, at: int) -> bool:
        """Whether a further name or a word like "former" follows, so that one unknown word before it is no name."""
        token = self.word(at)
        if token is None:
            return False
        return token.norm in self.lexicon.fillers or (
            at in self.names and self.is_person([thing.slug for thing in self.names[at][0].things])
        )

    def _read_owner(self, reading: Reading) -> bool:
        owner = self.adjective(reading.here) or self.genitive(reading.here)
        for_persons = reading.title.words[-1] in _FOR_PERSONS or reading.title.scope == "person"
        if owner is None and for_persons and self.longest(False, reading.here)[0]:
            owner = self.person(reading.here)
        if owner is None and reading.title.words[-1] in _FOR_PERSONS:
            owner = self.body(reading.here, spoken_for=True)
        owner = owner or self.portfolio_owner(reading)
        if owner is None or (owner.kind is PhraseKind.PERSON and not self._is_superior(reading, owner)):
            return False
        if owner.kind is PhraseKind.REFERENCE and reading.title.scope == "none":
            return False
        reading.owner, reading.here = owner, owner.last + 1
        return True

    def _is_superior(self, reading: Reading, owner: Phrase) -> bool:
        """Whether a person behind a title is whom its holder serves: "المتحدثة باسم أشتون"."""
        if reading.title.words[-1] in _FOR_PERSONS:
            return True
        return reading.title.scope == "person" and bool(owner.name)

    def _read_title(self, reading: Reading) -> bool:
        """A further title before the name: "الأمير", "الشيخ", "الدكتور", "ولي العهد نائب رئيس الوزراء"."""
        words, last = self._title_words(reading.here)
        if not words or self.tokens[reading.here].norm != words[0]:
            return False
        title = self.lexicon.title_of[words]
        if reading.title.scope == "none":
            reading.title, reading.organ = title, self._organ(title)
        elif title.scope != "none" and (reading.complete or not self._leads_to_name(last + 1)):
            return False
        reading.here = last + 1
        return True

    def _leads_to_name(self, at: int) -> bool:
        return self.name_at(at) is not None

    def _read_behind(self, reading: Reading) -> None:
        """A name behind what says where an envoy goes, or behind a comma."""
        here = reading.here
        place = None
        token = self.word(here)
        if token is not None and token.enclitic and token.norm.removesuffix(token.enclitic) in self.lexicon.posts:
            here += 1
        elif token is not None and (token.norm in self.lexicon.posts or token.norm.startswith(("ب", "ل"))):
            place = self.behind(here, (*self.lexicon.posts, "ب"))
            here = place.last + 1 if place is not None else self._behind_town(here)
        comma = self.surface(here) in COMMAS
        here += comma
        words, last = self._title_words(here) if self.word(here) else ((), -1)
        if words and self.lexicon.title_of[words].scope == "none":
            here = last + 1
        if place is None and here == reading.here:
            return
        if self.read_name(reading, here, apart=comma):
            reading.place = place

    def _behind_town(self, at: int) -> int:
        """Where a full name stands behind a preposition and an unknown town: "في عدن عبد الله الخالدي"."""
        town, name = self.word(at + 1), self.word(at + 2)
        return at + 2 if town is not None and name is not None and self.opens_full_name(at + 2) else at

    # names

    def read_name(self, reading: Reading, at: int, *, apart: bool = False) -> bool:
        """Read a name at a token into a reading; false where there is none."""
        found = self.name_at(at, titled=True, apart=apart, owner=reading.owner)
        if found is None:
            return False
        if found[2] == at + 1 and not found[1] and reading.title.scope == "none":
            return False
        if found[2] == at + 1 and not found[1] and self._goes_on(at + 1):
            reading.here = at + 1
            return True
        if reading.owner is not None and found[1]:
            fitting = tuple(slug for slug in found[1] if self._fits(slug, reading.owner))
            found = (found[0], fitting, found[2])
        reading.name, reading.slugs, reading.here = found
        return True

    def _fits(self, slug: str, owner: Phrase) -> bool:
        """Whether a person of the register can hold an office of an owner: not where he belongs to another state."""
        country = self.lexicon.countries.get(slug)
        states = [s for s in owner.slugs if s not in self.lexicon.people]
        return country is None or not states or country in states or owner.kind is PhraseKind.BODY or bool(owner.body)

    def _is_of(self, at: int, owner: Phrase | None) -> bool:
        """Whether a bearer of the surname at a token belongs to the state that an office is of."""
        return owner is not None and any(self.lexicon.countries[slug] in owner.slugs for slug in self._people(at))

    def name_at(
        self, at: int, *, titled: bool = True, apart: bool = False, owner: Phrase | None = None, joined: bool = False
    ) -> tuple[Span, tuple[str, ...], int] | None:
        """A personal name at a token: its span, whom it may mean, and the token behind it."""
        if self.surface(at) in QUOTES or self.word(at) is None:
            return None
        names = self.lexicon.person_names
        extent = names.extent(self.tokens, at, frozenset(self.names), apart=apart, joined=joined)
        whole = self._full_name(at, extent, joined=joined)
        if whole is not None:
            return self._span(at, whole), (), whole + 1
        known = self.names.get(at)
        if known is not None:
            if known[0].proclitics or not self.is_person([t.slug for t in known[0].things]):
                return None
            end = names.lineage(self.tokens, known[1] + 1)
            return Span(known[0].span.start, self.tokens[end - 1].span.end), self._people(at), end
        doubtful = self.doubtful.get(at)
        if extent is not None and self._surname_at(extent + 1):
            given = self.tokens[at].norm
            bearers = tuple(slug for slug in self._people(extent + 1) if self.lexicon.can_be(slug, given))
            if bearers or not names.is_ordinary(self.tokens[extent + 1].norm):
                return self._span(at, extent + 1), bearers, extent + 2
        if doubtful is not None and titled and not doubtful[0].proclitics and extent in (None, at):
            if names.is_ordinary(self.tokens[at].norm) and not self._is_of(at, owner):
                return None
            return doubtful[0].span, self._people(at), at + 1
        return None if extent is None else (self._span(at, extent), (), extent + 1)

    def _full_name(self, at: int, extent: int | None, *, joined: bool) -> int | None:
        """The last token of a name that goes on behind one word of it that is a surname of the register as well."""
        inside = [k for k in (at, at if extent is None else extent + 1) if self._is_surname_alone(k)]
        if not inside:
            return None
        others = frozenset(k for k in self.names if k not in inside)
        last = self.lexicon.person_names.extent(self.tokens, at, others, joined=joined)
        return last if last is not None and last > max(inside[-1], at + 1) else None

    def _is_surname_alone(self, at: int) -> bool:
        """Whether a name of the register at a token is one word that may be part of another person's name."""
        known = self.names.get(at)
        if known is None or known[1] > at or not self.lexicon.person_names.given(self.tokens[at]):
            return False
        return self.is_person([thing.slug for thing in known[0].things])

    def _surname_at(self, at: int) -> bool:
        """Whether a surname of the register stands at a token, so that an unknown given name goes on with it."""
        found = self.names.get(at) or self.doubtful.get(at)
        if found is None or found[1] > at or found[0].proclitics not in ("", "ال"):
            return False
        if self.lexicon.person_names.is_function_word(self.tokens[at].norm):
            return False
        return self.is_person([thing.slug for thing in found[0].things])

    def _people(self, at: int) -> tuple[str, ...]:
        match, _ = self.names.get(at) or self.doubtful[at]
        return tuple(dict.fromkeys(thing.slug for thing in match.things if thing.slug in self.lexicon.people))

    def _span(self, first: int, last: int) -> Span:
        return Span(self.tokens[first].span.start, self.tokens[last].span.end)

    # titles behind names

    def apposition(self, phrase: Phrase) -> Phrase:
        """A title behind a name and perhaps a comma: "إبراهيم غندور وزير الخارجية السوداني"."""
        at = phrase.last + 1
        comma = self.surface(at) in COMMAS
        at += comma
        at += self.surface(at) in ("وهو", "وهي", "هو", "هي")
        words, last = self._title_words(at) if self.word(at) else ((), -1)
        if not words or self.tokens[at].norm != words[0]:
            return phrase
        title = self.lexicon.title_of[words]
        reading = Reading(title, last + 1, self.has_pronoun(last, words[-1]), self._organ(title))
        while reading.name is None and self._step(reading):
            pass
        if reading.name is not None or title.scope == "none":
            return phrase
        definite = any(word.startswith("ال") for word in words)
        if not reading.complete and (comma or not phrase.slugs or not definite):
            return phrase
        built = self.built(phrase.first, phrase.span.start, reading)
        return replace(built, slugs=phrase.slugs, name=phrase.name)

    def built(self, first: int, start: int, reading: Reading) -> Phrase:
        """The phrase of a reading that begins at a token and, behind clitics, at an offset."""
        last = reading.here - 1
        return Phrase(
            PhraseKind.PERSON,
            self.sentence.index,
            first,
            last,
            Span(start, self.tokens[last].span.end),
            slugs=reading.slugs,
            title=reading.title,
            former=reading.former,
            owner=reading.owner,
            owner_pronoun=reading.pronoun and reading.owner is None,
            place=reading.place,
            organ=reading.organ,
            name=reading.name,
        )
