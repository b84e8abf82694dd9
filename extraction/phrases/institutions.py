"""Institutions, papers and channels by names of their own: quoted, in Latin letters, or up to the next phrase."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extraction.lexicon.pack import Body
from extraction.phrases.names import QUOTES, NameScan
from extraction.phrases.phrase import Phrase, PhraseKind
from extraction.text.tokens import Token, TokenKind
from ontology.model import Span

_MAX_INSTITUTION_WORDS = 4


class InstitutionScan(NameScan):
    """Finds what a head noun is called: "منظمة «أطباء بلا حدود»"."""

    def institution(self, at: int, body: Body, last: int) -> Phrase | None:
        """An institution by its own name: what is quoted or in Latin letters, or the words up to the next phrase."""
        quoted = self.surface(last + 1) in QUOTES
        if (quoted and last + 2 in self.names) or (body.reference == "named" and last + 1 in self.names):
            return None
        end = self._quoted(last + 1)
        if end is None and self.surface(last + 2) in QUOTES and is_adjectival(self.tokens[last + 1]):
            last, end = last + 1, self._quoted(last + 2)
        if end is None and body.reference == "institution":
            end = self._words_of_name(last + 1)
        if end is None:
            return None
        start = self.head_start(at, body.head[0])
        if body.reference == "named" and self.surface(last + 1) in QUOTES:
            name = Span(self.tokens[last + 2].span.start, self.tokens[end - 1].span.end)
        elif body.reference == "named":
            name = Span(self.tokens[last + 1].span.start, self.tokens[end].span.end)
        else:
            name = Span(start, self.tokens[end].span.end)
        phrase = Phrase(
            PhraseKind.BODY, self.sentence.index, at, end, Span(start, self.tokens[end].span.end), body=body, name=name
        )
        owner = self.adjective(end + 1)
        if owner is not None:
            phrase = replace(phrase, owner=owner, last=owner.last, span=Span(start, owner.span.end))
        return phrase

    def _quoted(self, at: int) -> int | None:
        """The last token of a short quotation or of a Latin name at a token."""
        if self.surface(at) in QUOTES:
            for end in range(at + 2, min(at + 6, len(self.tokens))):
                if self.surface(end) in QUOTES:
                    return end
            return None
        return self._run(at, lambda token: token.surface.isascii() and token.surface[:1].isalpha())

    def _words_of_name(self, at: int) -> int | None:
        """The last word of an institution's name: nouns and adjectives until a preposition, a verb or a sign."""
        end = self._run(at, self._is_institutional)
        if end is not None and self.surface(end + 1) in QUOTES:
            return self._quoted(end + 1) or end
        return end

    def _run(self, at: int, holds: Callable[[Token], bool]) -> int | None:
        end = at
        while end < len(self.tokens) and end - at < _MAX_INSTITUTION_WORDS and holds(self.tokens[end]):
            end += 1
        return end - 1 if end > at else None

    def _is_institutional(self, token: Token) -> bool:
        if token.kind is not TokenKind.WORD or token.proclitics[:1] in (("و",), ("ف",), ("ب",), ("ل",), ("ك",)):
            return False
        if self.lexicon.person_names.is_function_word(token.norm):
            return False
        return not any(reading.form.part.finite for reading in self.lexicon.lexicon.readings(token)[:1])


def is_adjectival(token: Token) -> bool:
    """Whether a word may be an adjective between a head noun and its demonym: it ends like one and has no clitics."""
    return (
        token.kind is TokenKind.WORD
        and not token.proclitics
        and token.norm.endswith(("ه", "ي", "ين", "ون", "ات", "م", "ب", "ل"))
        and len(token.norm) > 3
    )
