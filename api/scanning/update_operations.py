"""An update's operations one by one, each with the queries that say which triples it will take or bring.

The engine does not tell what an update changed. A template is what CONSTRUCT has too: asked right before its operation,
`CONSTRUCT { template } WHERE { pattern }` gives the triples that the operation is about, whatever graphs they are in
(SPARQL 1.1 Update, section 3.1.3). Like `update_scan`, this is no parser: it is for text that the engine has parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from api.scanning.query_scan import TOKEN

_PROLOGUE_LENGTHS = {"BASE": 2, "PREFIX": 3, "VERSION": 2}
"""Tokens of each declaration."""

_ALL = "?s ?p ?o"

_UNSURE = re.compile(r"\b(RAND|NOW|UUID|STRUUID|BNODE|LIMIT|OFFSET|SAMPLE|GROUP_CONCAT|SERVICE)\b", re.IGNORECASE)
"""What may give something else when it is asked again."""


class Reach(StrEnum):
    """What an operation may change in the default graph."""

    DATA = "data"
    """What its templates say."""
    PATTERN = "pattern"
    """What its templates say where its pattern matches."""
    OUTSIDE = "outside"
    """Nothing: it is for named graphs."""
    WHOLE = "whole"
    """All of it."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of an update.

    Attributes:
        text: runs by itself: what was declared before stands before it.
        touching: CONSTRUCT queries that give, asked right before it, the triples that it takes or brings. A graph that
            is cleared or dropped goes as a whole, and has none.
        reach: what of that may be in the default graph.
    """

    text: str
    touching: tuple[str, ...]
    reach: Reach


@dataclass(frozen=True, slots=True)
class Load:
    """A LOAD of an update, which names what it fetches in full.

    Attributes:
        start: where it begins in the text.
        end: where it ends.
        source: IRI of what it fetches.
        target: the graph that it fills, as it is written there; empty for the default graph.
    """

    start: int
    end: int
    silent: bool
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        return self.text.upper() if self.kind == "run" and ":" not in self.text else ""


_Item = _Token | tuple[_Token, ...]
"""A token outside brackets, or a group with its brackets."""


def split_update(text: str) -> tuple[Operation, ...]:
    """The operations of an update.

    >>> [operation.touching for operation in split_update("CLEAR ALL; DELETE WHERE { GRAPH ?g { ?s ?p 1 } }")]
    [(), ('CONSTRUCT { ?s ?p 1 } WHERE { GRAPH ?g { ?s ?p 1 } }',)]
    """
    operations: list[Operation] = []
    prologue = ""
    for tokens in _split(text):
        body = _skip_prologue(tokens)
        if body:
            prologue += text[tokens[0].start : body[0].start]
            operation = f"{prologue}{text[body[0].start : body[-1].end]}"
            reader = _Reader(text, tuple(_group(body)))
            queries = tuple(f"{prologue}{query}" for query in reader.read())
            operations.append(Operation(operation, queries, reader.reach()))
        elif tokens:
            prologue += f"{text[tokens[0].start : tokens[-1].end]}\n"
    return tuple(operations)


def find_touching(text: str) -> tuple[str, ...] | None:
    """Queries that give, asked right before an update, all that it changes in the default graph, and maybe more.

    None where nobody knows: a whole graph changes, a later operation may see what an earlier one wrote, or the pattern
    may match otherwise when it is asked again.

    >>> find_touching('DROP GRAPH <urn:g> ; INSERT DATA { <urn:a> <urn:b> 1 }')
    ('CONSTRUCT { <urn:a> <urn:b> 1 } WHERE {}',)
    >>> find_touching('CLEAR ALL'), find_touching('INSERT { ?s ?p ?n } WHERE { ?s ?p ?o BIND(UUID() AS ?n) }')
    (None, None)
    """
    operations = split_update(text)
    reaches = [operation.reach for operation in operations]
    asked = Reach.PATTERN in reaches
    if Reach.WHOLE in reaches or (asked and (len(operations) > 1 or _UNSURE.search(text))):
        return None
    return tuple(query for each in operations if each.reach is not Reach.OUTSIDE for query in each.touching)


def find_loads(text: str) -> tuple[Load, ...]:
    """The LOADs of an update, but for those that have no source in angle brackets.

    >>> find_loads("LOAD SILENT <http://a.example/> INTO GRAPH <urn:g>")
    (Load(start=0, end=50, silent=True, source='http://a.example/', target='<urn:g>'),)
    """
    found = []
    for tokens in _split(text):
        body = _skip_prologue(tokens)
        words = [token.word or token.kind for token in body]
        shape = " ".join(words).removeprefix("LOAD ").removeprefix("SILENT ")
        if words[:1] == ["LOAD"] and shape in ("iri", "iri INTO GRAPH iri", "iri INTO GRAPH run"):
            silent = words[1] == "SILENT"
            source, target = body[1 + silent].text[1:-1], body[-1].text if "INTO" in words else ""
            found.append(Load(body[0].start, body[-1].end, silent, source, target))
    return tuple(found)


def _split(text: str) -> Iterator[tuple[_Token, ...]]:
    tokens: list[_Token] = []
    depth = 0
    for found in TOKEN.finditer(text):
        token = _Token(found.lastgroup or "other", found[0], found.start(), found.end())
        if token.kind == "space":
            continue
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if token.text == ";" and not depth:
            yield tuple(tokens)
            tokens = []
        else:
            tokens.append(token)
    yield tuple(tokens)


def _skip_prologue(tokens: tuple[_Token, ...]) -> tuple[_Token, ...]:
    while tokens and (length := _PROLOGUE_LENGTHS.get(tokens[0].word)):
        tokens = tokens[length:]
    return tokens


def _group(tokens: tuple[_Token, ...]) -> Iterator[_Item]:
    group: list[_Token] = []
    depth = 0
    for token in tokens:
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if not depth and not group:
            yield token
            continue
        group.append(token)
        if not depth:
            yield tuple(group)
            group = []


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one operation."""

    text: str
    items: tuple[_Item, ...]

    def read(self) -> Iterator[str]:
        """The queries that say what it touches."""
        words = [item.word if isinstance(item, _Token) else "" for item in self.items]
        groups = [item for item in self.items if not isinstance(item, _Token)]
        if words[0] in ("ADD", "COPY", "MOVE"):
            yield from self._read_transfer(words)
        elif words[:2] == ["DELETE", "WHERE"]:
            yield from self._construct(groups[0], self._slice(groups[0]))
        elif words[1:2] == ["DATA"]:
            yield from self._construct(groups[0], "{}")
        elif words[0] in ("WITH", "DELETE", "INSERT"):
            pattern = self._slice(groups[-1])
            if words[0] == "WITH" and "USING" not in words:
                pattern = f"{{ GRAPH {self._slice(self.items[1:2])} {pattern} }}"
            for template in groups[:-1]:
                yield from self._construct(template, pattern, self._read_dataset(words))

    def reach(self) -> Reach:
        """What it may change in the default graph."""
        words = [item.word if isinstance(item, _Token) else "" for item in self.items]
        if words[1:2] == ["DATA"]:
            return Reach.DATA
        if words[0] in ("WITH", "DELETE", "INSERT"):
            return Reach.PATTERN
        whole = "DEFAULT" in words or "ALL" in words or (words[0] == "LOAD" and "INTO" not in words)
        return Reach.WHOLE if whole else Reach.OUTSIDE

    def _read_dataset(self, words: Sequence[str]) -> str:
        """USING clauses as those of a query."""
        clauses = ""
        for place, word in enumerate(words):
            if word == "USING":
                named = words[place + 1] == "NAMED"
                graph = self._slice(self.items[place + 1 + named : place + 2 + named])
                clauses += f"FROM {'NAMED ' if named else ''}{graph} "
        return clauses

    def _read_transfer(self, words: Sequence[str]) -> Iterator[str]:
        """What is in the graphs that a graph is copied from and to."""
        for place, word in enumerate(words):
            if place and word == "DEFAULT":
                yield f"CONSTRUCT {{ {_ALL} }} WHERE {{ {_ALL} }}"
            elif place and word not in ("SILENT", "TO", "GRAPH"):
                graph = self._slice(self.items[place : place + 1])
                yield f"CONSTRUCT {{ {_ALL} }} WHERE {{ GRAPH {graph} {{ {_ALL} }} }}"

    def _construct(self, template: Sequence[_Token], pattern: str, dataset: str = "") -> Iterator[str]:
        if triples := self._flatten(template):
            yield f"CONSTRUCT {{ {triples} }} {dataset}WHERE {pattern}"

    def _flatten(self, template: Sequence[_Token]) -> str:
        """The triples of a template without the graphs that they are in."""
        runs: list[list[_Token]] = [[]]
        tokens = iter(template[1:-1])
        for token in tokens:
            if token.word == "GRAPH":
                next(tokens), next(tokens)  # its name and the bracket
                runs.append([])
            elif token.text == "}" and not _opens(runs[-1]):
                runs.append([])
            else:
                runs[-1].append(token)
        triples = [self._slice(run).strip().removesuffix(".").strip() for run in runs if run]
        return " . ".join(triple for triple in triples if triple)

    def _slice(self, items: Sequence[_Item]) -> str:
        tokens = [token for item in items for token in ([item] if isinstance(item, _Token) else item)]
        return self.text[tokens[0].start : tokens[-1].end]


def _opens(run: Sequence[_Token]) -> bool:
    """Whether a run of tokens leaves a bracket open, as that of an annotation."""
    return sum({"{": 1, "}": -1}.get(token.text, 0) for token in run) > 0
