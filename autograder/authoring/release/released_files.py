"""The `release` command: write everything that a student receives.

`release` writes `assignments/<name>/`: the notebook, the .py, the self-check's test and
data, README, requirements and this package as a wheel. The same course always gives the same bytes.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from autograder.authoring import before_release
from autograder.authoring.release.leaks import leaks
from autograder.authoring.release.lesson import refuse_sections_of_no_lesson
from autograder.authoring.release.missing_pictures import refuse_missing_pictures
from autograder.authoring.release.notebook_writer import notebook, notebook_bytes, shown_cells
from autograder.authoring.release.python_file import python_file
from autograder.authoring.release.readme_files import notebook_requirements, readme, requirements
from autograder.authoring.release.wheel import wheel
from autograder.course.assignment import Assignment
from autograder.course.config import Course
from autograder.course.exercise import Exercise, ExerciseLibrary
from autograder.course.exercise_library import course_adapters, load_exercises
from autograder.errors import CourseError
from autograder.files import write_file
from autograder.grading.exam import build_exam, build_handout, load_checked
from autograder.report.exercise_texts import Titles, exercise_texts, section_titles
from autograder.selfcheck.data import (
    DATA_FILE,
    PUBLIC_SEED,
    PublicData,
    data_bytes,
    public_exercise,
)
from autograder.text.catalogue import in_every_language, translate

_OF_TOOLS = {
    "__pycache__",
    ".pytest_cache",
    ".ipynb_checkpoints",
    ".DS_Store",
    ".autograder-hints.json",
}


def release(
    course: Course, assignment: Assignment, language: str | None = None, out: Path | None = None
) -> Path:
    """Write what students receive and return the folder, by default `assignments/<name>/`.

    language: by default the course's. The folder then contains only this language.
    """
    refuse_unsound(course, assignment)
    folder = out or released_folder(course, assignment)
    files = complete(course, assignment, language)
    refuse_leaks(assignment, files)
    for name, data in files.items():
        write_file(folder / name, data)
    return folder


def refuse_unsound(course: Course, assignment: Assignment) -> None:
    """Raise CourseError if the exercises are not sound, as far as the released inputs show."""
    library = load_exercises(assignment)
    points, credit = assignment.points, assignment.credit
    exam = build_exam(assignment.name, library, points, PUBLIC_SEED, credit)
    load_checked(assignment)
    before_release.refuse_unsound(course.root, assignment, library, exam.keys, PUBLIC_SEED)


def refuse_leaks(assignment: Assignment, files: Mapping[str, bytes]) -> None:
    """Raise CourseError with everything that these files would give away."""
    texts = {name: data for name, data in files.items() if not name.endswith(".whl")}
    if found := leaks(assignment, load_checked(assignment), texts):
        raise CourseError(
            "\n".join(f"a released file would give away {leak}" for leak in found)
            + "\n  Take it out of the lesson, the texts or the drivers."
        )


def complete(
    course: Course, assignment: Assignment, language: str | None = None
) -> dict[str, bytes]:
    """An assignment's files together with the kit itself, which is not on the index yet."""
    name, data = wheel()
    return {**render(course, assignment, language), name: data}


def released_folder(course: Course, assignment: Assignment) -> Path:
    """Where an assignment is released to."""
    return course.root / "assignments" / assignment.name


def render(course: Course, assignment: Assignment, language: str | None = None) -> dict[str, bytes]:
    """The files of an assignment, by their path within its folder."""
    language = course.chosen_language(language)
    library = load_checked(assignment)
    refuse_sections_of_no_lesson(assignment, library)
    refuse_missing_pictures(assignment, library)
    base = assignment.base
    ours = {
        f"{base}.ipynb": notebook_bytes(notebook(assignment, library, language)),
        f"{base}.py": python_file(assignment, library, language).encode(),
        f"test_{base}.py": translate("release.self-check-test", language).encode(),
        DATA_FILE: data_bytes(_public_data(assignment, library, language)),
        "README.md": readme(assignment, library, language).encode(),
        "requirements.txt": requirements(language).encode(),
        "requirements-notebook.txt": notebook_requirements(language).encode(),
    }
    return {**ours, **_own_files(library, ours)}


