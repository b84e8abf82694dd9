"""The network and the ways between actors over HTTP."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tests.api.client import ServiceClient


def test_the_network_says_who_stands_between(service: ServiceClient) -> None:
    body = service.get("/network?lang=ar").json()
    assert (body["components"], body["nodes"][0]["actor"]["label"]) == (1, "مصر")
    assert {edge["count"] for edge in body["edges"]} == {1, 2}
    assert (body["truncated"], body["actors"], body["balance"]["balanced"]) == (False, 3, 0)


@pytest.mark.parametrize(
    ("form", "media_type"), [("graphml", "application/graphml+xml"), ("gexf", "application/gexf+xml")]
)
def test_the_network_comes_in_the_formats_of_other_programs(form: str, media_type: str, service: ServiceClient) -> None:
    response = service.get("/network", headers={"accept": media_type})
    assert response.headers["content-type"] == media_type
    assert f"network.{form}" in response.headers["content-disposition"]
    assert ElementTree.fromstring(response.content) is not None
    assert service.get(f"/network?format={form}").content == response.content


def test_the_network_comes_for_cytoscape(service: ServiceClient) -> None:
    elements = service.get("/network?format=cytoscape&quad=material-conflict").json()["elements"]
    assert {node["data"]["label"] for node in elements["nodes"]} == {"Egypt", "Ethiopia"}
    assert [edge["data"]["SANCTION"] for edge in elements["edges"]] == [1]


def test_a_way_between_two_actors_has_its_words_at_each_step(service: ServiceClient) -> None:
    body = service.get("/paths?from=ethiopia&to=african-union&lang=ar").json()
    assert (body["length"], body["truncated"], len(body["paths"])) == (3, False, 1)
    steps = body["paths"][0]["steps"]
    assert [step["source"]["label"] for step in steps] == ["إثيوبيا", "مصر", "السودان"]
    assert all(step["strongest"][0]["tie"]["evidence"] for step in steps)
    assert all(step["strongest"][0]["rationale"] for step in steps)


@pytest.mark.parametrize("query", ["max=2", "along=event&along=dispute", "modality=planned&along=event"])
def test_a_way_that_is_not_there_has_no_length(query: str, service: ServiceClient) -> None:
    body = service.get(f"/paths?from=ethiopia&to=african-union&{query}").json()
    assert (body["length"], body["paths"]) == (None, [])
