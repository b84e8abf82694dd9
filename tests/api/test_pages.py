"""The pages: what a browser gets, whole and harmless."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from api.pages.document import mark_text
from api.pages.layout import direction
from api.pages.wording import load_wording
from tests.api.client import ServiceClient
from tests.sample_graph import NILE, NILE_ID, nile_annotation, summit_annotation

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
NILE_PATH = f"/documents/{nile_annotation().document.id}"
SUMMIT_PATH = f"/documents/{summit_annotation().document.id}"
VOID = frozenset({"meta", "link", "input", "br"})


class Page(HTMLParser):
    """Reads a page: that its elements close in order, its text, its attributes."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def values(self, attribute: str) -> list[str]:
        return [value for _, attrs in self.elements if (value := attrs.get(attribute)) is not None]


def read(service: ServiceClient, path: str) -> Page:
    response = service.get(path, headers=BROWSER)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return Page(response.text)


@pytest.fixture(
    params=[
        "/",
        "/actors",
        "/actors?q=misr&lang=ar",
        "/actors/egypt",
        "/actors/egypt?lang=ar",
        "/actors/egypt/relations?limit=1",
        "/actors/egypt/relations/ethiopia?lang=ar",
        "/actors/egypt/timeline",
        "/events?limit=2",
        "/claims",
        "/treaties?lang=ar",
        "/disputes",
        "/documents",
        "/search?q=مصر&lang=ar",
        "/search?q=zzz",
        "/paths?from=ethiopia&to=african-union",
        "/network?lang=ar",
        "/network?document=" + NILE_ID,
        *(f"one of {kind}" for kind in ("events", "claims", "treaties", "disputes")),
        NILE_PATH,
        SUMMIT_PATH,
    ]
)
def path(request: pytest.FixtureRequest, service: ServiceClient) -> str:
    name = str(request.param)
    if not name.startswith("one of "):
        return name
    kind = name.removeprefix("one of ")
    return f"/{kind}/{service.get(f'/{kind}').json()[kind][0]['id']}"


def test_every_page_is_well_formed_with_a_title_and_a_way_to_its_content(path: str, service: ServiceClient) -> None:
    page = read(service, path)
    tags = [tag for tag, _ in page.elements]
    assert page.open == []
    assert (tags.count("h1"), tags.count("main"), tags.count("title")) == (1, 1, 1)
    assert ("html", "lang") in {(tag, name) for tag, attrs in page.elements for name in attrs}
    assert "#content" in page.values("href")
    assert "content" in page.values("id")


def test_every_page_asks_no_other_host_and_runs_no_script(path: str, service: ServiceClient) -> None:
    page = read(service, path)
    assert "script" not in {tag for tag, _ in page.elements}
    assert [url for url in page.values("href") + page.values("src") if not url.startswith(("/", "#"))] == []
    assert not any(name.startswith("on") for _, attrs in page.elements for name in attrs)
    policy = service.get(path, headers=BROWSER).headers["content-security-policy"]
    assert "default-src 'none'" in policy


def test_every_link_of_a_page_leads_somewhere(path: str, service: ServiceClient) -> None:
    for url in set(read(service, path).values("href")) - {"/sparql", "/search", "/paths"}:
        if url.startswith("/"):
            assert service.get(url.partition("#")[0]).status_code == 200, url


def test_words_from_the_graph_are_no_markup(service: ServiceClient) -> None:
    for path in ("/", SUMMIT_PATH, "/actors/ethiopia"):
        source = service.get(path, headers=BROWSER).text
        assert "<script" not in source
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in service.get(SUMMIT_PATH, headers=BROWSER).text
    assert "مسلحين &lt;على&gt; حدودها" in service.get(NILE_PATH, headers=BROWSER).text


def test_an_arabic_document_reads_from_right_to_left(service: ServiceClient) -> None:
    page = read(service, NILE_PATH)
    assert ("html", {"lang": "ar", "dir": "rtl"}) in page.elements
    assert ("article", {"class": "text", "lang": "ar", "dir": "rtl"}) in page.elements


def test_the_text_of_a_document_is_whole(service: ServiceClient) -> None:
    source = service.get(NILE_PATH, headers=BROWSER).text
    article = Page(source[source.index("<article") : source.index("</article>") + 10])
    assert "".join(article.words) == NILE


