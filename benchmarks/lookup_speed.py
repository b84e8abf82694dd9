"""An actor and its relations over HTTP side by side with the engine's own server, which answers the SPARQL of it.

    uv venv .peer && uv pip install --python .peer/bin/python oxigraph==0.5.13
    python -m benchmarks.lookup_speed --peer .peer/bin/oxigraph --triples 1000000

Of the busiest actor and of one of a middling degree. "Cold" asks for names in another language each time, so that no
answer has been kept; "warm" asks the same again. What the engine is asked is less than what Mithaq answers:
counts by counterpart and class without words or names; of an actor, what is counted.
Memory is that of all processes of the service. Start-up is the time to the first answer of a store that has been served
before; the read model is made by `mithaq rebuild`.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import product
from pathlib import Path
from urllib.parse import quote

from benchmarks.event_graph import actor_iri, count_actors
from benchmarks.sparql_speed import (
    MITHAQ,
    RELATIONS,
    Server,
    free_port,
    make_store,
    measure_paths,
    serve,
    serve_mithaq,
)
from graph.queries import load_query

_CARD = load_query("actor-counts").text
_COLD = 200_000
_PEER_COLD = 20_000
"""Different requests of a cold run; more than are made in one."""


def rebuild(folder: Path) -> str:
    """Make the read model; gives what it says of itself."""
    told = subprocess.run([*MITHAQ, "rebuild", "--store", str(folder)], capture_output=True, text=True, check=True)
    return told.stdout.strip()


def memory_mib(process_id: int) -> float:
    """Memory of a server and of the processes that it started, what they share counted once."""
    total = 0
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                rollup = (folder / "smaps_rollup").read_text()
            except OSError:
                continue
            if process_id in (int(folder.name), parent):
                total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024


def paths(server: Server, kind: str, rank: int, way: str) -> list[str]:
    """What to ask a server for an actor."""
    cold = way == "cold"
    if server.name != "oxigraph":
        path = f"/actors/made-{rank}{'/relations' if kind == 'relations' else ''}?lang=ar"
        return [f"{path},{_language(turn)}" for turn in range(_COLD if cold else 1)]
    text = RELATIONS.format(iri=actor_iri(rank)) + " LIMIT 20"
    if kind == "actor":
        text = _CARD.replace("{ UNDEF }", f"{{ <{actor_iri(rank)}> }}")
    return [f"{server.path}?query={quote(f'{text}#{turn}')}" for turn in range(_PEER_COLD if cold else 1)]


def _language(turn: int) -> str:
    """A code that no other turn has."""
    return "".join(chr(ord("a") + turn // 26**place % 26) for place in range(4))


def compare(servers: Sequence[Server], triples: int, chosen: argparse.Namespace) -> None:
    """Print a table: requests a second, milliseconds at p50 and p99, and the ratio to the first server."""
    ranks = {"busiest": 0, "middling": count_actors(triples) // 3}
    for (name, rank), kind, way, connections in product(
        ranks.items(), ("actor", "relations"), ("cold", "warm"), chosen.connections
    ):
        loads = [measure_paths(s, paths(s, kind, rank, way), connections, chosen.seconds).load for s in servers]
        cells = [
            f"{server.name} {load.rate:7.1f}/s {load.p50:8.2f} {load.p99:8.2f} ms {load.body_bytes:>9,} bytes"
            + (f" ERRORS {load.errors}" if load.errors else "")
            for server, load in zip(servers, loads, strict=True)
        ]
        ratio = f"ratio {loads[1].rate / max(loads[0].rate, 1 / chosen.seconds):7.2f}"
        print(f"{triples:>10,} {name:<8} {kind:<9} {way:<4} {connections:>3}", *cells, ratio, sep=" | ", flush=True)


def prepare(folder: Path, triples: int) -> None:
    """A store with the register, a copy of it for the engine, and the read model."""
    make_store(folder / "store", triples)
    with serve_mithaq(folder / "store", replicas=False):
        pass
    shutil.copytree(folder / "store", folder / "peer")
    print(rebuild(folder / "store"), flush=True)


def run(folder: Path, triples: int, chosen: argparse.Namespace) -> None:
    """Serve both, and compare."""
    with ExitStack() as stack:
        port = free_port()
        command = [chosen.peer, "serve-read-only", "--location", str(folder / "peer"), "--bind", f"127.0.0.1:{port}"]
        peer = Server("oxigraph", port, "/query", stack.enter_context(serve(command, port, "/query?query=ASK{}")))
        begin = time.monotonic()
        mithaq = stack.enter_context(serve_mithaq(folder / "store", replicas=False))
        print(f"started in {time.monotonic() - begin:.1f} s", flush=True)
        compare([peer, mithaq], triples, chosen)
        print(f"memory: mithaq {memory_mib(mithaq.process_id):.0f} MiB, oxigraph {memory_mib(peer.process_id):.0f} MiB")


def main() -> None:
    options = argparse.ArgumentParser(description="Compare lookups with the engine's own server.")
    options.add_argument("--peer", default="oxigraph", help="the program oxigraph")
    options.add_argument("--triples", type=int, nargs="+", default=[1_000_000])
    options.add_argument("--connections", type=int, nargs="+", default=[1, 8])
    options.add_argument("--seconds", type=float, default=3.0, help="of each server")
    options.add_argument("--folder", type=Path, help="keep the stores here, and use those that are there")
    chosen = options.parse_args()
    for triples in chosen.triples:
        with tempfile.TemporaryDirectory(prefix="mithaq-benchmark-") as name:
            folder = (chosen.folder or Path(name)) / str(triples)
            if not (folder / "peer").exists():
                folder.mkdir(parents=True)
                prepare(folder, triples)
            run(folder, triples, chosen)


if __name__ == "__main__":
    main()
