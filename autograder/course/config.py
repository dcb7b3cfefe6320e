"""Read course.yaml.

`load_course` reads it into frozen records. Every mistake is named with its line and
a repair, all of them at once, in one CourseError.
"""

from __future__ import annotations

import builtins
import keyword
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import yaml

from autograder.course.comparison_rules import KIT_RULES, Rules
from autograder.course.config_parts import (
    ASSIGNMENT_NAME,
    COURSE_FILE,
    POINTS_RANGE,
    TITLE,
    read_languages,
    read_limits,
    read_packages,
    read_reveal,
    read_rules,
    read_texts,
)
from autograder.course.late_rule import LateRule, read_late_rule
from autograder.course.yaml_reader import (
    Report,
    Table,
    moment,
    number,
    one_of,
    parse,
    yes_or_no,
)
from autograder.errors import CourseError, UserError, did_you_mean
from autograder.sandbox.limits import Limits, widest
from autograder.sandbox.protocol import DEFAULT_PACKAGES
from autograder.text.catalogue import DEFAULT_LANGUAGES

# Names that an exercise would take from the notebook: Python's, NumPy's and the kit's own.
_TAKEN = {*vars(builtins), "np", "numpy", "check", "hint"}


@dataclass(frozen=True)
class ExerciseEntry:
    """One exercise of an assignment: what it is worth and what it may use."""

    name: str
    points: float
    limits: Limits


@dataclass(frozen=True)
class Assignment:
    """One assignment, its exercises in the order in which they are shown.

    folder: where its exercises lie, solutions/<name>/.
    due: with a time zone; None where there is no due date.
    languages: of the course: every text of the assignment exists in each of them.
    credit: whether a proved mistake leaves the share of points that its `credit` says.
    rules: what counts as equal, unless an exercise says otherwise.
    late: what lateness costs; None shows it and takes nothing.
    packages: what student code may import beside the standard library.
    """

    name: str
    folder: Path
    title: Mapping[str, str]
    due: datetime | None
    exercises: tuple[ExerciseEntry, ...]
    languages: tuple[str, ...] = DEFAULT_LANGUAGES
    credit: bool = True
    rules: Rules = KIT_RULES
    late: LateRule | None = None
    packages: tuple[str, ...] = DEFAULT_PACKAGES

    @property
    def points(self) -> dict[str, float]:
        """Points by exercise, in course order."""
        return {entry.name: entry.points for entry in self.exercises}

    @property
    def base(self) -> str:
        """Name of its files without their endings."""
        return self.name.replace("-", "_")


@dataclass(frozen=True)
class Course:
    """A course as defined by course.yaml.

    language: of what students read, where nobody asks for another one.
    languages: in which every text exists.
    reveal: what feedback may show beyond points: of "diagnosis", "counterexample".
    """

    root: Path
    name: Mapping[str, str]
    language: str
    limits: Limits
    reveal: tuple[str, ...]
    assignments: Mapping[str, Assignment]
    languages: tuple[str, ...] = DEFAULT_LANGUAGES

    def chosen_language(self, language: str | None) -> str:
        """The language asked for, by default the course's; UserError if it is not declared."""
        if language is not None and language not in self.languages:
            raise UserError(
                f"{COURSE_FILE} does not declare the language '{language}'; it has: "
                f"{', '.join(self.languages)}.\n"
                f"  Translate the course's texts, then declare it: "
                f"languages: [{', '.join((*self.languages, language))}]"
            )
        return language or self.language

    def assignment(self, name: str) -> Assignment:
        """The assignment of this name; CourseError if there is none."""
        if name not in self.assignments:
            hint = did_you_mean(name, self.assignments)
            raise CourseError(
                f"{COURSE_FILE} has no assignment '{name}'; it has: "
                f"{', '.join(self.assignments)}." + (f"\n  {hint}" if hint else "")
            )
        return self.assignments[name]


