"""An update's operations one by one: each runs by itself, and CONSTRUCT tells beforehand what it takes and brings."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from api.scanning.update_operations import split_update

BEFORE = (
    "INSERT DATA { <urn:a> <urn:p> 1, 2 . GRAPH <urn:g> { <urn:b> <urn:p> 3 } GRAPH <urn:h> { <urn:c> <urn:p> 4 } }"
)


@pytest.mark.parametrize(
    ("update", "touched"),
    [
        ("INSERT DATA { <urn:a> <urn:q> 'GRAPH { } .' ; <urn:r> 5 . }", {"a q", "a r"}),
        ("PREFIX : <urn:> INSERT DATA { :x :q 1 GRAPH :g { :y :q 2 . :z :q 3 } GRAPH <urn:g2> { } :w :q true }",
         {"x q", "y q", "z q", "w q"}),
        ("DELETE DATA { GRAPH <urn:g> { <urn:b> <urn:p> 3 } }", {"b p"}),
        ("DELETE WHERE { GRAPH ?g { ?s ?p ?o } ?x <urn:p> 1 }", {"a p", "b p", "c p"}),
        ("DELETE { ?s ?p ?o } INSERT { ?s <urn:n> ?o } WHERE { ?s ?p ?o FILTER(?o < 2) }", {"a p", "a n"}),
        ("WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", {"b p"}),
        ("WITH <urn:g> INSERT { ?c <urn:n> ?o } WHERE { ?s ?p ?o GRAPH <urn:h> { ?c ?q ?r } }", {"c n"}),
        ("INSERT { ?s <urn:n> 1 } USING <urn:h> USING NAMED <urn:g> WHERE { ?s ?p ?o GRAPH ?g { ?b ?q 3 } }", {"c n"}),
        ("BASE <urn:x/> PREFIX p: <urn:> DELETE { p:a p:p ?o } WHERE { p:a p:p ?o } ; INSERT DATA { <p> p:q p:r }",
         {"a p", "x/p q"}),
        ("COPY DEFAULT TO <urn:g>", {"a p", "b p"}),
        ("MOVE SILENT GRAPH <urn:g> TO GRAPH <urn:h>", {"b p", "c p"}),
        ("ADD <urn:g> TO DEFAULT", {"a p", "b p"}),
        ("INSERT { GRAPH ?g { ?s <urn:n> <<( ?s ?p ?o )>> } } WHERE { GRAPH ?g { ?s ?p ?o } }", {"b n", "c n"}),
        ("INSERT DATA { <urn:a> <urn:q> 1 {| <urn:r> 2 |} . GRAPH <urn:g> { <urn:b> <urn:q> 1 } }", {"a q", "b q"}),
        ("CLEAR ALL ; DROP GRAPH <urn:g> ; CREATE GRAPH <urn:n>", set()),
        ("INSERT { ?s <urn:n> 1 } WHERE { SELECT ?s { ?s ?p ?o { ?s ?p 2 } } }", {"a n"}),
        ("", set()),
        ("PREFIX : <urn:> # nothing; else", set()),
    ],
)  # fmt: skip
def test_what_an_update_touches_is_told_before_it_runs(update: str, touched: set[str]) -> None:
    stepwise, whole = ox.Store(), ox.Store()
    for store in (stepwise, whole):
        store.update(BEFORE)
    found = set()
    for operation in split_update(update):
        for query in operation.touching:
            answer = stepwise.query(query)
            assert isinstance(answer, ox.QueryTriples)
            for triple in answer:
                if isinstance(triple.subject, ox.NamedNode):
                    subject, predicate = triple.subject.value, triple.predicate.value
                    found.add(f"{subject.removeprefix('urn:')} {predicate.removeprefix('urn:')}")
        stepwise.update(operation.text)
    assert found == touched
    whole.update(update)
    assert {str(quad) for quad in stepwise if "_:" not in str(quad)} == {
        str(quad) for quad in whole if "_:" not in str(quad)
    }