def test_every_quote_leads_to_its_place_in_the_text(service: ServiceClient) -> None:
    anchors = set(read(service, NILE_PATH).values("id"))
    fragments = {
        url.partition("#")[2] for url in read(service, "/actors/egypt").values("href") if f"{NILE_PATH}#" in url
    }
    assert fragments
    assert fragments <= anchors


def test_an_actor_shows_its_relations_with_the_words(service: ServiceClient) -> None:
    words = " ".join(read(service, "/actors/egypt?lang=ar").words)
    assert "إثيوبيا" in words
    assert "وطردت مصر السفير الإثيوبي" in words


def test_a_program_gets_json_from_the_same_url(service: ServiceClient) -> None:
    assert service.get("/actors/egypt").headers["content-type"] == "application/json"
    assert service.get("/actors/egypt?format=html").headers["content-type"].startswith("text/html")


def test_the_style_sheet_is_ours_and_names_no_other(service: ServiceClient) -> None:
    response = service.get("/style.css")
    assert response.headers["content-type"] == "text/css; charset=utf-8"
    assert "http" not in response.text
    assert "@import" not in response.text


@pytest.mark.parametrize(
    ("spans", "marked"),
    [
        ([], "abcdef"),
        ([(1, 3)], 'a<mark><a id="char=1,3"></a>bc</mark>def'),
        ([(0, 6)], '<mark><a id="char=0,6"></a>abcdef</mark>'),
        ([(1, 3), (3, 4)], 'a<mark><a id="char=1,3"></a>bc</mark><mark><a id="char=3,4"></a>d</mark>ef'),
        ([(0, 4), (1, 2), (3, 5)], None),
    ],
)
def test_marks_cover_spans_and_leave_the_text_alone(spans: list[tuple[int, int]], marked: str | None) -> None:
    source = "".join(mark_text("abcdef", spans))
    assert re.sub(r"<[^>]*>", "", source) == "abcdef"
    assert source.count("<mark>") == source.count("</mark>")
    assert all(f'id="char={start},{end}"' in source for start, end in spans)
    if marked is not None:
        assert source == marked


@pytest.mark.parametrize(("language", "side"), [("ar", "rtl"), ("ar-EG", "rtl"), ("en", "ltr"), (None, "auto")])
def test_direction_follows_the_language(language: str | None, side: str) -> None:
    assert direction(language) == side


def test_a_page_speaks_the_readers_language_throughout(service: ServiceClient) -> None:
    page = read(service, "/actors/egypt/relations/ethiopia?lang=ar")
    assert ("html", {"lang": "ar", "dir": "rtl"}) in page.elements
    words = " ".join(page.words)
    assert "الخط الزمني" in words
    assert "Timeline" not in words
    assert "طردت مصر السفير" in words


def test_the_reason_of_a_rank_is_told_in_the_readers_language(service: ServiceClient) -> None:
    words = " ".join(read(service, "/actors/egypt?lang=ar").words)
    assert "درجة التعاون" in words
    assert "cooperation score" not in words
    assert "Cooperation score" in " ".join(read(service, "/actors/egypt?lang=en").words)


def test_a_list_leads_to_its_next_page(service: ServiceClient) -> None:
    page = read(service, "/events?limit=2")
    (following,) = (attrs["href"] for _, attrs in page.elements if attrs.get("rel") == "next")
    assert following is not None
    assert "limit=2" in following
    assert read(service, following).elements


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/actors?q=القاهره", "القاهرة"),
        ("/actors/egypt/timeline", "2014"),
        ("/claims", "مصر تدعم مسلحين"),
        ("/treaties", "Nile Water Agreement"),
        ("/disputes", "The dam"),
        ("/search?q=السفير الاثيوبي", "وطردت مصر السفير الإثيوبي"),
        ("/paths?from=ethiopia&to=african-union", "والسودان عضو في الاتحاد الأفريقي"),
        ("/network", "balanced triads"),
    ],
)
def test_a_page_shows_what_it_is_for(path: str, words: str, service: ServiceClient) -> None:
    assert words in " ".join(read(service, path).words)


def test_every_word_of_the_pages_is_in_both_languages() -> None:
    english, arabic = load_wording("en").words, load_wording("ar").words
    assert english.keys() == arabic.keys()
    assert all(english.values())
    assert all(re.search("[ء-ي]", word) for word in arabic.values())
    assert list(english) == sorted(english)
