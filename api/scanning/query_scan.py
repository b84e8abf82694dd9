"""A look at a query's tokens before it is run: its form, how deep it nests, and what it must not do.

This is no parser: the engine says what is wrong with a query. It finds what the engine would do without asking
(SERVICE reaches out to any host) or die of (brackets nested by the thousand), and it must not be fooled by strings,
comments and IRIs. Tokens are those of SPARQL 1.1, section 19.8; a string without an end takes what is left, so that no
text makes the look at it quadratic.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urljoin

TOKEN = re.compile(
    r"""
      (?P<space>\s+|\#[^\r\n]*)
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*+\"{0,3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*+'{0,3}
        |"(?:[^"\\\r\n]|\\.)*+"?|'(?:[^'\\\r\n]|\\.)*+'?)
    | (?P<variable>[?$]\w+)
    | (?P<blank>_:[\w.\-]+)
    | (?P<run>(?P<prefix>[^\W\d_][\w.\-]*+)(?P<rest>:(?:[\w:.\-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*+)?)
    | (?P<name>:(?:[\w:.\-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*+)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<word>_\w*)
    | (?P<open><<|[{(\[])
    | (?P<close>>>|[})\]])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
"""One token; the name of the group that matched says of which kind."""

_WORD = re.compile(r"\w+")
_SERVICE = re.compile(r"service", re.IGNORECASE)
_OPERANDS = frozenset({"iri", "string", "variable", "name", "number", "tag", "word", "close"})
_PROLOGUE = frozenset({"PREFIX", "BASE", "VERSION"})
_READS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_WRITES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
_PLAIN_LENGTH = 2_000
"""Code points up to which a query has no more operators than the engine can take, whatever it says."""

_SEPARATORS = frozenset({".", ";", ","})
_VOLATILE = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE", "SERVICE"})


_TELLING = ("\\", "service", "from", "now", "rand", "uuid", "bnode")
_PLAIN_START = re.compile(
    r"\s*(?:(?:PREFIX\s+[\w.\-]*:|BASE)\s*<[^<>\\\s]*>\s*)*(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE
)


class Form(StrEnum):
    """What a query gives back, by its first keyword."""

    SOLUTIONS = "solutions"
    TRIPLES = "triples"


@dataclass(frozen=True, slots=True)
class Position:
    """Where something stands in a text: line and column from 1, in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class QueryScan:
    """What a query's tokens say of it.

    Attributes:
        form: None where its first keyword is none of a query's; the engine then says what is wrong.
        update: the first keyword, where it is one of an update.
        service: where SERVICE stands, or might stand for another reader of the text.
        graphs: what FROM and FROM NAMED name, as absolute IRIs.
        depth: the deepest level of brackets.
        tokens: how many there are.
        operators: the most that one expression or path has, each of which the engine goes a level deeper for.
        undeclared: the first prefix that is used and not declared, with its first use.
        volatile: whether asking again may give another answer from the same graph (NOW, RAND, UUID, SERVICE).
        ambiguous: whether another reader may take a comparison for what is an IRI here, and so on to the end.
    """

    form: Form | None
    update: str | None
    service: Position | None
    graphs: tuple[str, ...]
    depth: int
    tokens: int
    operators: int
    undeclared: tuple[str, Position] | None
    volatile: bool
    ambiguous: bool


def locate(text: str, start: int) -> Position:
    """Where the code point at an offset stands in a text."""
    line_start = text.rfind("\n", 0, start) + 1
    return Position(text.count("\n", 0, start) + 1, start - line_start + 1)


def scan_query(text: str, *, base: str = "") -> QueryScan:
    """Look at the tokens of a query.

    Args:
        text: the query.
        base: what relative IRIs are relative to, unless the query says otherwise.

    >>> scan_query("SELECT * WHERE { ?s ?p 'SERVICE' }").service
    >>> scan_query("SELECT * WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }").service
    Position(line=1, column=18)
    """
    scan = _Scanner(text, base)
    for token in TOKEN.finditer(text):
        scan.take(token)
    return scan.result()


def scan_plain_query(text: str, *, brackets: int) -> QueryScan | None:
    """Look at a query that needs no look at its tokens: whatever they are, it reaches nothing and nests no deeper.

    Args:
        text: the query.
        brackets: how many it may open, closed again or not; the scan has their number as its depth.

    Returns:
        None for one that has to be looked at with `scan_query`.

    >>> scan_plain_query("SELECT * { ?s ?p ?o }", brackets=10).form
    <Form.SOLUTIONS: 'solutions'>
    >>> scan_plain_query("SELECT * { ?s ?p 'services' }", brackets=10)
    """
    start = _PLAIN_START.match(text)
    opened = text.count("{") + text.count("(") + text.count("[") + text.count("<<")
    if start is None or opened > brackets or len(text) > _PLAIN_LENGTH:
        return None
    letters = text.casefold()
    for telling in _TELLING:
        if telling in letters:
            return None
    form = Form.SOLUTIONS if start[1].upper() in ("SELECT", "ASK") else Form.TRIPLES
    return QueryScan(form, None, None, (), opened, 0, 0, None, volatile=False, ambiguous=False)


@dataclass(slots=True)
class _Scanner:
    """Goes through the tokens once; `_last` are the two before, words in capitals."""

    text: str
    base: str
    _first: str | None = None
    _service: int | None = None
    _ambiguous: bool = False
    _graphs: list[str] = field(default_factory=list)
    _brackets: list[str] = field(default_factory=list)
    _depth: int = 0
    _tokens: int = 0
    _operators: int = 0
    _chains: list[int] = field(default_factory=lambda: [0])
    _declaring: str | None = None
    _prefixes: dict[str, str] = field(default_factory=dict)
    _used: dict[str, int] = field(default_factory=dict)
    _volatile: bool = False
    _last: tuple[tuple[str, str], tuple[str, str]] = (("", ""), ("", ""))

    def take(self, token: re.Match[str]) -> None:
        kind, value = token.lastgroup or "other", token[0]
        if kind == "space":
            return
        self._tokens += 1
        if kind == "other":
            self._take_operator(value)
        elif value.endswith("."):
            self._chains[-1] = 0
        if kind == "run" and token["rest"] is None:
            kind, value = "word", self._take_words(value.upper(), token.start())
        elif kind == "iri":
            self._take_iri(value[1:-1])
        elif kind in ("run", "name"):
            kind = "name"
            self._take_name(token["prefix"] or "", (token["rest"] or value).removeprefix(":"), token.start())
        elif kind in ("open", "close"):
            self._take_bracket(kind, value)
        self._last = (self._last[1], (kind, value))

    def result(self) -> QueryScan:
        first = self._first
        form = Form.SOLUTIONS if first in ("SELECT", "ASK") else Form.TRIPLES if first in _READS else None
        service = self._service
        if service is None and self._ambiguous and (hidden := _SERVICE.search(self.text)):
            service = hidden.start()
        undeclared = ((prefix, start) for prefix, start in self._used.items() if prefix not in self._prefixes)
        prefix, at = next(undeclared, (None, 0))
        return QueryScan(
            form=form,
            update=first if first in _WRITES else None,
            service=None if service is None else locate(self.text, service),
            graphs=tuple(self._graphs),
            depth=self._depth,
            tokens=self._tokens,
            operators=self._operators,
            undeclared=None if prefix is None else (prefix, locate(self.text, at)),
            volatile=self._volatile,
            ambiguous=self._ambiguous,
        )

    def _take_words(self, run: str, start: int) -> str:
        """Take a keyword, or the two of "true.SERVICE", where only the grammar knows that the dot ends a triple."""
        word = run
        for found in _WORD.finditer(run):
            word = found[0]
            if self._first is None and word not in _PROLOGUE:
                self._first = word
            if word == "SERVICE" and self._service is None:
                self._service = start + found.start()
            self._volatile = self._volatile or word in _VOLATILE
        return word

    def _take_iri(self, iri: str) -> None:
        if self._declaring is not None:
            self._prefixes[self._declaring] = iri
            self._declaring = None
        elif self._last[1] == ("word", "BASE"):
            self.base = self._resolve(iri)
        elif self._names_graph:
            self._graphs.append(self._resolve(iri))
        elif self._brackets and self._brackets[-1] == "(" and self._last[1][0] in _OPERANDS:
            # In brackets after an operand, "<...>" may be a comparison to a parser that knows where it is: what follows
            # in its "IRI" would then be read otherwise there than here, up to a comment or a string that is none.
            self._ambiguous = True

    def _take_name(self, prefix: str, local: str, start: int) -> None:
        if self._last[1] == ("word", "PREFIX"):
            self._declaring = prefix
            return
        self._used.setdefault(prefix, start)
        if self._names_graph:
            self._graphs.append(self._resolve(self._prefixes.get(prefix, f"{prefix}:") + local))

    def _resolve(self, iri: str) -> str:
        try:
            return urljoin(self.base, iri)
        except ValueError:  # the engine will say what is wrong with it
            return iri

    @property
    def _names_graph(self) -> bool:
        source = ("word", "FROM")
        return self._last[1] == source or self._last == (source, ("word", "NAMED"))

    def _take_operator(self, value: str) -> None:
        if value in _SEPARATORS:
            self._chains[-1] = 0
        else:
            self._chains[-1] += 1
            self._operators = max(self._operators, self._chains[-1])

    def _take_bracket(self, kind: str, value: str) -> None:
        if kind == "open":
            self._brackets.append(value)
            self._chains.append(0)
            self._depth = max(self._depth, len(self._brackets))
        elif self._brackets:
            self._brackets.pop()
            self._chains.pop()
