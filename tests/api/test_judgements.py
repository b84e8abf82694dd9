"""Judging over HTTP: merging answers 308, undoing restores, and the log tells of both."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from graph.admission import admit
from graph.iris import DocumentIris
from ontology.terms import DERIVED_GRAPH
from tests.api.client import AUTHORISED, ServiceClient
from tests.api.conftest import ServiceMaker
from tests.graph.admit_series import meeting
from tests.sample_graph import fill_store, gate, nile_annotation

GUNMEN = f"{nile_annotation().document.id}-gunmen"
JUDGEMENT = {"one": GUNMEN, "other": "ethiopia", "verdict": "same", "reason": "called so", "author": "an analyst"}


@pytest.fixture
def fresh(make_service: ServiceMaker) -> ServiceClient:
    return make_service()


def post(service: ServiceClient, **changes: object) -> httpx.Response:
    return service.post("/judgements", json={**JUDGEMENT, **changes}, headers=AUTHORISED)


def changes(service: ServiceClient, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = service.get(f"/changes{query}").json()["changes"]
    return found


def test_a_merged_actor_answers_with_the_address_of_the_other(fresh: ServiceClient) -> None:
    assert post(fresh).status_code == 201
    moved = fresh.get(f"/actors/{GUNMEN}?lang=ar")
    assert (moved.status_code, moved.headers["location"]) == (308, "/actors/ethiopia?lang=ar")
    assert moved.headers["content-type"] == "application/problem+json"
    below = fresh.get(f"/actors/{GUNMEN}/relations?with=egypt&lang=ar")
    assert below.headers["location"] == "/actors/ethiopia/relations?with=egypt&lang=ar"
    dyad = fresh.get(f"/actors/egypt/relations/{GUNMEN}")
    assert (dyad.status_code, dyad.headers["location"]) == (308, "/actors/egypt/relations/ethiopia")
    names = {name["text"] for name in fresh.get("/actors/ethiopia").json()["names"]}
    assert "مسلحون" in names
    assert fresh.get(f"/events?recipient={GUNMEN}").json() == fresh.get("/events?recipient=ethiopia").json()


def test_undoing_restores_what_lookups_answer(fresh: ServiceClient) -> None:
    paths = ("/actors", f"/actors/{GUNMEN}", "/actors/ethiopia", "/actors/egypt/relations", "/events", "/claims")
    before = {path: fresh.get(path).json() for path in paths}
    address = post(fresh).headers["location"]
    assert fresh.get("/actors").json() != before["/actors"]
    assert fresh.request("DELETE", address, headers=AUTHORISED).status_code == 204
    assert {path: fresh.get(path).json() for path in paths} == before
    assert fresh.get(address).status_code == 404


def test_a_judgement_says_who_judged_what_and_why(fresh: ServiceClient) -> None:
    address = post(fresh).headers["location"]
    body = fresh.get(address).json()
    assert {actor["id"] for actor in body["judged"]} == {GUNMEN, "ethiopia"}
    assert {actor["label"] for actor in body["judged"]} == {"Gunmen on the border", "Ethiopia"}
    assert (body["verdict"]["id"], body["reason"], body["author"]) == ("same", "called so", "an analyst")
    for query in ("", "?actor=ethiopia", f"?actor={GUNMEN}", "?verdict=same"):
        assert fresh.get(f"/judgements{query}").json()["judgements"] == [body]
    assert fresh.get("/judgements?verdict=different").json()["judgements"] == []
    assert "judgedBy" in fresh.get(f"{address}?format=turtle").text


def test_the_same_again_is_no_new_judgement_and_another_verdict_replaces_it(fresh: ServiceClient) -> None:
    assert [post(fresh).status_code, post(fresh).status_code] == [201, 200]
    assert post(fresh, verdict="unsure").status_code == 200
    assert fresh.get(f"/actors/{GUNMEN}").status_code == 200
    assert fresh.get("/judgements").json()["total"] == 1


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"one": "nobody"}, 404, "nobody"),
        ({"verdict": "maybe"}, 422, "verdict"),
        ({"reason": " "}, 422, "reason"),
        ({"colour": "red"}, 422, "colour"),
        ({"one": "ethiopia"}, 422, "gate"),
    ],
)
def test_a_bad_judgement_is_refused_and_says_why(
    fields: dict[str, str], status: int, said: str, fresh: ServiceClient
) -> None:
    answer = post(fresh, **fields)
    assert (answer.status_code, said in answer.text) == (status, True)
    assert fresh.get("/judgements").json()["total"] == 0


def test_a_judgement_against_another_one_is_a_conflict(fresh: ServiceClient) -> None:
    post(fresh, one="egypt", other="ethiopia", verdict="different")
    post(fresh, one=GUNMEN, other="ethiopia")
    answer = post(fresh, one=GUNMEN, other="egypt")
    assert (answer.status_code, "withdraw" in answer.json()["detail"]) == (409, True)


def test_nobody_judges_without_a_token(service: ServiceClient) -> None:
    assert service.post("/judgements", json=JUDGEMENT).status_code == 401
    assert service.request("DELETE", "/judgements/any").status_code == 401
    assert service.post("/judgements", content=b"x", headers=AUTHORISED).status_code == 415


def test_what_follows_from_judgements_is_not_written_by_hand(fresh: ServiceClient) -> None:
    answer = fresh.request(
        "PUT", f"/graphs?graph={DERIVED_GRAPH.value}", content=b"<urn:a> <urn:b> <urn:c> .",
        headers={**AUTHORISED, "content-type": "text/turtle"},
    )  # fmt: skip
    assert (answer.status_code, "/judgements" in answer.json()["detail"]) == (403, True)


def test_the_log_tells_of_documents_judgements_and_merges_in_order(fresh: ServiceClient) -> None:
    last = fresh.get("/changes").json()["last"]
    address = post(fresh).headers["location"]
    document = DocumentIris(nile_annotation().document.id).document.value
    fresh.request("DELETE", address, headers=AUTHORISED)
    fresh.request("DELETE", f"/documents/{nile_annotation().document.id}", headers=AUTHORISED)
    found = changes(fresh, f"?since={last}")
    assert [change["kind"] for change in found] == ["added", "merged", "withdrawn", "split", "withdrawn"]
    assert found[1]["changed"].endswith(f"/actor/{GUNMEN}")
    assert found[1]["mergedInto"].endswith("/actor/ethiopia")
    assert found[-1]["changed"] == document
    sequences = [change["sequence"] for change in changes(fresh)]
    assert sequences == sorted(set(sequences))
    assert [change["kind"] for change in changes(fresh, f"?since={last}&kind=merged")] == ["merged"]


def test_the_log_is_read_page_by_page_and_an_empty_page_says_where_to_go_on(fresh: ServiceClient) -> None:
    whole = changes(fresh)
    page = fresh.get("/changes?limit=2").json()
    assert page["changes"] == whole[:2]
    assert fresh.get(page["next"]).json()["changes"] == whole[2:4]
    assert changes(fresh, f"?since={page['last']}") == whole[2:]
    end = fresh.get(f"/changes?since={whole[-1]['sequence']}").json()
    assert (end["changes"], end["last"]) == ([], whole[-1]["sequence"])
    assert changes(fresh, "?since=2020-01-01") == whole
    assert changes(fresh, "?since=2999-01-01T00:00:00Z") == []


def test_a_place_that_is_none_is_refused(service: ServiceClient) -> None:
    assert service.get("/changes?since=yesterday").status_code == 422


def test_pairs_to_judge_come_with_their_grounds_page_by_page(make_service: ServiceMaker) -> None:
    store = fill_store()
    for number in range(3):
        assert admit(meeting(number), store, gate=gate()).admitted
    service = make_service(store=store)
    page = service.get("/proposals?limit=4").json()
    assert page["total"] == 6
    rest = service.get(page["next"]).json()
    pairs = [(pair["one"]["id"], pair["other"]["id"]) for pair in (*page["proposals"], *rest["proposals"])]
    assert len(set(pairs)) == 6
    assert rest["next"] is None
    first = page["proposals"][0]
    assert first["score"] == sum(reason["weight"] for reason in first["reasons"])
    assert [reason["ground"] for reason in first["reasons"]] == ["name", "type"]
    one, other = pairs[0]
    assert post(service, one=one, other=other, verdict="unsure").status_code == 201
    assert service.get("/proposals").json()["total"] == 5
