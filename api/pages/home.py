"""The home page: what is in the graph, and where to ask it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from api.http.negotiation import Languages
from api.pages.document import document_table
from api.pages.layout import render_page
from api.pages.wording import page_wording
from graph.views.values import DocumentView


def render_home(
    documents: Sequence[DocumentView], total: int, resources: Iterable[tuple[str, str]], languages: Languages
) -> str:
    """The home page.

    Args:
        documents: the first of them.
        total: how many there are.
        resources: path and caption of each resource of the service.
        languages: of the page.
    """
    words = page_wording(languages)
    offers = "".join(f"<dt>{_path(path)}</dt><dd>{escape(caption)}</dd>" for path, caption in resources)
    find = (
        f'<form action="/actors" role="search"><label for="q">{escape(words["name_any"])}</label> '
        f'<input id="q" name="q" type="search" dir="auto" required> <button>{escape(words["find"])}</button></form>'
    )
    return render_page(
        "Mithaq",
        [
            f"<p>{escape(words['home_lead'])}</p>",
            f"<h2>{words['documents']} ({total})</h2>",
            document_table(documents, words) or f"<p>{words['nothing']}</p>",
            f"<h2>{words['find_actor']}</h2>{find}",
            f'<h2>{words["for_programs"]}</h2><dl dir="ltr" lang="en">{offers}</dl>',
        ],
        language=words.language,
    )


def _path(path: str) -> str:
    return f'<a href="{escape(path)}"><code>{escape(path)}</code></a>'
