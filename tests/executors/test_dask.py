"""Does a cluster grade as this machine does, whatever becomes of its workers?"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.batch import Order, grade_class
from autograder.cli import main
from autograder.executors_dask import run_dask
from autograder.progress import Progress
from tests.executors.graders import Doubling, same
from tests.robust.conftest import RIGHT, WRONG, Fill, hand_in, root

__all__ = ["hand_in", "root"]

TASKS = list(range(60))
WANTED = {task: 2 * task for task in TASKS}

Start = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def cluster() -> Iterator[tuple[str, Start]]:
    """A scheduler's address, and how to start a worker."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    started: list[subprocess.Popen[bytes]] = []

    def start(tool: str, *options: str) -> subprocess.Popen[bytes]:
        line = [sys.executable, "-m", f"distributed.cli.dask_{tool}", *options]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        started.append(subprocess.Popen(line, stderr=subprocess.DEVNULL, env=environment))
        return started[-1]

    def worker() -> subprocess.Popen[bytes]:
        return start("worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard")

    start("scheduler", "--host", address, "--no-dashboard")
    yield address, worker
    for process in started:
        process.send_signal(signal.SIGCONT)
        process.kill()
        process.wait()


def test_the_result_file_is_that_of_a_local_run(root: Path, hand_in: Fill) -> None:
    submissions = hand_in({f"s{i}": WRONG if i % 2 else RIGHT for i in range(6)})

    def results(out: str, **options: Any) -> bytes:
        order = Order(root, "tiny", submissions, root / out, seed=3, workers=1, **options)
        grade_class(order, Progress(quiet=True))
        return (root / out / "results.jsonl").read_bytes()

    assert results("cluster", executor="dask") == results("local")


def test_a_worker_that_is_killed_and_one_that_joins_late_cost_nothing(
    cluster: tuple[str, Start],
) -> None:
    address, worker = cluster
    first, _ = worker(), worker()
    results = run_dask(Doubling(0.01), same, TASKS, address)
    got = [next(results)]
    first.kill()
    worker()
    got += results
    assert len(got) == len(TASKS)
    assert dict(got) == WANTED


def test_a_worker_that_hangs_costs_nothing(cluster: tuple[str, Start]) -> None:
    address, worker = cluster
    first, _ = worker(), worker()
    results = run_dask(Doubling(0.01), same, TASKS, address, hanging_seconds=1)
    got = [next(results)]
    first.send_signal(signal.SIGSTOP)
    got += results
    assert len(got) == len(TASKS)
    assert dict(got) == WANTED


def test_an_address_where_nobody_answers_is_said(
    root: Path, hand_in: Fill, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.executors_dask.CONNECT_SECONDS", 1)
    submissions = hand_in({"s": RIGHT})
    line = ["grade", "tiny", str(submissions), "--course", str(root), "--out", str(root / "out")]
    assert main([*line, "--executor", "dask", "--scheduler", "tcp://127.0.0.1:1"]) == 4
    assert "no Dask scheduler answers there" in capsys.readouterr().err
