"""The pages of treaties and disputes: lists, and one of each."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from api.http.negotiation import Languages
from api.pages.layout import facts, kind, link, links, pager, quotes, render_page, table, text, title_of, when
from api.pages.wording import page_wording
from graph.views.treaty_values import DisputeView, TreatyView


def render_treaties(views: Sequence[TreatyView], total: int, following: str | None, languages: Languages) -> str:
    """A page of the list of treaties."""
    words = page_wording(languages)
    heads = [words[key] for key in ("treaty", "kind", "date", "parties")]
    rows = (
        (
            link(view.reference, languages),
            kind(view.reference, words),
            when(view.date),
            links(view.parties, languages),
        )
        for view in views
    )
    found = table(words["treaties"], heads, rows) or f"<p>{words['nothing']}</p>"
    title = f"{words['treaties']} ({total})"
    return render_page(title, [found, pager(following, words["next"])], language=words.language)


def render_treaty(view: TreatyView, languages: Languages) -> str:
    """The page of a treaty: its parties, what each did about it and when, and the words."""
    words = page_wording(languages)
    known = [
        (words["kind"], kind(view.reference, words)),
        (words["date"], escape(view.date or "")),
        (words["other_names"], ", ".join(text(name.value, name.language) for name in view.other_names)),
        (words["words"], quotes(view.evidence)),
    ]
    standings = (
        (
            link(standing.party, languages),
            link(standing.action, languages) if standing.action else "–",
            escape(f"{standing.since or '..'} – {standing.until or '..'}") if standing.since else "–",
        )
        for standing in view.standings
    )
    steps = (
        (
            when(step.date),
            link(step.participant, languages),
            link(step.action, languages) if step.action else "–",
            quotes(step.evidence),
        )
        for step in view.participations
    )
    content = [
        facts(known),
        table(words["standings"], [words[key] for key in ("parties", "step", "from_to")], standings),
        table(words["participations"], [words[key] for key in ("date", "parties", "step", "words")], steps),
    ]
    return render_page(title_of(view.reference, languages), content, language=words.language)


def render_disputes(views: Sequence[DisputeView], total: int, following: str | None, languages: Languages) -> str:
    """A page of the list of disputes."""
    words = page_wording(languages)
    heads = [words[key] for key in ("dispute", "issue", "hostility", "parties", "events")]
    rows = (
        (
            link(view.reference, languages),
            link(view.issue, languages),
            link(view.hostility, languages) if view.hostility else "–",
            links(view.parties, languages),
            str(len(view.events)),
        )
        for view in views
    )
    found = table(words["disputes"], heads, rows) or f"<p>{words['nothing']}</p>"
    title = f"{words['disputes']} ({total})"
    return render_page(title, [found, pager(following, words["next"])], language=words.language)


def render_dispute(view: DisputeView, events: str, languages: Languages) -> str:
    """The page of a dispute.

    Args:
        view: the dispute.
        events: the table of its events, as HTML.
        languages: of names.
    """
    words = page_wording(languages)
    known = [
        (words["issue"], link(view.issue, languages)),
        (words["hostility"], link(view.hostility, languages) if view.hostility else ""),
        (words["parties"], links(view.parties, languages)),
        (words["words"], quotes(view.evidence)),
    ]
    levels = (
        (
            escape(level.period or words["undated"]),
            link(level.hostility, languages) if level.hostility else "–",
            str(level.events),
        )
        for level in view.levels
    )
    content = [
        facts(known),
        table(words["levels"], [words[key] for key in ("period", "hostility", "events")], levels),
        f"<h2>{words['events']}</h2>",
        events,
    ]
    return render_page(title_of(view.reference, languages), content, language=words.language)
