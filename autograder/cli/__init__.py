"""The command line: parse arguments, call one function, return an exit code.

Every command is a module of this package. Exit codes: 0 success, 1 a check failed,
2 interrupted, 3 internal error of the grader, 4 wrong usage or input.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from autograder import __version__
from autograder.cli import (
    check,
    doctor,
    export,
    grade,
    import_notebook,
    init,
    new,
    prove,
    release,
    report,
    show,
)
from autograder.cli.common import EXIT_CODES, GRADER_FAULT, INTERRUPTED, OK, USAGE, Parser, Verb
from autograder.errors import GraderError, UserError, missing_package

__all__ = ["EXIT_CODES", "USAGE", "VERBS", "main"]

# In the order of `autograder --help`.
VERBS: Mapping[str, Verb] = {
    "prove": prove,
    "release": release,
    "check": check,
    "grade": grade,
    "report": report,
    "export": export,
    "show": show,
    "init": init,
    "new": new,
    "import": import_notebook,
    "doctor": doctor,
}


class _Completion(argparse.Action):
    """Print a completion script and end."""

    def __call__(self, parser: argparse.ArgumentParser, *given: Any) -> None:
        try:
            import shtab
        except ImportError:
            parser.error("--print-completion needs the package shtab: python -m pip install shtab")
        print(shtab.complete(parser, shell=given[1]))
        parser.exit()


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code."""
    for stream in (sys.stdout, sys.stderr):  # a console that lacks a sign must not stop us
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
        return code
    except UserError as error:
        print(error, file=sys.stderr)
        return USAGE
    except ModuleNotFoundError as error:  # the student's install has none of what a TA needs
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
    except BrokenPipeError:  # the reader (head, less) has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
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
    commands = parser.add_subparsers(dest="verb", required=True, metavar="COMMAND")
    for name, verb in VERBS.items():
        command = commands.add_parser(
            name, parents=verb.OPTIONS, help=verb.HELP, description=verb.HELP, epilog=EXIT_CODES
        )
        verb.add_arguments(command)
        command.set_defaults(run=verb.run)
    return parser
