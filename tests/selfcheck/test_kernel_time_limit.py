"""The notebook's check where Python has no threads, as in a browser: the same verdicts."""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from autograder.grading.judge import judge
from autograder.models import Verdict
from autograder.selfcheck import kernel_time_limit
from autograder.selfcheck.data import DATA_FILE, PublicData, read_data
from autograder.selfcheck.kernel_time_limit import ThreadTimeLimit, TracingTimeLimit
from autograder.selfcheck.notebook_runner import run_live
from tests.paths import DATA, ROOT

ANSWERS = DATA / "answers"
SECONDS = 30.0
AUTOMATIC = sorted(folder.name for folder in ANSWERS.iterdir() if folder.name != "carry")

ENDLESS = {
    "counts": "n = 0\nwhile True:\n    n += 1",
    "catches everything": (
        "n = 0\nwhile True:\n    try:\n        n += 1\n    except:\n        n = 0"
    ),
    "catches everything in an inner loop": (
        "n = 0\nwhile True:\n    try:\n        while True:\n            n += 1\n"
        "    except:\n        n = 0"
    ),
    "is one instruction": "while True: pass",
    "iterates without end": "for _ in iter(int, 1):\n    _ = 1",
    "is a generator": "return sum(x for x in iter(int, 1))",
    "calls a lambda from C": "return max(map(lambda x: x, iter(int, 1)))",
    "recurses": (
        "def again():\n    try:\n        again()\n    except RecursionError:\n        again()\n"
        "again()"
    ),
}
# The trace of 3.11 ends with its first exception (that of a recursion too deep is one), and it
# does not see an instruction that jumps to itself.
NEEDS_MONITORING = {
    "catches everything",
    "catches everything in an inner loop",
    "is one instruction",
    "recurses",
}


@pytest.fixture(scope="module")
def data() -> PublicData:
    return read_data(ROOT / "assignments" / "transformer-basics" / DATA_FILE)


@pytest.fixture
def without_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel_time_limit, "can_start_threads", lambda: False)


def bank(exercise: str) -> list[Path]:
    """One right answer and one of each misconception."""
    folder = ANSWERS / exercise
    return sorted([*folder.glob("right__*__1.py"), *folder.glob("single__*__1.py")])


def verdict(data: PublicData, path: Path) -> Verdict:
    key = data.exercises[path.parent.name].key
    assert key is not None
    space: dict[str, Any] = {}
    for name in key.carries_from:
        exec((ANSWERS / name / "right__none__1.py").read_text("utf-8"), space)
    exec(path.read_text("utf-8"), space)
    return judge(key, run_live(key, space, SECONDS).answer)


def test_every_automatic_exercise_has_answers_here(data: PublicData) -> None:
    automatic = sorted(name for name, entry in data.exercises.items() if entry.key)
    assert automatic == AUTOMATIC


@pytest.mark.parametrize("exercise", AUTOMATIC)
def test_without_threads_every_answer_gets_the_same_verdict(
    data: PublicData, exercise: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordinary = {path.name: verdict(data, path) for path in bank(exercise)}
    monkeypatch.setattr(kernel_time_limit, "can_start_threads", lambda: False)
    threadless = {path.name: verdict(data, path) for path in bank(exercise)}
    assert threadless == ordinary


@pytest.mark.parametrize("shape", ENDLESS)
@pytest.mark.usefixtures("without_threads")
def test_without_threads_a_call_that_never_ends_is_a_timeout(data: PublicData, shape: str) -> None:
    if shape in NEEDS_MONITORING and sys.version_info < (3, 12):
        pytest.skip("Python 3.11 has no sys.monitoring; no browser runs it")
    key = data.exercises["bce_loss"].key
    assert key is not None
    body = "\n".join(f"    {line}" for line in ENDLESS[shape].splitlines())
    space: dict[str, Any] = {}
    exec(f"def bce_loss(y_true, y_pred):\n{body}", space)
    answer = run_live(key, space, 0.2).answer
    assert (answer.status, answer.detail) == ("timeout", "did not finish within 0.2 s")


@pytest.mark.usefixtures("without_threads")
def test_without_threads_a_call_that_returns_too_late_is_a_timeout(data: PublicData) -> None:
    key = data.exercises["bce_loss"].key
    assert key is not None
    space: dict[str, Any] = {"threading": threading}
    exec("def bce_loss(y_true, y_pred):\n    threading.Event().wait(0.3)\n    return 0.0", space)
    assert run_live(key, space, 0.2).answer.status == "timeout"


@pytest.mark.usefixtures("without_threads")
def test_without_threads_the_tracing_is_gone_after_the_check(data: PublicData) -> None:
    key = data.exercises["bce_loss"].key
    assert key is not None
    before = sys.gettrace()
    for body in ("return 0.0", "n = 0\n    while True:\n        n += 1"):
        space: dict[str, Any] = {}
        exec(f"def bce_loss(y_true, y_pred):\n    {body}", space)
        run_live(key, space, 0.2)
        assert sys.gettrace() is before
    if sys.version_info >= (3, 12):
        assert sys.monitoring.get_tool(4) is None


@pytest.mark.parametrize("ignored", [signal.SIG_IGN, signal.SIG_DFL])
def test_a_call_that_never_ends_is_a_timeout_where_interrupts_are_ignored(
    ignored: signal.Handlers,
) -> None:
    """As in a job that a shell runs in the background."""
    before = signal.signal(signal.SIGINT, ignored)
    try:
        limit = ThreadTimeLimit(0.05)
        with pytest.raises(KeyboardInterrupt), limit:
            while True:
                pass
        assert limit.reached()
        assert signal.getsignal(signal.SIGINT) is ignored
    finally:
        signal.signal(signal.SIGINT, before)


def test_the_limit_needs_no_tracing_where_threads_start() -> None:
    assert isinstance(kernel_time_limit.kernel_time_limit(1.0), ThreadTimeLimit)


def test_a_python_that_cannot_start_a_thread_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    assert isinstance(kernel_time_limit.kernel_time_limit(1.0), TracingTimeLimit)
