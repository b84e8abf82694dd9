"""The page of an actor: its names, and what ties it to others, with the words."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from api.models.common import key_of
from api.negotiation import Languages
from api.pages.layout import kind, link, links, quotes, render_page, table, text
from graph.views.tie_values import EventTies, RelationView, Tie
from graph.views.values import ActorView, Page


def render_actor(view: ActorView, ties: Page[RelationView], languages: Languages) -> str:
    """The page of an actor.

    Args:
        view: the actor.
        ties: the first of its counterparts.
        languages: of names.
    """
    label = languages.pick(view.reference.labels)
    counts = view.counts
    facts = [
        ("Type", kind(view.reference)),
        ("Names", ", ".join(text(name.text.value, name.text.language) for name in view.names)),
        ("ISO 3166-1", escape(" ".join(code for code in (view.iso2, view.iso3) if code))),
        *((escape(predicate), links(others, languages)) for predicate, others in view.relations.items()),
        ("In the graph", f"{counts.mentions} mentions in {counts.documents} documents, {counts.events} events"),
        ("From – to", escape(f"{counts.first_date} – {counts.last_date}") if counts.first_date else ""),
    ]
    known = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in facts if value)
    return render_page(
        label.value if label else key_of(view.reference.iri),
        [
            f"<dl>{known}</dl>",
            f"<h2>Relations ({ties.total})</h2>",
            *(_relation(relation, languages) for relation in ties.views),
        ],
        language=(label.language if label else None) or "en",
    )


def _relation(relation: RelationView, languages: Languages) -> str:
    period = f"{relation.first_date} – {relation.last_date}" if relation.first_date else ""
    rows = [row for group in relation.events for row in _event_rows(group, languages)]
    for name, ties in (
        ("Relation", relation.relations),
        ("Office", relation.offices),
        ("Treaty", relation.treaties),
        ("Dispute", relation.disputes),
    ):
        rows += [(name, *_tie_cells(tie, languages)) for tie in ties]
    heads = ("Tie", "What", "Modality, whose word", "Date", "Words")
    label = languages.pick(relation.counterpart.labels)
    caption = f"{label.value if label else key_of(relation.counterpart.iri)} ({relation.count})"
    heading = f"<h3>{link(relation.counterpart, languages)} <small class='quiet'>{escape(period)}</small></h3>"
    return heading + table(caption, heads, rows)


def _event_rows(group: EventTies, languages: Languages) -> Iterable[tuple[str, ...]]:
    for tie in group.ties:
        yield f"{link(group.event_class, languages)} ({group.count})", *_tie_cells(tie, languages)


def _tie_cells(tie: Tie, languages: Languages) -> tuple[str, ...]:
    what = link(tie.statement, languages) if tie.statement and tie.statement.labels else link(tie.kind, languages)
    said = [link(tie.modality, languages)] if tie.modality else []
    said += [link(claimant, languages) for claimant in tie.claimants]
    return f"{what} ({escape(tie.role)})", ", ".join(said), escape(tie.date or ""), quotes(tie.evidence)
