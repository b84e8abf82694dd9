"""What `/events/{id}` says of other tellings of the same happening."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from graph.admission import admit
from graph.store import Store
from ontology.model import Annotation, Span
from tests.api.conftest import ServiceMaker
from tests.graph.test_tellings import telling
from tests.sample_graph import fill_catalog, gate


def saying(annotation: Annotation, text: str) -> Annotation:
    """The same event in other words, of which the first is the trigger."""
    event = replace(annotation.events[0], trigger=Span(0, text.index(" ")), evidence=Span(0, len(text)))
    document = replace(annotation.document, text=text, language="ar" if "م" in text else "en")
    return replace(annotation, document=document, events=(event,), quotes=())


def told(make_service: ServiceMaker, *annotations: Annotation) -> dict[str, Any]:
    """The event of the first document, as the service answers."""
    store: Store = fill_catalog()
    for annotation in annotations:
        assert admit(annotation, store, gate=gate()).admitted
    service = make_service(store=store)
    events = service.get(f"/events?document={annotations[0].document.id}").json()["events"]
    found: dict[str, Any] = service.get(f"/events/{events[0]['id']}").json()
    return found


def matters(event: dict[str, Any]) -> list[tuple[str, list[str], list[str]]]:
    (other,) = event["sameHappening"]
    return [(each["matter"], each["here"], each["there"]) for each in other["contradictions"]]


def test_an_event_comes_with_what_other_documents_tell_and_their_words(make_service: ServiceMaker) -> None:
    event = told(make_service, telling("one"), telling("other", place=None))
    (other,) = event["sameHappening"]
    assert other["alike"] == ["class", "mode", "actor", "recipient", "date"]
    assert other["event"]["evidence"][0]["exact"] == "other: it happened."
    assert other["event"]["id"] != event["id"]
    assert other["contradictions"] == []


@pytest.mark.parametrize(
    ("other", "contradictions"),
    [
        ({"modality": "negated"}, [("whether", ["asserted"], ["negated"])]),
        ({"modality": "planned"}, []),
        ({"actor": ["ethiopia"]}, [("who", ["egypt"], ["ethiopia"])]),
        ({"date": "2014-04-11"}, [("when", ["2014-04-10"], ["2014-04-11"])]),
        ({"date": "2014-04"}, []),
    ],
)
def test_contradictory_tellings_say_on_what(
    other: dict[str, object], contradictions: list[tuple[str, list[str], list[str]]], make_service: ServiceMaker
) -> None:
    assert matters(told(make_service, telling("one"), telling("other", **other))) == contradictions


@pytest.mark.parametrize(
    ("words", "contradictions"),
    [
        ("Expelled were seven envoys on 10 April 2014.", [("numbers", ["8"], ["7"])]),
        ("Expelled were eight envoys on 10 April 2014.", []),
        ("Expelled were about nine envoys.", []),
        ("Expelled were eight envoys and 2 guards.", []),
        ("Expelled were envoys.", []),
    ],
)
def test_numbers_are_compared_across_languages_without_those_of_dates(
    words: str, contradictions: list[tuple[str, list[str], list[str]]], make_service: ServiceMaker
) -> None:
    arabic = saying(telling("one"), "طردت مصر ثمانية دبلوماسيين في 10 أبريل 2014.")
    assert matters(told(make_service, arabic, saying(telling("other"), words))) == contradictions


def test_an_event_that_nobody_else_tells_of_stands_alone(make_service: ServiceMaker) -> None:
    assert told(make_service, telling("one"))["sameHappening"] == []


def test_the_page_of_an_event_shows_other_tellings_and_what_contradicts(make_service: ServiceMaker) -> None:
    store: Store = fill_catalog()
    one, other = telling("one"), telling("other", date="2014-04-11")
    for annotation in (one, other):
        assert admit(annotation, store, gate=gate()).admitted
    service = make_service(store=store)
    (event,) = service.get(f"/events?document={one.document.id}").json()["events"]
    page = service.get(f"/events/{event['id']}?lang=ar", headers={"accept": "text/html"}).text
    assert "الحدث نفسه في وثائق أخرى" in page
    assert "other: it happened." in page
    assert "يختلف اليوم: <bdi>2014-04-10</bdi> ≠ <bdi>2014-04-11</bdi>" in page
