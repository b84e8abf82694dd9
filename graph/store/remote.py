"""A store behind any SPARQL 1.1 endpoint: the protocol's query and update over HTTP, nothing more.

The version is a triple in a graph of its own, because endpoints differ in whether they keep empty graphs. Writes of
others raise no version. Where the endpoint answers queries from the union of its graphs by default, switch that off:
Mithaq keeps the merge itself, and counts would come out double.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Final

import httpx
import pyoxigraph as ox

from graph.store.base import Answer, Change, DatasetChoice, QueryForm, QueryResult, Sizes, Solutions, Term
from graph.store.folder import write_copy
from graph.store.sizes import count_sizes
from graph.store.statements import find_form, has_blank_node, make_quad, normalise, syntax_error, write_data
from ontology.errors import QueryError, StoreError

_VERSION_GRAPH: Final = ox.NamedNode("https://w3id.org/mithaq/graph/version")
_VERSION_PROPERTY: Final = ox.NamedNode("http://www.w3.org/2002/07/owl#versionInfo")
_INTEGER: Final = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
_JSON: Final = "application/sparql-results+json"
_NTRIPLES: Final = "application/n-triples"
_TIMEOUT: Final = 120.0
_ASKED_AT_ONCE: Final = 500


class RemoteStore:
    """A SPARQL 1.1 endpoint as a store.

    Args:
        query_url: takes queries.
        update_url: takes updates; the same URL unless given.
        token: sent as bearer token.
        client: for tests and for settings of the connection; made here unless given.
    """

    def __init__(
        self,
        query_url: str,
        update_url: str | None = None,
        *,
        token: str | None = None,
        client: httpx.Client | None = None,
    ) -> None:
        self._query_url = query_url
        self._update_url = update_url or query_url
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._client: httpx.Client | None = client or httpx.Client(timeout=_TIMEOUT)
        self._writing = threading.RLock()

    @property
    def location(self) -> str:
        """The URL that takes queries."""
        return self._query_url

    @property
    def version(self) -> int:
        """How many writes this and other Mithaq processes made; asks the endpoint."""
        rows = self.select(f"SELECT ?version {{ GRAPH {_VERSION_GRAPH} {{ ?graph {_VERSION_PROPERTY} ?version }} }}")
        versions = [row["version"] for row in rows]
        return max((int(version.value) for version in versions if isinstance(version, ox.Literal)), default=0)

    def query(
        self,
        sparql: str,
        substitutions: Mapping[str, Term] | None = None,
        *,
        dataset: DatasetChoice | None = None,
    ) -> QueryResult:
        """Answer a query with values (see `Store.query`)."""
        answer = self.serialize_query(
            sparql, solutions=_JSON, triples=_NTRIPLES, substitutions=substitutions, dataset=dataset
        )
        try:
            if answer.form is QueryForm.TRIPLES:
                return tuple(quad.triple for quad in ox.parse(answer.body, format=ox.RdfFormat.N_TRIPLES))
            found = ox.parse_query_results(answer.body, format=ox.QueryResultsFormat.JSON)
            if isinstance(found, ox.QueryBoolean):
                return bool(found)
            variables = tuple(variable.value for variable in found.variables)
            solutions = Solutions(variables, tuple(dict(zip(variables, solution, strict=True)) for solution in found))
        except (SyntaxError, ValueError) as error:
            raise StoreError(
                f"{self._query_url} gave an answer that is no SPARQL result ({error}): is it one?"
            ) from error
        if missing := set(substitutions or {}) - set(variables):
            raise QueryError(f"?{min(missing)} has a value but is not selected: put it after SELECT")
        return solutions

    def select(self, sparql: str, substitutions: Mapping[str, Term] | None = None) -> Solutions:
        """Answer a SELECT (see `Store.select`)."""
        result = self.query(sparql, substitutions)
        if not isinstance(result, Solutions):
            raise QueryError("a SELECT is needed here; the query has another form")
        return result

    def serialize_query(
        self,
        sparql: str,
        *,
        solutions: str = _JSON,
        triples: str = "text/turtle",
        substitutions: Mapping[str, Term] | None = None,
        dataset: DatasetChoice | None = None,
    ) -> Answer:
        """Answer a query with the bytes of the endpoint (see `Store.serialize_query`)."""
        form = find_form(sparql) or QueryForm.SOLUTIONS
        wanted = triples if form is QueryForm.TRIPLES else solutions
        chosen = dataset or DatasetChoice()
        parameters = [("default-graph-uri", name.value) for name in chosen.default_graphs]
        parameters += [("named-graph-uri", name.value) for name in chosen.named_graphs]
        response = self._post(
            self._query_url,
            sparql + _write_values(substitutions or {}),
            {"Content-Type": "application/sparql-query; charset=utf-8", "Accept": wanted},
            parameters,
        )
        if response.status_code == httpx.codes.NOT_ACCEPTABLE:
            raise QueryError(f"{self._query_url} does not write {wanted}: ask for another media type")
        _check(response, sparql)
        return Answer(form, wanted, response.content)

    def sizes(self) -> Sizes:
        """How much there is, counted (see `Store.sizes`)."""
        sizes = count_sizes(self.select)
        return replace(sizes, graphs=tuple(each for each in sizes.graphs if each[0] != _VERSION_GRAPH.value))

    def update(self, sparql: str, *, touching: Collection[str] | None = None) -> None:  # noqa: ARG002 - nobody follows
        """Run an update and raise the version, in one request (see `Store.update`)."""
        with self._writing:
            step = _version_step(self.version)
            response = self._send_update(f"{sparql}\n;\n{step}")
            if response.status_code == httpx.codes.BAD_REQUEST:
                response = self._send_update(f"{sparql}\n{step}")
            _check(response, sparql)

    def graph(self, name: ox.NamedNode | None) -> tuple[ox.Triple, ...]:
        """The triples of one graph (see `Store.graph`)."""
        pattern = "?s ?p ?o" if name is None else f"GRAPH {name} {{ ?s ?p ?o }}"
        found = self.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}")
        return found if isinstance(found, tuple) else ()

    def named_graphs(self) -> tuple[ox.NamedNode, ...]:
        """The names of the graphs that hold triples (see `Store.named_graphs`)."""
        rows = self.select("SELECT DISTINCT ?graph { GRAPH ?graph { ?s ?p ?o } }")
        names = [row["graph"] for row in rows]
        held = [name for name in names if isinstance(name, ox.NamedNode) and name != _VERSION_GRAPH]
        return tuple(sorted(held, key=lambda name: name.value))

    def replace_graph(self, name: ox.NamedNode | None, triples: Iterable[ox.Triple]) -> Change:
        """Make a graph hold exactly these triples (see `Store.replace_graph`)."""
        with self._writing:
            before, after = set(self.graph(name)), normalise(triples)
            if any(has_blank_node(triple) for triple in before | after):
                raise StoreError("a remote store takes no blank nodes: give every node an IRI (skolemise)")
            added, removed = after - before, before - after
            target = name or ox.DefaultGraph()
            self.write(
                delete=[make_quad(triple, target) for triple in removed],
                insert=[make_quad(triple, target) for triple in added],
            )
            return Change(len(added), len(removed))

    def writing(self) -> AbstractContextManager[object]:
        """Keep this process's other writers out (see `Store.writing`); those of others cannot be kept out."""
        return self._writing

    def write(self, *, delete: Iterable[ox.Quad], insert: Iterable[ox.Quad]) -> None:
        """Take quads out and put others in (see `Store.write`)."""
        operations = [*write_data("DELETE DATA", delete), *write_data("INSERT DATA", insert)]
        if operations:
            self.update(" ;\n".join(operations))

    def find_said(self, triples: Iterable[ox.Triple], *, outside: Collection[ox.NamedNode]) -> set[ox.Triple]:
        """Those of some triples that a named graph holds (see `Store.find_said`)."""
        wanted, said = list(triples), set()
        skipped = ", ".join(str(name) for name in (*outside, _VERSION_GRAPH))
        for start in range(0, len(wanted), _ASKED_AT_ONCE):
            asked = wanted[start : start + _ASKED_AT_ONCE]
            rows = "\n".join(f"({each.subject} {each.predicate} {each.object} {n})" for n, each in enumerate(asked))
            found = self.select(
                f"SELECT DISTINCT ?n {{ VALUES (?s ?p ?o ?n) {{\n{rows}\n}} "
                f"GRAPH ?graph {{ ?s ?p ?o }} FILTER(?graph NOT IN ({skipped})) }}"
            )
            said |= {asked[int(row["n"].value)] for row in found if isinstance(row["n"], ox.Literal)}
        return said

    def flush(self) -> None:
        """Nothing: when to write to disk is the endpoint's business."""

    def backup(self, folder: Path) -> None:
        """Copy the whole dataset into a new folder, as an embedded store of the same version (see `Store.backup`)."""
        if folder.exists():
            raise StoreError(f"{folder} exists already: name a folder that does not, the backup makes it")
        with self._writing:
            names: list[ox.NamedNode | None] = [None, *self.named_graphs()]
            quads = (make_quad(triple, name) for name in names for triple in self.graph(name))
            try:
                folder.parent.mkdir(parents=True, exist_ok=True)
                write_copy(folder, quads, self.version)
            except OSError as error:
                raise StoreError(f"{folder} cannot be written ({error}): name another folder") from error

    def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _send_update(self, text: str) -> httpx.Response:
        return self._post(self._update_url, text, {"Content-Type": "application/sparql-update; charset=utf-8"}, [])

    def _post(
        self, url: str, text: str, headers: Mapping[str, str], parameters: list[tuple[str, str]]
    ) -> httpx.Response:
        if self._client is None:
            raise StoreError(f"the store {self.location} is closed: open it again with open_store")
        try:
            return self._client.post(
                url,
                content=text.encode(),
                headers={**self._headers, **headers},
                params=httpx.QueryParams(tuple(parameters)),
            )
        except httpx.HTTPError as error:
            raise StoreError(
                f"{url} cannot be reached ({error}): is the endpoint running, and is the URL right?"
            ) from error


