"""Grade one submission with an `Exam`, which is shared by the whole class.

Each of the student's sources runs once; only an exercise that fails because of another runs again.
"""

from __future__ import annotations

import traceback
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from graphlib import TopologicalSorter

from autograder.errors import GraderError
from autograder.grading.clock import Clock, SubmissionTimeUpError
from autograder.grading.error_carried_forward import (
    Rerun,
    error_carried_forward,
    right_on_right_primitives,
)
from autograder.grading.exam import Exam
from autograder.grading.failure_causes import say_once
from autograder.grading.judge_exercise import (
    all_missing,
    best_file,
    harmless_units,
    judge_exercise,
    stopped_places,
    total_points,
)
from autograder.models import (
    STOPPED_AT,
    TIME_USED_UP,
    ExerciseResult,
    Grade,
    Source,
    Submission,
    Verdict,
)
from autograder.sandbox import Sandbox
from autograder.submission import Handout
from autograder.submission.collect import RawSubmission, read_submission
from autograder.submission.file_selection import candidate_files


@dataclass(frozen=True)
class PreviousGrade:
    """A grade of the same submission, given before some exercises were fixed.

    valid: names of the exercises whose verdicts still hold if no dependency's outcome
        has changed.
    """

    grade: Grade
    valid: frozenset[str]


@dataclass(frozen=True)
class JudgedFile:
    """One file with its verdicts.

    stopped: where code outside of functions did not end.
    cut: whether something was not examined because the file's own code used up the time.
    """

    source: Source
    verdicts: dict[str, Verdict]
    stopped: tuple[str, ...] = ()
    cut: bool = False


def read_and_grade(
    raw: RawSubmission,
    handout: Handout,
    exam: Exam,
    sandbox: Sandbox,
    previous: PreviousGrade | None = None,
) -> Grade:
    """Grade what a student submitted; never raises.

    handout: what students were given, to tell their own work from it.
    """
    try:
        submission = read_submission(raw, handout)
    except Exception as fault:  # a failing disk must not cost a student points
        return grader_error(raw.student, exam, fault)
    return grade(submission, exam, sandbox, previous)


def grade(
    submission: Submission, exam: Exam, sandbox: Sandbox, previous: PreviousGrade | None = None
) -> Grade:
    """Judge one submission; an internal error becomes a Grade of status grader_error.

    previous: its exercises are not judged again.
    """
    try:
        sources = candidate_files(submission.sources)
        if len(sources) != 1:  # which file counts depends on all exercises
            previous = None
        clock = Clock(sandbox.total_seconds)  # shared by both files, all runs and all judging
        judged = [judge_file(source, exam, sandbox, previous, clock) for source in sources]
        return _best_of(judged, submission, exam)
    except Exception as fault:
        return grader_error(submission.student, exam, fault)


def grader_error(student: str, exam: Exam, fault: Exception) -> Grade:
    """The Grade of a submission that could not be graded because of an internal error."""
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


def _best_of(judged: Sequence[JudgedFile], submission: Submission, exam: Exam) -> Grade:
    """The grade of the file that is worth the most points."""
    nothing = JudgedFile(Source(path=""), all_missing(exam.keys, "no file was handed in"))
    judged = judged or [nothing]
    best = judged[best_file([each.verdicts for each in judged])]
    source, verdicts = best.source, best.verdicts
    notes = ["two-files-edited"] if len(judged) > 1 else []
    notes += ["unreadable"] if source.problem else []
    notes += [f"{STOPPED_AT}{origin}" for origin in best.stopped]
    notes += [TIME_USED_UP] if any(each.cut for each in judged) else []
    if any(verdict.status == "grader_error" for verdict in verdicts.values()):
        notes.append("grader-error")
    faulty = "grader-error" in notes
    return Grade(
        submission.student,
        submission.assignment,
        status="grader_error" if faulty else "graded",
        points=None if faulty else round(total_points(verdicts), 6),
        max_points=exam.max_points,
        needs_manual=exam.written,
        exercises=verdicts,
        written=_written_answers([source, *submission.sources], exam),
        file=source.path,
        notes=tuple(notes),
        ignored_files=submission.ignored_files,
    )


def _written_answers(sources: Sequence[Source], exam: Exam) -> dict[str, str]:
    """Each written answer from the first file that has one: it may not be the graded file."""
    answers = {name: text for source in reversed(sources) for name, text in source.answers.items()}
    return {name: answers[name] for name in exam.written if name in answers}


def judge_file(
    source: Source,
    exam: Exam,
    sandbox: Sandbox,
    previous: PreviousGrade | None = None,
    clock: Clock | None = None,
) -> JudgedFile:
    """Run one file and judge each automatic exercise, primitives before dependents.

    clock: the submission's, if it is already running; by default a new one is started.
    Raises GraderError if earlier judging has left the file too little time.
    """
    clock = clock or Clock(sandbox.total_seconds)
    if source.problem is not None:
        problem = source.problem.get("en", "unreadable")
        return JudgedFile(source, all_missing(exam.keys, problem))
    old = previous.grade.exercises if previous else {}
    kept = {name: old[name] for name in previous.valid if name in old} if previous else {}
    while True:
        verdicts = dict(kept)
        names = [name for name in exam.keys if name not in kept]
        transcript = clock.run(sandbox, source.units, names)
        rerun = Rerun(harmless_units(source, transcript), sandbox, clock)
        for name in _primitives_first(exam, names):
            key, review = exam.keys[name], partial(_review_dependent, exam, name, verdicts, rerun)
            with clock.judging():
                verdicts[name] = judge_exercise(key, source, transcript, review)
        touched = {name for name in kept if _differs(exam.keys[name].carries_from, old, verdicts)}
        if not touched:
            verdicts = say_once({name: verdicts[name] for name in exam.keys})
            return JudgedFile(source, verdicts, stopped_places(source, transcript), clock.cut)
        kept = {name: verdict for name, verdict in kept.items() if name not in touched}


def _primitives_first(exam: Exam, names: Collection[str]) -> list[str]:
    """The names, each after all those it depends on, directly or indirectly."""
    depends = {name: exam.keys[name].carries_from for name in exam.keys}
    return [name for name in TopologicalSorter(depends).static_order() if name in names]


def _differs(
    depends: Sequence[str], old: Mapping[str, Verdict], new: Mapping[str, Verdict]
) -> bool:
    """Whether a dependency changed between pass and fail."""
    return any(
        (old[name].status == "passed") != (new[name].status == "passed")
        for name in depends
        if name in new
    )


def _review_dependent(
    exam: Exam,
    name: str,
    done: Mapping[str, Verdict],
    rerun: Rerun,
    verdict: Verdict,
    answer: ExerciseResult,
) -> Verdict:
    """The verdict, or full points if nothing but a wrong primitive is the cause."""
    key = exam.keys[name]
    wrong = {d: done[d] for d in key.carries_from if d in done and done[d].status != "passed"}
    if verdict.status in ("passed", "missing"):
        return verdict
    try:
        if wrong:
            return error_carried_forward(exam.library, key, verdict, answer, wrong, rerun)
        if verdict.status in ("failed", "error") and key.carries_from:
            return right_on_right_primitives(exam.library, key, verdict, rerun)
    except SubmissionTimeUpError:
        pass  # no error is carried forward unexamined; the clock notes the cut
    return verdict
