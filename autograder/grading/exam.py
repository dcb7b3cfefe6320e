"""The exam: exercises and answer keys of one assignment for one seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from autograder.course.answer_key import AnswerKey, modules_needed
from autograder.course.assignment import Assignment
from autograder.course.config_parts import COURSE_FILE
from autograder.course.digests import entry_name
from autograder.course.examples import failing_examples
from autograder.course.exercise import Exercise, ExerciseLibrary
from autograder.course.exercise_library import course_adapters, load_exercises
from autograder.course.key_builder import build_answer_key
from autograder.course.missing_texts import missing_texts
from autograder.course.passed_checks import has_passed, import_only_known, note_passed
from autograder.course.reference import given_sources, reference_source
from autograder.course.source_position import line_of
from autograder.course.unlisted_imports import unlisted_imports, unlisted_in_values
from autograder.errors import CourseError
from autograder.grading.empty_claims import refuse_constant_answers, refuse_wide_cases
from autograder.grading.judge_exercise import key_kinds
from autograder.sandbox import Isolation, Sandbox, open_sandbox
from autograder.sandbox.limits import widest
from autograder.sandbox.protocol import Setup
from autograder.submission.handout import NBGRADER_PLACEHOLDER, Handout
from autograder.text.catalogue import LANGUAGES, in_every_language


@dataclass(frozen=True)
class Exam:
    """What a class has to answer: the exercises and their keys for one seed.

    keys: those of the automatic exercises, in course order.
    written: names of the exercises that are graded manually.
    """

    assignment: str
    library: Mapping[str, Exercise]
    keys: Mapping[str, AnswerKey]
    written: tuple[str, ...]

    @property
    def max_points(self) -> float:
        return sum(key.points for key in self.keys.values())


def build_exam(
    assignment: str,
    library: Mapping[str, Exercise],
    points: Mapping[str, float],
    seed: int,
    credit: bool = True,
    cached: bool = True,
) -> Exam:
    """Compute all keys of an assignment.

    points: by exercise, in course order. credit: as set in `course.yaml`.
    cached: whether keys may be kept on disk; False if students' code could reach them.
    """
    for name in points:
        _check_rubric_points(library[name], points[name])
    automatic = [name for name in points if library[name].kind != "written"]
    keys = {
        name: build_answer_key(library, name, points[name], seed, credit, cached)
        for name in automatic
    }
    asked = [library[name] for name in automatic]
    entry = _entry("cases", asked, seed) if cached else ""
    if not has_passed(entry):
        for name, key in keys.items():
            refuse_constant_answers(library[name], key)
            refuse_wide_cases(library[name], key, seed)
        note_passed(entry, import_only_known(asked))
    return Exam(
        assignment=assignment,
        library=library,
        keys=keys,
        written=tuple(name for name in points if library[name].kind == "written"),
    )


def load_exam(assignment: Assignment, seed: int, isolation: Isolation) -> tuple[Exam, Handout]:
    """The exam of an assignment, and its handout, from the course's files."""
    library = load_checked(assignment)
    exam = build_exam(
        assignment.name,
        library,
        assignment.points,
        seed,
        assignment.credit,
        cached=isolation != "process",
    )
    return exam, build_handout(assignment, library)


def open_exam_sandbox(assignment: Assignment, exam: Exam, isolation: Isolation) -> Sandbox:
    """A sandbox that holds the inputs of an exam and the course's limits."""
    limits = {entry.name: entry.limits for entry in assignment.exercises}
    primitives = {name for key in exam.keys.values() for name in key.carries_from}
    return open_sandbox(
        isolation,
        {name: key.inputs for name, key in exam.keys.items()},
        key_kinds(exam.keys),
        {name: limits[name] for name in exam.keys},
        total_seconds=widest(limits.values()).total_seconds,
        references={name: reference_source(exam.library, name) for name in primitives
                    if exam.library[name].kind == "function"},
        setup=Setup(
            modules_needed(exam.keys.values()),
            given_sources(exam.library),
            course_adapters(assignment.folder),
            assignment.packages,
        ),
    )  # fmt: skip


