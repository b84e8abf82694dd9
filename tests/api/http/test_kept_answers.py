"""Answers that are kept: for the same request in the same state alone, within their room."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest
from starlette.types import Message, Receive, Scope, Send

from api.http.kept_answers import KeepAnswers, KeptAnswers
from tests.api.client import AUTHORISED, ServiceClient
from tests.api.conftest import ServiceMaker

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@dataclass
class Counter:
    """An application that tells how often it was asked, in an answer that may be kept."""

    headers: list[tuple[bytes, bytes]] = field(default_factory=lambda: [(b"etag", b'W/"1"')])
    parts: int = 1
    status: int = 200
    padding: int = 0
    asked: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        await send({"type": "http.response.start", "status": self.status, "headers": list(self.headers)})
        for part in range(self.parts):
            body = str(self.asked).encode() + b" " * self.padding
            await send({"type": "http.response.body", "body": body, "more_body": part < self.parts - 1})


def ask(app: KeptAnswers, query: bytes = b"a", method: str = "GET", **headers: str) -> bytes:
    """The body of an answer, without its padding."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "scheme": "http", "path": "/", "query_string": query, "headers": told}
    asyncio.run(app(scope, receive, send))
    sent[0]["headers"].append((b"x-request-id", b"of this request alone"))
    return b"".join(message["body"].strip() for message in sent[1:])


def test_the_same_request_is_answered_once() -> None:
    counter = Counter()
    app = KeepAnswers(counter, kept=KeptAnswers(state=lambda: "1", room=100_000))
    assert [ask(app), ask(app), ask(app, b"b"), ask(app)] == [b"1", b"1", b"2", b"1"]


@pytest.mark.parametrize("header", ["accept", "accept_encoding", "accept_language", "host"])
def test_what_an_answer_depends_on_makes_another_request(header: str) -> None:
    app = KeepAnswers(Counter(), kept=KeptAnswers(state=lambda: "1", room=100_000))
    assert [ask(app, **{header: "x"}), ask(app, **{header: "y"}), ask(app, **{header: "x"})] == [b"1", b"2", b"1"]


def test_another_state_lets_go_of_all() -> None:
    state = ["1"]
    app = KeepAnswers(Counter(), kept=KeptAnswers(state=lambda: state[0], room=100_000))
    assert [ask(app), ask(app)] == [b"1", b"1"]
    state[0] = "2"
    assert [ask(app), ask(app)] == [b"2", b"2"]


@pytest.mark.parametrize(
    "counter",
    [
        Counter(headers=[]),
        Counter(headers=[(b"etag", b'W/"1"'), (b"cache-control", b"no-store")]),
        Counter(status=404),
        Counter(parts=2),
        Counter(padding=100_000),
    ],
    ids=["no tag", "no-store", "not found", "in parts", "too long"],
)
def test_what_may_not_be_kept_is_asked_again(counter: Counter) -> None:
    app = KeepAnswers(counter, kept=KeptAnswers(state=lambda: "1", room=100_000))
    ask(app), ask(app)
    assert counter.asked == 2


@pytest.mark.parametrize("options", [{"method": "POST"}, {"method": "HEAD"}, {"if_none_match": "x"}])
def test_other_requests_are_passed_on(options: dict[str, str]) -> None:
    counter = Counter()
    app = KeepAnswers(counter, kept=KeptAnswers(state=lambda: "1", room=100_000))
    ask(app), ask(app, **options)
    assert counter.asked == 2


def test_the_answer_that_was_asked_for_longest_ago_makes_room() -> None:
    counter = Counter(padding=1000)
    app = KeepAnswers(counter, kept=KeptAnswers(state=lambda: "1", room=20_000))
    for number in range(100):
        ask(app, str(number).encode())
        ask(app, b"0")
    assert counter.asked == 100
    assert ask(app, b"0") == b"1"
    assert ask(app, b"50") == b"101"


def test_without_room_nothing_is_kept() -> None:
    app = KeepAnswers(Counter(), kept=KeptAnswers(state=lambda: "1", room=0))
    assert [ask(app), ask(app)] == [b"1", b"2"]


def test_a_query_sees_a_write_though_its_answer_was_kept(make_service: ServiceMaker) -> None:
    service = make_service()

    def count() -> int:
        answer = service.get("/sparql", params={"query": COUNT}, headers={"accept": "text/csv"})
        return int(answer.text.split()[1])

    before = count()
    assert count() == before
    update = {"update": "INSERT DATA { <urn:a> <urn:b> <urn:c> }"}
    assert service.post("/sparql", data=update, headers=AUTHORISED).status_code == 204
    assert count() == before + 1


def test_a_kept_answer_has_the_id_of_its_own_request(service: ServiceClient) -> None:
    answers = [service.get("/sparql?query=ASK{}") for _ in range(3)]
    assert len({answer.headers["x-request-id"] for answer in answers}) == 3
    assert {answer.headers["etag"] for answer in answers} == {answers[0].headers["etag"]}


def test_chance_is_not_kept(service: ServiceClient) -> None:
    answers = {service.get("/sparql", params={"query": "SELECT (RAND() AS ?x) {}"}).text for _ in range(3)}
    assert len(answers) == 3


@pytest.mark.parametrize("sent", ["form", "body"])
def test_a_query_by_post_is_answered_once(sent: str, make_service: ServiceMaker) -> None:
    service = make_service()

    def ask(accept: str = "text/csv") -> str:
        if sent == "form":
            return service.post("/sparql", data={"query": COUNT}, headers={"accept": accept}).text
        headers = {"accept": accept, "content-type": "application/sparql-query"}
        return service.post("/sparql", content=COUNT, headers=headers).text

    before = ask()
    update = {"update": "INSERT DATA { <urn:a> <urn:b> <urn:c> }"}
    assert service.post("/sparql", data=update, headers=AUTHORISED).status_code == 204
    after = ask()
    assert before != after
    service.run(service.app.state.service.pool.close())
    assert ask() == after
    assert "ending" in ask("application/json")
