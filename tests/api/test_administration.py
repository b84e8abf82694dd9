"""What runs can be listed and stopped by an administrator, and stops by itself when its client goes away."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import pytest

from api.access.tokens import Tokens
from api.app import create_app
from api.commands.conformance import serve_empty
from api.formats import Scope
from api.settings import Settings
from graph.store import open_store
from tests.api.client import AUTHORISED, ServiceClient
from tests.api.conftest import ServiceMaker
from tests.sample_graph import gate

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"


@pytest.fixture
def service(make_service: ServiceMaker) -> ServiceClient:
    return make_service()


def running(service: ServiceClient) -> list[dict[str, Any]]:
    queries: list[dict[str, Any]] = service.get("/admin/queries", headers=AUTHORISED).json()["queries"]
    return queries


def wait_for(service: ServiceClient, total: int) -> list[dict[str, Any]]:
    while len(found := running(service)) != total:
        time.sleep(0.02)
    return found


@pytest.mark.parametrize("update", [False, True])
def test_what_runs_is_listed_and_stopped(update: bool, service: ServiceClient) -> None:
    text = ENDLESS.replace("SELECT (COUNT(*) AS ?n)", "DELETE { <a> <b> ?a } WHERE") if update else ENDLESS
    data = {"update" if update else "query": text}
    asking = service.begin("POST", "/sparql", data=data, headers=AUTHORISED)
    (entry,) = wait_for(service, 1)
    assert entry["work"] == ("update" if update else "query")
    assert entry["text"].endswith(text)
    assert service.request("DELETE", f"/admin/queries/{entry['id']}", headers=AUTHORISED).status_code == 204
    stopped = asking.result(20)
    assert (stopped.status_code, stopped.headers["content-type"]) == (503, "application/problem+json")
    assert "administrator" in stopped.json()["detail"]
    assert running(service) == []
    assert service.get("/sparql?query=ASK{}").json()["boolean"] is True
    assert service.request("DELETE", f"/admin/queries/{entry['id']}", headers=AUTHORISED).status_code == 404


def test_a_query_that_waits_for_a_worker_is_stopped_too(service: ServiceClient) -> None:
    asking = [service.begin("GET", "/sparql", params={"query": ENDLESS}) for _ in range(2)]
    for entry in wait_for(service, 2):
        service.request("DELETE", f"/admin/queries/{entry['id']}", headers=AUTHORISED)
    assert {answer.result(20).status_code for answer in asking} == {503}


def test_only_administrators_see_what_others_ask(tmp_path: Path) -> None:
    location = str(tmp_path / "store")
    store = open_store(location)
    with ServiceClient(create_app(Settings(store=location, workers=1), store, None, gate=gate())) as service:
        for scope, listed, stopped in ((Scope.READ, 403, 403), (Scope.WRITE, 403, 403), (Scope.ADMIN, 200, 404)):
            _, secret = Tokens(location).create(scope)
            headers = {"authorization": f"Bearer {secret}"}
            assert service.get("/admin/queries", headers=headers).status_code == listed
            assert service.request("DELETE", "/admin/queries/x", headers=headers).status_code == stopped
        assert service.get("/admin/queries").status_code == 401
    store.close()


@pytest.fixture
def live(tmp_path: Path) -> Iterator[httpx.Client]:
    with serve_empty(tmp_path) as (url, token), httpx.Client(base_url=url, timeout=20) as client:
        client.headers["authorization"] = f"Bearer {token}"
        data = " ".join(f"<urn:{number}> <urn:p> {number} ." for number in range(200))
        assert client.post("/sparql", data={"update": f"INSERT DATA {{ {data} }}"}).status_code == 204
        yield client


def test_a_client_that_goes_away_takes_its_query_along(live: httpx.Client) -> None:
    place = urlsplit(str(live.base_url))
    with socket.create_connection((place.hostname or "", place.port or 0)) as connection:
        connection.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: mithaq\r\n\r\n".encode())
        while live.get("/admin/queries").json()["total"] == 0:
            time.sleep(0.02)
    while live.get("/admin/queries").json()["total"]:
        time.sleep(0.02)
    assert json.loads(live.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).content)["boolean"] is True
