"""Read YAML with line numbers, suggestions and all mistakes at once.

Reads YAML nodes instead of values, so that every mistake keeps its line and all of
them are reported at once. Knows nothing about courses.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import yaml

from autograder.errors import CourseError, did_you_mean

MAX_LEVELS = 1_000  # of nesting in a text for libyaml
FIRST_YEAR, LAST_YEAR = 2000, 2100  # outside this range, a digit must be wrong
FURTHEST_ZONE = timedelta(hours=14)
_NUMBER = re.compile(r"[-+]?((0|[1-9]\d*)(\.\d*)?|\.\d+)([eE][-+]?\d+)?")


@dataclass
class Report:
    """The mistakes found in one file, in the order of its lines."""

    file: str
    mistakes: list[tuple[int, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)  # of the file, as read by `parse`

    def add(self, node: yaml.Node, text: str, *repairs: str) -> None:
        """Note a mistake at a node; empty repairs are left out."""
        self.add_line(node.start_mark.line + 1, text, *repairs)

    def add_line(self, line: int, text: str, *repairs: str) -> None:
        hint = "  ".join(filter(None, repairs))
        self.mistakes.append((line, text + (f"\n  {hint}" if hint else "")))

    def raise_if_any(self) -> None:
        """Raise one CourseError that reports every mistake."""
        if self.mistakes:
            ordered = sorted(self.mistakes, key=lambda mistake: mistake[0])
            raise CourseError("\n".join(f"{self.file}:{line}: {text}" for line, text in ordered))


def parse(text: str, report: Report) -> yaml.Node | None:
    """The root node; None (and a mistake) if the text is empty or not YAML."""
    report.lines = text.split("\n")
    try:
        root = _compose(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = ", ".join(filter(None, (error.context, error.problem)))
        report.add_line(
            mark.line + 1 if mark else 1,
            f"not valid YAML: {reason}.",
            "Indent with spaces, and put texts that hold ': ' or '#' in quotes.",
        )
        return None
    except yaml.YAMLError as error:  # a character that YAML forbids
        report.add_line(1, f"not valid YAML: {' '.join(str(error).split())}.")
        return None
    except RecursionError:
        report.add_line(1, "not a course: nested far too deeply.")
        return None
    if root is None:
        report.add_line(1, "the file is empty.")
    return root


def _compose(text: str) -> yaml.Node | None:
    """The nodes, from libyaml if PyYAML has it, because it is ten times faster.

    What libyaml refuses is left to the Python reader, whose messages are the same everywhere;
    so is what may be deeply nested, because libyaml's caller would end the process.
    """
    fast = getattr(yaml, "CSafeLoader", None)
    levels = sum(map(text.count, ("[", "{", "- ", "? "))) + len(text) // 100_000
    if fast is not None and levels < MAX_LEVELS:
        with suppress(yaml.YAMLError):
            return yaml.compose(text, Loader=fast)
    return yaml.compose(text, Loader=yaml.SafeLoader)


@dataclass
class Table:
    """A mapping in the file, whose keys are taken one by one.

    what: its name in messages, e.g. "limits of assignment 'a2'".
    """

    what: str
    node: yaml.Node
    report: Report
    entries: dict[str, tuple[yaml.Node, yaml.Node]]

    @classmethod
    def of(cls, node: yaml.Node, what: str, report: Report, example: str) -> Table:
        """A table from a node; any other kind of node is a mistake and gives an empty table."""
        table = cls(what, node, report, {})
        if not isinstance(node, yaml.MappingNode):
            found = describe_node(node)
            report.add(node, f"{what} must be a mapping, got {found}.", f"Write it like: {example}")
            return table
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                report.add(key, f"{what} has a key that is not a name: {describe_node(key)}.")
            elif key.value in table.entries:
                first = table.entries[key.value][0].start_mark.line + 1
                report.add(
                    key,
                    f"{what} has the key '{key.value}' twice; it is already in line {first}.",
                    "Remove one of them.",
                )
            else:
                table.entries[key.value] = (key, value)
        return table

    def allow_only(self, *known: str) -> Table:
        """Report every key that is not one of these."""
        for name, (key, _) in self.entries.items():
            if name not in known:
                self.report.add(
                    key,
                    f"{self.what} has the unknown key '{name}'; it may have: {', '.join(known)}.",
                    did_you_mean(name, known),
                )
        return self

    def get(self, key: str) -> yaml.Node | None:
        return self.entries[key][1] if key in self.entries else None

    def read(self, key: str, reader: Reader, default: Any) -> Any:
        """A key's value as the reader returns it; the default if the key is missing."""
        node = self.get(key)
        return default if node is None else reader(node, f"{key} of {self.what}", self.report)

    def need(self, key: str, example: str) -> yaml.Node | None:
        """The value of a required key."""
        if key not in self.entries and isinstance(self.node, yaml.MappingNode):
            self.report.add(
                self.node, f"{self.what} lacks the key '{key}'.", f"Add, for example: {example}"
            )
        return self.get(key)

    def __iter__(self) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        return ((name, key, value) for name, (key, value) in self.entries.items())


