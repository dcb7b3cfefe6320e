"""Judging is on the submission's one clock, and whose time it was decides about what is left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from autograder.course.config import load_course
from autograder.errors import GraderError
from autograder.grading import grader, matching_mutants, reference_on_mutants
from autograder.grading.clock import Clock, GraderTimeUpError, SubmissionTimeUpError, check_time
from autograder.grading.exam import Exam, load_exam, open_exam_sandbox
from autograder.grading.grader import JudgedFile, judge_file
from autograder.models import Grade, Submission, Transcript
from autograder.sandbox import Sandbox
from autograder.submission import Handout, read_source
from tests.batch.conftest import RIGHT, WRONG, root  # noqa: F401

SECONDS = 12.0
OWN_MISTAKE = RIGHT.replace("return twice(x)", "return np.asarray(x, dtype=float) ** 2")


class Timed:
    """A sandbox and a clock that stands still, but for `seconds` in each run."""

    isolation = "process"
    total_seconds = SECONDS

    def __init__(self, real: Sandbox) -> None:
        self.real = real
        self.at = self.seconds = 0.0
        self.runs: list[frozenset[str]] = []

    def run(self, units: Any, names: Any, stand_ins: Any = (), end: Any = None) -> Transcript:
        self.runs.append(frozenset(stand_ins))
        self.at += self.seconds
        return self.real.run(units, names, stand_ins)

    def close(self) -> None:
        self.real.close()

    def clock(self) -> Clock:
        return Clock(SECONDS, lambda: self.at)


@pytest.fixture
def material(root: Path) -> Iterator[tuple[Exam, Timed]]:  # noqa: F811
    assignment = load_course(root).assignment("tiny")
    exam, _ = load_exam(assignment, 3, "process")
    with closing(Timed(open_exam_sandbox(assignment, exam, "process"))) as sandbox:  # type: ignore[type-var]
        yield exam, sandbox


def judged(exam: Exam, sandbox: Any, code: str, clock: Clock | None = None) -> JudgedFile:
    source = read_source(code.encode(), "tiny.py", Handout("tiny", {}, {}))
    return judge_file(source, exam, sandbox, clock=clock or sandbox.clock())


def slow_judging(monkeypatch: pytest.MonkeyPatch, sandbox: Timed, seconds: float) -> None:
    """Let the search for a name of a mistake take this long."""
    right = matching_mutants.compare_all

    def slow(*args: Any) -> Any:
        sandbox.at += seconds
        return right(*args)

    monkeypatch.setattr("autograder.grading.judge.compare_all", slow)


def test_in_time_a_mistake_is_named_and_carried_forward(material: tuple[Exam, Timed]) -> None:
    exam, sandbox = material
    found = judged(exam, sandbox, WRONG)
    assert found.verdicts["again"].carried and not found.cut
    assert sandbox.runs == [frozenset(), {"twice"}]


def test_a_submission_that_used_up_its_time_keeps_what_passed_and_nothing_is_carried(
    material: tuple[Exam, Timed],
) -> None:
    exam, sandbox = material
    sandbox.seconds = SECONDS
    found = judged(exam, sandbox, WRONG)
    assert [v.status for v in found.verdicts.values()] == ["failed", "failed"]
    assert found.verdicts["again"].points < found.verdicts["again"].max_points
    assert found.cut
    assert sandbox.runs == [frozenset()]  # no further run
    sandbox.at = 0.0
    found = judged(exam, sandbox, RIGHT)
    assert [v.status for v in found.verdicts.values()] == ["passed", "passed"]
    assert not found.cut


def test_a_trusted_side_that_was_too_slow_is_an_internal_error_and_no_zero(
    material: tuple[Exam, Timed], monkeypatch: pytest.MonkeyPatch
) -> None:
    exam, sandbox = material
    sandbox.seconds = 2.0
    slow_judging(monkeypatch, sandbox, SECONDS)
    found = judged(exam, sandbox, WRONG)
    assert [v.status for v in found.verdicts.values()] == ["grader_error", "grader_error"]
    message = found.verdicts["twice"].message
    assert "did not end within the 12 s of a submission" in message
    assert "its own code used 2.0 s" in message and "total_seconds" in message


def test_the_second_file_is_no_zero_when_judging_the_first_took_the_time(
    material: tuple[Exam, Timed],
) -> None:
    exam, sandbox = material
    clock = sandbox.clock()
    sandbox.at = SECONDS
    sandbox.real.run = lambda *_: Transcript(  # type: ignore[method-assign]
        {name: grader.ExerciseResult("timeout", detail="not run") for name in exam.keys}
    )
    with pytest.raises(GraderTimeUpError, match=r"its own code used 0\.0 s"):
        judged(exam, sandbox, RIGHT, clock)
    clock.own = SECONDS / 2
    found = judged(exam, sandbox, RIGHT, clock)  # its own doing: the time of each is up
    assert [v.status for v in found.verdicts.values()] == ["timeout", "timeout"]


def test_helped_runs_stop_where_the_time_is_up(material: tuple[Exam, Timed]) -> None:
    exam, sandbox = material
    sandbox.seconds = 7.0  # the second run ends after the time
    found = judged(exam, sandbox, WRONG.replace("return twice(x)", "return twice(x) + 1"))
    assert sandbox.runs == [frozenset(), {"twice"}]
    assert found.cut and not found.verdicts["again"].carried


def test_a_search_for_a_name_ends_when_the_time_is_up(
    material: tuple[Exam, Timed], monkeypatch: pytest.MonkeyPatch
) -> None:
    exam, sandbox = material
    looked_at = []

    def slow(*args: Any) -> bool:
        looked_at.append(args)
        sandbox.at += SECONDS
        return False

    monkeypatch.setattr(matching_mutants._MutantIndex, "matches", slow)
    judged(exam, sandbox, OWN_MISTAKE)
    assert len(looked_at) == 1


def test_the_grade_says_that_its_own_code_used_up_the_time(
    material: tuple[Exam, Timed], monkeypatch: pytest.MonkeyPatch
) -> None:
    exam, sandbox = material
    sandbox.seconds = SECONDS
    monkeypatch.setattr(grader, "Clock", lambda seconds: Clock(seconds, lambda: sandbox.at))
    source = read_source(WRONG.encode(), "tiny.py", Handout("tiny", {}, {}))
    found: Grade = grader.grade(Submission("s1", "tiny", (source,)), exam, sandbox)  # type: ignore[arg-type]
    assert found.status == "graded" and "time-used-up" in found.notes


def test_without_a_clock_nothing_is_cut() -> None:
    check_time()


ENDLESS = "def again(x):\n    while True:\n        pass\n"


def models_run(exam: Exam) -> Any:
    """What the reference does on mutants of what it calls; here it never ends."""
    inputs = [case.input for case in exam.keys["again"].cases]
    return reference_on_mutants._run(exam.library, "again", ENDLESS, inputs, {})


def test_a_reference_that_never_ends_on_a_wrong_model_is_an_error_that_says_so(
    material: tuple[Exam, Timed], monkeypatch: pytest.MonkeyPatch
) -> None:
    exam, _ = material
    assert reference_on_mutants.MUTANT_SECONDS <= 30  # said within seconds
    monkeypatch.setattr(reference_on_mutants, "MUTANT_SECONDS", 0.05)
    with pytest.raises(GraderError, match=r"'again' does not end within 0\.05 s.*\n.*loops"):
        models_run(exam)


def test_a_reference_on_a_wrong_model_has_no_more_time_than_the_submission(
    material: tuple[Exam, Timed],
) -> None:
    exam, _ = material
    clock = Clock(0.05)
    clock.own = 0.05  # its own code has used it
    with clock.judging(), pytest.raises(SubmissionTimeUpError):
        models_run(exam)
    clock = Clock(0.05)
    with clock.judging(), pytest.raises(GraderTimeUpError, match="total_seconds"):
        models_run(exam)
