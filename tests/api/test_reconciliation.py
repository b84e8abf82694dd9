"""Names in a table matched with actors, in the messages of the W3C CG Reconciliation Service API 0.2."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.api.client import ServiceClient


def post(service: ServiceClient, **form: object) -> httpx.Response:
    return service.post("/reconcile", data={name: json.dumps(value) for name, value in form.items()})


def match(service: ServiceClient, **query: object) -> list[dict[str, Any]]:
    response = post(service, queries={"q0": query})
    assert response.status_code == 200, response.text
    result: list[dict[str, Any]] = response.json()["q0"]["result"]
    return result


def test_the_manifest_says_what_the_protocol_wants(service: ServiceClient) -> None:
    body = service.get("/reconcile").json()
    assert {"versions", "name", "identifierSpace", "schemaSpace", "view", "defaultTypes"} <= set(body)
    assert "0.2" in body["versions"]
    assert body["view"]["url"] == "http://mithaq.test/actors/{{id}}"
    assert body["defaultTypes"] == [{"id": "Actor", "name": "actor"}]


def test_everything_that_the_manifest_names_is_there(service: ServiceClient) -> None:
    body = service.get("/reconcile").json()
    for part in (*body["suggest"].values(), body["extend"]["propose_properties"]):
        url = part["service_url"] + part["service_path"]
        assert service.get(url, params={"prefix": "e"}).status_code == 200
    for template in (body["view"]["url"], body["preview"]["url"]):
        response = service.get(template.replace("{{id}}", "egypt"), headers={"accept": "text/html"})
        assert response.headers["content-type"].startswith("text/html")


def test_an_exact_name_is_a_match(service: ServiceClient) -> None:
    (candidate,) = match(service, query="مصر")
    assert (candidate["id"], candidate["match"], candidate["score"]) == ("egypt", True, 100.0)
    assert candidate["type"] == [{"id": "State", "name": "state"}]
    assert {"id": "name_fit", "value": "exact"} in candidate["features"]


def test_a_misspelt_name_is_a_candidate_and_no_match(service: ServiceClient) -> None:
    (candidate,) = match(service, query="Egipt")
    assert (candidate["id"], candidate["match"]) == ("egypt", False)


@pytest.mark.parametrize(
    ("value", "agrees"), [("EGY", True), ("egy", True), (["XXX", "EGY"], True), ({"id": "EGY"}, True), ("SDN", False)]
)
def test_properties_of_the_table_speak_for_or_against(value: object, agrees: bool, service: ServiceClient) -> None:
    (candidate,) = match(service, query="Egypt", properties=[{"pid": "iso3", "v": value}])
    assert (candidate["match"], candidate["score"]) == ((True, 100.0) if agrees else (False, 50.0))
    assert {"id": "iso3", "value": agrees} in candidate["features"]


def test_a_type_leaves_out_actors_of_others(service: ServiceClient) -> None:
    assert match(service, query="Egypt", type="Person") == []
    assert match(service, query="Egypt", type=["State"], limit=1)[0]["id"] == "egypt"


def test_a_batch_is_answered_by_its_ids_by_get_too(service: ServiceClient) -> None:
    queries = {"a": {"query": "Egypt"}, "b": {"query": "nobody at all"}}
    body = service.get("/reconcile", params={"queries": json.dumps(queries), "callback": "x"}).json()
    assert [candidate["id"] for candidate in body["a"]["result"]] == ["egypt"]
    assert body["b"] == {"result": []}


def test_a_table_is_extended_with_properties(service: ServiceClient) -> None:
    wanted = {"ids": ["egypt", "nobody"], "properties": [{"id": "iso3"}, {"id": "prefLabel-ar"}, {"id": "memberOf"}]}
    body = post(service, extend=wanted).json()
    assert [each["id"] for each in body["meta"]] == ["iso3", "prefLabel-ar", "memberOf"]
    assert body["rows"]["egypt"]["iso3"] == [{"str": "EGY"}]
    assert body["rows"]["egypt"]["prefLabel-ar"] == [{"str": "مصر"}]
    assert body["rows"]["nobody"] == {"iso3": [], "prefLabel-ar": [], "memberOf": []}
    (union,) = post(service, extend={"ids": ["sudan"], "properties": [{"id": "memberOf"}]}).json()["rows"]["sudan"][
        "memberOf"
    ]
    assert union["id"] == "african-union"


@pytest.mark.parametrize(
    ("part", "prefix", "first"), [("entity", "egy", "egypt"), ("type", "st", "State"), ("property", "iso", "iso2")]
)
def test_beginnings_are_completed(part: str, prefix: str, first: str, service: ServiceClient) -> None:
    result = service.get(f"/reconcile/suggest/{part}", params={"prefix": prefix}).json()["result"]
    assert result[0]["id"] == first
    assert result[0]["name"]


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"queries": "{"}, 422),
        ({"queries": '{"q0": {}}'}, 422),
        ({"queries": '{"q0": {"query": "x", "type": "Planet"}}'}, 422),
        ({"queries": json.dumps({str(number): {"query": "x"} for number in range(51)})}, 422),
        ({"extend": '{"ids": ["egypt"], "properties": [{"id": "colour"}]}'}, 422),
        ({"other": "x"}, 400),
    ],
)
def test_a_bad_message_is_refused(form: dict[str, str], status: int, service: ServiceClient) -> None:
    response = service.post("/reconcile", data=form)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"


def test_a_body_that_is_no_form_is_refused(service: ServiceClient) -> None:
    assert service.post("/reconcile", json={"queries": {}}).status_code == 415
