"""Every lookup is a SPARQL file that runs as it stands, and values get into it as terms alone."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql import prepareQuery

from graph.admission import admit
from graph.iris import DocumentIris
from graph.judgements import Judgement
from graph.judging import judge
from graph.queries import Query, load_query, query_names, string
from graph.store import Solutions, Store
from ontology.errors import IdentifierError
from ontology.model import Verdict
from ontology.terms import MITHAQ
from tests.graph.test_tellings import telling
from tests.sample_graph import NILE_IRI, fill_denied_store, gate, nile_annotation

EGYPT = ox.NamedNode("https://w3id.org/mithaq/id/actor/egypt")
LISTS = ("actors", "changes", "claims", "disputes", "documents", "events", "judgements", "treaties")


@pytest.fixture(scope="module")
def full_store() -> Store:
    """The sample graph with two actors merged and one happening told twice: every query finds something."""
    store = fill_denied_store()
    gunmen = DocumentIris(nile_annotation().document.id).scoped("actor", "gunmen")
    ethiopia = ox.NamedNode("https://w3id.org/mithaq/id/actor/ethiopia")
    judgement = Judgement(gunmen, ethiopia, Verdict.SAME, "for the test", "the test", "2026-01-01T00:00:00Z")
    assert judge(judgement, store, gate=gate()).admitted
    for name in ("one", "other"):
        assert admit(telling(name), store, gate=gate()).admitted
    return store


@pytest.mark.parametrize("name", query_names())
def test_every_query_runs_as_it_stands(name: str, full_store: Store) -> None:
    result = full_store.query(load_query(name).text)
    assert isinstance(result, Solutions | tuple)
    assert len(result) > 0


@pytest.mark.parametrize("name", query_names())
def test_every_query_is_standard_sparql_to_another_engine(name: str) -> None:
    assert prepareQuery(load_query(name).text).algebra is not None


@pytest.mark.parametrize("name", query_names())
def test_every_query_says_what_it_asks_and_names_its_parameters(name: str) -> None:
    query = load_query(name)
    head = query.text[: query.text.index("PREFIX")]
    assert query.text.startswith("# ")
    assert query.caption.endswith(".")
    assert [parameter for parameter in query.parameters if parameter not in head] == []


@pytest.mark.parametrize("name", LISTS)
def test_a_list_counts_what_it_lists(name: str, full_store: Store) -> None:
    query = load_query(name)
    rows = full_store.select(query.limited(10_000).text)
    total = next(iter(full_store.select(query.counted().text)))["total"]
    assert total == ox.Literal(len(rows))
    assert len(rows) > 0


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_in_the_order_of_its_keys_and_goes_on_after_one(name: str, full_store: Store) -> None:
    query = load_query(name)
    keys = [str(row["key"]) for row in full_store.select(query.limited(10_000).text)]
    first = next(iter(full_store.select(query.limited(1).text)))["key"]
    assert isinstance(first, ox.Literal)
    rest = [str(row["key"]) for row in full_store.select(query.bind(after=first).limited(10_000).text)]
    assert keys == sorted(keys)
    assert rest == keys[1:]


def test_an_unbound_parameter_restricts_nothing(sample_store: Store) -> None:
    assert load_query("events").bind(actor=None).text == load_query("events").text


def test_a_bound_parameter_restricts(sample_store: Store) -> None:
    query = load_query("events").bind(recipient=EGYPT)
    assert len(sample_store.select(query.text)) == 1


@pytest.mark.parametrize(
    ("name", "parameter", "value"),
    [
        ("events", "participant", EGYPT),
        ("events", "actor", EGYPT),
        ("events", "claimant", ox.NamedNode("https://w3id.org/mithaq/id/actor/ethiopia")),
        ("events", "document", NILE_IRI),
        ("events", "quad", ox.NamedNode("https://w3id.org/mithaq/code/quad/material-conflict")),
        ("claims", "about", EGYPT),
        ("claims", "document", NILE_IRI),
        ("treaties", "party", EGYPT),
        ("disputes", "party", EGYPT),
        ("actors", "document", NILE_IRI),
        ("timeline", "other", EGYPT),
    ],
)
def test_a_bound_parameter_is_joined_and_asks_for_the_same(
    name: str, parameter: str, value: ox.NamedNode, full_store: Store
) -> None:
    query = load_query(name)
    joined = query.bind(**{parameter: value}).limited(1000).text
    filtered = query.text.replace(f"VALUES ?{parameter} {{ UNDEF }}", f"VALUES ?{parameter} {{ {value} }}")
    expected = full_store.select(Query(name, filtered).limited(1000).text).rows
    assert f"BOUND(?{parameter})" not in joined
    assert [str(row["key"]) for row in full_store.select(joined)] == [str(row["key"]) for row in expected]
    assert len(expected) > 0


@pytest.mark.parametrize(
    "value",
    ['" } UNION { ?s ?p ?o } #', "' ; DROP ALL #", "\\", '"""', "a\nb", "VALUES ?after { UNDEF }"],
)
def test_no_text_breaks_out_of_its_parameter(value: str, sample_store: Store) -> None:
    query = load_query("names").bind(fragment=string(value))
    assert len(sample_store.select(query.text)) == 0


def test_a_value_that_looks_like_a_parameter_is_no_parameter() -> None:
    query = load_query("events").bind(earliest=string("VALUES ?after { UNDEF }"), after=string("x"))
    assert 'VALUES ?after { "x" }' in query.text
    assert query.text.count('"VALUES ?after { UNDEF }"') == 1


def test_a_parameter_that_is_not_there_is_named() -> None:
    with pytest.raises(IdentifierError, match="no parameter colour"):
        load_query("labels").bind(colour=MITHAQ.Event)


def test_a_query_that_is_not_there_is_told_which_are() -> None:
    with pytest.raises(IdentifierError, match="there are actor,"):
        load_query("nonsense")


@pytest.mark.parametrize("name", ["../queries/actor", "actor.rq", "", "__init__", "/etc/passwd"])
def test_a_name_never_leads_out_of_the_folder(name: str) -> None:
    with pytest.raises(IdentifierError):
        load_query(name)


def test_a_query_without_a_limit_has_none_to_change() -> None:
    with pytest.raises(IdentifierError, match="no LIMIT"):
        Query("q", "SELECT * WHERE { ?s ?p ?o }\n").limited(3)


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        ("2014-03", "2014-03", 1),
        ("2014", "2014", 2),
        ("2014-04-15", None, 2),
        (None, "2014-03-31", 1),
        ("2016", None, 0),
    ],
)
def test_a_period_takes_in_whatever_may_fall_into_it(
    earliest: str | None, latest: str | None, expected: int, sample_store: Store
) -> None:
    query = load_query("events").bind(
        earliest=None if earliest is None else string(earliest), latest=None if latest is None else string(latest)
    )
    assert len(sample_store.select(query.text)) == expected
