"""A language pack: the lexicons of one language as values, loaded from its folder and checked.

A lexicon is a TSV file with a header, or a TOML file; a line that breaks the rules of its file is a LexiconError that
names file and line. What each file holds and how to add to it stands in docs/lexicons.md.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import cast

from extraction.text.normalisation import fold_key
from ontology.errors import LexiconError
from ontology.model import MODES, ActorType, EventClass, Predicate

_FOLDER = Path(__file__).parents[1] / "language"

MENTIONED: Mapping[str, frozenset[ActorType]] = MappingProxyType(
    {
        "ACTOR": frozenset(ActorType),
        "IGO": frozenset({ActorType.IGO}),
        "PERSON": frozenset({ActorType.PERSON}),
    }
)
"""Conditions of frames.tsv that a mention meets, by the types of actors; `@ACTOR` is met by a direct object only."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb and what is derived from it, in base forms."""

    lemma: str
    imperfect: str
    masdars: tuple[str, ...]
    active: tuple[str, ...]
    passive: tuple[str, ...]
    passive_perfect: str


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun or adjective that names an event by itself."""

    lemma: str
    plurals: tuple[str, ...]
    adjective: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """What must stand in the phrase of a trigger for a frame to hold: one of the alternatives, or none of them.

    Attributes:
        sets: names of word sets, without the `@`.
        words: folded words and phrases.
    """

    sets: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    negated: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to hold."""
        return not self.sets and not self.words


@dataclass(frozen=True, slots=True)
class Frame:
    """One reading of a lemma: what an occurrence of it means, and where its participants stand.

    Attributes:
        event_class: None for a reading that is no event.
        actor, recipient: sources in order of preference; a source is a tuple of roles that are taken together.
        genitive: what the genitive of its noun is: subj, obj or both.
        prior: 0 to 1, how often such an occurrence is an event.
    """

    lemma: str
    condition: Condition
    event_class: EventClass | None
    mode: str | None
    actor: tuple[tuple[str, ...], ...]
    recipient: tuple[tuple[str, ...], ...]
    genitive: str
    prior: float


@dataclass(frozen=True, slots=True)
class Body:
    """A noun that heads the name of a body, a force or a group, or that stands for its state.

    Attributes:
        reference: body kinds as bodies.tsv names them: body, bare, owned, pronoun (only with one: "خارجيته"), crowd
            (people of no state that is told), abroad
            (where it is tells it from others), group, state, members and the kinds for persons and companies.
        english: template of the English name with {state}, {demonym} or {organisation}.
    """

    head: tuple[str, ...]
    type: ActorType
    reference: str
    english: str


@dataclass(frozen=True, slots=True)
class Title:
    """A title or an office, and how its holder stands to the state or organisation that follows."""

    words: tuple[str, ...]
    predicate: Predicate
    office: str
    scope: str


@dataclass(frozen=True, slots=True)
class SpeechVerb:
    """A verb of speech; `claim` tells whether what follows it is only its subject's word."""

    lemma: str
    act: str
    claim: bool


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """All lexicons of one language.

    Attributes:
        given_names: of persons, as they are spelled; a language that writes names with capitals needs none.
    """

    language: str
    verbs: tuple[Verb, ...]
    nouns: tuple[Noun, ...]
    frames: Mapping[str, tuple[Frame, ...]]
    sets: Mapping[str, frozenset[str]]
    bodies: tuple[Body, ...]
    titles: tuple[Title, ...]
    speech: Mapping[str, SpeechVerb]
    cues: Mapping[str, Mapping[str, object]]
    given_names: frozenset[str] = frozenset()

    def words(self, table: str, key: str) -> frozenset[str]:
        """A word list of cues.toml, folded."""
        return frozenset(fold_key(word) for word in cast("list[str]", self.cues[table][key]))


