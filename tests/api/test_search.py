"""Finding things: actors by name with facets, and everything by name or by the words of documents."""

from __future__ import annotations

import pytest

from tests.api.client import ServiceClient
from tests.sample_graph import NILE, NILE_ID


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("q=القاهره", ["egypt"]),
        ("q=Egipt", ["egypt"]),
        ("q=egypt&type=Person", []),
        ("country=egypt", ["egypt"]),
        ("country=egypt&q=sudan", []),
        ("type=IGO", ["african-union"]),
    ],
)
def test_actors_are_found_by_name_type_and_country(query: str, ids: list[str], service: ServiceClient) -> None:
    assert [actor["id"] for actor in service.get(f"/actors?{query}").json()["actors"]] == ids


def test_a_found_actor_says_by_which_name_and_how_well_it_fits(service: ServiceClient) -> None:
    (actor,) = service.get("/actors?q=القاهره").json()["actors"]
    assert actor["match"] == {
        "name": {"text": "القاهرة", "language": "ar", "kind": "metonym"},
        "fit": "exact",
        "score": 85.0,
    }


def test_actors_come_with_facets_over_all_pages(service: ServiceClient) -> None:
    body = service.get("/actors?limit=1&lang=ar").json()
    kinds = {facet["value"]["id"]: facet["count"] for facet in body["facets"]["type"]}
    assert sum(kinds.values()) == body["total"]
    assert {"id": "State", "label": "دولة"}.items() <= body["facets"]["type"][0]["value"].items()
    assert "egypt" in {facet["value"]["id"] for facet in body["facets"]["country"]}
    assert body["truncated"] is False


def test_an_actor_says_where_it_is_mentioned_first_and_last(service: ServiceClient) -> None:
    body = service.get("/actors/egypt").json()
    first = body["firstMention"]
    assert (first["document"]["id"], first["exact"]) == (NILE_ID, "مصر")
    assert body["lastMention"]["document"]["id"] == NILE_ID
    assert service.get("/actors/djibouti").json()["lastMention"]["exact"] == "جيبوتي"


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("q=مصر", ["/actors/egypt", f"/documents/{NILE_ID}"]),
        ("q=nile", [f"/documents/{NILE_ID}", "treaty"]),
        ("q=nile&kind=treaty", ["treaty"]),
        ("q=Khartoum&kind=place", [None]),
        ("q=السد", ["dispute"]),
    ],
)
def test_everything_is_found_by_name(query: str, hits: list[str | None], service: ServiceClient) -> None:
    found = service.get(f"/search?{query}").json()["hits"]
    assert len(found) == len(hits)
    for hit, expected in zip(found, hits, strict=True):
        assert hit["path"] == expected or f"/{expected}" in hit["iri"] or expected is None
        if hit["path"] is not None:
            assert service.get(hit["path"]).status_code == 200


def test_words_of_documents_are_found_with_what_they_prove(service: ServiceClient) -> None:
    body = service.get("/search?q=السفير الاثيوبى&passages=1").json()
    (passage,) = body["passages"]
    evidence = passage["evidence"]
    assert NILE[evidence["start"] : evidence["end"]] == evidence["exact"]
    assert "السفير الإثيوبي" in evidence["exact"]
    assert passage["statement"]["type"] == "Event"


def test_pages_of_a_search_meet(service: ServiceClient) -> None:
    whole = service.get("/search?q=مصر&passages=0").json()
    first = service.get("/search?q=مصر&passages=0&limit=1").json()
    second = service.get(first["next"]).json()
    assert first["hits"] + second["hits"] == whole["hits"]
    assert (second["next"], whole["passages"]) == (None, [])


@pytest.mark.parametrize("path", ["/search", "/search?q=", "/search?q=a&kind=planet", "/search?q=a&passages=101"])
def test_a_search_for_nothing_is_refused(path: str, service: ServiceClient) -> None:
    assert service.get(path).status_code == 422
