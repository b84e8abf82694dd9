"""Numbers in digits and in words, with their value.

Number words are data (`language/<code>/numbers.toml`); here is how they add up. The two languages differ in order
(ثلاثة وعشرون, twenty-three) and in what joins the parts (و at the word, "and"). Years and the days of dates are numbers
as well: who looks for counts leaves out what `times.find_dates` found.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from importlib.resources import files

from extraction.text.normalisation import fold, fold_key
from ontology.errors import LexiconError
from ontology.model import Span

_WORD = re.compile(r"[ء-ي]+|[a-z]+|[0-9]+(?:[.,٫٬][0-9]+)*")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[,٬][0-9]{3})+(?:[.٫][0-9]+)?|[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_CODE_BEFORE = re.compile(r"[a-z0-9#/:+.,_-]\Z")
_CODE_AFTER = re.compile(r"[/:+_-][0-9a-z]|(?:st|nd|rd|th|s)\b")
_CLITICS = re.compile(r"[وف]?(?:لل|[بلك]?(?:ال)?)")
_ONE_LETTER = frozenset("وفبل")
_LONGEST_PHRASE = 4
_KINDS = ("units", "teens", "tens", "hundreds", "scales", "doubles", "vague", "fractions")

_SMALL = ("units", "lone", "tens", "hundreds", "digits")
_COMMON = {
    ("units", "hundreds", False): "times",
    ("vague", "vague", False): "times",
    ("scales", "fractions", True): "half",
    ("half", "scales", False): "again",
    **{(last, "scales", False): "close" for last in (*_SMALL, "teens", "fractions", "vague")},
}
_UNITS_FIRST = _COMMON | {
    ("units", "teens", False): "add",
    ("lone", "teens", False): "add",
    ("units", "tens", True): "add",
    ("lone", "tens", True): "add",
    ("scales", "scales", True): "close",
    ("scales", "doubles", True): "close",
    **{("hundreds", kind, True): "add" for kind in ("units", "lone", "tens")},
    **{("scales", kind, True): "add" for kind in _SMALL},
    ("scales", "digits", True): "wait",
}
_TENS_FIRST = _COMMON | {
    ("tens", "units", False): "add",
    **{("hundreds", kind, joined): "add" for kind in ("units", "tens") for joined in (False, True)},
    **{("scales", kind, joined): "add" for kind in ("units", "tens", "digits") for joined in (False, True)},
}
"""How a kind of number word goes on from another, with or without "and": what is done with its value."""


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number that the text says.

    Attributes:
        span: the words or digits of the number alone ("60 ألف"), without an approximating word before it.
        value: its value; of a vague number the least that it can be (مئات: 100).
        exact: False for a vague number (عشرات) and for one with an approximating word (نحو 60).
    """

    span: Span
    value: int | float
    exact: bool