def load_pack(language: str, folder: Path | None = None) -> LanguagePack:
    """Load and check the pack of a language.

    Args:
        language: ISO 639-1 code, the name of the folder of the pack that ships.
        folder: of a pack that does not.

    Raises:
        LexiconError: a file is missing or a line of it breaks its rules.
    """
    folder = folder or _FOLDER / language
    sets = {
        name: frozenset(fold_key(word) for word in cast("list[str]", words))
        for name, words in _toml(folder / "sets.toml").items()
        if isinstance(words, list)
    }
    return LanguagePack(
        language=language,
        verbs=tuple(_verb(row) for name in ("verbs.tsv", "auxiliaries.tsv") for row in read_rows(folder / name)),
        nouns=tuple(_noun(row) for row in read_rows(folder / "nouns.tsv")),
        frames=_frames(folder / "frames.tsv", sets),
        sets=sets,
        bodies=tuple(_body(row) for row in read_rows(folder / "bodies.tsv")),
        titles=tuple(_title(row) for row in read_rows(folder / "titles.tsv")),
        speech={
            row["lemma"]: SpeechVerb(row["lemma"], row["act"], row["claim"] == "yes")
            for row in read_rows(folder / "speech.tsv")
        },
        cues=cast("Mapping[str, Mapping[str, object]]", _toml(folder / "cues.toml")),
        given_names=_given_names(folder / "given_names.toml"),
    )


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a TSV file by column name, with `line` added for messages."""
    if not path.is_file():
        raise LexiconError(f"{path}: this file is missing")
    lines = path.read_text(encoding="utf-8").split("\n")
    header = lines[0].split("\t")
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) != len(header):
            raise LexiconError(f"{path}:{number}: {len(cells)} cells, but the header has {len(header)}")
        yield {**dict(zip(header, cells, strict=True)), "line": f"{path}:{number}"}


def _toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{path}: {error}") from error


def _given_names(path: Path) -> frozenset[str]:
    return frozenset(cast("list[str]", _toml(path)["names"])) if path.is_file() else frozenset()


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _verb(row: dict[str, str]) -> Verb:
    return Verb(
        row["lemma"],
        row["imperfect"],
        _listed(row["masdars"]),
        _listed(row["active"]),
        _listed(row["passive"]),
        row["passive_perfect"],
    )


def _noun(row: dict[str, str]) -> Noun:
    return Noun(row["lemma"], _listed(row["plurals"]), row["kind"] == "adjective")


def _body(row: dict[str, str]) -> Body:
    return Body(tuple(fold_key(row["head"]).split()), ActorType(row["type"]), row["reference"], row["english"])


def _title(row: dict[str, str]) -> Title:
    return Title(tuple(fold_key(row["title"]).split()), Predicate(row["predicate"]), row["office"], row["scope"])


def _frames(path: Path, sets: Mapping[str, frozenset[str]]) -> dict[str, tuple[Frame, ...]]:
    frames: dict[str, list[Frame]] = {}
    for row in read_rows(path):
        frames.setdefault(row["lemma"], []).append(_frame(row, sets))
    return {lemma: tuple(readings) for lemma, readings in frames.items()}


def _frame(row: dict[str, str], sets: Mapping[str, frozenset[str]]) -> Frame:
    condition = _condition(row["with"])
    missing = [name for name in condition.sets if name not in sets and name not in MENTIONED]
    if missing:
        raise LexiconError(f"{row['line']}: no word set {missing[0]!r} in sets.toml")
    event_class = None if row["class"] == "-" else EventClass(row["class"])
    mode = row["mode"] or None
    if mode is not None and (event_class is None or mode not in MODES[event_class]):
        raise LexiconError(f"{row['line']}: {mode!r} is no mode of {row['class']}")
    return Frame(
        row["lemma"],
        condition,
        event_class,
        mode,
        _sources(row["actor"]),
        _sources(row["recipient"]),
        row["genitive"],
        float(row["prior"]),
    )


def _condition(cell: str) -> Condition:
    negated = cell.startswith("!")
    alternatives = [part.strip() for part in cell.removeprefix("!").split("|") if part.strip()]
    return Condition(
        tuple(part[1:] for part in alternatives if part.startswith("@")),
        tuple(fold_key(part.strip('"')) for part in alternatives if not part.startswith("@")),
        negated,
    )


def _sources(cell: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(role.strip() for role in source.split("+")) for source in cell.split(",") if source.strip())
