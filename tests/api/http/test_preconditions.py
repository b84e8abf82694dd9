"""A write that is meant for one state of a graph or document is not done to another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.store import open_store
from tests.api.client import AUTHORISED, ServiceClient
from tests.api.conftest import ServiceMaker

TURTLE = {**AUTHORISED, "content-type": "text/turtle"}
PLACES = ["/graphs?graph=urn:g", "/graphs/g"]


@pytest.fixture
def service(make_service: ServiceMaker) -> ServiceClient:
    return make_service(store=open_store("memory:"))


def put(service: ServiceClient, path: str, text: str, **headers: str) -> int:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return service.request("PUT", path, content=text, headers={**TURTLE, **named}).status_code


@pytest.mark.parametrize("path", PLACES)
def test_a_write_with_the_tag_of_another_state_is_refused(path: str, service: ServiceClient) -> None:
    put(service, path, "<urn:a> <urn:b> 1 .")
    old = service.get(path).headers["etag"]
    assert not old.startswith("W/")
    assert put(service, path, "<urn:a> <urn:b> 2 .", if_match=old) == 204
    for method in ("PUT", "POST", "DELETE"):
        headers = {**TURTLE, "if-match": f'"none", {old}'}
        response = service.request(method, path, content="<urn:a> <urn:b> 3 .", headers=headers)
        assert (response.status_code, response.headers["content-type"]) == (412, "application/problem+json")
    new = service.get(path, headers={"accept": "application/n-triples"})
    assert '"2"' in new.text
    assert service.request("DELETE", path, headers={**TURTLE, "if-match": new.headers["etag"]}).status_code == 204


def test_what_others_write_elsewhere_does_not_change_the_state_of_a_graph(service: ServiceClient) -> None:
    put(service, PLACES[0], "<urn:a> <urn:b> 1, 2, _:c .")
    tag = service.get(PLACES[0]).headers["etag"]
    put(service, PLACES[1], "<urn:a> <urn:b> 1 .")
    assert put(service, PLACES[0], "<urn:a> <urn:b> 3 .", if_match=tag) == 204


def test_the_default_graph_has_a_state_too(service: ServiceClient) -> None:
    tag = service.get("/graphs?default").headers["etag"]
    assert put(service, "/graphs?default", "<urn:a> <urn:b> 1 .", if_match=tag) == 204
    assert put(service, "/graphs?default", "<urn:a> <urn:b> 2 .", if_match=tag) == 412


@pytest.mark.parametrize(
    ("headers", "missing", "there"),
    [
        ({"if-match": "*"}, 412, 204),
        ({"if-none-match": "*"}, 201, 412),
        ({"if-match": '"x"'}, 412, 412),
        ({"if-match": 'W/"x.y"'}, 412, 412),
        ({"if-none-match": '"x"'}, 201, 204),
    ],
)
def test_a_write_may_want_a_graph_to_be_there_or_not(
    headers: dict[str, str], missing: int, there: int, service: ServiceClient
) -> None:
    assert put(service, PLACES[0], "<urn:a> <urn:b> 1 .", **headers) == missing
    put(service, PLACES[0], "<urn:a> <urn:b> 1 .")
    assert put(service, PLACES[0], "<urn:a> <urn:b> 2 .", **headers) == there


def test_a_graph_is_told_unchanged_by_its_tag(service: ServiceClient) -> None:
    put(service, PLACES[0], "<urn:a> <urn:b> 1 .")
    tag = service.get(PLACES[0]).headers["etag"]
    again = service.get(PLACES[0], headers={"if-none-match": tag})
    assert (again.status_code, again.headers["etag"]) == (304, tag)
    assert service.get(PLACES[0], headers={"if-none-match": tag, "accept-encoding": "zstd"}).status_code == 200


def test_a_document_is_deleted_in_the_state_that_was_seen(make_service: ServiceMaker) -> None:
    service = make_service()
    path = f"/documents/{service.get('/documents').json()['documents'][0]['id']}"
    tag = service.get(path).headers["etag"]
    assert service.get(path, headers={"accept": "text/turtle"}).headers["etag"].partition(".")[0] in tag
    assert service.request("DELETE", path, headers={**AUTHORISED, "if-match": '"x"'}).status_code == 412
    assert service.request("DELETE", path, headers={**AUTHORISED, "if-match": tag}).status_code == 204


def test_of_many_who_saw_the_same_state_one_writes(service: ServiceClient) -> None:
    put(service, PLACES[0], "<urn:a> <urn:b> 0 .")
    tag = service.get(PLACES[0]).headers["etag"]
    with ThreadPoolExecutor(4) as threads:
        statuses = list(
            threads.map(lambda n: put(service, PLACES[0], f"<urn:a> <urn:b> {n} .", if_match=tag), range(1, 9))
        )
    assert sorted(statuses) == [204] + [412] * 7
