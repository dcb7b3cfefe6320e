"""What the commands share: the parser, its common options, exit codes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Protocol

from autograder.errors import did_you_mean
from autograder.text.catalogue import LANGUAGES

OK, FAILED, INTERRUPTED, GRADER_FAULT, USAGE = 0, 1, 2, 3, 4
EXIT_CODES = (
    "Exit codes: 0 success; 1 a check failed; 2 interrupted; "
    "3 internal error of the grader; 4 wrong usage or input."
)


class Parser(argparse.ArgumentParser):
    """argparse's, with suggestions for a misspelt choice and our exit code for wrong usage."""

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """argparse's own suggests the nearest choice only from Python 3.14 on."""
        if action.choices is not None and value not in action.choices:
            choices = [str(each) for each in action.choices]
            says = f"no such choice: '{value}'. {did_you_mean(str(value), choices)}".rstrip()
            raise argparse.ArgumentError(action, f"{says}\n  Choose from: {', '.join(choices)}.")

    def error(self, message: str) -> None:  # type: ignore[override]
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


class Verb(Protocol):
    """What a module of this package defines for its command.

    OPTIONS: the options that it has in common with others.
    run: does it and returns the exit code. It imports what it needs, so that no command waits
    for the packages of another, and a student's install can run its own.
    """

    HELP: str

    @property
    def OPTIONS(self) -> tuple[Parser, ...]: ...

    def add_arguments(self, verb: argparse.ArgumentParser, /) -> None: ...

    def run(self, arguments: argparse.Namespace, /) -> int: ...


def _option(name: str, **settings: Any) -> Parser:
    parent = Parser(add_help=False)
    parent.add_argument(name, **settings)
    return parent


COURSE = _option(
    "--course",
    type=Path,
    default=Path(),
    metavar="DIR",
    help="Course folder, which contains course.yaml (default: the current folder).",
)
LANGUAGE = _option(
    "--language",
    choices=LANGUAGES,
    help="Language of what students read (default: the one in course.yaml).",
)
ISOLATION = _option(
    "--isolation",
    choices=("bubblewrap", "process"),
    default="bubblewrap",
    help="Sandbox for student code. 'process' does not isolate: only for code you trust.",
)
