"""A small page on an actor, for a frame in another program such as OpenRefine."""

from __future__ import annotations

from html import escape

from api.http.negotiation import Languages
from api.models.common import key_of
from api.pages.layout import direction, kind, links, text
from api.pages.wording import load_wording
from graph.views.values import ActorView


def render_preview(view: ActorView, languages: Languages) -> str:
    """The page: name, type, country, other names."""
    label = languages.pick(view.reference.labels)
    name = label.value if label else key_of(view.reference.iri)
    language = (label.language if label else None) or "en"
    names = ", ".join(text(each.text.value, each.text.language) for each in view.names[:8])
    country = view.relations.get("country", ())
    where = f" · {links(country, languages)}" if country else ""
    what = kind(view.reference, load_wording(language))
    return (
        f'<!doctype html><html lang="{escape(language)}" dir="{direction(language)}"><head><meta charset="utf-8">'
        f'<title>{escape(name)}</title><link rel="stylesheet" href="/style.css"></head>'
        f"<body><h1>{escape(name)}</h1><p>{what}{where}</p><p>{names}</p></body></html>"
    )
