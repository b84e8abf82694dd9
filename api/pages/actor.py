"""The pages of actors: the list, one of them, all between two, and a timeline."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from api.http.negotiation import Languages
from api.models.common import key_of, local_name
from api.pages.events import answers
from api.pages.layout import facts, kind, link, links, pager, quotes, render_page, table, text, title_of
from api.pages.ties import count_line, number, score_bar, score_table, strongest_table, tie_cells, tie_heads
from api.pages.wording import Wording, page_wording
from graph.views.actor_search import FoundActors
from graph.views.tie_values import Dyad, PeriodCount, RelationView, TimelineEntry
from graph.views.values import ActorView, Evidence, Facet, Page, Reference

_FACETS = 20
"""Values of a facet that the page shows: the most frequent."""


def render_actors(
    views: Sequence[ActorView], found: FoundActors, following: str | None, languages: Languages, query: str
) -> str:
    """A page of the list of actors.

    Args:
        views: the actors of the page.
        found: how they were found, with facets.
        following: path of the next page.
        languages: of names.
        query: what was sought, for the form.
    """
    words = page_wording(languages)
    rows = (_found_row(view, found, languages, words) for view in views)
    heads = [words[key] for key in ("name", "type", "country", "in_graph", "how_found")]
    facets = [
        (words[name], ", ".join(_facet(name, facet, languages) for facet in found.facets.get(name, ())[:_FACETS]))
        for name in ("type", "country")
    ]
    content = [
        '<form action="/actors" role="search"><label for="q">'
        f'{escape(words["name_any"])}</label> <input id="q" name="q" type="search" dir="auto" value="{escape(query)}"> '
        f"<button>{escape(words['find'])}</button></form>",
        facts(facets),
        table(words["actors"], heads, rows) or f"<p>{words['nothing']}</p>",
        f"<p>{words['truncated']}</p>" if found.truncated else "",
        pager(following, words["next"]),
    ]
    return render_page(f"{words['actors']} ({found.page.total})", content, language=words.language)


def render_actor(view: ActorView, ties: Page[RelationView], languages: Languages) -> str:
    """The page of an actor: what it is, and a row for each counterpart with the words that say most.

    Args:
        view: the actor.
        ties: the first of its counterparts.
        languages: of names.
    """
    words, counts, key = page_wording(languages), view.counts, quote(key_of(view.reference.iri), safe="")
    offices = ", ".join(
        " · ".join([links([each for each in (tenure.office, tenure.of) if each], languages), escape(tenure.date or "")])
        for tenure in view.tenures
    )
    known = [
        (words["type"], kind(view.reference, words)),
        (words["names"], ", ".join(text(name.text.value, name.text.language) for name in view.names)),
        ("ISO 3166-1", escape(" ".join(code for code in (view.iso2, view.iso3) if code))),
        *((words.get(predicate), links(others, languages)) for predicate, others in view.relations.items()),
        (words["offices"], offices),
        (
            words["in_graph"],
            f"{words['mentions']}: {counts.mentions} · {words['documents']}: {counts.documents} · "
            f'<a href="/events?participant={key}">{words["events"]}: {counts.events}</a> · '
            f'<a href="/claims?claimant={key}">{words["claims"]}: {counts.claims}</a>',
        ),
        (words["from_to"], escape(f"{counts.first_date} – {counts.last_date}") if counts.first_date else ""),
        (words["first_mention"], _mention(view.first_mention, languages)),
        (words["last_mention"], _mention(view.last_mention, languages)),
        (words["timeline"], f'<a href="/actors/{key}/timeline">{words["timeline"]}</a>'),
    ]
    content = [
        facts(known),
        f'<h2><a href="/actors/{key}/relations">{words["relations"]}</a> ({ties.total})</h2>',
        *(_relation(view.reference, relation, languages, words) for relation in ties.views),
        pager(f"/actors/{key}/relations" if ties.after else None, words["next"]),
    ]
    return render_page(title_of(view.reference, languages), content, language=words.language)


def render_relations(actor: Reference, ties: Page[RelationView], following: str | None, languages: Languages) -> str:
    """A page of an actor's relations."""
    words = page_wording(languages)
    content = [
        f"<p>{link(actor, languages)}</p>",
        *(_relation(actor, relation, languages, words) for relation in ties.views),
        "" if ties.views else f"<p>{words['nothing']}</p>",
        pager(following, words["next"]),
    ]
    title = f"{title_of(actor, languages)}: {words['relations']} ({ties.total})"
    return render_page(title, content, language=words.language)


