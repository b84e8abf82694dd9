"""Tables of coded events, one a row, as annotations: every statement keeps the row that it comes from as its evidence.

The form is that of the public benchmark files made from ICEWS: subject, name of a CAMEO code, object, date, with tabs
between them. A table is read in blocks of rows. A block is a document whose text is its rows, letter for letter: the
words behind an event are its row, and the block is the same document whenever it is read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from extraction.lexicon.pack import read_rows
from extraction.text.normalisation import fold_key
from ontology.catalog import Catalog
from ontology.dates import Precision, parse_date
from ontology.errors import DateError, DocumentError
from ontology.gazetteer import NameKind
from ontology.model import Actor, ActorType, Annotation, Document, Event, EventClass, Modality, Span

_FOLDER: Final = Path(__file__).parent / "tables"
_COLUMNS: Final = ("subject", "relation", "object", "date")
_NAMES: Final = (NameKind.PREFERRED, NameKind.ALTERNATIVE, NameKind.ACRONYM)
_QUALIFIED: Final = re.compile(r"(?P<name>.+?) \((?P<country>[^()]+)\)")
SCHEME: Final = "icews"
"""Before the ids of actors that the register does not know: within the data set a name is one actor."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes:
        line: its number in the file, from 1.
        text: the row as it stands there, without the line break.
        cells: subject, relation, object and date.
    """

    line: int
    text: str
    cells: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class CodedRelation:
    """What the name of a CAMEO code says in PLOVER; no class where PLOVER has none for it."""

    code: str
    event_class: EventClass | None
    mode: str | None
    modality: Modality


class TableReader:
    """Reads the rows of tables against the register.

    Args:
        catalog: from `load_catalog`.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._relations = load_relations()
        self._words = _load_words()
        self._register, self._countries = _index_names(catalog)
        self._find_actor = lru_cache(maxsize=100_000)(self._read_actor)

    def read_row(self, line: int, text: str) -> Row:
        """A row of a table.

        Raises:
            DocumentError: it has not four cells, its relation has no code, or its date is none; the message names the
                line.
        """
        cells = text.split("\t")
        if len(cells) != len(_COLUMNS):
            raise DocumentError(
                f"line {line}: {len(cells)} cells, and there should be four with tabs between them: "
                f"{', '.join(_COLUMNS)}"
            )
        subject, relation, object_, date = cells
        for column, cell in zip(_COLUMNS, cells, strict=True):
            if not _plain(cell):
                raise DocumentError(f"line {line}: the {column} is empty: a row names all four")
        if _key(relation) not in self._relations:
            raise DocumentError(f"line {line}: {relation!r} is the name of no CAMEO code: correct it or take it out")
        try:
            precision = parse_date(date).begin.precision
        except DateError as error:
            raise DocumentError(f"line {line}: {error}") from error
        if precision is not Precision.DAY or "/" in date:
            raise DocumentError(f"line {line}: {date!r} is no day: write YYYY-MM-DD")
        return Row(line, text, (subject, relation, object_, date))

    def relation_of(self, row: Row) -> CodedRelation:
        """What the relation of a row says."""
        return self._relations[_key(row.cells[1])]

    def read_block(self, rows: Sequence[Row], *, name: str, source: str) -> Annotation:
        """The annotation of some rows that follow each other.

        Args:
            rows: at least one.
            name: what the table is called.
            source: what it is part of, such as a data set and its version.
        """
        text = "".join(f"{row.text}\n" for row in rows)
        title = f"{name}, rows {rows[0].line} to {rows[-1].line}"
        document = Document(f"{name}-{rows[0].line}", text, "en", title=title, source=source, is_table=True)
        actors: dict[str, Actor] = {}
        events: list[Event] = []
        start = 0
        for row in rows:
            event = self._read_event(row, start, actors)
            events += [] if event is None else [event]
            start += len(row.text) + 1
        return Annotation(
            document, actors=tuple(actors.values()), events=tuple(events), extractor="mithaq: rows of a table"
        )

    def _read_event(self, row: Row, start: int, actors: dict[str, Actor]) -> Event | None:
        relation = self.relation_of(row)
        if relation.event_class is None:
            return None
        subject, words, object_, date = row.cells
        parties = [self._find_actor(_plain(name)) for name in (subject, object_)]
        actors |= {actor.id: actor for actor in parties}
        trigger = start + len(subject) + 1
        return Event(
            id=f"row{row.line}",
            event_class=relation.event_class,
            mode=relation.mode,
            modality=relation.modality,
            actor=(parties[0].id,),
            recipient=(parties[1].id,),
            trigger=Span(trigger, trigger + len(words)),
            evidence=Span(start, start + len(row.text)),
            date=date,
        )

    def _read_actor(self, name: str) -> Actor:
        """The actor of a name: the register's where it has the name, else one of the data set's own."""
        known = self._register.get(fold_key(name))
        if known is not None:
            return known
        qualified = _QUALIFIED.fullmatch(name)
        iso3 = self._countries.get(fold_key(qualified["country"])) if qualified else None
        return Actor(_slug(name), self._type_of(name, qualified), name, None, iso3=iso3, scheme=SCHEME)

    def _type_of(self, name: str, qualified: re.Match[str] | None) -> ActorType:
        said = (qualified["name"] if qualified else name).casefold()
        for pattern, kind in self._words:
            if pattern.search(said):
                return kind
        return ActorType.PEOPLE if qualified else ActorType.PERSON


