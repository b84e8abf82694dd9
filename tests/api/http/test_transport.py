"""What every response gets on its way out: an id, and leave for pages of other hosts."""

from __future__ import annotations

import pytest

from tests.api.client import ServiceClient

ORIGIN = {"origin": "https://editor.example"}


@pytest.mark.parametrize("path", ["/health", "/sparql?query=ASK{}", "/nowhere", "/sparql?query=nonsense"])
def test_pages_of_any_host_may_read_without_credentials(path: str, service: ServiceClient) -> None:
    headers = service.get(path, headers=ORIGIN).headers
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers
    assert "x-request-id" in headers["access-control-expose-headers"].lower()


@pytest.mark.parametrize(("method", "status"), [("POST", 200), ("PUT", 200), ("PATCH", 400)])
def test_a_browser_is_told_beforehand_what_it_may_send(method: str, status: int, service: ServiceClient) -> None:
    asked = {"access-control-request-method": method, "access-control-request-headers": "authorization"}
    response = service.request("OPTIONS", "/sparql", headers={**ORIGIN, **asked})
    assert response.status_code == status
    assert "access-control-allow-credentials" not in response.headers


def test_a_page_of_another_host_writes_nothing_without_a_token(service: ServiceClient) -> None:
    response = service.post("/documents", content="نص", headers={**ORIGIN, "content-type": "text/plain"})
    assert response.status_code == 401


def test_a_response_has_the_id_of_its_request(service: ServiceClient) -> None:
    assert service.get("/health", headers={"x-request-id": "abc-1"}).headers["x-request-id"] == "abc-1"
    made = {service.get(path).headers["x-request-id"] for path in ("/health", "/nowhere", "/sparql?query=x")}
    assert len(made) == 3


@pytest.mark.parametrize("given", ["", "a b", "x" * 200, "a\tb"])
def test_an_id_that_is_none_is_replaced(given: str, service: ServiceClient) -> None:
    assert len(service.get("/health", headers={"x-request-id": given}).headers["x-request-id"]) == 32
