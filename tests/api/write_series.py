"""A program for a test to kill: a service that is written to in every way, one write after the other.

Each line that it prints is the number of writes that were acknowledged so far, those of earlier runs included.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from api.app import create_app
from api.settings import Settings
from graph.store import Store, open_store
from ontology.model import Annotation, Document
from tests.api.client import AUTHORISED, TOKEN, ServiceClient
from tests.graph.admit_series import meeting
from tests.sample_graph import gate

SIZE = 100
"""Triples that go from graph to graph, or come and go, in one write."""

_MOVE = """
DELETE {{ <urn:series> <urn:value> ?old }} INSERT {{ <urn:series> <urn:value> {number} }}
WHERE {{ OPTIONAL {{ <urn:series> <urn:value> ?old }} }} ;
MOVE SILENT <urn:{source}> TO <urn:{target}>"""


@dataclass(frozen=True)
class Meetings:
    """Reads the texts of the series."""

    def extract(self, document: Document) -> Annotation:
        return meeting(int(document.name))


def find_progress(store: Store) -> tuple[int, int, int]:
    """How many updates, graphs and documents a store holds."""
    numbers = [
        max((int(str(row["n"]).split('"')[1]) + 1 for row in store.select(f"SELECT ?n {{ {pattern} }}")), default=0)
        for pattern in ("<urn:series> <urn:value> ?n", "GRAPH <urn:put> { ?s <urn:value> ?n }")
    ]
    documents = store.select("SELECT DISTINCT ?d { GRAPH ?d { ?d a <https://w3id.org/mithaq/ontology#Document> } }")
    return numbers[0], numbers[1], len(documents)


def write(service: ServiceClient, number: int) -> int:
    """Do one write of the series and give its status."""
    place, turn = divmod(number, 3)
    if turn == 0:
        source, target = ("left", "right") if place % 2 else ("right", "left")
        update = _MOVE.format(number=place, source=source, target=target)
        return service.post("/sparql", data={"update": update}, headers=AUTHORISED).status_code
    if turn == 1:
        triples = "".join(f"<urn:{each}> <urn:value> {place} ." for each in range(SIZE))
        headers = {**AUTHORISED, "content-type": "text/turtle"}
        return service.request("PUT", "/graphs?graph=urn:put", content=triples, headers=headers).status_code
    posted = {"text": meeting(place).document.text, "name": str(place), "language": "en"}
    return service.post("/documents", json=posted, headers=AUTHORISED).status_code


def main() -> None:
    store = open_store(sys.argv[1])
    if not store.named_graphs():
        triples = " ".join(f"<urn:{each}> <urn:is> 'moved' ." for each in range(SIZE))
        store.update(f"INSERT DATA {{ GRAPH <urn:right> {{ {triples} }} }}")
    settings = Settings(store=str(Path(sys.argv[1])), workers=1, token=SecretStr(TOKEN))
    with ServiceClient(create_app(settings, store, Meetings(), gate=gate())) as service:
        number = sum(find_progress(store))
        while True:
            status = write(service, number)
            assert status in (201, 204), status
            number += 1
            print(number, flush=True)


if __name__ == "__main__":
    main()
