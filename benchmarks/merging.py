"""Merged actors: the default graph rewritten when somebody judges, against links that every query has to follow.

    python -m benchmarks.merging [TRIPLES]

The busiest actor of a made graph is merged with the second, in memory. Told are what the judgement and its withdrawal
cost, once, and what one question costs each time it is asked: whom the survivor acts on, and how often.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import pyoxigraph as ox

from benchmarks.event_graph import actor_iri, write_triples
from graph.judgements import Judgement
from graph.judging import judge, withdraw_judgement
from graph.store import open_store
from graph.store.statements import make_quad
from ontology.model import Verdict
from ontology.terms import MITHAQ
from shapes.validation import load_gate

_GRAPH = ox.NamedNode("https://w3id.org/mithaq/id/document/made")
_TIMES = 5


def main(triples: int = 200_000) -> None:
    store = open_store("memory:")
    said = [quad.triple for quad in ox.parse("".join(write_triples(triples)), format=ox.RdfFormat.N_TRIPLES)]
    store.write(delete=[], insert=[make_quad(triple, graph) for triple in said for graph in (_GRAPH, None)])
    survivor, merged = sorted((ox.NamedNode(actor_iri(rank)) for rank in (0, 1)), key=lambda actor: actor.value)
    judgement = Judgement(merged, survivor, Verdict.SAME, "for the benchmark", "nobody", "2026-01-01T00:00:00Z")
    gate = load_gate()

    acts = f"?e {MITHAQ.actor} {survivor} ; {MITHAQ.recipient} ?other"
    plain = f"SELECT ?other (COUNT(?e) AS ?n) {{ {acts} }} GROUP BY ?other"
    following = (
        f"SELECT ?other (COUNT(DISTINCT ?e) AS ?n) {{ ?actor {MITHAQ.mergedInto}? {survivor} . "
        f"?e {MITHAQ.actor} ?actor ; {MITHAQ.recipient} ?named . ?named {MITHAQ.mergedInto}? ?other . "
        f"FILTER NOT EXISTS {{ ?other {MITHAQ.mergedInto} ?another }} }} GROUP BY ?other"
    )
    link = make_quad(ox.Triple(merged, MITHAQ.mergedInto, survivor))
    store.write(delete=[], insert=[link])
    followed = _fastest(lambda: store.select(following))
    store.write(delete=[link], insert=[])

    start = time.perf_counter()
    found = judge(judgement, store, gate=gate).judgement
    judged = time.perf_counter() - start
    rewritten = _fastest(lambda: store.select(plain))
    start = time.perf_counter()
    withdraw_judgement(found, store)
    withdrawn = time.perf_counter() - start

    moved = sum(merged in (triple.subject, triple.object) for triple in said)
    print(f"{len(said):,} triples, of which {moved:,} speak of the actor that is merged")
    print(f"judging takes {judged:.2f} s, withdrawing {withdrawn:.2f} s, once")
    print(
        f"asking takes {1000 * rewritten:.1f} ms rewritten and {1000 * followed:.1f} ms following links: "
        f"{followed / rewritten:.1f} times as long"
    )


def _fastest(ask: Callable[[], object]) -> float:
    """Seconds of the fastest of some runs."""
    seconds = []
    for _ in range(_TIMES):
        start = time.perf_counter()
        ask()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
