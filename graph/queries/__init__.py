"""The lookups as SPARQL files, and the one way to bind values to their parameters.

Each `*.rq` beside this module is a query that runs as it stands on any SPARQL 1.1 store. A parameter is a line
`VALUES ?name { UNDEF }`: left alone it restricts nothing, bound it holds terms written by the RDF library, never text
that was pasted together. What the parameters mean stands in the comment at the head of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib import resources
from typing import TypeAlias

import pyoxigraph as ox

from ontology.errors import IdentifierError

Bound: TypeAlias = ox.NamedNode | ox.Literal
"""What a parameter can be bound to; a blank node means nothing outside its own store."""

_PARAMETER = re.compile(r"VALUES \?(\w+) \{ UNDEF \}")
_RESTRICTION = re.compile(r"^( *)FILTER\(!BOUND\(\?(\w+)\) \|\| EXISTS \{ ((?:(?!EXISTS).)*) \}\)$", re.MULTILINE)
_DISTINCT = re.compile(r"^SELECT DISTINCT ", re.MULTILINE)
_LIMIT = re.compile(r"^LIMIT \d+\n", re.MULTILINE)
_ORDER_AND_LIMIT = re.compile(r"^ORDER BY .*\Z", re.MULTILINE | re.DOTALL)
_PROLOGUE = re.compile(r"\A(?:(?:#|PREFIX ).*\n|\n)*")
_NAME = re.compile(r"[a-z][a-z-]*")


@dataclass(frozen=True, slots=True)
class Query:
    """A lookup: its name, which is also its file's, and its text."""

    name: str
    text: str

    @property
    def caption(self) -> str:
        """The first line of the comment at its head.

        >>> load_query("labels").caption
        'What things are called and what they are.'
        """
        return self.text.partition("\n")[0].removeprefix("# ")

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters that are still open, in order of appearance.

        >>> load_query("labels").parameters
        ('resource',)
        """
        return tuple(dict.fromkeys(_PARAMETER.findall(self.text)))

    def bind(self, **values: Bound | Iterable[Bound] | None) -> Query:
        """Bind parameters to one term or to several; None leaves one open.

        Raises:
            IdentifierError: the query has no such parameter.

        >>> load_query("labels").bind(resource=ox.NamedNode("urn:a")).parameters
        ()
        """
        unknown = values.keys() - set(self.parameters)
        if unknown:
            raise IdentifierError(f"the query {self.name} has no parameter {', '.join(sorted(unknown))}")
        terms = {name: _terms(value) for name, value in values.items() if value is not None}
        text = self._joining(name for name, bound in terms.items() if len(bound) == 1)
        return replace(self, text=_PARAMETER.sub(lambda found: _values_block(found, terms), text))

    def _joining(self, bound: Iterable[str]) -> str:
        """The text with what a bound parameter asks for as a pattern that an engine can start from.

        A query says it as `FILTER(!BOUND(?name) || EXISTS { pattern })`, so that an open parameter restricts nothing;
        engines try that for every row. For one value the pattern alone says the same, where rows are told once.
        """
        if not _DISTINCT.search(self.text):
            return self.text
        names = frozenset(bound)
        return _RESTRICTION.sub(lambda found: f"{found[1]}{found[3]} ." if found[2] in names else found[0], self.text)

    def limited(self, rows: int) -> Query:
        """The same query with another LIMIT than the one in its file."""
        text, found = _LIMIT.subn(f"LIMIT {rows}\n", self.text)
        if not found:
            raise IdentifierError(f"the query {self.name} has no LIMIT to change")
        return replace(self, text=text)

    def counted(self) -> Query:
        """How many rows the query has in all, without its order and limit, as `?total`.

        A list says its total by the query that lists, so that the two cannot drift apart.
        """
        body = _ORDER_AND_LIMIT.sub("", self.text)
        prologue = _PROLOGUE.match(body)
        end = prologue.end() if prologue else 0
        text = f"{body[:end]}SELECT (COUNT(*) AS ?total) WHERE {{\n{{ {body[end:]} }}\n}}\n"
        return replace(self, text=text)


def load_query(name: str) -> Query:
    """Read a query.

    Raises:
        IdentifierError: there is none of that name.
    """
    file = resources.files(__name__) / f"{name}.rq"
    if not _NAME.fullmatch(name) or not file.is_file():
        raise IdentifierError(f"no query is called {name}: there are {', '.join(query_names())}")
    return Query(name, file.read_text(encoding="utf-8"))


def query_names() -> tuple[str, ...]:
    """The names of all queries, in order of the alphabet."""
    files = (file.name for file in resources.files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".rq") for name in files if name.endswith(".rq")))


def string(value: str) -> ox.Literal:
    """A plain string as a term, for a parameter that is one."""
    return ox.Literal(value)


def _terms(value: Bound | Iterable[Bound]) -> tuple[Bound, ...]:
    return (value,) if isinstance(value, ox.NamedNode | ox.Literal) else tuple(value)


def _values_block(found: re.Match[str], terms: Mapping[str, tuple[Bound, ...]]) -> str:
    name = found[1]
    if name not in terms:
        return found[0]
    return f"VALUES ?{name} {{ {' '.join(str(term) for term in terms[name])} }}"
