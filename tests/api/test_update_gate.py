"""Updates pass the gate where they touch what is said in Mithaq's terms: the thing touched, and nothing else."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api.client import AUTHORISED, ServiceClient
from tests.api.conftest import ServiceMaker

PREFIXES = """PREFIX mq: <https://w3id.org/mithaq/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
BREACHES = {
    "an event of nothing": "INSERT DATA { <urn:e> a mq:Event }",
    "an event without a name": "INSERT DATA { GRAPH <urn:mine> { [] a mq:Event } }",
    "a class is taken": "DELETE WHERE { GRAPH ?g { ?e mq:eventClass ?c } }",
    "a class is taken from the merge": "DELETE WHERE { ?e mq:eventClass ?c }",
    "a second class": "INSERT { GRAPH ?g { ?e mq:eventClass <urn:c> } } WHERE { GRAPH ?g { ?e a mq:Event } }",
    "another quote": "DELETE { GRAPH ?g { ?s oa:exact ?q } } INSERT { GRAPH ?g { ?s oa:exact 'x' } } "
    "WHERE { GRAPH ?g { ?s oa:exact ?q } }",
    "a claim goes": "DELETE { GRAPH ?g { ?c ?p ?o } } WHERE { GRAPH ?g { ?c a mq:Claim ; ?p ?o } }",
    "a link to a claimed event goes": "DELETE WHERE { GRAPH ?g { ?claim mq:content ?event } }",
    "the text goes": "WITH ?g DELETE { ?d mq:text ?t } WHERE { ?d mq:text ?t }",
    "an actor's type goes": "DELETE { GRAPH ?g { ?a a ?t } } WHERE { ?e mq:actor ?a GRAPH ?g { ?a a ?t } }",
    "the span of an event goes": "DELETE { GRAPH ?g { ?s ?p ?o } } "
    "WHERE { GRAPH ?g { ?e a mq:Event ; mq:evidence ?s . ?s ?p ?o } }",
    "step by step": "INSERT DATA { <urn:c> <urn:is> mq:Event } ; INSERT { <urn:e> a ?c } WHERE { <urn:c> <urn:is> ?c }",
    "from a plain graph": "INSERT DATA { GRAPH <urn:x> { <urn:e> <urn:kind> 1 } } ; "
    "INSERT { GRAPH <urn:y> { ?e a mq:UnrealizedEvent } } WHERE { GRAPH <urn:x> { ?e <urn:kind> 1 } }",
}  # fmt: skip
SOUND = {
    "a note on a thing": "INSERT { GRAPH ?g { ?e skos:note 'seen' } } WHERE { GRAPH ?g { ?e a mq:Event } }",
    "a document is copied": "COPY ?d TO <urn:copy>",
    "a document goes": "DROP GRAPH ?d",
    "a name of an actor": "INSERT DATA { <https://w3id.org/mithaq/id/actor/egypt> skos:altLabel 'Misr'@en }",
}


@pytest.fixture
def service(make_service: ServiceMaker) -> ServiceClient:
    return make_service()


def update(service: ServiceClient, text: str) -> httpx.Response:
    document = service.get("/documents").json()["documents"][0]["iri"]
    text = PREFIXES + text.replace("WITH ?g", f"WITH <{document}>").replace("?d TO", f"<{document}> TO")
    text = text.replace("GRAPH ?d", f"GRAPH <{document}>")
    return service.post("/sparql", data={"update": text}, headers=AUTHORISED)


def report_of(response: httpx.Response) -> Any:
    assert response.status_code == 422, response.text
    return response.json()["report"]


@pytest.mark.parametrize("text", BREACHES.values(), ids=BREACHES)
def test_what_breaks_the_shapes_is_refused_with_the_report(text: str, service: ServiceClient) -> None:
    before = service.get("/health").json()["store"]["version"]
    report = report_of(update(service, text))
    assert report["conforms"] is False
    assert {"en", "ar"} == set(report["results"][0]["message"])
    assert service.get("/health").json()["store"]["version"] == before


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_what_keeps_the_shapes_is_written(text: str, service: ServiceClient) -> None:
    response = update(service, text)
    assert response.status_code == 204, response.text
    assert response.headers.get("mithaq-gate", "conforms") == "conforms"
    assert service.get("/validation").json()["conforms"] is True


def test_what_is_said_in_other_terms_is_none_of_the_gates_business(service: ServiceClient) -> None:
    response = update(service, "INSERT DATA { <urn:a> a <urn:Event> } ; DELETE WHERE { <urn:a> ?p ?o }")
    assert (response.status_code, "mithaq-gate" in response.headers) == (204, False)


@pytest.mark.parametrize(("mode", "said"), [("report", "breaks the shapes; results="), ("off", None)])
def test_a_gate_that_is_not_enforced_lets_all_pass(mode: str, said: str | None, make_service: ServiceMaker) -> None:
    response = update(make_service(gate=mode), BREACHES["an event of nothing"])
    assert response.status_code == 204
    assert response.headers.get("mithaq-gate", "").startswith(said) if said else "mithaq-gate" not in response.headers


def test_what_was_broken_before_does_not_stand_in_the_way_of_others(make_service: ServiceMaker) -> None:
    service = make_service()
    service.app.state.service.store.update(f"{PREFIXES} INSERT DATA {{ <urn:broken> a mq:Event }}")
    assert update(service, SOUND["a note on a thing"]).headers["mithaq-gate"] == "conforms"
    report_of(update(service, "INSERT DATA { <urn:broken> skos:note 'still' }"))
    assert update(service, "DELETE WHERE { <urn:broken> ?p ?o }").status_code == 204


def test_a_hub_keeps_its_type_or_the_gate_must_judge_all_that_refers_to_it(service: ServiceClient) -> None:
    many = " ".join(f"<urn:{number}> rdfs:seeAlso <urn:hub> ." for number in range(2_500))
    assert update(service, f"INSERT DATA {{ {many} <urn:hub> a <urn:Hub> }}").status_code == 204
    response = update(service, "INSERT DATA { <urn:hub> a mq:State }")
    assert (response.status_code, "change less" in response.json()["detail"]) == (422, True)
    assert update(service, "INSERT DATA { <urn:hub> skos:note 'a hub' }").status_code == 204
