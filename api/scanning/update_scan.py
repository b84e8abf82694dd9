"""A look at an update's tokens before it is parsed: where it would fetch, and where its patterns begin.

Like `query_scan`, this is no parser: the engine says what is wrong with an update. It finds LOAD, which fetches from
any host; USING and WITH, which must not meet a dataset chosen by the request (SPARQL 1.1 Protocol, section 2.2.3); and
the patterns that such a dataset is for, since the engine takes it in the text of the update alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from api.scanning.query_scan import TOKEN, Position, QueryScan, locate, scan_query

_LOAD = re.compile(r"load", re.IGNORECASE)
_NOTHING = "DELETE DATA{}"
_SILENT_LOAD = re.compile(r"LOAD SILENT (?:iri|name)(?: INTO GRAPH (?:iri|name))?\Z")
_WORD = re.compile(r"\w+")
_BEFORE_GRAPH = frozenset({"GRAPH", "WITH", "INTO", "TO", "ADD", "MOVE", "COPY"})


@dataclass(frozen=True, slots=True)
class UpdateScan:
    """What an update's tokens say of it.

    Attributes:
        tokens: what they say of any text in SPARQL.
        load: where LOAD stands, or might stand for another reader of the text; unless it is a LOAD SILENT.
        loads: how often LOAD stands, silent ones included.
        silent_loads: where each LOAD SILENT begins and ends.
        chooses_dataset: whether it has a USING or a WITH of its own.
        patterns: whether it reads before it writes, so that how long it takes depends on the graph.
        wheres: where each WHERE of an operation stands; for DELETE WHERE with the text of its pattern.
        graphs: what stands after GRAPH, WITH, INTO, TO and the like as an IRI in angle brackets.
    """

    tokens: QueryScan
    load: Position | None
    loads: int
    silent_loads: tuple[tuple[int, int], ...]
    chooses_dataset: bool
    patterns: bool
    wheres: tuple[tuple[int, str], ...]
    graphs: tuple[str, ...]


def scan_update(text: str, *, base: str = "") -> UpdateScan:
    r"""Look at the tokens of an update.

    >>> scan_update("INSERT DATA { <urn:a> <urn:load> 'LOAD' }").load
    >>> scan_update("CLEAR ALL ;\nLOAD <http://example.org/>").load
    Position(line=2, column=1)
    """
    scanner = _UpdateScanner(text)
    for token in TOKEN.finditer(text):
        scanner.take(token)
    tokens = scan_query(text, base=base)
    scanner.end_operation()
    silent = tuple(scanner.silent_loads)
    load = next((start for start in scanner.loads if start not in {begin for begin, _ in silent}), None)
    if load is None and tokens.ambiguous and (hidden := _LOAD.search(text)):
        load = hidden.start()
    return UpdateScan(
        tokens=tokens,
        load=None if load is None else locate(text, load),
        loads=len(scanner.loads),
        silent_loads=silent,
        chooses_dataset=scanner.chooses_dataset,
        patterns=bool(scanner.wheres),
        wheres=scanner.finish(),
        graphs=tuple(scanner.graphs),
    )


def silence_loads(text: str, scan: UpdateScan) -> str:
    """An update in which every LOAD SILENT does nothing, which is what one that fails does; all else stays in place.

    >>> text = "LOAD SILENT <http://example.org/> ; CLEAR ALL"
    >>> silence_loads(text, scan_update(text))
    'DELETE DATA{}                     ; CLEAR ALL'
    """
    for start, end in scan.silent_loads:
        rest = re.sub(r"[^\r\n]", " ", text[start + len(_NOTHING) : end])
        text = text[:start] + _NOTHING + rest + text[end:]
    return text


def add_dataset(text: str, scan: UpdateScan, *, default: Sequence[str], named: Sequence[str]) -> str:
    """An update whose patterns read the dataset that the request chose, on the lines where they stand.

    Args:
        text: the update that was scanned.
        scan: of it; it has no USING or WITH of its own.
        default: absolute IRIs of the graphs whose merge is the default graph.
        named: absolute IRIs of the graphs that GRAPH reaches.

    >>> text = "DELETE WHERE { ?s ?p 1 }"
    >>> add_dataset(text, scan_update(text), default=["urn:g"], named=[])
    'DELETE { ?s ?p 1 } USING <urn:g> WHERE { ?s ?p 1 }'
    """
    clauses = [f"USING <{iri}>" for iri in default] + [f"USING NAMED <{iri}>" for iri in named]
    for start, pattern in reversed(scan.wheres):
        text = text[:start] + " ".join([*([pattern] if pattern else []), *clauses, ""]) + text[start:]
    return text


@dataclass(slots=True)
class _UpdateScanner:
    """Goes through the tokens once; `_last` is the word before, in capitals, or the kind of another token."""

    text: str
    loads: list[int] = field(default_factory=list)
    silent_loads: list[tuple[int, int]] = field(default_factory=list)
    chooses_dataset: bool = False
    wheres: list[tuple[int, bool]] = field(default_factory=list)
    graphs: list[str] = field(default_factory=list)
    _depth: int = 0
    _last: str = ""
    _blocks: list[tuple[int, int]] = field(default_factory=list)
    _opened: int = 0
    _operation: list[tuple[str, int, int]] = field(default_factory=list)

    def take(self, token: re.Match[str]) -> None:
        kind, value = token.lastgroup or "other", token[0]
        if kind == "space":
            return
        last, self._last = self._last, kind
        if kind == "run" and token["rest"] is None:
            for word in _WORD.finditer(value):
                self._take_word(word[0].upper(), last, token.start() + word.start())
                self._note(word[0].upper(), token.start() + word.start(), token.start() + word.end())
            return
        if kind == "iri" and last in _BEFORE_GRAPH:
            self.graphs.append(value[1:-1])
        elif kind == "open":
            if not self._depth:
                self._opened = token.start()
            self._depth += 1
        elif kind == "close":
            self._depth -= 1
            if not self._depth:
                self._blocks.append((self._opened, token.end()))
        if value == ";" and not self._depth:
            self.end_operation()
        else:
            self._note("name" if kind == "run" else kind, token.start(), token.end())

    def end_operation(self) -> None:
        """See whether the operation that ends here is a LOAD SILENT and nothing else after its prologue."""
        words = [word for word, _, _ in self._operation]
        if "LOAD" in words:
            load = self._operation[words.index("LOAD") :]
            if _SILENT_LOAD.match(" ".join(word for word, _, _ in load)):
                self.silent_loads.append((load[0][1], load[-1][2]))
        self._operation = []

    def _note(self, word: str, start: int, end: int) -> None:
        if not self._depth:
            self._operation.append((word, start, end))

    def finish(self) -> tuple[tuple[int, str], ...]:
        """Each WHERE with the block that follows it, where that is what it deletes too."""
        found = []
        for start, deletes in self.wheres:
            block = next((block for block in self._blocks if block[0] > start), None) if deletes else None
            found.append((start, self.text[slice(*block)] if block else ""))
        return tuple(found)

    def _take_word(self, word: str, last: str, start: int) -> None:
        self._last = word
        if word == "LOAD":
            self.loads.append(start)
        self.chooses_dataset = self.chooses_dataset or word in ("USING", "WITH")
        if word == "WHERE" and not self._depth:
            self.wheres.append((start, last == "DELETE"))
