"""The frame of every page, and the pieces that pages are made of; whatever comes from the graph is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib import resources
from string import Template
from urllib.parse import quote

from api.models.common import key_of, local_name
from api.negotiation import Languages
from graph.views.values import Evidence, Reference
from ontology.terms import CODE_NAMESPACE

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ku", "ps"})
"""ISO 639-1 codes of languages that are written from right to left."""

_PATHS = {
    "actor": "/actors",
    "claim": "/claims",
    "dispute": "/disputes",
    "document": "/documents",
    "event": "/events",
    "treaty": "/treaties",
}


def render_page(title: str, content: Iterable[str], *, language: str = "en") -> str:
    """A page.

    Args:
        title: plain text.
        content: HTML.
        language: of the page; it sets the direction.
    """
    layout = resources.files("api.pages").joinpath("layout.html").read_text(encoding="utf-8")
    return Template(layout).substitute(
        title=escape(title),
        content="\n".join(content),
        language=escape(language),
        direction=direction(language),
    )


def read_style() -> str:
    """The style sheet of all pages."""
    return resources.files("api.pages").joinpath("style.css").read_text(encoding="utf-8")


def direction(language: str | None) -> str:
    """The direction of a language: `rtl`, `ltr`, or `auto` where none is known."""
    if language is None:
        return "auto"
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def text(words: str, language: str | None = None) -> str:
    """Words in their own direction and language."""
    told = f' lang="{escape(language)}"' if language else ""
    return f'<span dir="{direction(language)}"{told}>{escape(words)}</span>'


def link(reference: Reference, languages: Languages) -> str:
    """A resource by its name, linked where it has a page or a path."""
    label = languages.pick(reference.labels)
    name = text(label.value, label.language) if label else escape(key_of(reference.iri))
    segment = reference.iri.value.rsplit("/", 2)[-2] if reference.iri.value.count("/") > 1 else ""
    if segment not in _PATHS or reference.iri.value.startswith(CODE_NAMESPACE):
        return name
    return f'<a href="{_PATHS[segment]}/{quote(key_of(reference.iri), safe="")}">{name}</a>'


def links(references: Sequence[Reference], languages: Languages) -> str:
    """Several resources, or a dash for none."""
    return ", ".join(link(reference, languages) for reference in references) or "–"


def kind(reference: Reference) -> str:
    """What a resource is, in a word."""
    return escape(local_name(reference.types[-1])) if reference.types else ""


def quotes(evidence: Iterable[Evidence], language: str | None = None) -> str:
    """The words behind a statement, each linked to its place in the document."""
    return "".join(_quote(words, language) for words in evidence)


def _quote(words: Evidence, language: str | None) -> str:
    place = f"/documents/{quote(key_of(words.document.iri), safe='')}#char={words.start},{words.end}"
    told = f' lang="{escape(language)}"' if language else ""
    quoted = f'<blockquote dir="{direction(language)}"{told}>{escape(words.exact)}</blockquote>'
    return f'{quoted}<a class="quiet" href="{escape(place)}">{words.start}–{words.end}</a>'


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of HTML cells; nothing where there are no rows."""
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    if not body:
        return ""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    framed = f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table>{framed}</table></div>'
    )
