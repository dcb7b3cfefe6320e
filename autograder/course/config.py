"""Read course.yaml.

`load_course` reads it into frozen records. All mistakes are reported at once, in one
CourseError, each with its line and a repair.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from autograder.course.assignment import Assignment
from autograder.course.assignment_reader import read_assignments
from autograder.course.config_parts import (
    COURSE_FILE,
    TITLE,
    read_languages,
    read_limits,
    read_packages,
    read_reveal,
    read_rules,
    read_texts,
)
from autograder.course.yaml_reader import Report, Table, one_of, parse, yes_or_no
from autograder.errors import CourseError, UserError, suggestion
from autograder.sandbox.limits import Limits
from autograder.text.catalogue import DEFAULT_LANGUAGES


@dataclass(frozen=True)
class Course:
    """A course as defined by course.yaml.

    language: the default language of what students read.
    languages: those in which every text exists.
    reveal: what feedback may show besides points: "diagnosis", "counterexample".
    """

    root: Path
    name: Mapping[str, str]
    language: str
    limits: Limits
    reveal: tuple[str, ...]
    assignments: Mapping[str, Assignment]
    languages: tuple[str, ...] = DEFAULT_LANGUAGES

    def chosen_language(self, language: str | None) -> str:
        """The requested language, by default the course's; UserError if it is not declared."""
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
            raise CourseError(
                f"{COURSE_FILE} has no assignment '{name}'; it has: "
                f"{', '.join(self.assignments)}.{suggestion(name, self.assignments)}"
            )
        return self.assignments[name]


def load_course(root: Path) -> Course:
    """Read the course in a folder; CourseError names everything that is wrong with it."""
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
    table = Table.of(node, "the course", report, "name: …  assignments: …").allow_only(
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
        read_assignments(listed, root, limits, languages, report) if listed is not None else {}
    )
    credit_entry = table.get("credit")
    credit = credit_entry is None or yes_or_no(credit_entry, "credit", report)
    rules = read_rules(table.get("rules"), report)
    packages = read_packages(table.get("packages"), report)
    assignments = {
        key: replace(each, credit=credit, rules=rules, packages=packages)
        for key, each in assignments.items()
    }
    return Course(
        root=root,
        name=read_texts(name, "name", languages, report),
        language=one_of(*languages)(language, "language", report) if language else first,
        limits=limits,
        reveal=read_reveal(table.get("feedback"), report),
        assignments=assignments,
        languages=languages,
    )
