"""Where SERVICE stands in a query or an update, and the text with data in its place.

Like `query_scan`, this is no parser: of each outermost clause it finds the endpoint and the brackets of the pattern. A
clause within another is for the endpoint of the outer one (SPARQL 1.1 Federated Query, W3C, 2013).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin

from api.scanning.query_scan import TOKEN, locate
from ontology.errors import QueryError

_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class ServiceClause:
    """A SERVICE clause.

    Attributes:
        start: where it begins, in code points; `end` is after its last bracket.
        endpoint: an absolute IRI; None for a variable, or what has no declared prefix.
        query: what its endpoint is to be asked: its pattern, after what is declared where it stands.
        variables: that the pattern speaks of.
    """

    start: int
    end: int
    silent: bool
    endpoint: str | None
    query: str
    variables: frozenset[str]


@dataclass(frozen=True, slots=True)
class FilledText:
    """A text with something else in the place of its clauses.

    Attributes:
        original: as it was sent.
        places: start and end of what was replaced, and the length of what stands there now, in order.
    """

    original: str
    text: str
    places: tuple[tuple[int, int, int], ...]

    def trace(self, error: QueryError) -> QueryError:
        """An error at a place in the text as one at its place in the original; in what stands there now, at its start.

        >>> text = "ASK { SERVICE <urn:x> {} BAD }"
        >>> filled = fill_clauses(text, find_services(text), ["VALUES () { () }"])
        >>> filled.trace(QueryError("line 1, column 24: what is this?", line=1, column=24)).column
        26
        """
        if error.line is None or error.column is None:
            return error
        lines = self.text.split("\n")[: error.line - 1]
        place = locate(self.original, self._find_original(sum(len(line) + 1 for line in lines) + error.column - 1))
        told = f"line {place.line}, column {place.column}: {str(error).partition(': ')[2]}"
        return QueryError(told, line=place.line, column=place.column)

    def _find_original(self, offset: int) -> int:
        """The place in the original of a place in the text."""
        moved = 0
        for start, end, length in self.places:
            if offset < start + moved:
                break
            if offset < start + moved + length:
                return start
            moved += length - (end - start)
        return offset - moved


def find_services(text: str, *, base: str = "") -> tuple[ServiceClause, ...]:
    """The outermost SERVICE clauses of a text, in order.

    Args:
        text: a query or an update, of which `scan_query` has found it not ambiguous.
        base: what relative IRIs are relative to, unless the text says otherwise.

    Raises:
        QueryError: one has no endpoint or no pattern.

    >>> [clause.query for clause in find_services("ASK { SERVICE SILENT <urn:x> { ?a ?b ?c } }")]
    ['SELECT * WHERE { ?a ?b ?c }']
    """
    return tuple(_Finder(text, base).find())


def fill_clauses(text: str, clauses: Sequence[ServiceClause], fillings: Sequence[str]) -> FilledText:
    """Put something in the place of each clause."""
    filled, places, done = "", [], 0
    for clause, filling in zip(clauses, fillings, strict=True):
        filled += text[done : clause.start] + filling
        places.append((clause.start, clause.end, len(filling)))
        done = clause.end
    return FilledText(text, filled + text[done:], tuple(places))


@dataclass(slots=True)
class _Finder:
    """Goes through the tokens once."""

    text: str
    base: str
    _declared: str = ""
    _prefixes: dict[str, str] = field(default_factory=dict)

    def find(self) -> Iterator[ServiceClause]:
        tokens = [token for token in TOKEN.finditer(self.text) if token.lastgroup != "space"]
        self._declared = f"BASE <{self.base}>\n" if self.base else ""
        place = 0
        while place < len(tokens):
            word = _word_of(tokens[place])
            if word == "SERVICE":
                taken, clause = self._read_clause(tokens, place)
                yield clause
                place += taken
            else:
                place += self._read_declaration(word, tokens[place : place + 3])

    def _read_declaration(self, word: str, tokens: Sequence[re.Match[str]]) -> int:
        """Note a declaration, where it is one; gives how many tokens were read."""
        kinds = [token.lastgroup for token in tokens[1:]]
        if word == "BASE" and kinds[:1] == ["iri"]:
            self.base = urljoin(self.base, tokens[1][0][1:-1])
        elif word == "PREFIX" and kinds in (["run", "iri"], ["name", "iri"]):
            self._prefixes[tokens[1][0].partition(":")[0]] = urljoin(self.base, tokens[2][0][1:-1])
        else:
            return 1
        read = 2 if word == "BASE" else 3
        self._declared += f"{self.text[tokens[0].start() : tokens[read - 1].end()]}\n"
        return read

    def _read_clause(self, tokens: Sequence[re.Match[str]], place: int) -> tuple[int, ServiceClause]:
        """The clause that begins at a token, and how many tokens it has."""
        silent = len(tokens) > place + 1 and _word_of(tokens[place + 1]) == "SILENT"
        opening = place + 2 + silent
        depth, closing = 0, opening
        if len(tokens) > opening and tokens[opening][0] == "{":
            for closing in range(opening, len(tokens)):
                depth += {"open": 1, "close": -1}.get(tokens[closing].lastgroup or "", 0)
                if not depth:
                    break
        if closing == opening or depth:
            at = locate(self.text, tokens[place].start())
            raise QueryError(
                f"line {at.line}, column {at.column}: SERVICE wants an endpoint and a pattern, "
                "as in SERVICE <https://...> { ?s ?p ?o }",
                line=at.line,
                column=at.column,
            )
        pattern = self.text[tokens[opening].start() : tokens[closing].end()]
        spoken = {token[0][1:] for token in tokens[opening:closing] if token.lastgroup == "variable"}
        return closing - place + 1, ServiceClause(
            start=tokens[place].start(),
            end=tokens[closing].end(),
            silent=silent,
            endpoint=self._read_endpoint(tokens[opening - 1]),
            query=f"{self._declared}SELECT * WHERE {pattern}",
            variables=frozenset(spoken),
        )

    def _read_endpoint(self, token: re.Match[str]) -> str | None:
        if token.lastgroup == "iri":
            return urljoin(self.base, token[0][1:-1])
        prefix, colon, local = token[0].partition(":")
        if token.lastgroup in ("run", "name") and colon and prefix in self._prefixes:
            return self._prefixes[prefix] + _ESCAPED.sub(r"\1", local)
        return None


def _word_of(token: re.Match[str]) -> str:
    return token[0].upper() if token.lastgroup == "run" and token["rest"] is None else ""
