"""A flood of requests: most are told at once to come again, and the service lives."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import Future

import httpx
import pytest

from tests.api.client import ServiceClient
from tests.api.conftest import ServiceMaker

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"
FLOOD = 300


def flood(service: ServiceClient, path: str, **options: object) -> list[httpx.Response]:
    asking: list[Future[httpx.Response]] = [service.begin("GET", path, **options) for _ in range(FLOOD)]
    return [answer.result(60) for answer in asking]


def test_a_flood_of_slow_queries_is_shed_and_the_next_query_answered(make_service: ServiceMaker) -> None:
    service = make_service(query_queue=4)
    threads = threading.active_count()
    workers = service.app.state.service.pool.alive
    answers = flood(service, "/sparql", params={"query": ENDLESS, "timeout": "1"})
    assert Counter(answer.status_code for answer in answers).keys() == {503, 504}
    shed = [answer for answer in answers if answer.status_code == 503]
    assert len(shed) >= FLOOD - 6
    assert {answer.headers["retry-after"] for answer in shed} == {"1"}
    assert {answer.headers["content-type"] for answer in shed} == {"application/problem+json"}
    assert threading.active_count() <= threads + 4
    assert service.post("/sparql", data={"query": "ASK {}"}).json()["boolean"] is True
    assert service.app.state.service.pool.alive == workers


@pytest.mark.parametrize("path", ["/actors", "/sparql?query=SELECT*{?s?p?o}LIMIT+9"])
def test_requests_beyond_the_limit_are_shed_and_health_is_told(path: str, make_service: ServiceMaker) -> None:
    service = make_service(max_requests=2)
    answers = flood(service, path)
    told = Counter(answer.status_code for answer in answers)
    assert told.keys() == {200, 503}
    assert {answer.headers["retry-after"] for answer in answers if answer.status_code == 503} == {"1"}
    assert service.get(path).status_code == 200
    assert {answer.status_code for answer in flood(service, "/health")} == {200}