def describe_node(node: yaml.Node) -> str:
    """A node as quoted in a message."""
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return repr(node.value) if node.value else "nothing"


def _is(node: yaml.Node, *tags: str) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag.rpartition(":")[2] in tags


Reader = Callable[[yaml.Node, str, Report], Any]


def text(node: yaml.Node, what: str, report: Report) -> str:
    """A non-empty text."""
    if _is(node, "str") and node.value.strip():
        return str(node.value)
    hint = f"Put it in quotes: '{node.value}'" if _is(node, "int", "float", "bool") else ""
    report.add(node, f"{what} must be text, got {describe_node(node)}.", hint)
    return ""


def sentence(node: yaml.Node, what: str, report: Report) -> str:
    """A text for people; refuse one that an unquoted '#' would silently cut off."""
    end = node.end_mark
    rest = report.lines[end.line][end.column :] if end.line < len(report.lines) else ""
    if isinstance(node, yaml.ScalarNode) and not node.style and rest.lstrip().startswith("#"):
        report.add(
            node,
            f"{what} ends before a '#', which begins a comment; got {node.value!r}.",
            "Put the text in quotes, or the comment on a line of its own.",
        )
    return text(node, what, report)


def yes_or_no(node: yaml.Node, what: str, report: Report) -> bool:
    """true or false."""
    if not _is(node, "bool"):
        report.add(node, f"{what} must be true or false, got {describe_node(node)}.")
    return not (isinstance(node, yaml.ScalarNode) and node.value.lower() in ("false", "no", "off"))


def one_of(*known: str) -> Reader:
    """A reader for one of several words."""

    def read(node: yaml.Node, what: str, report: Report) -> str:
        if isinstance(node, yaml.ScalarNode) and node.value in known:
            return str(node.value)
        near = did_you_mean(node.value, known) if isinstance(node, yaml.ScalarNode) else ""
        report.add(
            node, f"{what} must be one of {', '.join(known)}; got {describe_node(node)}.", near
        )
        return known[0]

    return read


def number(
    *, above: float | None = None, least: float | None = None, whole: bool = False
) -> Reader:
    """A reader for a finite number, greater than `above` or at least `least`."""
    bound = f" over {above:g}" if above is not None else ""
    bound += f" of at least {least:g}" if least is not None else ""

    def read(node: yaml.Node, what: str, report: Report) -> float:
        # Quotes turn it into text; 1_000, 010 and 1:30 are numbers to YAML but to few people.
        plain = _is(node, "int", "float", "str") and not getattr(node, "style", None)
        value = float(node.value) if plain and _NUMBER.fullmatch(node.value) else math.nan
        if (
            math.isfinite(value)
            and not (whole and value != int(value))
            and (above is None or value > above)
            and (least is None or value >= least)
        ):
            return int(value) if whole else value
        kind = "whole number" if whole else "number"
        report.add(node, f"{what} must be a {kind}{bound}, got {describe_node(node)}.")
        return 0

    return read


def moment(node: yaml.Node, what: str, report: Report) -> datetime | None:
    """A date with time and zone, in ISO format."""
    example = "Write it like: 2027-01-31T23:59:00+09:00"
    try:
        value = datetime.fromisoformat(node.value) if isinstance(node, yaml.ScalarNode) else None
    except ValueError:
        value = None
    if value is None:
        report.add(node, f"{what} must be a date and time, got {describe_node(node)}.", example)
    elif value.tzinfo is None:
        report.add(node, f"{what} must name its time zone, got {describe_node(node)}.", example)
    elif not FIRST_YEAR <= value.year < LAST_YEAR:
        report.add(node, f"{what} lies in the year {value.year}.", example)
    elif abs(value.utcoffset() or timedelta()) > FURTHEST_ZONE:
        report.add(node, f"{what} has an impossible time zone: {value:%z}.", example)
    else:
        return value
    return None
