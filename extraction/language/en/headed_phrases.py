"""Noun phrases of English with a head noun: bodies, persons by title, institutions, and the owners of each."""

from __future__ import annotations

from dataclasses import replace

from extraction.language.en.sentence_names import ARTICLES, SentenceNames, qualifies
from extraction.lexicon.pack import Body, Title
from extraction.phrases.phrase import Phrase, PhraseKind
from extraction.text.tokens import TokenKind
from ontology.model import Span

_MAX_ADJECTIVES = 3
_OWNING = frozenset({"of", "for", "from"})
_PLACING = frozenset({"in", "at", "to"})
_LED = frozenset({"administration", "government", "regime", "cabinet"})
_BEING = frozenset({"is", "was", "became", "as", "serves", "served"})


class HeadedPhrases(SentenceNames):
    """Finds phrases by their head noun."""

    def _headed(self, at: int, owner: Phrase | None) -> Phrase | None:
        """A body or a person by title at a token or behind a few adjectives."""
        former = False
        plain = owner is not None and not qualifies(owner) and owner.reference == ""
        for here in range(at, min(at + _MAX_ADJECTIVES + 1, len(self.tokens))):
            body, body_last = self._longest(self.words.bodies, here)
            title, title_last = self._longest(self.words.titles, here)
            if title and title_last >= body_last:
                person = self._titled(here, self.words.title_of[title], title_last, owner, former)
                if person is not None:
                    return replace(person, first=at)
            if body:
                return self._body(at, here, self.words.body_of[body], body_last, owner)
            token = self.tokens[here]
            former = former or token.norm in self.words.former
            if not self._is_adjective(token) or (plain and token.norm.endswith("ing")):
                return None
        return None

    def _body(self, at: int, head: int, body: Body, last: int, owner: Phrase | None) -> Phrase | None:
        place: Phrase | None = None
        end = last
        behind = self._behind(last, _OWNING) if owner is None else None
        if behind is not None:
            owner, end = behind, behind.last
        located = self._behind(end, _PLACING)
        if located is not None and owner is not None and located.kind is PhraseKind.NAME and body.reference == "abroad":
            place = located
        if owner is None and (head != at or body.reference not in ("bare", "group")):
            return None
        if owner is None and body.reference == "bare" and not self._is_definite(at):
            return None
        if (
            body.reference == "named"
            or self._is_attitude(body, end)
            or (owner is not None and owner.name is not None and body.head[0] not in _LED)
        ):
            return None
        if body.reference == "members" and owner is not None and self._type_is_state(owner):
            return None
        return Phrase(
            PhraseKind.BODY,
            self.sentence.index,
            at,
            place.last if place else end,
            Span(self.tokens[head].span.start, self.tokens[end].stem_span.end),
            body=body,
            owner=owner,
            place=place,
            possessive=self.tokens[end].enclitic is not None,
        )

    def _is_attitude(self, body: Body, last: int) -> bool:
        """Whether a noun for a group is one for what it does: "the opposition to the plan"."""
        behind = self.tokens[last + 1].norm if last + 1 < len(self.tokens) else ""
        return body.head == ("opposition",) and behind == "to"

    def _type_is_state(self, owner: Phrase) -> bool:
        return not (owner.slugs and owner.slugs[0] in self.words.unions)

    def _behind(self, last: int, prepositions: frozenset[str]) -> Phrase | None:
        """The name behind a preposition, an article aside."""
        at = last + 1
        if self.tokens[last].enclitic or at + 1 >= len(self.tokens) or self.tokens[at].norm not in prepositions:
            return None
        at += 1
        if self.tokens[at].norm == "the" and at + 1 < len(self.tokens):
            at += 1
        if at not in self.names:
            return None
        phrase = self.names[at][-1]
        if phrase.kind is PhraseKind.PERSON or phrase.first in self.ties:
            return None
        if phrase.kind is PhraseKind.ADJECTIVE:
            return self._headed(phrase.last + 1, phrase) if prepositions is _OWNING else None
        return phrase

    def _titled(self, at: int, title: Title, last: int, owner: Phrase | None, former: bool) -> Phrase | None:
        """A title with its owner and the name behind it."""
        here = last + 1
        place: Phrase | None = None
        if owner is None:
            owner = self._behind(last, _OWNING)
            owner = owner or self._institution_behind(last)
            here = owner.last + 1 if owner is not None else here
        located = self._behind(here - 1, _PLACING)
        if located is not None and located.kind is PhraseKind.NAME:
            place, here = located, located.last + 1
        name = self._name_at(here, apart=False) or (
            self._name_at(here + 1, apart=True) if self._is_comma(here) else None
        )
        if name is None and owner is None and not self._refers(at, last):
            return None
        end = name.last if name is not None else here - 1
        return Phrase(
            PhraseKind.PERSON,
            self.sentence.index,
            at,
            end,
            Span(self.tokens[at].span.start, self.tokens[end].stem_span.end),
            slugs=name.slugs if name is not None else (),
            title=title,
            former=former,
            owner=owner,
            place=place,
            name=name.name if name is not None else None,
            possessive=self.tokens[end].enclitic is not None,
        )

    def _refers(self, at: int, last: int) -> bool:
        """Whether a title alone refers back to its holder ("the president")."""
        return at > 0 and self.tokens[at - 1].norm == "the" and last < len(self.tokens)

    def _name_at(self, at: int, *, apart: bool) -> Phrase | None:
        """A personal name: the register's, or any words with capitals."""
        if at >= len(self.tokens) or self.tokens[at].kind is not TokenKind.WORD:
            return None
        if at in self.names:
            known = self.names[at][0]
            return known if known.name is not None else None
        last = self.proper.person(self.tokens, at, self._not_persons())
        if last is None or (apart and last == at):
            return None
        return self._person(at, last)

    def _person(self, first: int, last: int) -> Phrase:
        span = self.proper.span(self.tokens, first, last)
        words = " ".join(token.stem for token in self.tokens[first : last + 1])
        slugs = self.proper.known(words)
        owns = self.tokens[last].enclitic is not None
        return Phrase(PhraseKind.PERSON, self.sentence.index, first, last, span, slugs, name=span, possessive=owns)

    def _apposition(self, person: Phrase) -> Phrase:
        """A title between commas behind a name: "Lavrov, the Russian foreign minister," ."""
        at = person.last + 1
        if at + 1 >= len(self.tokens) or not (self._is_comma(at) or self.tokens[at].norm in _BEING):
            return person
        copular = not self._is_comma(at)
        at += 1
        if self.tokens[at].norm in ARTICLES and at + 1 < len(self.tokens):
            at += 1
        owner: Phrase | None = None
        if at in self.names and self.names[at][-1].name is None:
            owner = replace(self.names[at][-1], possessive=False)
            at = owner.last + 1
        headed = self._headed(at, owner) if at < len(self.tokens) else None
        if headed is None or headed.title is None or headed.name is not None:
            return person
        if copular:
            return replace(person, title=headed.title, owner=headed.owner, former=headed.former)
        span = Span(person.span.start, headed.span.end)
        return replace(
            person, title=headed.title, owner=headed.owner, former=headed.former, last=headed.last, span=span
        )

    def _institution(self, at: int, owner: Phrase | None) -> Phrase | None:
        """A paper, a company, an institute by its own name."""
        if at >= len(self.tokens) or self.tokens[at].kind is not TokenKind.WORD:
            return None
        found = self.proper.institution(self.tokens, at)
        if found is None:
            return None
        body, last = found
        span = self.proper.span(self.tokens, at, last)
        owns = self.tokens[last].enclitic is not None
        return Phrase(
            PhraseKind.BODY, self.sentence.index, at, last, span, body=body, owner=owner, name=span, possessive=owns
        )

    def _institution_behind(self, last: int) -> Phrase | None:
        at = last + 1
        if at + 2 >= len(self.tokens) or self.tokens[at].norm not in _OWNING:
            return None
        at += 2 if self.tokens[at + 1].norm in ARTICLES else 1
        return self._institution(at, None) or self._headed(at, None)
