"""Show everything known about one verdict, for a conversation with the student.

The page's explanation, then what no page shows: every case with its input, the expected and
the actual outcome, and each misconception with the first case that rules it out. The stored
code is run once more for this, in the sandbox, with the run's seed.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.course.answer_key import AnswerKey
from autograder.errors import UserError, did_you_mean
from autograder.grading.check_results import first_failing_check
from autograder.grading.counterexample import call_text, counterexample
from autograder.grading.diagnosis import compare_mutants
from autograder.grading.exam import build_exam, load_handout, open_exam_sandbox
from autograder.grading.store.class_list import shown_name
from autograder.grading.store.hidden_seeds import derived_seed
from autograder.grading.store.submitted_files import load_archived
from autograder.grading.vectorised_compare import compare_all
from autograder.integrations.finished_run import FinishedRun, load_finished_run
from autograder.models import CallResult, ExerciseResult, Grade
from autograder.report.class_report.class_rows import misconception_title
from autograder.report.feedback_page import feedback_on_exercises
from autograder.report.terminal import render_exercise
from autograder.text.catalogue import translate, translate_error
from autograder.text.sanitize import sanitize

_LONG = 400  # characters of a call or a result that are shown


def show_verdict(
    course: Path, out: Path, student: str, exercise: str, language: str | None = None
) -> Iterator[str]:
    """Lines on one student's exercise; UserError if the run does not have it."""
    run = load_finished_run(course, out)
    grade = _grade_of(run, student)
    if exercise not in run.library:
        raise UserError(
            f"show: '{exercise}' is not an exercise of '{run.assignment.name}'. "
            f"{did_you_mean(exercise, run.library)}\n  Exercises: {', '.join(run.library)}"
        )
    language = run.course.chosen_language(language or run.language)
    yield f"{shown_name(out, grade.student)} · {run.assignment.name} · {exercise}"
    yield f"{sanitize(grade.file, 200)} · {translate('show.seed', language, seed=run.seed)}"
    yield ""
    found = [x for x in feedback_on_exercises(grade, run.texts, language) if x.name == exercise]
    if not found:  # a grader error of the whole submission
        yield sanitize(grade.message, 4_000)
        return
    yield render_exercise(found[0])
    if run.library[exercise].kind == "written":
        return
    key, answer = _run_again(run, grade, exercise)
    yield ""
    if answer is None:
        yield translate("class.code-none", language)
    elif answer.status != "answered":
        yield translate("show.no-outcomes", language, status=answer.status)
    else:
        yield from _cases(key, answer.outcomes, language)
        yield from _models(run, key, answer.outcomes, grade, language)


def _grade_of(run: FinishedRun, student: str) -> Grade:
    """A student's grade, by key, or by display name if only one student has it."""
    by_key = {grade.student: grade for grade in run.grades}
    if student in by_key:
        return by_key[student]
    named = [key for key in by_key if run.infos.get(key) and run.infos[key].name == student]
    if len(named) == 1:
        return by_key[named[0]]
    wanted = f"show: {run.out} has no student '{student}'. {did_you_mean(student, by_key)}".rstrip()
    several = f"\n  Several have this name; give one of: {', '.join(named)}" if named else ""
    raise UserError(wanted + several)


def _run_again(
    run: FinishedRun, grade: Grade, exercise: str
) -> tuple[AnswerKey, ExerciseResult | None]:
    """The answer key, and what the code does; None without the code."""
    assignment = run.assignment
    seed = derived_seed(run.run.secret, grade.student) if run.run.secret else run.seed
    points = {exercise: assignment.points[exercise]}
    exam = build_exam(assignment.name, run.library, points, seed, assignment.credit)
    source = load_archived(run.out, grade, load_handout(assignment))
    if source is None or source.problem is not None:
        return exam.keys[exercise], None
    sandbox = open_exam_sandbox(assignment, exam, run.run.isolation)
    try:
        answer = sandbox.run(source.units, [exercise]).answers[exercise]
    finally:
        sandbox.close()
    return exam.keys[exercise], answer


def _cases(key: AnswerKey, outcomes: Sequence[CallResult], language: str) -> Iterator[str]:
    yield translate("show.cases", language)
    whole = compare_all(key, outcomes)
    for number, (case, got) in enumerate(zip(key.cases, outcomes, strict=True)):
        check = first_failing_check(key, number, got, whole[number])
        mark = translate("mark.failed" if check else "mark.passed", language)
        yield f"  {number + 1:>3} {mark} {case.group}"
        yield _indented(call_text(key, case))
        if check is None:
            continue
        shown = counterexample(key, number, check, got)
        yield f"        {translate('show.check', language, check=check.name)}"
        for side, text in (("expected", shown.expected), ("got", shown.got)):
            yield f"        {translate(f'explain.{side}', language)}"
            yield _indented(translate_error("result-notes", text, language) or text, 10)
        if got.stdout:
            yield f"        {translate('explain.printed', language)}"
            yield _indented(got.stdout, 10)


def _models(
    run: FinishedRun,
    key: AnswerKey,
    outcomes: Sequence[CallResult],
    grade: Grade,
    language: str,
) -> Iterator[str]:
    compared = compare_mutants(key, outcomes)
    if not compared or all(compare_all(key, outcomes)):
        return
    yield ""
    yield translate("show.models", language)
    proved = grade.exercises[key.exercise].diagnosis
    if len(proved) > 1:
        yield f"  {translate('show.agrees', language)}  {' + '.join(map(sanitize, proved))}"
    for name, case in sorted(compared.items(), key=lambda x: (x[1] is not None, -(x[1] or 0))):
        title = misconception_title(run.texts, key.exercise, name, language)
        if case is None:
            said = translate("show.agrees", language)
        else:
            said = translate("show.differs", language, number=case + 1)
        yield f"  {said}  {name}  {title}"


def _indented(text: str, room: int = 8) -> str:
    return textwrap.indent(sanitize(text, _LONG), " " * room)