def load_course(root: Path) -> Course:
    """Read the course in a folder; CourseError names all that is wrong with it."""
    path = root / COURSE_FILE
    try:
        content = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CourseError(
            f"{path}: cannot be read: {error.strerror}.\n"
            "  Run this in the course's folder, or name it: --course DIR"
        ) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise CourseError(f"{COURSE_FILE}:{line}: not UTF-8.\n  Save it as UTF-8.") from error
    if (other := root / "course.yml").exists():
        raise CourseError(f"{other}: is not read; {COURSE_FILE} is.\n  Remove one of the two.")
    report = Report(COURSE_FILE)
    node = parse(content, report)
    course = _course(node, root, report) if node is not None else None
    report.raise_if_any()
    assert course is not None
    return course


def _course(node: yaml.Node, root: Path, report: Report) -> Course:
    table = Table.of(node, "the course", report, "name: …  assignments: …").only(
        *("name", "language", "languages", "packages", "limits", "feedback", "credit"),
        *("rules", "assignments"),
    )
    name = table.need("name", f"name: {TITLE}")
    languages = read_languages(table.get("languages"), report)
    language = table.get("language")
    first = "ja" if "ja" in languages else languages[0]
    limits = read_limits(table.get("limits"), "limits", Limits(), report)
    listed = table.need("assignments", "assignments: {my-lesson: {…}}")
    assignments = (
        _assignments(listed, root, limits, languages, report) if listed is not None else {}
    )
    credit = table.get("credit")
    if credit is not None and not yes_or_no(credit, "credit", report):
        assignments = {name: replace(each, credit=False) for name, each in assignments.items()}
    rules = read_rules(table.get("rules"), report)
    assignments = {name: replace(each, rules=rules) for name, each in assignments.items()}
    packages = read_packages(table.get("packages"), report)
    assignments = {name: replace(each, packages=packages) for name, each in assignments.items()}
    return Course(
        root=root,
        name=read_texts(name, "name", languages, report),
        language=one_of(*languages)(language, "language", report) if language else first,
        limits=limits,
        reveal=read_reveal(table.get("feedback"), report),
        assignments=assignments,
        languages=languages,
    )


def _assignments(
    node: yaml.Node, root: Path, limits: Limits, languages: tuple[str, ...], report: Report
) -> dict[str, Assignment]:
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
    table = Table.of(node, what, report, "{title: …, due: …, exercises: …}").only(
        "title", "due", "late", "limits", "exercises"
    )
    folder = root / "solutions" / name
    if not folder.is_dir():
        others = [p.name for p in folder.parent.glob("*") if p.is_dir()]
        report.add(
            key,
            f"{what} has no folder solutions/{name}/.",
            did_you_mean(name, others),
            f"To create it: autograder new {name} my_exercise",
        )
    wanted = table.need("title", f"title: {TITLE}")
    title = read_texts(wanted, f"title of {what}", languages, report)
    due = table.get("due")
    own = read_limits(table.get("limits"), f"limits of {what}", limits, report)
    listed = table.need("exercises", "exercises: {my_exercise: 10}")
    exercises = _exercises(listed, name, folder, own, report) if listed is not None else ()
    whole = widest(each.limits for each in exercises).total_seconds
    for each in exercises:
        if each.limits.wall_seconds > whole:
            report.add(
                key,
                f"exercise '{each.name}' may take {each.limits.wall_seconds:g} s (wall_seconds), "
                f"and a whole submission {whole:g} s (total_seconds).",
                f"Give {what} more: limits: {{total_seconds: {2 * each.limits.wall_seconds:g}}}",
            )
    late = read_late_rule(table.get("late"), f"late of {what}", report)
    if late is not None and due is None:
        report.add(
            table.get("late") or key,
            f"late of {what} has no due time to count from, and would cost nothing.",
            "Add, for example: due: 2027-01-31T23:59:00+09:00",
        )
    return Assignment(
        name=name,
        folder=folder,
        title=title,
        due=moment(due, f"due of {what}", report) if due is not None else None,
        exercises=exercises,
        languages=languages,
        late=late,
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
        table = Table.of(node, f"exercise '{name}'", report, example).only("points", "limits")
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
