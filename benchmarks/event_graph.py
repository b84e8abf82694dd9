"""A graph of made-up events in Mithaq's terms, of any size, with the degrees of real event data.

Few actors have most of the events: who takes part is drawn by Zipf's law, as in ICEWS14, where of 7,128 actors the
busiest has a tenth of 90,730 events. The same size gives the same graph.

    python -m benchmarks.event_graph 1000000 events.nt
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

TRIPLES_AN_EVENT = 14
EVENTS_AN_ACTOR = 12
EVENTS_A_DOCUMENT = 20
_BASE = "https://w3id.org/mithaq/id/"
_MQ = "https://w3id.org/mithaq/ontology#"
_CODE = "https://w3id.org/mithaq/code/"
_OA = "http://www.w3.org/ns/oa#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
_CLASSES = (
    *("ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE"),
    *("MOBILIZE", "PROTEST", "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN"),
)
_FIRST_DAY = date(2014, 1, 1)
_SEED = 20140101


def count_actors(triples: int) -> int:
    """How many actors a graph of so many triples has."""
    return max(2, triples // (TRIPLES_AN_EVENT * EVENTS_AN_ACTOR))


def actor_iri(rank: int) -> str:
    """The IRI of an actor by its rank, 0 for the busiest."""
    return f"{_BASE}actor/made-{rank}"


def event_iri(number: int) -> str:
    """The IRI of an event by its number, from 0."""
    return f"{_BASE}event/made-{number}"


def write_triples(triples: int) -> Iterator[str]:
    """The lines of a graph in N-Triples, of about so many triples."""
    chance = random.Random(_SEED)
    actors = count_actors(triples)
    for rank in range(actors):
        yield f"<{actor_iri(rank)}> {_TYPE} <{_MQ}State> .\n"
        yield f'<{actor_iri(rank)}> {_LABEL} "Actor {rank}"@en .\n'
        yield f'<{actor_iri(rank)}> {_LABEL} "فاعل {rank}"@ar .\n'
    weights = list(accumulate(1 / (rank + 1) for rank in range(actors)))
    for number in range((triples - 3 * actors) // TRIPLES_AN_EVENT):
        first, second = chance.choices(range(actors), cum_weights=weights, k=2)
        if first == second:
            second = (second + 1) % actors
        yield from _write_event(number, first, second, chance)


def _write_event(number: int, first: int, second: int, chance: random.Random) -> Iterator[str]:
    event, document = f"<{event_iri(number)}>", f"{_BASE}document/made-{number // EVENTS_A_DOCUMENT}"
    start = number % EVENTS_A_DOCUMENT * 100
    span = f"<{document}#char={start},{start + 60}>"
    day = _FIRST_DAY + timedelta(days=chance.randrange(365))
    event_class = chance.choice(_CLASSES)
    yield f"{event} {_TYPE} <{_MQ}Event> .\n"
    yield f"{event} <{_MQ}eventClass> <{_CODE}event/{event_class}> .\n"
    yield f"{event} <{_MQ}modality> <{_CODE}modality/asserted> .\n"
    yield f"{event} <{_MQ}actor> <{actor_iri(first)}> .\n"
    yield f"{event} <{_MQ}recipient> <{actor_iri(second)}> .\n"
    yield f'{event} <{_MQ}date> "{day}"^^<{_XSD}date> .\n'
    yield f"{event} <{_MQ}evidence> {span} .\n"
    yield f"{span} {_TYPE} <{_MQ}Span> .\n"
    yield f"{span} {_TYPE} <{_OA}TextPositionSelector> .\n"
    yield f"{span} {_TYPE} <{_OA}TextQuoteSelector> .\n"
    yield f'{span} <{_OA}start> "{start}"^^<{_XSD}integer> .\n'
    yield f'{span} <{_OA}end> "{start + 60}"^^<{_XSD}integer> .\n'
    yield f'{span} <{_OA}exact> "الفاعل {first} والفاعل {second} في يوم {day} ({number})" .\n'
    yield f"{span} <{_MQ}inDocument> <{document}> .\n"


def main() -> None:
    triples, path = int(sys.argv[1]), Path(sys.argv[2])
    with path.open("w", encoding="utf-8") as file:
        file.writelines(write_triples(triples))


if __name__ == "__main__":
    main()
