"""The read model: the same answers as the store's, whatever was written, and whatever became of the process."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import Request

from api.app import create_app
from api.lookups import keep_up
from api.quick.lookups import look_up
from api.rendering import make_rendering
from api.requests.context import Context
from api.scanning.update_operations import find_touching
from api.settings import Settings
from graph.lookup.build import build_lookup
from graph.merge import replace_merged
from graph.store import Store, open_store
from ontology.terms import MITHAQ, MITHAQ_NAMESPACE, ONTOLOGY_GRAPH, RDF
from tests.api.client import AUTHORISED, TOKEN, ServiceClient
from tests.killed_store import leave_as_killed
from tests.made_events import (
    ACTORS,
    CLASSES,
    DOCUMENTS,
    MODALITIES,
    MadeDocument,
    claimed_meeting,
    documents,
    meeting_of_a_government,
    resource,
)
from tests.sample_graph import ACTOR, catalog, fill_store, gate

SOUGHT = ("NORHT", "الشمال", "s", "ort", "words 2", "zzz", 'o"r')
FILTERS = (
    {},
    *({"sort": sort} for sort in ("latest", "cooperation", "conflict")),
    *({"class": each} for each in CLASSES),
    *({"modality": each} for each in MODALITIES),
    *({"quad": each} for each in ("material-conflict", "verbal-cooperation")),
    *({"document": each} for each in DOCUMENTS),
    *({"with": each} for each in ACTORS),
    *({"from": each} for each in ("2013", "2014-03-18", "2016")),
    *({"to": each} for each in ("2013", "2014-03", "2015-06")),
    {"from": "2014", "to": "2014", "modality": "asserted"},
    {"events": 0},
    {"limit": 1},
    {"lang": "ar"},
)


def fill(location: Path, told: list[MadeDocument]) -> Store:
    store = open_store(location)
    replace_merged(store, ONTOLOGY_GRAPH, [quad.triple for quad in catalog().quads_ontology()])
    for document in told:
        replace_merged(store, document.iri, document.triples)
    return store


@contextmanager
def serve_both(store: Store, location: Path) -> Iterator[tuple[ServiceClient, ServiceClient]]:
    """The service with the read model, and without."""
    with ExitStack() as running:
        apps = (
            create_app(Settings.model_validate({"store": str(location), "lookup": mode}), store, None, gate=gate())
            for mode in ("on", "off")
        )
        ready, plain = (running.enter_context(ServiceClient(app)) for app in apps)
        yield ready, plain


def assert_same_answers(store: Store, location: Path) -> None:
    with serve_both(store, location) as (ready, plain):
        assert ready.app.state.service.lookups.ready
        for slug in ACTORS:
            assert_same(ready, plain, f"/actors/{slug}", {})
            assert_same(ready, plain, f"/actors/{slug}/relations", {})
        for asked in FILTERS:
            assert_same(ready, plain, f"/actors/{ACTORS[0]}/relations", asked)
        for sought in SOUGHT:
            assert_same(ready, plain, "/actors", {"q": sought})
            assert_same(ready, plain, "/search", {"q": sought, "limit": 2})
        for other in ACTORS[1:]:
            assert_same(ready, plain, f"/actors/{ACTORS[0]}/relations/{other}", {})


def assert_same(ready: ServiceClient, plain: ServiceClient, path: str, asked: dict[str, object]) -> None:
    for _ in itertools.repeat(None):
        answers = [client.get(path, params=asked) for client in (ready, plain)]
        assert answers[0].status_code == answers[1].status_code
        assert answers[0].json() == answers[1].json(), (path, asked)
        assert answers[0].headers.get("link") == answers[1].headers.get("link")
        following = answers[0].json().get("next")
        if not following:
            return
        path, asked = following, {}


@settings(max_examples=6, deadline=None)
@given(told=documents(4))
def test_a_rebuilt_read_model_answers_as_the_store_does(told: list[MadeDocument]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        location = Path(folder) / "store"
        store = fill(location, told)
        build_lookup(store, location, make_rendering())
        assert_same_answers(store, location)
        store.close()


@settings(max_examples=8, deadline=None)
@given(before=documents(2), after=documents(4), withdrawn=st.sampled_from(DOCUMENTS))
def test_a_read_model_that_followed_answers_as_the_store_does(
    before: list[MadeDocument], after: list[MadeDocument], withdrawn: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        location = Path(folder) / "store"
        store = fill(location, before)
        build_lookup(store, location, make_rendering())
        keep_up(store, str(location))
        for document in after:
            replace_merged(store, document.iri, document.triples)
        replace_merged(store, ox.NamedNode(f"https://w3id.org/mithaq/id/document/{withdrawn}"), ())
        assert_same_answers(store, location)
        store.close()


EVENT = f"<{resource('event', DOCUMENTS[0] + '-0').value}>"
A, B = (f"<{resource('actor', slug).value}>" for slug in ACTORS[:2])
FOLLOWED = (
    f"INSERT DATA {{ {EVENT} mq:eventClass code:event\\/AID ; mq:modality code:modality\\/asserted ; mq:actor {A} ;"
    f" mq:recipient {B} ; mq:evidence <urn:s> . <urn:s> mq:inDocument <urn:d> ; oa:start 0 ; oa:end 9 ; oa:exact"
    f' "words 2 of an update" . {A} a mq:State ; mq:mention <urn:s> . {B} a mq:State }}',
    f'INSERT DATA {{ {A} a mq:State ; skos:prefLabel "North" }} ; INSERT DATA {{ {B} mq:partOf {A} }}',
    "DELETE { ?a skos:prefLabel ?name } INSERT { ?a skos:altLabel ?name } WHERE { ?a skos:prefLabel ?name }",
    "DELETE WHERE { ?event mq:recipient ?actor }",
    "DELETE { ?s ?p ?o } WHERE { ?s a mq:State ; ?p ?o }",
    "DELETE { ?s a mq:State } INSERT { ?s a mq:ArmedForce } WHERE { ?s a mq:State }",
    f"INSERT DATA {{ GRAPH <urn:g> {{ {A} mq:partOf {B} }} }} ; DROP GRAPH <urn:g>",
)
LOST = (
    f"INSERT DATA {{ {A} a mq:State }} ; DELETE WHERE {{ ?s mq:partOf {A} }}",
    "DELETE { ?s ?p ?o } WHERE { SELECT * { ?s ?p ?o } LIMIT 3 }",
    "INSERT DATA { [] mq:actor " + A + " }",
    "INSERT DATA { mq:State rdfs:subClassOf mq:Place }",
    "DROP DEFAULT",
)
PREFIXES = f"""PREFIX mq: <{MITHAQ_NAMESPACE}> PREFIX code: <https://w3id.org/mithaq/code/> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


