"""Which representation and which language a client gets."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from api.errors import FormatError, ParameterError
from api.http.negotiation import HTML, JSON, JSON_LD, TURTLE, choose_format, choose_languages

OFFERS = (JSON, JSON_LD, TURTLE, HTML)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("text/turtle", "turtle"),
        ("TEXT/Turtle", "turtle"),
        ("application/x-turtle", "turtle"),
        ("text/turtle;q=0.5, application/ld+json", "jsonld"),
        ("text/turtle; q=0.5, application/ld+json;q=0.4", "turtle"),
        ("text/*", "turtle"),
        ("application/*;q=0.1, text/html", "html"),
        ("application/json;q=0, */*", "jsonld"),
        ("*/*, text/turtle;q=0.9", "json"),
        ("image/png, */*;q=0.1", "json"),
        (BROWSER, "html"),
        ("nonsense, text/turtle", "turtle"),
    ],
)
def test_the_best_acceptable_format_is_chosen(accept: str | None, chosen: str) -> None:
    assert choose_format(OFFERS, accept=accept, wanted=None).name == chosen


@pytest.mark.parametrize("wanted", ["turtle", "text/turtle", "TURTLE"])
def test_the_parameter_wins_over_the_header(wanted: str) -> None:
    assert choose_format(OFFERS, accept="application/json", wanted=wanted) is TURTLE


@pytest.mark.parametrize(("accept", "wanted"), [("image/png", None), ("*/*;q=0", None), (None, "png")])
def test_a_refusal_lists_what_there_is(accept: str | None, wanted: str | None) -> None:
    with pytest.raises(FormatError) as caught:
        choose_format(OFFERS, accept=accept, wanted=wanted)
    assert "turtle (text/turtle)" in caught.value.available


@pytest.mark.parametrize(
    ("header", "wanted", "preferred"),
    [
        (None, None, ("en", "ar")),
        ("ar", None, ("ar", "en")),
        ("fr-CH, fr;q=0.9, ar;q=0.8, *;q=0.5", None, ("fr", "ar", "en")),
        ("en;q=0, ar", None, ("ar", "en")),
        ("ar", "fr,en", ("fr", "en", "ar")),
    ],
)
def test_languages_end_with_the_fallback(header: str | None, wanted: str | None, preferred: tuple[str, ...]) -> None:
    assert choose_languages(accept_language=header, wanted=wanted).preferred == preferred


def test_a_bad_list_of_languages_is_refused() -> None:
    with pytest.raises(ParameterError, match="ar,en"):
        choose_languages(accept_language=None, wanted="arabic please")


@pytest.mark.parametrize(
    ("wanted", "label"), [("ar", "روسيا"), ("en", "Russia"), ("fr", "Russia"), ("de,ar", "Russland")]
)
def test_a_name_is_picked_in_the_best_language_there_is(wanted: str, label: str) -> None:
    labels = [
        ox.Literal("Russland", language="de"),
        ox.Literal("روسيا", language="ar"),
        ox.Literal("Russia", language="en"),
    ]
    picked = choose_languages(accept_language=None, wanted=wanted).pick(labels)
    assert picked is not None
    assert picked.value == label


def test_a_name_in_no_language_at_all_is_better_than_none() -> None:
    picked = choose_languages(accept_language=None, wanted="ar").pick([ox.Literal("NATO")])
    assert picked == ox.Literal("NATO")
