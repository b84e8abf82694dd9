"""What a query's tokens say of it, and that strings, comments and IRIs fool nobody."""

from __future__ import annotations

import time

import pytest

from api.scanning.query_scan import Form, Position, scan_plain_query, scan_query


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", Form.SOLUTIONS),
        ("ask {}", Form.SOLUTIONS),
        ("PREFIX select: <http://a/> CONSTRUCT WHERE { ?s ?p ?o }", Form.TRIPLES),
        ("BASE <http://select/> # ASK\nDESCRIBE <x>", Form.TRIPLES),
        ("SELEKT * {}", None),
        ("", None),
    ],
)
def test_the_form_is_the_first_keyword_after_the_prologue(query: str, form: Form | None) -> None:
    assert scan_query(query).form is form


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://a/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://a/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'a' . # comment\nSERVICE ?s { } }",
        'SELECT * { ?s ?p "a\\"" . SERVICE ?s { } }',
        "SELECT * { ?s ?p '''a'b''' . SERVICE ?s { } }",
        "SELECT * { ?s ?p <http://a/#b> SERVICE ?s { } }",
        "SELECT * { ?s ?p true.SERVICE ?s { } }",
        "SELECT * { ?s ?p true.service<http://a/> { } }",
        # a comparison whose right-hand side looks like the rest of an IRI
        "SELECT * { BIND(<http://a/> AS ?s) FILTER(1<2)SERVICE?s#>\n{ ?a ?b ?c } }",
        'SELECT * { FILTER(1<2#>"""\n) SERVICE <http://a/> { ?a ?b ?c } #"""\n }',
        "SELECT * { FILTER(?x<ex:b#>'''\n) SERVICE <http://a/> { ?a ?b ?c } #'''\n }",
    ],
)
def test_a_remote_query_is_seen_however_it_hides(query: str) -> None:
    assert scan_query(query).service is not None


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p ?o }",
        "PREFIX SERVICE: <http://a/> SELECT * { ?s SERVICE:x ?o }",
        "PREFIX a: <http://a/> SELECT * { ?s a:SERVICE ?o }",
        "SELECT * { ?s ?p 'SERVICE <http://a/>' }",
        'SELECT * { ?s ?p """\nSERVICE <http://a/> { }""" }',
        "SELECT * { ?s <http://a/SERVICE> ?o } # SERVICE <http://a/>",
        "SELECT * { ?s ?p ?o FILTER(?o = <http://a/service>) }",
        "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o > 1) } # at your service",
        "SELECT * { ?s ?p 'x'@service-x }",
    ],
)
def test_what_only_looks_like_a_remote_query_is_none(query: str) -> None:
    assert scan_query(query).service is None


def test_a_remote_query_is_placed_by_line_and_column() -> None:
    assert scan_query("SELECT * {\n  'ك' SERVICE ?s {} }").service == Position(2, 7)


@pytest.mark.parametrize(
    ("query", "depth"),
    [
        ("ASK {}", 1),
        ("ASK { { ( [ ] ) } }", 4),
        ("ASK { << ?s ?p ?o >> ?p ?o }", 2),
        ("ASK { ?s ?p '{{{{' } # {{{{", 1),
        ("ASK { ?s <http://a/((((> ?o }", 1),
        ("}" * 50 + "{", 1),
    ],
)
def test_depth_is_that_of_brackets_outside_strings(query: str, depth: int) -> None:
    assert scan_query(query).depth == depth


@pytest.mark.parametrize(
    ("query", "graphs"),
    [
        ("SELECT * FROM <http://a/> FROM NAMED <http://b/> {}", ("http://a/", "http://b/")),
        ("PREFIX g: <http://a/> SELECT * FROM g:x {}", ("http://a/x",)),
        ("BASE <http://a/b/> SELECT * FROM <c> {}", ("http://a/b/c",)),
        ("BASE <d/> SELECT * FROM <c> FROM NAMED <//e/f> {}", ("http://base/d/c", "http://e/f")),
        ("SELECT ?from { ?from ?p <http://a/> }", ()),
    ],
)
def test_the_graphs_that_a_query_reads_from_are_known(query: str, graphs: tuple[str, ...]) -> None:
    assert scan_query(query, base="http://base/x").graphs == graphs


