"""The page of a document: its text with the evidence marked, and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from api.models.common import key_of
from api.negotiation import Languages
from api.pages.layout import direction, link, links, quotes, render_page, table
from graph.views.values import DocumentView, EventView


def render_document(view: DocumentView, events: Sequence[EventView], languages: Languages) -> str:
    """The page of a document.

    Args:
        view: the document with its text and spans.
        events: what it says that happened, is claimed or planned.
        languages: of names.
    """
    language = view.language or "en"
    known = [("Published", view.issued), ("Source", view.source), ("Read by", view.extractor)]
    facts = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in known if value)
    evidence = sorted({(span.start, span.end) for span in view.spans if span.property == "evidence"})
    heads = ("Class", "Modality, whose word", "Actor", "Recipient", "Date", "Words")
    marked = "".join(mark_text(view.text or "", evidence))
    return render_page(
        view.title or view.name or key_of(view.reference.iri),
        [
            f"<dl>{facts}</dl>",
            f'<article class="text" lang="{escape(language)}" dir="{direction(language)}">{marked}</article>',
            f'<h2 dir="ltr" lang="en">Events ({len(events)})</h2>',
            table("Events", heads, (_event_row(event, language, languages) for event in events)),
        ],
        language=language,
    )


def mark_text(text: str, spans: Iterable[tuple[int, int]]) -> Iterable[str]:
    """A text as HTML, marked wherever a span covers it; each span can be linked to as `#char=start,end`.

    Args:
        text: plain text.
        spans: in order; they may overlap, and then share a mark.

    >>> "".join(mark_text("a < b", [(2, 3)]))
    'a <mark><a id="char=2,3"></a>&lt;</mark> b'
    """
    done = 0
    for start, end, covered in _merge(spans):
        yield escape(text[done:start]) + "<mark>"
        done = start
        for inner_start, inner_end in covered:
            yield escape(text[done:inner_start]) + f'<a id="char={inner_start},{inner_end}"></a>'
            done = inner_start
        yield escape(text[done:end]) + "</mark>"
        done = end
    yield escape(text[done:])


def _merge(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int, list[tuple[int, int]]]]:
    """Stretches that do not overlap, each with the spans in it."""
    stretches: list[tuple[int, int, list[tuple[int, int]]]] = []
    for start, end in spans:
        if stretches and start < stretches[-1][1]:
            first, last, covered = stretches.pop()
            stretches.append((first, max(last, end), [*covered, (start, end)]))
        else:
            stretches.append((start, end, [(start, end)]))
    return stretches


def _event_row(event: EventView, language: str, languages: Languages) -> tuple[str, ...]:
    said = [link(event.modality, languages)]
    said += [link(claimant, languages) for claim in event.attributions for claimant in claim.claimants]
    return (
        link(event.event_class, languages),
        ", ".join(said),
        links(event.actors, languages),
        links(event.recipients, languages),
        escape(event.date or "–"),
        quotes(event.evidence, language),
    )
