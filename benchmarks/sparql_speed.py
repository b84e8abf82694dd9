"""`/sparql` of Mithaq side by side with the engine's own server: the same data, the same queries, in one run.

    uv venv .peer && uv pip install --python .peer/bin/python oxigraph==0.5.13
    python -m benchmarks.sparql_speed --peer .peer/bin/oxigraph --triples 100000 1000000

A row tells requests a second, milliseconds at p50 and p99, and the server's processor time a request. "Cold" asks
another query each time, so that no answer has been kept; "repeated" asks the same few again.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote
from urllib.request import urlopen

import pyoxigraph as ox

from benchmarks.event_graph import TRIPLES_AN_EVENT, actor_iri, count_actors, event_iri, write_triples
from benchmarks.http_load import Load
from graph.store.version import write_version

POINT = "SELECT ?p ?o WHERE {{ <{iri}> ?p ?o }}"
RELATIONS = (
    "PREFIX mq: <https://w3id.org/mithaq/ontology#> "
    "SELECT ?other ?class (COUNT(?event) AS ?events) (MIN(?date) AS ?first) (MAX(?date) AS ?last) WHERE {{ "
    "{{ ?event mq:actor <{iri}> ; mq:recipient ?other }} UNION {{ ?event mq:recipient <{iri}> ; mq:actor ?other }} "
    "?event mq:eventClass ?class ; mq:date ?date }} GROUP BY ?other ?class ORDER BY DESC(?events) ?other ?class"
)
_QUERIES = 120_000
"""Different queries of the cold runs of a row; a turn that asks more than its third would ask some twice."""

_REPEATED = 20
_TURNS = 3
_WORKERS = 2
_START_SECONDS = 120
MITHAQ = (sys.executable, "-c", "from api.cli import main; main()")


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: its name, its port, the path of its endpoint, its process."""

    name: str
    port: int
    path: str
    process_id: int


@dataclass(frozen=True, slots=True)
class Sample:
    """What came of some seconds of load, and the seconds of processor time that the server took for a request."""

    load: Load
    processor: float


def make_store(folder: Path, triples: int) -> None:
    """A store on disk that both servers open."""
    folder.mkdir()
    write_version(folder, 1)
    store = ox.Store(folder)
    store.bulk_load("".join(write_triples(triples)).encode(), ox.RdfFormat.N_TRIPLES)
    store.flush()


def point_queries(triples: int) -> list[str]:
    """What is known of an event."""
    events = (triples - 3 * count_actors(triples)) // TRIPLES_AN_EVENT
    numbers = random.Random(1).choices(range(events), k=_QUERIES)
    # A comment makes those of a small store different too.
    return [POINT.format(iri=event_iri(number)) + f"#{place}" for place, number in enumerate(numbers)]


