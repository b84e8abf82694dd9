"""Bodies, forces, groups and institutions with what they belong to: the second layer of the phrase finder."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace

from extraction.lexicon.pack import Body
from extraction.phrases.institutions import InstitutionScan, is_adjectival
from extraction.phrases.names import QUOTES
from extraction.phrases.phrase import Phrase, PhraseKind
from extraction.text.tokens import Token
from ontology.gazetteer import NameKind
from ontology.model import ActorType, Span

_MAX_ADJECTIVES = 2
_MIN_PLURAL = 5
_IN = ("في", "لدي", "ب")
_SPOKEN_FOR = ("owned", "adjacent")
_PRESIDENCY = ("رئاسه", "الرئاسه")


class BodyScan(InstitutionScan):
    """Finds bodies: a head noun, its adjectives, its owner, its place and what is tied to it."""

    @abstractmethod
    def person(self, at: int) -> Phrase | None:
        """A person with a title at a token."""

    def body(self, at: int, *, spoken_for: bool = False) -> Phrase | None:
        """The phrase of a head noun at a token; None where it names no actor there.

        Args:
            at: the token.
            spoken_for: whether somebody speaks for the body, so that it needs no owner: "المتحدث باسم الخارجية".
        """
        words, last = self.longest(True, at)
        if not words or self.tokens[at].norm in self.lexicon.leaders:
            return None
        body = self.lexicon.body_of[words]
        if body.reference in ("named", "institution"):
            found = self.institution(at, body, last)
            return None if found is None else self._placed(found)
        owner, end = self.owner(last + 1, region=body.reference == "members")
        if (
            owner is not None
            and body.reference == "adjacent"
            and (owner.kind is not PhraseKind.ADJECTIVE or owner.first > last + 1)
        ):
            return None
        if owner is None:
            owner, end = self._owner_with_title(last + 1, body)
        pronoun = owner is None and self.has_pronoun(last, body.head[-1])
        if body.reference == "pronoun" and not pronoun:
            return None
        phrase = Phrase(
            PhraseKind.BODY,
            self.sentence.index,
            at,
            end if owner else last,
            Span(self.head_start(at, body.head[0]), self.tokens[end if owner else last].span.end),
            body=body,
            owner=owner,
            owner_pronoun=pronoun,
        )
        if not owner:
            phrase = self._extended(phrase)
        phrase = self._placed(phrase)
        stands = self._stands(phrase, body) or (spoken_for and body.reference in _SPOKEN_FOR)
        return self._with_leader(self._with_ties(phrase)) if stands else None

    def _stands(self, phrase: Phrase, body: Body) -> bool:
        """Whether a head noun with what follows it can be an actor."""
        owner = phrase.owner
        if body.reference == "person":
            return owner is not None and owner.kind is PhraseKind.PERSON
        if body.reference == "members":
            if owner is None or owner.kind is PhraseKind.BODY:
                return False
            return owner.kind is not PhraseKind.ADJECTIVE or self._is_region(phrase)
        if body.reference == "union":
            named = owner is not None and bool(owner.slugs) and owner.slugs[0] in self.lexicon.unions
            return named or (owner is not None and owner.kind is PhraseKind.REFERENCE)
        if owner is not None and body.head[0] in _PRESIDENCY and owner.body is not None:
            return owner.body.reference == "state"  # "رئاسة الحكومة", "رئاسة الوفد": an office, no body
        if owner is not None:
            return not (owner.kind is PhraseKind.BODY and body.type is ActorType.ARMED_FORCE and body.head == ("قوه",))
        return phrase.owner_pronoun or body.reference in ("bare", "group", "crowd")

    def _is_region(self, phrase: Phrase) -> bool:
        """Whether states are told by a region of one of them: "دول الجوار الليبي"."""
        between = self.tokens[phrase.first + 1 : phrase.owner.first] if phrase.owner is not None else ()
        return len(between) == 1 and between[0].norm.startswith("ال") and not self.tokens[phrase.first].article

    # owners

    def owner(self, at: int, *, region: bool = False) -> tuple[Phrase | None, int]:
        """The owner after a head noun: a genitive, or a demonym behind up to two other adjectives."""
        genitive = self.genitive(at)
        if genitive is not None and (region or not self._is_closed(at - 1)):
            return genitive, genitive.last
        for skipped in range(_MAX_ADJECTIVES + 1):
            adjective = self.adjective(at + skipped)
            if adjective is not None:
                return adjective, adjective.last
            if not skipped and region and self.word(at) is not None and self.tokens[at].norm.startswith("ال"):
                continue
            if not self._may_qualify(at, at + skipped):
                break
        return None, at - 1

    def _may_qualify(self, behind: int, at: int) -> bool:
        """Whether a word may be an adjective of the noun before it: it agrees with one that takes no genitive."""
        if at >= len(self.tokens) or not is_adjectival(self.tokens[at]):
            return False
        if not self._is_closed(behind - 1):
            return True
        agrees = self.tokens[at].norm.startswith("ال") == self.tokens[behind - 1].norm.startswith("ال")
        return agrees and not self.longest(True, at)[0]

    def _is_closed(self, at: int) -> bool:
        """Whether a noun takes no genitive: it has the article, or the n of a plural that a genitive takes away."""
        norm = self.tokens[at].norm
        plural = norm.endswith(("ون", "ين")) and len(norm) > _MIN_PLURAL
        return plural or self.tokens[at].article or norm.startswith("ال")

    def genitive(self, at: int) -> Phrase | None:
        """A name, a body or a referring noun that directly follows a noun as its genitive; a ل before it counts."""
        token = self.word(at)
        if token is None:
            return None
        crown = self.crown(at)
        if crown is not None:
            return crown
        named = self.names.get(at)
        if named is None and at in self.doubtful and self._is_rare(at):
            self.names[at] = named = self.doubtful[at]
        body, last = self.longest(True, at)
        if named is not None and not named[1] < last:  # "مجلس الأمن | القومي" is another council
            if named[0].proclitics not in ("", "ل"):
                return None
            phrase = self.name(at)
            return None if phrase is None or phrase.kind is PhraseKind.ADJECTIVE else phrase
        if body and _is_bare(token, body[0]):
            return self.body(at)
        reference = self.reference(at)
        return reference if reference is not None and _is_bare(token, reference.reference) else None

    def crown(self, at: int) -> Phrase | None:
        """A state told by the style of its king, before whom an envoy stands: "سفير خادم الحرمين الشريفين"."""
        words, last = self.longest(False, at)
        state = self.lexicon.crowns.get(" ".join(words))
        if state is None:
            return None
        span = Span(self.head_start(at, words[0]), self.tokens[last].span.end)
        return Phrase(PhraseKind.NAME, self.sentence.index, at, last, span, (state,), NameKind.METONYM)

    def _is_rare(self, at: int) -> bool:
        """Whether a doubtful surname can be nobody else's and nothing else."""
        match = self.doubtful[at][0]
        word = self.tokens[at].norm[len(match.proclitics) :]
        return len({thing.slug for thing in match.things}) == 1 and self.lexicon.is_distinctive(word)

    def _owner_with_title(self, at: int, body: Body) -> tuple[Phrase | None, int]:
        """A person with a title as the owner of an administration: "إدارة الرئيس الأمريكي ترامب"."""
        token = self.word(at)
        words, _ = self.longest(False, at)
        if token is None or not words or not token.norm.startswith(words[0]) or body.reference == "group":
            return None, at - 1
        if (
            body.type not in (ActorType.GOVERNMENT, ActorType.ARMED_FORCE, ActorType.PARTY)
            and body.reference != "state"
        ):
            return None, at - 1
        person = self.person(at)
        return (person, person.last) if person is not None and (person.name or person.owner) else (None, at - 1)

    # what follows

    def _extended(self, phrase: Phrase) -> Phrase:
        """A head noun without owner takes the adjectives that agree with it: "السلطات المحلية"."""
        last = phrase.last
        article = phrase.owner_pronoun or self.tokens[phrase.first].norm.find("ال") in (0, 1, 2)
        while last - phrase.last < _MAX_ADJECTIVES and last + 1 < len(self.tokens):
            token = self.tokens[last + 1]
            agrees = is_adjectival(token) and token.norm.startswith("ال") == article
            agrees = agrees and not (self.lexicon.person_names.given(token) and not article)
            if not agrees or token.norm in self.lexicon.ties or self.lexicon.lexicon.readings(token):
                break
            last += 1
        return replace(phrase, last=last, span=Span(phrase.span.start, self.tokens[last].span.end))

    def _placed(self, phrase: Phrase) -> Phrase:
        """Where the body is: owner of a body that has none ("البرلمان في اليونان"), place of a mission or a group."""
        body = phrase.body
        if body is None or body.reference in ("state", "members", "person"):
            return phrase
        place = self.behind(phrase.last + 1, _IN)
        if place is None or place.kind is PhraseKind.PERSON or (place.body and place.body.reference != "state"):
            return phrase
        span = Span(phrase.span.start, place.span.end) if body.reference != "company" else phrase.span
        if phrase.owner is None and not phrase.owner_pronoun and body.reference in ("bare", "body", "owned"):
            return replace(phrase, owner=place, last=place.last, span=span)
        if body.reference in ("group", "mission", "company", "institution", "named"):
            return replace(phrase, place=place, last=place.last, span=span)
        return phrase

    def behind(self, at: int, prepositions: tuple[str, ...] | frozenset[str]) -> Phrase | None:
        """The name, body or referring noun that a preposition at a token governs, written apart or with it."""
        token = self.word(at)
        if token is None:
            return None
        if token.norm in prepositions:
            phrase = self._governed(at + 1, "")
            return phrase if phrase is not None else self._governed(at + 2, "")
        return self._governed(at, "ب") if "ب" in prepositions and token.norm.startswith("ب") else None

    def _governed(self, at: int, proclitic: str) -> Phrase | None:
        named = self.names.get(at)
        if named is not None:
            found = self.name(at) if named[0].proclitics.removesuffix("ال") == proclitic else None
            return None if found is None or found.kind is PhraseKind.ADJECTIVE else found
        words, _ = self.longest(True, at) if self.word(at) else ((), -1)
        token = self.word(at)
        if words and token is not None and token.norm in (words[0], proclitic + words[0]):
            return self.body(at)
        reference = self.reference(at) if token is not None else None
        return reference if reference is not None and token is not None and token.norm == reference.reference else None

    def _with_ties(self, phrase: Phrase) -> Phrase:
        """Add the actors that a trailing participle ties to the phrase: "الموالين لروسيا", "المدعومة من إيران"."""
        token = self.word(phrase.last + 1)
        relation = self.lexicon.ties.get(token.norm) if token is not None else None
        if relation is None:
            return phrase
        name_at = phrase.last + 2
        if name_at not in self.names:
            name_at += 1
        other = self.name(name_at) if name_at in self.names else None
        if other is None:
            return phrase
        span = Span(phrase.span.start, other.span.end)
        return replace(phrase, last=other.last, span=span, related=(*phrase.related, (relation, other)))

    def _with_leader(self, phrase: Phrase) -> Phrase:
        """A body or group is told by who leads it: "حكومة مدنية برئاسة الصادق المهدي"."""
        token = self.word(phrase.last + 1)
        if token is None or token.norm not in self.lexicon.leaders:
            return phrase
        at = phrase.last + 2
        at += self.surface(at) in QUOTES
        leader = self.name(at) if at in self.names else self.person(at) if self.word(at) else None
        if leader is None or leader.kind is not PhraseKind.PERSON or leader.name is None:
            return phrase
        span = Span(phrase.span.start, leader.span.end) if phrase.owner is None else phrase.span
        return replace(phrase, last=leader.last, span=span, related=(*phrase.related, ("headOf", leader)))


def _is_bare(token: Token, head: str) -> bool:
    """Whether nothing but a ل stands before a head noun in its token."""
    bare = head.removeprefix("ال")
    starts = (head, "ل" + head, "لل" + bare) if head.startswith("ال") else (head, "ل" + head)
    return token.norm.startswith(starts) or token.norm.startswith(head.removesuffix("ه"))
