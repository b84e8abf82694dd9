"""What was acknowledged is there after the service was killed in the middle of a write, and nothing is half done."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.store import open_store
from tests.api.write_series import SIZE, find_progress

ROUNDS = 2


def kill_after(folder: Path, writes: int, pause: float) -> int:
    """Run the series until some writes and a pause later, and give how many writes it acknowledged."""
    root = Path(__file__).parents[2]
    series = subprocess.Popen(
        [sys.executable, "-m", "tests.api.write_series", str(folder)], cwd=root, stdout=subprocess.PIPE, text=True
    )
    assert series.stdout is not None
    lines = [series.stdout.readline() for _ in range(writes)]
    time.sleep(pause)
    os.kill(series.pid, signal.SIGKILL)
    lines += series.stdout.readlines()
    series.wait()
    series.stdout.close()
    return int(lines[-1])


@pytest.mark.parametrize("seed", [1])
def test_updates_graphs_and_documents_survive_a_kill_at_any_point(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    folder = tmp_path / "store"
    for _ in range(ROUNDS):
        acknowledged = kill_after(folder, chance.randint(1, 6), chance.random() / 5)
        store = open_store(folder)
        progress = find_progress(store)
        assert sum(progress) in (acknowledged, acknowledged + 1)
        assert progress == tuple((sum(progress) + 2 - turn) // 3 for turn in range(3))
        put = store.graph(ox.NamedNode("urn:put"))
        assert len(put) in (0, SIZE)
        assert len({triple.object for triple in put}) <= 1
        moved = [len(store.graph(ox.NamedNode(f"urn:{side}"))) for side in ("left", "right")]
        assert sorted(moved) == [0, SIZE]
        merged = set(store.graph(None))
        for name in store.named_graphs():
            if name.value.startswith("https://w3id.org/mithaq/id/document/"):
                assert set(store.graph(name)) <= merged
        store.close()
