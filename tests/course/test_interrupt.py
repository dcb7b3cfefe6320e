"""Ctrl+C while the author's code runs ends the command: it never becomes an answer."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.course.disk_cache import VARIABLE, default_cache
from autograder.course.exercise_library import load_library
from autograder.course.mutant_runs import MutantRun, run_limited
from autograder.course.time_limit import time_limit
from autograder.grading.exam import build_exam
from autograder.models import CaseInput
from tests.paths import DATA

FOLDER = DATA / "english_course" / "solutions" / "tiny"
PRESS = "import signal\n    signal.raise_signal(signal.SIGINT)"


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(
    "body",
    [
        PRESS,
        f"try:\n        {PRESS.replace(chr(10) + '    ', chr(10) + '        ')}\n"
        "    except BaseException:\n        pass",
    ],
    ids=["as it comes", "swallowed by the code"],
)
def test_an_interrupt_is_no_outcome_of_a_model(body: str) -> None:
    library = load_library(FOLDER, ["twice"])
    source = f"def twice(x):\n    {body}\n    return 2 * x\n"
    inputs = [CaseInput((number,)) for number in range(3)]
    with pytest.raises(KeyboardInterrupt):
        run_limited(library, "twice", source, inputs, "the model")


def test_an_interrupted_exam_keeps_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    library = load_library(FOLDER, ["twice"])
    go_on = MutantRun._go_on

    def pressed(run: MutantRun, count: int) -> None:
        with time_limit(9):
            signal.raise_signal(signal.SIGINT)
        go_on(run, count)

    monkeypatch.setattr(MutantRun, "_go_on", pressed)
    with pytest.raises(KeyboardInterrupt):
        build_exam("tiny", library, {"twice": 10.0}, seed=1)
    cache = default_cache()
    assert cache is not None and not list(cache.folder.glob("key-*"))


def test_ctrl_c_is_as_before_once_the_code_has_ended() -> None:
    with time_limit(9):
        pass
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
