"""The command line: parse arguments, call one function, return an exit code.

The commands are in `authoring/commands.py` and `batch/commands.py`.
Exit codes: 0 success, 1 a check failed, 2 interrupted, 3 internal error of the grader, 4 wrong
usage or input.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any

from autograder import __version__
from autograder.authoring import commands as author_commands
from autograder.batch import commands as class_commands
from autograder.command import EXIT_CODES, GRADER_FAULT, INTERRUPTED, OK, USAGE
from autograder.errors import GraderError, UserError, did_you_mean, missing_package

__all__ = ["EXIT_CODES", "USAGE", "main"]

# In the order of `autograder --help`.
COMMANDS = (
    author_commands.prove,
    author_commands.release,
    class_commands.check,
    class_commands.grade,
    class_commands.report,
    class_commands.export,
    class_commands.show,
    author_commands.init,
    author_commands.new,
    author_commands.import_assignment,
    class_commands.doctor,
)


class _Parser(argparse.ArgumentParser):
    """argparse's parser, with suggestions for a misspelt choice and our exit code for misuse."""

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """argparse's own suggests the nearest choice only from Python 3.14 on."""
        if action.choices is not None and value not in action.choices:
            choices = [str(each) for each in action.choices]
            says = f"no such choice: '{value}'. {did_you_mean(str(value), choices)}".rstrip()
            raise argparse.ArgumentError(action, f"{says}\n  Choose from: {', '.join(choices)}.")

    def error(self, message: str) -> None:  # type: ignore[override]
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


class _Completion(argparse.Action):
    """Print a completion script and exit."""

    def __call__(self, parser: argparse.ArgumentParser, *given: Any) -> None:
        try:
            import shtab
        except ImportError:
            parser.error("--print-completion needs the package shtab: python -m pip install shtab")
        print(shtab.complete(parser, shell=given[1]))
        parser.exit()


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):  # a console that lacks a character must not stop us
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
        return code
    except UserError as error:
        print(error, file=sys.stderr)
        return USAGE
    except ModuleNotFoundError as error:  # a student's install lacks what only a TA needs
        known = missing_package(error, arguments.verb)
        if known is None:
            raise
        print(known, file=sys.stderr)
        return USAGE
    except GraderError as error:
        print(f"Internal error (no student is affected):\n{error}", file=sys.stderr)
        return GRADER_FAULT
    except KeyboardInterrupt:
        print(
            "\nInterrupted. Finished grades are saved; run the same command to resume.",
            file=sys.stderr,
        )
        return INTERRUPTED
    except BrokenPipeError:  # the reader (head, less) is gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="autograder",
        description="Write, release and grade programming exercises.",
        epilog=EXIT_CODES,
    )
    parser.add_argument("--version", action="version", version=f"autograder {__version__}")
    parser.add_argument(
        "--print-completion",
        action=_Completion,
        choices=("bash", "zsh", "tcsh"),
        help="Print a completion script for this shell (needs the package shtab).",
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="COMMAND")
    for command in COMMANDS:
        verb = verbs.add_parser(
            command.name, help=command.help, description=command.help, epilog=EXIT_CODES
        )
        for names, settings in command.arguments:
            verb.add_argument(*names, **settings)
        verb.set_defaults(run=command.run)
    return parser
