"""A program for a test to kill: one worker that is busy with a query without an end, and whose process id it prints."""

import asyncio

from api.pool.query_pool import QueryPool
from api.pool.terms import PoolLimits, PoolQuery
from graph.store import open_store

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"


async def keep_busy() -> None:
    store = open_store("memory:")
    store.update("INSERT DATA { " + " ".join(f"<urn:{number}> <urn:p> {number} ." for number in range(100)) + " }")
    pool = QueryPool(store, PoolLimits(workers=1, seconds=60))
    await pool.start()
    asking = asyncio.create_task(pool.answer(PoolQuery(ENDLESS)))
    await asyncio.wait({asking}, timeout=1)
    print(*pool.process_ids, flush=True)
    await asking


if __name__ == "__main__":
    asyncio.run(keep_busy())
