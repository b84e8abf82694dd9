"""The pool of query workers: what a query cannot do to the service, and what it always gets."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from api.errors import BusyError, DeadlineError, EvaluationError, ForbiddenError, MemoryLimitError, WorkerDiedError
from api.pool.checkpoints import Checkpoints
from api.pool.query_pool import QueryPool
from api.pool.terms import PoolAnswer, PoolLimits, PoolQuery
from api.pool.worker_process import WorkerProcess
from graph.store import Store, open_store
from ontology.errors import QueryError

CARTESIAN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"
BOMB = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
ASK = PoolQuery("ASK { ?s ?p ?o }", solutions="text/csv")


def store_of(size: int, location: str = "memory:") -> Store:
    store = open_store(location)
    store.update("INSERT DATA { " + " ".join(f"<urn:{number}> <urn:p> {number} ." for number in range(size)) + " }")
    return store


@asynccontextmanager
async def pool_on(store: Store, limits: PoolLimits | None = None) -> AsyncIterator[QueryPool]:
    pool = QueryPool(store, limits or PoolLimits(workers=1))
    await pool.start()
    try:
        yield pool
    finally:
        await pool.close()


@contextmanager
def halted(process_ids: tuple[int, ...]) -> Iterator[None]:
    """Processes that do nothing for a while, however busy the machine is."""
    for process_id in process_ids:
        os.kill(process_id, signal.SIGSTOP)
    try:
        yield
    finally:
        for process_id in process_ids:
            os.kill(process_id, signal.SIGCONT)


def run(scenario: Callable[[], Awaitable[None]]) -> None:
    async def bounded() -> None:
        await asyncio.wait_for(scenario(), 60)

    asyncio.run(bounded())


@pytest.mark.parametrize("where", ["memory:", "disk"])
def test_a_query_is_answered_in_the_media_type_asked_for(where: str, tmp_path: Path) -> None:
    async def scenario() -> None:
        store = store_of(2, where if where == "memory:" else str(tmp_path / "store"))
        async with pool_on(store) as pool:
            answer = await pool.answer(PoolQuery("SELECT ?o { ?s ?p ?o } ORDER BY ?o", solutions="text/csv"))
            assert (answer.media_type, answer.body) == ("text/csv", b"o\r\n0\r\n1\r\n")
            query = PoolQuery("CONSTRUCT { <urn:a> <urn:p> <urn:b> } WHERE { ?s ?p ?o }", triples="text/turtle")
            answer = await pool.answer(query)
            assert (answer.media_type, answer.body) == ("text/turtle", b"<urn:a> <urn:p> <urn:b> .\n")
        store.close()

    run(scenario)


def test_turtle_has_prefixes_and_each_triple_once() -> None:
    async def scenario() -> None:
        async with pool_on(store_of(3)) as pool:
            query = "PREFIX mq: <https://w3id.org/mithaq/ontology#> CONSTRUCT { <urn:a> a mq:Event } { ?s ?p ?o }"
            answer = await pool.answer(PoolQuery(query))
            assert answer.body.endswith(b"\n<urn:a> a mq:Event .\n")
            assert b"@prefix mq:" in answer.body

    run(scenario)


def test_a_write_is_seen_by_the_next_query(tmp_path: Path) -> None:
    async def scenario() -> None:
        store = store_of(1, str(tmp_path / "store"))
        async with pool_on(store, PoolLimits(workers=2)) as pool:
            for number in range(2, 6):
                store.update(f"INSERT DATA {{ <urn:new> <urn:p> {number} }}")
                count = PoolQuery("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", solutions="text/csv")
                assert (await pool.answer(count)).body == f"n\r\n{number}\r\n".encode()
        store.close()

    run(scenario)


def test_one_who_wrote_sees_it_at_once_and_all_others_soon(tmp_path: Path) -> None:
    async def scenario() -> None:
        store = store_of(1, str(tmp_path / "store"))
        async with pool_on(store) as pool:
            count = PoolQuery("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", solutions="text/csv")
            store.update("INSERT DATA { <urn:new> <urn:p> 2 }")
            other = await pool.answer(replace(count, version=0))
            assert (other.version, other.body) in ((store.version - 1, b"n\r\n1\r\n"), (store.version, b"n\r\n2\r\n"))
            own = await pool.answer(replace(count, version=store.version))
            assert (own.version, own.body) == (store.version, b"n\r\n2\r\n")
            store.update("INSERT DATA { <urn:new> <urn:p> 3 }")
            await asyncio.sleep(1)
            assert (await pool.answer(replace(count, version=0))).body == b"n\r\n3\r\n"
        store.close()

    run(scenario)


def test_nobody_reads_a_checkpoint_that_lags_too_far(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        store = store_of(1)
        checkpoints = Checkpoints(store)
        first = await checkpoints.renew()
        assert checkpoints.find(None) is first
        store.update("INSERT DATA { <urn:new> <urn:p> 2 }")
        assert checkpoints.find(0) is first
        assert checkpoints.find(store.version) is None
        assert checkpoints.find(None) is None
        monkeypatch.setattr("api.pool.checkpoints.LAG_SECONDS", 0.0)
        assert checkpoints.find(0) is None
        checkpoints.close()

    run(scenario)


def test_workers_take_the_store_into_memory_when_it_is_quiet(tmp_path: Path) -> None:
    async def scenario() -> None:
        store = store_of(100, str(tmp_path / "store"))
        limits = PoolLimits(workers=2, replica_memory=64, quiet_seconds=0)
        async with pool_on(store, limits) as pool:
            for number in range(101, 103):
                store.update(f"INSERT DATA {{ <urn:new> <urn:p> {number} }}")
                asked = 0
                while pool.replicas < 2 or asked < 5:
                    count = PoolQuery("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", solutions="text/csv")
                    assert (await pool.answer(count)).body == f"n\r\n{number}\r\n".encode()
                    asked += 1
                    await asyncio.sleep(0.01)
            assert (pool.alive, len(pool.process_ids)) == (2, 2)
            with pytest.raises(DeadlineError):
                await pool.answer(PoolQuery(CARTESIAN, seconds=0.5))
            assert (await pool.answer(ASK)).body == b"true"
        store.close()

    run(scenario)


@pytest.mark.parametrize("steps", range(12))
def test_no_process_is_left_of_a_worker_whose_start_is_broken_off(steps: int) -> None:
    async def scenario() -> None:
        starting = asyncio.create_task(WorkerProcess.start())
        for _ in range(steps):
            await asyncio.sleep(0)
        if starting.cancel():
            with pytest.raises(asyncio.CancelledError):
                await starting
        else:
            await starting.result().kill()

    run(scenario)
    gc.collect()  # what was left open warns


def test_a_store_too_large_for_its_room_stays_on_disk(tmp_path: Path) -> None:
    async def scenario() -> None:
        store = store_of(20_000, str(tmp_path / "store"))
        async with pool_on(store, PoolLimits(workers=1, replica_memory=1, quiet_seconds=0)) as pool:
            await asyncio.sleep(1)
            assert pool.replicas == 0
            assert (await pool.answer(ASK)).body == b"true"
        store.close()

    run(scenario)


def test_old_checkpoints_are_deleted_and_all_at_the_end(tmp_path: Path) -> None:
    async def scenario() -> None:
        store = store_of(1, str(tmp_path / "store"))
        async with pool_on(store) as pool:
            for number in range(5):
                store.update(f"INSERT DATA {{ <urn:new> <urn:p> {number} }}")
                await pool.answer(ASK)
            await asyncio.sleep(0.2)
            assert len(list((tmp_path / "store.checkpoints").iterdir())) == 1
        assert not (tmp_path / "store.checkpoints").exists()
        store.close()

    run(scenario)


def test_a_pool_that_never_starts_leaves_nothing_behind(tmp_path: Path) -> None:
    store = store_of(1, str(tmp_path / "store"))
    QueryPool(store, PoolLimits())
    store.close()
    assert [folder.name for folder in tmp_path.iterdir()] == ["store"]


def test_a_runaway_query_is_stopped_and_the_next_one_answered() -> None:
    async def scenario() -> None:
        async with pool_on(store_of(500)) as pool:
            before = pool.process_ids
            loop = asyncio.get_running_loop()
            start = loop.time()
            with pytest.raises(DeadlineError, match="after 1 s"):
                await pool.answer(PoolQuery(CARTESIAN, seconds=1))
            assert loop.time() - start < 2
            assert (await pool.answer(ASK)).body == b"true"
            assert pool.process_ids != before

    run(scenario)


def test_a_worker_that_ends_by_itself_when_it_is_stopped_is_replaced_once() -> None:
    async def scenario() -> None:
        async with pool_on(store_of(500)) as pool:
            await pool.answer(ASK)
            asking = asyncio.create_task(pool.answer(PoolQuery(CARTESIAN, seconds=0.5)))
            await asyncio.sleep(0)
            time.sleep(2)  # nothing is swept, and the alarm of the worker rings
            with pytest.raises((DeadlineError, WorkerDiedError)):
                await asking
            assert (await pool.answer(ASK)).body == b"true"
            await asyncio.sleep(0.5)
            assert (pool.alive, len(pool.process_ids)) == (1, 1)

    run(scenario)


def test_a_request_cannot_ask_for_more_time_than_there_is() -> None:
    async def scenario() -> None:
        async with pool_on(store_of(500), PoolLimits(workers=1, seconds=0.5)) as pool:
            with pytest.raises(DeadlineError, match=r"after 0\.5 s"):
                await pool.answer(PoolQuery(CARTESIAN, seconds=600))

    run(scenario)


def test_a_memory_bomb_ends_its_query_alone() -> None:
    async def scenario() -> None:
        async with pool_on(store_of(300), PoolLimits(workers=1, memory=64)) as pool:
            with pytest.raises(MemoryLimitError, match="64 MiB"):
                await pool.answer(PoolQuery(BOMB))
            assert (await pool.answer(ASK)).body == b"true"

    run(scenario)


def test_a_result_over_its_limit_is_never_half_sent() -> None:
    async def scenario() -> None:
        async with pool_on(store_of(100), PoolLimits(workers=1, result_bytes=1000)) as pool:
            with pytest.raises(MemoryLimitError, match="1,000 are sent at most"):
                await pool.answer(PoolQuery("SELECT * { ?s ?p ?o }"))
            assert (await pool.answer(ASK)).body == b"true"

    run(scenario)


@pytest.mark.parametrize("fatal", [signal.SIGKILL, signal.SIGSEGV])
def test_a_worker_that_died_while_idle_is_replaced_unnoticed(fatal: signal.Signals) -> None:
    async def scenario() -> None:
        async with pool_on(store_of(1)) as pool:
            os.kill(pool.process_ids[0], fatal)
            await asyncio.sleep(0.3)
            assert (await pool.answer(ASK)).body == b"true"

    run(scenario)


def test_a_worker_that_dies_over_a_query_is_named_and_replaced() -> None:
    async def scenario() -> None:
        async with pool_on(store_of(500)) as pool:
            await pool.answer(ASK)
            (victim,) = pool.process_ids
            asking = asyncio.create_task(pool.answer(PoolQuery(CARTESIAN)))
            await asyncio.sleep(0.5)
            os.kill(victim, signal.SIGSEGV)
            with pytest.raises(WorkerDiedError, match="SIGSEGV"):
                await asking
            assert (await pool.answer(ASK)).body == b"true"

    run(scenario)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a busy worker outlives its parent up to the deadline")
def test_a_worker_ends_with_its_parent_in_the_middle_of_a_query() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-m", "tests.api.busy_pool"], cwd=Path(__file__).parents[3], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    assert is_running(worker)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while is_running(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(worker)


def is_running(process_id: int) -> bool:
    """Whether a process does anything still; one that ended waits as a zombie for whoever inherited it."""
    try:
        state = Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_nesting_that_overflows_the_engine_kills_a_worker_and_nothing_else() -> None:
    async def scenario() -> None:
        async with pool_on(store_of(1)) as pool:
            with pytest.raises(WorkerDiedError):
                await pool.answer(PoolQuery("SELECT * WHERE " + "{" * 20_000 + " ?s ?p ?o " + "}" * 20_000))
            assert (await pool.answer(ASK)).body == b"true"

    run(scenario)


def test_a_client_that_goes_away_stops_its_query() -> None:
    async def scenario() -> None:
        async with pool_on(store_of(500)) as pool:
            (victim,) = pool.process_ids
            asking = asyncio.create_task(pool.answer(PoolQuery(CARTESIAN)))
            await asyncio.sleep(0.5)
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
            assert (await pool.answer(ASK)).body == b"true"
            assert victim not in pool.process_ids

    run(scenario)


def test_a_client_that_goes_away_from_a_short_query_costs_no_worker() -> None:
    async def scenario() -> None:
        async with pool_on(store_of(500)) as pool:
            assert (await pool.answer(ASK)).body == b"true"
            before = pool.process_ids
            for _ in range(20):
                asking = asyncio.create_task(pool.answer(PoolQuery("SELECT * { ?s ?p ?o } LIMIT 300")))
                await asyncio.sleep(0.001)
                asking.cancel()
                assert (await pool.answer(ASK)).body == b"true"
            assert pool.process_ids == before

    run(scenario)


def test_queries_wait_for_their_turn_and_too_many_are_turned_away() -> None:
    async def scenario() -> None:
        async with pool_on(store_of(500), PoolLimits(workers=1, waiting=1)) as pool:
            runaway = asyncio.create_task(pool.answer(PoolQuery(CARTESIAN, seconds=1)))
            await asyncio.sleep(0.2)
            patient = asyncio.create_task(pool.answer(ASK))
            await asyncio.sleep(0)
            with pytest.raises(BusyError, match="waiting already"):
                await pool.answer(ASK)
            assert (await patient).body == b"true"
            with pytest.raises(DeadlineError):
                await runaway

    run(scenario)


def test_one_who_waits_past_the_deadline_is_told_so() -> None:
    async def scenario() -> None:
        async with pool_on(store_of(500)) as pool:
            runaway = asyncio.create_task(pool.answer(PoolQuery(CARTESIAN, seconds=2)))
            await asyncio.sleep(0.2)
            with pytest.raises(BusyError, match="before the deadline"):
                await pool.answer(PoolQuery("ASK {}", seconds=0.3))
            with pytest.raises(DeadlineError):
                await runaway

    run(scenario)


def test_a_syntax_error_has_its_place() -> None:
    async def scenario() -> None:
        async with pool_on(store_of(1)) as pool:
            with pytest.raises(QueryError) as caught:
                await pool.answer(PoolQuery("SELECT *\nWHERE { ?s ?p }"))
            assert (caught.value.line, caught.value.column) == (2, 16)

    run(scenario)


def test_an_unknown_function_is_an_error_of_the_query() -> None:
    async def scenario() -> None:
        async with pool_on(store_of(1)) as pool:
            with pytest.raises(EvaluationError, match="urn:nowhere"):
                await pool.answer(PoolQuery("SELECT (<urn:nowhere>(1) AS ?x) { ?s ?p ?o }"))

    run(scenario)


def test_a_graph_that_is_not_in_the_store_is_never_fetched() -> None:
    async def scenario() -> None:
        store = store_of(1)
        store.update("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> <urn:c> } }")
        async with pool_on(store) as pool:
            held = PoolQuery("ASK FROM <urn:g> { <urn:a> ?p ?o }", solutions="text/csv", graphs=("urn:g",))
            assert (await pool.answer(held)).body == b"true"
            with pytest.raises(ForbiddenError, match="urn:elsewhere"):
                await pool.answer(PoolQuery("ASK FROM <urn:elsewhere> {}", graphs=("urn:elsewhere",)))

    run(scenario)


def test_a_request_may_choose_its_dataset() -> None:
    async def scenario() -> None:
        store = store_of(1)
        store.update("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> <urn:c> } }")
        async with pool_on(store) as pool:
            query = PoolQuery("SELECT ?s { ?s ?p ?o }", solutions="text/csv", default_graphs=("urn:g",))
            assert (await pool.answer(query)).body == b"s\r\nurn:a\r\n"

    run(scenario)


def test_a_worker_knows_the_engine_and_nothing_of_the_web() -> None:
    program = "import sys, api.pool.query_worker; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert "pyoxigraph" in loaded
    assert {"fastapi", "pydantic", "rdflib", "networkx", "extraction", "uvicorn"}.isdisjoint(loaded)


def test_what_waits_behind_a_long_query_is_answered_by_others() -> None:
    async def scenario() -> None:
        async with pool_on(store_of(500), PoolLimits(workers=2)) as pool:
            await asyncio.gather(*(pool.answer(ASK) for _ in range(8)))
            runaway = asyncio.create_task(pool.answer(PoolQuery(CARTESIAN, seconds=5)))
            answers = await asyncio.gather(*(pool.answer(ASK) for _ in range(40)))
            assert {answer.body for answer in answers} == {b"true"}
            assert not runaway.done()
            with pytest.raises(DeadlineError):
                await runaway

    run(scenario)


def test_what_waits_behind_a_query_that_kills_its_worker_is_answered() -> None:
    async def scenario() -> None:
        async with pool_on(store_of(1)) as pool:
            await pool.answer(ASK)
            deadly = PoolQuery("SELECT * WHERE " + "{" * 3_500 + " ?s ?p ?o " + "}" * 3_500)
            asked = [pool.answer(query) for query in (ASK, deadly, ASK, ASK)]
            first, second, *others = await asyncio.gather(*asked, return_exceptions=True)
            assert isinstance(second, WorkerDiedError)
            assert [isinstance(answer, PoolAnswer) for answer in (first, *others)] == [True, True, True]

    run(scenario)


def test_a_query_that_is_stopped_while_it_waits_costs_no_worker_and_is_never_run() -> None:
    async def scenario() -> None:
        async with pool_on(store_of(500)) as pool:
            await pool.answer(ASK)
            before = pool.process_ids
            with halted(before):  # so that none of them comes to the third before it is given up
                asking = [asyncio.create_task(pool.answer(query)) for query in (ASK, ASK, PoolQuery(CARTESIAN))]
                await asyncio.sleep(0)
                asking[2].cancel()
                await asyncio.wait(asking[2:])
            assert [answer.body for answer in await asyncio.gather(*asking[:2])] == [b"true", b"true"]
            assert (await pool.answer(ASK)).body == b"true"
            assert pool.process_ids == before

    run(scenario)


def test_a_long_query_among_short_ones_is_answered() -> None:
    async def scenario() -> None:
        async with pool_on(store_of(2)) as pool:
            long = PoolQuery(f"ASK {{ ?s ?p ?o }} # {'x' * 90_000}", solutions="text/csv")
            answers = await asyncio.gather(*(pool.answer(query) for query in (ASK, long, ASK, long, ASK)))
            assert {answer.body for answer in answers} == {b"true"}

    run(scenario)
