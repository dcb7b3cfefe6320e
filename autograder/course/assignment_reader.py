"""Read `assignments:` of course.yaml."""

from __future__ import annotations

import builtins
import keyword
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import yaml

from autograder.course.assignment import Assignment, ExerciseEntry
from autograder.course.config_parts import (
    ASSIGNMENT_NAME,
    POINTS_RANGE,
    TITLE,
    read_limits,
    read_texts,
)
from autograder.course.late_penalty import read_late_rule
from autograder.course.yaml_reader import Report, Table, moment, number
from autograder.errors import did_you_mean
from autograder.sandbox.limits import Limits, widest

# Names that an exercise would hide in the notebook: Python's, NumPy's and the kit's own.
_TAKEN = {*vars(builtins), "np", "numpy", "check", "hint"}


def read_assignments(
    node: yaml.Node, root: Path, limits: Limits, languages: tuple[str, ...], report: Report
) -> dict[str, Assignment]:
    """The assignments by name. limits, languages: the course's. root: the course's folder."""
    found: dict[str, Assignment] = {}
    table = Table.of(node, "assignments", report, "{my-lesson: {title: …, exercises: …}}")
    if isinstance(node, yaml.MappingNode) and not node.value:
        report.add(node, "assignments is empty; a course has at least one.")
    for name, key, value in table:
        if not ASSIGNMENT_NAME.fullmatch(name):
            report.add(
                key,
                f"an assignment's name has letters, digits, '-' and '_' only, got {name!r}.",
                "It becomes the name of folders and files.",
            )
            continue
        same = [each for each in found if _plain(each) == _plain(name)]
        if same:
            report.add(
                key,
                f"assignments '{same[0]}' and '{name}' would have the same files.",
                "Choose names that differ in more than capitals, '-' and '_'.",
            )
        found[name] = _assignment(name, key, value, root, limits, languages, report)
    return found


def _plain(name: str) -> str:
    return name.lower().replace("-", "_")


def _assignment(
    name: str,
    key: yaml.Node,
    node: yaml.Node,
    root: Path,
    limits: Limits,
    languages: tuple[str, ...],
    report: Report,
) -> Assignment:
    what = f"assignment '{name}'"
    table = Table.of(node, what, report, "{title: …, due: …, exercises: …}").allow_only(
        "title", "due", "late", "limits", "exercises"
    )
    folder = root / "solutions" / name
    _check_folder(folder, key, report)
    wanted = table.need("title", f"title: {TITLE}")
    title = read_texts(wanted, f"title of {what}", languages, report)
    own = read_limits(table.get("limits"), f"limits of {what}", limits, report)
    listed = table.need("exercises", "exercises: {my_exercise: 10}")
    exercises = _exercises(listed, name, folder, own, report) if listed is not None else ()
    _check_total_seconds(exercises, what, key, report)
    late = table.read("late", read_late_rule, None)
    if late is not None and table.get("due") is None:
        report.add(
            table.get("late") or key,
            f"late of {what} has no due time to count from, and would cost nothing.",
            "Add, for example: due: 2027-01-31T23:59:00+09:00",
        )
    return Assignment(
        name=name,
        folder=folder,
        title=title,
        due=table.read("due", moment, None),
        exercises=exercises,
        languages=languages,
        late=late,
    )


def _check_folder(folder: Path, key: yaml.Node, report: Report) -> None:
    name = folder.name
    if not folder.is_dir():
        others = [p.name for p in folder.parent.glob("*") if p.is_dir()]
        report.add(
            key,
            f"assignment '{name}' has no folder solutions/{name}/.",
            did_you_mean(name, others),
            f"To create it: autograder new {name} my_exercise",
        )


def _check_total_seconds(
    exercises: Sequence[ExerciseEntry], what: str, key: yaml.Node, report: Report
) -> None:
    """Report an exercise that may take longer than a whole submission."""
    whole = widest(each.limits for each in exercises).total_seconds
    for each in exercises:
        if each.limits.wall_seconds > whole:
            report.add(
                key,
                f"exercise '{each.name}' may take {each.limits.wall_seconds:g} s (wall_seconds), "
                f"and a whole submission {whole:g} s (total_seconds).",
                f"Give {what} more: limits: {{total_seconds: {2 * each.limits.wall_seconds:g}}}",
            )


def _exercises(
    node: yaml.Node, assignment: str, folder: Path, limits: Limits, report: Report
) -> tuple[ExerciseEntry, ...]:
    what = f"exercises of assignment '{assignment}'"
    table = Table.of(node, what, report, "{my_exercise: 10, other_exercise: 5}")
    if isinstance(node, yaml.MappingNode) and not node.value:
        report.add(node, f"{what} is empty; an assignment has at least one exercise.")
    entries = []
    for name, key, value in table:
        _check_exercise_name(name, key, assignment, folder, report)
        entries.append(_exercise(name, value, limits, report))
    return tuple(entries)


def _check_exercise_name(
    name: str, key: yaml.Node, assignment: str, folder: Path, report: Report
) -> None:
    if not name.isidentifier() or keyword.iskeyword(name):
        report.add(
            key,
            f"assignment '{assignment}' names exercise {name!r}; no function can be called so.",
            "Use letters, digits and '_' only.",
        )
    elif (plain := unicodedata.normalize("NFKC", name)) != name:
        report.add(key, f"Python reads the name '{name}' as '{plain}'.", f"Type it so: {plain}")
    elif name in _TAKEN or name.startswith("__"):
        report.add(
            key,
            f"assignment '{assignment}' names exercise '{name}', which is a name of Python's or "
            "the notebook's own; every answer would lose that one.",
            f"Choose another, for example: my_{name.strip('_')}",
        )
    elif folder.is_dir() and not (folder / name / "exercise.py").is_file():
        wanted = "folder" if not (folder / name).is_dir() else "file"
        place = f"solutions/{assignment}/" + ("" if wanted == "folder" else f"{name}/exercise.py")
        report.add(
            key,
            f"assignment '{assignment}' names exercise '{name}'; no such {wanted} "
            f"{'in ' if wanted == 'folder' else ''}{place}.",
            did_you_mean(name, [p.parent.name for p in folder.glob("*/exercise.py")]),
            f"To create it: autograder new {assignment} {name}",
        )


def _exercise(name: str, node: yaml.Node, limits: Limits, report: Report) -> ExerciseEntry:
    """Short form `name: 20`, long form `name: {points: 20, limits: {…}}`."""
    what = f"points of exercise '{name}'"
    points: yaml.Node | None = node
    if not isinstance(node, yaml.ScalarNode):
        example = "{points: 20, limits: {wall_seconds: 20}}"
        table = Table.of(node, f"exercise '{name}'", report, example).allow_only("points", "limits")
        points = table.need("points", "points: 20")
        limits = read_limits(table.get("limits"), f"limits of exercise '{name}'", limits, report)
    value = number(least=0)(points, what, report) if points is not None else 0
    if points is not None and points.value and not report.mistakes:
        least, most = POINTS_RANGE
        if not least <= value <= most:
            report.add(
                points,
                f"{what} must be from {least:g} to {most:,}, got {value:g}.",
                "Points are kept with six decimals; take out an exercise that is worth none.",
            )
    return ExerciseEntry(name, float(value), limits)
