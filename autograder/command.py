"""Define what a command is, and what all commands share: options and exit codes."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.text.catalogue import LANGUAGES

OK, FAILED, INTERRUPTED, GRADER_FAULT, USAGE = 0, 1, 2, 3, 4
EXIT_CODES = (
    "Exit codes: 0 success; 1 a check failed; 2 interrupted; "
    "3 internal error of the grader; 4 wrong usage or input."
)

Argument = tuple[tuple[str, ...], dict[str, Any]]


@dataclass(frozen=True)
class Command:
    """One subcommand.

    arguments: in the order of its help.
    run: carries it out and returns the exit code. It imports what it needs, so that no command
    waits for another's packages, and a student's install can run the student's command.
    """

    name: str
    help: str
    arguments: tuple[Argument, ...]
    run: Callable[[Namespace], int]


def command(
    name: str, help: str, *arguments: Argument
) -> Callable[[Callable[[Namespace], int]], Command]:
    """Make a command from the function that runs it."""
    return lambda run: Command(name, help, arguments, run)


def argument(*names: str, **settings: Any) -> Argument:
    """One argument or option, as `ArgumentParser.add_argument` takes it."""
    return names, settings


def from_zero(text: str) -> int:
    """A whole number of at least 0, as an argument."""
    if not re.fullmatch("[0-9]{1,18}", text):
        raise ArgumentTypeError(f"wanted a whole number of at least 0, got '{text}'.")
    return int(text)


COURSE = argument(
    "--course",
    type=Path,
    default=Path(),
    metavar="DIR",
    help="Course folder, which contains course.yaml (default: the current folder).",
)
LANGUAGE = argument(
    "--language",
    choices=LANGUAGES,
    help="Language of what students read (default: the one in course.yaml).",
)
ISOLATION = argument(
    "--isolation",
    choices=("bubblewrap", "process"),
    default="bubblewrap",
    help="Sandbox for student code. 'process' does not isolate: only for code you trust.",
)
