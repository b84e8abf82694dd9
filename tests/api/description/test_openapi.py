"""The description for programs says who has to send a token for what, and which formats there are."""

from __future__ import annotations

import json
from typing import Any

import httpx

from tests.api.client import ServiceClient
from tests.api.conftest import ServiceMaker


def operations(service: ServiceClient) -> dict[tuple[str, str], Any]:
    paths = service.get("/openapi.json", headers={"authorization": "Bearer a token for the tests"}).json()["paths"]
    return {(path, method): operation for path, item in paths.items() for method, operation in item.items()}


def test_what_wants_a_token_says_so(service: ServiceClient) -> None:
    secured = {place: operation.get("security") for place, operation in operations(service).items()}
    assert secured["/documents", "post"] == secured["/admin/queries", "get"] == [{"token": []}]
    assert secured["/sparql", "post"] == [{}, {"token": []}]
    assert secured["/actors", "get"] is None
    schemes = service.get("/openapi.json").json()["components"]["securitySchemes"]
    assert schemes["token"]["scheme"] == "bearer"


def test_closed_reads_say_so_too(make_service: ServiceMaker) -> None:
    secured = {place: operation.get("security") for place, operation in operations(make_service(reads="token")).items()}
    assert {place for place, security in secured.items() if security != [{"token": []}]} == {("/health", "get")}


def test_formats_are_those_that_are_answered(service: ServiceClient) -> None:
    for (path, method), operation in operations(service).items():
        for parameter in operation.get("parameters", ()):
            if parameter["name"] == "format" and method == "get" and "{" not in path:
                for name in parameter["schema"].get("enum", ()):
                    assert service.get(path, params={"format": name}).status_code != 406, (path, name)


def test_json_in_parameters_is_described_by_its_schema(service: ServiceClient) -> None:
    parameters = {each["name"]: each for each in operations(service)["/reconcile", "get"]["parameters"]}
    for name in ("queries", "extend"):
        assert "schema" not in parameters[name]
        (example,) = parameters[name]["content"]["application/json"]["schema"]["examples"]
        assert service.get("/reconcile", params={name: json.dumps(example)}).status_code == httpx.codes.OK
    queries = parameters["queries"]["content"]["application/json"]["schema"]
    many = {f"q{number}": {"query": "x"} for number in range(queries["maxProperties"] + 1)}
    assert (
        service.get("/reconcile", params={"queries": json.dumps(many)}).status_code == httpx.codes.UNPROCESSABLE_ENTITY
    )


def test_every_reference_leads_somewhere(service: ServiceClient) -> None:
    described = service.get("/openapi.json").json()

    def check(part: Any) -> None:
        if isinstance(part, dict) and isinstance(reference := part.get("$ref"), str):
            place = described
            for step in reference.removeprefix("#/").split("/"):
                assert step in place, reference
                place = place[step]
        for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
            check(inner)

    check(described)
