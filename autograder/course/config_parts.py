"""Read the parts of course.yaml that courses, assignments and exercises share."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import yaml

from autograder.course.comparison_rules import KIT_RULES, RULE_NAMES, Rules
from autograder.course.one_line import one_line
from autograder.course.yaml_reader import (
    Report,
    Table,
    describe_node,
    number,
    one_of,
    parse,
    text,
    yes_or_no,
)
from autograder.sandbox.imports import OURS
from autograder.sandbox.limits import Limits
from autograder.sandbox.protocol import DEFAULT_PACKAGES
from autograder.text.catalogue import DEFAULT_LANGUAGES, LANGUAGES

COURSE_FILE = "course.yaml"
REVEALS = ("diagnosis", "counterexample")
ASSIGNMENT_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
TITLE = "{ja: 題名, en: A title}"
# The least with which a right answer runs (NumPy needs 32 MB for its first call), and the most that
# is not a wrong unit: a day, a terabyte.
LIMIT_RANGES = {
    "wall_seconds": (0.1, 86_400),
    "cpu_seconds": (0.1, 86_400),
    "memory_mb": (32, 1_000_000),
    "output_kb": (1, 1_000_000),
    "processes": (1, 10_000),
    "open_files": (16, 10_000),
    "file_mb": (1, 1_000_000),
    "total_seconds": (1, 86_400),
}
POINTS_RANGE = (0.01, 100_000)  # for an exercise
_LIMITS = tuple(limit.name for limit in fields(Limits))


def declared_languages(root: Path) -> tuple[str, ...]:
    """The languages of a course that may still be invalid; the default ones if in doubt."""
    table = _top(root)
    return read_languages(table.get("languages"), table.report) if table else DEFAULT_LANGUAGES


def declared_assignments(root: Path) -> tuple[str, ...] | None:
    """Names of the assignments of a course that may still be invalid; None if in doubt."""
    table = _top(root)
    listed = table.get("assignments") if table else None
    if not isinstance(listed, yaml.MappingNode):
        return None
    return tuple(str(key.value) for key, _ in listed.value)


def _top(root: Path) -> Table | None:
    report = Report(COURSE_FILE)
    try:
        node = parse((root / COURSE_FILE).read_text(encoding="utf-8-sig"), report)
    except (OSError, UnicodeDecodeError):
        return None
    return Table.of(node, "the course", report, "") if isinstance(node, yaml.MappingNode) else None


def read_languages(node: yaml.Node | None, report: Report) -> tuple[str, ...]:
    """The languages that a course declares, or the default ones."""
    if node is None:
        return DEFAULT_LANGUAGES
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        report.add(
            node,
            "languages must be a list of at least one language.",
            "Write it like: languages: [en]",
        )
        return DEFAULT_LANGUAGES
    read = one_of(*LANGUAGES)
    named = [read(item, "languages", report) for item in node.value]
    if len(set(named)) < len(named) and not report.mistakes:
        report.add(node, "languages names a language twice.", "Remove one of them.")
    return tuple(dict.fromkeys(named)) if not report.mistakes else DEFAULT_LANGUAGES


def read_packages(node: yaml.Node | None, report: Report) -> tuple[str, ...]:
    """The packages that student code may import, by their import names."""
    if node is None:
        return DEFAULT_PACKAGES
    if not isinstance(node, yaml.SequenceNode):
        report.add(
            node,
            f"packages must be a list, got {describe_node(node)}.",
            "Write it like: packages: [numpy]",
        )
        return DEFAULT_PACKAGES
    named = [text(item, "packages", report) for item in node.value]
    for name, item in zip(named, node.value, strict=True):
        if name and not name.isidentifier():
            report.add(
                item,
                f"packages names {name!r}, which no import statement can name.",
                "Write the name used in import statements, such as sklearn, not scikit-learn.",
            )
        elif name == OURS or name in sys.stdlib_module_names:
            always = "may always be used" if name != OURS else "is the kit, which no answer needs"
            report.add(item, f"packages names {name!r}, which {always}.", "Take it out.")
        elif name in named[: node.value.index(item)]:
            report.add(item, f"packages names {name!r} twice.", "Remove one of them.")
    return tuple(dict.fromkeys(named))


def read_texts(
    node: yaml.Node | None, what: str, languages: tuple[str, ...], report: Report
) -> Mapping[str, str]:
    """A text in every declared language."""
    if node is None:
        return {}
    example = "{" + ", ".join(f"{language}: …" for language in languages) + "}"
    table = Table.of(node, what, report, TITLE if len(languages) > 1 else example)
    table.allow_only(*languages)
    found = {language: table.need(language, f"{language}: …") for language in languages}
    return {
        language: one_line(value, f"{what}.{language}", report)
        for language, value in found.items()
        if value is not None
    }


def read_limits(node: yaml.Node | None, what: str, base: Limits, report: Report) -> Limits:
    """The base limits, overridden by those in the node."""
    if node is None:
        return base
    table = Table.of(node, what, report, "{wall_seconds: 10}").allow_only(*_LIMITS)
    changed: dict[str, Any] = {}
    for name, _, value in table:
        if name in _LIMITS:
            read = number(above=0, whole=not name.endswith("_seconds"))
            changed[name] = read(value, f"{what}.{name}", report)
            least, most = LIMIT_RANGES[name]
            if changed[name] and not least <= changed[name] <= most:
                report.add(
                    value,
                    f"{what}.{name} must be from {least:,} to {most:,}, got {changed[name]:,}.",
                    f"{getattr(Limits, name):g} is usual.",
                )
    return replace(base, **changed)


def read_reveal(node: yaml.Node | None, report: Report) -> tuple[str, ...]:
    example = "reveal: [diagnosis, counterexample], or: reveal: none"
    if node is None:
        return REVEALS
    value = Table.of(node, "feedback", report, f"{{{example}}}").allow_only("reveal").get("reveal")
    if value is None:
        return REVEALS
    if isinstance(value, yaml.ScalarNode) and value.value == "none":
        return ()
    if not isinstance(value, yaml.SequenceNode):
        report.add(
            value,
            f"feedback.reveal must be a list or 'none', got {describe_node(value)}.",
            f"Write it like: {example}",
        )
        return ()
    read = one_of(*REVEALS)
    named = [read(item, "feedback.reveal", report) for item in value.value]
    if len(set(named)) < len(named) and not report.mistakes:
        report.add(value, "feedback.reveal names a part twice.", "Remove one of them.")
    return tuple(reveal for reveal in REVEALS if reveal in named)


def read_rules(node: yaml.Node | None, report: Report) -> Rules:
    """The course's rules; the kit's for any that it does not set."""
    if node is None:
        return KIT_RULES
    table = Table.of(node, "rules", report, "{rtol: 1e-4, any_dtype: true}").allow_only(*RULE_NAMES)
    values: dict[str, Any] = {}
    for name, _, value in table:
        if name in ("rtol", "atol"):
            values[name] = float(number(least=0)(value, f"rules.{name}", report))
            if name == "rtol" and values[name] >= 1:
                report.add(
                    value,
                    f"rules.rtol must be below 1, got {values[name]:g}: it is a share of the "
                    "number, and 0 would always count as right.",
                    "Write it like: rtol: 0.01",
                )
        elif name in RULE_NAMES:
            values[name] = yes_or_no(value, f"rules.{name}", report)
    return Rules(**values)
