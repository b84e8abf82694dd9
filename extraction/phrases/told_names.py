"""The names of persons that a document has told so far, found again by last name and in other spellings.

Kept by sound, so that looking one up takes as long in a book as in a note.
"""

from __future__ import annotations

from collections.abc import Iterable

from extraction.text.spelling import same_name, skeleton


class ToldNames:
    """Whom each name of a document means."""

    def __init__(self) -> None:
        self._bearers: dict[str, str] = {}
        self._fully_named: set[str] = set()
        self._surnames: set[str] = set()
        self._sounds: set[str] = set()
        self._by_sound: dict[str, list[str]] = {}

    def add(self, name: str, person: str) -> None:
        """Remember a folded name; a name that was told before goes on meaning who it meant."""
        if name in self._bearers:
            return
        self._bearers[name] = person
        for sound in _near(skeleton(name.rsplit(maxsplit=1)[-1])):
            self._by_sound.setdefault(sound, []).append(name)
        if " " in name:
            self._fully_named.add(person)
            self._surnames.add(name.rsplit(maxsplit=1)[-1])
            self._sounds.add(skeleton(name.rsplit(maxsplit=1)[-1]))

    def get(self, name: str) -> str | None:
        """Who bears a folded name as it is spelled."""
        return self._bearers.get(name)

    def bearer(self, name: str) -> str | None:
        """Who bears a folded name, full or last, in any spelling; None for nobody and for several.

        A last name told before, of somebody who was named in full, is no other spelling of a full name.
        """
        if name in self._bearers:
            return self._bearers[name]
        bearers = {
            self._bearers[told]
            for told in self._alike(name)
            if same_name(told, name)
            and (" " not in name or " " in told or self._bearers[told] not in self._fully_named)
        }
        return bearers.pop() if len(bearers) == 1 else None

    def is_surname(self, word: str) -> bool:
        """Whether a folded word is the last name of a person named in full."""
        return word in self._surnames

    def sounds_like_surname(self, word: str) -> bool:
        """Whether a folded word sounds as the last name of a person named in full."""
        return skeleton(word) in self._sounds

    def _alike(self, name: str) -> Iterable[str]:
        """Names told before whose last word may sound like that of a name, each once."""
        words = name.split()
        near = _near(skeleton(words[-1])) if words else ()
        return dict.fromkeys(told for sound in near for told in self._by_sound.get(sound, ()))


def _near(sounds: str) -> set[str]:
    """The sounds of a word and what is left when one is taken out: two words that differ by one sound share one."""
    return {sounds, *(sounds[:at] + sounds[at + 1 :] for at in range(len(sounds)))}
