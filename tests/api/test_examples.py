"""The examples of the description: answers about the article of the first example, and still of the right form.

`MITHAQ_RENEW=1 pytest tests/api/test_examples.py` records them anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from pydantic import TypeAdapter
from starlette.routing import Route

from api.framework.application import make_framework
from extraction.pipeline import load_extractor
from extraction.text.reading import read_document
from graph.admission import admit, admit_catalog
from graph.store import open_store
from tests.api.client import ServiceClient
from tests.api.conftest import ServiceMaker
from tests.sample_graph import catalog, gate

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "api" / "examples"
LISTED = ("events", "claims", "treaties", "disputes")
REQUESTS = {
    "actors": ("/actors", "/actors?q=الناتو&limit=1&lang=ar"),
    "actor": ("/actors/{id}", "/actors/vladimir-putin?lang=ar"),
    "relations": ("/actors/{id}/relations", "/actors/ukraine/relations?with=russia&events=1&lang=ar"),
    "dyad": ("/actors/{id}/relations/{other}", "/actors/russia/relations/ukraine?limit=2&lang=ar"),
    "timeline": ("/actors/{id}/timeline", "/actors/russia/timeline?from=1991&to=1991&limit=1&lang=ar"),
    "search": ("/search", "/search?q=القرم&limit=1&passages=1&lang=ar"),
    "paths": ("/paths", "/paths?from=bill-clinton&to=ukraine&limit=1&lang=ar"),
    "network": ("/network", "/network?limit=3&lang=ar"),
    "documents": ("/documents", "/documents?limit=1"),
    "reconcile": ("/reconcile", '/reconcile?queries={"q0":{"query":"الناتو","limit":1}}&lang=ar'),
    **{kind: (f"/{kind}", f"/{kind}?limit=1&lang=ar") for kind in LISTED},
    **{f"one-of-{kind}": (f"/{kind}/{{id}}", f"/{kind}/{{id}}?lang=ar") for kind in LISTED},
}


def routes(service: ServiceClient) -> Iterator[Route]:
    stack: list[Any] = list(make_framework(service.app.state).routes)
    while stack:
        route = stack.pop()
        stack += getattr(getattr(route, "original_router", None), "routes", ())
        if isinstance(route, Route):
            yield route


@pytest.mark.skipif("MITHAQ_RENEW" not in os.environ, reason="examples are recorded when they are asked for")
def test_record_the_examples(make_service: ServiceMaker) -> None:
    store = open_store("memory:")
    assert admit_catalog(catalog(), store, gate=gate()).admitted
    article = read_document(ROOT / "documents" / "russia-nato.txt")
    assert admit(load_extractor(catalog()).extract(article), store, gate=gate()).admitted
    service = make_service(store=store)
    for name, (path, wanted) in REQUESTS.items():
        kind = name.removeprefix("one-of-")
        first = service.get(f"/{kind}?limit=1").json()[kind][0]["id"] if "{id}" in wanted else ""
        request = wanted.replace("{id}", first)
        response = service.get(request)
        assert response.status_code == 200, response.text
        example = {"path": path, "request": unquote(request), "response": response.json()}
        written = json.dumps(example, ensure_ascii=False, indent=1)
        (EXAMPLES / f"{name}.json").write_text(f"{written}\n", encoding="utf-8")


@pytest.mark.parametrize("name", REQUESTS)
def test_an_example_has_the_form_of_the_answers(name: str, service: ServiceClient) -> None:
    example = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    path, _ = REQUESTS[name]
    assert example["path"] == path
    answered = service.get("/openapi.json").json()["paths"][path]["get"]["responses"]["200"]["content"]
    shown = answered["application/json"]["examples"]["russia-nato"]
    assert shown == {"summary": f"GET {example['request']}", "value": example["response"]}
    (model,) = (
        route.response_model
        for route in routes(service)
        if route.path == path and "GET" in (route.methods or ()) and hasattr(route, "response_model")
    )
    if model is not None:
        form = TypeAdapter(model)
        read = form.validate_json(json.dumps(example["response"]))
        shown_again = form.dump_python(read, mode="json", by_alias=True)
        assert shown_again == example["response"], "record the examples anew: MITHAQ_RENEW=1"


def test_every_recorded_example_is_one_that_is_asked_for() -> None:
    assert {file.stem for file in EXAMPLES.glob("*.json")} == set(REQUESTS)
