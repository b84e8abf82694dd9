"""Whom nouns mean that only refer: "the alliance", "the two sides", "his country", "the other country"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from extraction.actors.cast import Cast
from extraction.actors.focus import Focus
from extraction.lexicon.pack import LanguagePack
from extraction.phrases.phrase import Phrase
from extraction.text.normalisation import fold_key
from ontology.model import ActorType

_COUNTRIES = (ActorType.STATE, ActorType.FORMER_STATE)


class References:
    """Resolves the referring nouns of one document.

    Args:
        pack: the nouns of the language, each with what it asks for.
        cast: the actors spoken of.
        focus: the country that the document is about.
        own_state: the state of the person or body last spoken of.
    """

    def __init__(self, pack: LanguagePack, cast_: Cast, focus: Focus, own_state: Callable[[], str | None]) -> None:
        self._cast = cast_
        self._focus = focus
        self._own_state = own_state
        self._rules = {fold_key(word): cast("dict[str, Any]", rule) for word, rule in pack.cues["reference"].items()}

    def resolve(self, phrase: Phrase) -> tuple[str, ...]:
        """Whom a noun means; nobody where nobody of the kind was spoken of."""
        rule = self._rules[phrase.reference]
        types = tuple(ActorType(name) for name in rule["types"])
        number = int(rule.get("number", 1))
        if number > 1:
            return (rule.get("countries") and self._cast.pair(_COUNTRIES)) or self._cast.pair(types)
        names = tuple(rule.get("names", ()))
        words = tuple(rule.get("words", ()))
        if names:
            found = self._cast.recent(types, among=names) or self._by_default(rule)
        elif words:
            found = self._cast.named_like(words, types)
        elif rule.get("own"):
            found = self._own_state()
        elif types == (ActorType.STATE,) and not rule.get("other"):
            found = self._focus.state()
        else:
            found = self._cast.recent(types)
        return (found,) if found else ()

    def _by_default(self, rule: Mapping[str, Any]) -> str | None:
        """Whom a noun means before any such actor was spoken of: "المملكة" is Saudi Arabia."""
        default = rule.get("default")
        return self._cast.known(default) if isinstance(default, str) else None
