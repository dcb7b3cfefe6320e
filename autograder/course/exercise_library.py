"""Load the exercises of an assignment, each after those it depends on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.comparison_rules import KIT_RULES, Rules
from autograder.course.digests import entry_name, folder_digest
from autograder.course.exercise import Exercise
from autograder.course.exercise_file import depends_of, load_exercise
from autograder.course.exercise_folder import VALUES_FILE, read_text
from autograder.course.passed_checks import has_passed, import_only_known, note_passed
from autograder.course.source_position import line_of, located
from autograder.course.time_limit import author_code
from autograder.errors import CourseError, did_you_mean, suggestion
from autograder.sandbox.values import add_course_adapters

VALUES_SECONDS = 30.0  # to run values.py
_BESIDE = ("lesson.py", VALUES_FILE)


def load_exercises(assignment: Assignment, names: Sequence[str] = ()) -> dict[str, Exercise]:
    """Load the exercises of an assignment, or only the named ones and what they depend on."""
    return load_library(assignment.folder, list(names or assignment.points), assignment.rules)


def load_library(folder: Path, names: list[str], rules: Rules = KIT_RULES) -> dict[str, Exercise]:
    """Load the named exercises of one assignment, each after those it depends on.

    rules: the course's. Unchanged files are not run again.
    """
    return dict(_load_library(folder, tuple(names), rules, folder_digest(folder)))


@lru_cache(maxsize=4)
def _load_library(
    folder: Path, names: tuple[str, ...], rules: Rules, digest: str
) -> dict[str, Exercise]:
    course_adapters(folder)
    _refuse_misspelt_files(folder)
    loaded: dict[str, Exercise] = {}
    waiting: list[str] = []
    entry = entry_name("exercises", digest, names, rules)
    is_checked = has_passed(entry)

    def load(name: str) -> None:
        if name in loaded:
            return
        if name in waiting:
            place = line_of(folder / waiting[-1] / "exercise.py", "DEPENDS")
            ring = " → ".join([*waiting[waiting.index(name) :], name])
            raise CourseError(
                f"{place}: exercises depend on each other: {ring}.\n"
                "  Take one of these names out of DEPENDS."
            )
        if not (folder / name / "exercise.py").exists():
            place = line_of(folder / waiting[-1] / "exercise.py", "DEPENDS") if waiting else ""
            raise CourseError((place and f"{place}: ") + _no_such_folder(folder, name))
        waiting.append(name)
        for other in depends_of(folder / name / "exercise.py"):
            load(other)
        loaded[name] = load_exercise(folder / name, loaded, rules, is_checked)
        waiting.remove(name)

    for name in names:
        load(name)
    if folder_digest(folder) == digest:  # no file has been saved in the meantime
        for exercise in loaded.values():
            object.__setattr__(exercise, "files_digest", digest)
        if not is_checked and import_only_known(loaded.values()):
            note_passed(entry)
    return {name: loaded[name] for name in [*names, *(n for n in loaded if n not in names)]}


def course_adapters(folder: Path) -> str:
    """Register the adapters of an assignment's values.py and return its text; "" if none."""
    path = folder / VALUES_FILE
    if not path.is_file():
        return ""
    source = read_text(path)

    def refusal(error: BaseException) -> CourseError:
        return CourseError(
            f"{path}: {error}" if isinstance(error, ValueError) else located(path, error)
        )

    too_long = f"{path}: running it takes over {VALUES_SECONDS:g} s.\n  Only define classes."
    with author_code(VALUES_SECONDS, refusal, too_long):
        add_course_adapters(source, str(path))
    return source


def _refuse_misspelt_files(folder: Path) -> None:
    """Refuse a file next to the exercises whose name is nearly one that is read."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.name in _BESIDE or not path.is_file():
            continue
        same = [name for name in _BESIDE if path.stem.lower() == Path(name).stem]
        near = f"Did you mean '{same[0]}'?" if same else ""
        if path.suffix == ".py":
            near = near or did_you_mean(path.name, _BESIDE)
        if near:
            raise CourseError(
                f"{path}: is not read; an assignment's folder has: {', '.join(_BESIDE)}.\n  {near}"
            )


def _no_such_folder(folder: Path, name: str) -> str:
    hint = suggestion(name, [p.name for p in folder.glob("*") if p.is_dir()])
    return (
        f"no exercise '{name}' in {folder}.{hint}\n"
        f"  To create it: autograder new {folder.name} {name}"
    )