@pytest.mark.parametrize("update", FOLLOWED)
@settings(max_examples=2, deadline=None)
@given(told=documents(3))
def test_an_update_that_says_what_it_changes_is_followed(update: str, told: list[MadeDocument]) -> None:
    assert_followed(update, told)


def test_whoever_claims_is_shown_as_an_update_says_he_is() -> None:
    assert_followed(f"INSERT DATA {{ <{resource('actor', 'a1').value}> a mq:State }}", [claimed_meeting()])


def test_an_organ_is_shown_as_an_update_says_it_is() -> None:
    assert_followed(f"INSERT DATA {{ <{resource('actor', 'a2').value}> a mq:State }}", [meeting_of_a_government()])


def assert_followed(update: str, told: list[MadeDocument]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        location = Path(folder) / "store"
        store = fill(location, told)
        build_lookup(store, location, make_rendering())
        keep_up(store, str(location))
        text = PREFIXES + update
        store.update(text, touching=find_touching(text))
        assert_same_answers(store, location)
        store.close()


@pytest.mark.parametrize("update", LOST)
def test_an_update_of_which_nobody_knows_what_it_changes_is_answered_from_the_store(
    update: str, tmp_path: Path
) -> None:
    location = tmp_path / "store"
    store = fill_store(str(location))
    build_lookup(store, location, make_rendering())
    keep_up(store, str(location))
    text = PREFIXES + update
    store.update(text, touching=find_touching(text))
    replace_merged(store, resource("document", "later"), [ox.Triple(resource("actor", "x"), RDF.type, MITHAQ.State)])
    with serve_both(store, location) as (ready, plain):
        assert not ready.app.state.service.lookups.ready
        assert ready.get("/actors/egypt").json() == plain.get("/actors/egypt").json()
    left = tmp_path / "left"
    leave_as_killed(location, left)
    store.close()
    store = open_store(left)
    keep_up(store, str(left))
    with serve_both(store, left) as (ready, _):
        assert not ready.app.state.service.lookups.ready
    build_lookup(store, left, make_rendering())
    with serve_both(store, left) as (ready, _):
        assert ready.app.state.service.lookups.ready
    store.close()


def test_what_is_written_over_http_is_followed(tmp_path: Path) -> None:
    location = tmp_path / "store"
    store = fill_store(str(location))
    build_lookup(store, location, make_rendering())
    keep_up(store, str(location))
    chosen = Settings.model_validate({"store": str(location), "token": TOKEN, "gate": "off"})
    egypt, named = f"<{ACTOR}egypt>", "http://www.w3.org/2004/02/skos/core#altLabel"
    with ServiceClient(create_app(chosen, store, None, gate=gate())) as client:
        headers = {**AUTHORISED, "content-type": "application/sparql-update"}
        update = f'INSERT {{ ?s <{named}> "Misr" }} WHERE {{ ?s a ?type FILTER(?s = {egypt}) }}'
        assert client.post("/sparql", content=update, headers=headers).status_code == 204
        headers["content-type"] = "text/turtle"
        added = client.post("/graphs?default", content=f'{egypt} <{named}> "Kemet" .', headers=headers)
        assert added.is_success
        assert client.app.state.service.lookups.ready
        for name in ("Misr", "Kemet"):
            assert client.get("/actors", params={"q": name}).json()["actors"][0]["id"] == "egypt"
            assert name in [known["text"] for known in client.get("/actors/egypt").json()["names"]]
    store.close()


def test_one_file_of_names_serves_every_language(tmp_path: Path) -> None:
    location = tmp_path / "store"
    store = fill_store(str(location))
    build_lookup(store, location, make_rendering())
    with serve_both(store, location) as (ready, plain):
        for languages in ("ar", "en", "fr", "ar,en", None):
            for path in ("/actors/egypt", "/actors/egypt/relations"):
                asked = {"lang": languages} if languages else {}
                assert ready.get(path, params=asked).json() == plain.get(path, params=asked).json()
        assert ready.get("/actors/egypt?lang=ar").json()["label"] == "مصر"
        assert ready.get("/actors/egypt?lang=en").json()["label"] == "Egypt"
    store.close()


def test_a_name_in_a_language_that_nothing_had_a_name_in_follows_whatever_signs_it_has(tmp_path: Path) -> None:
    location = tmp_path / "store"
    store = fill_store(str(location))
    build_lookup(store, location, make_rendering())
    keep_up(store, str(location))
    with serve_both(store, location) as (ready, plain):
        for name in ("Égypte", 'Égypte %(1)b 100 % %d \\1 {0} "', "Éire"):
            text = f"{PREFIXES} INSERT DATA {{ <{ACTOR}egypt> skos:prefLabel {ox.Literal(name, language='fr-CA')} }}"
            store.update(text, touching=find_touching(text))
            assert ready.app.state.service.lookups.ready
            assert ready.get("/actors/egypt?lang=fr").json()["label"] == "Égypte"
            assert_same(ready, plain, "/actors/egypt", {"lang": "fr"})
            assert_same(ready, plain, "/actors/egypt/relations", {"lang": "fr,ar"})
    store.close()


NAMES = ("أمريكا", "اميركا", "مصر", "القاهره", "egipt", "united", "ego", "un", "nil", "ة", "سد النهضة", "النهضه")


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ServiceClient, ServiceClient]]:
    """The service over the register and a document."""
    location = tmp_path_factory.mktemp("named") / "store"
    store = fill_store(str(location))
    build_lookup(store, location, make_rendering())
    with serve_both(store, location) as both:
        yield both
    store.close()