def render_dyad(actor: Reference, dyad: Dyad, following: str | None, languages: Languages) -> str:
    """The page of all between two actors."""
    words, relation = page_wording(languages), dyad.relation
    rows = (
        (*tie_cells(entry.tie, languages, words), answers(entry.answers, languages, words))
        for entry in dyad.timeline.views
    )
    content = [
        f"<p>{link(actor, languages)} – {link(relation.counterpart, languages)}</p>",
        f"<p>{count_line(relation, languages, words)}</p>",
        score_table(relation.score, words),
        strongest_table(relation.strongest, languages, words),
        f"<h2>{words['timeline']} ({dyad.timeline.total})</h2>",
        table(words["timeline"], [*tie_heads(words), words["answers"]], rows) or f"<p>{words['nothing']}</p>",
        pager(following, words["next"]),
    ]
    title = f"{title_of(actor, languages)} – {title_of(relation.counterpart, languages)}"
    return render_page(title, content, language=words.language)


def render_timeline(
    actor: Reference,
    periods: Sequence[PeriodCount],
    page: Page[TimelineEntry],
    following: str | None,
    languages: Languages,
) -> str:
    """The page of an actor's timeline."""
    words = page_wording(languages)
    years = (
        (
            each.period,
            str(each.count),
            ", ".join(f"{link(quad, languages)}: {count}" for quad, count in each.quads),
            "–" if each.score is None else f"{score_bar(each.score)} {number(each.score)}",
        )
        for each in periods
    )
    rows = (
        (*tie_cells(entry.tie, languages, words), links([each.participant for each in entry.participants], languages))
        for entry in page.views
    )
    content = [
        f"<p>{link(actor, languages)}</p>",
        table(words["by_period"], [words[key] for key in ("period", "events", "quad", "score")], years),
        f"<h2>{words['timeline']} ({page.total})</h2>",
        table(words["timeline"], [*tie_heads(words), words["participants"]], rows) or f"<p>{words['nothing']}</p>",
        pager(following, words["next"]),
    ]
    title = f"{title_of(actor, languages)}: {words['timeline']}"
    return render_page(title, content, language=words.language)


def _relation(actor: Reference, relation: RelationView, languages: Languages, words: Wording) -> str:
    period = f"{relation.first_date} – {relation.last_date}" if relation.first_date else ""
    pair = f"/actors/{quote(key_of(actor.iri), safe='')}/relations/{quote(key_of(relation.counterpart.iri), safe='')}"
    score = "" if relation.score is None else f" · {words['score']}: {number(relation.score.mean)}"
    others = [*relation.relations, *relation.offices, *relation.treaties, *relation.disputes]
    rows = (tie_cells(tie, languages, words) for tie in others if not tie.evidence)
    heading = f"<h3>{link(relation.counterpart, languages)} <small class='quiet'>{escape(period)}</small></h3>"
    label = title_of(relation.counterpart, languages)
    return (
        f'{heading}<p><a href="{pair}">{words["number_of_ties"]}: {relation.count}</a> · '
        f"{count_line(relation, languages, words)}{score}</p>"
        + strongest_table(relation.strongest, languages, words)
        + table(f"{words['relation']}: {label}", tie_heads(words), rows)
    )


def _found_row(view: ActorView, found: FoundActors, languages: Languages, words: Wording) -> tuple[str, ...]:
    match = found.matches.get(view.reference.iri.value)
    fit = "" if match is None else f"{text(match.name.value, match.name.language)} ({match.score:g})"
    counted = f"{words['mentions']}: {view.counts.mentions} · {words['events']}: {view.counts.events}"
    countries = links(view.relations.get("country", ()), languages)
    return link(view.reference, languages), kind(view.reference, words), countries, counted, fit


def _facet(name: str, facet: Facet, languages: Languages) -> str:
    key = key_of(facet.reference.iri) if name == "country" else local_name(facet.reference.iri)
    label = escape(title_of(facet.reference, languages))
    return f'<a href="/actors?{name}={quote(key, safe="")}">{label}</a> ({facet.count})'


def _mention(mention: Evidence | None, languages: Languages) -> str:
    return "" if mention is None else f"{link(mention.document, languages)}{quotes([mention])}"
