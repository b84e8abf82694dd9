"""Who may read: everybody, or those with a token, by a setting; and who may not, whatever they ask."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from api.access.tokens import Tokens
from api.app import create_app
from api.formats import Scope
from api.framework.application import make_framework
from api.settings import Settings
from graph.store import open_store
from tests.api.client import AUTHORISED, ServiceClient
from tests.api.conftest import ServiceMaker
from tests.sample_graph import gate


@pytest.fixture
def closed(make_service: ServiceMaker) -> ServiceClient:
    return make_service(reads="token")


def test_closed_reads_let_nobody_in_at_any_address(closed: ServiceClient) -> None:
    paths = make_framework(closed.app.state).openapi()["paths"]
    asked = {(method.upper(), path.replace("{id}", "egypt")) for path, methods in paths.items() for method in methods}
    asked |= {("GET", path) for path in ("/openapi.json", "/nowhere", "/style.css", "/graphs/a")} | {("HEAD", "/")}
    opened = {place for place in asked if closed.request(*place).status_code != 401}
    assert opened == {("GET", "/health")}


def test_closed_reads_are_open_to_a_token(closed: ServiceClient) -> None:
    refused = closed.get("/actors/egypt")
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.headers["www-authenticate"].startswith("Bearer")
    assert refused.headers["x-request-id"]
    tag = closed.get("/actors/egypt", headers=AUTHORISED).headers["etag"]
    assert closed.get("/actors/egypt", headers={**AUTHORISED, "if-none-match": tag}).status_code == 304
    assert closed.get("/actors/egypt", headers={"if-none-match": tag}).status_code == 401


def test_a_revoked_token_reads_no_longer(tmp_path: Path) -> None:
    location = str(tmp_path / "store")
    tokens = Tokens(location)
    token, secret = tokens.create(Scope.READ)
    settings = Settings.model_validate({"store": location, "workers": 1, "reads": "token"})
    app = create_app(settings, store := open_store(location), None, gate=gate())
    with closing(store), ServiceClient(app) as service:
        headers = {"authorization": f"Bearer {secret}"}
        assert service.get("/sparql?query=ASK{}", headers=headers).status_code == 200
        tokens.revoke(token.id)
        assert service.get("/sparql?query=ASK{}", headers=headers).status_code == 401


def test_a_browser_may_ask_beforehand_without_a_token(closed: ServiceClient) -> None:
    asked = {"access-control-request-method": "GET", "access-control-request-headers": "authorization"}
    assert closed.request("OPTIONS", "/actors", headers={"origin": "https://a.example", **asked}).status_code == 200
