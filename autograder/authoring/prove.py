"""The `prove` command: validate the exercises and the released files of a course.

Every exercise is proved (see prove_exercise.py). Then the released files are checked:
they must be what `release` would write now, and must not give an answer away.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing
from pathlib import Path

from autograder.authoring.lesson_run import lesson_faults
from autograder.authoring.other_process import differ_elsewhere
from autograder.authoring.prove_exercise import ProofResult, format_table, prove_exercise
from autograder.authoring.release.released_files import (
    find_leaks,
    outdated_files,
    refuse_leaks,
    released_folder,
    released_language,
    render,
)
from autograder.course.answer_key import AnswerKey
from autograder.course.assignment import Assignment
from autograder.course.config import Course, load_course
from autograder.course.config_parts import COURSE_FILE
from autograder.course.exercise import Exercise
from autograder.course.exercise_library import load_exercises
from autograder.errors import CourseError, IsolationError, UserError, suggestion
from autograder.grading.exam import Exam, build_exam, open_exam_sandbox, package_faults
from autograder.sandbox import Sandbox
from autograder.text.english_counts import count


def prove(
    root: Path,
    assignment: str | None,
    exercises: Sequence[str] | None,
    seed: int,
    say: Callable[[str], object],
) -> int:
    """Prove one assignment or all of them; return 0 if all are sound, otherwise 1."""
    course = load_course(root)
    faults = 0
    for each in _chosen(course, assignment, exercises):
        found = prove_assignment(course, each, exercises, seed, say)
        faults += len(found)
        for fault in found:
            say(f"✗ {fault}")
    say("All checks passed." if not faults else f"{count(faults, 'problem')} found.")
    return 1 if faults else 0


def prove_assignment(
    course: Course,
    assignment: Assignment,
    exercises: Sequence[str] | None,
    seed: int,
    say: Callable[[str], object],
) -> list[str]:
    """All faults of one assignment, one sentence each."""
    names = [name for name in assignment.points if not exercises or name in exercises]
    exam, faults = _sound_exam(assignment, names, seed)
    sound = [name for name in names if name in exam.keys or name in exam.written]
    say(f"{assignment.name} · {count(len(names), 'exercise')} · seed {seed}")
    proofs = _prove_exercises(course, assignment, exam, sound, seed)
    say(format_table([proof for proof in proofs if proof.exercise in exam.keys]))
    for proof in proofs:
        for note in proof.notes:
            say(f"note: {proof.exercise}: {note}")
    for path in sorted(assignment.folder.glob("*/exercise.py")):
        if not exercises and path.parent.name not in assignment.points:
            say(f"note: {path.parent} is not in {COURSE_FILE}, and is neither proved nor released.")
    faults += package_faults(assignment)
    faults += [f"{proof.exercise}: {fault}" for proof in proofs for fault in proof.faults]
    if not exercises and len(sound) == len(names):
        faults += _release_faults(course, assignment, exam, not faults, say)
    return faults


def _prove_exercises(
    course: Course, assignment: Assignment, exam: Exam, names: Sequence[str], seed: int
) -> list[ProofResult]:
    """What is found about each exercise, here and in another process."""
    if not names:
        return []
    with _sandbox(assignment, exam) as sandbox:
        proofs = [
            prove_exercise(exam, name, sandbox, assignment.languages, assignment.packages)
            for name in names
        ]
    keys = {name: exam.keys[name] for name in names if name in exam.keys}
    said = differ_elsewhere(course.root, assignment.name, exam.library, keys, seed)
    for proof in proofs:
        if proof.exercise in said:
            proof.faults.append(said[proof.exercise])
    return proofs


def _release_faults(
    course: Course,
    assignment: Assignment,
    exam: Exam,
    sound: bool,
    say: Callable[[str], object],
) -> list[str]:
    """What is wrong with the released files, or prevents a release.

    sound: whether the exercises are sound; if not, their faults have been reported.
    """
    is_released = released_folder(course, assignment).is_dir()
    try:
        if faults := list(lesson_faults(assignment, exam.library)):
            return faults
        if sound and not is_released:
            refuse_leaks(assignment, render(course, assignment))
    except CourseError as error:
        return [str(error)]
    if not is_released:
        if sound:
            say(
                f"{assignment.name} is not released yet.\n"
                f"  Next: autograder release {assignment.name}"
            )
        return []
    problems = release_problems(course, assignment)
    language = released_language(course, assignment)
    if language != course.language:
        say(
            f"{assignment.name} is released in '{language}'; "
            f"the course's own language is '{course.language}'"
        )
    return problems


def propose_for(
    root: Path,
    assignment: str | None,
    exercises: Sequence[str] | None,
    seed: int,
    say: Callable[[str], object],
) -> int:
    """Print what mutants of the references show; return 0, as a proposal is not a fault."""
    from autograder.authoring.propose import propose, show_proposals

    for each in _chosen(load_course(root), assignment, exercises):
        for name in each.points:
            if not exercises or name in exercises:
                library = load_exercises(each, [name])
                if library[name].kind != "written":
                    show_proposals(propose(library, name, seed), say)
    return 0


def _chosen(
    course: Course, assignment: str | None, exercises: Sequence[str] | None
) -> list[Assignment]:
    """One assignment or all; if exercises are named, only those that have any of them."""
    assignments = list(course.assignments.values())
    if assignment:
        assignments = [course.assignment(assignment)]
    if not exercises:
        return assignments
    known = [name for each in assignments for name in each.points]
    for name in exercises:
        if name not in known:
            raise UserError(
                f"no exercise '{name}' in {', '.join(each.name for each in assignments)}; "
                f"there is: {', '.join(known)}.{suggestion(name, known)}"
            )
    return [each for each in assignments if set(exercises) & set(each.points)]


def _sound_exam(assignment: Assignment, names: Sequence[str], seed: int) -> tuple[Exam, list[str]]:
    """The exam with all exercises that can be read, and what is wrong with the others."""
    library: dict[str, Exercise] = {}
    keys: dict[str, AnswerKey] = {}
    written: list[str] = []
    faults: dict[str, None] = {}  # reported once, even if several exercises depend on a faulty one
    for name in names:
        try:
            found = load_exercises(assignment, [name])
            points = {name: assignment.points[name]}
            exam = build_exam(assignment.name, found, points, seed, assignment.credit)
        except CourseError as error:
            faults[str(error)] = None
            continue
        library |= found
        keys |= exam.keys
        written += exam.written
    return Exam(assignment.name, library, keys, tuple(written)), list(faults)


def release_problems(course: Course, assignment: Assignment) -> list[str]:
    """What is stale or leaks in assignments/."""
    language = released_language(course, assignment)
    fix = "autograder release" + (f" --language {language}" if language != course.language else "")
    faults = [
        f"{path} is not what release would write now.\n  Fix it: {fix}"
        for path in outdated_files(course, assignment)
    ]
    leaks = find_leaks(course, assignment)
    return faults + [f"a released file gives away {leak}" for leak in leaks]


def _sandbox(assignment: Assignment, exam: Exam) -> AbstractContextManager[Sandbox]:
    """A warm sandbox if available; the author's own code needs no isolation."""
    try:
        return closing(open_exam_sandbox(assignment, exam, "bubblewrap"))
    except IsolationError:
        return closing(open_exam_sandbox(assignment, exam, "process"))