@dataclass(frozen=True, slots=True)
class NumberGrammar:
    """The number words of a language, from `language/<code>/numbers.toml`.

    Attributes:
        words: for each folded word its value as each kind of number word that it can be.
        units_first: whether units come before tens, joined.
        joiner: what joins the parts: a letter at the word, or a word of its own.
        skipped: words that may stand between parts ("half a million").
        before: folded approximating phrases before a number.
        after: the same after it.
        one_of: words that mean one before a noun with the article.
    """

    words: Mapping[str, Mapping[str, Decimal]]
    units_first: bool
    joiner: str
    skipped: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    one_of: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the folded text; `key` is the word without clitics, `start` and `end` are of the key."""

    key: str
    start: int
    end: int
    whole: str
    joined: bool


@dataclass(frozen=True, slots=True)
class _Sum:
    """A number on its way: scales that are closed, the last of them, and the group before the next one."""

    closed: Decimal
    group: Decimal
    last: str
    scale: Decimal = Decimal(1)
    exact: bool = True

    @property
    def is_number(self) -> bool:
        """Whether it may end here."""
        return self.last not in {"lone", "fractions"}

    def go_on(self, effect: str, kind: str, value: Decimal) -> _Sum:
        """The number with one more word."""
        if effect == "add":
            return replace(self, group=self.group + value, last=kind)
        if effect == "wait":
            return replace(self, group=self.group + value, last="fractions")
        if effect == "times":
            return replace(self, group=self.group * value, last=kind)
        if effect == "close":
            closed = self.closed + (self.group or 1) * value
            return replace(self, closed=closed, group=Decimal(0), last="scales", scale=value)
        if effect == "half":
            return replace(self, closed=self.closed + self.scale * value, last="half")
        return replace(self, last="scales")


def load_number_grammar(language: str) -> NumberGrammar:
    """Read the number words of a language; keep the result, it is made once.

    Raises:
        LexiconError: the file lacks a table.
    """
    name = f"extraction/language/{language}/numbers.toml"
    data = tomllib.loads(files(f"extraction.language.{language}").joinpath("numbers.toml").read_text(encoding="utf-8"))
    words: dict[str, dict[str, Decimal]] = {}
    try:
        for kind in _KINDS:
            for value, spellings in data[kind].items():
                for spelling in spellings:
                    words.setdefault(fold_key(spelling), {})[kind] = Decimal(value)
        return NumberGrammar(
            words=words,
            units_first=data["units_first"],
            joiner=data["joiner"],
            skipped=frozenset(data["skipped"]),
            before=frozenset(map(fold_key, data["approximate"]["before"])),
            after=frozenset(map(fold_key, data["approximate"]["after"])),
            one_of=frozenset(map(fold_key, data["one_of"]["words"])),
        )
    except KeyError as error:
        raise LexiconError(f"{name}: the table {error} is missing.") from error


def find_numbers(text: str, sentences: Sequence[Span], *, grammar: NumberGrammar) -> tuple[NumberMention, ...]:
    """The numbers of the text, in order, none inside another.

    >>> text = "طرد ثلاثة وعشرين دبلوماسيا ونحو 60 ألف لاجئ"
    >>> grammar = load_number_grammar("ar")
    >>> [(n.span.of(text), n.value, n.exact) for n in find_numbers(text, [Span(0, len(text))], grammar=grammar)]
    [('ثلاثة وعشرين', 23, True), ('60 ألف', 60000, False)]
    """
    return tuple(mention for sentence in sentences for mention in _find_in_sentence(text, sentence, grammar))


def _find_in_sentence(text: str, sentence: Span, grammar: NumberGrammar) -> Iterator[NumberMention]:
    folded = fold(sentence.of(text))
    words = [_read_word(found, folded.text, grammar) for found in _WORD.finditer(folded.text)]
    at = 0
    while at < len(words):
        number = _read_number(words, at, folded.text, grammar)
        if number is None:
            at += 1
            continue
        total, end = number
        span = folded.span(words[at].start, words[end - 1].end)
        approximate = _is_approximate(words, at, end, grammar)
        yield NumberMention(
            Span(sentence.start + span.start, sentence.start + span.end),
            _plain(total.closed + total.group),
            total.exact and not approximate,
        )
        at = end


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _read_word(found: re.Match[str], folded: str, grammar: NumberGrammar) -> _Word:
    """A word with its clitics set apart where what is left is a number word."""
    whole, start, end = found.group(), found.start(), found.end()
    if whole[0].isdigit():
        is_code = _CODE_BEFORE.search(folded, max(0, start - 1), start) or _CODE_AFTER.match(folded, end)
        joined = start > 0 and folded[start - 1] == "و"
        return _Word("" if is_code else whole, start, end, whole, joined)
    if whole in grammar.words or whole in grammar.one_of:
        return _Word(whole, start, end, whole, False)
    for size in range(_clitic_length(whole), 0, -1):
        key = whole[size:]
        if key in grammar.words and _CLITICS.fullmatch(whole, 0, size):
            # With the article اثنين is Monday and مئة is per cent: no counts.
            is_other = whole[:size].endswith(("ال", "لل")) and (key == "اثنين" or "hundreds" in grammar.words[key])
            return _Word("" if is_other else key, start + size, end, whole, whole[:size] == grammar.joiner)
    return _Word(whole, start, end, whole, False)


def _clitic_length(word: str) -> int:
    found = _CLITICS.match(word)
    return found.end() if found else 0


def _read_number(words: Sequence[_Word], at: int, folded: str, grammar: NumberGrammar) -> tuple[_Sum, int] | None:
    """The longest number that begins at a word, and the index after it."""
    is_ordinal = at > 0 and "teens" in grammar.words.get(words[at].key, {}) and words[at - 1].whole.startswith("ال")
    number = None if is_ordinal else _begin(words[at], grammar)
    best: tuple[_Sum, int] | None = None
    end = at + 1
    while number is not None:
        if number.is_number:
            best = number, end
        step, joined = end, False
        while step + 1 < len(words) and words[step].key in (*grammar.skipped, grammar.joiner):
            joined = joined or words[step].key == grammar.joiner
            step += 1
        if step >= len(words) or not _is_near(words, end - 1, step, folded):
            break
        number = _go_on(number, words[step], joined or words[step].joined, grammar)
        end = step + 1
    if (
        best is None
        and words[at].key in grammar.one_of
        and at + 1 < len(words)
        and words[at + 1].whole.startswith("ال")
    ):
        return _Sum(Decimal(0), Decimal(1), "units"), at + 1
    return best


def _is_near(words: Sequence[_Word], last: int, step: int, folded: str) -> bool:
    """Whether nothing but space, a hyphen, clitics and skipped words stands between two words of a number."""
    between = folded[words[last].end : words[step].start]
    return not set(between) - set(" -والan dof") and len(between) <= 12


def _begin(word: _Word, grammar: NumberGrammar) -> _Sum | None:
    """The number that a word begins, if any."""
    if word.key[:1].isdigit():
        return _Sum(Decimal(0), _literal(word.key), "digits")
    kinds = grammar.words.get(word.key, {})
    for kind in ("vague", "units", "tens", "hundreds", "fractions"):
        if kind in kinds:
            return _Sum(Decimal(0), kinds[kind], kind, exact=kind != "vague")
    if "teens" in kinds:
        return _Sum(Decimal(0), kinds["teens"], "lone")
    for kind, many in (("scales", 1), ("doubles", 2)):
        if kind in kinds:
            return _Sum(many * kinds[kind], Decimal(0), "scales", kinds[kind])
    return None


def _go_on(number: _Sum, word: _Word, joined: bool, grammar: NumberGrammar) -> _Sum | None:
    """The number with one more word, or None where it does not go on."""
    effects = _UNITS_FIRST if grammar.units_first else _TENS_FIRST
    kinds = {"digits": _literal(word.key)} if word.key[:1].isdigit() else dict(grammar.words.get(word.key, {}))
    if "teens" in kinds and kinds["teens"] == 1:
        kinds["lone"] = kinds.pop("teens")
    for kind, value in kinds.items():
        effect = effects.get((number.last, kind, joined))
        if effect == "close" and kind == "doubles":
            return number.go_on(effect, kind, 2 * value)
        if effect:
            return number.go_on(effect, kind, value)
    return None


def _literal(digits: str) -> Decimal:
    """The value of digits: groups of three after commas are thousands, any other separator is decimal."""
    if _GROUPED.fullmatch(digits):
        if digits.count(".") > 1:
            return Decimal(digits.replace(".", ""))
        return Decimal(re.sub("[,٬]", "", digits).replace("٫", "."))
    head, *rest = re.split("[.,٫٬]", digits)
    return Decimal(f"{head}.{''.join(rest)}" if rest else head)


def _is_approximate(words: Sequence[_Word], at: int, end: int, grammar: NumberGrammar) -> bool:
    """Whether an approximating phrase stands right before or after the number."""
    for size in range(1, _LONGEST_PHRASE + 1):
        before = [word.whole for word in words[max(0, at - size) : at]]
        after = [word.whole for word in words[end : end + size]]
        if len(before) == size:
            phrase = " ".join(before)
            if phrase in grammar.before or (phrase[0] in _ONE_LETTER and phrase[1:] in grammar.before):
                return True
        if " ".join(after) in grammar.after:
            return True
    return False
