"""What holds at every address of the service, whoever adds the next one."""

from __future__ import annotations

from functools import cache

import pytest

from api.app import create_app
from api.framework.application import make_framework
from api.settings import Settings
from graph.store import open_store
from tests.api.client import ServiceClient
from tests.sample_graph import gate, nile_annotation

READING = {"/sparql", "/reconcile"}
"""Where POST asks, and changes nothing."""


@cache
def operations() -> list[tuple[str, str]]:
    app = create_app(Settings(store="memory:"), open_store("memory:"), None, gate=gate())
    return [(path, method) for path, item in make_framework(app.state).openapi()["paths"].items() for method in item]


def fill(path: str) -> str:
    document = nile_annotation().document.id
    return (
        path.replace("/documents/{id}", f"/documents/{document}").replace("{id}", "egypt").replace("{name}", "events")
    )


@pytest.mark.parametrize("path", [path for path, method in operations() if method == "get"])
def test_head_is_the_answer_without_its_body(path: str, service: ServiceClient) -> None:
    whole, head = service.get(fill(path)), service.head(fill(path))
    assert (head.status_code, head.content) == (whole.status_code, b"")
    same = ("content-type", "etag", "vary", "cache-control", "link", "www-authenticate")
    assert [head.headers.get(name) for name in same] == [whole.headers.get(name) for name in same]


@pytest.mark.parametrize("path", sorted({path for path, _ in operations()}))
def test_options_tell_the_methods_and_others_are_refused(path: str, service: ServiceClient) -> None:
    response = service.request("OPTIONS", fill(path))
    allowed = {method.upper() for known, method in operations() if known == path} | {"OPTIONS"}
    allowed |= {"HEAD"} if "GET" in allowed else set()
    assert (response.status_code, set(response.headers["allow"].split(", "))) == (204, allowed)
    refused = service.request("PATCH", fill(path))
    assert (refused.status_code, refused.headers["allow"]) == (405, response.headers["allow"])
    assert refused.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "method"), [each for each in operations() if each[1] != "get" and each[0] not in READING]
)
def test_nothing_is_written_without_a_token(path: str, method: str, service: ServiceClient) -> None:
    response = service.request(method.upper(), fill(path))
    assert (response.status_code, response.headers["content-type"]) == (401, "application/problem+json")


@pytest.mark.parametrize("path", [path for path, method in operations() if method == "get"])
def test_what_can_be_had_in_several_forms_is_had_in_none_that_nobody_reads(path: str, service: ServiceClient) -> None:
    forms = make_framework(service.app.state).openapi()["paths"][path]["get"]["responses"]["200"].get("content", {})
    response = service.get(fill(path), headers={"accept": "image/x-nothing"})
    if len(forms) > 1 and response.status_code not in (404, 422):  # 422 without the parameters that it needs
        assert response.status_code == 406, response.text
        assert response.json()["available"]
