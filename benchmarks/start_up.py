"""From the command to the first answers, for stores of any size; the same folders as `benchmarks.lookup_speed` keeps.

    python -m benchmarks.lookup_speed --triples 200000 1000000 5000000 --folder made
    python -m benchmarks.start_up made/*/store

A row tells milliseconds from the start of the process to the first answer that is 200, the least and the median of some
starts, and the processor time that it and its workers had taken by then. What is first asked differs from row to row:
an ASK, which a worker answers; an actor, from the read model; the same as Turtle, which waits for the framework. An
actor without a read model waits for it too.
"""

from __future__ import annotations

import argparse
import http.client
import subprocess
import time
from pathlib import Path
from statistics import median

from benchmarks.sparql_speed import MITHAQ, free_port, processor_seconds

PATHS = {"ASK": "/sparql?query=ASK%7B%7D", "actor": "/actors/made-0", "Turtle": "/actors/made-0?format=turtle"}
_PATIENCE_SECONDS = 120
_LOOK_SECONDS = 0.005


def start(store: Path, path: str) -> tuple[float, float]:
    """Start a service and ask it until it answers: milliseconds, and those of processor time."""
    port = free_port()
    begun = time.perf_counter()
    command = [*MITHAQ, "serve", "--store", str(store), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            while ask(port, path) != 200:
                if process.poll() is not None or time.perf_counter() - begun > _PATIENCE_SECONDS:
                    raise SystemExit(f"{' '.join(command)} does not answer {path}")
                time.sleep(_LOOK_SECONDS)
            return (time.perf_counter() - begun) * 1000, processor_seconds(process.pid) * 1000
        finally:
            process.terminate()


def ask(port: int, path: str) -> int:
    """The status of an answer; 0 where nobody listens yet."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_SECONDS)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
    except ConnectionError:
        return 0
    finally:
        connection.close()
    return response.status


def main() -> None:
    options = argparse.ArgumentParser(description="Time the start of the service.")
    options.add_argument("stores", type=Path, nargs="+", metavar="STORE")
    options.add_argument("--starts", type=int, default=5, help="of each store for each first request")
    chosen = options.parse_args()
    print(f"{'store':<30} {'first':<7} {'least':>7} {'median':>7} {'processor':>10}  (ms)")
    for name, path in PATHS.items():
        for store in chosen.stores:
            taken = [start(store, path) for _ in range(chosen.starts)]
            times = [each for each, _ in taken]
            processor = median(each for _, each in taken)
            print(f"{store!s:<30} {name:<7} {min(times):>7.0f} {median(times):>7.0f} {processor:>10.0f}", flush=True)


if __name__ == "__main__":
    main()
