"""The page of a search over the whole graph."""

from __future__ import annotations

from collections.abc import Sequence

from api.http.negotiation import Languages
from api.pages.layout import kind, link, pager, quotes, render_page, table, text
from api.pages.wording import page_wording
from graph.views.search import Hit
from graph.views.values import Page, Passage


def render_search(
    query: str, page: Page[Hit], passages: Sequence[Passage], following: str | None, languages: Languages
) -> str:
    """What was found: things by name, and words of documents with what they prove."""
    words = page_wording(languages)
    hits = (
        (
            link(hit.reference, languages),
            kind(hit.reference, words),
            f"{text(hit.match.name.value, hit.match.name.language)} ({hit.match.score:g})",
        )
        for hit in page.views
    )
    proved = (
        (quotes([passage.evidence]), kind(passage.statement, words), link(passage.evidence.document, languages))
        for passage in passages
    )
    found = [
        table(words["names"], [words[key] for key in ("name", "type", "how_found")], hits),
        pager(following, words["next"]),
        table(words["passages"], [words[key] for key in ("words", "type", "document")], proved),
    ]
    content = found if any(found) else [f"<p>{words['nothing']}</p>"]
    return render_page(f"{words['search']}: {query} ({page.total})", content, language=words.language)
