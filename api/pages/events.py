"""The pages of events and claims: lists, and one of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import quote

from api.http.negotiation import Languages
from api.models.common import key_of
from api.pages.layout import facts, link, links, pager, quotes, render_page, table, title_of, when
from api.pages.wording import Wording, page_wording
from graph.views.tellings import TellingView
from graph.views.values import Answer, Attribution, ClaimView, EventView


def render_events(views: Sequence[EventView], total: int, following: str | None, languages: Languages) -> str:
    """A page of the list of events."""
    words = page_wording(languages)
    title = f"{words['events']} ({total})"
    content = [event_table(views, languages, words) or f"<p>{words['nothing']}</p>", pager(following, words["next"])]
    return render_page(title, content, language=words.language)


def event_table(views: Iterable[EventView], languages: Languages, words: Wording, language: str | None = None) -> str:
    """Events as a table, each linked to its own page.

    Args:
        views: the events.
        languages: of names.
        words: of the page itself.
        language: of the quotes, where they have one.
    """
    heads = [words[key] for key in ("class", "modality", "actor", "recipient", "date", "words")]
    return table(words["events"], heads, (_event_row(view, languages, language) for view in views))


def render_event(view: EventView, tellings: Sequence[TellingView], languages: Languages) -> str:
    """The page of an event, with what other documents tell of the same happening."""
    words = page_wording(languages)
    confidence = "" if view.confidence is None else f"{view.confidence:g}: {escape(view.rationale or '')}"
    known = [
        (words["class"], links([view.event_class, *([view.mode] if view.mode else [])], languages)),
        (words["modality"], ", ".join([link(view.modality, languages), *_claimants(view.attributions, languages)])),
        (words["actor"], links(view.actors, languages)),
        (words["recipient"], links(view.recipients, languages)),
        (words["place"], link(view.place, languages) if view.place else ""),
        (words["date"], escape(view.date or "")),
        (words["dispute"], links(view.disputes, languages) if view.disputes else ""),
        (words["confidence"], confidence),
        (words["words"], quotes(view.evidence)),
    ]
    claims = "".join(f"<li>{_said(claim, languages)}</li>" for claim in view.attributions)
    content = [
        facts(known),
        f"<h2>{words['claims']}</h2><ul>{claims}</ul>" if claims else "",
        _telling_table(tellings, languages, words),
    ]
    return render_page(title_of(view.event_class, languages), content, language=words.language)


def _telling_table(tellings: Sequence[TellingView], languages: Languages, words: Wording) -> str:
    """The other tellings of a happening, each with what it contradicts."""
    heads = [words[key] for key in ("class", "modality", "actor", "recipient", "date", "words", "answers")]
    rows = ((*_event_row(each.event, languages, None), _contradictions(each, words)) for each in tellings)
    return f"<h2>{words['tellings']}</h2>{table(words['tellings'], heads, rows)}" if tellings else ""


def _contradictions(telling: TellingView, words: Wording) -> str:
    return "; ".join(
        f"{words[f'contradiction_{each.matter}']}: <bdi>{escape(', '.join(each.here))}</bdi> ≠ "
        f"<bdi>{escape(', '.join(each.there))}</bdi>"
        for each in telling.contradictions
    )


def render_claims(views: Sequence[ClaimView], total: int, following: str | None, languages: Languages) -> str:
    """A page of the list of claims."""
    words = page_wording(languages)
    heads = [words[key] for key in ("claimant", "class", "actor", "recipient", "words", "answers")]
    rows = (
        (
            f"{links(view.attribution.claimants, languages)} {_said(view.attribution, languages)}",
            ", ".join(_event_link(event, languages) for event in view.content),
            "; ".join(links(event.actors, languages) for event in view.content),
            "; ".join(links(event.recipients, languages) for event in view.content),
            quotes(view.attribution.evidence),
            answers(view.answers, languages, words),
        )
        for view in views
    )
    found = table(words["claims"], heads, rows) or f"<p>{words['nothing']}</p>"
    title = f"{words['claims']} ({total})"
    return render_page(title, [found, pager(following, words["next"])], language=words.language)


def render_claim(view: ClaimView, languages: Languages) -> str:
    """The page of a claim: who says it, what, and what is said of that elsewhere."""
    words = page_wording(languages)
    said = view.attribution
    known = [
        (words["claimant"], links(said.claimants, languages)),
        (words["words"], quotes(said.evidence)),
        (words["answers"], answers(view.answers, languages, words)),
    ]
    title = f"{words['claim']}: {', '.join(title_of(each, languages) for each in said.claimants)}"
    content = [facts(known), f"<h2>{words['events']}</h2>", event_table(view.content, languages, words)]
    return render_page(title, content, language=words.language)


def answers(found: Sequence[Answer], languages: Languages, words: Wording) -> str:
    """What other tellings make of an event, with whose word they are and the words."""
    return "".join(
        f"<p>{escape(words.get(answer.verdict))}: "
        f"{links(answer.claimants, languages) if answer.claimants else words['document']}</p>{quotes(answer.evidence)}"
        for answer in found
    )


def _event_row(event: EventView, languages: Languages, language: str | None) -> tuple[str, ...]:
    return (
        _event_link(event, languages),
        ", ".join([link(event.modality, languages), *_claimants(event.attributions, languages)]),
        links(event.actors, languages),
        links(event.recipients, languages),
        when(event.date),
        quotes(event.evidence, language),
    )


def _event_link(event: EventView, languages: Languages) -> str:
    path = f"/events/{quote(key_of(event.iri), safe='')}"
    return f'<a href="{path}">{escape(title_of(event.event_class, languages))}</a>'


def _claimants(attributions: Iterable[Attribution], languages: Languages) -> list[str]:
    return [link(claimant, languages) for claim in attributions for claimant in claim.claimants]


def _said(claim: Attribution, languages: Languages) -> str:
    path = f"/claims/{quote(key_of(claim.iri), safe='')}"
    named = escape(", ".join(title_of(each, languages) for each in claim.claimants)) if not claim.speech_act else ""
    return f'<a href="{path}"><q dir="auto">{escape(claim.speech_act or "")}</q>{named}</a>'
