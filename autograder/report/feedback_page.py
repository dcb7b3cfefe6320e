"""Build a student's feedback page: points first, then each exercise in course order.

It is OUT/feedback/<student>/<assignment>/feedback.html.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.files import write_if_changed
from autograder.grading.store.run_context import RunContext
from autograder.grading.store.submitted_files import archived_pictures
from autograder.models import Grade, SubmissionInfo
from autograder.report.error_messages import friendly_error, grade_notes
from autograder.report.exercise_feedback import ExerciseFeedback
from autograder.report.exercise_texts import ExerciseTexts
from autograder.report.explanation import (
    REVEAL_ALL,
    explain,
    explain_written,
    penalty_notes,
    with_mark,
)
from autograder.report.rendering import feedback_path, render
from autograder.submission.pictures import Pictures
from autograder.text.catalogue import translate
from autograder.text.sanitize import sanitize


def write_student_page(grade: Grade, page: str, out: Path) -> Path:
    """Write a student's page and return its path."""
    path = feedback_path(out, grade.student, grade.assignment)
    write_if_changed(path, page)
    return path


def page_of_run(context: RunContext, texts: Mapping[str, ExerciseTexts], grade: Grade) -> str:
    """A student's page as a run writes and exports it, including pasted pictures."""
    return student_page(
        grade,
        texts,
        context.language,
        reveal=context.course.reveal,
        course=context.course.name[context.language],
        title=context.title,
        isolation=context.isolation,
        info=context.infos.get(grade.student),
        pictures=archived_pictures(context.out, grade),
    )


def student_page(
    grade: Grade,
    texts: Mapping[str, ExerciseTexts],
    language: str,
    *,
    reveal: Sequence[str] = REVEAL_ALL,
    course: str = "",
    title: str = "",
    isolation: str = "bubblewrap",
    info: SubmissionInfo | None = None,
    pictures: Pictures | None = None,
) -> str:
    """The page as text.

    texts: of all exercises in course order, see `assignment_texts`.
    reveal: what course.yaml lets feedback show, () for only points and claims.
    course, title: of the course and the assignment, in the page's language.
    isolation: the sandbox's; anything weaker than "bubblewrap" is mentioned on the page.
    info: what the platform says: name, attempt, lateness, time.
    pictures: those pasted into written answers.
    """
    unreadable = "unreadable" in grade.notes
    feedback = [] if unreadable else feedback_on_exercises(grade, texts, language, reveal, pictures)
    return render(
        "student.html",
        language,
        course=course,
        title=title or grade.assignment,
        student=sanitize(info.name if info and info.name else grade.student, 200),
        points=grade.points if grade.status == "graded" else None,
        max_points=grade.max_points,
        grader_error=grade.status == "grader_error",
        unreadable=_why_unreadable(grade, language) if unreadable else "",
        feedback=feedback,
        notes=_notes(grade, feedback, language, isolation, info),
    )


def _why_unreadable(grade: Grade, language: str) -> str:
    """The one reason why nothing in a submission could be read."""
    reasons = (verdict.message for verdict in grade.exercises.values() if verdict.message)
    return friendly_error(sanitize(next(reasons, ""), 700), language).friendly


def feedback_on_exercises(
    grade: Grade,
    texts: Mapping[str, ExerciseTexts],
    language: str,
    reveal: Sequence[str] = REVEAL_ALL,
    pictures: Pictures | None = None,
) -> list[ExerciseFeedback]:
    """Feedback on all exercises in course order, written answers included."""
    names = [*texts, *(name for name in grade.exercises if name not in texts)]
    feedback, pasted = [], pictures or {}
    for name in names:
        if name in grade.exercises:
            feedback.append(explain(name, grade.exercises[name], texts, language, reveal))
        elif name in grade.needs_manual or name in grade.marks:
            feedback.append(
                explain_written(name, grade.written.get(name), texts, language, pasted.get(name))
            )
    return [with_mark(item, grade.marks.get(item.name), language) for item in feedback]


def ignored_files_note(grade: Grade, language: str) -> list[str]:
    """Files that were found beside the graded one and ignored."""
    if not grade.ignored_files:
        return []
    files = translate("explain.list-separator", language).join(grade.ignored_files)
    return [translate("page.passed-over", language, files=sanitize(files, 700))]


def submission_notes(info: SubmissionInfo | None, language: str) -> list[str]:
    """When the work was submitted, whether late, and which attempt counts, as far as known."""
    if info is None:
        return []
    notes = []
    if info.submitted_at:
        when = sanitize(info.submitted_at.replace("T", " ").replace("+00:00", " UTC"), 40)
        notes.append(translate("page.submitted", language, when=when))
    if info.due and info.late is not None:
        due = sanitize(info.due.replace("T", " "), 40)
        notes.append(translate("page.due", language, due=due))
    if info.late:
        notes.append(translate("page.late", language))
    if info.attempt > 1:
        count = max(info.attempt, info.attempts)
        notes.append(translate("page.attempt", language, number=info.attempt, count=count))
    return notes


def _notes(
    grade: Grade,
    feedback: Sequence[ExerciseFeedback],
    language: str,
    isolation: str,
    info: SubmissionInfo | None,
) -> list[str]:
    notes = grade_notes(grade, language)
    if grade.file:
        notes.append(translate("page.file", language, file=sanitize(grade.file, 200)))
    notes += submission_notes(info, language)
    notes += penalty_notes(grade, language)
    notes += ignored_files_note(grade, language)
    if grade.needs_manual and any(item.status == "manual" for item in feedback):
        notes.append(translate("explain.written-note", language))
    if any(item.example for item in feedback):
        notes.append(translate("page.pasteable", language))
    if isolation != "bubblewrap":
        notes.append(translate("page.isolation-process", language))
    return notes
