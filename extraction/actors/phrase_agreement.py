"""Gender and case of what phrases mean, by which a verb shows its subject: as written, and as states have it."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.actors.cast import Cast
from extraction.lexicon.pack import LanguagePack
from extraction.phrases.agreement import Case, case_of, is_feminine
from extraction.phrases.phrase import Phrase, PhraseKind
from extraction.text.normalisation import fold_key
from ontology.gazetteer import NameKind
from ontology.model import ActorType

_STATES = (ActorType.STATE, ActorType.FORMER_STATE)
_ARTICLE = "ال"


class PhraseAgreement:
    """How verbs agree with the phrases of one document.

    Args:
        pack: the masculine states and nouns of the language.
        cast: the actors of the document.
        text: of the document.
    """

    def __init__(self, pack: LanguagePack, cast: Cast, text: str) -> None:
        self._cast = cast
        self._text = text
        self._masculine = pack.words("gender", "masculine")
        self._palaces = pack.words("gender", "palaces")
        self._masculine_heads = pack.words("gender", "masculine_nouns")
        self._plurals = pack.words("gender", "plurals_of_men")
        self._genders: dict[str, bool] = {}

    def gender(self, phrase: Phrase, actors: Sequence[str]) -> bool | None:
        """Whether a verb agrees with a phrase in the feminine, remembered of its actor; None where nothing tells."""
        gender = self._gender(phrase, actors)
        if gender is not None:
            self._genders[actors[0]] = gender
        return gender

    def feminine(self, actor: str) -> bool | None:
        """Whether a verb agrees with somebody in the feminine: as the last phrase told, else as states do."""
        told = self._genders.get(actor)
        return actor not in self._masculine if told is None and self._cast[actor].type in _STATES else told

    def case(self, phrase: Phrase) -> Case:
        """The case that the ending of a common noun shows; names have such endings of their own ("الصين")."""
        named = phrase.kind is PhraseKind.NAME or self._is_name(phrase)
        common = phrase.plural or phrase.kind is not PhraseKind.ADJECTIVE
        head = phrase.span.of(self._text).split()[0]
        return case_of(head, self._masculine_heads) if common and not named else Case.ANY

    def _gender(self, phrase: Phrase, actors: Sequence[str]) -> bool | None:
        """Whether a verb agrees with a country, a body or an official in the feminine."""
        if len(actors) != 1 or phrase.kind in (PhraseKind.REFERENCE, PhraseKind.ADJECTIVE) or self._is_name(phrase):
            return None
        head, *more = phrase.span.of(self._text).split()
        described = more and head.startswith(_ARTICLE)  # "الاتحاد السوفييتي" agrees as "اتحاد"
        if phrase.kind is PhraseKind.NAME and self._cast[actors[0]].type in _STATES and not described:
            if phrase.name_kind is NameKind.METONYM:  # a capital is feminine, whatever its country is
                return None if fold_key(head) in self._palaces else True
            return actors[0] not in self._masculine
        return is_feminine(head, self._masculine_heads, self._plurals)

    def _is_name(self, phrase: Phrase) -> bool:
        """Whether a phrase is a personal name without a title."""
        return phrase.kind is PhraseKind.PERSON and phrase.title is None