def _own_files(library: ExerciseLibrary, ours: Iterable[str]) -> dict[str, bytes]:
    """The contents of the exercises' `files/` folders; CourseError if a name is taken."""
    found: dict[str, bytes] = {}
    taken = {name.lower(): name for name in ours}  # one file on Windows and macOS
    for exercise in library.values():
        for name, data in exercise.files.items():
            other = taken.setdefault(name.lower(), name)
            if other != name or name in ours or found.get(name, data) != data:
                raise CourseError(
                    f"{exercise.folder / 'files' / name}: another released file has this name.\n"
                    "  Rename it: all files of an assignment are released into one folder."
                )
            found[name] = data
    return found


def instructor_notebook(
    course: Course, assignment: Assignment, language: str | None = None
) -> bytes:
    """nbgrader's source version of the notebook, with the solutions between their markers."""
    language = course.chosen_language(language)
    return notebook_bytes(notebook(assignment, load_checked(assignment), language, solved=True))


def outdated_files(course: Course, assignment: Assignment | None = None) -> list[str]:
    """The files in assignments/ that differ from what `release` would write now.

    A folder may be released in any language, but must be all in one: its data says which.
    Numbers in the self-check's data may differ in their last digits, as these depend on
    the processor.
    """
    chosen = [assignment] if assignment else list(course.assignments.values())
    found = []
    for each in chosen:
        folder = released_folder(course, each)
        wanted = render(course, each, released_language(course, each))
        for name in sorted(set(wanted) | set(_files(folder))):
            if name not in wanted or not _same(folder / name, wanted[name]):
                found.append((folder / name).relative_to(course.root).as_posix())
    return found


def released_language(course: Course, assignment: Assignment) -> str:
    """The language of an assignment's released folder, by default the course's."""
    try:
        data = json.loads((released_folder(course, assignment) / DATA_FILE).read_bytes())
        language = data["language"]
    except (OSError, ValueError, KeyError, TypeError):
        return course.language
    return language if language in course.languages else course.language


def find_leaks(course: Course, assignment: Assignment) -> list[str]:
    """What an assignment's released files give away, one phrase each; [] if nothing."""
    folder = released_folder(course, assignment)
    files = {name: (folder / name).read_bytes() for name in _files(folder)}
    return leaks(assignment, load_checked(assignment), files)


def _files(folder: Path) -> list[str]:
    """Files of a released folder by relative path, without what tools leave there."""
    found = [path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file()]
    # The wheel is not part of the course: git ignores it, and each `release` writes it again.
    ours = (path for path in found if path.suffix != ".whl")
    return [path.as_posix() for path in ours if not _OF_TOOLS & set(path.parts)]


def _public_data(assignment: Assignment, library: ExerciseLibrary, language: str) -> PublicData:
    titles = section_titles(assignment.folder)
    return PublicData(
        assignment=assignment.name,
        language=language,
        title=assignment.title,
        handout=build_handout(assignment, library),
        exercises={
            entry.name: public_exercise(
                library, entry.name, entry.points, credit=assignment.credit, limits=entry.limits
            )
            for entry in assignment.exercises
        },
        texts={name: _public_texts(library[name], titles) for name in assignment.points},
        adapters=course_adapters(assignment.folder),
        shown=shown_cells(assignment, library),
        packages=assignment.packages,
    )


def _public_texts(exercise: Exercise, titles: Titles) -> dict[str, Any]:
    """An exercise's texts; the self-check of a multiple choice checks only the form."""
    texts = exercise_texts(exercise, titles)
    if exercise.choices:
        said = in_every_language("choice.answered")
        texts["checks"] = dict.fromkeys(texts["checks"], said)
    return texts


def _same(path: Path, wanted: bytes) -> bool:
    try:
        there = path.read_bytes()
        if there == wanted or path.suffix != ".json":
            return there == wanted
        return _near(json.loads(there), json.loads(wanted))
    except (OSError, ValueError):
        return False


def _near(a: Any, b: Any) -> bool:
    if isinstance(a, dict) and isinstance(b, dict):
        return list(a) == list(b) and all(_near(a[key], b[key]) for key in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(_near, a, b))
    if isinstance(a, float) and isinstance(b, float):
        return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)
    return type(a) is type(b) and bool(a == b)
