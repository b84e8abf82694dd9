"""What an office is about, between a title and the name of its holder: read for the person layer."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

from extraction.lexicon.pack import Body, Title
from extraction.phrases.bodies import BodyScan
from extraction.phrases.phrase import Phrase, PhraseKind
from ontology.model import Span

_MAX_PORTFOLIO = 4
_MAX_OFFICE = 7
_IN = ("في",)
_HELD_IN = ("في", "لدي", "ب")


@dataclass(slots=True)
class Reading:
    """What has been read of a person phrase so far; `here` is the next token."""

    title: Title
    here: int
    pronoun: bool = False
    organ: Body | None = None
    owner: Phrase | None = None
    place: Phrase | None = None
    former: bool = False
    name: Span | None = None
    slugs: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether it is said whose office it is."""
        return self.owner is not None or self.pronoun


class PortfolioScan(BodyScan):
    """Reads what an office is about, up to its owner or to the name of its holder."""

    @abstractmethod
    def name_at(
        self, at: int, *, titled: bool = True, apart: bool = False, owner: Phrase | None = None, joined: bool = False
    ) -> tuple[Span, tuple[str, ...], int] | None:
        """A personal name at a token: its span, whom it may mean, and the token behind it."""

    def portfolio_owner(self, reading: Reading) -> Phrase | None:
        """The owner behind the words that say what an office is about: "مسؤولة الأمن والشؤون الخارجية في الاتحاد"."""
        if reading.title.words[-1] not in self.lexicon.portfolios:
            return self.behind(reading.here, _IN) if reading.here > 1 and self._ends_title(reading) else None
        for here in range(reading.here, min(reading.here + _MAX_PORTFOLIO, len(self.tokens))):
            token = self.word(here)
            if token is None or here in self.names or not token.norm.startswith(("ال", "وال", "لل", "شؤون", "ولل")):
                return None
            owner = self.behind(here + 1, _IN) or self.adjective(here + 1)
            if owner is not None:
                return owner
        return None

    def _ends_title(self, reading: Reading) -> bool:
        """Whether the place behind "في" is whose office it is: only for titles that name no state themselves."""
        return reading.title.scope in ("any", "organisation", "body") or reading.title.office == ""

    def office_end(self, reading: Reading) -> int | None:
        """Where a full name stands behind the words of an office: "محافظ البنك المركزي محمد رضا فرزين".

        The words are nouns and adjectives that say what the office is about, and where; a given name ends them.
        """
        here = reading.here
        while here < min(reading.here + _MAX_OFFICE, len(self.tokens)):
            token = self.word(here)
            if token is None:
                return None
            if here > reading.here and self.opens_full_name(here):
                return here
            inside = self.names.get(here)
            if inside is None and not self._is_of_office(here):
                return None
            here = here + 1 if inside is None else inside[1] + 1
        return None

    def opens_full_name(self, at: int) -> bool:
        """Whether the name of a person of several words begins at a token."""
        known = self.names.get(at)
        if known is not None:
            return known[1] > at and self.is_person([thing.slug for thing in known[0].things])
        found = self.name_at(at) if self._is_given(at) else None
        return found is not None and found[2] > at + 1

    def _is_given(self, at: int) -> bool:
        names = self.lexicon.person_names
        return bool(names.given(self.tokens[at])) or names.is_servant(self.tokens, at)

    def owner_within(self, first: int, end: int) -> Phrase | None:
        """The state or body that the words of an office name."""
        for at in range(first, end):
            owner = self.adjective(at) or self.genitive(at)
            if owner is not None and owner.kind is not PhraseKind.PERSON and owner.last < end:
                return owner
        return None

    def _is_of_office(self, at: int) -> bool:
        """Whether a word can say what an office is about: the head of a body, or a word with the article."""
        token = self.tokens[at]
        if token.norm in _HELD_IN or self.longest(True, at)[0]:
            return True
        if token.norm.startswith(("ال", "لل", "وال", "بال")):
            return not any(reading.form.part.finite for reading in self.lexicon.lexicon.readings(token)[:1])
        return token.norm in self.lexicon.office_words