@pytest.mark.parametrize(
    ("query", "operators"),
    [
        ("SELECT * { ?s ?p ?o }", 1),
        ("SELECT (1+2+3 AS ?x) {}", 2),
        ("SELECT * { FILTER(!!!(?a || ?b)) }", 3),
        ("SELECT * { ?s <a>/<b>|^<c> ?o . ?s <a>/<b> ?o ; <c>/<d> ?x }", 3),
        ("SELECT * { ?s :a/:b :c. ?s :a/:b :c. ?s :a/:b :c. }", 1),
        ("SELECT * { FILTER(?a IN (1, 2, -3, -4)) }", 1),
    ],
)
def test_operators_are_counted_by_expression(query: str, operators: int) -> None:
    assert scan_query(query).operators == operators


@pytest.mark.parametrize(
    "update", ["INSERT DATA {}", "delete where {}", "LOAD <http://a/>", "DROP ALL", "WITH <a:> {}"]
)
def test_an_update_is_no_query(update: str) -> None:
    assert scan_query(f"PREFIX a: <b:> {update}").update == update.split(maxsplit=1)[0].upper()


def test_prefixes_that_nobody_declared_are_named_with_their_place() -> None:
    scan = scan_query("PREFIX a: <http://a/>\nSELECT * { ?s a:x mq:Event }")
    assert scan.undeclared == ("mq", Position(2, 19))


@pytest.mark.parametrize(
    "piece",
    [
        *("a.", "a-", "<a", "<a#", '"""', "''' ", "'", '"\\', "'\\", "a:b ", "x: ", "((", "@a-", "%41", "\\", "1."),
        *("_:a.", "?a", "#\n", "a:%41", "a:\\.", '""', '"""a""', "_a", "<<", "\u0660", ":a", ":"),
    ],
)
def test_no_text_takes_long_to_look_at(piece: str) -> None:
    started = time.perf_counter()
    scan_query(piece * (100_000 // len(piece)))
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(("query", "volatile"), [("SELECT (NOW() AS ?n) {}", True), ("SELECT ?now {}", False)])
def test_a_query_whose_answer_changes_by_itself_is_known(query: str, volatile: bool) -> None:
    assert scan_query(query).volatile is volatile


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o }",
        "ask{}",
        "PREFIX mq: <https://w3id.org/mithaq/ontology#> BASE <urn:x> CONSTRUCT { ?s ?p ?o } WHERE { ?s mq:actor ?o }",
        "DESCRIBE <urn:a#b>",
        "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o >1) }",
    ],
)
def test_a_plain_query_is_seen_at_a_glance_as_it_is(text: str) -> None:
    plain, whole = scan_plain_query(text, brackets=10), scan_query(text)
    assert plain is not None
    assert plain.form is whole.form
    assert plain.depth >= whole.depth
    assert (whole.update, whole.service, whole.graphs, whole.volatile) == (None, None, (), False)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <urn:x> { ?s ?p ?o } }",
        "SELECT * { s\\u0065rvice <urn:x> {} }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT (RAND() AS ?x) {}",
        "INSERT DATA { <a> <b> <c> }",
        "LOAD <urn:x>",
        "# SELECT\nDELETE WHERE { ?s ?p ?o }",
        "SELECT * { {{{{{ ?s ?p ?o }}}}} ((((([[ <<<<",
        "SELECTED",
    ],
)
def test_what_might_be_more_than_a_plain_query_is_looked_at_whole(text: str) -> None:
    assert scan_plain_query(text, brackets=10) is None
