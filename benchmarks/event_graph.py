"""A graph of made-up events in Mithaq's terms, of any size, with the degrees of real event data.

Few actors have most of the events: who takes part is drawn by Zipf's law, as in ICEWS14, where of 7,128 actors the
busiest has a tenth of 90,730 events. Classes and modalities have shares like those of news, dates go over ten years,
one actor of twenty is an organ of another. The same size gives the same graph.

    python -m benchmarks.event_graph 1000000 events.nt
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

TRIPLES_AN_EVENT = 18
EVENTS_AN_ACTOR = 12
EVENTS_A_DOCUMENT = 20
ACTORS_AN_ORGAN = 20
_BASE = "https://w3id.org/mithaq/id/"
_MQ = "https://w3id.org/mithaq/ontology#"
_CODE = "https://w3id.org/mithaq/code/"
_OA = "http://www.w3.org/ns/oa#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
_DCTERMS = "http://purl.org/dc/terms/"
_CLASSES = (
    *("CONSULT", "SUPPORT", "ACCUSE", "AGREE", "COOPERATE", "REQUEST", "AID", "ASSAULT"),
    *("REJECT", "COERCE", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "RETREAT", "CONCEDE"),
)
_CLASS_SHARES = (30, 14, 10, 9, 8, 7, 4, 4, 3, 3, 2, 2, 1, 1, 1, 1)
_MODALITIES = ("asserted", "claimed", "planned", "hypothetical", "attempted", "negated")
_MODALITY_SHARES = (70, 88, 93, 96, 98, 100)
_KINDS = {"asserted": "Event", "claimed": "ClaimedEvent"}
_DAYS = 3652
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
        yield from _write_actor(rank)
    weights = list(accumulate(1 / (rank + 1) for rank in range(actors)))
    for number in range((triples - 3 * actors) // TRIPLES_AN_EVENT):
        first, second, third = chance.choices(range(actors), cum_weights=weights, k=3)
        if first == second:
            second = (second + 1) % actors
        if number % EVENTS_A_DOCUMENT == 0:
            yield from _write_document(number // EVENTS_A_DOCUMENT, chance)
        yield from _write_event(number, first, second, chance)
        modality = chance.choices(_MODALITIES, cum_weights=_MODALITY_SHARES)[0]
        yield f"<{event_iri(number)}> <{_MQ}modality> <{_CODE}modality/{modality}> .\n"
        yield f"<{event_iri(number)}> {_TYPE} <{_MQ}{_KINDS.get(modality, 'UnrealizedEvent')}> .\n"
        if modality == "claimed":
            yield from _write_claim(number, third)


def _write_actor(rank: int) -> Iterator[str]:
    """An actor; one of twenty is an organ of a busier one."""
    organ = rank % ACTORS_AN_ORGAN == ACTORS_AN_ORGAN - 1
    yield f"<{actor_iri(rank)}> {_TYPE} <{_MQ}{'Government' if organ else 'State'}> .\n"
    yield f'<{actor_iri(rank)}> {_LABEL} "Actor {rank}"@en .\n'
    yield f'<{actor_iri(rank)}> {_LABEL} "فاعل {rank}"@ar .\n'
    if organ:
        yield f"<{actor_iri(rank)}> <{_MQ}country> <{actor_iri(rank // ACTORS_AN_ORGAN)}> .\n"


def _write_document(number: int, chance: random.Random) -> Iterator[str]:
    document = f"<{_BASE}document/made-{number}>"
    yield f"{document} {_TYPE} <{_MQ}Document> .\n"
    yield f'{document} <{_MQ}name> "made-{number}" .\n'
    yield f'{document} <{_DCTERMS}issued> "{_draw_day(chance)}"^^<{_XSD}date> .\n'


def _write_claim(number: int, claimant: int) -> Iterator[str]:
    claim = f"<{_BASE}claim/made-{number}>"
    yield f"{claim} {_TYPE} <{_MQ}Claim> .\n"
    yield f"{claim} <{_MQ}content> <{event_iri(number)}> .\n"
    yield f"{claim} <{_MQ}claimant> <{actor_iri(claimant)}> .\n"


def _write_event(number: int, first: int, second: int, chance: random.Random) -> Iterator[str]:
    """An event with its words, which mention both actors, in all but class and modality as documents tell them."""
    event, document = f"<{event_iri(number)}>", f"{_BASE}document/made-{number // EVENTS_A_DOCUMENT}"
    start = number % EVENTS_A_DOCUMENT * 100
    span = f"<{document}#char={start},{start + 60}>"
    day = _draw_day(chance)
    event_class = chance.choices(_CLASSES, weights=_CLASS_SHARES)[0]
    yield f"{event} <{_MQ}eventClass> <{_CODE}event/{event_class}> .\n"
    yield f"{event} <{_MQ}actor> <{actor_iri(first)}> .\n"
    yield f"{event} <{_MQ}recipient> <{actor_iri(second)}> .\n"
    yield f'{event} <{_MQ}date> "{day}"^^<{_XSD}date> .\n'
    yield f'{event} <{_MQ}confidence> "0.{chance.randrange(50, 99)}"^^<{_XSD}decimal> .\n'
    yield f"{event} <{_MQ}evidence> {span} .\n"
    for rank in (first, second):
        yield f"<{actor_iri(rank)}> <{_MQ}mention> {span} .\n"
    yield f"{span} {_TYPE} <{_MQ}Span> .\n"
    yield f"{span} {_TYPE} <{_OA}TextPositionSelector> .\n"
    yield f"{span} {_TYPE} <{_OA}TextQuoteSelector> .\n"
    yield f'{span} <{_OA}start> "{start}"^^<{_XSD}integer> .\n'
    yield f'{span} <{_OA}end> "{start + 60}"^^<{_XSD}integer> .\n'
    yield f'{span} <{_OA}exact> "الفاعل {first} والفاعل {second} في يوم {day} ({number})" .\n'
    yield f"{span} <{_MQ}inDocument> <{document}> .\n"


def _draw_day(chance: random.Random) -> date:
    return _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))


def main() -> None:
    triples, path = int(sys.argv[1]), Path(sys.argv[2])
    with path.open("w", encoding="utf-8") as file:
        file.writelines(write_triples(triples))


if __name__ == "__main__":
    main()
