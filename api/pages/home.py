"""The home page: what is in the graph, and where to ask it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import quote

from api.models.common import key_of
from api.pages.layout import render_page, table, text
from graph.views.values import DocumentView


def render_home(documents: Sequence[DocumentView], total: int, resources: Iterable[tuple[str, str]]) -> str:
    """The home page.

    Args:
        documents: the first of them.
        total: how many there are.
        resources: path and caption of each resource of the service.
    """
    rows = [
        (
            f'<a href="/documents/{quote(key_of(view.reference.iri), safe="")}">'
            f"{text(view.title or view.name or key_of(view.reference.iri), view.language)}</a>",
            escape(view.language or "–"),
            escape(view.issued or "–"),
        )
        for view in documents
    ]
    offers = "".join(f"<dt>{_path(path)}</dt><dd>{escape(caption)}</dd>" for path, caption in resources)
    return render_page(
        "Mithaq",
        [
            "<p>A knowledge graph of international relations, with the words behind every statement.</p>",
            f"<h2>Documents ({total})</h2>",
            table("Documents by name", ("Title", "Language", "Published"), rows) or "<p>None yet.</p>",
            '<h2>Find an actor</h2><form action="/actors" role="search"><label for="q">Name, in any language</label> '
            '<input id="q" name="q" type="search" dir="auto" required> <button>Search</button></form>',
            f"<h2>For programs</h2><dl>{offers}</dl>",
        ],
    )


def _path(path: str) -> str:
    return f'<a href="{escape(path)}"><code>{escape(path)}</code></a>'