def relations_queries(triples: int) -> list[str]:
    """How an actor stands to others, by counterpart and class, for those between the busy tenth and the quiet half."""
    actors = count_actors(triples)
    ranks = random.Random(2).choices(range(actors // 10, actors // 2), k=_QUERIES)
    return [RELATIONS.format(iri=actor_iri(rank)) + f"#{place}" for place, rank in enumerate(ranks)]


@contextmanager
def serve(command: Sequence[str], port: int, path: str, **environment: str) -> Iterator[int]:
    """Run a server until the block ends; gives its process."""
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=silent, stderr=silent, env={**os.environ, **environment}) as process:
        try:
            deadline = time.monotonic() + _START_SECONDS
            while True:
                try:
                    urlopen(f"http://127.0.0.1:{port}{path}").close()
                    break
                except OSError as error:
                    if process.poll() is not None or time.monotonic() > deadline:
                        raise SystemExit(f"{' '.join(command)} does not serve: {error}") from error
                    time.sleep(0.05)
            yield process.pid
        finally:
            process.terminate()


def start_servers(folder: Path, triples: int, peer: str, stack: ExitStack) -> list[Server]:
    """The peer, Mithaq that reads from disk, and Mithaq with the store in its workers' memory."""
    make_store(folder / "store", triples)
    # Mithaq first: what it adds to the store at the start, the register, the peer gets too.
    with serve_mithaq(folder / "store", replicas=False):
        pass
    for name in ("peer", "replicas"):
        shutil.copytree(folder / "store", folder / name)
    port = free_port()
    command = [peer, "serve", "--location", str(folder / "peer"), "--bind", f"127.0.0.1:{port}"]
    process = stack.enter_context(serve(command, port, "/query?query=ASK{}"))
    return [
        Server("oxigraph", port, "/query", process),
        stack.enter_context(serve_mithaq(folder / "store", replicas=False)),
        stack.enter_context(serve_mithaq(folder / "replicas", replicas=True)),
    ]


@contextmanager
def serve_mithaq(folder: Path, *, replicas: bool) -> Iterator[Server]:
    """Run Mithaq until the block ends; with replicas, when it has them."""
    port = free_port()
    command = [*MITHAQ, "serve", "--store", str(folder), "--port", str(port)]
    room = {"MITHAQ_REPLICA_MEMORY": "8192" if replicas else "0"}
    with serve(command, port, "/health", **room) as process:
        while replicas and json.load(urlopen(f"http://127.0.0.1:{port}/health"))["workers"]["replicas"] < _WORKERS:
            time.sleep(0.5)
        yield Server("mithaq, replicas" if replicas else "mithaq, disk", port, "/sparql", process)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def measure(server: Server, queries: Sequence[str], connections: int, seconds: float) -> Sample:
    """Send queries, from a process of its own."""
    return measure_paths(server, [f"{server.path}?query={quote(query)}" for query in queries], connections, seconds)


def measure_paths(server: Server, paths: Sequence[str], connections: int, seconds: float) -> Sample:
    """Ask for paths in turn, from a process of its own."""
    lines = "\n".join(paths)
    command = [sys.executable, "-m", "benchmarks.http_load", str(server.port), str(connections), str(seconds)]
    before = processor_seconds(server.process_id)
    told = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    load = Load(**json.loads(told.stdout))
    return Sample(load, (processor_seconds(server.process_id) - before) / max(1, load.requests))


def processor_seconds(process_id: int) -> float:
    """Processor time of a server and of the processes that it started."""
    ticks = 0
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if process_id in (int(folder.name), int(fields[1])):
                ticks += sum(int(field) for field in fields[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def compare(servers: Sequence[Server], triples: int, chosen: argparse.Namespace) -> None:
    """Print a table of requests a second and the ratios to the first server.

    Servers take turns, so that what else the machine does meets all of them.
    """
    kinds = {"point": point_queries(triples), "relations": relations_queries(triples)}
    for name in chosen.queries:
        queries = kinds[name]
        for way in chosen.ways:
            for connections in chosen.connections:
                rounds = []
                for turn in range(_TURNS):
                    part = queries[turn * _QUERIES // _TURNS :][: _QUERIES // _TURNS]
                    asked = queries[:_REPEATED] if way == "repeated" else part
                    samples = [measure(server, asked, connections, chosen.seconds) for server in servers]
                    if way == "cold" and max(sample.load.requests for sample in samples) > len(asked):
                        raise SystemExit(f"over {len(asked):,} queries in {chosen.seconds:g} s: choose fewer --seconds")
                    rounds.append(samples)
                _print_row(f"{triples:>9,} {name:<9} {way:<8} {connections:>3}", servers, rounds)


def _print_row(label: str, servers: Sequence[Server], rounds: Sequence[Sequence[Sample]]) -> None:
    cells = []
    for place, server in enumerate(servers):
        samples = [samples[place] for samples in rounds]
        rate, p50, p99, processor = (
            median(values)
            for values in (
                [sample.load.rate for sample in samples],
                [sample.load.p50 for sample in samples],
                [sample.load.p99 for sample in samples],
                [sample.processor * 1e6 for sample in samples],
            )
        )
        ratio = median(samples[place].load.rate / samples[0].load.rate for samples in rounds)
        errors = sum(sample.load.errors for sample in samples)
        cells.append(
            f"{server.name} {rate:6.0f}/s {p50:6.2f} {p99:6.2f} ms {processor:5.0f} µs"
            + (f" ratio {ratio:5.2f}" if place else "")
            + (f" ERRORS {errors}" if errors else "")
        )
    print(label, *cells, sep=" | ", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description="Compare /sparql with the engine's own server.")
    options.add_argument("--peer", default="oxigraph", help="the program oxigraph")
    options.add_argument("--triples", type=int, nargs="+", default=[100_000, 1_000_000])
    options.add_argument("--connections", type=int, nargs="+", default=[1, 8, 32])
    options.add_argument("--queries", nargs="+", default=["point", "relations"])
    options.add_argument("--ways", nargs="+", default=["cold", "repeated"])
    options.add_argument("--seconds", type=float, default=1.0, help="of each of the three turns of a server")
    chosen = options.parse_args()
    for triples in chosen.triples:
        with ExitStack() as stack, tempfile.TemporaryDirectory(prefix="mithaq-benchmark-") as name:
            compare(start_servers(Path(name), triples, chosen.peer, stack), triples, chosen)


if __name__ == "__main__":
    main()