def read_lines(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The rows of a file with their numbers, without empty lines and without a byte-order mark."""
    for number, line in enumerate(lines, start=1):
        text = line.rstrip("\r\n").removeprefix("\ufeff" if number == 1 else "")
        if text.strip():
            yield number, text


def load_relations(path: Path | None = None) -> Mapping[str, CodedRelation]:
    """The names of CAMEO codes, folded, with what they say.

    Raises:
        LexiconError: the table breaks its own rules.
    """
    return {
        _key(row["name"]): CodedRelation(
            row["code"],
            EventClass(row["class"]) if row["class"] else None,
            row["mode"] or None,
            Modality(row["modality"]),
        )
        for row in read_rows(path or _FOLDER / "cameo.tsv")
    }


def _load_words() -> tuple[tuple[re.Pattern[str], ActorType], ...]:
    """Words that say what kind of actor a name is, the longest first."""
    rows = sorted(read_rows(_FOLDER / "actor_words.tsv"), key=lambda row: (-len(row["words"]), row["words"]))
    return tuple((re.compile(rf"\b{re.escape(row['words'])}(?:e?s)?\b"), ActorType(row["type"])) for row in rows)


def _index_names(catalog: Catalog) -> tuple[dict[str, Actor], dict[str, str]]:
    """The actors of the register by folded name, without names that several have; ISO codes of states by name."""
    named: dict[str, dict[str, Actor]] = {}
    countries: dict[str, str] = {}
    for slug, entry in catalog.actors.items():
        actor = Actor(slug, entry.type, entry.preferred("en"), entry.preferred("ar"), iso3=entry.iso3, register=True)
        for name in entry.names:
            if name.kind in _NAMES and name.language in ("en", None):
                named.setdefault(fold_key(name.text), {})[slug] = actor
                if entry.type is ActorType.STATE and entry.iso3:
                    countries[fold_key(name.text)] = entry.iso3
    return {name: next(iter(found.values())) for name, found in named.items() if len(found) == 1}, countries


def _plain(name: str) -> str:
    """A name with spaces where the file has underscores.

    >>> _plain("South_Korea ")
    'South Korea'
    """
    return " ".join(name.replace("_", " ").split())


def _key(relation: str) -> str:
    """The name of a code without case and punctuation, in which files differ.

    >>> _key("Arrest,_detain, or charge")
    'arrest detain or charge'
    """
    return " ".join(re.findall(r"[^\W_]+", relation.casefold()))


def _slug(name: str) -> str:
    """A name as the last part of an IRI: small letters, digits and hyphens.

    >>> _slug("Police (Nigeria)")
    'police-nigeria'
    """
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")
