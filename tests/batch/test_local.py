"""A batch finishes whatever its worker processes do."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.batch.local_executor import in_background, run_inline, run_local
from autograder.batch.worker_pool import MAX_DEATHS, LostTask
from autograder.errors import GraderError, IsolationError

TASKS = list(range(30))
RIGHT = {task: task * task for task in TASKS}


class Squares:
    """A grader that squares numbers, and its own recipe."""

    def __init__(self, before: Callable[[int], None] = lambda task: None) -> None:
        self.before = before

    def __call__(self, *task: int) -> object:
        if not task:
            return self
        self.before(task[0])
        return task[0] * task[0]

    def close(self) -> None:
        """Nothing is open."""


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("workers", [1, 2, 5, 100])
def test_every_task_has_one_result_however_many_workers_there_are(workers: int) -> None:
    results = list(run_local(Squares(), TASKS, workers))
    assert len(results) == len(TASKS)
    assert dict(results) == RIGHT == dict(run_inline(Squares(), TASKS))


def test_a_process_that_dies_is_replaced_and_nothing_is_missing(tmp_path: Path) -> None:
    died = tmp_path / "died"

    def once_at_seven(task: int) -> None:
        if task == 7 and not died.exists():
            died.touch()
            die()

    assert dict(run_local(Squares(once_at_seven), TASKS, 2)) == RIGHT
    assert died.exists()


def test_a_task_that_kills_whoever_takes_it_costs_itself_alone() -> None:
    results = dict(run_local(Squares(lambda task: die() if task == 7 else None), TASKS, 2))
    lost = results.pop(7)
    assert isinstance(lost, LostTask)
    assert f"{MAX_DEATHS} grading processes died" in lost.why
    assert results == {task: square for task, square in RIGHT.items() if task != 7}


@pytest.mark.parametrize("bombs", [1, 3, 10])
def test_bombs_among_eight_honest_tasks_leave_eight_results(bombs: int) -> None:
    honest = set(range(0, 16, 2))
    tasks = sorted(honest | set(range(1, 2 * bombs, 2)))
    found = run_local(Squares(lambda task: None if task in honest else die()), tasks, 2)
    results = {tasks[index]: result for index, result in found}
    assert len(results) == 8 + bombs
    assert {task for task, got in results.items() if got == task * task} == honest
    assert all(isinstance(results[task], LostTask) for task in set(tasks) - honest)


def test_whoever_died_beside_a_bomb_is_tried_again_alone(tmp_path: Path) -> None:
    """Task 1 dies whenever another process is at task 0, as if that had used all memory."""

    def work(task: int) -> None:
        (tmp_path / f"{task}.busy").touch()
        if task == 0:
            while not (tmp_path / "1.died").exists():
                os.sched_yield()
        if task == 1 and not (tmp_path / "1.died").exists():
            while not (tmp_path / "0.busy").exists():
                os.sched_yield()
            (tmp_path / "1.died").touch()
            die()
        assert task != 1 or all(
            (tmp_path / f"{other}.done").exists() for other in range(8) if other != 1
        )
        (tmp_path / f"{task}.done").touch()

    assert dict(run_local(Squares(work), range(8), 2)) == {n: n * n for n in range(8)}


def test_a_task_that_never_ends_costs_itself_alone() -> None:
    def work(task: int) -> None:
        if task == 3:
            signal.pause()

    results = dict(run_local(Squares(work), TASKS, 2, hanging_seconds=1.0))
    lost = results.pop(3)
    assert isinstance(lost, LostTask)
    assert results == {task: square for task, square in RIGHT.items() if task != 3}


def test_where_every_task_kills_its_process_each_has_a_result() -> None:
    results = dict(run_local(Squares(die), TASKS[:4], 2))
    assert sorted(results) == TASKS[:4]
    assert all(isinstance(result, LostTask) for result in results.values())


def test_processes_that_die_before_they_are_ready_are_an_error_and_no_endless_loop() -> None:
    class Stillborn(Squares):
        def __call__(self, *task: int) -> object:
            die()
            return self

    with pytest.raises(GraderError, match="keep dying"):
        list(run_local(Stillborn(), TASKS, 2))


def test_a_grader_that_cannot_be_made_is_said_in_its_own_words() -> None:
    class Refusing(Squares):
        def __call__(self, *task: int) -> object:
            raise IsolationError("no walls here")

    with pytest.raises(IsolationError, match="no walls here"):
        list(run_local(Refusing(), TASKS, 2))


def test_leaving_early_ends_every_process(tmp_path: Path) -> None:
    def note(task: int) -> None:
        (tmp_path / str(os.getpid())).touch()
        if task:
            signal.pause()

    results = run_local(Squares(note), TASKS, 3)
    next(results)
    results.close()  # type: ignore[attr-defined]
    for number in (int(path.name) for path in tmp_path.iterdir()):
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def test_work_in_the_background_runs_in_another_process_and_gives_its_result() -> None:
    with in_background(os.getpid) as result:
        assert result() not in (0, os.getpid())


def test_an_error_in_the_background_is_raised_where_the_result_is_asked_for() -> None:
    def fail() -> None:
        raise ValueError("no")

    with in_background(fail) as result, pytest.raises(ValueError, match="no"):
        result()


def test_background_work_that_dies_is_an_error() -> None:
    with in_background(die) as result, pytest.raises(GraderError, match="died"):
        result()
