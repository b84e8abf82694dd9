"""The page of how two actors are connected."""

from __future__ import annotations

from api.http.negotiation import Languages
from api.pages.layout import link, render_page, title_of
from api.pages.ties import strongest_table
from api.pages.wording import page_wording
from graph.paths import Paths


def render_paths(found: Paths, languages: Languages) -> str:
    """Each way from one actor to the other, step by step with the words that say most."""
    words = page_wording(languages)
    content = []
    for steps in found.paths:
        way = " – ".join([link(steps[0].source, languages), *(link(step.target, languages) for step in steps)])
        content.append(f"<h2>{way}</h2>")
        for step in steps:
            counts = " · ".join(f"{words.get(tie)}: {count}" for tie, count in step.counts.items())
            content.append(f"<h3>{link(step.source, languages)} – {link(step.target, languages)}</h3><p>{counts}</p>")
            content.append(strongest_table(step.strongest, languages, words))
    if not found.paths:
        content.append(f"<p>{words['nothing']}</p>")
    if found.truncated:
        content.append(f"<p>{words['truncated']}</p>")
    title = f"{words['path_between']}: {title_of(found.source, languages)}, {title_of(found.target, languages)}"
    return render_page(title, content, language=words.language)
