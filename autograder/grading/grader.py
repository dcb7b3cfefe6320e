"""Grade one submission.

`Exam` holds what is the same for a whole class; `grade` judges one submission
with it. The student's sources run once each; only an exercise that fails
because of another is run again.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.errors import GraderError
from autograder.grading.error_carried_forward import Rerun, error_carried_forward
from autograder.grading.exam import Exam
from autograder.grading.judge import failed_verdict
from autograder.grading.judge_value import judge_value
from autograder.grading.missing_names import explain_missing, explain_name_error, explain_stub
from autograder.models import Grade, Source, Submission, Transcript, Verdict
from autograder.sandbox import Sandbox


@dataclass(frozen=True)
class PreviousGrade:
    """A grade of the same submission, given before some exercises were fixed.

    valid: names of the exercises whose verdicts hold as long as no dependency's outcome
        has changed.
    """

    grade: Grade
    valid: frozenset[str]


def grade(
    submission: Submission, exam: Exam, sandbox: Sandbox, earlier: PreviousGrade | None = None
) -> Grade:
    """Judge one submission; an internal error becomes a Grade of status grader_error.

    earlier: lets the exercises that it has be judged no second time.
    """
    try:
        return _grade(submission, exam, sandbox, earlier)
    except Exception as fault:
        return grader_error(submission.student, exam, fault)


def grader_error(student: str, exam: Exam, fault: Exception) -> Grade:
    """The Grade of a submission that an internal error kept from being graded."""
    known = isinstance(fault, GraderError)
    text = str(fault) if known else "".join(traceback.format_exception(fault, limit=-3))
    return Grade(
        student,
        exam.assignment,
        status="grader_error",
        points=None,
        max_points=exam.max_points,
        needs_manual=exam.written,
        exercises={},
        message=text,
    )


def _grade(
    submission: Submission, exam: Exam, sandbox: Sandbox, earlier: PreviousGrade | None
) -> Grade:
    edited = [source for source in submission.sources if source.changed]
    sources = edited or list(submission.sources[:1])
    if len(sources) != 1:  # which of them counts depends on all exercises
        earlier = None
    end = time.monotonic() + sandbox.total_seconds  # one clock for both files and all runs
    graded = [(source, judge_file(source, exam, sandbox, earlier, end)) for source in sources]
    # Ties: take the first file, for reproducibility.
    source, verdicts = max(
        graded,
        key=lambda pair: sum(v.points for v in pair[1].values()),
        default=(Source(path=""), _all_missing(exam, "no file was handed in")),
    )
    notes = ["two-files-edited"] if len(edited) > 1 else []
    notes += ["unreadable"] if source.problem else []
    if any(verdict.status == "grader_error" for verdict in verdicts.values()):
        notes.append("grader-error")
    faulty = "grader-error" in notes
    return Grade(
        submission.student,
        submission.assignment,
        status="grader_error" if faulty else "graded",
        points=None if faulty else round(sum(v.points for v in verdicts.values()), 6),
        max_points=exam.max_points,
        needs_manual=exam.written,
        exercises=verdicts,
        written=_written_answers([source, *submission.sources], exam),
        file=source.path,
        notes=tuple(notes),
        passed_over=submission.passed_over,
    )


def _written_answers(sources: Sequence[Source], exam: Exam) -> dict[str, str]:
    """Each written answer from the first file that has one: text may be in the other file."""
    found: dict[str, str] = {}
    for name in exam.written:
        texts = [source.answers[name] for source in sources if name in source.answers]
        if texts:
            found[name] = texts[0]
    return found


def judge_file(
    source: Source,
    exam: Exam,
    sandbox: Sandbox,
    earlier: PreviousGrade | None = None,
    end: float | None = None,
) -> dict[str, Verdict]:
    """Run one file and judge each automatic exercise, primitives before dependents.

    end: when, by time.monotonic(), the submission's time is up.
    """
    if end is None:
        end = time.monotonic() + sandbox.total_seconds
    if source.problem is not None:
        return _all_missing(exam, source.problem.get("en", "unreadable"))
    old = earlier.grade.exercises if earlier else {}
    kept = {name: old[name] for name in earlier.valid if name in old} if earlier else {}
    while True:
        verdicts = dict(kept)
        names = [name for name in exam.keys if name not in kept]
        transcript = sandbox.run(source.units, names, (), end)
        # Units that hung or killed their process would cost their time in each further run.
        fatal = {error.unit for error in transcript.unit_errors if error.kind != "raised"}
        units = [unit for index, unit in enumerate(source.units) if index not in fatal]
        rerun = Rerun(units, sandbox, end)
        for name in sorted(names, key=lambda n: len(exam.keys[n].depends)):
            verdicts[name] = _judge_one(name, source, transcript, exam, rerun, verdicts)
        touched = {name for name in kept if _differs(exam.keys[name].depends, old, verdicts)}
        if not touched:
            return {name: verdicts[name] for name in exam.keys}
        kept = {name: verdict for name, verdict in kept.items() if name not in touched}


def _differs(
    depends: Sequence[str], old: Mapping[str, Verdict], new: Mapping[str, Verdict]
) -> bool:
    """Whether a dependency changed between pass and fail."""
    return any(
        (old[name].status == "passed") != (new[name].status == "passed")
        for name in depends
        if name in new
    )


def _judge_one(
    name: str,
    source: Source,
    transcript: Transcript,
    exam: Exam,
    rerun: Rerun,
    done: Mapping[str, Verdict],
) -> Verdict:
    key = exam.keys[name]
    try:
        answer = transcript.answers[name]
        verdict = judge_value(key, answer)
        if answer.status == "missing":
            verdict = explain_missing(name, verdict, source, transcript)
        verdict = explain_name_error(explain_stub(name, verdict, source), source, transcript)
        wrong = {d: done[d] for d in key.depends if d in done and done[d].status != "passed"}
        if wrong and verdict.status not in ("passed", "missing"):
            return error_carried_forward(exam.library, key, verdict, answer, wrong, rerun)
        return verdict
    except Exception as fault:
        text = str(fault) if isinstance(fault, GraderError) else traceback.format_exc(limit=-3)
        return replace(failed_verdict(key, "grader_error"), message=text)


def _all_missing(exam: Exam, message: str) -> dict[str, Verdict]:
    return {
        name: replace(failed_verdict(key, "missing"), message=message)
        for name, key in exam.keys.items()
    }
