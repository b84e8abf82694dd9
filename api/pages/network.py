"""The page of the network: a drawing of the most active actors, and the measures of all."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape

from api.http.negotiation import Languages
from api.pages.layout import facts, link, render_page, table, title_of
from api.pages.wording import page_wording
from graph.network import Network, NetworkNode

_DRAWN = 24
"""Actors on the drawing: on a circle, more would hide each other."""
_RADIUS = 190
_LABELLED = 16
"""Characters of a name on the drawing."""


def render_network(network: Network, downloads: Mapping[str, str], languages: Languages) -> str:
    """The page of the network.

    Args:
        network: the network.
        downloads: paths by the names of formats.
        languages: of names.
    """
    words = page_wording(languages)
    balance = network.balance
    known = [
        (words["actors_of_network"], str(network.actors)),
        (words["communities"], f"{network.communities} ({network.modularity:.2f})"),
        (
            words["balance"],
            f"{balance.balanced} {words['balanced']}, {balance.unbalanced} {words['unbalanced']}",
        ),
        (
            words["download"],
            ", ".join(f'<a href="{escape(path)}">{escape(name)}</a>' for name, path in downloads.items()),
        ),
    ]
    rows = (
        (
            link(node.actor, languages),
            str(node.events),
            f"{node.degree_centrality:.2f}",
            f"{node.betweenness:.2f}",
            f"{node.clustering:.2f}",
            str(node.community + 1),
            words["cut"] if node.cut else "",
        )
        for node in network.nodes
    )
    heads = [words[key] for key in ("actor", "events", "degree", "betweenness", "clustering", "community")]
    content = [
        facts(known),
        _draw(network, languages) if network.nodes else f"<p>{words['nothing']}</p>",
        f"<p>{words['truncated']}</p>" if network.truncated else "",
        table(words["actors"], [*heads, ""], rows),
    ]
    return render_page(words["network"], content, language=words.language)


def _draw(network: Network, languages: Languages) -> str:
    """The most active actors on a circle; a line is as wide as there are events, its class says friendly or hostile."""
    nodes = network.nodes[:_DRAWN]
    places = {node.actor.iri: _place(number, len(nodes)) for number, node in enumerate(nodes)}
    lines = []
    for edge in network.edges:
        if edge.source in places and edge.target in places:
            (x1, y1), (x2, y2) = places[edge.source], places[edge.target]
            side = "conflict" if edge.score < 0 else "cooperation"
            width = 1 + math.log2(edge.count)
            lines.append(
                f'<line class="{side}" stroke-width="{width:.1f}" x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" '
                f'y2="{y2:.0f}"/>'
            )
    points = "".join(_point(node, places[node.actor.iri], languages) for node in nodes)
    return (
        '<figure dir="ltr"><svg class="network" viewBox="-320 -230 640 460" role="img" aria-label="'
        f'{escape(page_wording(languages)["network"])}">{"".join(lines)}{points}</svg></figure>'
    )


def _place(number: int, of: int) -> tuple[float, float]:
    angle = 2 * math.pi * number / of - math.pi / 2
    return _RADIUS * math.cos(angle), _RADIUS * math.sin(angle)


def _point(node: NetworkNode, place: tuple[float, float], languages: Languages) -> str:
    x, y = place
    anchor = "middle" if abs(x) < 20 else "start" if x > 0 else "end"
    name = title_of(node.actor, languages)
    shown = name if len(name) <= _LABELLED else f"{name[: _LABELLED - 1]}…"
    dx, dy = (0, 18 if y > 0 else -10) if anchor == "middle" else (9 if x > 0 else -9, 5)
    return (
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="5"/>'
        f'<text x="{x + dx:.0f}" y="{y + dy:.0f}" text-anchor="{anchor}">{escape(shown)}</text>'
    )
