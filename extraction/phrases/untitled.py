"""Persons without a title of their own: counterparts, relatives, sharers of a title, names alone; the fourth layer."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.phrases.lexicon import bare_forms
from extraction.phrases.names import QUOTES
from extraction.phrases.person_names import Given
from extraction.phrases.persons import COMMAS, PersonScan
from extraction.phrases.phrase import Phrase, PhraseKind
from extraction.phrases.portfolios import Reading
from ontology.model import Span

_MIN_SOUND = 6


class UntitledScan(PersonScan):
    """Finds persons by what stands around a name, or by another person."""

    def surname(self, at: int) -> Phrase | None:
        """The last name of somebody whom the document has named in full before."""
        token = self.tokens[at]
        whole = self.told.is_surname(token.norm)
        start = token.span.start if whole else token.stem_span.start
        known = whole or self.told.is_surname(token.stem)
        if token.enclitic or not (known or (self._is_rare_word(at) and self.told.sounds_like_surname(token.stem))):
            return None
        name = Span(start, token.span.end)
        return self.apposition(Phrase(PhraseKind.PERSON, self.sentence.index, at, at, name, name=name))

    def _is_rare_word(self, at: int) -> bool:
        """Whether a word is long and known to no lexicon, so that it may be compared by sound."""
        token = self.tokens[at]
        return len(token.stem) >= _MIN_SOUND and not token.article and not self.lexicon.lexicon.readings(token)

    def untitled(self, at: int, before: Phrase | None = None) -> Phrase | None:
        """A name that the register does not know, told by its given name, a title behind it or a verb of speech."""
        joined = self.tokens[at].proclitics == ("و",) or self.lexicon.person_names.is_joined(self.tokens[at])
        if not joined and not self.lexicon.person_names.suspect(self.tokens, at):
            return None
        found = self.name_at(at, titled=False, joined=joined)
        if found is None or found[2] == at + 1:
            return None
        name, slugs, end = found
        name = Span(self._joined_start(at), name.end) if joined else name
        phrase = Phrase(PhraseKind.PERSON, self.sentence.index, at, end - 1, name, slugs=slugs, name=name)
        titled = self.apposition(phrase)
        if titled.title is not None:
            return titled
        told = self._is_said_by(at) or self._is_told_of(at, end)
        if told and not joined and self._is_foreign(at, end):
            return titled
        listed = joined and before is not None and before.kind is PhraseKind.PERSON and before.last == at - 1
        return titled if self._is_full_name(at, end, joined=joined, listed=listed) else None

    def _joined_start(self, at: int) -> int:
        """Where a name begins behind the one letter that is written with it."""
        token = self.tokens[at]
        return token.stem_span.start if token.proclitics else token.span.start + 1

    def _is_full_name(self, at: int, end: int, *, joined: bool, listed: bool) -> bool:
        """Whether a given name opens the words, sure by itself, by a leader's word before it or in a list of persons.

        They must name no place, ship or house after somebody.
        """
        names = self.lexicon.person_names
        before = self.word(at - 1)
        least = Given.ORDINARY if listed or (before is not None and before.norm in self.lexicon.leaders) else Given.SURE
        sure = names.given(self.tokens[at], joined=joined) >= least or names.is_servant(self.tokens, at)
        if not sure or self.surface(at - 1) in QUOTES:
            return False
        if before is not None and {before.norm, before.stem, before.norm[1:]} & self.lexicon.namesakes:
            return False
        return self._surname_at(at + 1) or names.confirms(self.tokens, at + 1, end)

    def _is_told_of(self, at: int, end: int) -> bool:
        """Whether a clause about a person follows: "كان ايغور ماتوفيتش، الذي"."""
        after = self.word(end + 1) if self.surface(end) in COMMAS else None
        return after is not None and after.norm in ("الذي", "التي") and self.surface(at - 1) in ("كان", "كانت")

    def _is_foreign(self, at: int, end: int) -> bool:
        """Whether words are names by themselves: no article, no ending of a noun or an adverb."""
        names = self.lexicon.person_names
        return names.is_given(self.tokens[at].norm) or all(names.is_foreign(t) for t in self.tokens[at:end])

    def _is_said_by(self, at: int) -> bool:
        """Whether a verb of speech stands right before a token, so that a name there is its subject."""
        token = self.word(at - 1)
        if token is None:
            return False
        readings = self.lexicon.lexicon.readings(token)
        return any(r.form.part.finite and r.form.lemma in self.lexicon.speech and not r.enclitic for r in readings)

    def counterpart(self, at: int) -> Phrase | None:
        """A person told by being the counterpart of another: "نظيره الروسي فلاديمير بوتين"."""
        form = next((form for form in self._forms(at) if form in self.lexicon.counterparts), None)
        if form is None:
            return None
        reading = Reading(self.lexicon.counterparts[form], at + 1)
        self.read(reading)
        if reading.name is None and reading.owner is None:
            return None
        return self.built(at, self.head_start(at, form), reading)

    def coordinated_person(self, at: int, before: Phrase | None) -> Phrase | None:
        """A second holder of the title before: "الرئيسين الروسي بوتين والصيني شي جين بينغ"."""
        if before is None or before.title is None or before.last != at - 1 or before.name is None:
            return None
        owner = self.adjective(at, "و")
        if owner is None:
            return None
        reading = Reading(before.title, owner.last + 1, organ=before.organ, owner=owner)
        if not self.read_name(reading, reading.here):
            return None
        return self.built(at, owner.span.start, reading)

    def relative(self, at: int, before: Phrase | None) -> Phrase | None:
        """A relative of the person before: "سكريبال وابنته", with her name where it follows."""
        token = self.word(at)
        if token is None or before is None or before.kind is not PhraseKind.PERSON or before.last != at - 1:
            return None
        if not any(form in self.lexicon.kin for form in self._forms(at)) or not token.enclitic:
            return None
        found = self.name_at(at + 1) if self.word(at + 1) else None
        name, slugs, end = found if found is not None else (None, (), at + 1)
        start = self.tokens[at].stem_span.start
        span = Span(start, name.end if name is not None else token.span.end)
        return Phrase(
            PhraseKind.PERSON,
            self.sentence.index,
            at,
            end - 1,
            span,
            slugs=slugs,
            name=name,
            related=(("kin", before),),
        )

    def _forms(self, at: int) -> Iterator[str]:
        token = self.tokens[at]
        yield token.norm
        yield token.norm.removeprefix("و")
        for form in bare_forms(token):
            yield form.removeprefix("و")
