"""The resources: what they say, in which format and language, page by page, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pyoxigraph as ox
import pytest

from graph.quads import build_quads
from ontology.annotation import parse_annotation
from tests.api.client import ServiceClient
from tests.api.conftest import ServiceMaker
from tests.sample_graph import NILE, NILE_ID, fill_denied_store, nile_annotation

LISTS = ("actors", "claims", "disputes", "documents", "events", "treaties")


def problem(response: httpx.Response, status: int) -> Any:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    return response.json()


def first_path(service: ServiceClient, kind: str) -> str:
    (first, *_) = service.get(f"/{kind}").json()[kind]
    return f"/{kind}/{first['id']}"


@pytest.fixture(
    params=[
        *LISTS,
        *(f"one of {kind}" for kind in LISTS),
        "actors/egypt/relations",
        "actors/egypt/relations/ethiopia",
        "actors/egypt/timeline",
    ]
)
def path(request: pytest.FixtureRequest, service: ServiceClient) -> str:
    name = str(request.param)
    return first_path(service, name.removeprefix("one of ")) if name.startswith("one of ") else f"/{name}"


@pytest.mark.parametrize(
    ("media_type", "form"),
    [
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    ],
)
def test_every_resource_is_the_same_graph_in_every_format(
    path: str, media_type: str, form: ox.RdfFormat, service: ServiceClient
) -> None:
    response = service.get(path, headers={"accept": media_type})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(media_type)
    triples = {quad.triple for quad in ox.parse(response.content, form)}
    plain = {quad.triple for quad in ox.parse(service.get(f"{path}?format=ntriples").content, ox.RdfFormat.N_TRIPLES)}
    assert triples == plain
    assert len(triples) > 3


def test_every_resource_names_the_queries_it_comes_from(path: str, service: ServiceClient) -> None:
    response = service.get(path)
    assert response.headers["content-type"] == "application/json"
    described = [url for url in response.headers["link"].split(", ") if 'rel="describedby"' in url]
    assert described
    for entry in described:
        query = service.get(entry[1 : entry.index(">")])
        assert query.headers["content-type"] == "application/sparql-query; charset=utf-8"


def test_every_resource_refuses_what_it_does_not_have(path: str, service: ServiceClient) -> None:
    available = problem(service.get(path, headers={"accept": "image/png"}), 406)["available"]
    assert {"json (application/json)", "turtle (text/turtle)", "jsonld (application/ld+json)"} <= set(available)


def test_every_resource_refuses_parameters_that_it_does_not_take(path: str, service: ServiceClient) -> None:
    (fault,) = problem(service.get(f"{path}?colour=red"), 422)["errors"]
    assert fault["name"] == "colour"
    assert {"format", "lang"} <= set(fault["allowed"])


def test_every_resource_is_told_unchanged_by_its_etag(path: str, service: ServiceClient) -> None:
    etag = service.get(path).headers["etag"]
    again = service.get(path, headers={"if-none-match": f'"other", {etag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    other = service.get(path, headers={"if-none-match": etag, "accept": "text/turtle"})
    assert other.status_code == 200


def test_every_resource_answers_head_like_get_without_a_body(path: str, service: ServiceClient) -> None:
    headers = {"x-request-id": "the-same"}
    whole, head = service.get(path, headers=headers), service.head(path, headers=headers)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == whole.headers


@pytest.mark.parametrize("kind", [*LISTS, "actors/nobody/relations"])
def test_an_unknown_id_is_not_found(kind: str, service: ServiceClient) -> None:
    path = f"/{kind}" if kind.endswith("relations") else f"/{kind}/no-such-thing"
    assert "no" in problem(service.get(path), 404)["detail"]


@pytest.mark.parametrize("key", ["%20", "a%22b", "%3E", "%F0%9F%95%8A", "..%2F..%2Fetc", "%00", "x" * 5000])
def test_an_odd_id_is_only_not_found(key: str, service: ServiceClient) -> None:
    problem(service.get(f"/actors/{key}"), 404)


def test_an_id_of_another_kind_is_not_found(service: ServiceClient) -> None:
    problem(service.get(f"/actors/{NILE_ID}"), 404)


@pytest.mark.parametrize("kind", [*LISTS, "actors/egypt/relations"])
def test_pages_meet_without_a_gap_and_agree_on_the_total(kind: str, service: ServiceClient) -> None:
    field = kind.rpartition("/")[2]
    whole = service.get(f"/{kind}?limit=100").json()
    walked: list[object] = []
    path: str | None = f"/{kind}?limit=1"
    while path is not None:
        response = service.get(path)
        body = response.json()
        assert body["total"] == whole["total"]
        walked += body[field]
        path = body["next"]
        assert (f'<{path}>; rel="next"' in response.headers["link"]) == (path is not None)
    assert walked == whole[field]
    assert len(walked) == whole["total"] > 0


@pytest.mark.parametrize("cursor", ["x", "AAAA", "WzEsIDJd", "é", ""])
def test_a_made_up_cursor_is_refused(cursor: str, service: ServiceClient) -> None:
    assert problem(service.get("/events", params={"cursor": cursor}), 404)["parameter"] == "cursor"


def test_a_cursor_of_other_filters_is_refused(service: ServiceClient) -> None:
    following = service.get("/events?limit=1").json()["next"]
    assert "other filters" in problem(service.get(f"{following}&class=AID"), 404)["detail"]


@pytest.mark.parametrize(
    ("path", "total"),
    [
        ("/actors?q=%D9%85%D8%B5%D8%B1", 1),
        ("/actors?q=egypt", 1),
        ("/actors?q=zzz", 0),
        ("/actors?type=IGO", 1),
        ("/actors?type=ArmedGroup", 1),
        (f"/actors?document={NILE_ID}", 6),
        ("/events?class=SUPPORT", 2),
        ("/events?class=SUPPORT&modality=asserted", 1),
        ("/events?actor=egypt&recipient=ethiopia", 1),
        ("/events?actor=https://w3id.org/mithaq/id/actor/egypt&recipient=ethiopia", 1),
        ("/events?participant=djibouti", 1),
        ("/events?claimant=ethiopia", 1),
        ("/events?quad=material-conflict", 1),
        ("/events?place=khartoum", 1),
        ("/actors/egypt/timeline", 8),
        ("/actors/egypt/timeline?entry=treaty", 1),
        ("/actors/egypt/timeline?with=ethiopia", 3),
        ("/actors/egypt/timeline?class=SANCTION", 1),
        ("/actors/egypt/timeline?quad=verbal-cooperation&modality=asserted", 2),
        ("/actors/egypt/timeline?from=2015", 1),
        ("/events?from=2014-04&to=2014", 1),
        (f"/events?document={NILE_ID}", 4),
        ("/treaties?kind=agreement&party=sudan", 1),
        ("/treaties?kind=ceasefire", 0),
        ("/treaties?from=2014-03-10&to=2015", 1),
        ("/treaties?to=2013", 0),
        ("/disputes?hostility=none", 1),
        ("/disputes?hostility=war", 0),
        ("/disputes?issue=resource&party=egypt", 1),
        ("/disputes?issue=nuclear", 0),
        ("/claims?claimant=ethiopia&about=egypt&class=AID", 1),
        ("/claims?about=sudan", 0),
        ("/documents?language=ar", 1),
        ("/actors/egypt/relations?with=ethiopia", 1),
        ("/actors/egypt/relations?class=SANCTION", 1),
        ("/actors/egypt/relations?quad=material-conflict", 1),
        ("/actors/egypt/relations?from=2014-04&to=2014", 1),
        ("/actors/egypt/relations/ethiopia", 3),
        ("/actors/egypt/relations/ethiopia?class=SANCTION", 1),
        ("/actors/egypt/relations?modality=negated", 1),
    ],
)
def test_filters_keep_what_fits(path: str, total: int, service: ServiceClient) -> None:
    assert service.get(path).json()["total"] == total


@pytest.mark.parametrize(
    ("path", "name", "allowed"),
    [
        ("/events?class=HUG", "class", "ASSAULT"),
        ("/events?modality=maybe", "modality", "negated"),
        ("/actors?type=Planet", "type", "FormerState"),
        ("/treaties?kind=pact", "kind", "memorandum"),
        ("/disputes?issue=love", "issue", "territory"),
        ("/network?modality=maybe", "modality", "asserted"),
        ("/actors/egypt/relations?quad=words", "quad", "verbal-conflict"),
        ("/actors/egypt/relations?sort=luck", "sort", "cooperation"),
    ],
)
def test_a_bad_code_is_refused_with_the_codes_there_are(
    path: str, name: str, allowed: str, service: ServiceClient
) -> None:
    (fault,) = problem(service.get(path), 422)["errors"]
    assert fault["name"] == name
    assert allowed in fault["allowed"]


@pytest.mark.parametrize(
    "path",
    [
        "/events?limit=0",
        "/events?limit=101",
        "/events?limit=many",
        "/events?from=yesterday",
        "/events?lang=!",
        "/actors?q=",
        "/paths?from=egypt",
        "/paths?from=egypt&to=egypt",
        "/paths?from=egypt&to=sudan&max=7",
        "/paths?from=egypt&to=sudan&along=love",
        "/network?limit=0",
        "/actors/egypt/relations?events=-1",
        "/actors/egypt/relations?from=2014-13-45x",
        "/documents?language=Arabic",
    ],
)
def test_a_bad_value_is_refused(path: str, service: ServiceClient) -> None:
    problem(service.get(path), 422)


@pytest.mark.parametrize(
    "path",
    [
        "/events?actor=nobody",
        "/events?place=nowhere",
        "/paths?from=egypt&to=nobody",
        "/actors/egypt/relations?with=nobody",
    ],
)
def test_what_a_parameter_names_has_to_be_there(path: str, service: ServiceClient) -> None:
    assert problem(service.get(path), 404)["parameter"] in path


@pytest.mark.parametrize(
    ("query", "header", "label", "language"),
    [
        ("", None, "Egypt", "en"),
        ("", "ar", "مصر", "ar"),
        ("?lang=ar", "en", "مصر", "ar"),
        ("?lang=fr", None, "Egypt", "en"),
    ],
)
def test_names_come_in_the_language_asked_for(
    query: str, header: str | None, label: str, language: str, service: ServiceClient
) -> None:
    body = service.get(f"/actors/egypt{query}", headers={"accept-language": header} if header else {}).json()
    assert (body["label"], body["language"]) == (label, language)


def test_relations_say_what_ties_two_actors_with_the_words(service: ServiceClient) -> None:
    body = service.get("/actors/egypt/relations?with=ethiopia&lang=ar").json()
    (relation,) = body["relations"]
    assert (relation["counterpart"]["label"], relation["count"]) == ("إثيوبيا", 3)
    assert (relation["firstDate"], relation["lastDate"]) == ("2014-04", "2015")
    sanction = next(group for group in relation["events"] if group["eventClass"]["id"] == "SANCTION")
    assert (sanction["count"], sanction["modalities"]) == (1, {"asserted": 1})
    (tie,) = sanction["ties"]
    (evidence,) = tie["evidence"]
    assert NILE[evidence["start"] : evidence["end"]] == evidence["exact"]
    assert evidence["document"]["label"] == "مصر وجيرانها"
    assert (tie["role"], tie["mode"]["id"]) == ("actor", "SANCTION-expel")
    assert [tie["kind"]["id"] for tie in relation["disputes"]] == ["resource"]


def test_a_row_adds_up_counts_scores_and_the_strongest_words(service: ServiceClient) -> None:
    (relation,) = service.get("/actors/egypt/relations?with=ethiopia").json()["relations"]
    assert relation["counts"] == {"dispute": 1, "event": 2}
    assert {quad["quadClass"]["id"] for quad in relation["quadClasses"]} == {"verbal-cooperation", "material-conflict"}
    assert [period["period"] for period in relation["cooperationScore"]["periods"]] == ["2014", "2015"]
    assert len(relation["strongest"]) == 3
    assert relation["strongest"][0]["tie"]["kind"]["id"] == "SANCTION"
    assert relation["strongest"][0]["rationale"].startswith("asserted")
    assert relation["truncated"] is False


def test_two_actors_have_a_timeline_with_answers(make_service: ServiceMaker) -> None:
    service = make_service(store=fill_denied_store())
    body = service.get("/actors/egypt/relations/ethiopia?class=SANCTION").json()
    assert (body["actor"]["id"], body["relation"]["counterpart"]["id"], body["total"]) == ("egypt", "ethiopia", 2)
    answers = {entry["modality"]["id"]: entry["answers"] for entry in body["timeline"]}
    assert [answer["verdict"] for answer in answers["asserted"]] == ["denied"]
    assert [answer["claimant"][0]["id"] for answer in answers["asserted"]] == ["egypt"]
    assert [answer["verdict"] for answer in answers["negated"]] == ["contradicted"]


def test_a_claimed_tie_says_whose_word_it_is(service: ServiceClient) -> None:
    body = service.get("/actors/egypt/relations?modality=claimed").json()
    (tie,) = body["relations"][0]["events"][0]["ties"]
    assert tie["modality"]["id"] == "claimed"
    assert [claimant["id"] for claimant in tie["claimant"]] == ["ethiopia"]


def test_a_document_quotes_itself_rightly(service: ServiceClient) -> None:
    body = service.get(f"/documents/{NILE_ID}").json()
    assert body["text"] == NILE
    assert all(NILE[span["start"] : span["end"]] == span["exact"] for span in body["spans"])


def test_a_document_gives_its_annotation_back(service: ServiceClient) -> None:
    response = service.get(f"/documents/{NILE_ID}/annotation")
    assert "/queries/document-graph" in response.headers["link"]
    assert build_quads(parse_annotation(response.json())) == build_quads(nile_annotation())
    problem(service.get("/documents/nothing/annotation"), 404)


def test_json_ld_is_compact_and_fetches_nothing(service: ServiceClient) -> None:
    body = service.get("/actors/egypt?format=jsonld").json()
    assert isinstance(body["@context"], dict)
    assert "مصر" in json.dumps(body, ensure_ascii=False)


@pytest.mark.parametrize("form", ["turtle", "trig", "nquads", "jsonld", "graphml"])
@pytest.mark.parametrize("document", [None, NILE_ID])
def test_the_graph_can_be_taken_away(form: str, document: str | None, service: ServiceClient) -> None:
    response = service.get("/export", params={"format": form} | ({"document": document} if document else {}))
    assert response.status_code == 200
    assert len(response.content) > 1000
    assert (document or "mithaq") in response.headers["content-disposition"]


def test_an_export_of_an_unknown_document_is_not_found(service: ServiceClient) -> None:
    problem(service.get("/export?document=nothing"), 404)


@pytest.mark.parametrize("query", ["", f"?document={NILE_ID}"])
def test_the_graph_conforms_to_the_shapes(query: str, service: ServiceClient) -> None:
    assert service.get(f"/validation{query}").json() == {"conforms": True, "results": []}


@pytest.mark.parametrize("form", [ox.RdfFormat.TURTLE, ox.RdfFormat.JSON_LD])
def test_a_validation_report_is_shacl(form: ox.RdfFormat, service: ServiceClient) -> None:
    response = service.get("/validation", headers={"accept": form.media_type})
    conforms = [
        quad.object
        for quad in ox.parse(response.content, form)
        if quad.predicate.value == "http://www.w3.org/ns/shacl#conforms"
    ]
    assert [term.value for term in conforms if isinstance(term, ox.Literal)] == ["true"]


@pytest.mark.parametrize("path", ["/ontology", "/shapes"])
@pytest.mark.parametrize("form", [ox.RdfFormat.TURTLE, ox.RdfFormat.JSON_LD, ox.RdfFormat.N_TRIPLES])
def test_vocabulary_and_shapes_are_served(path: str, form: ox.RdfFormat, service: ServiceClient) -> None:
    response = service.get(path, headers={"accept": form.media_type})
    assert len(list(ox.parse(response.content, form))) > 100


def test_queries_are_listed_with_their_parameters(service: ServiceClient) -> None:
    queries = {query["name"]: query for query in service.get("/queries").json()["queries"]}
    assert "actor" in queries["relations"]["parameters"]
    assert service.get(queries["relations"]["url"], headers={"accept": "text/plain"}).text.startswith("# ")
    problem(service.get("/queries/nonsense"), 404)
    problem(service.get("/queries/..%2F__init__"), 404)


def test_health_says_what_works(service: ServiceClient) -> None:
    response = service.get("/health")
    assert response.headers["cache-control"] == "no-store"
    body = response.json()
    assert (body["status"], body["workers"]["configured"], body["extractor"]) == ("ok", 1, False)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_a_method_that_is_not_for_a_resource_is_told_which_are(method: str, service: ServiceClient) -> None:
    response = service.request(method, "/documents")
    problem(response, 405)
    assert response.headers["allow"] == "GET, HEAD, OPTIONS, POST"


def test_nothing_is_where_nothing_is(service: ServiceClient) -> None:
    problem(service.get("/nowhere"), 404)


def test_the_index_leads_to_everything(service: ServiceClient) -> None:
    for resource in service.get("/").json()["resources"]:
        assert service.get(resource["path"]).status_code != 404


def test_the_description_fits_what_is_answered(service: ServiceClient) -> None:
    described = service.get("/openapi.json").json()
    operations = {(path, method) for path, item in described["paths"].items() for method in item}
    assert ("/actors/{id}/relations", "get") in operations
    assert {("/documents", "get"), ("/documents", "post"), ("/sparql", "get"), ("/sparql", "post")} <= operations
    parameters = {entry["name"] for entry in described["paths"]["/actors/{id}/relations"]["get"]["parameters"]}
    assert parameters >= {"id", "with", "class", "modality", "document", "events", "limit", "cursor", "lang", "format"}
    schema = described["components"]["schemas"]["Relation"]["properties"]
    (relation, *_) = service.get("/actors/egypt/relations").json()["relations"]
    assert set(schema) == set(relation)
