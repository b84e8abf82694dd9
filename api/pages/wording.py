"""The words of the pages themselves, in English and Arabic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from api.http.negotiation import Languages

_LANGUAGES = ("en", "ar")


@dataclass(frozen=True, slots=True)
class Wording:
    """What headings and labels are called in one language.

    Attributes:
        language: `en` or `ar`.
        words: by key.
    """

    language: str
    words: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        """The word for a key of `words.tsv`."""
        return self.words[key]

    def get(self, key: str) -> str:
        """The word for a key, or the key itself where there is none: for what the graph names."""
        return self.words.get(key, key)


def load_wording(language: str) -> Wording:
    """The words in a language; in English where the pages do not speak it.

    >>> load_wording("ar-EG")["events"]
    'الأحداث'
    """
    base = language.partition("-")[0]
    chosen = base if base in _LANGUAGES else _LANGUAGES[0]
    lines = resources.files("api.pages").joinpath("words.tsv").read_text(encoding="utf-8").splitlines()
    column = lines[0].split("\t").index(chosen)
    return Wording(chosen, {cells[0]: cells[column] for cells in (line.split("\t") for line in lines[1:])})


def page_wording(languages: Languages) -> Wording:
    """The words of a page in the best of a reader's languages that the pages speak."""
    return load_wording(next(language for language in languages.preferred if language in _LANGUAGES))
