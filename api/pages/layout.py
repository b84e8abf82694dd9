"""The frame of every page, and the pieces that pages are made of; whatever comes from the graph is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib import resources
from string import Template
from urllib.parse import quote

from api.http.negotiation import Languages
from api.models.common import key_of, local_name
from api.pages.wording import Wording, load_wording
from graph.views.values import Evidence, Reference
from ontology.terms import CODE_NAMESPACE

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ku", "ps"})
"""ISO 639-1 codes of languages that are written from right to left."""

_NAVIGATION = (
    ("/actors", "actors"),
    ("/events", "events"),
    ("/treaties", "treaties"),
    ("/disputes", "disputes"),
    ("/claims", "claims"),
    ("/documents", "documents"),
    ("/network", "network"),
)
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
        language: of the page; it sets the direction, and the language of the page's own words.
    """
    wording = load_wording(language)
    navigation = " ".join(f'<a href="{path}">{escape(wording[key])}</a>' for path, key in _NAVIGATION)
    layout = resources.files("api.pages").joinpath("layout.html").read_text(encoding="utf-8")
    return Template(layout).substitute(
        title=escape(title),
        content="\n".join(content),
        language=escape(language),
        direction=direction(language),
        navigation=navigation,
        **{key: escape(wording[key]) for key in ("skip", "search", "find")},
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
    return link_as(reference, reference, languages)


def link_as(target: Reference, named: Reference, languages: Languages) -> str:
    """A resource under the name of another, such as an event under that of its class."""
    label = languages.pick(named.labels)
    name = text(label.value, label.language) if label else escape(key_of(named.iri))
    segment = target.iri.value.rsplit("/", 2)[-2] if target.iri.value.count("/") > 1 else ""
    if segment not in _PATHS or target.iri.value.startswith(CODE_NAMESPACE):
        return name
    return f'<a href="{_PATHS[segment]}/{quote(key_of(target.iri), safe="")}">{name}</a>'


def links(references: Sequence[Reference], languages: Languages) -> str:
    """Several resources, or a dash for none."""
    return ", ".join(link(reference, languages) for reference in references) or "–"


def kind(reference: Reference, wording: Wording) -> str:
    """What a resource is, in a word."""
    return escape(wording.get(local_name(reference.types[-1]))) if reference.types else ""


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


def facts(known: Iterable[tuple[str, str]]) -> str:
    """A list of names (plain text) and values (HTML), without those that are empty."""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in known if value)
    return f"<dl>{rows}</dl>" if rows else ""


def pager(following: str | None, words: str) -> str:
    """A link to the next page, where there is one."""
    return "" if following is None else f'<p><a rel="next" href="{escape(following)}">{escape(words)}</a></p>'


def title_of(reference: Reference, languages: Languages) -> str:
    """What a resource is called, as plain text; its id where it has no name."""
    label = languages.pick(reference.labels)
    return label.value if label else key_of(reference.iri)


def when(date: str | None) -> str:
    """A date or an interval in EDTF, which breaks over lines at the slash alone; a dash for none."""
    parts = (date or "–").split("/")
    return "/<wbr>".join(f'<span class="date" dir="ltr">{escape(part)}</span>' for part in parts)
