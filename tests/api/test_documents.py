"""Posting documents: what gets in, what is refused, and that a refusal leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from api.app import create_app
from api.settings import Settings
from extraction.pipeline import load_extractor
from graph.admission import admit_catalog
from graph.store import open_store
from ontology.model import Actor, ActorType, Annotation, Document, Event, EventClass, Modality, Span
from tests.api.client import AUTHORISED, TOKEN, ServiceClient
from tests.api.conftest import ServiceMaker
from tests.sample_graph import NILE, catalog, fill_store, gate

PLAIN = {**AUTHORISED, "content-type": "text/plain; charset=utf-8"}
TEXT = "زار الرئيس المصري الخرطوم في عام 2016 والتقى نظيره السوداني هناك لبحث مياه النيل."


@dataclass(frozen=True)
class ByHand:
    """Reads every text as a visit of Egypt to Sudan, stated by its first two words."""

    quote: str | None = None

    def extract(self, document: Document) -> Annotation:
        words = Span(0, len(" ".join(document.text.split()[:2])))
        visit = Event(
            id="e1",
            event_class=EventClass.CONSULT,
            modality=Modality.ASSERTED,
            actor=("egypt",),
            recipient=("sudan",),
            trigger=words,
            evidence=words,
            mode="visit",
        )
        return Annotation(
            document=document,
            actors=tuple(Actor(slug, ActorType.STATE, slug, None, register=True) for slug in ("egypt", "sudan")),
            events=(visit,),
            extractor="by hand",
            quotes=() if self.quote is None else ((words, self.quote),),
        )


@pytest.fixture(scope="module")
def reading() -> Iterator[ServiceClient]:
    """A service that reads, for requests that leave nothing behind."""
    app = create_app(Settings(store="memory:", workers=1, token=SecretStr(TOKEN)), fill_store(), ByHand(), gate=gate())
    with ServiceClient(app) as client:
        yield client


def problem(response: httpx.Response, status: int) -> Any:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    return response.json()


def post_text(service: ServiceClient, text: str | bytes = TEXT, **options: Any) -> httpx.Response:
    return service.post("/documents", content=text, headers=PLAIN, **options)


def version(service: ServiceClient) -> int:
    return int(service.get("/health").json()["store"]["version"])


def test_a_posted_text_is_read_and_is_there(make_service: ServiceMaker) -> None:
    service = make_service(ByHand())
    response = post_text(
        service, params={"name": "visit", "language": "ar", "published": "2016-05-01", "title": "زيارة"}
    )
    body = response.json()
    assert response.status_code == 201
    assert body["found"] == {"actors": 2, "mentions": 0, "events": 1, "treaties": 0, "disputes": 0, "relations": 0}
    assert (body["name"], body["title"], body["issued"], body["added"] > 0) == ("visit", "زيارة", "2016-05-01", True)
    document = service.get(response.headers["location"]).json()
    assert (document["text"], document["id"]) == (TEXT, body["id"])
    assert service.get(f"/events?document={body['id']}").json()["total"] == 1


def test_a_posted_document_is_seen_by_the_next_query(make_service: ServiceMaker) -> None:
    service = make_service(ByHand())
    count = {"query": "PREFIX mq: <https://w3id.org/mithaq/ontology#> ASK { ?d mq:name 'visit' }"}
    assert service.get("/sparql", params=count).json()["boolean"] is False
    post_text(service, params={"name": "visit"})
    assert service.get("/sparql", params=count).json()["boolean"] is True


def test_a_write_makes_what_was_kept_stale(make_service: ServiceMaker) -> None:
    service = make_service(ByHand())
    etag = service.get("/events").headers["etag"]
    assert service.get("/events", headers={"if-none-match": etag}).status_code == 304
    post_text(service)
    assert service.get("/events", headers={"if-none-match": etag}).status_code == 200


def test_the_same_document_again_changes_nothing(make_service: ServiceMaker) -> None:
    service = make_service(ByHand())
    first, before = post_text(service), version(service)
    second = post_text(service)
    assert (second.status_code, second.json()["added"], version(service)) == (200, 0, before)
    assert second.json()["id"] == first.json()["id"]


def test_json_carries_the_text_and_what_is_known(make_service: ServiceMaker) -> None:
    service = make_service(ByHand())
    posted = {"text": TEXT, "name": "visit", "language": "ar", "published": "2016-05", "source": "https://example.org/"}
    response = service.post("/documents", json=posted, headers=AUTHORISED)
    assert response.status_code == 201
    assert (response.json()["issued"], response.json()["source"]) == ("2016-05", "https://example.org/")


def test_a_page_is_read_without_its_furniture(make_service: ServiceMaker) -> None:
    service = make_service(ByHand())
    page = f"<html lang='ar'><head><title>زيارة</title></head><body><article><p>{TEXT}</p></article></body></html>"
    headers = {**AUTHORISED, "content-type": "text/html"}
    response = service.post("/documents", content=page, headers=headers, params={"language": "ar"})
    assert response.status_code == 201
    assert "<p>" not in service.get(response.headers["location"]).json()["text"]


def test_what_the_gate_refuses_comes_back_with_the_report(make_service: ServiceMaker) -> None:
    service = make_service(ByHand(quote="زار السفير"))
    before = version(service)
    report = problem(post_text(service, params={"name": "visit"}), 422)["report"]
    assert report["conforms"] is False
    (finding, *_) = report["results"]
    assert {"en", "ar"} == set(finding["message"])
    assert finding["focusNode"].startswith("https://w3id.org/mithaq/id/")
    assert version(service) == before
    assert service.get("/documents").json()["total"] == 2


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        (b"", "text/plain", 422),
        (b"   \n", "text/plain", 422),
        (b"\x00\x01\x02\x03" * 100, "text/plain", 422),
        (NILE.encode("windows-1256", "replace"), "text/plain", 422),
        (b"%PDF-1.7 nonsense", "application/pdf", 422),
        (b"<html><body></body></html>", "text/html", 422),
        (b"text", "image/png", 415),
        (b"text", "", 415),
        (b"{", "application/json", 400),
        (b"[]", "application/json", 422),
        (b'{"text": ""}', "application/json", 422),
        (b'{"text": "a", "colour": "red"}', "application/json", 422),
        (b'{"text": 7}', "application/json", 422),
        (b'{"text": "a\\u0000\\u0001\\u0002"}', "application/json", 422),
        (b'{"name": "a"}', "application/json", 422),
    ],
)
def test_a_body_that_is_no_document_is_refused(
    content: bytes, media_type: str, status: int, reading: ServiceClient
) -> None:
    service = reading
    before = version(service)
    headers = {**AUTHORISED, **({"content-type": media_type} if media_type else {})}
    assert problem(service.post("/documents", content=content, headers=headers), status)["detail"]
    assert version(service) == before


@pytest.mark.parametrize("params", [{"language": "tlh"}, {"published": "yesterday"}, {"colour": "red"}, {"name": ""}])
def test_what_is_known_must_be_right(params: dict[str, str], reading: ServiceClient) -> None:
    problem(post_text(reading, params=params), 422)


def test_a_document_over_its_limit_is_refused(make_service: ServiceMaker) -> None:
    service = make_service(ByHand(), max_document_bytes=100)
    assert "100 bytes" in problem(post_text(service, "مصر " * 100), 413)["detail"]


def test_a_body_that_hides_its_length_is_cut_off(make_service: ServiceMaker) -> None:
    async def endless() -> Any:
        while True:
            yield b"x" * 1000

    service = make_service(ByHand(), max_document_bytes=5000)
    problem(service.post("/documents", content=endless(), headers=PLAIN), 413)


def test_nobody_writes_or_deletes_a_document_without_a_token(reading: ServiceClient) -> None:
    before = version(reading)
    document = reading.get("/documents").json()["documents"][0]["id"]
    for headers in ({}, {"authorization": "Bearer nonsense"}, {"origin": "http://mithaq.test"}):
        plain = {**headers, "content-type": "text/plain"}
        problem(reading.post("/documents", content=TEXT, headers=plain), 401)
        problem(reading.request("DELETE", f"/documents/{document}", headers=headers), 401)
    assert version(reading) == before


def test_a_deleted_document_is_gone_with_what_only_it_said(make_service: ServiceMaker) -> None:
    service = make_service(ByHand())
    triples = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "format": "csv"}
    before = service.get("/sparql", params=triples).text
    place = post_text(service).headers["location"]
    assert service.get("/sparql", params=triples).text != before
    assert service.request("DELETE", place, headers=AUTHORISED).status_code == 204
    assert service.get("/sparql", params=triples).text == before
    problem(service.get(place), 404)
    problem(service.request("DELETE", place, headers=AUTHORISED), 404)


def test_a_service_without_an_extractor_says_so(service: ServiceClient) -> None:
    assert "extractor" in problem(post_text(service), 501)["detail"]


def test_iris_are_minted_under_the_base_of_the_settings(make_service: ServiceMaker) -> None:
    service = make_service(ByHand(), base_iri="https://example.org/graph/")
    body = post_text(service).json()
    assert body["iri"] == f"https://example.org/graph/document/{body['id']}"
    assert service.get(f"/documents/{body['id']}").status_code == 200
    assert service.get("/actors/egypt").status_code == 200


def test_writes_come_one_after_the_other(make_service: ServiceMaker) -> None:
    service = make_service(ByHand())
    before = version(service)
    posted = [service.begin("POST", "/documents", content=f"{TEXT} {number}", headers=PLAIN) for number in range(8)]
    assert {response.result(30).status_code for response in posted} == {201}
    assert version(service) == before + 8
    assert service.get("/documents").json()["total"] == 10


def test_a_document_read_otherwise_than_before_replaces_what_was_said(make_service: ServiceMaker) -> None:
    @dataclass
    class Learning:
        readings: int = 0

        def extract(self, document: Document) -> Annotation:
            self.readings += 1
            annotation = ByHand().extract(document)
            return annotation if self.readings == 1 else replace(annotation, events=())

    service = make_service(Learning())
    post_text(service)
    again = post_text(service)
    assert (again.status_code, again.json()["removed"] > 0) == (201, True)
    assert service.get(f"/events?document={again.json()['id']}").json()["total"] == 0


def test_the_users_document_is_read_by_the_extractor_itself(make_service: ServiceMaker) -> None:
    store = open_store("memory:")
    assert admit_catalog(catalog(), store, gate=gate()).admitted
    service = make_service(load_extractor(catalog()), store=store)
    text = Path("documents/russia-nato.txt").read_text(encoding="utf-8")
    response = post_text(service, text, params={"name": "russia-nato", "language": "ar"})
    assert response.status_code == 201, response.text
    assert response.json()["found"]["events"] > 5
    relations = service.get("/actors/russia/relations?with=nato").json()
    assert relations["relations"][0]["count"] > 3