def _check(response: httpx.Response, sparql: str) -> None:
    """Raise for an answer that is no success; a position beyond the caller's own text is cut to its end."""
    if response.is_success:
        return
    url, status, said = response.request.url, response.status_code, response.text.strip()[:500]
    if status == httpx.codes.BAD_REQUEST:
        raise syntax_error(said or "the endpoint refused the query", within=sparql)
    if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        raise StoreError(f"{url} wants authorisation (status {status}): set the token of the store")
    if status >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise StoreError(f"{url} failed (status {status}): {said}")
    raise QueryError(f"{url} refused (status {status}): {said}")


def _write_values(substitutions: Mapping[str, Term]) -> str:
    if not substitutions:
        return ""
    names = " ".join(f"?{name}" for name in substitutions)
    return f"\nVALUES ({names}) {{ ({' '.join(str(term) for term in substitutions.values())}) }}"


def _version_step(version: int) -> str:
    new = ox.Literal(str(version + 1), datatype=_INTEGER)
    return (
        f"DELETE WHERE {{ GRAPH {_VERSION_GRAPH} {{ {_VERSION_GRAPH} {_VERSION_PROPERTY} ?version }} }} ;\n"
        f"INSERT DATA {{ GRAPH {_VERSION_GRAPH} {{ {_VERSION_GRAPH} {_VERSION_PROPERTY} {new} }} }}"
    )
