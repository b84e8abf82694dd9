"""Pieces of pages that show ties: rows with their words, counts, and cooperation by year."""

from __future__ import annotations

from html import escape

from api.http.negotiation import Languages
from api.pages.layout import link, link_as, links, quotes, table, when
from api.pages.wording import Wording
from graph.views.tie_values import CooperationScore, RelationView, StrongTie, Tie


def tie_cells(tie: Tie, languages: Languages, words: Wording) -> tuple[str, ...]:
    """What ties two actors, in which modality and by whose word, when, and the words."""
    named = tie.statement if tie.statement and tie.statement.labels else tie.kind
    parts = [link_as(tie.statement or tie.kind, named, languages), *([link(tie.mode, languages)] if tie.mode else [])]
    role = escape(words.get(tie.role))
    organ = f" · {link(tie.organ, languages)}" if tie.organ else ""
    said = ([link(tie.modality, languages)] if tie.modality else []) + [link(one, languages) for one in tie.claimants]
    return (
        f"{', '.join(parts)} <small class='quiet'>({role}{organ})</small>",
        ", ".join(said),
        when(tie.date),
        quotes(tie.evidence),
    )


def tie_heads(words: Wording) -> list[str]:
    """The heads of the columns of `tie_cells`."""
    return [words[key] for key in ("what", "modality", "date", "words")]


def strongest_table(ties: tuple[StrongTie, ...], languages: Languages, words: Wording) -> str:
    """The ties that say most, each with the reason for its rank."""
    rows = (
        (*tie_cells(strong.tie, languages, words), f'<small class="quiet">{_why(strong.tie, words)}</small>')
        for strong in ties
    )
    return table(words["strongest"], [*tie_heads(words), words["why"]], rows)


def _why(tie: Tie, words: Wording) -> str:
    """What ranks a tie: how sure it is and how friendly, else where it stands."""
    reasons = [] if tie.confidence is None else [f"{escape(words['confidence'])} {tie.confidence:g}"]
    if tie.score is not None:
        reasons.append(f"{escape(words['score'])} {number(tie.score)}")
    return " · ".join(reasons) or escape(words["in_documents" if tie.evidence else "in_register"])


def count_line(relation: RelationView, languages: Languages, words: Wording) -> str:
    """How many ties of each kind, and how many events of each quad class."""
    kinds = [f"{escape(words.get(tie))}: {count}" for tie, count in relation.counts.items()]
    if relation.memberships:
        kinds.append(f"{words['memberships']}: {links(relation.memberships, languages)}")
    kinds += [f"{link(quad.quad_class, languages)}: {quad.count}" for quad in relation.quads]
    return " · ".join(kinds)


def score_table(score: CooperationScore | None, words: Wording) -> str:
    """Cooperation by year, with a bar from the middle: to the start for conflict, to the end for cooperation."""
    if score is None:
        return ""
    rows = ((each.period, score_bar(each.mean), number(each.mean), str(each.events)) for each in score.periods)
    heads = [words["period"], words["score"], words["mean"], words["events"]]
    whole = f"<p>{escape(words['score'])}: {number(score.mean)} ({score.events})</p>"
    return whole + table(words["score_by_year"], heads, rows)


def number(score: float) -> str:
    """A score with its sign, which stands before it in every direction of writing."""
    return f'<span dir="ltr">{score:+g}</span>'


def score_bar(mean: float) -> str:
    """A score from -10 to 10 as a bar; a picture of the number that stands beside it."""
    start, width = (100 + min(mean, 0) * 10, abs(mean) * 10)
    side = "conflict" if mean < 0 else "cooperation"
    return (
        '<svg class="bar" viewBox="0 0 200 16" width="200" height="16" aria-hidden="true">'
        f'<rect class="{side}" x="{start:g}" y="2" width="{width:g}" height="12"/>'
        '<line class="axis" x1="100" y1="0" x2="100" y2="16"/></svg>'
    )
