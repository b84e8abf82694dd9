"""The pages of documents: the list, and one with the evidence marked in its text and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise
from urllib.parse import quote

from api.http.negotiation import Languages
from api.models.common import key_of
from api.pages.events import event_table
from api.pages.layout import direction, facts, link, pager, render_page, table, text
from api.pages.wording import Wording, load_wording, page_wording
from graph.views.values import DocumentView, EventView


def render_documents(views: Sequence[DocumentView], total: int, following: str | None, languages: Languages) -> str:
    """A page of the list of documents."""
    words = page_wording(languages)
    found = document_table(views, words) or f"<p>{words['nothing']}</p>"
    title = f"{words['documents']} ({total})"
    return render_page(title, [found, pager(following, words["next"])], language=words.language)


def document_table(views: Iterable[DocumentView], words: Wording) -> str:
    """Documents as a table, each linked to its own page."""
    rows = (
        (
            f'<a href="/documents/{quote(key_of(view.reference.iri), safe="")}">'
            f"{text(view.title or view.name or key_of(view.reference.iri), view.language)}</a>",
            escape(view.language or "–"),
            escape(view.issued or "–"),
        )
        for view in views
    )
    return table(words["documents_by_name"], [words[key] for key in ("title", "language", "published")], rows)


def render_document(view: DocumentView, events: Sequence[EventView], languages: Languages) -> str:
    """The page of a document.

    Args:
        view: the document with its text, spans and contents.
        events: what it says that happened, is claimed or planned.
        languages: of names.
    """
    language = view.language or "en"
    words = load_wording(language)
    known = [
        (words["published"], escape(view.issued or "")),
        (words["source"], escape(view.source or "")),
        (words["read_by"], escape(view.extractor or "")),
    ]
    evidence = sorted({(span.start, span.end) for span in view.spans if span.property == "evidence"})
    mentions = {(span.start, span.end) for span in view.spans if span.property == "mention"}
    marked = "".join(mark_text(view.text or "", evidence, mentions))
    contents = ((link(each.class_, languages), str(each.count), str(each.new)) for each in view.contents)
    return render_page(
        view.title or view.name or key_of(view.reference.iri),
        [
            facts(known),
            f'<article class="text" lang="{escape(language)}" dir="{direction(language)}">{marked}</article>',
            f"<h2>{words['events']} ({len(events)})</h2>",
            event_table(events, languages, words, language),
            f"<h2>{words['contents']}</h2>",
            table(words["contents"], [words[key] for key in ("class", "count", "first_seen")], contents),
        ],
        language=language,
    )


def mark_text(text: str, spans: Sequence[tuple[int, int]], places: Iterable[tuple[int, int]] = ()) -> Iterator[str]:
    """A text as HTML, marked wherever a span covers it; what can be linked to has an anchor `#char=start,end`.

    Args:
        text: plain text.
        spans: in order; they may overlap, and then share a mark.
        places: further stretches that are not marked and can be linked to.

    >>> "".join(mark_text("a < b", [(2, 3)]))
    'a <mark><a id="char=2,3"></a>&lt;</mark> b'
    """
    anchors: dict[int, list[int]] = {}
    for start, end in sorted({*spans, *places}):
        anchors.setdefault(start, []).append(end)
    marks = _merge(spans)
    starts, ends = {start for start, _ in marks}, {end for _, end in marks}
    for here, there in pairwise(sorted({0, len(text), *anchors, *starts, *ends})):
        yield "</mark>" * (here in ends) + "<mark>" * (here in starts)
        yield "".join(f'<a id="char={here},{end}"></a>' for end in anchors.get(here, ()))
        yield escape(text[here:there])
    yield "</mark>" * (len(text) in ends)


def _merge(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches that spans cover, which do not overlap."""
    stretches: list[tuple[int, int]] = []
    for start, end in spans:
        if stretches and start < stretches[-1][1]:
            first, last = stretches.pop()
            stretches.append((first, max(last, end)))
        else:
            stretches.append((start, end))
    return stretches
