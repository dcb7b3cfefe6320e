"""A cluster grades as this machine does, even when workers are lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.console import ConsoleReporter
from autograder.batch.dask_executor import run_dask
from autograder.batch.grade_class import GradeOptions, grade_class
from autograder.batch.worker_pool import MAX_DEATHS, LostTask
from autograder.cli import main
from tests.batch.conftest import RIGHT, WRONG, Fill, hand_in, root
from tests.batch.graders import Doubling, same
from tests.paths import DATA, ROOT

__all__ = ["hand_in", "root"]

CLASS = DATA / "class"
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
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
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
        order = GradeOptions(root, "tiny", submissions, root / out, seed=3, workers=1, **options)
        grade_class(order, ConsoleReporter(quiet=True))
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


class _Killing(ConsoleReporter):
    """Kills a worker as soon as the first submission is graded, and starts another."""

    def __init__(self, victim: subprocess.Popen[bytes], worker: Start) -> None:
        super().__init__(quiet=True)
        self.victim, self.worker = victim, worker
        self.done = 0

    def advance(self, count: int = 1) -> None:
        if not self.done:
            self.victim.kill()
            self.worker()
        self.done += count


def test_the_lesson_is_graded_to_the_same_bytes_although_a_worker_is_killed_in_the_middle(
    cluster: tuple[str, Start], tmp_path: Path
) -> None:
    students = sorted(path for path in CLASS.iterdir() if path.is_dir())[:5]
    for student in students:
        shutil.copytree(student, tmp_path / "class" / student.name)

    def results(out: str, progress: ConsoleReporter, **options: Any) -> bytes:
        order = GradeOptions(ROOT, "transformer-basics", tmp_path / "class", tmp_path / out, seed=3)
        grade_class(replace(order, **options), progress)
        return (tmp_path / out / "results.jsonl").read_bytes()

    address, worker = cluster
    first, _ = worker(), worker()
    killing = _Killing(first, worker)
    got = results("cluster", killing, executor="dask", scheduler=address)
    assert first.poll() is not None
    assert killing.done == len(students)
    assert got == results("local", ConsoleReporter(quiet=True))


def test_a_worker_that_hangs_costs_nothing(cluster: tuple[str, Start]) -> None:
    address, worker = cluster
    first, _ = worker(), worker()
    results = run_dask(Doubling(0.01), same, TASKS, address, hanging_seconds=1)
    got = [next(results)]
    first.send_signal(signal.SIGSTOP)
    got += results
    assert len(got) == len(TASKS)
    assert dict(got) == WANTED


def test_each_student_has_inputs_of_their_own_on_a_cluster_too(root: Path, hand_in: Fill) -> None:
    submissions = hand_in({"anna": RIGHT, "ben": WRONG})
    line = ["grade", "tiny", str(submissions), "--course", str(root), "--out", str(root / "out")]
    line += ["--quiet", "--seed-per-student", "--executor", "dask", "--workers", "1"]
    assert main(line) == 0
    results = (root / "out" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(each)["points"] for each in results] == [10, 5]


@pytest.mark.parametrize("bombs", [1, 3, 10])
def test_bombs_on_a_cluster_cost_themselves_alone_and_no_worker_dies(
    cluster: tuple[str, Start], bombs: int
) -> None:
    address, worker = cluster
    only = worker()
    honest = set(range(0, 16, 2))
    tasks = sorted(honest | set(range(1, 2 * bombs, 2)))
    recipe = Doubling(0.0, frozenset(tasks) - honest)
    results = {tasks[index]: result for index, result in run_dask(recipe, same, tasks, address)}
    assert len(results) == 8 + bombs
    assert {task for task, got in results.items() if got == 2 * task} == honest
    for task in set(tasks) - honest:
        assert isinstance(results[task], LostTask)
        assert f"{MAX_DEATHS} grading processes died" in results[task].why
    assert only.poll() is None


def test_a_task_that_hangs_on_a_cluster_costs_itself_alone(cluster: tuple[str, Start]) -> None:
    address, worker = cluster
    worker()
    recipe = Doubling(0.0, hanging=frozenset({3}), hanging_seconds=1.0)
    results = dict(run_dask(recipe, same, range(8), address))
    assert isinstance(results.pop(3), LostTask)
    assert results == {task: 2 * task for task in range(8) if task != 3}


def test_a_supervisor_that_dies_again_and_again_costs_its_task_and_no_other(
    cluster: tuple[str, Start],
) -> None:
    address, worker = cluster
    worker()
    recipe = Doubling(0.0, supervisors=frozenset({3}))
    results = dict(run_dask(recipe, same, range(8), address))
    assert isinstance(results.pop(3), LostTask)
    assert results == {task: 2 * task for task in range(8) if task != 3}


def test_an_address_where_nobody_answers_is_said(
    root: Path, hand_in: Fill, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.batch.dask_executor.CONNECT_SECONDS", 1)
    submissions = hand_in({"s": RIGHT})
    line = ["grade", "tiny", str(submissions), "--course", str(root), "--out", str(root / "out")]
    assert main([*line, "--executor", "dask", "--scheduler", "tcp://127.0.0.1:1"]) == 4
    assert "no Dask scheduler answers there" in capsys.readouterr().err
