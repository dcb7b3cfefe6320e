"""Check exercises before `release` and `grade`, in one process and without a sandbox.

`prove` shows more, and takes longer. If nothing is wrong, this is recorded in the cache on disk,
so that the same files are checked only once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from autograder.authoring.lesson_run import lesson_faults
from autograder.authoring.lint_exercise import plot_faults, told_answer_faults
from autograder.authoring.other_process import differ_elsewhere
from autograder.authoring.trial_verdicts import (
    judged,
    loses_nothing,
    right_fault,
    stub_fault,
    wrong_faults,
)
from autograder.course.answer_key import AnswerKey
from autograder.course.assignment import Assignment
from autograder.course.digests import entry_name
from autograder.course.exercise import ExerciseLibrary
from autograder.course.mutant_runs import run_limited
from autograder.course.passed_checks import has_passed, import_only_known, note_passed
from autograder.errors import CourseError
from autograder.grading.check_results import run_checks
from autograder.grading.vectorised_compare import compare_all
from autograder.models import Verdict


def refuse_unsound(
    root: Path,
    assignment: Assignment,
    library: ExerciseLibrary,
    keys: Mapping[str, AnswerKey],
    seed: int,
    only_points: bool = False,
) -> None:
    """Raise CourseError with every fault of the exercises that these keys show.

    root: of the course. seed: of the keys. only_points: check only what changes points, not
    texts and names of mistakes, since a class is waiting to be graded.
    """
    entry = _entry("sound", assignment, library)
    only = _entry("sound-points", assignment, library)
    if has_passed(entry) or (only_points and has_passed(only)):
        return
    faults: list[str] = []
    said = differ_elsewhere(root, assignment.name, library, keys, seed)
    for name, key in keys.items():
        exercise = library[name]
        if name in said:
            faults.append(said[name])
        if only_points:
            faults += _faults_of_points(library, key, assignment.languages[0])
        else:
            faults += told_answer_faults(exercise, assignment.languages)
            faults += plot_faults(exercise, key, assignment.languages)
            faults += _faults_of_verdicts(library, key, assignment.languages[0])
    if not only_points:
        faults += lesson_faults(assignment, library)
    if faults:
        raise CourseError("\n".join(faults))
    lasting = import_only_known(library.values(), right=True)
    note_passed(only if only_points else entry, lasting)


def _faults_of_points(library: ExerciseLibrary, key: AnswerKey, language: str) -> Iterator[str]:
    """Models that the checks give points that they must not get, and the other way round."""
    yield from _faults_of_answers(library, key, language)
    for wrong in library[key.exercise].misconceptions.values():
        for number, mutant in enumerate(key.mutants[wrong.id]):
            checks = run_checks(key, mutant, compare_all(key, mutant))
            if all(check.passed for check in checks):
                yield f"{wrong.place}: {loses_nothing(wrong.id, number)}"


def _faults_of_verdicts(library: ExerciseLibrary, key: AnswerKey, language: str) -> Iterator[str]:
    yield from _faults_of_answers(library, key, language)
    for wrong in library[key.exercise].misconceptions.values():
        verdicts = [judged(key, mutant) for mutant in key.mutants[wrong.id]]
        for said in wrong_faults(key, wrong.id, verdicts):
            yield f"{wrong.place}: {said}"


def _faults_of_answers(library: ExerciseLibrary, key: AnswerKey, language: str) -> Iterator[str]:
    """Faults in the verdicts on the stub and on the answers in right/."""
    name = key.exercise
    exercise = library[name]
    place = exercise.definition

    def verdict(source: str, what: str) -> Verdict:
        return judged(key, run_limited(library, name, source, key.inputs, what))

    if said := stub_fault(key, verdict(exercise.stub(language), f"{place}: the stub"), language):
        yield f"{place}: {said}"
    for file, source in exercise.right_answers.items():
        path = exercise.folder / "right" / file
        if said := right_fault(verdict(source, str(path)), f"right/{file}"):
            yield f"{path}: {said}"


def _entry(kind: str, assignment: Assignment, library: ExerciseLibrary) -> str:
    """A name for everything that the result depends on; "" if the files are not known."""
    digests = [library[name].files_digest for name in assignment.points]
    rest = (assignment.points, assignment.languages, assignment.credit, assignment.rules)
    return entry_name(kind, digests, *rest) if all(digests) else ""
