"""Words, numbers and punctuation of a sentence, and the clitics of each word.

Arabic writes conjunctions, prepositions, the article and object or possessive pronouns together with the word. A token
keeps the parts apart with exact offsets: proclitics, article, stem, enclitic.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from extraction.text.clitics import Segmentation, Segmenter
from extraction.text.normalisation import Folded, fold_text, strip_marks
from ontology.model import Span

_LETTER = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\ufb50-\ufdfb\ufe70-\ufefc"
_MARK = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
_JOINER = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_DIGIT = "0-9٠-٩۰-۹"
_TOKEN = re.compile(
    rf"""
    (?P<number>[{_DIGIT}]+(?:[.,٫٬:/+–-][{_DIGIT}]+)*(?:(?:st|nd|rd|th|s)\b)?)
  | (?P<arabic>[{_LETTER}{_MARK}](?:[{_LETTER}{_MARK}]|[{_JOINER}]+(?=[{_LETTER}{_MARK}]))*)
  | (?P<initials>(?:[A-Za-z]\.){{2,}})
  | (?P<word>[^\W\d_{_LETTER}{_MARK}](?:[^\W_{_LETTER}{_MARK}]|['’&-](?=[^\W_{_LETTER}{_MARK}]))*)
  | (?P<invisible>[{_JOINER}\s]+)
  | (?P<punctuation>\.{{2,}}|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CONTRACTION = re.compile(r"(?<=[A-Za-z])(?:n['’]t|['’](?:s|re|ve|ll|d|m))\Z", re.IGNORECASE)


_REMEMBERED = 1 << 14
"""How many words keep their spelling without marks, and folded."""


class TokenKind(StrEnum):
    """What a token is made of."""

    WORD = "word"
    NUMBER = "number"
    PUNCTUATION = "punctuation"


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its clitics, a number, or a sign of punctuation.

    Attributes:
        span: in the document's text, with clitics and vowel marks.
        surface: the text of the span.
        norm: the folded surface.
        proclitics: folded letters before article and stem, outermost first: `("و", "ب")`; `("ل",)` for للحلف.
        stem: the folded stem: no clitics, no article.
        stem_span: where the stem stands in the document's text.
        article: whether the Arabic article stands before the stem.
        enclitic: folded pronoun after the stem, in English `'s` or `n't`; else None.
    """

    span: Span
    surface: str
    norm: str
    proclitics: tuple[str, ...]
    stem: str
    stem_span: Span
    article: bool
    enclitic: str | None
    kind: TokenKind = TokenKind.WORD


_folded = lru_cache(maxsize=_REMEMBERED)(fold_text)
_bare = lru_cache(maxsize=_REMEMBERED)(strip_marks)


def tokenize(text: str, sentence_span: Span, segmenter: Segmenter, *, whole: Sequence[Span] = ()) -> tuple[Token, ...]:
    """Split a sentence into tokens, in order; all that is not white space is in exactly one of them.

    Args:
        text: the document's text.
        sentence_span: the stretch to split.
        segmenter: finds the clitics of Arabic words.
        whole: names found before, in order: in the words that they cover the stem is what the name covers, letters
            before it are proclitics and letters after it the enclitic.

    >>> from extraction.text.clitics import load_segmenter
    >>> text = "والحلف 2014."
    >>> [(token.stem, token.proclitics, token.kind.value) for token in tokenize(text, Span(0, 12), load_segmenter())]
    [('حلف', ('و',), 'word'), ('2014', (), 'number'), ('.', (), 'punctuation')]
    """
    tokens: list[Token] = []
    names = [span for span in whole if span.overlaps(sentence_span)]
    at = 0
    for found in _TOKEN.finditer(text, sentence_span.start, sentence_span.end):
        if found["invisible"]:
            continue
        span = Span(found.start(), found.end())
        while at < len(names) and names[at].end <= span.start:
            at += 1
        name = names[at] if at < len(names) and names[at].overlaps(span) else None
        tokens.append(_read_token(found, span, name, segmenter))
    return tuple(tokens)


def _read_token(found: re.Match[str], span: Span, name: Span | None, segmenter: Segmenter) -> Token:
    """The token at a match; `name` is the name that covers some of it."""
    surface = found.group()
    kind = TokenKind.WORD
    if found["number"]:
        kind = TokenKind.NUMBER
    elif found["punctuation"]:
        kind = TokenKind.PUNCTUATION
    elif found["arabic"]:
        bare = _bare(surface)
        if name is None:
            return _build(surface, span, bare, segmenter.segment(bare.text))
        return _build(surface, span, bare, _cut_at_name(bare, span, name))
    elif found["word"]:
        contraction = _CONTRACTION.search(surface)
        if contraction:
            end = contraction.start()
            return _build(surface, span, _bare(surface), Segmentation((), False, 0, end, contraction.group()))
    norm = _folded(surface)
    return Token(span, surface, norm, (), norm, span, False, None, kind)


def _build(surface: str, span: Span, bare: Folded, cut: Segmentation) -> Token:
    """The token of a word that is cut into clitics and stem."""
    inner = bare.span(cut.start, cut.end)
    return Token(
        span=span,
        surface=surface,
        norm=_folded(surface),
        proclitics=cut.proclitics,
        stem=_folded(bare.text[cut.start : cut.end]),
        stem_span=Span(span.start + inner.start, span.start + inner.end),
        article=cut.article,
        enclitic=None if cut.enclitic is None else _folded(cut.enclitic),
    )


def _cut_at_name(bare: Folded, span: Span, name: Span) -> Segmentation:
    """A word of a name: what the name covers is the stem."""
    start = next((i for i, end in enumerate(bare.ends) if span.start + end > name.start), 0)
    end = next((i for i, at in enumerate(bare.offsets) if span.start + at >= name.end), len(bare.text))
    return Segmentation(tuple(bare.text[:start]), False, start, end, bare.text[end:] or None)