def load_handout(assignment: Assignment) -> Handout:
    """The handout of an assignment, to tell a student's own work from it."""
    return build_handout(assignment, load_checked(assignment))


def load_checked(assignment: Assignment) -> ExerciseLibrary:
    """The exercises of an assignment; CourseError if what students read has mistakes.

    Each rubric must sum to the points of course.yaml, every text must exist in every language,
    the examples in docstrings must hold, and no answer may need an unlisted package.
    """
    library = load_exercises(assignment)
    for name, points in assignment.points.items():
        _check_rubric_points(library[name], points)
    if faults := package_faults(assignment) + _text_faults(assignment, library):
        raise CourseError("\n".join(faults))
    return library


def package_faults(assignment: Assignment) -> list[str]:
    """A sentence for each package that is listed and not installed, or used and not listed."""
    missing = [
        f"{COURSE_FILE}: packages names '{name}', which is not installed here.\n"
        "  Install it, or correct the name: use the one in the import statement."
        for name in assignment.packages
        if find_spec(name) is None
    ]
    return missing + list(unlisted_in_values(assignment.folder, assignment.packages))


def _text_faults(assignment: Assignment, library: ExerciseLibrary) -> list[str]:
    """The mistakes in what students read; files that passed are not checked again."""
    chosen = [library[name] for name in assignment.points]
    entry = _entry("texts", chosen, assignment.languages, assignment.packages)
    if has_passed(entry):
        return []
    faults: list[str] = []
    for exercise in chosen:
        faults += missing_texts(exercise, assignment.languages)
        faults += unlisted_imports(exercise, assignment.packages)
        faults += failing_examples(exercise, library, assignment.languages)
    faults += _same_titles(chosen, assignment.languages)
    if not faults:
        note_passed(entry, import_only_known(chosen))
    return faults


def _entry(kind: str, exercises: Sequence[Exercise], *rest: object) -> str:
    """The cache entry of a check of these exercises; "" if what they depend on is unknown."""
    seen = [(each.name, each.files_digest, each.rules) for each in exercises]
    return entry_name(kind, seen, *rest) if all(digest for _, digest, _ in seen) else ""


def _same_titles(exercises: Sequence[Exercise], languages: Sequence[str]) -> Iterator[str]:
    """Exercises with the same title, as happens when a folder is copied."""
    for language in languages:
        seen: dict[str, str] = {}
        for exercise in exercises:
            title = exercise.title.get(language, "")
            other = seen.setdefault(title, exercise.name)
            if title and other != exercise.name:
                yield (
                    f"{line_of(exercise.folder / 'exercise.py', 'TITLE')}: TITLE is the same in "
                    f"'{language}' as that of '{other}': {title}\n  Give each exercise its own."
                )


def build_handout(assignment: Assignment, library: ExerciseLibrary) -> Handout:
    exercises = [library[name] for name in assignment.points]
    ours = in_every_language("release.placeholder")
    placeholders = (*ours.values(), NBGRADER_PLACEHOLDER)
    return Handout(
        assignment=assignment.name,
        base=assignment.base,
        stubs={
            exercise.name: tuple(exercise.stub(language) for language in LANGUAGES)
            for exercise in exercises
            if exercise.kind != "written"
        },
        placeholders={
            exercise.name: placeholders for exercise in exercises if exercise.kind == "written"
        },
    )


def _check_rubric_points(exercise: Exercise, points: float) -> None:
    """Raise CourseError unless the items of a rubric sum to the points in course.yaml."""
    path = exercise.folder / "exercise.py"
    for language, items in exercise.rubric.items():
        total = sum(item["points"] for item in items)
        if abs(total - points) > 1e-9:
            raise CourseError(
                f"{line_of(path, 'RUBRIC')}: RUBRIC[{language!r}] of '{exercise.name}' sums to "
                f"{total:g} points, course.yaml gives {points:g}.\n  Change one of the two."
            )
