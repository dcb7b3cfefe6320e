"""`autograder check`: check your own work (for students)."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.cli.common import LANGUAGE

HELP = "Check your own work (for students)."
OPTIONS = (LANGUAGE,)


def add_arguments(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "file", nargs="?", type=Path, help="Your .ipynb or .py (default: found in this folder)."
    )
    verb.add_argument("--watch", action="store_true", help="Check again after every save.")
    verb.add_argument("--hint", metavar="EXERCISE", help="Show the next hint for an exercise.")


def run(arguments: argparse.Namespace) -> int:
    from autograder.selfcheck.command import run_selfcheck

    return run_selfcheck(arguments.file, arguments.language, arguments.watch, arguments.hint)