@pytest.mark.parametrize("sought", NAMES)
def test_names_and_words_are_found_alike_with_a_read_model(
    sought: str, named: tuple[ServiceClient, ServiceClient]
) -> None:
    ready, plain = named
    assert ready.app.state.service.lookups.ready
    assert_same(ready, plain, "/actors", {"q": sought, "limit": 3})
    assert_same(ready, plain, "/search", {"q": sought, "limit": 3})
    assert_same(ready, plain, "/reconcile/suggest/entity", {"prefix": sought})


@pytest.mark.parametrize(
    "query",
    [
        *("limit=0", "limit=101", "limit=x", "limit=٣", "sort=nearest", "lang=", "lang=!", "wrong=1", "cursor=zz"),
        *("lang=ar&lang=en", "limit=2&limit=3", "format=turtle", "format=none", "limit=2&sort=latest&lang=ar,en"),
    ],
)
def test_what_is_asked_wrongly_or_otherwise_gets_the_answer_of_the_framework(
    query: str, named: tuple[ServiceClient, ServiceClient]
) -> None:
    for path in ("/actors/egypt", "/actors/egypt/relations"):
        answers = [client.get(f"{path}?{query}") for client in named]
        told = [{k: v for k, v in each.headers.items() if k in ("content-type", "link", "vary")} for each in answers]
        assert answers[0].status_code == answers[1].status_code
        assert told[0] == told[1]
        if "json" in told[0]["content-type"]:
            assert answers[0].json() == answers[1].json()


def test_the_framework_is_not_asked_for_an_actor_that_is_ready(named: tuple[ServiceClient, ServiceClient]) -> None:
    ready, plain = named
    for path, query in (("/actors/egypt", "lang=ar"), ("/actors/egypt/relations", "limit=1&sort=latest")):
        scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": []}
        found = [look_up(Context(Request(scope), client.app.state.service)) for client in (ready, plain)]
        assert found[0] is not None
        assert found[1] is None
        assert found[0].body == ready.get(f"{path}?{query}").content


def test_who_is_not_there_is_not_found_with_a_read_model_either(tmp_path: Path) -> None:
    location = tmp_path / "store"
    store = fill_store(str(location))
    build_lookup(store, location, make_rendering())
    with serve_both(store, location) as (ready, plain):
        for path in ("/actors/nobody", "/actors/nobody/relations", "/actors/egypt/relations?class=NONE"):
            assert ready.get(path).status_code == plain.get(path).status_code != 200
    store.close()
