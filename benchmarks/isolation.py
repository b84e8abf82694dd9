"""What it costs that a query runs in a worker: its time through the pool against the same query in this process.

python -m benchmarks.isolation
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median

import uvloop

from api.pool.query_pool import QueryPool
from api.pool.terms import PoolLimits, PoolQuery
from benchmarks.sparql_speed import make_store
from graph.store import open_store

_QUERIES = {
    "ASK": "ASK { ?s ?p ?o }",
    "300 rows": "SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 300",
}
_TRIPLES = 100_000
_ROUNDS = 20
_IN_A_ROUND = 50


async def compare(folder: Path) -> None:
    """Print milliseconds of each query in this process and through the pool, in turns."""
    store = open_store(folder)
    pool = QueryPool(store, PoolLimits(workers=2))
    await pool.start()
    try:
        for name, query in _QUERIES.items():

            async def ask_here(query: str = query) -> None:
                store.serialize_query(query)

            async def ask_pool(query: str = query) -> None:
                await pool.answer(PoolQuery(query))

            pairs = [(await _measure(ask_here), await _measure(ask_pool)) for _ in range(_ROUNDS)]
            here, there = (median(times) for times in zip(*pairs, strict=True))
            cost = median(pair[1] - pair[0] for pair in pairs)
            print(f"{name:<9} in process {here:.3f} ms, in a worker {there:.3f} ms, more by {cost:.3f} ms")
    finally:
        await pool.close()
        store.close()


async def _measure(ask: Callable[[], Awaitable[None]]) -> float:
    times = []
    for _ in range(_IN_A_ROUND):
        started = time.perf_counter()
        await ask()
        times.append((time.perf_counter() - started) * 1000)
    # The least, not the median: what else the machine does only adds to a time.
    return min(times)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="mithaq-benchmark-") as folder:
        make_store(Path(folder) / "store", _TRIPLES)
        uvloop.run(compare(Path(folder) / "store"))


if __name__ == "__main__":
    main()
