"""The clauses of a sentence, and what governs each phrase in it.

A clause ends at punctuation, before a subordinating word and before a coordinated verb. Prepositions are named as
frames.tsv names them, whatever word or proclitic marks them; coordinated phrases share theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any, Protocol, cast

from extraction.actors.linking import LinkedPhrase
from extraction.lexicon.index import Lexicon, Reading
from extraction.lexicon.pack import LanguagePack
from extraction.phrases.phrase import PhraseKind, Sentence
from extraction.text.normalisation import fold_key
from extraction.text.tokens import Token, TokenKind
from ontology.model import Modality, Span

_BREAKS = frozenset("،,؛;:.!?؟…()[]\u2013\u2014")
_QUOTES = frozenset("\"«»“”'‘’#@")


class WordOrder(Protocol):
    """What a language tells by the words around a verb: which reading of it fits, and where its auxiliaries begin."""

    def fitting(self, tokens: Sequence[Token], at: int, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """The readings of a word that fit its place, best first; none where it is no predicate."""

    def verb_start(self, tokens: Sequence[Token], at: int) -> int:
        """The first auxiliary of a verb; the verb itself without one."""

    def is_adverb(self, token: Token) -> bool:
        """Whether a word may stand between a subject and its verb."""

    def is_coordinator(self, token: Token) -> bool:
        """Whether a word joins what stands before it to what stands behind it."""

    def joins_clauses(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word is a coordinator behind which a verb begins a clause."""

    def opens_clause(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether the words from a token on are a clause with a verb of its own."""

    def mood(self, tokens: Sequence[Token], at: int) -> Modality | None:
        """What the auxiliaries of a verb say: that it is to happen, may happen or did not happen."""

    def noun_start(self, tokens: Sequence[Token], at: int) -> int:
        """The determiner or the first adjective before a noun; the noun itself without one."""


class Grammar:
    """The closed-class words of a pack, indexed.

    Args:
        pack: prepositions, subordinators and role names.
        lexicon: the forms of the pack.
        order: what the words around a verb tell; None where prefixes and endings tell it.
    """

    def __init__(self, pack: LanguagePack, lexicon: Lexicon, order: WordOrder | None = None) -> None:
        self.pack = pack
        self.lexicon = lexicon
        self.order = order
        self.subordinators = pack.words("clauses", "subordinators")
        self.relatives = pack.words("clauses", "relatives")
        self.pluperfect = pack.words("clauses", "pluperfect")
        self.since, self.until = pack.words("dating", "since"), pack.words("dating", "until")
        self.first, self.then = pack.words("dating", "first"), pack.words("dating", "then")
        self.headless = pack.words("clauses", "headless")
        self.fronting = pack.words("clauses", "fronting")
        self.complementizers = pack.words("clauses", "complementizers")
        self.content_openers = self.complementizers - {"عن"}  # "about" opens what is spoken of, and no clause
        markers = cast("Mapping[str, list[str]]", pack.cues["prepositions"])
        grammar = cast("Mapping[str, Any]", pack.cues["grammar"])
        self.agent: str = grammar["agent"]
        self._agents = frozenset(tuple(fold_key(words).split()) for words in cast("list[str]", grammar["agents"]))
        self.between: str = grammar["between"]
        self.companion: str = grammar["companion"]
        self.receiver: str = grammar["receiver"]
        self.means: str = grammar["means"]
        pronouns = cast("Mapping[str, Any]", pack.cues["pronouns"])
        self.object_pronouns = frozenset(fold_key(word) for word in pronouns["object"])
        self._prepositional = {
            fold_key(stem) + fold_key(ending): (role, fold_key(ending))
            for role, stems in pronouns["stems"].items()
            for stem in stems
            for ending in pronouns["suffixed"]
        }
        self._shared = cast("Mapping[str, str]", pack.cues["shared_roles"])
        self.sides = (self.between, self.companion)
        self.genitives = frozenset(cast("list[str]", grammar["genitives"]))
        self.adjuncts = frozenset(cast("list[str]", grammar["adjuncts"]))
        self.copulas = frozenset(cast("list[str]", grammar["copulas"]))
        self.object_control = frozenset(cast("list[str]", pack.cues["control"]["object"]))
        self._closed = frozenset(
            word
            for table in ("prepositions", "clauses", "negation", "common")
            for key in pack.cues[table]
            for word in pack.words(table, key)
        )
        self._markers: dict[str, list[tuple[tuple[str, ...], str]]] = {}  # by last word, the longest first
        for marker in sorted(
            ((tuple(fold_key(word).split()), role) for role, words in markers.items() for word in words),
            key=lambda pair: (-len(pair[0]), pair[0]),
        ):
            self._markers.setdefault(marker[0][-1], []).append(marker)
        self._open = pack.words("open", "words")
        self._particles = {fold_key(role): role for role in markers if len(role) == 1}

    def is_closed_class(self, token: Token) -> bool:
        """Whether a word is a preposition, a particle, a pronoun or another word that names nothing.

        One that ends in a hamza on an alef is none: "هنأ" (congratulated) is folded to "هنا" (here).
        """
        if token.surface.endswith("أ"):
            return False
        norm = token.norm
        if norm in self._open:
            return False
        forms = {norm}
        if norm[:1] in ("و", "ف") and len(norm) > 2:  # فك is a noun, not ف and ك
            forms.add(norm[1:])
        if token.enclitic:
            forms |= {form.removesuffix(token.enclitic) for form in forms}
        return bool(forms & self._closed)

    def boundaries(self, sentence: Sentence, named: Set[int] = frozenset()) -> tuple[int, ...]:
        """For each token the number of the clause that it is in; no verb begins one at a token of a name."""
        numbers: list[int] = []
        clause = 0
        for at, _token in enumerate(sentence.tokens):
            if at and self._begins(sentence.tokens, at, named):
                clause += 1
            numbers.append(clause)
        return tuple(numbers)

    def _begins(self, tokens: Sequence[Token], at: int, named: Set[int]) -> bool:
        token = tokens[at]
        if tokens[at - 1].surface in _BREAKS:
            return True
        if token.kind is not TokenKind.WORD:
            return token.surface in _BREAKS
        bare = token.norm[1:] if token.norm[0] in "وف" and len(token.norm) > 3 else token.norm
        if token.norm in self.subordinators or bare in self.subordinators or bare in self.relatives:
            return True
        if at in named:
            return False
        if self.order is not None:
            return self.order.joins_clauses(tokens, at)
        if token.norm in self._closed:
            return False  # "واحد" is one word
        readings = self.lexicon.readings(token)
        return bool(readings) and readings[0].conjunction != "" and readings[0].form.part.finite

    def preposition(self, sentence: Sentence, linked: Sequence[LinkedPhrase], index: int) -> str:
        """The role name of what governs a phrase, or empty; a coordinated phrase shares the one before it."""
        phrase = linked[index].phrase
        tokens = sentence.tokens
        own = self._particle(tokens[phrase.first], phrase.span)
        if own:
            return own
        before = self.marker_before(tokens, phrase.first)
        if before:
            return before
        if (
            self.order is None
            and phrase.kind is PhraseKind.ADJECTIVE
            and not phrase.plural
            and not self.coordinated(sentence, linked, index)
        ):
            return self._of_head(tokens, phrase.first)
        if index and self.coordinated(sentence, linked, index):
            return self.preposition(sentence, linked, index - 1)
        return ""

    def coordinated(self, sentence: Sentence, linked: Sequence[LinkedPhrase], index: int) -> bool:
        """Whether a phrase is joined to the one before it by و, a comma in a list, or "and"."""
        if not index:
            return False
        phrase, previous = linked[index].phrase, linked[index - 1].phrase
        tokens = sentence.tokens
        between = tokens[previous.last + 1 : max(self.noun_start(tokens, phrase.first), previous.last + 1)]
        if not between and PhraseKind.ADJECTIVE is phrase.kind is previous.kind:
            return True  # "الحرب العراقية الإيرانية"
        lead = sentence.tokens[phrase.first].norm[: max(phrase.span.start - tokens[phrase.first].span.start, 0)]
        joined = lead.startswith("و")
        if all(token.surface in ("و", "and", "،", ",", "أو", "or") for token in between):
            if self.order is not None and between and all(token.surface == "," for token in between):
                return self._list_goes_on(sentence, linked, index)
            return joined or bool(between)
        return joined and all(not self.lexicon.readings(token) for token in between) and len(between) <= 2

    def _list_goes_on(self, sentence: Sentence, linked: Sequence[LinkedPhrase], index: int) -> bool:
        """Whether phrases joined by commas alone end in a coordinator, so that they are a list."""
        if index + 1 >= len(linked) or self.order is None:
            return False
        tokens, following = sentence.tokens, linked[index + 1].phrase
        between = tokens[linked[index].phrase.last + 1 : self.noun_start(tokens, following.first)]
        if not between or any(t.surface != "," and not self.order.is_coordinator(t) for t in between):
            return False
        return any(token.surface != "," for token in between) or self._list_goes_on(sentence, linked, index + 1)

    def _of_head(self, tokens: Sequence[Token], at: int) -> str:
        """What governs the noun that an adjective qualifies, other adjectives between them aside."""
        for head in range(at - 1, max(at - 4, -1), -1):
            token = tokens[head]
            if token.kind is not TokenKind.WORD or self.is_closed_class(token):
                return ""
            if token.proclitics and token.proclitics[-1] in self._particles:
                return self._particles[token.proclitics[-1]]
            before = self.marker_before(tokens, head)
            if before or not token.article:
                return before
        return ""

    def _particle(self, token: Token, span: Span) -> str:
        """A preposition written with the first word of a phrase."""
        lead = token.norm[: max(span.start - token.span.start, 0)].lstrip("وف").removesuffix("ال")
        return self._particles.get(lead[:1], "") if lead else ""

    def shared_role(self, role: str) -> str:
        """What the models call a role, whatever the language."""
        return self._shared.get(role, role)

    def noun_start(self, tokens: Sequence[Token], at: int) -> int:
        """Where the noun phrase of a word begins, as far as words before it can tell."""
        return at if self.order is None else self.order.noun_start(tokens, at)

    def prepositional_pronoun(self, token: Token, role: str) -> str:
        """The pronoun that a preposition of a role carries, or empty."""
        found, pronoun = self._prepositional.get(token.norm, ("", ""))
        return pronoun if found == role else ""

    def names_agent(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether the words before a token are those by which a passive names its agent."""
        return any(tuple(t.norm for t in tokens[max(at - len(words), 0) : at]) == words for words in self._agents)

    def marker_before(self, tokens: Sequence[Token], at: int) -> str:
        """The role name of the prepositional words that end right before a token, or empty."""
        end = at
        while end and tokens[end - 1].surface in _QUOTES:
            end -= 1
        if not end:
            return ""
        last = tokens[end - 1].norm
        joined = self._markers.get(last[1:], []) if last[:1] in ("و", "ف") else []
        for words, role in (*self._markers.get(last, []), *joined):
            start = end - len(words)
            if start < 0:
                continue
            norms = [token.norm for token in tokens[start:end]]
            if norms and norms[0].startswith(("و", "ف")) and norms[0] != words[0]:
                norms[0] = norms[0][1:]
            if tuple(norms) == words:
                return role
        return ""


def clause_span(sentence: Sentence, clauses: Sequence[int], first: int, last: int) -> Span:
    """The words of the clauses that tokens `first` to `last` are in, without punctuation at the ends."""
    low, high = clauses[first], clauses[last]
    inside = [i for i, number in enumerate(clauses) if low <= number <= high]
    start, end = inside[0], inside[-1]
    while start < first and sentence.tokens[start].kind is TokenKind.PUNCTUATION:
        start += 1
    while end > last and sentence.tokens[end].kind is TokenKind.PUNCTUATION:
        end -= 1
    return Span(sentence.tokens[start].span.start, sentence.tokens[end].span.end)
