"""Who speaks in a document: stretches that are somebody's word, and the voice that goes on between sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from extraction.actors.cast import Cast
from extraction.clauses.predicates import Parsed
from extraction.text.tokens import Token

QUOTES = frozenset('"«»“”')


class SourceKind(StrEnum):
    """How a stretch shows that it is somebody's word."""

    CLAUSE = "clause"
    OBJECT = "object"
    QUOTATION = "quotation"
    CONTINUED = "continued"
    ACCORDING = "according"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class Source:
    """A stretch of tokens that is somebody's word.

    Attributes:
        speaker: id of who says it; None where nobody is named.
        act: kind of speech act, as speech.tsv names them.
        claim: whether what is said is only the speaker's word.
        word: the token that says so.
        first, last: the stretch, both included.
    """

    speaker: str | None
    kind: SourceKind
    act: str
    claim: bool
    word: int
    first: int
    last: int

    def until(self, last: int) -> Source:
        """The same source with a stretch that ends at a token."""
        return replace(self, last=last)

    def covers(self, at: int) -> bool:
        """Whether a token is in the stretch."""
        return self.first <= at <= self.last and at != self.word


class Voice:
    """Who is speaking in a document, from sentence to sentence.

    Attributes:
        speaker: who spoke last.
        heard: who spoke last in the sentence.
        listing: the act of a list that a sentence announced.
        quoting: the source of a quotation that is still open.
        quoted: the source of the last quotation of the paragraph.
    """

    def __init__(self, text: str, cast: Cast) -> None:
        self.cast = cast
        self.speaker: str | None = None
        self.heard: str | None = None
        self.listing: str | None = None
        self.quoting: Source | None = None
        self.quoted: Source | None = None
        self._text = text
        self._end = 0

    def begin(self, parsed: Parsed) -> None:
        """Go on to a sentence; a new line closes a quotation."""
        start = parsed.sentence.span.start
        if "\n" in self._text[self._end : start]:
            self.quoting = self.quoted = None
        self._end = parsed.sentence.span.end

    def closes(self, token: Token) -> bool:
        """Whether a quotation mark closes: it stands right behind a word or a sign and not right before a word."""
        before = self._text[token.span.start - 1 : token.span.start]
        after = self._text[token.span.end : token.span.end + 1]
        if token.surface in "«“":
            return False
        return token.surface in "»”" or (not before.isspace() and not after.isalnum())
